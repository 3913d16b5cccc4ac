"""Hours that an expression drops where many who write it keep them: they are neither open nor closed, but unknown.

“Mo-Fr 09:00-12:00; We 14:00-18:00” is Wednesday afternoon only for OSM, whose later rule replaces the earlier one on its
days. A replacement looks like one when it changes hours of these days: earlier, later, shorter. Quite other hours of some
day, or hours given twice for the same days, look like an addition.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from guide.hours.day import MIDNIGHT
from guide.hours.expression import DAY_CODES, named_days, rules, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = f"(?:{'|'.join(DAY_CODES)})"
# A rule of days of the week only, or of all: days, hours, and what else is said of them.
_RULE = re.compile(rf"((?:{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*)?)\s*((?:(?:^|[\s,])\d\d?:\d\d(?:-\d\d?:\d\d)?\+?,?)+)(?![\d:])(.*)")
_SPAN = re.compile(r"(\d\d?):(\d\d)(?:-(\d\d?):(\d\d))?")
_CLOSED = re.compile(rf"({_DAY}[^\d\"]*?)\s+(?:off|closed)\b.*")
_NOT_OPEN = re.compile(r"\s*(?:off|closed|unknown)\b")


class _Hours(NamedTuple):
    """What a rule has given to a day: its days, its hours as written."""

    days: str
    written: str


def with_dropped(expression: str) -> str:
    """Return an expression in which hours that may not have been meant to be dropped are “unknown”."""
    return spelled(_told(expression)) if ";" in expression and _SPAN.search(expression) else expression


def _told(expression: str) -> Iterator[tuple[str, str]]:
    known: dict[str, list[_Hours]] = {}
    for separator, rule in rules(expression):
        yield separator, rule
        found = _RULE.fullmatch(rule)
        if not found or _NOT_OPEN.match(found[3]):
            closed = _CLOSED.fullmatch(rule)
            for day in named_days(closed[1]) if closed else DAY_CODES:
                known.pop(day, None)
            continue
        dropped: dict[tuple[_Hours, ...], list[str]] = {}
        has = _Hours(found[1], found[2].strip(" ,"))
        for day in named_days(found[1]) if found[1] else DAY_CODES:
            before = known.get(day, [])
            if separator == ";" and before and (any(one.days == has.days for one in before) or not any(_overlap(one, has) for one in before)):
                dropped.setdefault(tuple(before), []).append(day)
            known[day] = [has] if separator != "," else [*before, has]
        for hours, days in dropped.items():
            for one in hours:
                yield ";" if one == hours[0] else ",", f"{','.join(days)} {one.written} unknown"
            yield ",", f"{','.join(days)} {has.written}{found[3]}"


def _overlap(one: _Hours, other: _Hours) -> bool:
    return any(start < until and since < end for start, end in _minutes(one) for since, until in _minutes(other))


def _minutes(hours: _Hours) -> Iterator[tuple[int, int]]:
    for hour, minute, last, rest in _SPAN.findall(hours.written):
        start = int(hour) * 60 + int(minute)
        end = int(last) * 60 + int(rest) if last else MIDNIGHT
        yield start, end if end > start else end + MIDNIGHT
