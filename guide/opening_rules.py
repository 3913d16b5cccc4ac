"""What must hold of all that says when shops are open: one function, one sentence, as in `guide.rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.hours.expression import replaced
from guide.hours.written import read
from guide.problem import Level, Problem, Refused
from guide.rules import strange_shops
from guide.vocabulary import CLOSED_FOR_GOOD
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guide.rules import Draft, Source

# Days after which an exception that is over is of no use to anybody.
LONG_PAST = 365


def successors_are_known(draft: Draft) -> Iterator[Problem]:
    """The shop that takes over from another has an entry."""
    successors = ((source, ("status", "successor"), shop.status.successor) for shop, source in draft.shops if shop.status)
    yield from strange_shops(draft, ((source, where, slug) for source, where, slug in successors if slug))


def successors_go_on(draft: Draft) -> Iterator[Problem]:
    """A shop is not its own successor, and the one that takes over is not closed for good itself."""
    closed = {shop.slug for shop, _ in draft.shops if shop.status and shop.status.state == CLOSED_FOR_GOOD}
    for shop, source in draft.shops:
        successor = shop.status.successor if shop.status else None
        if successor and successor == shop.slug:
            yield source.problem(
                ("status", "successor"), msg("A shop cannot be its own successor."), msg("Write the file name of the other shop, or remove this line.")
            )
        elif successor in closed:
            yield source.problem(
                ("status", "successor"),
                msg("Its successor, “{slug}”, is closed for good too.", slug=successor),
                msg("Write the shop that is open today, or remove this line."),
                Level.WARNING,
            )


def hours_are_readable(draft: Draft) -> Iterator[Problem]:
    """Hours that somebody wrote here can be read; others are shown as they stand, and nobody says when it is open."""
    language = draft.site.language if draft.site else ""
    for source, where, written in _hours(draft):
        try:
            expression = read(written, language)
        except Refused as refused:
            yield source.problem(where, refused.what, refused.fix, Level.WARNING)
            continue
        for day in replaced(expression):
            yield source.problem(
                where,
                msg("The hours of {day} are written twice: the last ones replace the others.", day=day),
                msg("If both hold, write them behind the day once: {example}", example=f"{day} 09:00-12:00,14:00-18:00"),
                Level.WARNING,
            )


def _hours(draft: Draft) -> Iterator[tuple[Source, tuple[str | int, ...], str]]:
    """Yield all hours that were written by hand."""
    for shop, source in draft.shops:
        if shop.source:
            continue
        written: list[tuple[tuple[str | int, ...], str | None]] = [(("hours",), shop.hours)]
        written += [(("services", index, "hours"), service.hours) for index, service in enumerate(shop.services)]
        written += [(("exceptional_hours", index, "hours"), days.hours) for index, days in enumerate(shop.exceptional_hours)]
        yield from ((source, where, text) for where, text in written if text)
    yield from ((source, ("hours",), rule.hours) for rule, source in draft.dated_rules if rule.hours)


def exceptional_days_are_said_once(draft: Draft) -> Iterator[Problem]:
    """No day of a shop stands in two of its exceptional hours."""
    for shop, source in draft.shops:
        before = None
        for index, days in sorted(enumerate(shop.exceptional_hours), key=lambda item: item[1].first):
            if before and days.first <= before.last:
                yield source.problem(
                    ("exceptional_hours", index),
                    msg("{day} is already among the exceptional hours from {first} to {last}.", day=days.first.isoformat(), first=before.first.isoformat(), last=before.last.isoformat()),
                    msg("Correct the days of one of the two, or remove it."),
                )
            before = days if before is None or days.last > before.last else before


def exceptional_days_are_to_come(draft: Draft) -> Iterator[Problem]:
    """Exceptional hours that ended more than a year ago may be removed."""
    for shop, source in draft.shops:
        for index, days in enumerate(shop.exceptional_hours):
            if (draft.today - days.last).days > LONG_PAST:
                yield source.problem(
                    ("exceptional_hours", index),
                    msg("These exceptional hours ended on {day}, more than a year ago.", day=days.last.isoformat()),
                    msg("They may be removed."),
                    Level.WARNING,
                )


def the_school_zone_has_holidays(draft: Draft) -> Iterator[Problem]:
    """The town's school zone is one that its school holidays name."""
    holidays, source = draft.holidays
    zones = dict.fromkeys(zone for period in holidays.school for zone in period.zones)
    if holidays.school_zone and zones and holidays.school_zone not in zones:
        yield source.problem(
            ("school_zone",),
            msg("No school holidays are written for the zone “{zone}”.", zone=holidays.school_zone),
            msg("Known words: {words}.", words=", ".join(zones)),
            Level.WARNING,
        )


OPENING_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    successors_are_known,
    successors_go_on,
    exceptional_days_are_said_once,
    exceptional_days_are_to_come,
    the_school_zone_has_holidays,
    hours_are_readable,
)
