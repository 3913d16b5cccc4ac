"""The freshness round: the entries that somebody must confirm, and who is asked to."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from guide.spoken import long_day
from guide.table import aligned
from guide.vocabulary import CLOSED_FOR_GOOD, STATES
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from guide.correspondent import Correspondent
    from guide.guide import Guide
    from guide.shop import Shop
    from guide.state import Openings

# For so long after its end, a status or exceptional hours that the entry still tells are a reason to ask.
RECENT = timedelta(days=30)


class Due(NamedTuple):
    """An entry to confirm: `known` is the day on which somebody last vouched for it, `reasons` are one or several, in words."""

    shop: Shop
    known: date
    reasons: tuple[str, ...]


class Round(NamedTuple):
    """What one correspondent is asked to confirm; None: nobody looks after these entries."""

    correspondent: Correspondent | None
    dues: tuple[Due, ...]


def to_confirm(openings: Openings, language: str, commune: str = "") -> tuple[Due, ...]:
    """Return the entries to confirm, of one commune or of all, the oldest first; what is closed for good needs nobody."""
    guide = openings.guide
    shops = guide.in_commune(commune) if commune else guide.shops
    found = ((shop, tuple(_reasons(shop, openings, language))) for shop in shops if openings.of(shop).decision.state != CLOSED_FOR_GOOD)
    dues = (Due(shop, max(day for day in (shop.verified, shop.last_change) if day), reasons) for shop, reasons in found if reasons)
    return tuple(sorted(dues, key=lambda due: due.known))


def rounds(guide: Guide, dues: Iterable[Due]) -> tuple[Round, ...]:
    """Return what each correspondent is asked, in the order of their file; last, what nobody looks after."""
    asked: dict[int, list[Due]] = defaultdict(list)
    places = {id(one): number for number, one in enumerate(guide.correspondents)}
    for due in dues:
        for number in [places[id(one)] for one in guide.correspondents_of(due.shop)] or [len(places)]:
            asked[number].append(due)
    return tuple(Round((*guide.correspondents, None)[number], tuple(asked[number])) for number in sorted(asked))


def told(guide: Guide, dues: tuple[Due, ...], language: str) -> str:
    """Return the round as a table for the person at the keyboard."""
    if not dues:
        fresh = msg("Nothing to confirm: all {shops} entries are fresh.", shops=len(guide.shops))
        return f"{fresh.in_language(language)}\n"
    heads = tuple(head.in_language(language) for head in (msg("Shop"), msg("Commune"), msg("Verified"), msg("Why"), msg("Page")))
    parts = [
        f"{asked(one.correspondent, language)} ({len(one.dues)})\n{aligned([heads, *(_row(due, guide, language) for due in one.dues)])}"
        for one in rounds(guide, dues)
    ]
    count = msg("{count} of {shops} entries to confirm.", count=len(dues), shops=len(guide.shops))
    return "\n".join([*parts, f"{count.in_language(language)}\n"])


def asked(correspondent: Correspondent | None, language: str) -> str:
    """Return who is asked, with the e-mail address."""
    if correspondent is None:
        return msg("Nobody looks after these entries").in_language(language)
    return f"{correspondent.name} <{correspondent.email}>" if correspondent.email else correspondent.name


def _row(due: Due, guide: Guide, language: str) -> tuple[str, ...]:
    shop = due.shop
    verified = shop.verified.isoformat() if shop.verified else msg("never").in_language(language)
    return shop.name, guide.commune(shop.commune).name, verified, ", ".join(due.reasons), f"{guide.site.address.rstrip('/')}/{guide.urls.of(shop)}"


def _reasons(shop: Shop, openings: Openings, language: str) -> Iterator[str]:
    """Yield why a shop's entry is to be confirmed."""
    today, status, check = openings.today, shop.status, openings.of(shop).check

    def recent(last: date | None) -> bool:
        return last is not None and last < today <= last + RECENT

    if check <= today:
        yield msg("to verify since {day}", day=long_day(check, language)).in_language(language)
    if status and status.until and recent(status.until):
        ended = msg("“{state}” ended on {day}", state=STATES[status.state].label, day=long_day(status.until, language))
        yield ended.in_language(language)
    if days := [one.last for one in shop.exceptional_hours if recent(one.last)]:
        yield msg("exceptional hours ended on {day}", day=long_day(max(days), language)).in_language(language)
