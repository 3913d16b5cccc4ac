"""The last touch on a text: spaces, hashtags and headings' names, and nothing else of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.markdown import ATTRIBUTES, PROSE_ATTRIBUTES, PROSE_TAGS, REL, TAGS, to_html
from guide.typeset import TAKEN, french, french_line, typeset
from tests.hostile.payloads import OWN

LABELS = {"tiny": "\x01labels/tiny/", "été_78": "\x01labels/ete-78/"}
WORDS = st.text("ab «»!?;:%€#\"'’10 h\u00a0\u202f\n&<>.,tinyé/…", max_size=60)
MARKDOWN = st.lists(WORDS | st.sampled_from(["## ", "\n\n", "`", "**", "[a](b.md)", "#tiny", "- ", "    ", "```\n", "https://a.example/", "<em>", "</h2>"]), max_size=14).map(
    "".join
)


class Parts(HTMLParser):
    """The tags and the texts of HTML, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an opening tag."""
        self.tags.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Keep a closing tag."""
        self.tags.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse what no page of ours holds."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def set_in(language: str, text: str) -> str:
    """Return a text set as a page shows it, without its paragraph."""
    return typeset(f"<p>{text}</p>", language, LABELS).html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Vraiment ? Oui ! Bien ;", "Vraiment\u202f? Oui\u202f! Bien\u202f;"),
        ("Vraiment? Oui! Bien;", "Vraiment\u202f? Oui\u202f! Bien\u202f;"),
        ("Quoi ?! Quoi !!", "Quoi\u202f?! Quoi\u202f!!"),
        ("dit-il : non", "dit-il\u00a0: non"),
        ("« Bonjour »", "«\u00a0Bonjour\u00a0»"),
        ("«Bonjour»", "«\u00a0Bonjour\u00a0»"),
        ("«\u00a0Bonjour\u00a0» et «\u202fbonsoir\u202f»", "«\u00a0Bonjour\u00a0» et «\u00a0bonsoir\u00a0»"),
        ("« Vraiment ? »", "«\u00a0Vraiment\u202f?\u00a0»"),
        ("(vraiment ?) « oui ! »", "(vraiment\u202f?) «\u00a0oui\u202f!\u00a0»"),
        ("10 h 30, 12 %, 30 €, 5 km, 20 min", "10\u00a0h\u00a030, 12\u00a0%, 30\u00a0€, 5\u00a0km, 20\u00a0min"),
        ("le n° 12", "le n°\u00a012"),
        # Never torn apart.
        ("de 16:30 à 18:00", "de 16:30 à 18:00"),
        ("https://example.org/?a=b;c! et www.example.org/x?", "https://example.org/?a=b;c! et www.example.org/x?"),
        ("(voir https://example.org/?q=#tiny)", "(voir https://example.org/?q=#tiny)"),
        ("ratio 3:2 ; a:b", "ratio 3:2\u202f; a:b"),
        ("AT&amp;T, 5 &lt; 6 &gt; 4 &amp;amp;&amp;lt;", "AT&amp;T, 5 &lt; 6 &gt; 4 &amp;amp;&amp;lt\u202f;"),
        ("Vraiment&nbsp;?", "Vraiment\u202f?"),
        ("!important et ?x", "!important et ?x"),
    ],
)
def test_french_has_its_spaces_and_nothing_else_moves(written: str, shown: str) -> None:
    assert set_in("fr", written) == shown
    assert set_in("fr", shown) == shown


def test_signs_at_the_edge_of_a_tag_have_their_spaces_too() -> None:
    assert set_in("fr", "<em>Vraiment</em> ? « <strong>Oui</strong> » : non") == "<em>Vraiment</em>\u202f? «\u00a0<strong>Oui</strong>\u00a0»\u00a0: non"


@pytest.mark.parametrize("language", ["en", "nl", "de"])
def test_other_languages_keep_their_spaces(language: str) -> None:
    assert set_in(language, "Really ? « Yes » : 10 % &amp; more") == "Really ? « Yes » : 10 % &amp; more"


