"""When a date passes: each kind of change on its day, the next one named, the others counted."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from guide.changes import COUNTED, NAMED, Change, changes, next_change
from guide.state import Openings
from tests.conftest import TODAY

if TYPE_CHECKING:
    from tests.conftest import Town

MONTH = Change(date(2026, 12, 1), "horizon", "2028-01-31")
# Verified lately: to verify in May 2028, which is told too.
VERIFY = Change(date(2028, 5, 1), "verify", "shop")


def found(town: Town, today: date = TODAY) -> list[Change]:
    guide, problems = town.check(today)
    assert guide is not None, problems
    return list(changes(Openings(guide, today)))


def begins(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"exceptional_hours": [{"from": "2026-12-24", "to": "2027-01-02", "closed": "yes"}]}, [(date(2026, 12, 24), "exception"), (date(2027, 1, 3), "exception")]),
        ({"exceptional_hours": [{"from": "2026-11-20", "to": "2026-11-25", "closed": "yes"}]}, [(date(2026, 11, 26), "exception")]),
        ({"exceptional_hours": [{"from": "2026-11-22", "closed": "yes"}]}, [(date(2026, 11, 23), "exception")]),
        ({"status": {"state": "closed-temporarily", "since": "2026-11-30", "until": "2026-12-31"}}, [(date(2026, 11, 30), "status"), (date(2027, 1, 1), "status")]),
        ({"status": {"state": "closed-temporarily", "until": "2026-11-21"}}, []),
    ],
)
def test_a_period_changes_the_site_on_its_first_day_and_after_its_last(empty_town: Town, fields: dict[str, Any], expected: list[tuple[date, str]]) -> None:
    empty_town.shop("shop", verified="2026-11-01", **fields)
    assert found(empty_town) == sorted([MONTH, VERIFY, *(Change(day, kind, "shop") for day, kind in expected)])


def test_articles_come_and_go(empty_town: Town) -> None:
    for slug, header in {
        "waits": "date: 2026-11-25",
        "appears-later": "date: 2026-11-01\npublish: 2026-12-02",
        "leaves": "date: 2026-11-01\nexpires: 2026-12-03",
        "left": "date: 2026-01-01\nexpires: 2026-02-01",
    }.items():
        empty_town.write(f"content/articles/{slug}.md", f"---\ntitle: {slug}\n{header}\n---\nText.\n")
    assert [(one.day.isoformat(), one.what) for one in found(empty_town) if one.kind == "article"] == [
        ("2026-11-25", "waits"), ("2026-12-02", "appears-later"), ("2026-12-03", "leaves"),
    ]  # fmt: skip


def test_rules_of_the_town_begin_and_end(town: Town) -> None:
    town.write("content/rules.yaml", "- {name: Fair, from: 2026-11-28, to: 2026-11-29, state: adapted}\n- {name: Cut, from: 2026-11-01, state: unknown}\n")
    assert [(one.day.isoformat(), one.what) for one in found(town) if one.kind == "rule"] == [("2026-11-28", "Fair"), ("2026-11-30", "Fair")]


def test_what_is_closed_for_good_is_never_to_verify(empty_town: Town) -> None:
    empty_town.shop("shop", status="closed-for-good")
    assert found(empty_town) == [MONTH]


@pytest.mark.parametrize(("today", "month"), [(date(2026, 11, 30), date(2026, 12, 1)), (date(2026, 12, 1), date(2027, 1, 1)), (date(2027, 1, 31), date(2027, 2, 1)), (date(2026, 12, 31), date(2027, 1, 1))])
def test_the_horizon_moves_on_the_first_of_each_month(empty_town: Town, today: date, month: date) -> None:
    (change,) = found(empty_town, today)
    assert (change.day, change.kind) == (month, "horizon")
    assert (date.fromisoformat(change.what) - today).days >= 400


def test_the_next_day_is_named_in_the_zone_of_the_site_and_the_others_counted() -> None:
    days = [Change(date(2027, 6, 1), "verify", f"shop-{number:03}") for number in range(NAMED + 5)]
    days += [Change(date(2027, 6, day), "article", f"article-{day}") for day in range(2, 30)]
    told = next_change(days, begins)
    assert told["next"] == "2027-06-01T00:00:00+02:00"
    assert told["count"] == NAMED + 5
    assert len(told["why"]) == NAMED
    assert told["why"][0] == {"date": "2027-06-01", "kind": "verify", "what": "shop-000"}
    assert told["later"] == [{"date": f"2027-06-{day:02}", "count": 1} for day in range(2, 2 + COUNTED)]
