"""A page holds of people's Markdown what is on the list, nothing else, and soon."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.fields import TEXT, parse_markdown
from guide.markdown import ATTRIBUTES, REL, SCHEMES, TAGS, to_html, to_text
from guide.problem import Refused
from guide.text import FORBIDDEN
from tests.pace import within

PAYLOADS = Path(__file__).parents[3] / "shared" / "payloads"
MARKS = st.text("ab \n#*_`<>[]()!&;:/\\|-+~\"'=.1\t", max_size=120)


def payloads() -> list[str]:
    """Return attacks that others have collected; none where they are not at hand."""
    found: list[str] = []
    if (PAYLOADS / "xsslist.txt").is_file():
        found += (PAYLOADS / "xsslist.txt").read_text(encoding="utf-8").splitlines()
    if (PAYLOADS / "dompurify.json").is_file():
        found += [text for text in json.loads((PAYLOADS / "dompurify.json").read_text(encoding="utf-8")) if isinstance(text, str)]
    return list(dict.fromkeys(found))


class Allowed(HTMLParser):
    """Reads HTML as a browser would and fails on all that is not on the list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check a tag and its attributes."""
        assert tag in TAGS
        given_ = dict(attrs)
        assert given_.keys() <= ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        if "href" in given_:
            assert given_["rel"] == REL
            # A browser passes over these, wherever they stand or at both ends; and over nothing else.
            href = re.sub(r"[\t\n\r]", "", given_["href"] or "").strip("".join(map(chr, range(33))))
            scheme = urlsplit(href).scheme
            assert scheme in SCHEMES | {""}

    def handle_comment(self, data: str) -> None:
        """Refuse comments."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(text: str) -> str:
    """Return the HTML of a text, which holds only what is allowed."""
    html = to_html(text)
    reader = Allowed(convert_charrefs=True)
    reader.feed(html)
    reader.close()
    assert not FORBIDDEN.search(html)
    return html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A **bold** and *fine* word", "<p>A <strong>bold</strong> and <em>fine</em> word</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("[a](https://example.org/)", f'<p><a href="https://example.org/" rel="{REL}">a</a></p>'),
        ("<https://example.org/>", f'<p><a href="https://example.org/" rel="{REL}">https://example.org/</a></p>'),
        ("[a](mailto:a@example.org)", f'<p><a href="mailto:a@example.org" rel="{REL}">a</a></p>'),
        ("[a](javascript:alert(1))", f'<p><a rel="{REL}">a</a></p>'),
        ("[a](JaVaScRiPt&#58;alert)", f'<p><a rel="{REL}">a</a></p>'),
        ('<a href="java&#1;script:alert(1)">a</a>', f'<p><a rel="{REL}">a</a></p>'),
        ('<a href="java&#9;script:alert(1)">a</a>', f'<p><a rel="{REL}">a</a></p>'),
        ("[a](data:text/html,b)", f'<p><a rel="{REL}">a</a></p>'),
        ('<a href="https://example.org/" onclick="b()" target="_blank" style="c">a</a>', f'<p><a href="https://example.org/" rel="{REL}">a</a></p>'),
        ("![a](https://example.org/b.png)", "<p></p>"),
        ("a <script>alert(1)</script> b", "<p>a  b</p>"),
        ("<iframe src='https://example.org/'></iframe>", ""),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("# Title", "<h2>Title</h2>"),
        ("## Title\n\n### Part", "<h2>Title</h2>\n<h3>Part</h3>"),
        ("# 1\n\n###### 6", "<h2>1</h2>\n<h4>6</h4>"),
        ("#tiny is our label", "<p>#tiny is our label</p>"),
        ("&#1;&#x202E;a", "<p>a</p>"),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
    ],
)
def test_markdown_becomes_safe_html(text: str, html: str) -> None:
    assert check(text).strip() == html


def test_headings_begin_below_the_title_that_is_there() -> None:
    assert to_html("# Title", top=3) == "<h3>Title</h3>"


@settings(max_examples=60)
@given(MARKS | st.text())
def test_no_text_writes_what_is_not_on_the_list(text: str) -> None:
    check(text)


@pytest.mark.parametrize("part", range(10))
def test_no_known_attack_writes_what_is_not_on_the_list(part: int) -> None:
    for text in payloads()[part::10]:
        # An address has a colon, written as it is or in any of its disguises.
        check(f"{text}\n\na [b]({text})\n" if ":" in text or "&" in text else text)


@given(st.lists(st.text("ab*_[]() ", max_size=20), max_size=5))
def test_what_came_before_says_nothing_of_what_comes_after(texts: list[str]) -> None:
    for text in texts:
        check(f"[x]: https://example.org/\n\n{text}")
    assert to_html("[x]") == "<p>[x]</p>"


UNITS = (
    "[", "![", "[a](", "a[a](", "[a]: b\n", "![](", "](", "*a", "**a*", "*a_b`", "``a`", "<b ", "<!--", "<![CDATA[", "---\n<![CDATA[",
    "&#", "- ", "- a\n", "- a\n\n    b\n\n", "- ![", "1. ", "> a\n", "    a\n", "# a\n", "a\n===\n", "---\n", "|a|\n|-|\n", " ", "\n", "a",
)  # fmt: skip


def stuffed(unit: str) -> str:
    """Return the unit as often as the limits let it through."""
    count = TEXT // len(unit)
    while count:
        text = unit * count
        try:
            return parse_markdown(text + "a" * (TEXT - len(text)))
        except Refused:
            try:
                return parse_markdown(text)
            except Refused:
                count = count * 3 // 4
    return ""


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_the_worst_text_that_is_let_through_takes_less_than_a_second(unit: str) -> None:
    text = stuffed(unit)
    with within(1):
        to_html(text)


@pytest.mark.parametrize("unit", ["- ", "1. ", "* ", "> ", "<b>", "<div>\n", "- > ", "    "])
def test_no_depth_of_nesting_makes_the_build_fail_or_harms_the_next_text(unit: str) -> None:
    check(unit * 1_500 + "a")
    assert check("**a**") == "<p><strong>a</strong></p>"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A **bold** [link](https://example.org/)", "A bold link"),
        ("Le bar\u00a0: là & ici", "Le bar : là & ici"),
        ("5 < 6, “quotes” and \"others\" 'too'", "5 < 6, “quotes” and \"others\" 'too'"),
        ("# Title\n\nText\nmore", "Title Text more"),
        ("<b>a</b>&nbsp;&eacute;&lt;b&gt;", "a é<b>"),
        ("", ""),
    ],
)
def test_a_description_is_plain_text(text: str, plain: str) -> None:
    assert to_text(text) == plain


@given(st.text("abcdé .,\n", max_size=400), st.integers(10, 100))
def test_a_description_is_cut_between_words(text: str, limit: int) -> None:
    plain = to_text(text, limit)
    assert len(plain) <= limit
    if plain.endswith("…"):
        assert " ".join(text.split()).startswith(plain[:-1])
