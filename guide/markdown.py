"""From people's Markdown to the HTML that a page may hold: the one place where that is done."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote

import nh3
from markdown import Markdown

from guide.text import FORBIDDEN
from guide.words import msg

# No svg, math, style, title, textarea, noscript, iframe: each has carried a hole in some sanitiser.
TAGS = frozenset(
    ["p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "del", "ins", "abbr", "q", "cite"]
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "td": {"align"},
    "th": {"align"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
REL = "noopener nofollow ugc"
# What articles may hold besides: pictures, definitions, and the ids by which footnotes and their marks find each other.
PROSE_TAGS = frozenset(["img", "dl", "dt", "dd"])
PROSE_ATTRIBUTES = {"img": {"src", "alt", "title"}, "li": {"id"}, "sup": {"id"}}
_FOOTNOTE = re.compile(r"fn(ref[0-9]*)?:[^\s\"'<>&]+")
# A link to another file of the town, as forges show it too: [Credits](credits.md), [La Huche](../../shops/a/la-huche.yaml);
# or as Pelican writes it: [La Huche]({filename}/shops/a/la-huche.yaml). Also below the text, “[1]: credits.md”, and as HTML.
_FILE_LINK = re.compile(
    r"(?:\]\(\s*<?|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?|\bhref\s*=\s*[\"']?)(?:\{(?:filename|static|attach)\}/?)?([\w./-]+\.(?:md|yaml))(?=[#)>\s\"']|\Z)", re.MULTILINE
)
_PELICAN = re.compile(r'(<(?:a|img)(?: [a-z]+="[^"]*")*? (?:href|src)=")\{(?:filename|static|attach)\}/?')
# ![what it shows](images/oven (2).jpg "A caption")
_PHOTO = re.compile(r"!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_HREF = re.compile(r'<a(?: [a-z]+="[^"]*")*? href="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_FENCE = re.compile(r"(~{3,}|`{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ ]*)")
_FOOTNOTES = re.compile(r"^\[\^[^\]\n]+\]:.*(?:\n(?:[ ]{4}|\t).*)*|\[\^[^\]\n]+\]", re.MULTILINE)
# What descriptions are taken from, of a long text.
BEGINNING = 1_000
# Quotation marks, dashes and ellipses are Python-Markdown's own (“smarty”); French spaces come in `guide.typeset`.
_QUOTES = {
    "fr": {"left-double-quote": "«\u00a0", "right-double-quote": "\u00a0»", "left-single-quote": "‘", "right-single-quote": "’"},
    "en": {"left-double-quote": "“", "right-double-quote": "”", "left-single-quote": "‘", "right-single-quote": "’"},
}


def photos_of(text: str) -> list[str]:
    """Return the photos of content/images/ that an article shows in its text, as paths from there."""
    return [file for address, _ in _shown(text) if (file := photo_file(address))]


def photos_elsewhere(text: str) -> list[str]:
    """Return the addresses of the photos of other sites that an article would show."""
    return [address for address, _ in _shown(text) if _ELSEWHERE.match(address)]


def photos_without_words(text: str) -> list[str]:
    """Return the addresses of the photos of which an article does not say what they show."""
    return [address for address, words in _shown(text) if not words.strip()]


def links_of(text: str) -> list[str]:
    """Return the files of the town that the links of a text lead to, as they are written."""
    return _FILE_LINK.findall(_without_code(text)) if ".md" in text or ".yaml" in text else []


def holds_link(text: str, file: str) -> bool:
    """Say whether the page of a text really has a link to a file: what is indented may be code."""
    return any(html.unescape(address).partition("#")[0] == file for address in _HREF.findall(to_html(text, prose=True)))


# Rules, the pictures and the pages' keys ask of the same text.
@lru_cache(maxsize=4_096)
def _shown(text: str) -> tuple[tuple[str, str], ...]:
    """Return the address and the words of all images of an article's text."""
    if "![" not in text and not _holds_image(text):
        return ()
    plain = _without_fences(text)
    found = tuple((_address(written), words) for words, written in _PHOTO.findall(plain))
    odd = "`" in plain or "\\" in plain or _holds_image(plain) or any('"' in address or not address for address, _ in found)
    if len(found) == plain.count("![") and not odd:
        return found
    # Whatever is written in another way: what the page will hold says it.
    images = [dict(_ATTRIBUTE.findall(image)) for image in _IMAGE.findall(to_html(text, prose=True))]
    return tuple((html.unescape(image["src"]), image.get("alt", "")) for image in images if image.get("src"))


def _holds_image(text: str) -> bool:
    return "<" in text and "<img" in text.casefold()


def _address(written: str) -> str:
    """Return the address of what stands between the round brackets of an image, without its caption."""
    text = written.strip()
    if text.startswith("<"):
        return text[1:].partition(">")[0].strip()
    if text[-1:] in {'"', "'"}:
        text = text[:-1].partition(text[-1])[0] or text
    return text.strip()


