"""From people's Markdown to the HTML that a page may hold: the one place where that is done."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
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
_FOOTNOTE = re.compile(r"fn(ref)?:[\w-]+")
# A link to another file of the town, as forges show it too: [Credits](credits.md), [La Huche](../../shops/a/la-huche.yaml);
# or as Pelican writes it: [La Huche]({filename}/shops/a/la-huche.yaml)
FILE_LINK = re.compile(r"\]\((?:\{filename\})?([\w./-]+\.(?:md|yaml))(?=[#)])")
_PELICAN = re.compile(r"\]\(\{(?:filename|static|attach)\}/?")
_PHOTO = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^)>\n]+?)>?(?:\s+[\"'][^)\n]*)?\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_FENCED = re.compile(r"^(?P<fence>~{3,}|`{3,}).*?^(?P=fence)[ ]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
# Quotation marks, dashes and ellipses are Python-Markdown's own (“smarty”); French spaces come in `guide.typeset`.
_QUOTES = {
    "fr": {"left-double-quote": "«\u00a0", "right-double-quote": "\u00a0»", "left-single-quote": "‘", "right-single-quote": "’"},
    "en": {"left-double-quote": "“", "right-double-quote": "”", "left-single-quote": "‘", "right-single-quote": "’"},
}


def photos_of(text: str) -> list[str]:
    """Return the photos of content/images/ that an article shows in its text, as paths from there."""
    return [file for file in map(photo_file, _PHOTO.findall(_FENCED.sub("", text))) if file] if "![" in text else []


def photos_elsewhere(text: str) -> list[str]:
    """Return the addresses of the photos of other sites that an article would show."""
    return [address for address in _PHOTO.findall(_FENCED.sub("", text)) if _ELSEWHERE.match(address)] if "![" in text else []


def photo_file(address: str) -> str | None:
    """Return the path below content/images/ that an image's address means; None for one of another site."""
    if _ELSEWHERE.match(address):
        return None
    return unquote(re.sub(r"^(\{static\}|\{filename\})?/?(\.{1,2}/)*(content/)?(images/)?", "", address))


@cache
def _markdown(language: str, prose: bool) -> Markdown:
    more = ["fenced_code", "def_list", "footnotes"] if prose else []
    typography = ["smarty"] if language else []
    quotes = {name: mark.replace("\u00a0", "&nbsp;") for name, mark in _QUOTES.get(language, _QUOTES["en"]).items()}
    return Markdown(
        extensions=["tables", "sane_lists", *typography, *more],
        extension_configs={
            **({"smarty": {"substitutions": {**quotes, "ndash": "–", "mdash": "—", "ellipsis": "…"}}} if language else {}),
            **({"footnotes": {"BACKLINK_TITLE": msg("Back to the text, note {number}", number="{}").in_language(language or "en")}} if prose else {}),
        },
        output_format="html",
    )


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


# “#label” at the beginning of a line is a hashtag here: a heading has a space after its “#”.
_HASHTAG = re.compile(r"^#(?=\w)", re.MULTILINE)
_HEADING = re.compile(r"<(/?)h([1-6])\b[^>]*>")


@lru_cache(maxsize=4_096)
def to_html(text: str, language: str = "", *, prose: bool = False, top: int = 2) -> str:
    """Return safe HTML; its highest headings are at level `top`, as the page's own title comes before them.

    `language` chooses the quotation marks; without it they stay as they are. `prose`: an article, which may hold code, footnotes and pictures.
    """
    converter = _markdown(language, prose)
    converter.reset()
    try:
        page = converter.convert(_HASHTAG.sub(r"\#", _PELICAN.sub("](", text)))
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
    return clean


def to_text(text: str, limit: int = 200) -> str:
    """Return the beginning of a Markdown text without its marks, for descriptions; cut between words."""
    plain = " ".join(html.unescape(nh3.clean(to_html(text), tags=set())).split())
    if len(plain) <= limit:
        return plain
    return plain[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
