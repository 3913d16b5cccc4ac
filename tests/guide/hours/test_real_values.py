"""Real values: what is open when they say so, how many are read, and that none is called closed because it cannot be read."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from guide.hours.day import Span
from guide.hours.holidays import Calendar
from guide.hours.schedule import schedule
from guide.hours.timetable import timetable
from guide.hours.written import read
from guide.problem import Refused
from tests.guide.hours.disputed import answer, table
from tests.guide.hours.drawn import DRAWS, READ_BY_HAND, Draw, digest
from tests.guide.hours.intervals import VALUES, expected, records, surely_open
from tests.pace import within

if TYPE_CHECKING:
    from guide.hours.day import Day

pytestmark = pytest.mark.skipif(not VALUES.is_dir(), reason="the real data are not here")
FIRST, LAST = date(2026, 3, 9), date(2027, 1, 31)


def reading(value: str) -> str:
    """Return what is read of a value; what only says “closed” is refused, and opens nothing for sure."""
    try:
        return read(value)
    except Refused:
        return '"refused"'


def readings(draw: Draw) -> dict[str, str | None]:
    """Return what is read of each value of a file; None where it is refused."""

    def told(value: str) -> str | None:
        try:
            return read(value, draw.language)
        except Refused:
            return None

    return {value: told(value) for value in draw.values()}


def test_all_values_of_the_oracle_give_its_intervals() -> None:
    wrong = []
    for record in records(VALUES / "oracle-a.jsonl"):
        expression, calendar = reading(record["value"]), Calendar(record["country"])
        wrong += [record["value"] for week in record["weeks"] if surely_open(lambda day: schedule(expression, calendar, day, 1)[0], week) != expected(week)]  # noqa: B023
    assert wrong == []


def decoded(compact: str) -> dict[date, list[int]]:
    """Return the days of a compact timetable as the page's script reads them: the plan of each day."""

    def day(number: int) -> date:
        return date(number // 10_000, number // 100 % 100, number % 100)

    plans, weeks, dates, _ = json.loads(compact)
    told: dict[date, Any] = {}
    for begin, *week in weeks:
        for number in range((LAST - day(begin)).days + 1):
            told[day(begin) + timedelta(days=number)] = week[(day(begin) + timedelta(days=number)).weekday()]
    for first, last, plan in dates:
        for number in range((day(last) - day(first)).days + 1):
            told[day(first) + timedelta(days=number)] = plan
    return {one: plans[number][1:] for one, number in told.items()}


def test_all_values_of_the_oracle_give_its_intervals_from_the_compact_timetable() -> None:
    wrong = []
    for record in records(VALUES / "oracle-a.jsonl"):
        told = decoded(timetable(reading(record["value"]), Calendar(record["country"]), FIRST, LAST).compact())

        def on(day: date, told: dict[date, list[int]] = told) -> Day:
            plan = told[day]
            return tuple(Span(start, abs(end), end > 0) for start, end in zip(plan[::2], plan[1::2], strict=True))

        wrong += [record["value"] for week in record["weeks"] if surely_open(on, week) != expected(week)]
    assert wrong == []


def test_a_disputed_value_has_one_of_the_two_answers_or_none() -> None:
    """Which of them: `docs/code/disputed-hours.md` says why, `python -m tests.guide.hours.disputed` prints each."""
    answers = Counter(answer(record)[0] for record in records(VALUES / "desaccords-a.jsonl"))
    assert answers == {"js": 73, "read": 6, "refused": 3}
    assert table().count("\n") == 82 + 2


@pytest.mark.slow
@pytest.mark.parametrize(("draw", "share"), [(DRAWS[0], 0.9), (DRAWS[1], 0.35), (DRAWS[2], 0.3)], ids=lambda value: getattr(value, "file", ""))
def test_so_many_are_read_and_none_of_those_leads_to_closed_every_day(draw: Draw, share: float) -> None:
    read.cache_clear()
    with within(8):
        found = readings(draw)
    told = {expression for expression in found.values() if expression}
    assert sum(map(bool, found.values())) >= share * len(found)
    closed = []
    for expression in sorted(told):
        plans = timetable(expression, Calendar("FR"), FIRST, LAST)
        if not any(plan.day for _, week in plans.weeks for plan in week) and not any(plan.day for *_, plan in plans.dates):
            closed.append(expression)
    assert closed == []


@pytest.mark.slow
def test_the_drawn_readings_are_those_that_a_person_has_read() -> None:
    assert digest() == READ_BY_HAND
