"""Whether a shop is open: what its entry, the town and the calendar say of each day, and which of them decides.

From the strongest to the weakest: the status of the entry, its exceptional hours, a dated rule of the town, its weekly
hours; else it is unknown. “Open” and “adapted” of a status say that the shop keeps its own hours in spite of the rules.
Hours that cannot be read are unknown, never closed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from guide.hours.day import CLOSED, PERHAPS
from guide.hours.holidays import ALSACE_MOSELLE, Calendar
from guide.hours.sentence import lines
from guide.hours.timetable import Plan, Timetable, horizon, timetable, unknown
from guide.hours.written import read
from guide.problem import Refused
from guide.typeset import french_line
from guide.vocabulary import ADAPTED, CLOSED_FOR_GOOD, CLOSED_TEMPORARILY, OPEN, UNKNOWN
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guide.dated_rule import DatedRule
    from guide.guide import Guide
    from guide.shop import Shop
    from guide.status import ExceptionalHours

_COMING = timedelta(days=60)
_BESIDES = re.compile(r'\s*\|\|\s*"[^"]*"$')


class Decision(NamedTuple):
    """What decides on some days, and what it says.

    `by` is "status", "exception", "rule", "hours" or "nothing"; `state` one of `vocabulary.STATES`; the rest is "" or None when not known.
    """

    by: str
    state: str
    reason: str = ""
    first: date | None = None
    last: date | None = None
    source: str = ""
    url: str = ""

    def holds(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Opening(NamedTuple):
    """When a shop is open, as far as anybody knows.

    `timetable` is None when it is closed for good; `usual` are its own hours, None when they are not given or cannot be read.
    `decision` is today's, `coming` are those of the next two months; from `check` on, nobody vouches for the entry any more.
    """

    timetable: Timetable | None
    usual: Timetable | None
    expression: str
    decision: Decision
    coming: tuple[Decision, ...]
    check: date


class Openings:
    """Answers for the shops of a guide on a day, each worked out once."""

    def __init__(self, guide: Guide, today: date) -> None:
        self.guide = guide
        self.today = today
        self.first, self.last = horizon(today)
        self._known: dict[str, Opening] = {}
        self._calendars: dict[str, Calendar] = {}

    def of(self, shop: Shop) -> Opening:
        """Return when a shop is open."""
        if shop.slug not in self._known:
            self._known[shop.slug] = self._opening(shop)
        return self._known[shop.slug]

    def of_hours(self, shop: Shop, written: str | None) -> tuple[str, Timetable | None]:
        """Return hours of a shop, such as those of a service, as an expression and as its timetable; "" and None if they cannot be read."""
        if not written:
            return "", None
        try:
            expression = read(written, language_of(shop, self.guide))
        except Refused:
            return "", None
        besides = _BESIDES.search(expression)
        certain = expression[: besides.start()] if besides else expression
        told = timetable(certain, self.calendar(shop.commune), self.first, self.last, self._holiday)
        # “lun-ven 9h-18h et sur rendez-vous”: at night it is closed, and that is said besides.
        return expression, _noted(told, lines(expression, self.guide.site.language)[-1]) if besides else told

    def on_weekday(self, number: int) -> tuple[Shop, ...]:
        """Return the shops that are usually open on a day of the week (Monday is 0) and not closed at the moment, by name."""
        return tuple(shop for shop in self.guide.shops if self._opens_on(self.of(shop), number))

    def _opens_on(self, opening: Opening, number: int) -> bool:
        if opening.usual is None or opening.decision.state in {CLOSED_FOR_GOOD, CLOSED_TEMPORARILY}:
            return False
        return any(span.sure for _, plans in opening.usual.weeks for span in plans[number].day)

    def calendar(self, commune: str) -> Calendar:
        """Return the holidays of a commune."""
        if commune not in self._calendars:
            place, holidays = self.guide.commune(commune), self.guide.holidays
            zone = holidays.school_zone
            self._calendars[commune] = Calendar(
                country=place.country or self.guide.site.country,
                alsace=(place.country or self.guide.site.country) == "FR" and (place.code or "")[:2] in ALSACE_MOSELLE,
                local=tuple(sorted((one.day, one.name) for one in holidays.public if not one.communes or commune in one.communes)),
                school=tuple(sorted((one.first, one.last) for one in holidays.school if not one.zones or not zone or zone in one.zones)),
            )
        return self._calendars[commune]

    @cache  # noqa: B019 - as many as communes, as long as the guide
    def holidays(self, commune: str, days: int) -> tuple[tuple[date, str], ...]:
        """Return the public holidays of a commune in the next days, with their names."""
        calendar, language = self.calendar(commune), self.guide.site.language
        found = ((day, calendar.name(day)) for day in calendar.public_days(self.today, self.today + timedelta(days=days)))
        return tuple((day, name if isinstance(name, str) else name.in_language(language)) for day, name in found)

    @cached_property
    def _holiday(self) -> str:
        return msg("Public holiday: to be confirmed").in_language(self.guide.site.language)

    def _note(self, text: str | None) -> str:
        """Return words of a writer as the script will show them."""
        return french_line(text or "") if self.guide.site.language == "fr" else text or ""

    def _opening(self, shop: Shop) -> Opening:
        expression, usual = self.of_hours(shop, shop.hours)
        told = usual or unknown(self.first, self.last)
        decisions = (*_decisions(shop, self.guide.rules_on(shop)), _weakest(shop, usual))
        today = next(decision for decision in decisions if decision.holds(self.today))
        coming = tuple(one for one in decisions if one.first and self.today < one.first <= self.today + _COMING)
        known = max(day for day in (shop.verified, shop.last_change) if day)
        return Opening(
            timetable=None if today.state == CLOSED_FOR_GOOD else self._overlaid(told, shop),
            usual=usual,
            expression=expression,
            decision=today,
            coming=tuple(sorted(coming, key=lambda one: one.first or date.max)),
            check=months_after(known, self.guide.site.verified_months),
        )

    def _overlaid(self, told: Timetable, shop: Shop) -> Timetable:
        """Return the timetable with all that is stronger than the weekly hours, the weakest first."""
        status = shop.status
        kept = (status.since or self.first, status.until or self.last) if status and status.state in {OPEN, ADAPTED} else None
        usual = told
        for rule in self.guide.rules_on(shop):
            for first, last in _outside((rule.first, rule.last or self.last), kept):
                told = told.spliced(first, last, self._ruled(rule, shop, usual))
        for days in shop.exceptional_hours:
            told = self._excepted(days, shop, told)
        if not status:
            return told
        first, last = status.since or self.first, status.until or self.last
        if status.state in {CLOSED_TEMPORARILY, CLOSED_FOR_GOOD}:
            return told.with_days(first, last, Plan(CLOSED, self._note(status.reason)))
        if status.state == UNKNOWN:
            return told.with_days(first, last, Plan(PERHAPS, self._note(status.reason)))
        return told.spliced(first, last, _noted(told, self._note(status.reason))) if status.state == ADAPTED else told

    def _ruled(self, rule: DatedRule, shop: Shop, usual: Timetable) -> Timetable:
        note = self._note(rule.details or rule.name)
        if rule.state == CLOSED_TEMPORARILY:
            return _always(usual, Plan(CLOSED, note))
        if rule.state == UNKNOWN:
            return _always(usual, Plan(PERHAPS, note))
        if rule.hours:
            _, usual_then = self.of_hours(shop, rule.hours)
            usual = usual_then or _always(usual, Plan(PERHAPS, rule.hours))
        return _noted(usual, note)

    def _excepted(self, days: ExceptionalHours, shop: Shop, told: Timetable) -> Timetable:
        reason = self._note(days.reason)
        if days.closed:
            return told.with_days(days.first, days.last, Plan(CLOSED, reason))
        _, hours = self.of_hours(shop, days.hours)
        if hours is None:
            return told.with_days(days.first, days.last, Plan(PERHAPS, reason or days.hours or ""))
        return told.spliced(days.first, days.last, _noted(hours, reason))


def _decisions(shop: Shop, rules: tuple[DatedRule, ...]) -> Iterator[Decision]:
    """Yield what may decide instead of the weekly hours, from the strongest to the weakest."""
    status = shop.status
    if status:
        yield Decision("status", status.state, status.reason or "", status.since, status.until)
    for days in shop.exceptional_hours:
        yield Decision("exception", CLOSED_TEMPORARILY if days.closed else ADAPTED, days.reason or "", days.first, days.last)
    for rule in reversed(rules):
        yield Decision("rule", rule.state, rule.details or rule.name, rule.first, rule.last, rule.source or "", rule.url or "")


def _weakest(shop: Shop, usual: Timetable | None) -> Decision:
    if usual:
        return Decision("hours", OPEN)
    return Decision("hours" if shop.hours else "nothing", UNKNOWN)


def language_of(shop: Shop, guide: Guide) -> str:
    """Return the language in which the writer of an entry names days; "" for one that was imported: any."""
    return "" if shop.source else guide.site.language


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    following = date(day.year + year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(day.year + year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _noted(told: Timetable, note: str) -> Timetable:
    return told.mapped(lambda plan: plan._replace(note=note)) if note else told


def _always(told: Timetable, plan: Plan) -> Timetable:
    return told._replace(weeks=((told.first, (plan,) * 7),), dates=())


def _outside(days: tuple[date, date], kept: tuple[date, date] | None) -> Iterable[tuple[date, date]]:
    """Return days without those that are kept, as up to two ranges."""
    if kept is None or kept[1] < days[0] or kept[0] > days[1]:
        return (days,)
    one = timedelta(days=1)
    return tuple(part for part in ((days[0], kept[0] - one), (kept[1] + one, days[1])) if part[0] <= part[1])
