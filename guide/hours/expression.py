"""OSM's ``opening_hours`` as text: what is accepted as it stands, and how it is told to the program that evaluates it.

opening-hours-py does the evaluation. Four things it does otherwise than mappers mean are settled here, on the text:
“Mo, Th 07:00-13:00” is both days; hours after midnight belong to the evening before, whatever rule the next day has;
a comment without a state is “perhaps”; and the holidays are those of the place, local ones and schools' too.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import opening_hours

from guide.hours.day import MIDNIGHT, is_slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DAY_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTH_CODES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = f"(?:{'|'.join(DAY_CODES)})"
_HOLIDAY = "(?:PH|SH)"
_NAMES = {name.casefold(): name for name in (*DAY_CODES, "PH", "SH", *MONTH_CODES)}
_NAMES |= {name: name for name in ("off", "closed", "open", "unknown", "week", "easter", "sunrise", "sunset", "dawn", "dusk")}
_QUOTED = re.compile(r'("[^"]*")')
_WORD = re.compile(r"[^\W\d_]+")
_LIST = re.compile(rf"\b({_DAY}(?:\[[\d,-]+\])?|{_HOLIDAY}),\s+(?={_DAY}\b|{_HOLIDAY}\b)")
# A day before a holiday without a comma: some mean both, the grammar means the days that are both.
_DAY_AND_HOLIDAY = re.compile(rf"\b{_DAY}(?:\[[\d,-]+\])? +{_HOLIDAY}\b")
# “13:00-23:00/01:00” is each hour for the grammar, and one of two ends for who writes it.
_REPEATED = re.compile(r":\d\d\s*/\s*\d")
_HOLIDAY_AND_DAY = re.compile(rf"\bPH +({_DAY})\b(?!\s*-)")
_RANGE = re.compile(rf"({_DAY})(?:\s*-\s*({_DAY}))?")
# “Dec 24,31”: both are of that month.
_DATES = re.compile(rf"\b({'|'.join(MONTH_CODES)}) (\d\d?(?:, ?\d\d?)+)(?![\d:])")
# Rules part at “;”, at “||”, and at a comma that what may begin a rule follows.
_RULE = re.compile(r"\s*(;|\|\||,(?=\s+[^\s\d])|,(?=\s+\d{4}\b(?!:)))\s*")
_SPAN = re.compile(r"(?<![\d:])(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)(?![\d:])")
_STATE = re.compile(r"\b(?:open|unknown|closed|off)\s*$")
_ITEM = rf"(?:{_DAY}(?:\s*-\s*{_DAY})?(?:\[[\d,-]+\])?|{_HOLIDAY})(?: [+-]\d+ days?)?"
_DAYS = re.compile(rf"{_ITEM}(?:\s*,\s*{_ITEM}|\s+{_ITEM})*")
_OFFSET = re.compile(rf"({_HOLIDAY})(?:~([+-]\d+))?")
_LATE_END = re.compile(_SPAN.pattern.removesuffix(r"(?![\d:])") + r"\+")
_OPEN_END = re.compile(r"-?(?<![\d:])(\d\d?:\d\d)\+")
_FIRST_TIME = re.compile(r"(?<![\d:])\d\d?:\d\d")


def tidied(text: str) -> str:
    """Return an expression with the spaces, dashes and capitals that the grammar wants, nothing else changed."""
    parts = _QUOTED.split(text)
    for number in range(0, len(parts), 2):
        part = re.sub(r"[‐‑‒–—―−]", "-", parts[number])
        part = re.sub(r"\s+", " ", part)
        part = _WORD.sub(lambda found: _NAMES.get(found[0].casefold(), found[0]), part)
        part = re.sub(r"(?<=\S) ?- ?(?=\S)(?!\d+ days?\b)", "-", part)
        part = re.sub(r"\s*;[\s;]*", "; ", part)
        part = _DATES.sub(lambda found: ",".join(f"{found[1]} {int(day):02}" for day in re.findall(r"\d+", found[2])), part)
        parts[number] = _LIST.sub(r"\1,", _LIST.sub(r"\1,", part))
    return "".join(parts).strip(" ;")


@lru_cache(maxsize=16_384)
def is_valid(expression: str) -> bool:
    """Say whether a text is an ``opening_hours`` expression that means one thing only."""
    # The library reads “:” as day and night.
    if not any(map(str.isalnum, expression)) or not opening_hours.validate(expression):
        return False
    plain = _QUOTED.sub("", expression)
    return not _DAY_AND_HOLIDAY.search(plain) and not _REPEATED.search(plain) and not _is_cut(plain) and not _is_alone(plain)


def is_cut(expression: str) -> bool:
    """Say whether it is no expression for us only because hours stand alone behind days."""
    return bool(expression) and _is_cut(_QUOTED.sub("", expression)) and opening_hours.validate(expression)


def _is_cut(plain: str) -> bool:
    """Say whether hours stand alone after a rule with days: “Tu 10:00-12:00; 13:30-18:30” replaces Tuesday for some readers, and not for others."""
    rules = _RULE.split(plain)[::2]
    return any(re.match(r"\d\d?:\d\d", rule) for rule in rules[1:]) and bool(re.match(_DAY, rules[0]))


def replaced(expression: str) -> tuple[str, ...]:
    """Return the days of the week that a rule says again, with hours that have nothing in common with those it replaces."""
    said: dict[str, list[tuple[int, int]]] = {}
    found: dict[str, None] = {}
    for separator, rule in rules(_QUOTED.sub("", expression)):
        days = re.fullmatch(rf"({_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*) ([\d:,\s-]+)", rule)
        if not days or separator not in {"", ";"}:
            continue
        spans = [(_minutes(span, 1), _minutes(span, 3)) for span in _SPAN.finditer(days[2])]
        for day in _named(days[1]):
            before = said.get(day, [])
            if before and all(last <= begin or end <= first for first, last in before for begin, end in spans):
                found[day] = None
            said[day] = spans
    return tuple(found)


def _named(days: str) -> Iterator[str]:
    for part in days.split(","):
        first, _, last = part.partition("-")
        begin, end = DAY_CODES.index(first), DAY_CODES.index(last or first)
        yield from (DAY_CODES[(begin + step) % 7] for step in range((end - begin) % 7 + 1))


def _is_alone(plain: str) -> bool:
    """Say whether a day stands behind a holiday and nowhere else: “Mo-Sa 08:00-20:00; PH Su 10:00-12:00” is rarely said of holidays on a Sunday."""
    return any(found[1] not in named_days(plain[: found.start()] + plain[found.end() :]) for found in _HOLIDAY_AND_DAY.finditer(plain))


def named_days(text: str) -> list[str]:
    """Return the days of the week that stand in a text, those of ranges too."""
    days: list[str] = []
    for first, last in _RANGE.findall(text):
        begin = DAY_CODES.index(first)
        days += [DAY_CODES[(begin + step) % 7] for step in range((DAY_CODES.index(last or first) - begin) % 7 + 1)]
    return days


def rules(expression: str) -> list[tuple[str, str]]:
    """Return the rules of an expression, each with the separator before it (``""``, ``";"``, ``","`` or ``"||"``)."""
    found: list[tuple[str, str]] = []
    separator, text = "", ""
    for number, part in enumerate(_QUOTED.split(expression)):
        if number % 2:
            text += part
            continue
        pieces = _RULE.split(part)
        text += pieces[0]
        for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            found.append((separator, text.strip()))
            separator, text = sign, piece
    found.append((separator, text.strip()))
    return [(sign, rule) for sign, rule in found if rule]


def spelled(parts: Iterable[tuple[str, str]]) -> str:
    """Return rules as one expression; the first one's separator is left out."""
    text = ""
    for separator, rule in parts:
        text += f"{separator if separator != '||' else ' ||'} {rule}" if text else rule
    return text


