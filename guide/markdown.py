"""From people's Markdown to the HTML that a page may hold: the one place where that is done."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache

import nh3
from markdown import Markdown

from guide.text import FORBIDDEN

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
# A link to another file of the town, as forges show it too: [Credits](credits.md), [La Huche](../../shops/a/la-huche.yaml)
FILE_LINK = re.compile(r"\]\(([\w./-]+\.(?:md|yaml))\)")


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=["tables", "sane_lists"], output_format="html")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=REL,
        strip_comments=True,
        clean_content_tags={"script", "style", "title", "textarea", "noscript", "iframe", "svg", "math", "template", "object", "select"},
    )


# “#label” at the beginning of a line is a hashtag here: a heading has a space after its “#”.
_HASHTAG = re.compile(r"^#(?=\w)", re.MULTILINE)
_HEADING = re.compile(r"<(/?)h([1-6])\b[^>]*>")


@lru_cache(maxsize=4_096)
def to_html(text: str, top: int = 2) -> str:
    """Return safe HTML; its highest headings are at level `top`, as the page's own title comes before them."""
    converter = _markdown()
    converter.reset()
    try:
        page = converter.convert(_HASHTAG.sub(r"\#", text))
    except RecursionError:
        # `guide.fields` refuses what is known to nest too deep; whatever it lets through is shown as it was written.
        # The converter stopped halfway and would do so with every text from now on: the next one gets another.
        _markdown.cache_clear()
        return f"<p>{html.escape(text)}</p>"
    levels = [int(level) for _, level in _HEADING.findall(page)]
    if levels:
        down = top - min(levels)
        page = _HEADING.sub(lambda m: f"<{m[1]}h{min(4, int(m[2]) + down)}>", page)
    clean = _cleaner().clean(page)
    if FORBIDDEN.search(clean):
        # “&#1;” or “&#x202E;” became the characters that no file may hold. Without them “java&#1;script:” is
        # another word than the one that was judged: it is judged again.
        clean = _cleaner().clean(FORBIDDEN.sub("", clean))
    return clean


def to_text(text: str, limit: int = 200) -> str:
    """Return the beginning of a Markdown text without its marks, for descriptions; cut between words."""
    plain = " ".join(html.unescape(nh3.clean(to_html(text), tags=set())).split())
    if len(plain) <= limit:
        return plain
    return plain[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
