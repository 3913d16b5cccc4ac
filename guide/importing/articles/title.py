"""The title of a text: its heading, or its file's name; the hashtags that stand above it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from guide.text import slugify

if TYPE_CHECKING:
    from collections.abc import Container

_HEADING = re.compile(r"^(?:[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?P<words>\S.*?)[ \t]*#*[ \t]*|(?P<above>\S.*)\n(?P<rule>=+|-{3,})[ \t]*)$", re.MULTILINE)
_IDENTIFIER = re.compile(r"[ \t]*\{[^{}]*\}$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_HASHTAGS = re.compile(r"\s*((?:[#＃]\w{1,50}[ \t]*)+)(?:\n|\Z)")


class Titled(NamedTuple):
    """A title and the text without it."""

    title: str
    text: str


def from_heading(text: str) -> Titled | None:
    """Return the heading that is the title of a text: its only one of the first level, or the only highest one if it begins it."""
    headings = [(_level(found), found) for found in _HEADING.finditer(text)]
    if not headings:
        return None
    highest = min(level for level, _ in headings)
    tops = [found for level, found in headings if level == highest]
    top = tops[0]
    if len(tops) > 1 or (highest > 1 and text[: top.start()].strip()):
        return None
    return Titled(plain_words(top["words"] or top["above"]), f"{text[: top.start()]}{text[top.end() :]}".strip("\n"))


def without_title(text: str, title: str) -> str:
    """Return a text without a first heading that only repeats its title."""
    found = _HEADING.match(text.lstrip("\n"))
    if found and slugify(plain_words(found["words"] or found["above"])) == slugify(title):
        return text.lstrip("\n")[found.end() :].lstrip("\n")
    return text


def from_name(name: str) -> str:
    """Return a file's name as words: its accents and spaces stay; without any space, hyphens stand for them."""
    words = unicodedata.normalize("NFC", name).strip()
    if " " not in words:
        words = re.sub(r"[-_]+", " ", words).strip()
        words = words[:1].upper() + words[1:]
    return words


def first_hashtags(text: str, labels: Container[str]) -> tuple[list[str], str]:
    """Return the hashtags that alone fill a text's first line, and the text without it; those of a label stay there."""
    found = _HASHTAGS.match(text)
    tags = [tag.lstrip("#＃") for tag in found[1].split()] if found else []
    if not found or any(tag.casefold() in labels for tag in tags):
        return [], text
    return [tag for tag in tags if slugify(tag)], text[found.end() :].lstrip("\n")


def plain_words(heading: str) -> str:
    """Return a heading without its marks of Markdown."""
    words = _LINK.sub(r"\1", _IDENTIFIER.sub("", heading))
    return " ".join(re.sub(r"[*`]|(?<!\w)_+|_+(?!\w)|</?\w[^<>]*>", "", words).split())


def _level(found: re.Match[str]) -> int:
    if found["marks"]:
        return len(found["marks"])
    return 1 if found["rule"].startswith("=") else 2
