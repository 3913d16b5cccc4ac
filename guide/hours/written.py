"""Hours as people write them → one OSM ``opening_hours`` expression, or a refusal: what may mean two things is not guessed.

“du mardi au samedi 9h-12h30 / 14h-19h, dimanche 9h-13h, fermé les jours fériés” is tokens (`lexer`), then phrases
(`phrases`), then rules: some days, in some season, and what they have. Rules for the same days must add up or
replace one another plainly. Out come ``opening_hours`` rules, each day in one of them only.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from guide.hours.day import MIDNIGHT
from guide.hours.expression import DAY_CODES, MONTH_CODES, is_cut, is_valid, slip, tidied
from guide.hours.lexer import LIMIT, folded, tokens, too_long
from guide.hours.phrases import EVERY_DAY, HALVES, Date, Days, Phrase, Season, how, not_understood, phrases, two_hours
from guide.problem import Refused
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

APPOINTMENT = "sur rendez-vous"
OFF = "off"
_PARTS = tuple(HALVES.values())
_NAMES: dict[str, Message] = {
    "Mo": msg("Monday"), "Tu": msg("Tuesday"), "We": msg("Wednesday"), "Th": msg("Thursday"), "Fr": msg("Friday"), "Sa": msg("Saturday"), "Su": msg("Sunday"),
    "PH": msg("public holidays"), "SH": msg("school holidays"),
}  # fmt: skip

# OSM's days without hours are whole days; only codes that no other language writes so are taken for OSM's.
_DAYS_ALONE = re.compile(r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))+")

Spans = tuple[tuple[int, int, bool], ...]


class Rule(NamedTuple):
    """What some days have: spans, "off", or "" for “by appointment”; `season` and `parity` (of the week) say when."""

    season: Season
    parity: int | None
    days: Days
    has: Spans | str


@lru_cache(maxsize=16_384)
def read(written: str, language: str = "") -> str:
    """Return hours as an OSM expression; `language` (of the site) decides between days that languages write alike.

    Raises:
        Refused: they cannot be read, or may mean two things.
    """
    if len(written) > LIMIT:
        raise too_long()
    expression = tidied(written)
    if is_valid(expression) and not _is_week_end(written, language) and (any(map(str.isdigit, expression)) or '"' in expression or _DAYS_ALONE.fullmatch(written)):
        if words := slip(expression):
            raise two_hours(words)
        return expression
    if is_cut(expression):
        raise not_understood(expression)
    try:
        read_rules = _Rules(phrases(tokens(written, language)))
        return _spelled(read_rules.rules) + f' || "{APPOINTMENT}"' * read_rules.fallback + f' "{APPOINTMENT}"' * read_rules.doubt
    except Refused as refused:
        raise Refused(_as_written(refused.what, written), refused.fix) from None


def _as_written(message: Message, written: str) -> Message:
    """Return a message in which the words read have their accents and capitals again."""
    known = {folded(word): word for word in re.findall(r"[^\W\d_]+", written)}
    values = {name: re.sub("[a-z]+", lambda word: known.get(word[0], word[0]), value) if isinstance(value, str) else value for name, value in message.values}
    return Message(message.text, tuple(values.items()))


def _is_week_end(written: str, language: str) -> bool:
    """Say whether “we” is the French “week-end”, and not OSM's Wednesday."""
    return language == "fr" and bool(re.search(r"\b(?:we|WE)\b", written)) and not re.search(r"\b(?:mo|tu|th|fr|su)\b", written, re.IGNORECASE)


