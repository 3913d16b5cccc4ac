"""Days as headers and file names write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide.fields import parse_day
from guide.problem import Refused

if TYPE_CHECKING:
    from datetime import date

# Behind a day, whatever says an hour; the day is the writer's own, so no time zone moves it.
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?=[T\s]|\Z)")
_EUROPEAN = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})(?=[T\s,]|\Z)")
_IN_NAME = re.compile(r"([0-9]{4})[-_.]([0-9]{2})[-_.]([0-9]{2})(?:[-_. ]+|\Z)")


def read_day(text: str) -> date | None:
    """Return the day that a text says: ISO 8601, RFC 3339, ``2021/6/24 10:00``, ``24/06/2021``; None if it is none."""
    text = text.strip()
    if found := _ISO.match(text):
        return _day(found[1], found[2], found[3])
    if found := _EUROPEAN.match(text):
        return _day(found[3], found[2], found[1])
    return None


def day_of_name(stem: str) -> tuple[date | None, str]:
    """Return the day at the beginning of a file's name, and the name without it."""
    found = _IN_NAME.match(stem)
    day = _day(found[1], found[2], found[3]) if found else None
    return day, stem[found.end() :] if found and day else stem


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return parse_day(f"{year}-{int(month):02}-{int(day):02}")
    except Refused:
        return None
