"""What articles may hold besides: code, footnotes, photos, links to the town's files; and how long the worst of them takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.fields import PROSE, PROSE_LINES, PROSE_SIGNS, markdown_of
from guide.markdown import (
    REL,
    holds_link,
    links_of,
    photo_file,
    photos_elsewhere,
    photos_of,
    photos_without_words,
    to_html,
    to_text,
)
from guide.problem import Refused
from guide.typeset import typeset
from tests.pace import within

parse = markdown_of(PROSE, PROSE_LINES, PROSE_SIGNS, fences=True)


def prose(text: str, language: str = "") -> str:
    """Return the HTML of an article's text."""
    return to_html(text, language, prose=True).strip()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("```\n<b> & #tiny\n\n# no heading\n```", "<pre><code>&lt;b&gt; &amp; #tiny\n\n# no heading\n</code></pre>"),
        ("~~~ yaml\nlabels: [tiny]\n~~~", "<pre><code>labels: [tiny]\n</code></pre>"),
        ("```\n#tiny\n#!/bin/sh\n```", "<pre><code>#tiny\n#!/bin/sh\n</code></pre>"),
        ('```\n"quoted" -- [a]({filename}/b.md)\n```', '<pre><code>"quoted" -- [a]({filename}/b.md)\n</code></pre>'),
        ("````\n```\na\n```\n````", "<pre><code>```\na\n```\n</code></pre>"),
        ("Oven\n:   Where bread is baked", "<dl>\n<dt>Oven</dt>\n<dd>Where bread is baked</dd>\n</dl>"),
        ("![The oven](images/oven.jpg)", '<p><img alt="The oven" src="images/oven.jpg"></p>'),
        ('![The oven](images/oven.jpg "At dawn")', '<p><img alt="The oven" src="images/oven.jpg" title="At dawn"></p>'),
        ("![a](javascript:alert(1))", '<p><img alt="a"></p>'),
        ("![a](data:image/png;base64,aaaa)", '<p><img alt="a"></p>'),
        ('<img src="a.jpg" alt="b" onerror="c()" srcset="d.jpg 2x" width="5">', '<p><img src="a.jpg" alt="b"></p>'),
    ],
)
def test_an_article_holds_code_definitions_and_photos(text: str, html: str) -> None:
    assert prose(text) == html


def test_footnotes_and_their_marks_find_each_other() -> None:
    page = prose("One[^1], again[^1], another[^été].\n\n[^1]: The first.\n[^été]: The other.")
    ids = re.findall(r' id="([^"]*)"', page)
    assert sorted(ids) == ["fn:1", "fn:été", "fnref2:1", "fnref:1", "fnref:été"]
    assert {link.removeprefix("#") for link in re.findall(r'href="(#[^"]*)"', page)} == set(ids)


def test_the_way_back_from_a_footnote_is_said_in_the_articles_language() -> None:
    text = "One[^1].\n\n[^1]: The first."
    assert 'title="Back to the text, note 1"' in prose(text, "en")
    assert 'title="Revenir au texte, note 1"' in prose(text, "fr")
    assert 'title="Back to the text, note 1"' in prose(text, "de")


def test_only_footnotes_have_ids() -> None:
    assert re.findall(' id="([^"]*)"', prose('<li id="main">a</li> <sup id="fn:1">1</sup> <sup id="fnx">2</sup>\n\n<p id="fn:2">b</p>\n\n## c {#d}')) == ["fn:1"]


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("fr", "<p>«&nbsp;Oui&nbsp;», dit-il… l’heure – ou plus — non</p>"),
        ("en", "<p>“Oui”, dit-il… l’heure – ou plus — non</p>"),
        ("nl", "<p>“Oui”, dit-il… l’heure – ou plus — non</p>"),
        ("", "<p>\"Oui\", dit-il... l'heure -- ou plus --- non</p>"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, html: str) -> None:
    assert prose("\"Oui\", dit-il... l'heure -- ou plus --- non", language) == html