class _Rules:
    """The rules of phrases, read from the first to the last."""

    def __init__(self, found: list[Phrase]) -> None:
        self.rules: list[Rule] = []
        self.season: Season = ()
        self.parity: int | None = None
        self.before_parity = 0
        self.days: Days | None = None
        self.fresh = True
        self.fallback = self.doubt = False
        self.unused = ""
        self.found = _seasons_first(_days_first(found))
        self.dated = any(phrase.kind == "days" for phrase in found)
        place = 0
        while place < len(self.found):
            place = getattr(self, f"_{self.found[place].kind}")(place)
        if self.unused:
            raise not_understood(self.unused)
        if self.days is not None:
            raise Refused(msg("Which hours does it have on these days: {words}?", words=self.found[-1].words), how())
        if not any(rule.has != OFF for rule in self.rules):
            raise Refused(msg("No hours stand here."), how())
        if all(rule.days == Days(public=True, parts=rule.days.parts) for rule in self.rules):
            raise Refused(msg("Only the hours of public holidays stand here."), how())

    def _add(self, days: Days, has: Spans | str, season: Season | None = None) -> None:
        self.rules.append(Rule(self.season if season is None else season, self.parity, days, has))
        self.unused = ""

    def _kind(self, place: int) -> str:
        return self.found[place].kind if 0 <= place < len(self.found) else ""

    def _season(self, place: int) -> int:
        if self._kind(place + 1) == "closed" and self._kind(place + 2) in {"", "season"} and self.days is None:
            self._add(EVERY_DAY, OFF, _season_of(self.found[place]))
            return place + 2
        if self.days is None:
            self.fresh = True
        elif self.rules:
            raise not_understood(self.found[place].words)
        self.season = _season_of(self.found[place])
        self.unused = self.found[place].words
        return place + 1

    def _parity(self, place: int) -> int:
        phrase = self.found[place]
        if self.rules and self.parity is None and phrase.gap < 2:  # “lundi 9h-12h semaines paires”
            raise not_understood(phrase.words)
        self.unused, self.before_parity = phrase.words, len(self.rules)
        self.parity = int(str(self.found[place].value))
        return place + 1

    def _days(self, place: int) -> int:
        if self.days is not None or (self.parity is not None and len(self.rules) > self.before_parity and self.found[place].gap > 1):
            raise not_understood(self.found[place].words)  # of which weeks is “semaines paires : lundi 9h-12h ; mardi 9h-12h”?
        self.days = _days_of(self.found[place])
        return place + 1

    def _spans(self, place: int) -> int:
        spans = self.found[place].value
        assert isinstance(spans, tuple)
        if self.days is None and (self.dated and not (self.fresh and not self.rules)):
            raise not_understood(self.found[place].words)
        if self.days is None and self._kind(place + 1) == "days" and not self.found[place + 1].gap:  # “9h-19h mardi 9h-12h”: whose are the first?
            raise not_understood(self.found[place].words)
        self._add(self.days or EVERY_DAY, spans)
        self.days, self.fresh = None, False
        return place + 1

    def _until(self, place: int) -> int:
        """“le jeudi jusqu'à 20h”: a day like the others, that ends later."""
        end = int(str(self.found[place].value))
        known = [rule for rule in self.rules if rule.season == self.season and self.days and self.days.week <= rule.days.week]
        if self.days is None or len(known) != 1 or isinstance(known[0].has, str) or self.days.nth or self.days.public or self.days.school:
            raise not_understood(self.found[place].words)
        *before, (start, _, _) = known[0].has
        if end <= start:
            raise not_understood(self.found[place].words)
        self._add(self.days, (*before, (start, end, False)))
        self.days = None
        return place + 1

    def _appointment(self, place: int) -> int:
        if self.days is not None:
            self._add(self.days, "")
        elif not self.rules and self._kind(place + 1) == "":
            self._add(EVERY_DAY, "")
        elif self._kind(place + 1) == "" and self.found[place].gap:
            self.fallback = True
        elif self._kind(place + 1) == "" and len(self.rules) == 1:  # “samedi 9h-12h sur rendez-vous”
            self.doubt = True
        else:
            raise not_understood(self.found[place].words)
        self.days = None
        return place + 1

    def _half(self, place: int) -> int:
        """“samedi matin 9h-12h”, “9h-12h le matin”: these words add nothing to hours that are all in that part of the day."""
        begin, end = _PARTS[int(str(self.found[place].value))]
        for beside in (place + 1, place - 1):
            if self._kind(beside) == "spans":
                spans = self.found[beside].value
                assert isinstance(spans, tuple)
                if all(begin <= start and (stop <= end or open_end) for start, stop, open_end in spans):
                    return place + 1
                break
        raise not_understood(self.found[place].words)

    def _closed(self, place: int) -> int:
        if self.days is not None:
            self._add(self.days, OFF)
            self.days = None
            return place + 1
        following = place + 1
        while self._kind(following) in {"days", "season"}:
            phrase = self.found[following]
            if phrase.kind == "season":
                if self._kind(following + 1) in {"days", "spans"}:
                    break
                self._add(EVERY_DAY, OFF, _season_of(phrase))
            elif self._kind(following + 1) == "half":
                self._close_half(_days_of(phrase), int(str(self.found[following + 1].value)), phrase.words)
                following += 1
            elif self._kind(following + 1) in {"", "days", "season", "closed"}:
                self._add(_days_of(phrase), OFF)
            else:
                # “fermé lundi, mardi 9h-12h”: what follows the comma has hours.
                parts = _days_of(phrase).parts
                if phrase.gap == 0 and len(parts) == 2:
                    self._add(parts[0], OFF)
                    self.found[following] = phrase._replace(value=parts[1])
                elif following == place + 1:
                    raise not_understood(f"{self.found[place].words} {phrase.words}")
                return following
            following += 1
        if following == place + 1 and len(self.found) == 1:
            raise Refused(msg("Hours do not say that it is closed."), msg("Write “status: closed-temporarily”, or “status: closed-for-good”."))
        if following == place + 1:
            raise not_understood(self.found[place].words)
        return following

    def _close_half(self, days: Days, half: int, words: str) -> None:
        """“fermé le lundi matin”: the hours of that day without those of the morning."""
        begin, end = _PARTS[half]
        for day in sorted(days.week):
            rules = [rule for rule in self.rules if day in rule.days.week and not isinstance(rule.has, str)]
            if len(rules) != 1 or days.nth or days.public or days.school:
                raise not_understood(words)
            kept: list[tuple[int, int, bool]] = []
            for span in rules[0].has:
                assert not isinstance(span, str)
                inside = begin <= span[0] and span[1] <= end
                outside = span[0] >= 12 * 60 if begin == 0 else span[1] <= begin + 2 * 60
                if inside == outside:
                    raise not_understood(words)
                kept += [span] * outside
            self._add(Days(frozenset({day})), tuple(kept) or OFF, rules[0].season)

    def _except(self, place: int) -> int:
        phrase = self.found[place + 1] if place + 1 < len(self.found) else None
        if phrase is None or phrase.kind not in {"days", "season"}:
            raise not_understood(self.found[place].words)
        if phrase.kind == "season":
            if self._kind(place + 2) in {"days", "spans"}:
                raise not_understood(phrase.words)
            self._add(EVERY_DAY, OFF, _season_of(phrase))
            return place + 2
        days = _days_of(phrase)
        if self._kind(place + 2) == "half" and self.days is None:
            self._close_half(days, int(str(self.found[place + 2].value)), phrase.words)
            return place + 3
        if days.school or self._kind(place + 2) == "half":
            raise not_understood(phrase.words)
        if self.days is not None:  # “tous les jours sauf mardi 9h-19h”
            if not days.week <= self.days.week:
                raise not_understood(phrase.words)
            self.days = self.days._replace(week=self.days.week - days.week, public=self.days.public and not days.public)
            if days.public or days.nth:
                self.rules.append(Rule(self.season, self.parity, days._replace(week=frozenset()), OFF))
            return place + 2
        if self._kind(place + 2) == "spans":  # “du lundi au samedi 9h-19h sauf mercredi 14h-18h”
            self.days = days
        else:
            self._add(days, OFF)
        return place + 2


