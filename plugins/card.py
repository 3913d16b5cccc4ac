"""What lists show of a shop: plain data, rendered once by `macros/card.html` and placed on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.vocabulary import SERVICES

if TYPE_CHECKING:
    from guide.guide import Guide
    from guide.shop import Shop


class Sign(NamedTuple):
    """A shop's drawn sign: its words, the icon and the colour of its first category."""

    name: str
    trade: str
    icon: str
    colour: str


class Card(NamedTuple):
    """A shop in a list. `services` are English sentences of the interface, to translate."""

    url: str
    sign: Sign
    commune: str
    tagline: str
    services: tuple[str, ...]
    picture: str
    example: bool


def sign_of(shop: Shop, guide: Guide) -> Sign:
    """Return the sign of a shop."""
    category = guide.category(shop.category[0])
    return Sign(shop.name, category.name, category.icon, category.colour)


def card_of(shop: Shop, guide: Guide) -> Card:
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
    )

