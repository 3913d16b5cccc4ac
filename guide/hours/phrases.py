"""Tokens of hours put together into phrases: some days, some spans, a season, “closed” …, and what parts one from the next."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from guide.hours.day import MIDNIGHT, is_slip
from guide.hours.lexer import not_a_time
from guide.hours.lexicon import WEEK
from guide.problem import Refused
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guide.hours.lexer import Token

EXAMPLE = "du mardi au samedi 9h-12h30 / 14h-19h, dimanche 9h-13h"
# An evening that lasts longer than this was written by mistake.
_LONGEST = 18 * 60
# “9h”, “9 heures”, “9u”; but “9 hrs” is English.
_FRENCH_HOUR = re.compile(r"\d ?(?:h(?!rs?\b|s\b)|u)")


# Parts of a day, in minutes: nobody's morning ends after the first, nobody's afternoon begins before the second.
HALVES = {"morning": (0, 14 * 60), "afternoon": (12 * 60, 2 * MIDNIGHT), "evening": (17 * 60, 2 * MIDNIGHT)}


class Days(NamedTuple):
    """Days named together: of the week (Monday is 0), of each month ((which one, day)), public and school holidays.

    `halves` are the parts of the list between commas.
    """

    week: frozenset[int] = frozenset()
    nth: tuple[tuple[int, int], ...] = ()
    public: bool = False
    school: bool = False
    parts: tuple[Days, ...] = ()


class Date(NamedTuple):
    """A month, or a day of it."""

    month: int
    day: int = 0


# From one date to another, both included.
Season = tuple[tuple[Date, Date], ...]


class Phrase(NamedTuple):
    """A phrase: its kind, what it says, how strongly it is parted from the one before (0 nothing, 1 a comma, 2 more), its words.

    Kinds: days (`Days`), spans (tuple of (start, end, open end)), season (`Season`), until (minutes), half (an index of `HALVES`),
    parity (1 odd, 0 even), closed, except, appointment.
    """

    kind: str
    value: object
    gap: int
    words: str


_GAPS = {"comma": 1, "and": 1, "en": 0, "from": 0, "noise": 0, "dash": 1, "slash": 2, "break": 2, "stop": 2, "colon": 0}
_BETWEEN_SPANS = {"comma", "and", "slash", "break", "dash", "en", "from", "noise"}
_BETWEEN_DAYS = {"comma", "and", "slash", "en", "from", "noise"}


def not_understood(words: str) -> Refused:
    """Return what is said of words that make no sense where they stand."""
    return Refused(msg("“{words}” cannot be understood where it stands in these hours.", words=words), how())


def how() -> Message:
    """Return how hours are written."""
    return msg("Write, for example: {example}", example=EXAMPLE)


def phrases(found: Sequence[Token]) -> list[Phrase]:
    """Return the phrases of tokens.

    Raises:
        Refused: a token that belongs to none.
    """
    made: list[Phrase] = []
    place, gap, dash = 0, 0, False
    dashes: set[bool] = set()
    while place < len(found):
        for kind, read in _READERS:
            if result := read(found, place):
                value, after = result
                if dash and made and {made[-1].kind, kind} <= {"days", "season"}:  # a range that was not understood
                    raise not_understood(f"{made[-1].words} – {found[place].text}")
                if kind == "spans" and made and made[-1].kind == "days":
                    dashes.add(dash)
                if len(dashes) > 1:  # “Tu 9:00-12:00; We-10:00-12:00; Fr 9:00-12:00” has lost a day
                    raise not_understood(f"{made[-1].words} – {found[place].text}")
                made.append(Phrase(kind, value, gap, " ".join(token.text for token in found[place:after])))
                place, gap, dash = after, 0, False
                break
        else:
            token = found[place]
            if token.kind not in _GAPS:
                raise not_understood(token.text)
            gap = max(gap, _GAPS[token.kind])
            dash = dash or token.kind == "dash"
            place += 1
    if found and found[-1].kind in {"and", "to", "en", "from"}:
        raise Refused(msg("These hours have lost their end."), how())
    return made


Read = tuple[object, int] | None


def _skip(found: Sequence[Token], place: int, kinds: set[str]) -> int:
    while place < len(found) and found[place].kind in kinds:
        place += 1
    return place


def _kind(found: Sequence[Token], place: int) -> str:
    return found[place].kind if place < len(found) else ""


def _spans(found: Sequence[Token], place: int) -> Read:
    """Read one or several spans in their order."""
    if _kind(found, place) == "always":
        return ((0, MIDNIGHT, False),), place + 1
    spans: list[tuple[int, int, bool]] = []
    after = place
    while one := _span(found, after):
        span, place = one
        spans.append(span)
        after = _skip(found, place, _BETWEEN_SPANS)
    if not spans:
        return None
    for first, second in pairwise(spans):
        if second[0] < first[1]:
            raise Refused(msg("These hours overlap, or are not in their order: {words}.", words=" ".join(token.text for token in found[:place])[-60:]), msg("Write the hours of one day in their order: 9h-12h, 14h-19h."))
    return tuple(spans), place


def _span(found: Sequence[Token], place: int) -> tuple[tuple[int, int, bool], int] | None:
    place = _skip(found, place, {"from", "noise"})
    if _kind(found, place) == "onward" and _kind(found, place + 1) == "time":
        return (_minutes(found[place + 1], None), MIDNIGHT, True), place + 2
    if _kind(found, place) == "time" and _kind(found, place + 1) == "plus" and _kind(found, place + 2) not in {"time", "number"}:
        return (_minutes(found[place], None), MIDNIGHT, True), place + 2
    if _kind(found, place) not in {"time", "number"} or _kind(found, place + 1) not in {"to", "dash"}:
        return None
    end = _skip(found, place + 2, {"noise"})
    if _kind(found, end) not in {"time", "number"} or _kind(found, end + 1) == "month":
        return None
    return (*_hours(found[place], found[end], found), False), end + 1


def _hours(first: Token, last: Token, found: Sequence[Token]) -> tuple[int, int]:
    """Return from when to when, in minutes; refuse what a clock of twelve hours may have meant otherwise."""
    words = f"{first.text} – {last.text}"
    end = _minutes(last, None)
    start = _minutes(first, last)
    if start == MIDNIGHT and not first.text[0].isdigit():  # from midnight on
        start = 0
    if first.half and not last.half and last.text[0].isdigit():
        raise two_hours(words)
    if start >= MIDNIGHT:
        raise not_a_time(first.text)
    if first.half == "am" and start < 60 and 8 * 60 < end < MIDNIGHT - 1:  # “12 am – 6 pm” is said of noon, and of midnight
        raise two_hours(words)
    plain = not (first.half or last.half or first.padded or last.padded)
    if plain and start < 5 * 60 and start < end <= 8 * 60:  # “3-7” is rarely before dawn
        raise two_hours(words)
    doubtful = not (first.half or last.half) and max(start, end) < 13 * 60 and not _counts_to_24(found)
    if doubtful and not first.padded and start < 8 * 60 and start < end <= 12 * 60:  # “6-9”
        raise two_hours(words)
    if end <= start:
        small = doubtful or (plain and max(start, end) <= MIDNIGHT // 2)
        cut = first.kind == "time" and last.kind == "number"  # “14h à 1”: the text may have lost its end
        if small or cut or end == start or end + MIDNIGHT - start > _LONGEST or is_slip(start, end + MIDNIGHT):
            raise two_hours(words)
        end += MIDNIGHT
    return start, end


def _counts_to_24(found: Sequence[Token]) -> bool:
    """Say whether some hour of a text shows that its writer counts them from 0 to 24: “14:00”, “00:30”, “9h”."""
    return any(
        (token.kind == "time" and not token.half and (not 60 <= int(str(token.value)) < 13 * 60 or _FRENCH_HOUR.search(token.text)))
        or (token.kind == "number" and 13 <= int(str(token.value)) <= 24)
        for token in found
    )


def two_hours(words: str) -> Refused:
    """Return what is said of hours that may be read in two ways."""
    return Refused(msg("“{words}” may be two different hours.", words=words), msg("Write hours from 0 to 24: 14h-18h."))


def _minutes(token: Token, last: Token | None) -> int:
    """Return minutes after midnight; a start without “am” takes its half of the day from the end."""
    value = int(str(token.value)) * (60 if token.kind == "number" else 1)
    half = token.half
    if token.kind == "number" and (value > MIDNIGHT or len(token.text) > 2):
        raise not_understood(token.text)
    if not half and last and last.half and token.text[0].isdigit():
        if value > 12 * 60:
            raise not_understood(f"{token.text} – {last.text}")
        sooner = value % (12 * 60) < _minutes(last, None) % (12 * 60)
        # “9:00-11pm” began in the morning, or in the evening
        if last.half == "pm" and sooner and (token.padded or 7 * 60 <= value < 12 * 60):
            raise two_hours(f"{token.text} – {last.text}")
        if last.half == "am" and not sooner:  # “10-2am” began in the morning, or in the evening
            raise two_hours(f"{token.text} – {last.text}")
        half = last.half if sooner else "am"
    if half:
        return value % (12 * 60) + (12 * 60 if half == "pm" else 0)
    if value > MIDNIGHT + 4 * 60:
        raise not_understood(token.text)
    return value


def _days(found: Sequence[Token], place: int) -> Read:
    """Read days: of the week, ranges of them, first Sundays, holidays."""
    parts: list[Days] = []
    slashes: list[bool] = []
    current = Days()
    start = after = place
    while one := _day_item(found, after):
        between = {token.kind for token in found[place:after]}
        if "comma" in between:
            parts.append(current)
            current = Days()
        item, end = one
        _are_a_list(parts, current, item, between, found[place:end])
        if current != Days():
            slashes.append("slash" in between)
        place = end
        current = _both(current, item)
        after = _skip(found, place, _BETWEEN_DAYS)
    if current == Days():
        return None
    if slashes == [True] and len(current.week) == 2 and not current.week & {(day + 1) % 7 for day in current.week}:  # “lundi/vendredi” is two days, or five
        raise not_understood(" ".join(token.text for token in found[start:place]))
    parts.append(current)
    whole = Days()
    for part in parts:
        whole = _both(whole, part)
    return whole._replace(parts=tuple(parts)), place


def _are_a_list(parts: Sequence[Days], current: Days, item: Days, between: set[str], words: Sequence[Token]) -> None:
    """Refuse days of the holidays that look like a list of both: “pendant les vacances scolaires du lundi au vendredi”."""
    known = [*parts, *([current] if current != Days() else [])]
    if not known or ("and" in between and not any(part.school for part in known)):
        return
    tied = not between & {"and", "comma", "slash"}
    spelled_out = any(token.kind == "school" and len(token.text) > 2 for token in words)
    if any(part.school for part in known) or (item.school and (tied or spelled_out)) or (tied and any(part.public for part in known) and words[0].kind == "from"):
        raise not_understood(" ".join(token.text for token in words))


def _both(first: Days, second: Days) -> Days:
    return Days(first.week | second.week, first.nth + second.nth, first.public or second.public, first.school or second.school)


def _day_item(found: Sequence[Token], place: int) -> tuple[Days, int] | None:
    place = _skip(found, place, {"from", "noise"})
    kind = _kind(found, place)
    if kind in {"public", "school"}:
        return Days(public=kind == "public", school=kind == "school"), place + 1
    if kind == "ordinal":
        return _nth(found, place)
    if kind != "day":
        return None
    first = found[place].value
    if _kind(found, place + 1) == "stop" and len(found[place].text) <= 4:  # “lun.”
        place += 1
    middle = place + 1
    if _kind(found, middle) in {"to", "dash"}:
        end = _skip(found, middle + 1, {"noise", "from"})
        if _kind(found, end) == "day":
            last = found[end].value
            assert isinstance(first, tuple)
            assert isinstance(last, tuple)
            if len(first) > 1 or len(last) > 1 or first == last:
                raise not_understood(f"{found[place].text} – {found[end].text}")
            after = end + 2 if _kind(found, end + 1) == "stop" and len(found[end].text) <= 4 else end + 1
            return Days(frozenset((first[0] + step) % 7 for step in range((last[0] - first[0]) % 7 + 1))), after
    assert isinstance(first, tuple)
    return Days(frozenset(first)), place + 1


def _nth(found: Sequence[Token], place: int) -> tuple[Days, int] | None:
    ranks: list[int] = []
    while _kind(found, place) == "ordinal":
        ranks.append(int(str(found[place].value)))
        place = _skip(found, place + 1, {"and", "comma", "noise", "en"})
    if _kind(found, place) != "day":
        return None
    day = found[place].value
    assert isinstance(day, tuple)
    place += 1
    if len(day) != 1 or _kind(found, place) != "of_month":
        raise not_understood(found[place - 1].text)
    return Days(nth=tuple((rank, day[0]) for rank in ranks)), place + 1


def _season(found: Sequence[Token], place: int) -> Read:
    """Read months and dates, and ranges of them."""
    ranges: list[tuple[Date, Date]] = []
    after = place
    while one := _range(found, after):
        period, place = one
        ranges.append(period)
        after = _skip(found, place, {"comma", "and", "en", "from", "noise", "slash"})
    return (tuple(ranges), place) if ranges else None


def _range(found: Sequence[Token], place: int) -> tuple[tuple[Date, Date], int] | None:
    place = _skip(found, place, {"from", "noise", "en"})
    first, after = _date(found, place)
    if first is None:
        return None
    middle = _skip(found, after, {"colon"} if _kind(found, after + 1) == "month" else set())
    if _kind(found, middle) in {"to", "dash"}:
        last, end = _date(found, _skip(found, middle + 1, {"noise", "from"}))
        if last and last.month:
            first = first if first.month else Date(last.month, first.day)
            if bool(first.day) != bool(last.day):
                raise not_understood(" ".join(token.text for token in found[place:end]))
            return (first, last), end
    return ((first, first), after) if first.month else None


def _date(found: Sequence[Token], place: int) -> tuple[Date | None, int]:
    """Read “avril”, “1er avril”, “15” (of the month that follows), “April 15”."""
    kind = _kind(found, place)
    if kind == "month":
        month = int(str(found[place].value))
        if _kind(found, place + 1) == "stop" and len(found[place].text) <= 5:  # “sept.”
            place += 1
        if _kind(found, place + 1) == "number" and _kind(found, place + 2) not in {"to", "dash", "time"} and 1 <= int(str(found[place + 1].value)) <= 31:
            return Date(month, int(str(found[place + 1].value))), place + 2
        return Date(month), place + 1
    if kind in {"number", "ordinal"} and 1 <= int(str(found[place].value)) <= 31 and (kind == "number" or found[place].value == 1):
        if _kind(found, place + 1) == "month":
            return Date(int(str(found[place + 1].value)), int(str(found[place].value))), place + 2
        if _kind(found, place + 1) in {"to", "dash"}:
            last, _ = _date(found, _skip(found, place + 2, {"noise"})) if _kind(found, place + 2) in {"number", "ordinal", "noise"} else (None, 0)
            if last and last.month:
                return Date(0, int(str(found[place].value))), place + 1
    return None, place


def _until(found: Sequence[Token], place: int) -> Read:
    if _kind(found, place) == "until" and _kind(found, place + 1) == "time":
        return _minutes(found[place + 1], None), place + 2
    return None


def _half(found: Sequence[Token], place: int) -> Read:
    kind = _kind(found, place)
    return (list(HALVES).index(kind), place + 1) if kind in HALVES else None


def _parity(found: Sequence[Token], place: int) -> Read:
    kind = _kind(found, place)
    return (int(kind == "odd"), place + 1) if kind in {"odd", "even"} else None


def _single(kind: str) -> Callable[[Sequence[Token], int], Read]:
    def read(found: Sequence[Token], place: int) -> Read:
        return (kind, place + 1) if _kind(found, place) == kind else None

    return read


_READERS = (
    ("season", _season), ("days", _days), ("spans", _spans), ("until", _until), ("half", _half), ("parity", _parity),
    ("closed", _single("closed")), ("except", _single("except")), ("appointment", _single("appointment")),
)  # fmt: skip
EVERY_DAY = Days(frozenset(WEEK))
