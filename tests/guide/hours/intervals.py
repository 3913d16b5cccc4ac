"""Days of spans as open intervals of a week, as other programs tell them."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from guide.hours.day import Day

VALUES = SHARED / "data" / "opening_hours"
Intervals = list[tuple[str, str]]


def records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of one JSON value a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def expected(week: dict[str, Any]) -> Intervals:
    """Return the intervals of a week as written down, those that touch as one."""
    return _joined((datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in week["open"])


def surely_open(on: Callable[[date], Day], week: dict[str, Any]) -> Intervals:
    """Return when it is surely open in a week, from what each day has, the evening before the week too."""
    first, last = date.fromisoformat(week["from"]), date.fromisoformat(week["to"])
    begin, end = datetime.combine(first, time()), datetime.combine(last, time())
    found = []
    for number in range(-1, (last - first).days):
        midnight = begin + timedelta(days=number)
        found += [(midnight + timedelta(minutes=span.start), midnight + timedelta(minutes=span.end)) for span in on(midnight.date()) if span.sure]
    return _joined((max(start, begin), min(stop, end)) for start, stop in found if stop > begin and start < end)


def _joined(intervals: Iterable[tuple[datetime, datetime]]) -> Intervals:
    whole: list[tuple[datetime, datetime]] = []
    for start, end in sorted(intervals):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return [(f"{start:%Y-%m-%dT%H:%M}", f"{end:%Y-%m-%dT%H:%M}") for start, end in whole]
