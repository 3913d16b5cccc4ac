"""Marks of other generators in a text: Hugo's and Cecil's shortcodes, Liquid's tags (Jekyll), wiki links (Obsidian)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide.importing.articles.report import Part
from guide.words import msg

if TYPE_CHECKING:
    from guide.importing.articles.hidden import Hidden
    from guide.importing.articles.report import Remarks

_REFERENCE = re.compile(r"\{\{[<%][ ]*(?:rel)?ref[ ]+\"?([^\"<>%{}\n]+?)\"?[ ]*[>%]\}\}|\{%[ ]*(?:post_url|link)[ ]+([^%{}\n]+?)[ ]*%\}")
_SITE = re.compile(r"\{\{[ ]*site\.(?:base)?url[ ]*\}\}|\{\{[ ]*[\"']([^\"'{}\n]+)[\"'][ ]*\|[ ]*(?:relative|absolute)_url[ ]*\}\}")
_FIGURE = re.compile(r"\{\{[<%][ ]*(?:figure|image|img)[ ]+((?:\w+[ ]*=[ ]*\"[^\"\n]*\"\s*)+)/?[ ]*[>%]\}\}")
_PARAMETER = re.compile(r"(\w+)[ ]*=[ ]*\"([^\"\n]*)\"")
_MARK = re.compile(
    r"\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[\w./-]+)[^{}]*?\s*[>%]\}\}|\{%-?\s*(?P<tag>\w+)[^{}]*?-?%\}|\{\{[^{}\n]*\}\}", re.DOTALL
)
_WIKI_PHOTO = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")


def without_shortcodes(text: str, hidden: Hidden, remarks: Remarks) -> str:
    """Return a text where what stands around a text is gone, and what stands alone is code: nobody here can run it."""
    marks = list(_MARK.finditer(text))
    ended = {name.removeprefix("end") for found in marks if (name := _name(found)) and _ends(found)}
    around = {name for found in marks if (name := _name(found)) in ended and not _ends(found)}

    def said(found: re.Match[str]) -> str:
        name = _name(found)
        if name.removeprefix("end" if found["tag"] and _ends(found) else "") in around:
            remarks.say(Part.TEXT, msg("The marks of a container are gone, its text stays"), name.removeprefix("end"))
            return ""
        remarks.say(Part.TEXT, msg("What another generator would have put in is shown as code"), " ".join(found[0].split())[:80])
        return hidden.hide(_as_code(" ".join(found[0].split())))

    return _MARK.sub(said, text)


def with_plain_targets(text: str) -> str:
    """Return a text whose links and photos are written as in Markdown, whatever generator they were written for."""
    text = _FIGURE.sub(_figure, _REFERENCE.sub(lambda found: f"page:{found[1] or found[2]}", text))
    text = _SITE.sub(lambda found: found[1] or "", text)
    # Obsidian's second word is often a width.
    return _WIKI_PHOTO.sub(lambda found: f"![{'' if (found[2] or '0').strip().isdigit() else found[2]}](<{found[1].strip()}>)", text)


def _figure(found: re.Match[str]) -> str:
    given = dict(_PARAMETER.findall(found[1]))
    if "src" not in given:
        return found[0]
    caption = given.get("caption") or given.get("title") or ""
    words = given.get("alt") or caption
    return f"![{words}](<{given['src']}>" + (f' "{caption}")' if caption else ")")


def _name(found: re.Match[str]) -> str:
    return found["name"] or found["tag"] or ""


def _ends(found: re.Match[str]) -> bool:
    return bool(found["end"]) or bool(found["tag"] and found["tag"].startswith("end"))


def _as_code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"
