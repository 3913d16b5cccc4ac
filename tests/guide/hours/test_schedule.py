"""What an expression has on each day: mappers' meaning, holidays, evenings after midnight, and what is only perhaps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.hours.day import CLOSED, PERHAPS, Span, joined
from guide.hours.expression import is_valid
from guide.hours.holidays import Calendar
from guide.hours.schedule import is_weekly, schedule, week
from tests.pace import within

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONDAY = date(2026, 3, 16)


def shown(expression: str, first: date = MONDAY, count: int = 7, calendar: Calendar = Calendar("FR")) -> dict[str, list[str]]:  # noqa: B008 - a tuple
    """Return the days from the first one that have spans, as texts; “?” behind what is only perhaps."""
    days = schedule(expression, calendar, first, count)
    texts = ([f"{span.start // 60:02}:{span.start % 60:02}-{span.end // 60:02}:{span.end % 60:02}{'' if span.sure else '?'}" for span in day] for day in days)
    return {DAYS[(first + timedelta(days=number)).weekday()]: spans for number, spans in enumerate(texts) if spans}


def open_on(days: str, *spans: str) -> dict[str, list[str]]:
    """Return the same spans for several days."""
    return {day: list(spans) for day in days.split()}


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("Tu-Fr 09:00-12:30,14:00-19:00", open_on("Tu We Th Fr", "09:00-12:30", "14:00-19:00")),
        ("Mo-Sa 08:00-20:00; We off", open_on("Mo Tu Th Fr Sa", "08:00-20:00")),
        ("Mo,Th 07:00-13:00", open_on("Mo Th", "07:00-13:00")),
        ("Fr 18:00-26:00", open_on("Fr", "18:00-26:00")),
        ("Fr,Sa 18:00-02:00", open_on("Fr Sa", "18:00-26:00")),
        ("Su 22:00-02:00", open_on("Su", "22:00-26:00")),
        ("Sa 12:00-24:00", open_on("Sa", "12:00-24:00")),
        ("24/7", open_on("Mo Tu We Th Fr Sa Su", "00:00-24:00")),
        ("Sa 08:00-24:00; Su 00:00-24:00", {"Sa": ["08:00-24:00"], "Su": ["00:00-24:00"]}),
        ("Fr 18:00-02:00; Sa 10:00-12:00", {"Fr": ["18:00-24:00", "24:00-26:00?"], "Sa": ["10:00-12:00"]}),
        ("Mo-Su 18:00-02:00; Sa off", open_on("Mo Tu We Th Su", "18:00-26:00") | {"Fr": ["18:00-24:00", "24:00-26:00?"]}),
        ('Sa 10:00-12:00 "ring the bell"', open_on("Sa", "10:00-12:00?")),
        ('Sa 10:00-12:00 open "ring the bell"', open_on("Sa", "10:00-12:00")),
        ('Fr 18:00-02:00 "ring the bell"', open_on("Fr", "18:00-26:00?")),
        ("Fr 17:00+", open_on("Fr", "17:00-24:00?")),
        ("Fr 12:00-14:00,17:00+", open_on("Fr", "12:00-14:00", "17:00-24:00?")),
        ("Mo-Fr 09:00-12:00; We 14:00-18:00", open_on("Mo Tu Th Fr", "09:00-12:00") | {"We": ["09:00-12:00?", "14:00-18:00"]}),
        ("Mo-Fr 09:00-12:00, We 14:00-18:00", open_on("Mo Tu Th Fr", "09:00-12:00") | {"We": ["09:00-12:00", "14:00-18:00"]}),
        ('Tu-Sa 10:00-18:00 || "by appointment"', open_on("Tu We Th Fr Sa", "00:00-10:00?", "10:00-18:00", "18:00-24:00?") | open_on("Mo Su", "00:00-24:00?")),
        ('We 10:00-12:00 || We 14:00-16:00 || Th "ring"', open_on("We", "10:00-12:00", "14:00-16:00") | open_on("Th", "00:00-24:00?")),
        ("sunrise-sunset", open_on("Mo Tu We Th Fr Sa Su", "07:00-19:00?")),
        ("week 1-53/2 We 10:00-12:00", {}),
        ("week 2-52/2 We 10:00-12:00", open_on("We", "10:00-12:00")),
        ("Mar 18 10:00-12:00", open_on("We", "10:00-12:00")),
        ("We[3] 10:00-12:00; We[-1] 14:00-16:00", open_on("We", "10:00-12:00")),
    ],
)  # fmt: skip
def test_a_week_is_what_the_hours_say(expression: str, days: dict[str, list[str]]) -> None:
    found = shown(expression)
    if expression == "sunrise-sunset":
        assert all(len(spans) == 1 and spans[0].endswith("?") for spans in found.values())
        assert found.keys() == days.keys()
    else:
        assert found == days


@pytest.mark.parametrize("expression", ["May-Oct Mo-Fr 09:00-12:00", "Jun 15-Sep 15 Mo-Su 10:00-12:00", "We[1] 10:00-12:00", "week 1-53/2 We 10:00-12:00", "2026 Mo 10:00-12:00", "sunrise-sunset"])
def test_hours_that_differ_over_the_year_are_not_weekly(expression: str) -> None:
    assert is_valid(expression)
    assert not is_weekly(expression)


@pytest.mark.parametrize("expression", ["Tu-Sa 10:00-12:00; PH off", "24/7", 'Mo "by appointment"', "Mo-Fr 09:00-12:00,14:00+; SH off"])
def test_hours_of_each_week_are_weekly(expression: str) -> None:
    assert is_weekly(expression)
    assert week(expression) == schedule(expression, Calendar("XX"), MONDAY, 7)


@pytest.mark.parametrize(
    ("expression", "day", "spans"),
    [
        ("Mo-Sa 09:00-19:00; PH off", date(2026, 5, 1), ()),
        ("Mo-Sa 09:00-19:00", date(2026, 5, 1), ((540, 1140),)),
        ("Mo-Sa 09:00-19:00; PH 10:00-12:00", date(2026, 5, 1), ((600, 720),)),
        ("Mo-Sa 09:00-19:00; PH 10:00-12:00", date(2026, 4, 30), ((540, 1140),)),
        ("Su,PH 09:00-12:00", date(2026, 5, 14), ((540, 720),)),
        ("Mo-Sa 09:00-19:00; Dec 25 off; PH 10:00-12:00", date(2026, 12, 25), ((600, 720),)),
        ("Apr-Oct Mo-Sa 09:00-19:00; PH off", date(2026, 7, 14), ()),
        ("Mo-Fr 09:00-12:00; SH off", date(2026, 2, 11), ()),
        ("Mo-Fr 09:00-12:00; SH 14:00-18:00", date(2026, 2, 11), ((840, 1080),)),
        ("Mo-Fr 09:00-12:00; SH off", date(2026, 3, 11), ((540, 720),)),
        ("Mo-Sa 09:00-19:00; PH off", date(2026, 6, 29), ()),
        ("PH -1 day 09:00-12:00", date(2026, 4, 30), ((540, 720),)),
    ],
)
def test_holidays_are_those_of_the_place(expression: str, day: date, spans: tuple[tuple[int, int], ...]) -> None:
    calendar = Calendar("FR", local=((date(2026, 6, 29), "Fair"),), school=((date(2026, 2, 7), date(2026, 2, 22)),))
    assert schedule(expression, calendar, day, 1)[0] == tuple(Span(start, end) for start, end in spans)


def test_the_same_holiday_is_another_day_elsewhere() -> None:
    expression = "Mo-Sa 09:00-19:00; PH off"
    for country, closed, opened in (("FR", date(2026, 7, 14), date(2026, 7, 21)), ("BE", date(2026, 7, 21), date(2026, 7, 14))):
        assert schedule(expression, Calendar(country), closed, 1) == (CLOSED,)
        assert schedule(expression, Calendar(country), opened, 1) != (CLOSED,)
    good_friday = date(2026, 4, 3)
    assert schedule(expression, Calendar("FR"), good_friday, 1) != (CLOSED,)
    assert schedule(expression, Calendar("FR", alsace=True), good_friday, 1) == (CLOSED,)


def test_days_at_the_change_of_clocks_have_the_hours_that_the_clock_shows() -> None:
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        assert shown("Sa,Su 01:30-03:30", sunday, 1) == {"Su": ["01:30-03:30"]}


def test_spans_of_one_day_are_in_their_order_and_what_is_sure_wins() -> None:
    assert joined([Span(600, 700), Span(540, 600), Span(720, 720)]) == (Span(540, 700),)
    assert joined([Span(540, 720, sure=False), Span(600, 660)]) == (Span(540, 600, sure=False), Span(600, 660), Span(660, 720, sure=False))
    assert joined([Span(540, 720), Span(600, 780, sure=False)]) == (Span(540, 720), Span(720, 780, sure=False))
    assert joined([Span(540, 720), Span(600, 700, sure=False)]) == (Span(540, 720),)


def minutes(day: tuple[Span, ...], *, sure: bool) -> set[int]:
    """Return the minutes of a day that are surely, or perhaps, open."""
    return {minute for span in day if span.sure == sure for minute in range(span.start, span.end)}


@given(st.lists(st.builds(lambda start, length, sure: Span(start, start + length, sure), st.integers(0, 60), st.integers(0, 30), st.booleans()), max_size=6))
def test_joined_spans_say_the_same_minutes(spans: list[Span]) -> None:
    whole = joined(spans)
    sure = minutes(tuple(spans), sure=True)
    assert minutes(whole, sure=True) == sure
    assert minutes(whole, sure=False) == minutes(tuple(spans), sure=False) - sure
    assert all(before.end <= after.start for before, after in pairwise(whole))


@given(st.text(max_size=60) | st.text('MoTuWeThFrSaSuPH 0123456789:-,;+/[]"', max_size=60))
def test_no_valid_expression_raises(text: str) -> None:
    if is_valid(text):
        days = schedule(text, Calendar("FR"), MONDAY, 30)
        assert all(0 <= span.start < span.end <= 2_880 for day in days for span in day)


def test_what_the_library_does_not_read_any_more_is_perhaps() -> None:
    assert schedule("We PH off", Calendar("FR"), MONDAY, 2) == (PERHAPS, PERHAPS)


def test_a_year_of_seasons_is_soon_evaluated() -> None:
    with within(0.5):
        schedule("Apr-Oct Mo-Fr 09:00-12:00,14:00-19:00; Nov-Mar Mo-Fr 10:00-17:00; PH off; Dec 24-Jan 02 off", Calendar("FR"), MONDAY, 400)