def _season_of(phrase: Phrase) -> Season:
    assert isinstance(phrase.value, tuple)
    return phrase.value


def _days_of(phrase: Phrase) -> Days:
    assert isinstance(phrase.value, Days)
    return phrase.value


def _days_first(found: list[Phrase]) -> list[Phrase]:
    """Turn “9h-19h du mardi au samedi” round, where all the text is written so."""
    main = [phrase for phrase in found if phrase.kind in {"days", "spans"}]
    kinds = [phrase.kind for phrase in main]
    if not kinds or kinds[0] != "spans" or kinds != ["spans", "days"] * (len(kinds) // 2):
        return found
    if any(phrase.kind not in {"days", "spans"} for phrase in found[1:-1]) and len(kinds) > 2:
        raise not_understood(found[0].words)
    made = list(found)
    for place, (first, second) in enumerate(pairwise(found)):
        if first.kind == "spans" and second.kind == "days":
            if second.gap > 1:
                raise not_understood(second.words)
            made[place], made[place + 1] = second._replace(gap=first.gap), first._replace(gap=0)
    return made


def _seasons_first(found: list[Phrase]) -> list[Phrase]:
    """Bring a season that follows its hours before them, where all seasons do."""
    trailing = [place for place, phrase in enumerate(found) if phrase.kind == "season" and place and found[place - 1].kind == "spans" and phrase.gap == 0]
    if not trailing:
        return found
    seasons = [place for place, phrase in enumerate(found) if phrase.kind == "season"]
    if seasons != trailing or seasons[-1] != len(found) - 1:
        raise not_understood(found[trailing[0]].words)
    made: list[Phrase] = []
    begin = 0
    for place in seasons:
        if sum(phrase.kind == "spans" for phrase in found[begin:place]) > 1:  # is the season theirs, or of the last one only?
            raise not_understood(found[place].words)
        made += [found[place], *found[begin:place]]
        begin = place + 1
    return made


# ── Out: rules in which each day stands once


class _Table:
    """A season's week: what each day has, and for how many days the rule spoke that gave it."""

    def __init__(self) -> None:
        self.days: dict[int, tuple[Spans | str, frozenset[int]]] = {}

    def put(self, rule: Rule) -> None:
        for day in rule.days.week:
            if day not in self.days:
                self.days[day] = rule.has, rule.days.week
                continue
            has, named = self.days[day]
            if rule.days.week == named and not isinstance(has, str) and not isinstance(rule.has, str):
                both = tuple(sorted((*has, *rule.has)))
                if any(second[0] < first[1] for first, second in pairwise(both)):
                    raise _two_ways(DAY_CODES[day])
                self.days[day] = both, named
            elif has == rule.has:
                continue
            elif rule.days.week < named and (isinstance(rule.has, str) or isinstance(has, str) or _replaces(rule.has, has)):
                self.days[day] = rule.has, rule.days.week
            elif named < rule.days.week and not isinstance(rule.has, str) and has == OFF:
                continue  # “fermé lundi, tous les jours 9h-12h”
            else:
                raise _two_ways(DAY_CODES[day])


def _replaces(second: Spans, first: Spans) -> bool:
    """Say whether hours plainly replace others: they are some of these, or leave none of them aside."""
    if set(second) <= set(first):
        return True
    return all(any(one[0] < other[1] and other[0] < one[1] for other in second) for one in first)


def _two_ways(code: str) -> Refused:
    return Refused(msg("These hours say two things of the same day ({day}).", day=_NAMES.get(code, code)), msg("Write each day once, with all its hours: lundi 9h-12h, 14h-19h."))


def _spelled(rules: Sequence[Rule]) -> str:
    """Return rules as an expression."""
    if len(rules) == 1 and rules[0].has == "" and rules[0].days == EVERY_DAY:
        return f'"{APPOINTMENT}"'
    tables: dict[tuple[Season, int | None], _Table] = {}
    rest: dict[tuple[str, str], Spans | str] = {}
    closures: list[str] = []
    for rule in rules:
        when = _when(rule.season, rule.parity)
        if rule.has == OFF and rule.season and rule.days.week == EVERY_DAY.week:
            closures.append(f"{when} off")
            continue
        if rule.days.week:
            tables.setdefault((rule.season, rule.parity), _Table()).put(rule)
        for other in [f"{DAY_CODES[day]}[{rank}]" for rank, day in rule.days.nth] + ["PH"] * rule.days.public + ["SH"] * rule.days.school:
            if rest.setdefault((when, other), rule.has) != rule.has:
                raise _two_ways(other)
    _seasons_agree(tables)
    _months_agree(rules, tables)
    made = [line for (season, parity), table in tables.items() for line in _lines(_when(season, parity), table)]
    late = any(end > MIDNIGHT for rule in rules if not isinstance(rule.has, str) for _, end, _ in rule.has)
    # A rule after “;” would end the evening before at midnight; days that stand once need no replacing.
    others = [f"{when} {day} {_has(has)}".strip() for (when, day), has in rest.items()]
    expression = "; ".join([(", " if late and not _nested(tables) else "; ").join(made), *others, *closures]).strip("; ")
    if not is_valid(expression):
        raise Refused(msg("These hours cannot be written in OSM's opening_hours."), how())
    return expression


def _lines(when: str, table: _Table) -> list[str]:
    """Return a table's rules: days in a row that have the same as a range, other days as a list."""
    groups: dict[Spans | str, list[int]] = {}
    for day in sorted(table.days):
        groups.setdefault(table.days[day][0], []).append(day)
    return [f"{when} {_codes(days)} {_has(has)}".strip() for has, days in groups.items()]


def _codes(days: Sequence[int]) -> str:
    if len(days) == 7:
        return "Mo-Su"
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][1] + 1:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return ",".join(DAY_CODES[first] if first == last else f"{DAY_CODES[first]}{'-' if last > first + 1 else ','}{DAY_CODES[last]}" for first, last in runs)


