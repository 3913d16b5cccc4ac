"""Plain expressions, nineteen of twenty: days of the week, public holidays, hours from the clock. A week of them, in little time.

opening-hours-py reads all of OSM's grammar, and the modules beside this one settle what it leaves open; at a tenth of a millisecond
a question, a guide of ten thousand shops would wait for it. What is read here means the same; a test compares the two on real values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide.hours.day import MIDNIGHT, Day, Span, joined
from guide.hours.expression import DAY_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = f"(?:{'|'.join(DAY_CODES)})"
_DAYS = rf"(?:{_DAY}(?:-{_DAY})?|PH)"
_TIME = r"\d\d?:\d\d-\d\d?:\d\d"
_RULE = re.compile(rf"(?:({_DAYS}(?:,{_DAYS})*) )?(?:({_TIME}(?:, ?{_TIME})*)|off|closed)")
# A comma parts rules after hours, and before days.
_SEPARATOR = re.compile(r"(; |(?<=[\dfd]), ?(?=[A-Z]))")
_SPAN = re.compile(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)")
_NUMBERS = {code: number for number, code in enumerate(DAY_CODES)}


def plain_week(expression: str, *, public: bool) -> tuple[Day, ...] | None:
    """Return Monday to Sunday, each a public holiday or none of them; None for an expression that is not plain."""
    rules = _rules(expression)
    if rules is None:
        return None
    days: list[tuple[Span, ...]] = [()] * 7
    # Which rule spoke last of a day, and which one replaced those before: as `schedule` does for the evening before.
    spoken, replaced = [-1] * 7, [-1] * 7
    for number, (replaces, named, holiday, spans) in enumerate(rules):
        for day in range(7) if public and holiday else named:
            days[day] = spans if replaces or not spans else days[day] + spans
            spoken[day] = number
            if replaces:
                replaced[day] = number
    return tuple(joined(_cut(spans, cut=replaced[(day + 1) % 7] > spoken[day])) for day, spans in enumerate(days))


def _rules(expression: str) -> list[tuple[bool, tuple[int, ...], bool, tuple[Span, ...]]] | None:
    """Return for each rule whether it replaces those before, its days of the week, whether it names public holidays, its spans."""
    made = []
    separator = ""
    for number, part in enumerate(_SEPARATOR.split(expression)):
        if number % 2:
            separator = part
            continue
        found = _RULE.fullmatch(part)
        if found is None:
            return None
        spans = tuple(_spans(found[2] or ""))
        if any(span.end - span.start > MIDNIGHT or span.start >= MIDNIGHT for span in spans):
            return None
        items = found[1].split(",") if found[1] else ()
        named = tuple(dict.fromkeys(day for item in items if item != "PH" for day in _named(item))) if items else tuple(range(7))
        made.append((not separator.startswith(","), named, not items or "PH" in items, spans))
    return made


def _named(item: str) -> Iterator[int]:
    first, _, last = item.partition("-")
    begin = _NUMBERS[first]
    yield from ((begin + step) % 7 for step in range((_NUMBERS[last or first] - begin) % 7 + 1))


def _spans(written: str) -> Iterator[Span]:
    for hour, minute, last, rest in _SPAN.findall(written):
        start, end = int(hour) * 60 + int(minute), int(last) * 60 + int(rest)
        yield Span(start, end if end > start else end + MIDNIGHT)


def _cut(spans: tuple[Span, ...], *, cut: bool) -> Iterator[Span]:
    """Yield spans; what is after midnight is only perhaps open where OSM's rules end the evening."""
    for span in spans:
        if cut and span.end > MIDNIGHT:
            yield Span(span.start, MIDNIGHT)
            yield Span(MIDNIGHT, span.end, sure=False)
        else:
            yield span
