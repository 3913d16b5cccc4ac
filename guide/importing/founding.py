"""Founding the communes that rows name and the guide lacks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import TYPE_CHECKING

from guide.commune import Commune
from guide.fields import LINE
from guide.importing.geometry import position
from guide.importing.place import DISTRICT, NEAREST_KM, is_postcode, name_key
from guide.importing.texts import calmed, is_shouted
from guide.nearby import distance_km
from guide.text import DEVICES, SLUG_LENGTH, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guide.importing.offer import Offer
    from guide.importing.place import Gazetteer
    from guide.shop import Position

_CODE = re.compile("[0-9][0-9AB][0-9]{3}")


@dataclass(slots=True)
class Founding:
    """A commune that rows name and the guide lacks."""

    name: str
    code: str
    country: str
    postcodes: dict[str, None] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)


def found(
    offers: Iterable[Offer], known: Gazetteer, country: str, site_country: str
) -> list[tuple[Commune, list[Offer]]]:
    """Return a new commune, with its offers, for each that the offers name with a postcode or a code.

    `country`: that of the offers that do not say theirs (ISO 3166-1; empty: unknown). One name in two
    departments makes two communes. The position is the mean of the rows', without those far from most.
    """
    groups: dict[tuple[str, str], Founding] = {}
    for offer in offers:
        said = offer.whereabouts
        land = said.country if re.fullmatch("[A-Z]{2}", said.country) else country
        code = said.code if _CODE.fullmatch(said.code) else ""
        postcode = said.postcode if is_postcode(said.postcode, land) else ""
        if not (name_key(said.name) and len(said.name) <= LINE and (postcode or code)):
            continue
        identity = (code, "") if code else (name_key(said.name), postcode[:DISTRICT])
        group = groups.setdefault(identity, Founding(said.name, code, land if land != site_country else ""))
        group.offers.append(offer)
        if postcode:
            group.postcodes[postcode] = None
    namesakes: dict[str, list[Founding]] = defaultdict(list)
    for group in groups.values():
        namesakes[name_key(group.name)].append(group)
    made = []
    for key, same in namesakes.items():
        kept = _without_slips(same, known.margin)
        for group in kept:
            # A name that nine rows in ten mean, the tenth mistaking a postcode, stays what people write.
            is_meant = 10 * len(group.offers) >= 9 * sum(len(other.offers) for other in kept)
            slug = _slug(key, group, alone=is_meant, taken=known.communes)
            commune = _commune(group, slug, known.margin)
            known.add(commune)
            made.append((commune, group.offers))
    return made


def _commune(group: Founding, slug: str, margin_km: float) -> Commune:
    return Commune.model_validate(
        {
            "name": calmed(group.name) if is_shouted(group.name) else group.name,
            "slug": slug,
            "code": group.code or None,
            "postcodes": list(group.postcodes),
            "position": middle([offer.point for offer in group.offers if offer.point], margin_km),
            "country": group.country or None,
        }
    )


def _without_slips(namesakes: list[Founding], margin: float) -> list[Founding]:
    """Give rows with a mistaken postcode back to the commune of that name where they stand."""
    kept: list[Founding] = []
    for group in sorted(namesakes, key=lambda g: -len(g.offers)):
        here = middle([offer.point for offer in group.offers if offer.point], margin)
        for bigger in kept:
            there = middle([offer.point for offer in bigger.offers if offer.point], margin)
            if here and there and distance_km(here, there) <= NEAREST_KM and not group.code:
                bigger.offers += group.offers
                break
        else:
            kept.append(group)
    return kept


def middle(points: list[Position], margin_km: float) -> Position | None:
    """Return the mean of the points around which most stand, or None if they contradict each other."""
    if len(points) < 2:
        return points[0] if points else None
    centre = position(median(p.lat for p in points), median(p.lon for p in points))
    near = [p for p in points if centre and distance_km(p, centre) <= margin_km]
    if 2 * len(near) <= len(points):
        return None
    return position(fmean(p.lat for p in near), fmean(p.lon for p in near))


def _slug(key: str, group: Founding, *, alone: bool, taken: dict[str, Commune]) -> str:
    mark = next(iter(group.postcodes), group.code)
    base = key if alone and key not in taken else slugify(f"{key[: SLUG_LENGTH - 12]} {mark}")
    slug, number = base, 2
    while slug in taken or slug in DEVICES:
        slug, number = f"{base}-{number}", number + 1
    return slug
