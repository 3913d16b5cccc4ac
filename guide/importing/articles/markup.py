"""Raw HTML in a text: pictures and embedded pages said in Markdown, containers opened, the rest told."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from guide.importing.articles.report import Part
from guide.importing.texts import one_line
from guide.markdown import PROSE_TAGS, TAGS
from guide.text import clean
from guide.words import msg

if TYPE_CHECKING:
    from guide.importing.articles.hidden import Hidden
    from guide.importing.articles.report import Remarks

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_FIGURE = re.compile(r"<figure\b[^<>]*>((?:(?!</?figure\b).)*?)</figure>", re.DOTALL | re.IGNORECASE)
_CAPTION = re.compile(r"<figcaption\b[^<>]*>(.*?)</figcaption>", re.DOTALL | re.IGNORECASE)
_IMG = re.compile(r"<img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_EMBEDDED = re.compile(r"<(iframe|video|audio|embed|object)\b[^<>]*>(?:(?:(?!</?\1\b).)*?</\1>)?", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"<a\b([^<>]*)>((?:(?!</?a\b).)*?)</a>", re.DOTALL | re.IGNORECASE)
# What only holds other things, and would keep Markdown from being read inside of it.
_CONTAINERS = frozenset(["div", "section", "article", "center", "header", "footer", "main", "aside", "figure", "figcaption", "font", "span", "nav", "picture", "details", "summary", "small", "big", "u", "label", "button"])
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_LIST = re.compile(r"^[ ]*(?:[-*+]|[0-9]+\.)[ ]", re.MULTILINE)
_HEADINGS = frozenset(["h1", "h5", "h6"])


def in_markdown(text: str, hidden: Hidden, remarks: Remarks) -> str:
    """Return a text whose pictures, links and containers are no longer HTML; one remark says which tags are gone."""
    names = {found[1].lower() for found in _TAG.finditer(text)}
    gone = sorted((names | hidden.tags()) - TAGS - PROSE_TAGS - _HEADINGS)
    if gone:
        remarks.say(Part.TEXT, msg("HTML that the site does not keep; what stands between its tags stays if it is a text"), ", ".join(gone))
    if names:
        text = _FIGURE.sub(_figure, text)
        text = _IMG.sub(lambda found: _image(found[0], ""), text)
        text = _EMBEDDED.sub(lambda found: _embedded(found[0], remarks), text)
        text = _LINK.sub(_link, text)
    return _opened(text) if names & _CONTAINERS else text


def _figure(found: re.Match[str]) -> str:
    images = _IMG.findall(found[1])
    caption = _CAPTION.search(found[1])
    if len(images) != 1:
        return found[0]
    words = one_line(re.sub(r"<[^<>]*>", "", caption[1])) if caption else ""
    return f"\n\n{_image(images[0], words)}\n\n"


def _image(tag: str, caption: str) -> str:
    given = _attributes(tag)
    if not given.get("src"):
        return ""
    legend = (caption or given.get("title", "")).replace('"', "”")
    alt = re.sub(r"([\[\]])", r"\\\1", one_line(given.get("alt", "")))
    return f"![{alt}](<{given['src']}>" + (f' "{one_line(legend)}")' if legend else ")")


def _embedded(tag: str, remarks: Remarks) -> str:
    addresses = [given["src"] for part in re.findall(r"<[^<>]*>", tag) if (given := _attributes(part)).get("src")]
    if not addresses:
        return tag
    address = f"https:{addresses[0]}" if addresses[0].startswith("//") else addresses[0]
    remarks.say(Part.TEXT, msg("What was embedded (a video, a player …) is a link"), address)
    words = _attributes(tag[: tag.index(">")]).get("title") or address.rsplit("/", 1)[-1] or address
    return f"\n\n[{one_line(words)}](<{address}>)\n\n"


def _link(found: re.Match[str]) -> str:
    """Write a link in Markdown if its words are on one line and hold no other HTML."""
    address = _attributes(found[1]).get("href", "")
    words = found[2].strip()
    if not address or "\n" in words or "<" in words or re.search(r"[<>\n]", address):
        return found[0]
    return f"[{words}](<{address}>)"


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): clean(html.unescape(a or b or c)) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def _opened(text: str) -> str:
    """Return a text without its containers; what they indent is no code."""
    tags = [found for found in _TAG.finditer(text) if found[1].lower() in _CONTAINERS]
    closed = sum(found[0].startswith("</") for found in tags)
    balanced = 2 * closed == len(tags)
    parts, done, depth = [], 0, 0
    for found in tags:
        part = text[done : found.start()]
        parts += [_INDENT.sub("", part) if depth and balanced and not _LIST.search(part) else part, _gap(text, found)]
        depth += -1 if found[0].startswith("</") else 1
        done = found.end()
    return "".join([*parts, text[done:]])


def _gap(text: str, found: re.Match[str]) -> str:
    """Return what stands for a tag: an end of paragraph if it stood at the beginning of a line or at its end."""
    before = text[: found.start()].rpartition("\n")[2].strip()
    after = text[found.end() :].partition("\n")[0].strip()
    alone = found[1].lower() not in {"span", "font", "small", "big", "u"} and (not before or not after)
    return "\n\n" if alone else ""
