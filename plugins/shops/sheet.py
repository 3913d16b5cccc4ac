"""A shop's sheet: everything known of a shop, resolved and ordered for its page, nothing empty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from guide import hours
from guide.vocabulary import ACCESSIBILITY, NETWORKS, PAYMENTS, SERVICES
from guide.words import Message, msg
from plugins.card import Sign, sign_of
from plugins.place import Place
from plugins.shops.wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from guide.category import Category
    from guide.commune import Commune
    from guide.guide import Guide
    from guide.hours import Span, Week
    from guide.label import Label
    from guide.photo import Picture
    from guide.shop import Position, Shop

OSM = "https://www.openstreetmap.org"


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service with what is particular to it; `label` is a sentence of the interface."""

    label: str
    icon: str
    url: str
    phone: tuple[str, ...]
    order_url: str
    hours: Opening | None
    area: tuple[Place, ...]
    minimum: str
    note: str


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row, from `first` to `last` (Monday is 0), that are open at the same hours."""

    first: int
    last: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours as a week when they are the same all year, and always as they were written.

    `runs` are the open days of the week, those alike together; `lines` say the hours in words.
    """

    week: Week | None
    runs: tuple[Run, ...]
    lines: tuple[str, ...]
    written: str


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
    opening: Opening | None
    services: tuple[ServiceLine, ...]
    payments: tuple[str, ...]
    accessibility: tuple[str, ...]
    area: tuple[Place, ...]
    photos: tuple[PhotoView, ...]
    accounts: tuple[Account, ...]
    map: MapLinks | None
    report: str
    source_file: str


def sheet_of(shop: Shop, guide: Guide, pictures: Mapping[str, Picture]) -> Sheet:
    """Return the sheet of a shop; `pictures` are those that were made, by file."""
    return Sheet(
        shop=shop,
        sign=sign_of(shop, guide),
        categories=tuple(guide.category(slug) for slug in shop.category),
        commune=guide.commune(shop.commune),
        labels=tuple(guide.label(hashtag) for hashtag in shop.labels),
        opening=_opening(shop.hours, guide.site.language),
        services=tuple(
            ServiceLine(
                label=SERVICES[service.kind].label.text,
                icon=SERVICES[service.kind].icon,
                url=guide.urls.service(service.kind),
                phone=service.phone,
                order_url=service.url or "",
                hours=_opening(service.hours, guide.site.language),
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
        report=_report_link(shop, guide),
        source_file=f"{guide.site.repository}/src/branch/main/{shop.path}" if guide.site.repository else "",
    )


def _opening(written: str | None, language: str) -> Opening | None:
    if not written:
        return None
    week = hours.week(written)
    return Opening(week, tuple(_runs(week)) if week else (), worded(written, language), written)


def _runs(week: Week) -> Iterator[Run]:
    first = 0
    for spans, days in groupby(week.days):
        following = first + len(tuple(days))
        if spans:
            yield Run(first, following - 1, spans)
        first = following


def _map_links(position: Position, name: str) -> MapLinks:
    point = f"{position.lat:.6f},{position.lon:.6f}"
    return MapLinks(
        geo=f"geo:{point}?q={point}({quote(name, safe='')})",
        osm=f"{OSM}/?mlat={position.lat:.6f}&mlon={position.lon:.6f}#map=18/{position.lat:.6f}/{position.lon:.6f}",
    )


def _report_link(shop: Shop, guide: Guide) -> str:
    """Return a `mailto:` (RFC 6068) that carries the entry, or "" when the site has no e-mail."""
    if not guide.site.email:
        return ""
    say: list[Message | str] = [
        msg("What is wrong, or what has changed?"),
        "",
        "",
        "",
        msg("— The entry as it is —"),
        f"{shop.name} ({guide.commune(shop.commune).name})",
        f"{guide.site.address.rstrip('/')}/{guide.urls.of(shop)}",
        shop.path,
        *_facts(shop),
    ]
    language = guide.site.language
    lines = [line.in_language(language) if isinstance(line, Message) else line for line in say]
    subject = msg("Correction: {name}", name=shop.name).in_language(language)
    # Mail programs cut addresses beyond about 2 000 characters.
    body = "\r\n".join(lines)[:900]
    return f"mailto:{guide.site.email}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _facts(shop: Shop) -> list[str]:
    address = shop.address
    facts = {
        "address": " ".join(part for part in (address.street, address.postcode) if part) if address else "",
        "phone": ", ".join(shop.phone),
        "email": shop.email,
        "website": shop.website,
        "hours": shop.hours,
        "services": ", ".join(service.kind for service in shop.services),
        "verified": shop.verified.isoformat() if shop.verified else "",
    }
    return [f"{name}: {value}" for name, value in facts.items() if value]