def _without_code(text: str) -> str:
    """Return a Markdown text with spaces for its code: each word stands where it stood."""
    text = _without_fences(text)
    if "`" not in text:
        return text
    ticks = [found.span() for found in re.finditer("`+", text)]
    parts, done = [], 0
    for number, (start, end) in enumerate(ticks):
        if start < done:
            continue
        close = next((other for other in ticks[number + 1 :] if other[1] - other[0] == end - start), None)
        if close and "\n\n" not in text[end : close[0]]:
            parts += [text[done:start], _blank(text[start : close[1]])]
            done = close[1]
    return "".join([*parts, text[done:]])


def _without_fences(text: str) -> str:
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    last = {line.rstrip(" "): number for number, line in enumerate(lines)}
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            fence = "" if line.rstrip(" ") == fence else fence
        elif (found := _FENCE.fullmatch(line)) and last.get(found[1], 0) > number:
            fence = found[1]
        else:
            continue
        lines[number] = _blank(line)
    return "\n".join(lines)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def photo_file(address: str) -> str | None:
    """Return the path below content/images/ that an image's address means; None for one of another site."""
    if _ELSEWHERE.match(address):
        return None
    file = re.sub(r"^(?:\{(?:static|attach|filename)\})?/?(?:\.{1,2}/)*(?:content/)?(?:images/)?", "", address)
    named = unquote(file)
    # “%00” is no sign of a file's name.
    return file if FORBIDDEN.search(named) else named


@cache
def _markdown(language: str, prose: bool) -> Markdown:
    more = ["fenced_code", "def_list", "footnotes"] if prose else []
    typography = ["smarty"] if language else []
    quotes = {name: mark.replace("\u00a0", "&nbsp;") for name, mark in _QUOTES.get(language, _QUOTES["en"]).items()}
    made = Markdown(
        extensions=["tables", "sane_lists", *typography, *more],
        extension_configs={
            **({"smarty": {"substitutions": {**quotes, "ndash": "–", "mdash": "—", "ellipsis": "…"}}} if language else {}),
            **({"footnotes": {"BACKLINK_TITLE": msg("Back to the text, note {number}", number="{}").in_language(language or "en")}} if prose else {}),
        },
        output_format="html",
    )
    # “#label” at the beginning of a line is a hashtag here: a heading has a space after its “#”.
    headings: Any = made.parser.blockprocessors["hashheader"]
    headings.RE = re.compile(headings.RE.pattern.replace("#{1,6}", r"#{2,6}|#(?!\w)"))
    return made


@cache
def _cleaner(prose: bool) -> nh3.Cleaner:
    attributes = {**ATTRIBUTES, **PROSE_ATTRIBUTES} if prose else ATTRIBUTES
    return nh3.Cleaner(
        tags=set(TAGS | PROSE_TAGS if prose else TAGS),
        attributes={tag: set(names) for tag, names in attributes.items()},
        attribute_filter=_footnotes_only,
        url_schemes=set(SCHEMES),
        link_rel=REL,
        strip_comments=True,
        clean_content_tags={"script", "style", "title", "textarea", "noscript", "iframe", "svg", "math", "template", "object", "select"},
    )


def _footnotes_only(_tag: str, name: str, value: str) -> str | None:
    return None if name == "id" and not _FOOTNOTE.fullmatch(value) else value


_HEADING = re.compile(r"<(/?)h([1-6])\b[^>]*>")


@lru_cache(maxsize=4_096)
def to_html(text: str, language: str = "", *, prose: bool = False, top: int = 2) -> str:
    """Return safe HTML; its highest headings are at level `top`, as the page's own title comes before them.

    `language` chooses the quotation marks; without it they stay as they are. `prose`: an article, which may hold code, footnotes and pictures.
    """
    converter = _markdown(language, prose)
    converter.reset()
    try:
        page = converter.convert(text)
    except RecursionError:
        # `guide.fields` refuses what is known to nest too deep; whatever it lets through is shown as it was written.
        # The converter stopped halfway and would do so with every text from now on: the next one gets another.
        _markdown.cache_clear()
        return f"<p>{html.escape(text)}</p>"
    levels = [int(level) for _, level in _HEADING.findall(page)]
    if levels:
        down = top - min(levels)
        page = _HEADING.sub(lambda m: f"<{m[1]}h{min(4, int(m[2]) + down)}>", page)
    cleaner = _cleaner(prose)
    clean = cleaner.clean(page)
    if FORBIDDEN.search(clean):
        # “&#1;” or “&#x202E;” became the characters that no file may hold. Without them “java&#1;script:” is
        # another word than the one that was judged: it is judged again.
        clean = cleaner.clean(FORBIDDEN.sub("", clean))
    return _PELICAN.sub(r"\1", clean) if "{" in clean else clean


def to_text(text: str, limit: int = 200) -> str:
    """Return the beginning of a Markdown text without its marks, for descriptions; cut between words."""
    text = _without_fences(text)
    text = _FOOTNOTES.sub("", text) if "[^" in text else text
    end = text.find("\n\n", max(BEGINNING, 4 * limit))
    plain = " ".join(html.unescape(nh3.clean(to_html(text if end < 0 else text[:end]), tags=set())).split())
    if len(plain) <= limit:
        return plain
    return plain[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
