"""A town's own holidays, those of its schools, and who looks after its entries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from guide.holiday import Holidays, SchoolHoliday

if TYPE_CHECKING:
    from tests.conftest import Town


def test_a_town_has_its_own_holidays(town: Town) -> None:
    town.write(
        "content/holidays.yaml",
        "school_zone: C\npublic: {day: 2027-06-28, name: Fair, communes: [TINYVILLE]}\nschool:\n  - {name: Winter, from: 2027-02-06, to: 2027-02-21, zones: 'A, C'}\n",
    )
    holidays = town.guide().holidays
    (fair,), (winter,) = holidays.public, holidays.school
    assert (holidays.school_zone, fair.day, fair.name, fair.communes) == ("C", date(2027, 6, 28), "Fair", ("tinyville",))
    assert (winter.first, winter.last, winter.zones) == (date(2027, 2, 6), date(2027, 2, 21), ("A", "C"))


@pytest.mark.parametrize("text", [None, "", "# Nothing yet.\n", "school_zone:\npublic:\n"])
def test_a_town_may_do_without_holidays(town: Town, text: str | None) -> None:
    if text is not None:
        town.write("content/holidays.yaml", text)
    assert town.guide().holidays == Holidays()


def test_a_mistake_in_the_holidays_stops_the_build(town: Town) -> None:
    town.write("content/holidays.yaml", "school:\n  - {name: Winter, from: 2027-02-21, to: 2027-02-06}\n  - {from: 2027-04-01, to: 2027-04-02}\n")
    guide, problems = town.check()
    assert guide is None
    assert [(problem.line, problem.field) for problem in problems] == [(2, "school.1.to"), (3, "school.2.name")]
    town.write("content/holidays.yaml", "school: [\n")
    guide, problems = town.check()
    assert guide is None
    assert len(problems) == 1


def test_school_holidays_have_a_last_day() -> None:
    with pytest.raises(ValidationError) as caught:
        SchoolHoliday.model_validate({"name": "Winter", "from": "2027-02-06"})
    assert [error["loc"] for error in caught.value.errors()] == [("to",)]


def test_an_entry_is_confirmed_by_those_of_its_commune_or_by_those_of_the_rest(town: Town) -> None:
    town.write("content/sections.yaml", "- {slug: walks, name: Walks on foot}\n")
    town.write(
        "content/correspondents.yaml",
        "- {name: Tiny one, email: one@example.org, communes: [Tinyville]}\n- {name: Tiny two, account: two, communes: Tinyville, sections: Walks on foot}\n"
        "- {name: Rest}\n- {name: Magazine, sections: [walks]}\n",
    )
    town.shop("far", commune="Bigville")
    guide = town.guide()
    assert [one.name for one in guide.correspondents_of(guide.shop("the-oven"))] == ["Tiny one", "Tiny two"]
    assert [one.name for one in guide.correspondents_of(guide.shop("far"))] == ["Rest"]
    assert [one.sections for one in guide.correspondents] == [(), ("walks",), (), ("walks",)]


def test_a_town_may_do_without_correspondents(town: Town) -> None:
    guide = town.guide()
    assert guide.correspondents == guide.correspondents_of(guide.shop("the-oven")) == ()