def fallbacks(expression: str) -> tuple[str, list[str]]:
    """Return an expression without the rules after “||”, and these: what holds when the others say nothing."""
    said = rules(expression)
    begin = next((number for number, (separator, _) in enumerate(said) if separator == "||"), len(said))
    if not begin or any(separator != "||" for separator, _ in said[begin:]):
        return expression, []
    return spelled(said[:begin]), [rule for _, rule in said[begin:]]


def with_doubt(expression: str) -> str:
    """Return an expression that says “unknown” of what OSM does not promise: a comment without a state, and an open end."""
    parts = _QUOTED.split(expression)
    for number in range(1, len(parts), 2):
        if not _STATE.search(parts[number - 1]):
            parts[number] = f" unknown {parts[number]}"
    certain = "".join(parts).replace("  ", " ").strip()
    # What ends after midnight has an end: “22:00-04:00+” is until four at least.
    certain = _LATE_END.sub(lambda found: found[0][:-1] if _is_late(found) else found[0], certain)
    if "+" not in _QUOTED.sub("", certain):
        return certain
    made: list[tuple[str, str]] = []
    for separator, rule in rules(certain):
        ends = [found[1] for found in _OPEN_END.finditer(rule)]
        head = _FIRST_TIME.split(rule)[0].strip(" ,")
        closed = _OPEN_END.sub(lambda found: found[0][:-1] if found[0].startswith("-") else "", rule)
        spans = re.sub(r",\s*(?=,|$)|(?<![\d\]]),", "", closed).strip(" ,") if ends else rule
        sure = not ends or _SPAN.search(spans)
        if sure:
            made.append((separator, spans))
        made += [("," if sure else separator, f"{head} {end}-24:00 unknown".strip()) for end in ends]
    return spelled(made)


