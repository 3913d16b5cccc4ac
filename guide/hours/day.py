"""A day's hours: the spans during which a place is open, in minutes of its own clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MIDNIGHT = 24 * 60
# Who works at night goes home for breakfast, unless a night of this length was meant.
_BREAKFAST, _LONGEST_NIGHT = 8 * 60 + 30, 13 * 60


class Span(NamedTuple):
    """From when to when it is open, in minutes after the midnight that begins its day.

    `end` is above 1 440 when the evening ends after midnight, at most 2 880. `sure` is False where the hours only say
    “perhaps”: by appointment, an open end, words.
    """

    start: int
    end: int
    sure: bool = True


# The spans that begin on one day, in their order, none touching another of its kind.
Day = tuple[Span, ...]
CLOSED: Day = ()
PERHAPS: Day = (Span(0, MIDNIGHT, sure=False),)


def is_slip(start: int, end: int) -> bool:
    """Say whether hours, in minutes, go on so long after midnight that they are a slip of the pen: “18:15-16:00”."""
    return end >= MIDNIGHT + _BREAKFAST and end - start > _LONGEST_NIGHT


def joined(spans: Iterable[Span]) -> Day:
    """Return spans in their order, those that touch or overlap as one; what is sure wins over what is not."""
    given = sorted(span for span in spans if span.start < span.end)
    if len(given) < 2:
        return tuple(given)
    if len(given) < 2:
        return tuple(given)
    sure = _merged(span for span in given if span.sure)
    if len(sure) == len(given):
        return tuple(sure)
    perhaps = _merged(span for span in given if not span.sure)
    return tuple(sorted([*sure, *(part for span in perhaps for part in _without(span, sure))]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    whole: list[Span] = []
    for span in spans:
        if whole and span.start <= whole[-1].end:
            whole[-1] = span._replace(start=whole[-1].start, end=max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole


def _without(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of a span without others, which are in their order."""
    start = span.start
    for other in others:
        if other.end > start and other.start < span.end:
            if other.start > start:
                yield span._replace(start=start, end=other.start)
            start = other.end
    if start < span.end:
        yield span._replace(start=start)


def shown(day: Day) -> Day:
    """Return a day as people say it: an evening is one span, even where only its first part is sure."""
    whole: list[Span] = []
    for span in day:
        last = whole[-1] if whole else None
        if last and last.end == span.start >= MIDNIGHT:
            whole[-1] = Span(last.start, span.end, last.sure)
        else:
            whole.append(span)
    return tuple(whole)
