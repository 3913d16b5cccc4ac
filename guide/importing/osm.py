"""OpenStreetMap's tags, read as the fields of an entry; what has no field stays in the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.importing.offer import Offer, Whereabouts
from guide.importing.texts import as_markdown, one_line
from guide.vocabulary import ACCESSIBILITY, NETWORKS, PAYMENTS, SERVICES
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guide.importing.kinds import Kinds
    from guide.importing.sources import Row
    from guide.vocabulary import Word

NAME, LICENCE = "OpenStreetMap", "ODbL-1.0"
_TEXTS = {
    "website": "website", "contact:website": "website", "url": "website",
    "email": "email", "contact:email": "email", "opening_hours": "hours",
    "wikidata": "wikidata", "ref:FR:SIRET": "siret", "ref:BE:BCE": "bce", "description": "description",
    "addr:postcode": "address.postcode", "addr:housename": "address.complement", "addr:unit": "address.complement",
}  # fmt: skip
_PHONES = ("phone", "contact:phone", "mobile", "contact:mobile", "phone:mobile")
# Names under which OpenStreetMap knows the networks.
_NETWORKS = {**{network: network for network in NETWORKS}, "twitter": "x"}
_CARDS = (
    "cards",
    "debit_cards",
    "credit_cards",
    "visa",
    "mastercard",
    "maestro",
    "visa_debit",
    "visa_electron",
    "bancontact",
    "cb",
    "girocard",
)
_PAYMENTS = {
    **{word.osm.removeprefix("payment:"): name for name, word in PAYMENTS.items()},
    **dict.fromkeys(_CARDS, "card"), "coins": "cash", "notes": "cash", "cheques": "cheque", "meal_vouchers": "meal-voucher",
    "titre_restaurant": "meal-voucher", "apple_pay": "mobile", "google_pay": "mobile", "payconiq": "mobile",
}  # fmt: skip
_YES = frozenset({"yes", "only", "designated"})
# In these countries the number stands before the street's name.
_NUMBER_FIRST = frozenset({"FR", "LU", "MC", "GB", "IE", "US", "CA"})


def osm_offer(row: Row, kinds: Kinds, country: str) -> Offer:
    """Return the offer of an object of OpenStreetMap; `country` is the site's (ISO 3166-1)."""
    offer = Offer(row.number, f"osm:{row.osm}" if row.osm else "", row.texts.get("name", ""), point=row.point)
    if row.osm:
        offer.values["osm"] = row.osm
    read_tags(offer, row.texts, kinds, country)
    if not offer.label:
        offer.label = next(iter(_said(row.texts)), "")
        offer.why_not = msg("It has no name.")
    elif not offer.values.get("category"):
        offer.why_not = msg("No category stands for {tags}.", tags=", ".join(_said(row.texts)) or "—")
    return offer


def read_tags(offer: Offer, tags: Mapping[str, str], kinds: Kinds, country: str) -> None:
    """Put all that the tags say into the offer."""
    rest = dict(tags)
    kind = kinds.of(tags)
    if kind.categories and not offer.values.get("category"):
        offer.values["category"] = list(kind.categories)
        for key in kind.keys:
            del rest[key]
    name = rest.pop("name", "")
    if name:
        offer.put("name", one_line(name))
    for key, field in _TEXTS.items():
        text = as_markdown(tags.get(key, "")) if field == "description" else one_line(tags.get(key, ""))
        if text and offer.put(field, text):
            del rest[key]
    for key in _PHONES:
        for number in rest.pop(key, "").split(";"):
            if number.strip():
                offer.add("phone", one_line(number))
    _street(offer, rest, tags.get("addr:country", country))
    _networks(offer, rest)
    _words(offer, rest)
    if not any((offer.whereabouts.code, offer.whereabouts.name)):
        place = one_line(rest.get("addr:city", ""))
        offer.whereabouts = Whereabouts(
            "", place, one_line(tags.get("addr:postcode", "")), tags.get("addr:country", "").upper(), locality=True
        )
    for key, text in rest.items():
        if key != "addr:city":
            offer.note(key, text)


def _street(offer: Offer, rest: dict[str, str], country: str) -> None:
    place = "addr:street" if rest.get("addr:street") else "addr:place"
    street, number = one_line(rest.get(place, "")), one_line(rest.get("addr:housenumber", ""))
    if not street:
        return
    written = f"{number} {street}" if country.upper() in _NUMBER_FIRST else f"{street} {number}"
    if offer.put("address.street", written.strip()):
        rest.pop(place)
        rest.pop("addr:housenumber", None)


def _networks(offer: Offer, rest: dict[str, str]) -> None:
    for key, network in _NETWORKS.items():
        for name in (f"contact:{key}", key):
            if rest.get(name) and offer.put(f"social.{network}", rest[name]):
                del rest[name]


def _words(offer: Offer, rest: dict[str, str]) -> None:
    """Take the tags that the controlled words of entries stand for; a “no” stays in the notes."""
    for field, vocabulary in (("services", SERVICES), ("accessibility", ACCESSIBILITY)):
        for name, word in vocabulary.items():
            if _is_said(word, rest):
                offer.add(field, name)
                del rest[word.osm.partition("=")[0]]
    means = {}
    for key in [key for key in rest if key.startswith("payment:") and rest[key] in _YES]:
        if known := _PAYMENTS.get(key.removeprefix("payment:")):
            means[known] = rest.pop(key)
    for name in PAYMENTS:
        if name in means:
            offer.add("payments", name)


def _is_said(word: Word, tags: Mapping[str, str]) -> bool:
    key, _, wanted = word.osm.partition("=")
    # What may have any value (rental=*, parking=*) says too little of a shop to be sure.
    if not key or wanted == "*" or key not in tags:
        return False
    return tags[key] == wanted or (wanted == "yes" and tags[key] in _YES)


def _said(tags: Mapping[str, str]) -> list[str]:
    from guide.importing.kinds import PRIMARY  # noqa: PLC0415 - only to say why

    return [f"{key}={tags[key]}" for key in PRIMARY if key in tags]
