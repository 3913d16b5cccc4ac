"""A shop's sheet: everything known of a shop, resolved and ordered for its page, nothing empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from guide.correction import correction_link
from guide.diagnosis import has_pages
from guide.vocabulary import ACCESSIBILITY, NETWORKS, PAYMENTS, SERVICES
from plugins.card import Sign, sign_of
from plugins.place import Place
from plugins.shops.hours import HoursView, OpeningView, opening_of, service_hours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guide.category import Category
    from guide.commune import Commune
    from guide.guide import Guide
    from guide.label import Label
    from guide.photo import Picture
    from guide.shop import Position, Shop
    from guide.state import Openings

OSM = "https://www.openstreetmap.org"


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service with what is particular to it; `label` is a sentence of the interface."""

    label: str
    icon: str
    url: str
    phone: tuple[str, ...]
    order_url: str
    hours: HoursView | None
    area: tuple[Place, ...]
    minimum: str
    note: str


@dataclass(frozen=True, slots=True)
class MapLinks:
    """Addresses that open the reader's own map application (RFC 5870) and OpenStreetMap."""

    geo: str
    osm: str


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo with its words; `picture` has the files."""

    picture: Picture
    alt: str
    credit: str
    licence: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account on a network."""

    network: str
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What `shop.html` shows. Tuples may be empty; the template leaves out what is."""

    shop: Shop
    sign: Sign
    categories: tuple[Category, ...]
    commune: Commune
    labels: tuple[Label, ...]
    opening: OpeningView
    successor: Shop | None
    services: tuple[ServiceLine, ...]
    payments: tuple[str, ...]
    accessibility: tuple[str, ...]
    area: tuple[Place, ...]
    photos: tuple[PhotoView, ...]
    accounts: tuple[Account, ...]
    map: MapLinks | None
    report: str
    diagnosis: str
    source_file: str


def sheet_of(shop: Shop, guide: Guide, openings: Openings, pictures: Mapping[str, Picture]) -> Sheet:
    """Return the sheet of a shop; `pictures` are those that were made, by file."""
    return Sheet(
        shop=shop,
        sign=sign_of(shop, guide),
        categories=tuple(guide.category(slug) for slug in shop.category),
        commune=guide.commune(shop.commune),
        labels=tuple(guide.label(hashtag) for hashtag in shop.labels),
        opening=opening_of(shop, openings),
        successor=guide.shop(shop.status.successor) if shop.status and shop.status.successor else None,
        services=tuple(
            ServiceLine(
                label=SERVICES[service.kind].label.text,
                icon=SERVICES[service.kind].icon,
                url=guide.urls.service(service.kind),
                phone=service.phone,
                order_url=service.url or "",
                hours=service_hours(shop, service.hours, openings),
                area=tuple(Place.of(guide, slug) for slug in service.area),
                minimum=service.minimum or "",
                note=service.note or "",
            )
            for service in shop.services
        ),
        payments=tuple(PAYMENTS[kind].label.text for kind in shop.payments),
        accessibility=tuple(ACCESSIBILITY[kind].label.text for kind in shop.accessibility),
        area=tuple(Place.of(guide, slug) for slug in shop.area),
        photos=tuple(
            PhotoView(pictures[image.file], image.alt, image.credit, image.licence or "")
            for image in shop.images
            if image.file in pictures
        ),
        accounts=tuple(Account(NETWORKS[key].name, url) for key, url in shop.social.items()) if shop.social else (),
        map=_map_links(shop.position, shop.name) if shop.position else None,
        report=correction_link(shop, guide),
        diagnosis=guide.urls.diagnosis(shop.slug) if has_pages(guide.site, len(guide.shops)) else "",
        source_file=f"{guide.site.repository}/src/branch/main/{shop.path}" if guide.site.repository else "",
    )


def _map_links(position: Position, name: str) -> MapLinks:
    point = f"{position.lat:.6f},{position.lon:.6f}"
    return MapLinks(
        geo=f"geo:{point}?q={point}({quote(name, safe='')})",
        osm=f"{OSM}/?mlat={position.lat:.6f}&mlon={position.lon:.6f}#map=18/{position.lat:.6f}/{position.lon:.6f}",
    )
