"""An OSM ``opening_hours`` expression in words: “du mardi au samedi, 9 h – 12 h 30 et 14 h – 19 h”, one line a rule."""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import get_day_names, get_month_names

from guide.hours.expression import DAY_CODES, MONTH_CODES, rules
from guide.hours.written import APPOINTMENT
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

# Between two hours: a line may end after the dash, even before a no-break space.
DASH = "\u00a0–\u2060\u00a0"
_NTH = {
    "1": msg("the first {day} of the month"),
    "2": msg("the second {day} of the month"),
    "3": msg("the third {day} of the month"),
    "4": msg("the fourth {day} of the month"),
    "-1": msg("the last {day} of the month"),
}
_WORDS = {
    "24/7": msg("day and night"), "PH": msg("on public holidays"), "SH": msg("during school holidays"), "off": msg("closed"), "closed": msg("closed"),
    "sunrise": msg("sunrise"), "sunset": msg("sunset"), "dawn": msg("dawn"), "dusk": msg("dusk"), "easter": msg("Easter"), "week": msg("week"),
    "unknown": msg("to be confirmed"), "open": msg("open"),
}  # fmt: skip
_COMMENT = re.compile(r'\s*"([^"]*)"\s*$')
_STATE = re.compile(r"\s*\b(off|closed|open|unknown)\s*$")
_TIMES = re.compile(r"(?:^|(?<=[\s:]))((?:\d\d?:\d\d(?:\+|\s*-\s*\d\d?:\d\d)\s*,?\s*)+)$")
_DAY, _MONTH = "|".join(DAY_CODES), "|".join(MONTH_CODES)
_ITEM = rf"(?:(?:{_DAY})(?:-(?:{_DAY})|\[-?\d(?:,-?\d)*\])?|PH|SH)"
_DAYS = re.compile(rf"(?:^|(?<=[\s:]))({_ITEM}(?:,{_ITEM})*)$")
_DATE = rf"(?:\d{{4}} )?(?:{_MONTH})(?: \d\d?)?"
_DATES = re.compile(rf"{_DATE}(?:-(?:{_DATE}|\d\d?))?(?:,{_DATE}(?:-(?:{_DATE}|\d\d?))?)*")
_PARITY = re.compile(r"\s*\bweek 0?([12])-5[23]/2$")
_TOKEN = re.compile(rf'"(?P<words>[^"]*)"|(?P<hour>\d\d?):(?P<minute>\d\d)|(?P<always>24/7)|\b(?P<word>{_DAY}|{_MONTH}|{"|".join(_WORDS)})\b|(?P<dash>\s*-\s*)|(?P<comma>,\s*)')


def hour(value: time, language: str) -> str:
    """Return ``9 h 30`` in French, ``9.30`` in Dutch, ``09:30`` in English."""
    if language == "fr":
        return f"{value.hour}\u00a0h" + (f"\u00a0{value.minute:02}" if value.minute else "")
    return f"{value.hour}.{value.minute:02}" if language == "nl" else f"{value:%H:%M}"


def sentence(expression: str, language: str) -> str:
    """Return a valid expression as one sentence without a capital or a full stop."""
    return " ; ".join(lines(expression, language)) if language == "fr" else "; ".join(lines(expression, language))


@lru_cache(maxsize=16_384)
def lines(expression: str, language: str) -> tuple[str, ...]:
    """Return the rules of a valid expression in a language's words; what has none stays as it is written."""
    say = _Words(language)
    said = [(separator, say.rule(rule)) for separator, rule in rules(expression)]
    return tuple(msg("and {rule}", rule=text).in_language(language) if separator == "||" else text for separator, text in said)


