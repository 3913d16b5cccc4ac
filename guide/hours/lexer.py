"""Hours as people write them, cut into tokens; whatever is no word of hours is named and refused."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from guide.hours.lexicon import ALIKE, DAYS, FRENCH_MONTHS, MONTHS, ORDINALS, PHRASES, WEEK
from guide.problem import Refused
from guide.text import closest
from guide.words import Message, msg

LIMIT = 1_000
# How like a known word another one must be for it to be a slip of the pen.
_NEAR = 0.75


class Token(NamedTuple):
    """A piece of the text. `kind` says what it is, `value` which one, `text` is as it was written.

    time: minutes after midnight; number: the number; day: days of the week; month: 1 to 12; ordinal: 1 to 4, -1 for the last.
    `half` is "am" or "pm" where a clock of twelve hours was named, `padded` whether an hour is written with its zero.
    """

    kind: str
    value: int | tuple[int, ...]
    text: str
    half: str = ""
    padded: bool = False


_HALF = r"(?: ?(?P<{0}>[ap])\.? ?m\b\.?)?"
_TIME = re.compile(
    rf"(?P<hour>\d{{1,2}}) ?(?:h(?:eures?|rs?|s)?|u(?:ur|hr)?)(?![a-z]) ?(?P<minute>\d{{2}}(?!\d| ?[h:u]))?(?: ?(?:min|mn)\b)?{_HALF.format('half')}"
    rf"|(?P<hour2>\d{{1,2}}) ?[:.h] ?(?P<minute2>\d{{2}}(?!\d)|0(?!\d))(?: ?(?:h(?:eures?|rs?|s)?|u(?:ur|hr)?)(?![a-z0-9]))?{_HALF.format('half2')}"
    r"|(?P<hour3>\d{1,2}) ?(?P<half3>[ap])\.? ?m\b\.?"
)
_ORDINAL = re.compile(r"\d(?:er|ere|e|eme|st|nd|rd|th)(?![a-z])")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]+(?:'(?=[a-z]))?")
_SIGNS = {",": "comma", ";": "break", "\n": "break", "|": "break", "/": "slash", "-": "dash", ":": "colon", "+": "plus", ".": "stop", "~": "dash"}


@cache
def _phrases() -> re.Pattern[str]:
    kinds = (f"(?P<{kind.name}>{'|'.join(kind.phrases)})" for kind in PHRASES)
    return re.compile(rf"(?:{'|'.join(kinds)})(?![a-z]|(?<=\d)\d)|(?P<apart>[dl]')")


def too_long() -> Refused:
    """Return what is said of a text that nobody would write as hours."""
    return Refused(msg("Opening hours have between 1 and {limit} characters.", limit=LIMIT), _how())


def folded(text: str) -> str:
    """Return a text without accents, capitals, or exotic spaces, dashes and quotes."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe")).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[‐‑‒–—―−→]", "-", plain).replace("’", "'").replace("：", ":")
    return re.sub(r"[^\S\n]+", " ", plain.replace("\r", "")).strip()


def tokens(text: str, language: str = "") -> tuple[Token, ...]:
    """Return the tokens of a text; the language decides between days that several languages write alike.

    Raises:
        Refused: a word that is none of hours, or a day that may be two.
    """
    found: list[Token] = []
    rest, place = folded(text), 0
    while place < len(rest):
        token, place = _next(rest, place, language)
        if token:
            found.append(token)
    return tuple(_with_days(found, language))


def _how() -> Message:
    return msg("Write, for example: {example}", example="du mardi au samedi 9h-12h30 / 14h-19h, dimanche 9h-13h")


def _next(rest: str, place: int, language: str) -> tuple[Token | None, int]:
    if rest[place] == " ":
        return None, place + 1
    if (time := _TIME.match(rest, place)) and not _phrase_of_digits(rest, place):
        return _time(time), time.end()
    if phrase := _phrases().match(rest, place):
        return _phrase(phrase.lastgroup or "", phrase[0]), phrase.end()
    if (ordinal := _ORDINAL.match(rest, place)) and ordinal[0] in ORDINALS:
        return Token("ordinal", ORDINALS[ordinal[0]], ordinal[0]), ordinal.end()
    if number := _NUMBER.match(rest, place):
        return Token("number", int(number[0][:6]), number[0], padded=number[0].startswith("0")), number.end()
    if word := _WORD.match(rest, place):
        return _word(word[0], language), word.end()
    if rest[place] in _SIGNS:
        return Token(_SIGNS[rest[place]], 0, rest[place]), place + 1
    raise Refused(msg("“{word}” cannot be understood in opening hours.", word=rest[place]), _how())


