"""Making foreign text fit to be read: entities, capitals, signs that Markdown would take for its own."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from guide.text import clean

# Only with their semicolon: in “JOHNSON &LT” nothing is meant by “&LT”.
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_WORD = re.compile(r"[^\W_]+")
_VOWELS = frozenset("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŸŒÆ")
_SMALL = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "et",
        "à",
        "a",
        "au",
        "aux",
        "en",
        "sur",
        "sous",
        "par",
        "pour",
        "avec",
        "dans",
        "ou",
        "un",
        "une",
        "chez",
        "lès",
        "van",
        "der",
        "den",
        "het",
        "een",
    ]
)
_CAPITALS = frozenset(
    [
        "SARL",
        "SAS",
        "SASU",
        "EURL",
        "SA",
        "SCI",
        "SCEA",
        "SCE",
        "EARL",
        "GAEC",
        "GIE",
        "SNC",
        "SCOP",
        "SCIC",
        "SPRL",
        "SRL",
        "BVBA",
        "NV",
        "ASBL",
        "VZW",
        "EHPAD",
        "CROUS",
        "ESAT",
        "MFR",
        "IME",
        "CHU",
        "CHR",
        "RIE",
        "MJC",
        "CCAS",
        "ADMR",
        "UFR",
        "IUT",
        "SNCF",
        "RATP",
        "HLM",
        "BP",
        "ZA",
        "ZAC",
        "ZI",
        "PMU",
        "USA",
        "UK",
    ]
)
_ROMAN = re.compile(r"(?=[IVX]{2})X{0,2}(IX|IV|V?I{0,3})")
_SHORT_NAME = 4
_ACRONYM = 3


def plain(value: Any) -> str:
    """Return a JSON value as text: lists joined as OpenStreetMap does, a point as ``lat, lon``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ";".join(filter(None, map(plain, value)))
    if isinstance(value, dict):
        if {"lat", "lon"} <= value.keys():
            return f"{plain(value['lat'])}, {plain(value['lon'])}"
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return tidy(str(value))


def tidy(text: str) -> str:
    """Return a text without entities, forbidden signs, or spaces at the ends of its lines."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    text = clean(text)
    return "\n".join(line.strip() for line in text.split("\n")).strip() if "\n" in text else text


def one_line(text: str) -> str:
    """Return the text on one line; its no-break spaces stay."""
    return re.sub(r"[ \t\n\x85]+", " ", text).strip()


def as_markdown(text: str) -> str:
    """Return a plain text as Markdown that reads the same: no sudden titles, quotes or rules."""
    lines = [re.sub(r"^(?=#|>|[-=]{2,}$)", r"\\", line) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def is_shouted(name: str) -> bool:
    """Say whether a name is written in capitals only; a single short word may be an acronym."""
    letters = [c for c in name if c.isalpha()]
    return (
        len(letters) > 1
        and name == name.upper()
        and name != name.lower()
        and (len(letters) > _SHORT_NAME or len(_WORD.findall(name)) > 1)
    )


def calmed(name: str) -> str:
    """Return a name in capitals as one would write it in French: ``LE CAFÉ DE L'EST`` → ``Le Café de l'Est``.

    Acronyms without vowels, legal forms, Roman numerals and what holds digits stay as they are.
    """
    first = _WORD.search(name)
    start = first.start() if first else 0
    return _WORD.sub(lambda found: _calm(name, found, first=found.start() == start), name)


def _calm(name: str, found: re.Match[str], *, first: bool) -> str:
    word, before, after = found[0], name[: found.start()][-1:], name[found.end() :][:1]
    if not word.isalpha() or word in _CAPITALS or _ROMAN.fullmatch(word):
        return word
    if after in {"'", "’"} and (len(word) == 1 or word == "QU"):
        return word.capitalize() if first else word.lower()
    if before in {"'", "’"}:
        owner = re.search(r"([^\W_]+)['’]$", name[: found.start()])
        elided = owner is not None and (len(owner[1]) == 1 or owner[1] == "QU")
        return word.capitalize() if elided and len(word) > 1 else word.lower()
    if word.lower() in _SMALL and before in {"", " ", "-"} and after in {"", " ", "-"}:
        return word.capitalize() if first else word.lower()
    # C&A, I.C.E.T.
    if len(word) == 1 or (len(word) <= _ACRONYM and not _VOWELS & set(word)):
        return word
    return word.capitalize()
