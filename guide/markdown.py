"""From people's Markdown to the HTML that a page may hold: the one place where that is done."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import nh3
from markdown import Markdown

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


@lru_cache(maxsize=4_096)
def to_html(text: str, top: int = 2) -> str:
    """Return safe HTML; headings begin at level `top`, as the page's own title comes before them."""
    converter = _markdown()
    converter.reset()
    html = converter.convert(text)
    if "<h" in html:
        html = re.sub(r"<(/?)h([1-6])\b[^>]*>", lambda m: f"<{m[1]}h{min(4, int(m[2]) + top - 1)}>", html)
    return _cleaner().clean(html)


def to_text(text: str, limit: int = 200) -> str:
    """Return the beginning of a Markdown text without its marks, for descriptions; cut between words."""
    plain = " ".join(nh3.clean(to_html(text), tags=set()).split())
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    if len(plain) <= limit:
        return plain
    return plain[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"