def _phrase_of_digits(rest: str, place: int) -> bool:
    phrase = _phrases().match(rest, place)
    return bool(phrase and phrase.lastgroup in {"always", "every"})


def _time(found: re.Match[str]) -> Token:
    groups = found.groupdict()
    hour = next(groups[name] for name in ("hour", "hour2", "hour3") if groups[name])
    minute = int(groups["minute"] or groups["minute2"] or 0)
    half = next((f"{groups[name]}m" for name in ("half", "half2", "half3") if groups[name]), "")
    if int(hour) > (12 if half else 28) or minute > 59 or (half and hour in {"0", "00"}):
        raise not_a_time(found[0].strip())
    return Token("time", int(hour) * 60 + minute, found[0].strip(), half, padded=hour.startswith("0"))


def not_a_time(text: str) -> Refused:
    """Return what is said of an hour that no clock shows."""
    return Refused(msg("“{time}” is not a time of the day.", time=text), msg("Hours go from 0 to 24: write 9h30, or 09:30."))


def _phrase(kind: str, text: str) -> Token | None:
    if kind in {"noise", "apart"}:
        return Token("from", 0, text) if kind == "apart" else Token("noise", 0, text)
    if kind in {"noon", "midnight"}:
        return Token("time", 12 * 60 if kind == "noon" else 24 * 60, text, padded=True)
    if kind in {"every", "weekend", "weekdays"}:
        return Token("day", {"every": WEEK, "weekend": (5, 6), "weekdays": (0, 1, 2, 3, 4)}[kind], text)
    return Token(kind, 0, text)


def _word(word: str, language: str) -> Token:
    if word in ORDINALS:
        return Token("ordinal", ORDINALS[word], word)
    if any(word in table for table in DAYS.values()):
        return Token("day?", MONTHS.get(word, 0), word)
    if word in MONTHS:
        return Token("month", MONTHS[word], word)
    near = _near(word, language)
    if near:
        raise Refused(msg("“{word}” cannot be understood in opening hours.", word=word), msg("Did you mean “{near}”?", near=near))
    raise Refused(msg("“{word}” cannot be understood in opening hours.", word=word), _how())


def _near(word: str, language: str) -> str | None:
    """Return the day or month that a word of more than three letters was probably meant to be, in the writer's language."""
    days = [DAYS[language]] if language in DAYS else DAYS.values()
    known = {name for table in days for name in table if len(name) > 4} | {name for name in MONTHS if len(name) > 3 and (language != "fr" or name in FRENCH_MONTHS)}
    near = closest(word, known) if len(word) > 3 else None
    if near is None or SequenceMatcher(None, word, near).ratio() < _NEAR:
        return None
    return FRENCH_MONTHS.get(near, near)


def _with_days(found: list[Token], language: str) -> list[Token]:
    """Return tokens in which every day is known: the one reading on which all languages that know these words agree."""
    named = [(number, token) for number, token in enumerate(found) if token.kind == "day?"]
    if not named:
        return found
    made = list(found)
    days = [(number, token) for number, token in named if not (token.value and _is_month(found, number))]
    for number, token in named:
        if token.value and _is_month(found, number):
            made[number] = token._replace(kind="month")
    words = {token.text for _, token in days}
    tables = DAYS | ALIKE
    fitting = [name for name, table in tables.items() if words <= table.keys()]
    if language in fitting:
        fitting = [language]
    for number, token in days:
        meanings = {tables[name][token.text] for name in fitting or tables if token.text in tables[name]}
        if len(meanings) != 1 or (fitting and not DAYS.keys() & set(fitting)):
            raise Refused(msg("“{word}” may be two different days.", word=token.text), msg("Write the days in full: lundi, mardi …"))
        made[number] = token._replace(kind="day", value=meanings.pop())
    return made


def _is_month(found: list[Token], number: int) -> bool:
    """Say whether a word that may be a day or a month (“mar”) is a month: tied to another one, or after a number."""
    if number and found[number - 1].kind == "number":
        return True
    return any(
        beside and beside[0].kind in {"dash", "to", "comma"} and len(beside) > 1 and beside[1].kind == "month"
        for beside in ([token for token in found[number + 1 : number + 4] if token.kind != "stop"], [token for token in found[max(0, number - 3) : number][::-1] if token.kind != "stop"])
    )