def evenings(expression: str) -> tuple[str, str]:
    """Return an expression until midnight, and the one of what is open after midnight, told on the day before; "" if nothing is."""
    if not any(map(_is_late, _SPAN.finditer(_QUOTED.sub("", expression)))):
        return expression, ""
    before, after = [], []
    for separator, rule in rules(expression):
        late = [_clock(_minutes(found, 3) % (24 * 60)) for found in _SPAN.finditer(rule) if _is_late(found)]
        before.append((separator, _SPAN.sub(lambda found: f"{found[1]}:{found[2]}-24:00" if _is_late(found) else found[0], rule)))
        head, tail = _SPAN.split(rule)[0].rstrip(), _SPAN.split(rule)[-1]
        if late:
            after.append((separator, f"{head} {','.join(f'00:00-{end}' for end in late)}{tail}".strip()))
        elif separator != ",":
            after.append((separator, rule if _SPAN.search(rule) is None else f"{head} off".strip()))
    return spelled(before), spelled(after)


def heads(expression: str) -> list[tuple[str, str]]:
    """Return the rules without their hours, states and comments: the days that each speaks of; "" for all days."""
    bare = ((separator, _QUOTED.sub("", _SPAN.split(rule)[0])) for separator, rule in rules(expression))
    return [(separator, re.sub(r"\b(?:open|unknown|closed|off)\b", "", head).strip(" :,")) for separator, head in bare]


def slip(expression: str) -> str:
    """Return the hours of an expression that cannot be meant, “18:15-16:00”, or “9:00-5:00” of a clock of twelve hours; "" if there are none."""
    found = list(_SPAN.finditer(_QUOTED.sub("", expression)))
    hours = [int(span[group]) for span in found for group in (1, 3)]
    to_12 = all(1 <= hour <= 12 for hour in hours)
    for span in filter(_is_late, found):
        start, end = _minutes(span, 1), _minutes(span, 3)
        end += MIDNIGHT * (end <= start)
        loose = not len(span[1]) == len(span[3]) == 2 or (start >= 7 * 60 and end - start > 18 * 60)
        if is_slip(start, end) or (to_12 and loose):
            return span[0]
    return ""


def _is_late(found: re.Match[str]) -> bool:
    return (_minutes(found, 3) <= _minutes(found, 1) and _minutes(found, 3) > 0) or _minutes(found, 3) > 24 * 60


def _minutes(found: re.Match[str], group: int) -> int:
    return int(found[group]) * 60 + int(found[group + 1])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def with_holidays(expression: str, holidays: Callable[[str, int], Iterable[date]]) -> str | None:
    """Return an expression in which dates stand for “PH” and “SH”; None where they stand in a way that is not understood.

    `holidays` returns the days of ``"PH"`` or ``"SH"``, moved by a number of days.
    """
    parts: list[tuple[str, str]] = []
    for separator, rule in rules(expression):
        plain = _QUOTED.sub("", rule)
        if not re.search(rf"\b{_HOLIDAY}\b", plain):
            parts.append((separator, rule))
            continue
        found = _DAYS.search(rule)
        if not found or re.search(rf"\b{_HOLIDAY}\b", _QUOTED.sub("", rule[found.end() :])):
            return None
        replaced = _replaced(rule[: found.start()].strip(" :"), found[0], rule[found.end() :].strip(), holidays)
        if replaced is None:
            return None
        parts += [(separator if number == 0 else separator or ";", one) for number, one in enumerate(replaced)]
    return spelled(parts) or "off"


def _replaced(months: str, days: str, rest: str, holidays: Callable[[str, int], Iterable[date]]) -> list[str] | None:
    """Return the rules that stand for one whose days name holidays."""
    tied = re.sub(r" ([+-]\d+) days?", r"~\1", re.sub(r"\s*,\s*", ",", days))
    groups = [group.split(",") for group in tied.split()]
    if len(groups) > 2 or (len(groups) == 2 and any(not re.match(_HOLIDAY, item) for item in groups[0])):
        return None
    named: set[date] = set()
    for item in groups[0]:
        if found := _OFFSET.fullmatch(item):
            named.update(holidays(found[1], int(found[2] or 0)))
    if len(groups) == 2:
        kept = opening_hours.OpeningHours(",".join(groups[1]))
        named = {day for day in named if kept.is_open(_noon(day))}
    if months:
        if not opening_hours.validate(months):
            return None
        season = opening_hours.OpeningHours(months)
        named = {day for day in named if season.is_open(_noon(day))}
    others = [item for item in groups[0] if not _OFFSET.fullmatch(item)]
    made = [f"{months} {','.join(others)} {rest}".strip()] if others else []
    return made + [f"{_dates(named)} {rest}"] * bool(named)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _dates(days: Iterable[date]) -> str:
    """Return days as OSM dates, those in a row as one range."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return ",".join(_date(first) if first == last else f"{_date(first)}-{_date(last)}" for first, last in runs)


def _date(day: date) -> str:
    return f"{day.year} {MONTH_CODES[day.month - 1]} {day.day:02}"