def _has(has: Spans | str) -> str:
    if has == "":
        return f'"{APPOINTMENT}"'
    if isinstance(has, str):
        return has
    return ",".join(f"{_clock(start)}+" if open_end else f"{_clock(start)}-{_clock(end if end <= MIDNIGHT else end - MIDNIGHT)}" for start, end, open_end in has)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _when(season: Season, parity: int | None) -> str:
    spans = ",".join(_dates(first, last) for first, last in season)
    weeks = "" if parity is None else f"week {'01' if parity else '02'}-53/2"
    return " ".join(part for part in (spans, weeks) if part)


def _dates(first: Date, last: Date) -> str:
    if not first.day:
        return MONTH_CODES[first.month - 1] if first == last else f"{MONTH_CODES[first.month - 1]}-{MONTH_CODES[last.month - 1]}"
    begin = f"{MONTH_CODES[first.month - 1]} {first.day:02}"
    return begin if first == last else f"{begin}-{MONTH_CODES[last.month - 1]} {last.day:02}"


def _seasons_agree(tables: dict[tuple[Season, int | None], _Table]) -> None:
    """Refuse seasons that share a day, and a season that leaves to all the year days that it may not mean."""
    taken: set[tuple[date, int | None]] = set()
    year = tables.get(((), None))
    for (season, parity), table in tables.items():
        days = {(day, parity) for day in _days_in(season)}
        if days & taken:
            raise Refused(msg("Two seasons have days in common."), msg("Write each day of the year in one season only."))
        taken |= days
        if season and year and not year.days.keys() <= table.days.keys():
            raise Refused(msg("On some days these hours tell all the year, but not this season."), msg("Write for each season all its days, and those that are closed."))


