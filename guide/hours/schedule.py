"""What an expression says of each day: the spans that begin on it, over as many days as one asks for."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import opening_hours

from guide.hours.day import MIDNIGHT, PERHAPS, Day, Span, joined
from guide.hours.dropped import with_dropped
from guide.hours.expression import evenings, fallbacks, heads, with_doubt, with_holidays
from guide.hours.plain import plain_week

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guide.hours.holidays import Calendar

# Nothing but days of the week, hours, holidays and “closed”: one week says all years.
_WEEKLY = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|off|closed|open|unknown|24/7|\d\d?:\d\d\+?|[-,;\s]|\"[^\"]*\")*")
_PUBLIC = re.compile(r",PH\b|\bPH,")
# Without a place the sun has no hours.
_SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b")
# A Monday like any other: what is asked of it is asked of a week without a name.
_MONDAY = date(2026, 3, 16)
_WEEK = tuple(_MONDAY + timedelta(days=number) for number in range(7))


def schedule(expression: str, calendar: Calendar, first: date, count: int) -> tuple[Day, ...]:
    """Return what a valid expression says of `count` days from `first`, with the holidays of a calendar."""
    if is_weekly(expression):
        days = [first + timedelta(days=number) for number in range(count)]
        named = bool(re.search(r"\bPH\b", expression)), bool(re.search(r"\bSH\b", expression))
        return tuple(
            week(expression, public=named[0] and calendar.is_public(day), school=named[1] and calendar.is_school(day))[day.weekday()]
            for day in days
        )
    last = first + timedelta(days=count)

    def holidays(kind: str, moved: int) -> Iterable[date]:
        chosen = calendar.public_days if kind == "PH" else calendar.school_days
        return (day + timedelta(days=moved) for day in chosen(first - timedelta(days=40), last + timedelta(days=40)))

    dated = with_holidays(expression, holidays) if re.search(r"\b[PS]H\b", expression) else expression
    return (PERHAPS,) * count if dated is None else _evaluated(dated, first, count)


def is_weekly(expression: str) -> bool:
    """Say whether an expression says the same of every week, but for holidays."""
    return _WEEKLY.fullmatch(expression) is not None


@lru_cache(maxsize=32_768)
def week(expression: str, *, public: bool = False, school: bool = False) -> tuple[Day, ...]:
    """Return Monday to Sunday of an expression that is weekly, each as if it were a holiday of those kinds, or none of them."""

    def holidays(kind: str, moved: int) -> Iterable[date]:
        return _WEEK if (public if kind == "PH" else school) and not moved else ()

    # Of “Sa,PH 09:00-12:00” too, Saturday may have dropped other hours.
    named = _PUBLIC.sub("", expression)
    if with_dropped(named) == named and (days := plain_week(expression, public=public)) is not None:
        return days
    dated = with_holidays(expression, holidays) if "H" in expression else expression
    return (PERHAPS,) * 7 if dated is None else _evaluated(dated, _MONDAY, 7)


def _evaluated(expression: str, first: date, count: int) -> tuple[Day, ...]:
    main, others = fallbacks(expression)
    before, after = evenings(with_doubt(with_dropped(main)))
    try:
        days = _both(main, before, after, first, count)
    except opening_hours.ParserError:  # type: ignore[attr-defined]  # it took the expression, but not what was made of it
        return (PERHAPS,) * count
    for other in others:  # the library lets “|| "by appointment"” speak of all times, not of the others only
        days = tuple(joined((*spans, *rest)) for spans, rest in zip(days, _evaluated(other, first, count), strict=True))
    return days


def _both(expression: str, before: str, after: str, first: date, count: int) -> tuple[Day, ...]:
    """Return days that are told until midnight and after it."""
    days = _told(before, first, count)
    if after:
        spoken, replaced = _speakers(expression, first, count + 1)
        for number, (spans, late) in enumerate(zip(days, _told(after, first, count), strict=True)):
            # OSM lets a later rule for the next day end the evening at midnight; people seldom mean it.
            kept = replaced[number + 1] <= spoken[number]
            spans.extend(Span(MIDNIGHT + start, MIDNIGHT + end, sure and kept) for start, end, sure in late)
    return tuple(map(joined, days))


def _speakers(expression: str, first: date, count: int) -> tuple[list[int], list[int]]:
    """Return for each day the number of the last rule that speaks of it, and of the last one that replaces those before; -1 for none."""
    spoken, replaced = [-1] * count, [-1] * count
    for number, (separator, head) in enumerate(heads(expression)):
        for index, spans in enumerate(_told(head, first, count) if head else [PERHAPS] * count):
            if spans:
                spoken[index] = number
                if separator in {"", ";"}:
                    replaced[index] = number
    return spoken, replaced


def _told(expression: str, first: date, count: int) -> list[list[Span]]:
    """Return what opening-hours-py says of each day, cut at midnight."""
    sun = bool(_SUN.search(expression))
    days: list[list[Span]] = [[] for _ in range(count)]
    begin = datetime.combine(first, time())
    day_zero, end = first.toordinal(), count * MIDNIGHT
    for since, until, state, _ in opening_hours.OpeningHours(expression).intervals(begin, begin + timedelta(days=count)):
        if state == opening_hours.State.CLOSED:
            continue
        start = max(0, (since.toordinal() - day_zero) * MIDNIGHT + since.hour * 60 + since.minute)
        stop = min(end, (until.toordinal() - day_zero) * MIDNIGHT + until.hour * 60 + until.minute) if until else end
        while start < stop:
            day, minute = divmod(start, MIDNIGHT)
            days[day].append(Span(minute, min(MIDNIGHT, stop - day * MIDNIGHT), state == opening_hours.State.OPEN and not sun))
            start = (day + 1) * MIDNIGHT
    return days
