"""What says when shops are open agrees with the rest; each mistake's words are in tests/towns/invalid/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from guide.opening_rules import OPENING_RULES
from guide.problem import Level
from guide.rules import RULES
from tests.guide.test_rules import told

if TYPE_CHECKING:
    from tests.conftest import Town

HOLIDAYS = "school_zone: {zone}\nschool:\n  - {{name: Winter, from: 2027-02-06, to: 2027-02-21, zones: C}}\n"


def test_each_rule_is_one_sentence() -> None:
    assert all(rule.__doc__ and rule.__doc__.endswith(".") for rule in OPENING_RULES)
    assert len({rule.__name__ for rule in (*RULES, *OPENING_RULES)}) == len(RULES) + len(OPENING_RULES)


@pytest.mark.parametrize(
    ("fields", "field", "level"),
    [
        ({"status": {"state": "closed-for-good", "successor": "nobody"}}, "status.successor", Level.ERROR),
        ({"status": {"state": "closed-for-good", "successor": "second"}}, "status.successor", Level.ERROR),
        ({"status": {"state": "closed-for-good", "successor": "gone"}}, "status.successor", Level.WARNING),
        ({"exceptional_hours": [{"from": "2026-12-24", "to": "2026-12-26", "closed": "yes"}, {"from": "2026-12-26", "closed": "yes"}]}, "exceptional_hours.2", Level.ERROR),
        ({"exceptional_hours": [{"from": "2026-12-24", "closed": "yes"}, {"from": "2026-12-01", "to": "2026-12-31", "hours": "24/7"}]}, "exceptional_hours.1", Level.ERROR),
        ({"exceptional_hours": {"from": "2025-11-21", "closed": "yes"}}, "exceptional_hours", Level.WARNING),
    ],
)
def test_each_field_that_disagrees_with_the_rest_is_named(town: Town, fields: dict[str, Any], field: str, level: Level) -> None:
    town.shop("gone", status="closed-for-good")
    town.shop("second", **fields)
    assert told(town) == [("shops/second.yaml", field, level)]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": {"state": "closed-for-good", "successor": "the-oven"}},
        {"exceptional_hours": [{"from": "2026-12-24", "to": "2026-12-26", "closed": "yes"}, {"from": "2026-12-27", "closed": "yes"}]},
        {"exceptional_hours": {"from": "2025-11-22", "closed": "yes"}},
    ],
)
def test_what_agrees_with_the_rest_is_no_problem(town: Town, fields: dict[str, Any]) -> None:
    town.shop("second", **fields)
    town.guide()


def test_a_long_period_hides_no_overlap_behind_a_short_one(town: Town) -> None:
    periods = [("2026-12-01", "2026-12-31"), ("2026-12-02", "2026-12-03"), ("2026-12-20", "2027-01-04"), ("2027-01-05", "2027-01-06")]
    town.shop("second", exceptional_hours=[{"from": first, "to": last, "closed": "yes"} for first, last in periods])
    assert told(town) == [("shops/second.yaml", f"exceptional_hours.{number}", Level.ERROR) for number in (2, 3)]


def test_a_successor_whose_entry_has_mistakes_is_there_all_the_same(town: Town) -> None:
    town.shop("second", status={"state": "closed-for-good", "successor": "third"})
    town.shop("third", phone="12")
    assert told(town) == [("shops/third.yaml", "phone", Level.ERROR)]


def test_the_school_zone_is_one_that_has_holidays(town: Town) -> None:
    town.write("content/holidays.yaml", HOLIDAYS.format(zone="B"))
    assert told(town) == [("content/holidays.yaml", "school_zone", Level.WARNING)]
    town.write("content/holidays.yaml", HOLIDAYS.format(zone="C"))
    town.guide()
    town.write("content/holidays.yaml", "school_zone: B\n")
    town.guide()


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        ("rules.yaml", "- {name: A, from: 2027-01-19, state: adapted, communes: [Tinyville, Elsewhere]}\n", "communes.2"),
        ("rules.yaml", "- {name: A, from: 2027-01-19, state: adapted, categories: zoo}\n", "categories"),
        ("rules.yaml", "- {name: A, from: 2027-01-19, state: adapted, labels: [other]}\n", "labels.1"),
        ("holidays.yaml", "public:\n  - {day: 2027-06-28, name: A}\n  - {day: 2027-06-29, name: B, communes: [Elsewhere]}\n", "public.2.communes.1"),
        ("correspondents.yaml", "- {name: A, communes: Elsewhere}\n", "communes"),
        ("correspondents.yaml", "- {name: A, sections: [portraits]}\n", "sections.1"),
    ],
)
def test_what_a_file_of_the_town_names_is_known(town: Town, path: str, text: str, field: str) -> None:
    town.write(f"content/{path}", text)
    (found,) = told(town)
    assert (found[0], found[2]) == (f"content/{path}", Level.ERROR)
    assert found[1].startswith(field)
