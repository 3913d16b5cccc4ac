"""Hours that no week can show, worded for readers: “Aug 03-23 off” becomes “3–23 août fermé”."""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache

from babel.dates import get_day_names, get_month_names

from guide.words import Message, msg
from plugins.environment import clock

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NTH = {
    "1": msg("first {day} of the month"),
    "2": msg("second {day} of the month"),
    "3": msg("third {day} of the month"),
    "4": msg("fourth {day} of the month"),
    "-1": msg("last {day} of the month"),
}
WORDS = {
    "24/7": msg("day and night"),
    "PH": msg("public holidays"),
    "SH": msg("school holidays"),
    "off": msg("closed"),
    "closed": msg("closed"),
    "sunrise": msg("sunrise"),
    "sunset": msg("sunset"),
}
_RULES = re.compile(r"\s*(?:;|\|\|)\s*")
_DAY, _MONTH = "|".join(DAYS), "|".join(MONTHS)
_TOKEN = re.compile(
    rf'"(?P<words>[^"]*)"|(?P<nth>{_DAY})\[(?P<rank>-?\d)\]|\b(?P<in>{_MONTH}) (?P<from>\d\d?)(?:-(?P<to>\d\d?))?(?![\d:])'
    rf"|(?P<hour>\d\d?):(?P<minute>\d\d)|\b(?P<word>{_DAY}|{_MONTH}|PH|SH|off|closed|sunrise|sunset)\b|(?P<always>24/7)|(?P<till>(?<=:\d\d)-(?=\d))|(?P<dash>\s*-\s*)|(?P<comma>,\s*)"
)


@lru_cache(maxsize=4_096)
def worded(expression: str, language: str) -> tuple[str, ...]:
    """Return the rules of an ``opening_hours`` expression, each in a language's words; what has none stays."""
    day_names, month_names = get_day_names("wide", locale=language), get_month_names("wide", locale=language)
    days = {day: day_names[number] for number, day in enumerate(DAYS)}
    months = {month: month_names[number] for number, month in enumerate(MONTHS, 1)}

    def say(message: Message) -> str:
        return message.in_language(language)

    def word(found: re.Match[str]) -> str:
        part = found.groupdict()
        if part["words"] is not None:
            return part["words"]
        if part["nth"]:
            rank = NTH.get(part["rank"])
            day = days[part["nth"]]
            return say(msg(rank.text, day=day)) if rank else f"{day} [{part['rank']}]"
        if part["in"]:
            last = f"–{int(part['to'])}" if part["to"] else ""
            return f"{int(part['from'])}{last} {months[part['in']]}"
        if part["hour"]:
            return clock(time(int(part["hour"]) % 24, int(part["minute"]) % 60), language)
        if part["word"]:
            return days.get(part["word"]) or months.get(part["word"]) or say(WORDS[part["word"]])
        if part["always"]:
            return say(WORDS["24/7"])
        if part["till"]:
            return "\u00a0–\u2060\u00a0"  # a line may end after a dash, even before a no-break space
        return "–" if part["dash"] else ", "

    return tuple(_TOKEN.sub(word, rule) for rule in _RULES.split(expression) if rule)
