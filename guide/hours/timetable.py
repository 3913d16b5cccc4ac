"""A year of days in little room: the weeks that come back, and the days that differ. The page and its script read it.

A plan is what one kind of day has: its spans, and a note for readers. From some day on each weekday has a plan
(`weeks`); some days have another one (`dates`).
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from guide.hours.day import PERHAPS, Day
from guide.hours.schedule import is_weekly, schedule, week

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from guide.hours.holidays import Calendar

# A week that comes back as often as this, among as many, begins a season.
_OFTEN, _AMONG = 3, 5


class Plan(NamedTuple):
    """What a day has: its spans, and a note."""

    day: Day
    note: str = ""


Week = tuple[Plan, ...]


class Timetable(NamedTuple):
    """The plans of all days from the first of `weeks` to `last`.

    `weeks` are (first day, plans of Monday … Sunday), `dates` are (first day, last day, plan), both in their order.
    """

    weeks: tuple[tuple[date, Week], ...]
    dates: tuple[tuple[date, date, Plan], ...]
    last: date

    @property
    def first(self) -> date:
        """Return the first day that it tells."""
        return self.weeks[0][0]

    def on(self, day: date) -> Plan:
        """Return the plan of a day between the first and the last one."""
        for first, last, plan in self.dates:
            if first <= day <= last:
                return plan
        return self.week_on(day)[day.weekday()]

    def with_days(self, first: date, last: date, plan: Plan) -> Timetable:
        """Return it with one plan on all days from `first` to `last`; days that it does not tell are left aside."""
        first, last = max(first, self.first), min(last, self.last)
        if first > last:
            return self
        return self._replace(dates=tuple(sorted([*_without(self.dates, first, last), (first, last, plan)])))

    def mapped(self, change: Callable[[Plan], Plan]) -> Timetable:
        """Return it with each plan changed."""
        weeks = tuple((begin, tuple(map(change, plans))) for begin, plans in self.weeks)
        return self._replace(weeks=weeks, dates=tuple((first, last, change(plan)) for first, last, plan in self.dates))

    def spliced(self, first: date, last: date, other: Timetable) -> Timetable:
        """Return it with the days from `first` to `last` of another one that tells the same days."""
        first, last = max(first, self.first), min(last, self.last)
        if first > last:
            return self
        after = last + timedelta(days=1)
        weeks = [week for week in self.weeks if week[0] < first]
        weeks += [(first, other.week_on(first)), *(week for week in other.weeks if first < week[0] <= last)]
        if after <= self.last:
            weeks += [(after, self.week_on(after)), *(week for week in self.weeks if week[0] > after)]
        inside = [(max(begin, first), min(end, last), plan) for begin, end, plan in other.dates if begin <= last and end >= first]
        return self._replace(weeks=tuple(weeks), dates=tuple(sorted([*_without(self.dates, first, last), *inside])))

    def week_on(self, day: date) -> Week:
        """Return the plans of Monday to Sunday that hold on a day, leaving aside the days that differ."""
        return next(plans for begin, plans in reversed(self.weeks) if begin <= day)

    def compact(self) -> str:
        """Return it as JSON for the script of the pages: ``[plans, weeks, dates, notes]``.

        A plan is ``[note, start, end, …]`` in minutes, with a negative end where it is only perhaps open; a note is a number from 1.
        A day is a number, ``20261225``.
        """
        plans: dict[Plan, int] = {}
        notes: dict[str, int] = {"": 0}

        def number(plan: Plan) -> int:
            return plans.setdefault(plan, len(plans))

        weeks = [[_number(begin), *map(number, week)] for begin, week in self.weeks]
        dates = [[_number(first), _number(last), number(plan)] for first, last, plan in self.dates]
        told = [
            [notes.setdefault(plan.note, len(notes)), *(part for start, end, sure in plan.day for part in (start, end if sure else -end))] for plan in plans
        ]
        return json.dumps([told, weeks, dates, list(notes)[1:]], separators=(",", ":"), ensure_ascii=False)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _without(dates: Iterable[tuple[date, date, Plan]], first: date, last: date) -> list[tuple[date, date, Plan]]:
    """Return dates without the days from `first` to `last`."""
    kept: list[tuple[date, date, Plan]] = []
    for begin, end, plan in dates:
        if begin < first:
            kept.append((begin, min(end, first - timedelta(days=1)), plan))
        if end > last:
            kept.append((max(begin, last + timedelta(days=1)), end, plan))
    return kept


def horizon(today: date, days: int = 400) -> tuple[date, date]:
    """Return the first and the last day that pages of today tell: whole months, so that they change once a month.

    The first is a Monday, at least a day before the month; the last is at least `days` days away.
    """
    month = today.replace(day=1)
    first = month - timedelta(days=1)
    # From the last day of the month too.
    last = (month + timedelta(days=days + 30)).replace(day=28) + timedelta(days=4)
    return first - timedelta(days=first.weekday()), last - timedelta(days=last.day)


def unknown(first: date, last: date, note: str = "") -> Timetable:
    """Return the timetable of which nothing is known."""
    return Timetable(((first, (Plan(PERHAPS, note),) * 7),), (), last)


@lru_cache(maxsize=32_768)
def timetable(expression: str, calendar: Calendar, first: date, last: date, holiday_note: str = "") -> Timetable:
    """Return the timetable of a valid expression from `first` (a Monday) to `last`.

    `holiday_note` is put on public holidays on which it would be open although the expression does not name them.
    """
    told = _weekly(expression, calendar, first, last) if is_weekly(expression) else _dated(expression, calendar, first, last)
    if not any(plan.day for _, plans in told.weeks for plan in plans) and not any(plan.day for *_, plan in told.dates):
        return unknown(first, last)  # “Su off” says nothing of the other days
    if holiday_note and "PH" not in expression:
        found = ((day, told.on(day)) for day in calendar.public_days(first, last))
        noted = [(day, Plan(plan.day, holiday_note)) for day, plan in found if plan.day]
        dates = told.dates
        for day, _ in noted if dates else ():
            dates = tuple(_without(dates, day, day))
        told = told._replace(dates=tuple(sorted((*dates, *_ranges(noted)))))
    return told


def _weekly(expression: str, calendar: Calendar, first: date, last: date) -> Timetable:
    """Return the timetable of an expression that says the same of each week, but for holidays."""
    plain = _plans(week(expression))
    days: list[date] = []
    if "SH" in expression:
        days += calendar.school_days(first, last)
    if "PH" in expression:
        days += calendar.public_days(first, last)
    told = [
        (day, Plan(week(expression, public="PH" in expression and calendar.is_public(day), school="SH" in expression and calendar.is_school(day))[day.weekday()]))
        for day in sorted(set(days))
    ]
    return Timetable(((first, plain),), _ranges((day, plan) for day, plan in told if plan != plain[day.weekday()]), last)


def _dated(expression: str, calendar: Calendar, first: date, last: date) -> Timetable:
    """Return the timetable of an expression with seasons or dates, of which every day was looked at."""
    days = [Plan(day) for day in schedule(expression, calendar, first, (last - first).days + 1)]
    found = [tuple(days[place : place + 7]) for place in range(0, len(days) - 6, 7)]
    current = Counter(found[: 2 * _AMONG]).most_common(1)[0][0]
    weeks = [(first, current)]
    odd: list[tuple[date, Plan]] = []
    for number, plans in enumerate(found):
        if plans != current and found[number : number + _AMONG].count(plans) >= _OFTEN:
            begin = _first_of(days, 7 * number, current, plans)
            odd = [one for one in odd if one[0] < first + timedelta(days=begin)]
            current = plans
            weeks.append((first + timedelta(days=begin), current))
        odd += [(first + timedelta(days=7 * number + day), plan) for day, plan in enumerate(plans) if plan != current[day]]
    rest = len(found) * 7
    odd += [(first + timedelta(days=rest + day), plan) for day, plan in enumerate(days[rest:]) if plan != current[day]]
    return Timetable(tuple(weeks), _ranges(odd), last)


def _first_of(days: Sequence[Plan], monday: int, before: Week, after: Week) -> int:
    """Return the number of the day on which a season begins whose first whole week begins on a Monday."""
    begin = monday
    while begin > max(0, monday - 6) and days[begin - 1] == after[(begin - 1) % 7]:
        begin -= 1
    while begin < monday and before[begin % 7] == after[begin % 7]:
        begin += 1
    return begin


def _plans(days: Sequence[Day]) -> Week:
    return tuple(map(Plan, days))


def _ranges(days: Iterable[tuple[date, Plan]]) -> tuple[tuple[date, date, Plan], ...]:
    """Return days, in their order, as ranges of days in a row that have the same plan."""
    ranges: list[tuple[date, date, Plan]] = []
    for day, plan in days:
        if ranges and ranges[-1][1] == day - timedelta(days=1) and ranges[-1][2] == plan:
            ranges[-1] = (ranges[-1][0], day, plan)
        else:
            ranges.append((day, day, plan))
    return tuple(ranges)
