"""The roster: one line a shop, by commune, with what one wants to know of it when there is no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.hours.sentence import sentence
from plugins.card import mark_of

if TYPE_CHECKING:
    from guide.guide import Guide
    from guide.state import Openings

# A longer list weighs more than a reader's first visit should: 2 000 shops are some 60 KB on the way.
SHOPS = 2_000


class Line(NamedTuple):
    """A shop; `hours` in the site's language, as they were given where nobody can read them, "" if unknown.

    `state` is an English sentence of the interface that overrules them, "" for none.
    """

    name: str
    url: str
    phones: tuple[str, ...]
    hours: str
    state: str


class Group(NamedTuple):
    """The shops of a commune, by name; without their lines in a guide that is too large."""

    title: str
    slug: str
    url: str
    shops: int
    lines: tuple[Line, ...]
    colour: str = ""


def roster_of(guide: Guide, openings: Openings) -> tuple[Group, ...]:
    """Return every shop, by commune; above `SHOPS` the communes alone."""
    whole = len(guide.shops) <= SHOPS
    groups = []
    for commune in guide.communes:
        shops = guide.in_commune(commune.slug)
        if not shops:
            continue
        lines = []
        for shop in shops if whole else ():
            opening = openings.of(shop)
            hours = sentence(opening.expression, guide.site.language) if opening.expression else shop.hours or ""
            lines.append(Line(shop.name, guide.urls.of(shop), shop.phone, hours, mark_of(opening).text))
        groups.append(Group(commune.name, commune.slug, guide.urls.of(commune), len(shops), tuple(lines)))
    return tuple(groups)
