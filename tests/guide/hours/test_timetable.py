"""A timetable says of each day what the expression says, in little room, whatever is laid over it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.hours.day import CLOSED, PERHAPS, Span
from guide.hours.holidays import Calendar
from guide.hours.schedule import schedule
from guide.hours.timetable import Plan, Timetable, horizon, timetable, unknown

TODAY = date(2026, 11, 22)
FIRST, LAST = horizon(TODAY)
CALENDAR = Calendar("FR", local=((date(2027, 6, 28), "Fair"),), school=((date(2027, 2, 6), date(2027, 2, 21)),))
EXPRESSIONS = (
    "Tu-Sa 09:00-12:30,14:00-19:00; Su 09:00-13:00",
    "Mo-Sa 09:00-19:00; PH off",
    "Mo-Fr 09:00-12:00; SH 14:00-18:00; PH off",
    "Apr-Sep Mo-Su 10:00-19:00; Oct-Mar Sa,Su 14:00-17:00",
    "Mo-Su 09:00-19:00; Aug off; Dec 24-Jan 02 off",
    "We[1] 14:00-17:00",
    "week 1-53/2 Mo 09:00-12:00; week 2-52/2 Tu 09:00-12:00",
    "Fr,Sa 18:00-02:00",
    "easter -2 days-easter +1 day 10:00-18:00; Mo-Fr 09:00-12:00",
    "24/7",
    'Tu-Sa 10:00-18:00 || "by appointment"',
    "2027 Mar-2027 May We 09:00-12:00",
)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
NOTED = Plan((Span(600, 720),), "Fair")


def told(expression: str) -> Timetable:
    """Return the timetable of an expression."""
    return timetable(expression, CALENDAR, FIRST, LAST)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_each_day_is_what_the_expression_says(expression: str) -> None:
    found = told(expression)
    assert [found.on(day).day for day in DAYS] == list(schedule(expression, CALENDAR, FIRST, len(DAYS)))
    assert list(found.weeks) == sorted(found.weeks)
    assert all(before[1] < after[0] for before, after in pairwise(found.dates))


@pytest.mark.parametrize(("expression", "most"), [(EXPRESSIONS[0], 120), (EXPRESSIONS[1], 500), (EXPRESSIONS[3], 260), (EXPRESSIONS[9], 60)])
def test_it_takes_little_room(expression: str, most: int) -> None:
    assert len(told(expression).compact()) < most


def test_it_reaches_over_the_days_asked_for_in_whole_months() -> None:
    for today in (date(2026, 1, 1), date(2026, 2, 28), date(2026, 12, 31), date(2028, 2, 29), TODAY):
        first, last = horizon(today)
        assert first.weekday() == 0
        assert first < today.replace(day=1)
        assert last >= today + timedelta(days=400)
        assert (last + timedelta(days=1)).day == 1
    assert horizon(date(2026, 11, 1))[0] == horizon(date(2026, 11, 30))[0]


@pytest.mark.parametrize("expression", ["Su off", "PH off", "Mo-Su off", "2020 Mo 09:00-12:00"])
def test_what_is_never_open_is_not_called_closed(expression: str) -> None:
    assert {told(expression).on(day).day for day in DAYS} == {PERHAPS}


def test_a_holiday_that_the_hours_do_not_name_has_a_note() -> None:
    note = "To be confirmed"
    silent, spoken = (timetable(expression, CALENDAR, FIRST, LAST, note) for expression in ("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00; PH off"))
    christmas, saturday = date(2026, 12, 25), date(2027, 5, 8)
    assert silent.on(christmas) == Plan((Span(540, 720),), note)
    assert silent.on(saturday) == Plan(CLOSED)
    assert silent.on(date(2027, 6, 28)).note == note
    assert spoken.on(christmas) == Plan(CLOSED)
    seasons = timetable("Apr-Sep Mo-Su 10:00-19:00; Oct-Mar Sa,Su 14:00-17:00; Jul off", CALENDAR, FIRST, LAST, note)
    assert seasons.on(date(2027, 5, 8)).note == note
    assert seasons.on(date(2027, 7, 14)) == Plan(CLOSED)


def laid_over(first: int, count: int) -> tuple[date, date]:
    begin = FIRST + timedelta(days=first)
    return begin, begin + timedelta(days=count)


@settings(max_examples=40)
@given(st.sampled_from(EXPRESSIONS), st.lists(st.tuples(st.integers(-10, 460), st.integers(0, 60)), min_size=1, max_size=4))
def test_days_laid_over_are_those_and_no_others(expression: str, periods: list[tuple[int, int]]) -> None:
    found, days = told(expression), {day: told(expression).on(day) for day in DAYS}
    for number, period in enumerate(periods):
        first, last = laid_over(*period)
        plan = NOTED._replace(note=str(number))
        found = found.with_days(first, last, plan)
        days |= dict.fromkeys((day for day in DAYS if first <= day <= last), plan)
    assert {day: found.on(day) for day in DAYS} == days


@settings(max_examples=40)
@given(st.sampled_from(EXPRESSIONS), st.sampled_from(EXPRESSIONS), st.tuples(st.integers(-10, 460), st.integers(0, 200)))
def test_days_of_another_timetable_are_laid_over(expression: str, other: str, period: tuple[int, int]) -> None:
    first, last = laid_over(*period)
    found, before, after = told(expression).spliced(first, last, told(other)), told(expression), told(other)
    assert [found.on(day) for day in DAYS] == [(after if first <= day <= last else before).on(day) for day in DAYS]


@settings(max_examples=30)
@given(st.sampled_from(EXPRESSIONS), st.tuples(st.integers(-10, 460), st.integers(0, 60)))
def test_the_compact_form_keeps_all(expression: str, period: tuple[int, int]) -> None:
    found = told(expression).with_days(*laid_over(*period), NOTED)
    plans, weeks, dates, notes = json.loads(found.compact())

    def number(day: date) -> int:
        return int(f"{day:%Y%m%d}")

    for day in DAYS:
        plan = next((plan for first, last, plan in dates if first <= number(day) <= last), None)
        if plan is None:
            plan = next(week for begin, *week in reversed(weeks) if begin <= number(day))[day.weekday()]
        note, *minutes = plans[plan]
        spans = tuple(Span(start, abs(end), end > 0) for start, end in zip(minutes[::2], minutes[1::2], strict=True))
        assert Plan(spans, ["", *notes][note]) == found.on(day)


def test_nothing_known_is_perhaps_every_day() -> None:
    assert {unknown(FIRST, LAST, "Ask").on(day) for day in DAYS} == {Plan(PERHAPS, "Ask")}


def test_all_plans_are_changed_at_once() -> None:
    changed = told("Mo-Fr 09:00-12:00; PH off").mapped(lambda plan: plan._replace(note="x"))
    assert {changed.on(day).note for day in DAYS} == {"x"}