def test_regions_of_french_are_french() -> None:
    assert set_in("fr-BE", "Vraiment ?") == "Vraiment\u202f?"


@pytest.mark.parametrize("code", ["<code>a ? « b » #tiny</code>", "<pre><code>if a : b ; c !\n#tiny</code></pre>"])
def test_code_stays_as_it_was_written(code: str) -> None:
    assert typeset(f"<p>Vraiment ?</p>{code}<p>Non ?</p>", "fr", LABELS).html == f"<p>Vraiment\u202f?</p>{code}<p>Non\u202f?</p>"


@given(WORDS)
def test_french_changes_spaces_only_and_once(text: str) -> None:
    shown = french(text)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    assert french(shown) == shown


def test_a_line_has_its_apostrophes_too() -> None:
    assert french_line("L'œuf, qu'est-ce ? 'x'") == "L’œuf, qu’est-ce\u202f? 'x'"


def link(word: str, tag: str = "tiny") -> str:
    """Return the link that a hashtag becomes."""
    return f'<a class="hashtag" href="{LABELS[tag]}">{word}</a>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("#tiny", link("#tiny")),
        ("Look for #TINY, or (#tiny).", f"Look for {link('#TINY')}, or ({link('#tiny')})."),
        ("＃tiny", link("＃tiny")),
        ("#ｔｉｎｙ", link("#ｔｉｎｙ")),
        ("“#tiny”, l’#tiny", f"“{link('#tiny')}”, l’{link('#tiny')}"),
        ("#Été_78 !", f"{link('#Été_78', 'été_78')} !"),
        ("<em>#tiny</em>", f"<em>{link('#tiny')}</em>"),
        # What is no label, or stands in something else, is no link.
        ("#other #tinytown tiny #", "#other #tinytown tiny #"),
        ("a#tiny &amp;#tiny /#tiny .#tiny", "a#tiny &amp;#tiny /#tiny .#tiny"),
        ("https://example.org/#tiny https://example.org/?q=#tiny www.example.org#tiny example.org/?q=#tiny", "https://example.org/#tiny https://example.org/?q=#tiny www.example.org#tiny example.org/?q=#tiny"),
        ('<a href="b">#tiny <em>#tiny</em></a>', '<a href="b">#tiny <em>#tiny</em></a>'),
        ("<code>#tiny</code>", "<code>#tiny</code>"),
        (f"#{'tiny' * 20}", f"#{'tiny' * 20}"),
    ],
)
def test_a_hashtag_in_running_text_leads_to_its_label(written: str, shown: str) -> None:
    assert set_in("en", written) == shown


def test_a_hashtag_in_a_heading_is_words_of_it() -> None:
    made = typeset("<h2>What #tiny means</h2><p>#tiny</p>", "en", LABELS)
    assert made.html == f'<h2 id="what-tiny-means">What #tiny means</h2><p>{link("#tiny")}</p>'
    assert made.headings[0].words == "What #tiny means"


def test_an_attribute_is_no_running_text() -> None:
    page = '<p><img alt="#tiny ? « a »" src="a.jpg" title="#tiny > b"></p>'
    assert typeset(page, "fr", LABELS).html == page


def test_headings_are_named_by_their_words_each_differently() -> None:
    made = typeset("<h2>Été <em>à l’ombre</em></h2><h3>Part</h3><h2>Part</h2><h2>Part 2</h2><h4>!!!</h4>", "fr", {})
    assert [(heading.level, heading.id, heading.words) for heading in made.headings] == [
        (2, "ete-a-l-ombre", "Été à l’ombre"),
        (3, "part", "Part"),
        (2, "part-2", "Part"),
        (2, "part-2-2", "Part 2"),
        (4, "part-3", "!!!"),
    ]
    assert re.findall(r'<h\d id="([^"]*)">', made.html) == [heading.id for heading in made.headings]


