"""The state of a shop and its exceptional hours are read with the names and words that people write."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from guide.status import ExceptionalHours, State, Status
from guide.vocabulary import STATES

if TYPE_CHECKING:
    from tests.conftest import Town


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("closed-for-good", "closed-for-good"),
        ("Closed for good", "closed-for-good"),
        ("fermé définitivement", "closed-for-good"),
        ("Definitief gesloten", "closed-for-good"),
        ("fermé temporairement", "closed-temporarily"),
        ("ouvert", "open"),
        ("adapté", "adapted"),
        ("inconnu", "unknown"),
        ("onbekend", "unknown"),
    ],
)
def test_a_state_is_a_known_word_in_any_language(written: str, state: str) -> None:
    assert TypeAdapter(State).validate_python(written) == state


def test_a_word_alone_is_a_status(town: Town) -> None:
    town.shop("second", status="fermé temporairement")
    town.shop("third", status={"state": "closed-for-good", "since": "2026-11-01", "reason": "Retired", "successor": "the-oven"})
    guide = town.guide()
    assert guide.shop("the-oven").status is None
    assert guide.shop("second").status == Status(state="closed-temporarily")
    assert guide.shop("third").status == Status(state="closed-for-good", since=date(2026, 11, 1), reason="Retired", successor="the-oven")


@pytest.mark.parametrize("state", STATES)
def test_each_state_stands_alone_or_with_its_first_day(state: str) -> None:
    assert Status.model_validate({"state": state, "since": "2026-11-01"}).until is None


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ({"state": "closed-temporarily", "since": "2026-11-02", "until": "2026-11-01"}, ("until",)),
        ({"state": "closed-for-good", "until": "2026-11-01"}, ("until",)),
        ({"state": "gone"}, ("state",)),
        ({"since": "2026-11-01"}, ("state",)),
        ({"state": "open", "successor": "The Oven"}, ("successor",)),
    ],
)
def test_an_impossible_status_is_told_where_it_is_written(written: dict[str, str], place: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        Status.model_validate(written)
    assert [error["loc"] for error in caught.value.errors()] == [place]


def test_one_day_is_enough_and_a_period_may_be_one_day() -> None:
    one = ExceptionalHours.model_validate({"from": "2026-12-24", "hours": {"matin": "9h-12h"}})
    assert (one.first, one.last, one.closed, one.hours) == (date(2026, 12, 24), date(2026, 12, 24), False, "matin: 9h-12h")
    same = ExceptionalHours.model_validate({"from": "2026-12-24", "to": "2026-12-24", "closed": "oui"})
    assert (same.first, same.last, same.closed) == (date(2026, 12, 24), date(2026, 12, 24), True)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ({"from": "2026-12-24"}, ()),
        ({"from": "2026-12-24", "closed": "no"}, ()),
        ({"from": "2026-12-24", "closed": "yes", "hours": "9h-12h"}, ()),
        ({"from": "2026-12-24", "to": "2026-12-23", "closed": "yes"}, ("to",)),
        ({"from": "24 December", "closed": "yes"}, ("from",)),
        ({"to": "2026-12-24", "closed": "yes"}, ("from",)),
        ({"from": "2026-12-24", "hours": ["9h-12h"]}, ("hours",)),
    ],
)
def test_impossible_exceptional_hours_are_told_by_the_names_written(written: dict[str, Any], place: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        ExceptionalHours.model_validate(written)
    assert [error["loc"] for error in caught.value.errors()] == [place]


def test_closed_no_with_hours_says_one_thing() -> None:
    assert ExceptionalHours.model_validate({"from": "2026-12-24", "closed": "no", "hours": "9h-12h"}).hours == "9h-12h"


def test_one_period_may_stand_for_a_list_and_hours_may_be_a_week(town: Town) -> None:
    town.shop("second", hours={"Mo-Fr": "09:00-12:00", "Sa": ["09:00-12:00", "14:00-18:00"]}, exceptional_hours={"from": "2026-12-24", "closed": "yes"})
    guide, problems = town.check()
    assert guide is not None, problems
    shop = guide.shop("second")
    assert shop.hours == "Mo-Fr: 09:00-12:00; Sa: 09:00-12:00, 14:00-18:00"
    assert [days.first for days in shop.exceptional_hours] == [date(2026, 12, 24)]
