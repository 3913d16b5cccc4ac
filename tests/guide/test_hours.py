"""A week is shown only when it tells all that the hours say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.hours import is_valid, week

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def open_on(days: str, *spans: str) -> dict[str, list[str]]:
    """Return the same spans for several days."""
    return {day: list(spans) for day in days.split()}


def shown(expression: str) -> dict[str, list[str]] | None:
    """Return the days that are open, with their spans as text; None when no week is shown."""
    found = week(expression)
    if found is None:
        return None
    spans = ([f"{span.since:%H:%M}-{span.until:%H:%M}" for span in day] for day in found.days)
    return {day: texts for day, texts in zip(DAYS, spans, strict=True) if texts}


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("Tu-Fr 09:00-12:30,14:00-19:00", open_on("Tu We Th Fr", "09:00-12:30", "14:00-19:00")),
        ("Mo-Sa 08:00-20:00; We off", open_on("Mo Tu Th Fr Sa", "08:00-20:00")),
        ("Mo, Th 07:00-13:00", {"Mo": ["07:00-13:00"], "Th": ["07:00-13:00"]}),
        ("Mo,Th 07:00-13:00", {"Mo": ["07:00-13:00"], "Th": ["07:00-13:00"]}),
        ("Mo-We, Fr, Su 10:00-12:00", open_on("Mo Tu We Fr Su", "10:00-12:00")),
        ("Fr 18:00-26:00", {"Fr": ["18:00-02:00"]}),
        ("Fr,Sa 18:00-02:00", {"Fr": ["18:00-02:00"], "Sa": ["18:00-02:00"]}),
        ("Su 22:00-02:00", {"Su": ["22:00-02:00"]}),
        ("Sa 12:00-24:00", {"Sa": ["12:00-00:00"]}),
        ("24/7", open_on("Mo Tu We Th Fr Sa Su", "00:00-00:00")),
        ("Mo-Su 00:00-24:00", open_on("Mo Tu We Th Fr Sa Su", "00:00-00:00")),
        ("Sa 08:00-24:00; Su 00:00-24:00", {"Sa": ["08:00-00:00"], "Su": ["00:00-00:00"]}),
        ('Sa 10:00-12:00 "ring the bell"', {"Sa": ["10:00-12:00"]}),
        ("Jan-Dec We 10:00-12:00", {"We": ["10:00-12:00"]}),
    ],
)
def test_a_week_is_what_the_hours_say(expression: str, days: dict[str, list[str]]) -> None:
    assert shown(expression) == days


@pytest.mark.parametrize(
    "expression",
    [
        "May-Oct Mo-Fr 09:00-12:00",
        "Jun-Aug Mo-Su 09:00-19:00; Sep-May Mo-Fr 09:00-18:00",
        "Dec Mo-Su 09:00-19:00",
        "Jun 15-Sep 15 Mo-Su 10:00-12:00",
        "We[1] 10:00-12:00",
        "week 1-53/2 We 10:00-12:00",
        "2026 Mo 10:00-12:00",
        "2025-2027 Mo 10:00-12:00",
    ],
)
def test_hours_that_differ_over_the_year_are_not_shown_as_a_week(expression: str) -> None:
    assert is_valid(expression)
    assert shown(expression) is None


@pytest.mark.parametrize("expression", ['"by appointment"', 'Mo-Fr "by appointment"', "sunrise-sunset", "Mo-Fr 09:00+", "off", "closed", "Mo unknown"])
def test_hours_that_no_clock_tells_are_not_shown_as_a_week(expression: str) -> None:
    assert is_valid(expression)
    assert shown(expression) is None


@pytest.mark.parametrize("text", ["Tuesday to Saturday, 9 to 12", "Mardi 9h-12h", "Mo-Fr 25:00-99:00", "24/7/365", "…", ":"])
def test_words_are_no_hours(text: str) -> None:
    assert not is_valid(text)
    assert shown(text) is None


def test_public_holidays_are_said_to_be_spoken_of() -> None:
    spoken, silent = week("Mo-Sa 08:00-20:00; PH off"), week("Mo-Sa 08:00-20:00")
    assert spoken is not None
    assert silent is not None
    assert (spoken.holidays, silent.holidays) == (True, False)
    assert spoken.days == silent.days


@given(st.text() | st.text('MoTuWeThFrSaSu 0123456789:-,;+/[]"', max_size=40))
def test_no_text_raises(text: str) -> None:
    found = week(text)
    assert found is None or len(found.days) == 7


@given(st.sets(st.sampled_from(DAYS), min_size=1), st.integers(0, 23), st.integers(1, 24))
def test_a_simple_week_is_shown_day_by_day(days: set[str], since: int, length: int) -> None:
    until = since + length
    expression = f"{','.join(day for day in DAYS if day in days)} {since:02}:00-{until:02}:00"
    expected = [f"{since:02}:00-{until % 24:02}:00"]
    found = shown(expression)
    assert found is not None
    # Open on two days around midnight, it never closes between them: the days are told together.
    if until <= 24:
        assert found == {day: expected for day in DAYS if day in days}
