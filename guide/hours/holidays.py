"""Public and school holidays: those of a country, of a part of it, and those that a town adds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import opening_hours
from dateutil.easter import easter

from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable

# Departments where Good Friday and the day after Christmas are holidays too (Code du travail, art. L3134-13).
ALSACE_MOSELLE = frozenset({"57", "67", "68"})
_FIXED = {
    (1, 1): msg("New Year's Day"), (5, 1): msg("Labour Day"), (5, 8): msg("Victory Day"), (7, 14): msg("14 July"), (7, 21): msg("Belgian National Day"),
    (8, 15): msg("Assumption"), (11, 1): msg("All Saints' Day"), (11, 11): msg("Armistice Day"), (12, 25): msg("Christmas"), (12, 26): msg("Boxing Day"),
}  # fmt: skip
_AFTER_EASTER = {
    -2: msg("Good Friday"), 0: msg("Easter"), 1: msg("Easter Monday"), 39: msg("Ascension Day"), 49: msg("Pentecost"), 50: msg("Whit Monday"),
}  # fmt: skip


class Calendar(NamedTuple):
    """The holidays of a place: a country (ISO 3166-1), whether Alsace-Moselle's are added, and the town's own.

    `local` are (day, name), `school` are (first day, last day), all in their order.
    """

    country: str
    alsace: bool = False
    local: tuple[tuple[date, str], ...] = ()
    school: tuple[tuple[date, date], ...] = ()

    def public_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the public holidays from a day to another, both included."""
        days = {day for year in range(first.year, last.year + 1) for day in _public(self.country, self.alsace, year)}
        days.update(day for day, _ in self.local)
        return tuple(sorted(day for day in days if first <= day <= last))

    def school_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the days of school holidays from a day to another, both included."""
        spans = ((max(since, first), min(until, last)) for since, until in self.school)
        return tuple(sorted({since + timedelta(days=number) for since, until in spans for number in range((until - since).days + 1)}))

    def is_public(self, day: date) -> bool:
        """Say whether a day is a public holiday here."""
        return day in _public(self.country, self.alsace, day.year) or any(day == local for local, _ in self.local)

    def is_school(self, day: date) -> bool:
        """Say whether a day is one of school holidays."""
        return any(since <= day <= until for since, until in self.school)

    def name(self, day: date) -> Message | str:
        """Return what a public holiday is called."""
        for local, name in self.local:
            if local == day:
                return name
        return _FIXED.get((day.month, day.day)) or _AFTER_EASTER.get((day - easter(day.year)).days) or msg("public holiday")


@lru_cache(maxsize=256)
def _public(country: str, alsace: bool, year: int) -> frozenset[date]:
    days = set(_national(country, year))
    if country == "BE":  # the library counts Easter too; the law does not (royal order of 18 April 1974)
        days.discard(easter(year))
    if alsace:
        days |= {easter(year) - timedelta(days=2), date(year, 12, 26)}
    return frozenset(days)


def _national(country: str, year: int) -> Iterable[date]:
    """Return the national holidays that opening-hours-py knows; none for a country that it does not know."""
    try:
        holidays = opening_hours.OpeningHours("PH", country=country)
    except opening_hours.UnknownCountryError:  # type: ignore[attr-defined]
        return
    begin = datetime.combine(date(year, 1, 1), time())
    for since, until, state, _ in holidays.intervals(begin, datetime.combine(date(year + 1, 1, 1), time())):
        if state == opening_hours.State.OPEN and until:
            for number in range((until - since).days):
                yield (since + timedelta(days=number)).date()
