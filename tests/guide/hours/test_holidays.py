"""The holidays of a place are the days that are known there."""

from __future__ import annotations

from datetime import date

import pytest

from guide.hours.holidays import Calendar

YEARS = (date(2026, 1, 1), date(2028, 12, 31))
FRANCE = """
2026-01-01 2026-04-06 2026-05-01 2026-05-08 2026-05-14 2026-05-25 2026-07-14 2026-08-15 2026-11-01 2026-11-11 2026-12-25
2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-08 2027-05-17 2027-07-14 2027-08-15 2027-11-01 2027-11-11 2027-12-25
2028-01-01 2028-04-17 2028-05-01 2028-05-08 2028-05-25 2028-06-05 2028-07-14 2028-08-15 2028-11-01 2028-11-11 2028-12-25
"""
ALSACE_MOSELLE = "2026-04-03 2026-12-26 2027-03-26 2027-12-26 2028-04-14 2028-12-26"
BELGIUM = """
2026-01-01 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-07-21 2026-08-15 2026-11-01 2026-11-11 2026-12-25
2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-17 2027-07-21 2027-08-15 2027-11-01 2027-11-11 2027-12-25
2028-01-01 2028-04-17 2028-05-01 2028-05-25 2028-06-05 2028-07-21 2028-08-15 2028-11-01 2028-11-11 2028-12-25
"""
LUXEMBOURG = """
2026-01-01 2026-04-06 2026-05-01 2026-05-09 2026-05-14 2026-05-25 2026-06-23 2026-08-15 2026-11-01 2026-12-25 2026-12-26
2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-09 2027-05-17 2027-06-23 2027-08-15 2027-11-01 2027-12-25 2027-12-26
2028-01-01 2028-04-17 2028-05-01 2028-05-09 2028-05-25 2028-06-05 2028-06-23 2028-08-15 2028-11-01 2028-12-25 2028-12-26
"""


def days(*texts: str) -> list[date]:
    """Return days written down, in their order."""
    return sorted(date.fromisoformat(day) for text in texts for day in text.split())


def test_public_holidays_of_france() -> None:
    assert list(Calendar("FR").public_days(*YEARS)) == days(FRANCE)


def test_alsace_and_moselle_have_two_more() -> None:
    assert list(Calendar("FR", alsace=True).public_days(*YEARS)) == days(FRANCE, ALSACE_MOSELLE)


def test_public_holidays_of_belgium() -> None:
    assert list(Calendar("BE").public_days(*YEARS)) == days(BELGIUM)


def test_public_holidays_of_luxembourg() -> None:
    assert list(Calendar("LU").public_days(*YEARS)) == days(LUXEMBOURG)


def test_a_country_that_nobody_knows_has_none_but_the_town_s_own() -> None:
    fair = date(2026, 6, 28)
    assert Calendar("XX", local=((fair, "Fair"),)).public_days(*YEARS) == (fair,)


def test_days_are_those_asked_for_only() -> None:
    assert Calendar("FR").public_days(date(2026, 5, 1), date(2026, 5, 8)) == (date(2026, 5, 1), date(2026, 5, 8))
    assert Calendar("FR").public_days(date(2026, 5, 2), date(2026, 5, 7)) == ()


@pytest.mark.parametrize(
    ("country", "alsace", "day", "name"),
    [
        ("FR", False, "2026-04-06", "Lundi de Pâques"),
        ("FR", True, "2026-04-03", "Vendredi saint"),
        ("FR", False, "2026-05-14", "Ascension"),
        ("FR", False, "2026-12-25", "Noël"),
        ("BE", False, "2026-07-21", "nationale"),
        ("LU", False, "2026-06-23", "férié"),
    ],
)
def test_a_holiday_has_a_name(country: str, alsace: bool, day: str, name: str) -> None:
    calendar = Calendar(country, alsace)
    assert calendar.is_public(date.fromisoformat(day))
    said = calendar.name(date.fromisoformat(day))
    assert not isinstance(said, str)
    assert name.casefold() in said.in_language("fr").casefold()


def test_the_town_s_name_of_a_day_goes_before() -> None:
    calendar = Calendar("FR", local=((date(2026, 12, 25), "Fair"),))
    assert calendar.name(date(2026, 12, 25)) == "Fair"


def test_school_holidays_that_overlap_are_told_once() -> None:
    calendar = Calendar("FR", school=((date(2026, 2, 7), date(2026, 2, 10)), (date(2026, 2, 9), date(2026, 2, 12))))
    assert [day.day for day in calendar.school_days(date(2026, 2, 8), date(2026, 12, 31))] == [8, 9, 10, 11, 12]
    assert [calendar.is_school(date(2026, 2, day)) for day in (6, 7, 12, 13)] == [False, True, True, False]
