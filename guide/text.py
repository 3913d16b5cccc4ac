"""What can be said of any text: how it sorts, how it becomes a slug, what may not stand in it."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# NFD splits an accent from its letter but leaves these whole.
_LETTERS = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)
# Control characters, lone surrogates, noncharacters, and the direction marks that can make a
# text read differently from what it says (Unicode TR 36).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH = 80
# File names that Windows keeps for devices, whatever their ending: the town could not be cloned there.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text without accents, ligatures or case: what readers type and sort by."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65_536)
def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens, at most `SLUG_LENGTH` long; may be empty."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return slug[:SLUG_LENGTH].rstrip("-")


# “Le Fournil” is looked for under F, “L'Atelier” under A: in any of the interface's languages.
_ARTICLE = re.compile(r"(?:l['’]|(?:le|la|les|the|de|het|een|un|une)\s+)(?=\w)")


@lru_cache(maxsize=65_536)
def filing(name: str) -> str:
    """Return what a name is filed under: folded, without the article it begins with."""
    folded = fold(name)
    return _ARTICLE.sub("", folded, count=1) if _ARTICLE.match(folded) else folded


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that the writer most likely meant, or None."""
    by_fold = {fold(candidate): candidate for candidate in known}
    matches = get_close_matches(fold(word), by_fold, n=1, cutoff=0.6)
    return by_fold[matches[0]] if matches else None


def clean(text: str) -> str:
    """Return the text of a foreign source without the characters that an entry may not hold."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
