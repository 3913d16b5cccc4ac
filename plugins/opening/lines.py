"""One line a shop whose hours are known, by commune: its name, what it does, its telephone, its hours today."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.hours.day import Day, shown
from plugins.card import Mark, mark_of

if TYPE_CHECKING:
    from guide.guide import Guide
    from guide.state import Openings


class Line(NamedTuple):
    """A shop; `today` are its hours on the day of the build."""

    name: str
    url: str
    trade: str
    phone: str
    mark: Mark
    today: Day


class Group(NamedTuple):
    """The shops of a commune, by name."""

    name: str
    slug: str
    lines: tuple[Line, ...]


class Link(NamedTuple):
    """A link to the page of a commune, and how many shops it holds."""

    title: str
    url: str
    shops: int
    icon: str = ""
    colour: str = ""


def groups_of(guide: Guide, openings: Openings) -> tuple[Group, ...]:
    """Return the shops whose hours are known, by commune."""
    groups = []
    for commune in guide.communes:
        lines = []
        for shop in guide.in_commune(commune.slug):
            opening = openings.of(shop)
            if opening.usual and opening.timetable:
                category = guide.category(shop.category[0])
                today = shown(opening.timetable.on(openings.today).day)
                lines.append(Line(shop.name, guide.urls.of(shop), category.name, shop.phone[0] if shop.phone else "", mark_of(opening), today))
        if lines:
            groups.append(Group(commune.name, commune.slug, tuple(lines)))
    return tuple(groups)
