"""Fitting an offer into its commune: what a whole guide must agree on, beyond one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.importing.accept import set_aside
from guide.importing.communes import point_values
from guide.importing.founding import middle
from guide.importing.place import is_postcode, name_key, same_district
from guide.nearby import distance_km
from guide.text import slugify
from guide.words import msg

if TYPE_CHECKING:
    from guide.commune import Commune
    from guide.importing.offer import Offer


def fit(offers: list[Offer], commune: Commune, margin_km: float) -> None:
    """Name the commune in its offers; a point far from its middle, or from the others, goes to the notes."""
    points = [offer.point for offer in offers if offer.point]
    centre = commune.position or middle(points, margin_km)
    for offer in offers:
        _name(offer, commune)
        if offer.point is None:
            continue
        offer.values["position"] = point_values(offer.point)
        if centre is None:
            set_aside(offer, "position", msg("The rows of this commune lie far from each other."))
        elif (away := distance_km(offer.point, centre)) > margin_km:
            what = msg("This point is {away} km away from {commune}.", away=round(away), commune=commune.name)
            set_aside(offer, "position", what)


def _name(offer: Offer, commune: Commune) -> None:
    offer.values["commune"] = commune.name if slugify(commune.name) == commune.slug else commune.slug
    said = offer.whereabouts
    if said.name and name_key(said.name) != name_key(commune.name):
        offer.note("addr:city" if said.locality else "commune", said.name)
    if said.code and said.code != commune.code:
        offer.note("commune.code", said.code)


def missing_postcode(offer: Offer, commune: Commune, postcodes: list[str], country: str, *, may_grow: bool) -> str:
    """Return the address's postcode if the commune lacks it and may take it, else nothing.

    What it may not take goes to the notes.
    """
    postcode: str = offer.values.get("address", {}).get("postcode", "")
    if not postcode or not postcodes or postcode in postcodes:
        return ""
    if may_grow and is_postcode(postcode, country) and same_district(postcode, postcodes):
        return postcode
    set_aside(
        offer,
        "address.postcode",
        msg("{postcode} is not a postcode of {commune}.", postcode=postcode, commune=commune.name),
    )
    return ""