def _months_agree(rules: Sequence[Rule], tables: dict[tuple[Season, int | None], _Table]) -> None:
    """Refuse a first Sunday of the month that may add to all Sundays, or hold in another season too."""
    for rule in rules:
        for _, day in rule.days.nth:
            known = [table.days[day][0] for table in tables.values() if day in table.days]
            if (rule.season and len(tables) > 1) or any(isinstance(has, str) != isinstance(rule.has, str) and has != OFF for has in known):
                raise _two_ways(DAY_CODES[day])
            if any(not isinstance(has, str) and not isinstance(rule.has, str) and not _replaces(rule.has, has) for has in known):
                raise _two_ways(DAY_CODES[day])


def _nested(tables: dict[tuple[Season, int | None], _Table]) -> bool:
    return len(tables) > 1 and any(not season and parity is None for season, parity in tables)


def _days_in(season: Season) -> set[date]:
    """Return the days of a season in a leap year."""
    days: set[date] = set()
    for first, last in season:
        try:
            begin = date(2028, first.month, first.day or 1)
            end = date(2028, last.month, last.day) if last.day else date(2028 + last.month // 12, last.month % 12 + 1, 1) - timedelta(days=1)
        except ValueError:
            raise not_understood(_dates(first, last)) from None
        if end < begin:
            days |= _days_in(((first, Date(12, 31)), (Date(1, 1), last))) if first.day else _days_in(((first, Date(12)), (Date(1), last)))
        else:
            days |= {begin + timedelta(days=number) for number in range((end - begin).days + 1)}
    return days
