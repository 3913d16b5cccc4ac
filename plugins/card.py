"""What lists show of a shop: plain data, rendered once by `macros/card.html` and placed on any page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from guide.vocabulary import OPEN, SERVICES, STATES

if TYPE_CHECKING:
    from guide.guide import Guide
    from guide.hours.timetable import Timetable
    from guide.shop import Shop
    from guide.state import Opening, Openings


class Sign(NamedTuple):
    """A shop's drawn sign: its words, the icon and the colour of its first category."""

    name: str
    trade: str
    icon: str
    colour: str


class Mark(NamedTuple):
    """Whether a shop is open, for `macros/state.html`.

    `hours` is what the script reads ("" when it is closed for good, or when nothing is known), `check` the day from which nobody
    vouches for it (20270301), `text` an English sentence of the interface that stands there without the script, "" for none.
    """

    hours: str
    check: int
    text: str


class Card(NamedTuple):
    """A shop in a list. `services` are English sentences of the interface, to translate."""

    url: str
    sign: Sign
    commune: str
    tagline: str
    services: tuple[str, ...]
    picture: str
    example: bool
    mark: Mark


def sign_of(shop: Shop, guide: Guide) -> Sign:
    """Return the sign of a shop."""
    category = guide.category(shop.category[0])
    return Sign(shop.name, category.name, category.icon, category.colour)


def mark_of(opening: Opening) -> Mark:
    """Return the mark of what is known of a shop's state."""
    decision = opening.decision
    told = opening.timetable is not None and (opening.usual is not None or decision.by not in {"hours", "nothing"})
    day = opening.check
    return Mark(
        hours=_compact(opening.timetable) if opening.timetable and told else "",
        check=day.year * 10_000 + day.month * 100 + day.day,
        text="" if decision.by in {"hours", "nothing"} or decision.state == OPEN else STATES[decision.state].label.text,
    )


@lru_cache(maxsize=32_768)
def _compact(timetable: Timetable) -> str:
    """Return a timetable as the script reads it; many shops have the same, and each one stands on several pages."""
    return timetable.compact()


def card_of(shop: Shop, guide: Guide, openings: Openings) -> Card:
    """Return the card of a shop."""
    kinds = dict.fromkeys(service.kind for service in shop.services)
    return Card(
        url=guide.urls.of(shop),
        sign=sign_of(shop, guide),
        commune=guide.commune(shop.commune).name,
        tagline=shop.tagline or "",
        services=tuple(SERVICES[kind].label.text for kind in kinds),
        picture=shop.images[0].file if shop.images else "",
        example=guide.site.demonstration,
        mark=mark_of(openings.of(shop)),
    )
