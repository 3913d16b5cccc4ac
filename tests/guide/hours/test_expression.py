"""An expression is told to the program that evaluates it so that it says what mappers mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guide.hours.dropped import with_dropped
from guide.hours.expression import evenings, heads, is_valid, rules, slip, tidied, with_doubt, with_holidays


@pytest.mark.parametrize(
    ("written", "expression"),
    [
        ("Mo, Th 07:00-13:00", "Mo,Th 07:00-13:00"),
        ("Mo-We, Fr, Su 10:00-12:00", "Mo-We,Fr,Su 10:00-12:00"),
        ("mo-fr 09:00 – 18:00;  SA off ;", "Mo-Fr 09:00-18:00; Sa off"),
        ("Sa, Su, Ph 10:00-12:00", "Sa,Su,PH 10:00-12:00"),
        ('Mo 09:00-12:00 "ring, Mo – Tu ; twice"', 'Mo 09:00-12:00 "ring, Mo – Tu ; twice"'),
        ("Dec 24,31 09:00-12:00", "Dec 24,Dec 31 09:00-12:00"),
        ("We, PH off", "We,PH off"),
    ],
)
def test_only_spaces_dashes_and_capitals_are_tidied(written: str, expression: str) -> None:
    assert tidied(written) == expression
    assert tidied(expression) == expression


@pytest.mark.parametrize("expression", ["Tu-Fr 09:00-12:30,14:00-19:00", "24/7", "Fr 18:00-26:00", "We[1] 10:00-12:00", "week 1-53/2 We 10:00-12:00", "2026 Mo 10:00-12:00", '"by appointment"'])
def test_an_expression_is_valid(expression: str) -> None:
    assert is_valid(expression)


@pytest.mark.parametrize(
    "text", ["Tuesday to Saturday, 9 to 12", "Mardi 9h-12h", "Mo-Fr 25:00-99:00", "24/7/365", "…", ":", "", "Su PH 10:00-12:00", "Tu 10:00-12:00; 13:30-18:30", "Mo-Sa 08:00-20:00; PH Su 10:00-12:00", "13:00 - 23:00/01:00"]
)
def test_words_and_what_means_two_things_are_not_valid(text: str) -> None:
    assert not is_valid(text)


def test_rules_part_where_the_grammar_parts_them() -> None:
    assert rules('Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00, Su 10:00-11:00 "a; b" || "by appointment"') == [
        ("", "Mo-Fr 09:00-12:00,14:00-18:00"),
        (";", "Sa 09:00-12:00"),
        (",", 'Su 10:00-11:00 "a; b"'),
        ("||", '"by appointment"'),
    ]
    assert heads("Mo 09:00-12:00; Apr-Sep: Tu,PH off; 10:00-12:00") == [("", "Mo"), (";", "Apr-Sep: Tu,PH"), (";", "")]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ('Mo 09:00-12:00 "ring"', 'Mo 09:00-12:00 unknown "ring"'),
        ('Mo 09:00-12:00 open "ring"', 'Mo 09:00-12:00 open "ring"'),
        ("Mo 09:00-12:00,17:00+", "Mo 09:00-12:00, Mo 17:00-24:00 unknown"),
        ("Mo 17:00+", "Mo 17:00-24:00 unknown"),
        ("Mo 22:00-04:00+", "Mo 22:00-04:00"),
    ],
)
def test_what_is_not_promised_is_unknown(expression: str, told: str) -> None:
    assert with_doubt(expression) == told


@pytest.mark.parametrize(
    ("expression", "before", "after"),
    [
        ("Mo 09:00-12:00", "Mo 09:00-12:00", ""),
        ("Fr,Sa 18:00-02:00", "Fr,Sa 18:00-24:00", "Fr,Sa 00:00-02:00"),
        ("Fr 12:00-14:00,18:00-26:00", "Fr 12:00-14:00,18:00-24:00", "Fr 00:00-02:00"),
        ("Fr 18:00-02:00 unknown", "Fr 18:00-24:00 unknown", "Fr 00:00-02:00 unknown"),
        ("Fr 18:00-02:00; Sa 10:00-12:00; Su off", "Fr 18:00-24:00; Sa 10:00-12:00; Su off", "Fr 00:00-02:00; Sa off; Su off"),
    ],
)
def test_what_is_open_after_midnight_is_told_apart(expression: str, before: str, after: str) -> None:
    assert evenings(expression) == (before, after)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("Mo-Fr 09:00-12:00; We 14:00-18:00", "Mo-Fr 09:00-12:00; We 14:00-18:00; We 09:00-12:00 unknown, We 14:00-18:00"),
        ("Mo-Sa 09:00-19:00; Sa 09:00-12:00", "Mo-Sa 09:00-19:00; Sa 09:00-12:00"),
        ("Mo-Fr 09:00-12:00, We 14:00-18:00", "Mo-Fr 09:00-12:00, We 14:00-18:00"),
        ("Mo-Fr 09:00-12:00; Sa 14:00-18:00", "Mo-Fr 09:00-12:00; Sa 14:00-18:00"),
        ("Mo-Fr 09:00-12:00; We off; We 14:00-18:00", "Mo-Fr 09:00-12:00; We off; We 14:00-18:00"),
        ("Tu-Fr 12:00-15:00; Tu-Fr 17:30+", "Tu-Fr 12:00-15:00; Tu-Fr 17:30+; Tu,We,Th,Fr 12:00-15:00 unknown, Tu,We,Th,Fr 17:30+"),
        ("Apr-Oct Mo-Fr 09:00-12:00; We 14:00-18:00", "Apr-Oct Mo-Fr 09:00-12:00; We 14:00-18:00"),
    ],
)
def test_quite_other_hours_of_a_day_leave_those_before_in_doubt(expression: str, told: str) -> None:
    assert with_dropped(expression) == told


@pytest.mark.parametrize(
    ("expression", "found"),
    [("Fr 18:15-16:00", "18:15-16:00"), ("9:00-5:00", "9:00-5:00"), ("Mo-Su 09:00-05:00", "09:00-05:00"), ("Fr 18:00-06:00", ""), ("Mo-Fr 11:00-01:00", ""), ('"18:15-16:00"', "")],
)
def test_a_slip_of_the_pen_is_found(expression: str, found: str) -> None:
    assert slip(expression) == found


@pytest.mark.parametrize(
    ("expression", "dated"),
    [
        ("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; 2026 Apr 06,2026 May 01 off"),
        ("Su,PH 10:00-12:00", "Su 10:00-12:00; 2026 Apr 06,2026 May 01 10:00-12:00"),
        ("PH Fr 10:00-12:00", "2026 May 01 10:00-12:00"),
        ("May PH off", "2026 May 01 off"),
        ("PH +1 day off", "2026 Apr 07,2026 May 02 off"),
        ("SH 10:00-12:00", "2026 Apr 18-2026 Apr 19 10:00-12:00"),
        ("We PH off", None),
    ],
)
def test_holidays_become_dates(expression: str, dated: str | None) -> None:
    days = {"PH": (date(2026, 4, 6), date(2026, 5, 1)), "SH": (date(2026, 4, 18), date(2026, 4, 19))}
    assert with_holidays(expression, lambda kind, moved: [day + timedelta(days=moved) for day in days[kind]]) == dated