@pytest.mark.parametrize("code", ["`\"a\" -- 'b'...`", "```\n\"a\" -- 'b'...\n```", "    \"a\" -- 'b'..."])
def test_quotation_marks_of_code_stay(code: str) -> None:
    assert "\"a\" -- 'b'..." in prose(code, "fr")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("#tiny is our label", "<p>#tiny is our label</p>"),
        ("- #tiny in a list\n- two", "<ul>\n<li>#tiny in a list</li>\n<li>two</li>\n</ul>"),
        ("> #tiny quoted", "<blockquote>\n<p>#tiny quoted</p>\n</blockquote>"),
        ("a\n#tiny below", "<p>a\n#tiny below</p>"),
        ("# Heading\n##Another", "<h2>Heading</h2>\n<h3>Another</h3>"),
        ("`#tiny` and\n\n    #tiny", "<p><code>#tiny</code> and</p>\n<pre><code>#tiny\n</code></pre>"),
    ],
)
def test_a_heading_has_a_space_behind_its_sign_and_a_hashtag_has_none(text: str, html: str) -> None:
    assert prose(text) == html
    assert to_html(text).strip() == html


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("[a](b.md)", ["b.md"]),
        ("[a](../../shops/tinyville/b.yaml) [c](d.md#part)", ["../../shops/tinyville/b.yaml", "d.md"]),
        ('[a](b.md "Title") [c](<d.md>) [e]( f.md )', ["b.md", "d.md", "f.md"]),
        ("[a]({filename}/shops/b.yaml) [c]({filename}d.md)", ["shops/b.yaml", "d.md"]),
        ("[a][1] [b]\n\n[1]: c.md\n[b]: {filename}/d.yaml 'Title'", ["c.md", "d.yaml"]),
        ("<a href='b.md'>a</a> <a title=\"c\" href=\"d.md\">a</a>", ["b.md", "d.md"]),
        ("[a two-line\nlink](b.md)", ["b.md"]),
        # What is code, or stands elsewhere, leads to no file.
        ("`[a](b.md)` ``[a`b](c.md)`` b.md", []),
        ("```\n[a](b.md)\n```\n\n~~~ md\n[a](c.md)\n~~~", []),
        ("[a](https://example.org/b.md) [a](b.txt) [a](b.md.html) <https://example.org/b.md>", []),
        ("```\n[a](b.md)", ["b.md"]),
        ("`[a](b.md)\n\n`", ["b.md"]),
    ],
)
def test_links_to_files_of_the_town_are_found(text: str, files: list[str]) -> None:
    assert links_of(text) == files
    assert all(holds_link(text, file) for file in files)


def test_pelicans_mark_of_a_file_is_not_printed_in_a_link_and_is_in_code() -> None:
    page = prose('[a]({filename}/shops/b.yaml "c") ![d]({static}/images/e.jpg) `[a]({filename}/b.md)`')
    assert f'<a href="shops/b.yaml" title="c" rel="{REL}">a</a>' in page
    assert 'src="images/e.jpg"' in page
    assert "<code>[a]({filename}/b.md)</code>" in page


def test_an_indented_link_may_be_code() -> None:
    text = "Thus:\n\n    [a](b.md)\n"
    assert links_of(text) == ["b.md"]
    assert not holds_link(text, "b.md")


@pytest.mark.parametrize(
    ("text", "photos"),
    [
        ("![a](images/b.jpg)", ["b.jpg"]),
        ("![a](b.jpg) ![c](../images/d/e.jpg) ![f](/images/g.jpg) ![h](../../content/images/i.jpg)", ["b.jpg", "d/e.jpg", "g.jpg", "i.jpg"]),
        ("![a]({static}/images/b.jpg) ![c]({attach}d.jpg) ![e]({filename}/images/f.jpg)", ["b.jpg", "d.jpg", "f.jpg"]),
        ('![a](b.jpg "A caption (long)") ![c](<d e.jpg> \'f\') ![g](h (2).jpg)', ["b.jpg", "d e.jpg", "h (2).jpg"]),
        ("![a](b%20c.jpg) ![d](l'e.jpg \"f\")", ["b c.jpg", "l'e.jpg"]),
        ("![words over\ntwo lines](b.jpg)", ["b.jpg"]),
        ("![a [b] c](d.jpg)", ["d.jpg"]),
        ('![a](b.jpg "c) (d")', ["b.jpg"]),
        ("![a][1]\n\n[1]: b.jpg", ["b.jpg"]),
        ("<img alt='a' src='b.jpg'> <IMG src=c.jpg>", ["b.jpg", "c.jpg"]),
        ("[![a](b.jpg)](c.md)", ["b.jpg"]),
        # What is code, escaped or elsewhere is no photo of ours.
        ("`![a](b.jpg)`\n\n```\n![a](c.jpg)\n```", []),
        ("\\![a](b.jpg) [a](c.jpg) ! [d](e.jpg)", []),
        ("![a](https://example.org/b.jpg) ![c](//example.org/d.jpg) ![e](javascript:f)", []),
        ("![a]() ![](  )", []),
    ],
)
def test_photos_of_the_town_are_found_as_the_page_shows_them(text: str, photos: list[str]) -> None:
    assert photos_of(text) == photos
    shown = [photo_file(src.replace("&amp;", "&")) for src in re.findall(r'<img[^>]* src="([^"]*)"', prose(text))]
    assert [file for file in shown if file] == photos


def test_photos_of_other_sites_are_found() -> None:
    text = "![a](b.jpg) ![c](https://example.org/d.jpg 'e')\n\n<img src='//example.org/f.jpg'>\n\n`![g](https://example.org/h.jpg)`"
    assert photos_elsewhere(text) == ["https://example.org/d.jpg", "//example.org/f.jpg"]


def test_a_photo_without_words_is_found() -> None:
    assert photos_without_words("![](a.jpg) ![ ](b.jpg) ![words](c.jpg)") == ["a.jpg", "b.jpg"]
    assert photos_without_words("<img src='a.jpg'> ![words](c.jpg)") == ["a.jpg"]