class _Words:
    """Says parts of expressions in a language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.days: dict[str, str] = {code: get_day_names("wide", locale=language)[number] for number, code in enumerate(DAY_CODES)}
        self.months: dict[str, str] = {code: get_month_names("wide", locale=language)[number] for number, code in enumerate(MONTH_CODES, 1)}

    def say(self, message: Message) -> str:
        return message.in_language(self.language)

    def rule(self, rule: str) -> str:
        """Say a rule: its season, its days, its hours, its comment."""
        rest, comment = _cut(_COMMENT, rule)
        rest, state = _cut(_STATE, rest)
        rest, times = _cut(_TIMES, rest)
        rest, days = _cut(_DAYS, rest)
        rest, parity = _cut(_PARITY, rest.rstrip(" :"))
        if rest and not _DATES.fullmatch(rest):
            return self._by_words(rule)
        when = [self._season(rest)] if rest else []
        when += [self.say(msg("in odd weeks") if parity == "1" else msg("in even weeks"))] * bool(parity)
        what = [self._comment(comment)] if comment else []
        if state and (state != "unknown" or not comment) and not (state == "open" and times):
            what.insert(0, self.say(_WORDS[state]))
        if state in {"off", "closed"} and days and not times:
            what[0] = self.say(msg("closed {days}", days=self._days(days)))
            days = ""
        parts = ([self._days(days)] if days else []) + ([self._times(times)] if times else [])
        told = ", ".join([*parts, *what])
        if not told:
            return ", ".join(when)
        return self.say(msg("{season}: {hours}", season=", ".join(when), hours=told)) if when else told

    def _season(self, dates: str) -> str:
        return self._list([self._period(period) for period in dates.split(",")])

    def _period(self, period: str) -> str:
        first, _, last = period.partition("-")
        if not last:
            return self._date(first)
        if last.isdigit():
            last = f"{first.rpartition(' ')[0]} {last}"
        return self.say(msg("{first} to {last}", first=self._date(first), last=self._date(last)))

    def _date(self, date: str) -> str:
        """Say “Apr”, “Apr 01” or “2026 Apr 01”."""
        found = re.fullmatch(rf"(\d{{4}} )?({_MONTH})( \d\d?)?", date)
        if not found:
            return date
        year, month, day = found.groups()
        if not day:
            return self.months[month] + (f" {year.strip()}" if year else "")
        # French says “1er”.
        number = "1er" if self.language == "fr" and int(day) == 1 else str(int(day))
        return self.say(msg("{day} {month}", day=number, month=self.months[month])) + (f" {year.strip()}" if year else "")

    def _days(self, days: str) -> str:
        if days == "Mo-Su":
            return self.say(msg("every day"))
        # “Su[1,3]” has a comma of its own.
        items = []
        for item in re.split(r",(?![\d-])", days):
            first, _, last = item.partition("-") if "[" not in item else (item, "", "")
            # Two days in a row are two days.
            near = last and DAY_CODES.index(last) == (DAY_CODES.index(first) + 1) % 7
            items += [first, last] if near else [item]
        return self._list([self._day(item) for item in items])

    def _day(self, item: str) -> str:
        if item in _WORDS:
            return self.say(_WORDS[item])
        first, _, last = item.partition("-") if "[" not in item else (item, "", "")
        if last:
            return self.say(msg("{first} through {last}", first=self.days[first], last=self.days[last]))
        day, _, ranks = item.partition("[")
        if not ranks:
            return self.say(msg("on {day}", day=self.days[day]))
        said = [self.say(msg(_NTH[rank].text, day=self.days[day])) if rank in _NTH else f"{self.days[day]} [{rank}]" for rank in ranks.rstrip("]").split(",")]
        return self._list(said)

    def _times(self, times: str) -> str:
        return self._list([self._span(span.strip()) for span in times.rstrip(", ").split(",")])

    def _span(self, span: str) -> str:
        if span.endswith("+"):
            return self.say(msg("from {time}", time=self._hour(span[:-1])))
        first, _, last = span.partition("-")
        if first.strip() in {"00:00", "0:00"} and last.strip() in {"24:00", "00:00"}:
            return self.say(_WORDS["24/7"])
        return f"{self._hour(first)}{DASH}{self._hour(last)}"

    def _hour(self, text: str) -> str:
        hours, _, minutes = text.strip().partition(":")
        return hour(time(int(hours) % 24, int(minutes)), self.language)

    def _comment(self, words: str) -> str:
        return self.say(msg("by appointment")) if words == APPOINTMENT else words

    def _list(self, parts: Sequence[str]) -> str:
        if len(parts) == 1:
            return parts[0]
        return self.say(msg("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1]))

    def _by_words(self, rule: str) -> str:
        """Say a rule that has an uncommon form, word for word."""

        def word(found: re.Match[str]) -> str:
            part = found.groupdict()
            if part["words"] is not None:
                return self._comment(part["words"])
            if part["hour"]:
                return self._hour(f"{part['hour']}:{part['minute']}")
            if part["word"]:
                return self.days.get(part["word"]) or self.months.get(part["word"]) or self.say(_WORDS[part["word"]])
            if part["always"]:
                return self.say(_WORDS["24/7"])
            return "–" if part["dash"] else ", "

        return _TOKEN.sub(word, rule)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return a text without what a pattern finds at its end, and that."""
    found = pattern.search(text)
    return (text[: found.start()].rstrip(), found[1].strip()) if found else (text, "")
