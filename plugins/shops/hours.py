"""A shop's hours as its page tells them: the weeks of the year, what is particular, who decides, what comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from guide.hours.day import Day, shown
from guide.hours.expression import rules
from guide.hours.sentence import lines
from guide.vocabulary import STATES
from plugins.card import Mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.hours.timetable import Timetable, Week
    from guide.shop import Shop
    from guide.state import Decision, Openings

# Hours with more seasons than this, or more days that differ, are told in words.
SEASONS, ODD_DAYS = 4, 20
_HOLIDAYS = 45
# What a table of the week does not show of a rule.
_BESIDES = re.compile(r'\b[PS]H\b|\[|"|\bweek\b')


class Run(NamedTuple):
    """Days in a row, from `first` to `last` (Monday is 0), that have the same hours."""

    first: int
    last: int
    day: Day


class Season(NamedTuple):
    """The days of a week from some day on (None: now); `runs` are its open days, those alike together."""

    first: date | None
    days: tuple[Day, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class HoursView:
    """Hours as written, read: `seasons` are tables, `lines` what they do not tell; both empty where the hours cannot be read."""

    written: str
    seasons: tuple[Season, ...]
    lines: tuple[str, ...]


class SpecialDay(NamedTuple):
    """A public holiday to come: its name, its hours, and whether the entry speaks of it."""

    day: date
    name: str
    hours: Day
    sure: bool


class Notice(NamedTuple):
    """A decision for readers; `label` is an English sentence of the interface."""

    decision: Decision
    label: str


@dataclass(frozen=True, slots=True)
class OpeningView:
    """All that a page says of whether a shop is open."""

    mark: Mark
    hours: HoursView | None
    today: date
    today_hours: Day
    decided: Notice
    coming: tuple[Notice, ...]
    special: tuple[SpecialDay, ...]
    checked: date | None
    to_verify: bool


def opening_of(shop: Shop, openings: Openings) -> OpeningView:
    """Return what the page of a shop says of its hours."""
    opening, today = openings.of(shop), openings.today
    return OpeningView(
        mark=mark_of(opening),
        hours=_view(shop.hours, opening.expression, opening.usual, openings.guide.site.language, today) if shop.hours and opening.timetable else None,
        today=today,
        today_hours=shown(opening.timetable.on(today).day) if opening.timetable else (),
        decided=Notice(opening.decision, STATES[opening.decision.state].label.text),
        coming=tuple(Notice(decision, STATES[decision.state].label.text) for decision in opening.coming),
        special=tuple(_special(shop, openings)),
        checked=shop.verified,
        to_verify=opening.check <= today,
    )


def service_hours(shop: Shop, written: str | None, openings: Openings) -> HoursView | None:
    """Return the hours of a service."""
    return _view(written, *openings.of_hours(shop, written), openings.guide.site.language, openings.today) if written else None


@lru_cache(maxsize=32_768)
def _view(written: str, expression: str, told: Timetable | None, language: str, today: date) -> HoursView:
    if told is None:
        return HoursView(written, (), ())
    seasons = [(first, plans) for first, plans in told.weeks if first > today and first <= today + timedelta(days=365)]
    now = told.week_on(today)
    plain = len(seasons) < SEASONS and sum((last - first).days + 1 for first, last, plan in told.dates if not plan.note) <= ODD_DAYS
    if not plain or not any(plan.day for plans in (now, *(plans for _, plans in seasons)) for plan in plans):
        return HoursView(written, (), lines(expression, language))
    besides: tuple[str, ...] = ()
    if _BESIDES.search(expression):
        besides = tuple(line for (_, rule), line in zip(rules(expression), lines(expression, language), strict=True) if _BESIDES.search(rule))
    return HoursView(written, (_season(None, now), *_seasons(now, seasons)), besides)


def _seasons(now: Week, seasons: list[tuple[date, Week]]) -> Iterator[Season]:
    """Yield the seasons to come, until the one of now comes back."""
    for first, plans in seasons:
        yield _season(first, plans)
        if plans == now:
            return


def _season(first: date | None, plans: Week) -> Season:
    days = tuple(shown(plan.day) for plan in plans)
    return Season(first, days, tuple(_runs(days)))


def _runs(week: tuple[Day, ...]) -> Iterator[Run]:
    first = 0
    for day, alike in groupby(week):
        following = first + len(tuple(alike))
        if day:
            yield Run(first, following - 1, day)
        first = following


def _special(shop: Shop, openings: Openings) -> Iterator[SpecialDay]:
    """Yield the public holidays of the next weeks, if it has hours."""
    opening = openings.of(shop)
    if opening.timetable is None or opening.usual is None:
        return
    for day, name in openings.holidays(shop.commune, _HOLIDAYS):
        plan = opening.timetable.on(day)
        if plan.day or opening.usual.week_on(day)[day.weekday()].day:
            # A rule or a status that lets the usual hours be says nothing of holidays.
            decided = any(one.holds(day) and (one.by == "exception" or not plan.day) for one in (opening.decision, *opening.coming))
            yield SpecialDay(day, name, shown(plan.day), decided or "PH" in opening.expression)
