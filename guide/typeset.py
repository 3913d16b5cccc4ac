"""The last touch on clean HTML: French spaces, hashtags that lead to their label, headings that can be linked to.

It takes what `guide.markdown` returns, where every attribute stands in double quotes, and changes texts
only: what is code stays as it was written, and a link holds no other link.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from guide.text import slugify

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>|[^<]+|<')
_HEADINGS = ("h2", "h3", "h4")
_CODE = ("code", "pre")
# An address of the web stays as it was written: as a text, too, it is to be copied.
_WEB = r"(?:https?://|www\.)[^\s<>«»]*"
_ADDRESS = re.compile(f"({_WEB})")
# A hashtag stands alone: not in an address, not in a word, not after “&”.
_HASHTAG = re.compile(rf"{_WEB}|(?<![\w/&#.=?])[#＃](\w{{1,50}})(?!\w)")
# The ids of the theme's own parts, that no heading of a text takes (a test reads them in its templates).
TAKEN = re.compile(
    r"about|access|accounts|active|all|archives|around|articles|ask|authors|copy|magazines|series|by-[0-9]+|by-category|by-commune|by-hours|by-service|chosen|communes|contents|corrected|"
    r"entry|everything|f-[a-z0-9-]+|filters|finder|first|formats|found|further|g[0-9]+|how|in-[a-z0-9-]+|kept|kept-title|labels|latest|letters|"
    r"line|lists|main|map|map-said|more|near|near-said|nearest|nothing|payments|photos|practical|q|results|said|service-[0-9]+|services|shops|sort|"
    r"tags|texts|texts-title|then|titles|titles-title|unknown|value|what"
)
# “Vraiment ?”, “Vraiment?”, “dit-il :”; never “10:30”, “https:” or “?!” torn apart.
_BEFORE = re.compile(r"(?<=[\w)\]»”’…%])(?: |\u00a0|\u202f)?([!?;]+)(?=[\s»”)]|$)|(?:(?<=\S)|^)[ \u00a0\u202f]([!?;]+)(?=[\s»”)]|$)")
_COLON = re.compile(r"(?:(?<=\S)|^)[ \u202f]:(?=\s|$)")
_GUILLEMETS = re.compile(r"«[ \u202f]?(?!\u00a0)|(?<!\u00a0)[ \u202f]?»")
_UNITS = re.compile(r"(?<=[0-9]) (?=(?:%|€|°|h|min|km|kg|g|m|cm|cl|l|ans?|euros?)\b|%|€|°)|(?<=\bh) (?=[0-9])|(?<=[nN]°) ")


class Heading(NamedTuple):
    """A heading of a text: its level (2 to 4), its id, its words."""

    level: int
    id: str
    words: str


class Typeset(NamedTuple):
    """HTML ready to be printed, and its headings in order."""

    html: str
    headings: tuple[Heading, ...]


def typeset(page: str, language: str, labels: Mapping[str, str]) -> Typeset:
    """Return HTML with the spaces of its language, its hashtags linked and its headings named.

    `labels`: the address of each hashtag that is a label (aliases too), as it is to be printed in a link.
    """
    parts: list[str] = []
    headings: list[Heading] = []
    names: dict[str, int] = {}
    open_tags = {"a": 0, "code": 0, "heading": 0}
    begun = 0
    for found in _TOKEN.finditer(page):
        part, closing, tag = found[0], found[1], found[2]
        if tag is None:
            if part != "<" and not open_tags["code"]:
                text = html.unescape(part)
                text = french(text) if language.startswith("fr") else text
                linked = labels if not (open_tags["a"] or open_tags["heading"]) else {}
                part = _with_hashtags(text, linked)
        elif tag in _HEADINGS:
            open_tags["heading"] += -1 if closing else 1
            if closing and open_tags["heading"] == 0:
                words = " ".join(html.unescape(re.sub(r"<[^>]*>", "", "".join(parts[begun + 1 :]))).split())
                headings.append(Heading(int(tag[1]), _free(slugify(words) or "part", names), words))
                parts[begun] = f'<{tag} id="{headings[-1].id}">'
            elif not closing and open_tags["heading"] == 1:
                # One inside another is no heading of its own.
                begun = len(parts)
        elif tag == "a" or tag in _CODE:
            kind = "a" if tag == "a" else "code"
            open_tags[kind] = max(0, open_tags[kind] + (-1 if closing else 1))
        parts.append(part)
    return Typeset("".join(parts), tuple(headings))


@lru_cache(maxsize=16_384)
def french_line(text: str) -> str:
    """Return a line of plain text as French prints it: its spaces, and “’” for “'”."""
    return french(re.sub(r"(?<=\w)'(?=\w)", "’", text))


@lru_cache(maxsize=4_096)
def french(text: str) -> str:
    """Return a text with the no-break spaces of French (Lexique des règles typographiques, Imprimerie nationale)."""
    return "".join(part if number % 2 else _spaced(part) for number, part in enumerate(_ADDRESS.split(text)))


def _spaced(text: str) -> str:
    text = _GUILLEMETS.sub(lambda m: "«\u00a0" if m[0].startswith("«") else "\u00a0»", text)
    text = _BEFORE.sub(lambda m: f"\u202f{m[1] or m[2]}", text)
    return _UNITS.sub("\u00a0", _COLON.sub("\u00a0:", text))


def _with_hashtags(text: str, labels: Mapping[str, str]) -> str:
    parts = []
    end = 0
    for found in _HASHTAG.finditer(text) if labels else ():
        address = labels.get(unicodedata.normalize("NFKC", found[1]).casefold()) if found[1] else None
        if address:
            parts += [html.escape(text[end : found.start()], quote=False), f'<a class="hashtag" href="{address}">{html.escape(found[0])}</a>']
            end = found.end()
    return "".join([*parts, html.escape(text[end:], quote=False)])


def _free(name: str, names: dict[str, int]) -> str:
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 and not TAKEN.fullmatch(name) else _free(f"{name}-{names[name]}", names)
