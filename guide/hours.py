"""Opening hours in OSM's ``opening_hours`` syntax, as a week that a reader takes in at a glance."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import opening_hours

if TYPE_CHECKING:
    from collections.abc import Iterator

# A week of each month without public holidays in France and Belgium: an expression that says the
# same in all of them has no season, so one week tells all of it.
_MONDAYS = tuple(
    datetime(2026, month, day)  # noqa: DTZ001 - a shop's wall clock
    for month, day in enumerate((12, 2, 2, 13, 18, 8, 6, 17, 7, 5, 16, 7), 1)
)
_SEASON = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|\[")
# Hours that no clock tells: the sun's, an open end, those of some years only.
_VAGUE = re.compile(r"sunrise|sunset|dawn|dusk|[0-9]\+|\b(?:19|20)[0-9]{2}\b(?!:)")
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
# OSM mappers write “Mo, Th 07:00-13:00” for both days; the grammar reads “Monday all day long”.
_LOOSE_LIST = re.compile(rf"\b({_DAY}),\s+(?={_DAY}\b)")


class Span(NamedTuple):
    """From when to when it is open, wall clock; `until` may be on the next day."""

    since: time
    until: time


class Week(NamedTuple):
    """Seven days from Monday, each the spans that begin on it; `holidays`: whether the expression speaks of them."""

    days: tuple[tuple[Span, ...], ...]
    holidays: bool


@lru_cache(maxsize=16_384)
def is_valid(expression: str) -> bool:
    """Say whether a text is in the ``opening_hours`` syntax."""
    # The library reads “:” as day and night.
    return any(map(str.isalnum, expression)) and bool(opening_hours.validate(expression))


@lru_cache(maxsize=16_384)
def week(expression: str) -> Week | None:
    """Return the week of an expression, or None when it is not valid or a week does not tell all of it.

    A day that is open from 0:00 to 0:00 is open day and night.
    """
    if not is_valid(expression) or _VAGUE.search(expression):
        return None
    parsed = opening_hours.OpeningHours(_LOOSE_LIST.sub(r"\1,", expression))
    first, *others = (_days(parsed, monday) for monday in (_MONDAYS if _SEASON.search(expression) else _MONDAYS[:1]))
    if not any(first) or any(other != first for other in others):
        return None
    return Week(first, "PH" in expression)


def _days(parsed: opening_hours.OpeningHours, monday: datetime) -> tuple[tuple[Span, ...], ...]:
    """Return the spans of seven days; none at all if some hours are words only (``"by appointment"``)."""
    days: list[list[Span]] = [[] for _ in range(7)]
    # What began on Sunday evening belongs to Sunday: look from the day before.
    for since, ended, state, words in parsed.intervals(monday - timedelta(days=1), monday + timedelta(days=8)):
        if state != opening_hours.State.OPEN:
            continue
        until = ended or monday + timedelta(days=8)
        if words and until - since >= timedelta(days=1):
            return ()
        for begin, end in _by_day(since, until):
            index = (begin.date() - monday.date()).days
            if 0 <= index < 7:
                days[index].append(Span(begin.time(), end.time()))
    return tuple(map(tuple, days))


def _by_day(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Cut what stays open over a day and a night; an evening that ends after midnight stays whole."""
    while until - since >= timedelta(days=1):
        midnight = datetime.combine(since.date() + timedelta(days=1), time())
        yield since, midnight
        since = midnight
    if until > since:
        yield since, until