def test_no_heading_takes_an_id_of_the_theme() -> None:
    page = "".join(f"<h2>{word}</h2>" for word in ("Main", "Shops", "Shops", "Service 1", "G2"))
    ids = [heading.id for heading in typeset(page, "en", {}).headings]
    assert len(set(ids)) == 5
    assert not [name for name in ids if TAKEN.fullmatch(name)]


def test_a_heading_inside_another_is_words_of_it() -> None:
    made = typeset(to_html("<h2><em><h3>One</h3></em> two</h2>\n\n<p>Three</p>", prose=True), "en", {})
    assert [heading.words for heading in made.headings] == ["One two"]
    assert made.html.count("<h2") == made.html.count("</h2>") == 1
    assert made.html.count("<h3") == made.html.count("</h3>") == 1


@given(MARKDOWN)
def test_headings_are_found_as_a_browser_finds_them(text: str) -> None:
    made = typeset(to_html(text, "fr", prose=True), "fr", LABELS)
    ids = [dict(attrs)["id"] for tag, attrs in Parts(made.html).tags if tag in {"h2", "h3", "h4"} and "id" in dict(attrs)]
    assert ids == [heading.id for heading in made.headings]
    assert len(set(ids)) == len(ids)


@settings(max_examples=200)
@given(MARKDOWN, st.sampled_from(["fr", "en"]))
def test_a_text_changes_by_its_spaces_and_gains_links_of_hashtags_only(text: str, language: str) -> None:
    page = to_html(text, language, prose=True)
    before, after = Parts(page), Parts(typeset(page, language, LABELS).html)
    assert re.sub(r"\s", "", "".join(after.texts)) == re.sub(r"\s", "", "".join(before.texts))
    kept, inside = [], False
    for tag, attrs in after.tags:
        given_ = dict(attrs)
        if tag == "a" and given_.get("class") == "hashtag":
            assert given_.keys() == {"class", "href"}
            inside = True
        elif tag == "/a" and inside:
            inside = False
        else:
            assert not inside
            kept.append((tag, () if tag in {"h2", "h3", "h4"} else attrs))
    assert kept == [(tag, () if tag in {"h2", "h3", "h4"} else attrs) for tag, attrs in before.tags]


@settings(max_examples=200)
@given(MARKDOWN)
def test_what_is_set_once_is_set(text: str) -> None:
    made = typeset(to_html(text, "fr", prose=True), "fr", {}).html
    again = typeset(made, "fr", {}).html
    assert re.sub(' id="[^"]*"', "", again) == re.sub(' id="[^"]*"', "", made)


# nh3 lets any tag have a language and a title.
KNOWN = {
    tag: {"lang", "title"} | ATTRIBUTES.get(tag, set()) | PROSE_ATTRIBUTES.get(tag, set()) | ({"rel", "class"} if tag == "a" else {"id"} if re.fullmatch("h[2-4]", tag) else set())
    for tag in TAGS | PROSE_TAGS
}


@pytest.mark.parametrize("payload", OWN, ids=range(len(OWN)))
@pytest.mark.parametrize("frame", ["{}", "# {}\n\n#tiny", "- #tiny {}\n\n      {}", "[^1]\n\n[^1]: {}", "![{}]({})", "[{}](a.md '{}')", "```{}\n{}\n```", "a\n: {}", '<p title="{}">{}</p>'])
def test_no_attack_holds_more_than_known_tags_and_attributes(payload: str, frame: str) -> None:
    for language in ("fr", "en"):
        parts = Parts(typeset(to_html(frame.replace("{}", payload), language, prose=True), language, LABELS).html)
        for tag, attrs in parts.tags:
            given_ = dict(attrs)
            assert tag.removeprefix("/") in KNOWN
            assert given_.keys() <= KNOWN[tag.removeprefix("/")]
            assert given_.get("class", "hashtag") == "hashtag"
            assert given_.get("rel", REL) == REL
            assert not re.match(r"[\s\x00-\x20]*(javascript|data|vbscript):", given_.get("href") or given_.get("src") or "", re.IGNORECASE)