@pytest.mark.parametrize("address", ["images/a%00b.jpg", "a%E2%80%AEgpj.exe", "%ED%A0%80.jpg", "a%0Db.jpg"])
def test_no_disguise_puts_into_a_photos_name_what_no_name_holds(address: str) -> None:
    file = photo_file(address)
    assert file
    assert not re.search("[\x00-\x1f\u202e\ud800]", file.replace("\r", "" if "%0D" in address else "\r"))


PIECES = ["![", "[", "]", "(", ")", "](", "a", "b.jpg", " ", '"', "'", "<", ">", "`", "```\n", "\n", "\n\n", "c.md", "{filename}/", "!", "\\", "    ", "~~~\n", "[1]: d.jpg\n", "](b.jpg)", "![a](b.jpg)"]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_no_photo_that_a_page_shows_is_overlooked(text: str) -> None:
    """Whatever is overlooked would be missing on the page, and nobody would be told."""
    shown = {photo_file(src) for src in re.findall(r'<img[^>]* src="([^"]*)"', prose(text)) if "&" not in src and "%" not in src}
    assert {file for file in shown if file} <= set(photos_of(text))


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_no_link_that_a_page_has_is_overlooked(text: str) -> None:
    led = {href.partition("#")[0] for href in re.findall(r'<a[^>]* href="([^"]*)"', prose(text))}
    assert {href for href in led if re.fullmatch(r"[\w./-]+\.(?:md|yaml)", href)} <= set(links_of(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One[^1] two.\n\n[^1]: Three.", "One two."),
        ("One.\n\n```\n[code](a.md)\n```\n\nTwo.", "One. Two."),
        ("![The oven](oven.jpg)\n\nOne [two]({filename}/a.md).", "One two."),
        ("#tiny is our label", "#tiny is our label"),
    ],
)
def test_a_description_of_an_article_holds_words_only(text: str, plain: str) -> None:
    assert to_text(text) == plain


def test_a_description_takes_the_beginning_of_a_long_text_only() -> None:
    text = "\n\n".join(f"Paragraph {number} of many words." for number in range(4_000))
    with within(0.2):
        assert to_text(text).startswith("Paragraph 0 of many words. Paragraph 1")


UNITS = (
    "[", "![", "[a](", "a[a](", "![](", "](", "[a]: b\n", "(", "<a ", "<b ", "<img src='", "<!--", "<![CDATA[", "&#", "&", "\\", "{#",
    "`", "``a`", "```\n", "```a\n", "```a\nb", "~~~\n", "~~~a\nb\n", f"{'~' * 40}a\n", "~~~\n[\n~~~\n",
    '"', "'", '"a', "'a ", "\"'", '" ', "--", "...", "«", "« ", "? ", ": ", "*a", "**a*", "*a_b`", "_a",
    "- ", "- a\n", "- a\n\n    b\n\n", "1. ", "> a\n", "    a\n", "# a\n", "#a ", "a\n===\n", "---\n", "***\n", "|a|\n|-|\n",
    "[^a]", "[^a]: b\n", "[^a]: b\n\n    c\n\n", "a\n: b\n\n", ": a\n", " ", "\n", "\t", "a",
)  # fmt: skip


def worst(unit: str, start: str = "") -> str:
    """Return the unit as often as the limits let it through, in a text as long as they let through."""
    count = PROSE // len(unit)
    while count:
        text = start + unit * count
        for whole in (text + "a" * (PROSE - len(text)), text):
            try:
                return parse(whole)
            except Refused:
                pass
        count = count * 7 // 8
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_the_worst_article_that_is_let_through_takes_less_than_two_seconds(unit: str) -> None:
    text = worst(unit)
    assert len(text) > 500
    with within(2):
        parse(text)
        page = to_html(text, "fr", prose=True)
        typeset(page, "fr", {"a": "labels/a/"})


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["![](", "![", '![a](b "', "![](<", "[a](", "`", "```a\n", "~~~a\n", " ", ' "', "\n", "[1]: ", "href=", "<img ", "(", ")"], ids=repr)
@pytest.mark.parametrize("start", ["", "![a](", "![a](b.jpg ", "[a]("], ids=repr)
def test_finding_photos_and_links_takes_no_time(unit: str, start: str) -> None:
    text = worst(unit, start)
    with within(1):
        links_of(text)
        photos_of(text)
        to_text(text)


def test_code_between_fences_may_hold_any_signs() -> None:
    code = "[(<*_&!#\"'" * 1_000
    assert parse(f"Thus:\n\n```\n{code}\n```").count("[") == 1_000
    with pytest.raises(Refused):
        parse(code)


def test_a_long_article_of_many_words_and_quotations_is_let_through() -> None:
    paragraph = "L'œuf « d'hier », dit-elle, n'est pas \"frais\" : l'a-t-on [vu](https://example.org/) ? C'est *selon*.\n\n"
    assert parse(paragraph * 390)
