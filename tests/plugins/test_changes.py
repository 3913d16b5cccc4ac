"""next-change.json: when to build again, by the clock that builds go by."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from tests.conftest import Town

CLOSED = [{"from": "2026-12-01", "to": "2026-12-02", "closed": "yes"}]


def test_a_build_says_when_the_next_one_is_needed(empty_town: Town) -> None:
    empty_town.shop("shop", verified="2026-11-01", exceptional_hours=CLOSED)
    made = json.loads((empty_town.build() / "next-change.json").read_text(encoding="utf-8"))
    assert made["count"] == 2
    assert made["why"] == [{"date": "2026-12-01", "kind": "exception", "what": "shop"}, {"date": "2026-12-01", "kind": "horizon", "what": "2028-01-31"}]
    assert made["later"] == [{"date": "2026-12-03", "count": 1}, {"date": "2028-05-01", "count": 1}]


def test_a_build_of_that_moment_is_of_that_day(empty_town: Town) -> None:
    """Whatever zone builds go by: started at `next`, the same day is not the next one again."""
    empty_town.shop("shop", exceptional_hours=CLOSED)
    for zone in (ZoneInfo("UTC"), ZoneInfo("Europe/Paris"), ZoneInfo("America/Cayenne")):
        now = datetime(2026, 11, 22, 12, tzinfo=zone)
        made = json.loads((empty_town.build(NOW=now) / "next-change.json").read_text(encoding="utf-8"))
        then = datetime.fromisoformat(made["next"])
        assert then.utcoffset() == then.astimezone(ZoneInfo("Europe/Paris")).utcoffset()
        assert then.astimezone(zone).isoformat().startswith("2026-12-01T00:00:00")
        after = json.loads((empty_town.build(NOW=then.astimezone(zone)) / "next-change.json").read_text(encoding="utf-8"))
        assert after["why"][0]["date"] == "2026-12-03"


def test_it_is_the_same_twice(town: Town) -> None:
    first, second = ((town.build(name) / "next-change.json").read_bytes() for name in ("first", "second"))
    assert first == second
