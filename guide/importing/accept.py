"""Judging an offer by the schema of entries: what it refuses moves to the notes, with the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from guide.document import Document
from guide.explain import explain
from guide.fields import Phone
from guide.importing.offer import Aside
from guide.importing.place import is_postcode
from guide.importing.texts import calmed, is_shouted
from guide.shop import Address, Shop
from guide.words import msg

if TYPE_CHECKING:
    from guide.document import Where
    from guide.fields import Record
    from guide.importing.offer import Offer
    from guide.words import Message

# The order in which an entry's fields are written: the schema's.
ORDER = tuple(name for name in Shop.model_fields if name not in {"slug", "path"})
REQUIRED = ("name", "labels", "category", "commune", "added")
_ADDRESSES = ("website", "booking", "online_shop")
# “01 … / 02 …”, “01 … ou 02 …”: several numbers in one cell.
_SEVERAL = re.compile(r"\s*(?:[;/,|\n]|\s-\s|\bou\b|\bet\b)\s*")
_PHONE: TypeAdapter[str] = TypeAdapter(Phone)


def accept(offer: Offer, country: str, postal_country: str) -> None:
    """Leave in the offer only what the schema takes; the rest goes to its notes and asides.

    `country`, `postal_country`: how telephone numbers and postcodes are read (ISO 3166-1). A required field that is
    refused makes the offer unplaceable (`why_not`); one that is missing is the caller's affair.
    """
    _calm_name(offer)
    _several_numbers(offer, country)
    for field in _ADDRESSES:
        _one_address(offer, field)
    postcode = offer.values.get("address", {}).get("postcode")
    if postcode and not is_postcode(postcode, postal_country):
        why = msg("“{postcode}” is not a postcode of {country}.", postcode=postcode, country=postal_country)
        set_aside(offer, "address.postcode", why)
    offer.values = {name: offer.values[name] for name in ORDER if offer.values.get(name)}
    # Each round takes out what is refused; the schema names so many faults at once and no more.
    while found := faults(Shop, offer.values, {"slug": "shop"}, country):
        for where, why in found:
            if where[0] in REQUIRED:
                offer.why_not = msg("{field}: {why}", field=where[0], why=why)
                return
            set_aside(offer, ".".join(map(str, where)), why)


def set_aside(offer: Offer, field: str, why: Message) -> None:
    """Move a value, named by its dotted place, from the fields to the notes."""
    first, *steps = field.split(".")
    holder: Any = offer.values
    key: Any = first
    for step in steps:
        inner = holder[key]
        # A single value may stand where a list is allowed, and half a point is none.
        if not isinstance(inner, (dict, list)) or first == "position":
            break
        holder, key = inner, int(step) if isinstance(inner, list) else step
    raw = holder.pop(key)
    parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else [raw]
    text = ", ".join(map(str, parts))
    name = ".".join(step for step in (first, *steps) if not step.isdigit())
    offer.note(name, text)
    offer.asides.append(Aside(name, text, why))
    if not offer.values.get(first, True):
        del offer.values[first]


def as_written(values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields in the order of entries, a list of one as the value alone, as people write it."""
    written = {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name in ORDER
        if (value := values.get(name))
    }
    if address := written.get("address"):
        written["address"] = {name: address[name] for name in Address.model_fields if name in address}
    return written


def faults(model: type[Record], values: dict[str, Any], implied: dict[str, str], country: str) -> list[tuple[Where, Message]]:
    """Return the place of each value that a record refuses, and why; `implied` is what is not written as a field."""
    try:
        model.model_validate({**values, **implied}, context={"country": country})
    except ValidationError as error:
        problems = explain(error, Document("", None, {}), model)
        places = [detail["loc"] for detail in error.errors(include_url=False)]
        found = [(where, problem.what) for where, problem in zip(places, problems, strict=False)]
        # From the end of each list, so that places stay right while values are taken out.
        found = [fault for fault in found if fault[0] and fault[0][0] in values]
        return sorted(found, key=lambda fault: [str(step).zfill(6) for step in fault[0]], reverse=True)
    return []


def _calm_name(offer: Offer) -> None:
    name = offer.values.get("name", "")
    if is_shouted(name) and calmed(name) != name:
        offer.values["name"] = calmed(name)
        offer.note("name", name)


def _several_numbers(offer: Offer, country: str) -> None:
    """Part numbers that share a cell, but not “063/42.22.48”, which is one."""
    if "phone" not in offer.values:
        return
    numbers: list[str] = []
    for number in offer.values["phone"]:
        parts = [part for part in _SEVERAL.split(number) if part]
        is_several = (
            len(parts) > 1 and not _is_number(number, country) and any(_is_number(part, country) for part in parts)
        )
        numbers += parts if is_several else [number]
    offer.values["phone"] = list(dict.fromkeys(numbers))


def _is_number(text: str, country: str) -> bool:
    try:
        _PHONE.validate_python(text, context={"country": country})
    except ValidationError:
        return False
    return True


def _one_address(offer: Offer, field: str) -> None:
    """Complete an address without its ``https://``; of several, keep the first."""
    text = offer.values.get(field)
    if not text:
        return
    first, *others = re.split(r"[\s;,]+(?=https?://|www\.)", text)
    if re.match(r"[\w-]+(\.[\w-]+)+([/?#:]|$)", first) and "@" not in first:
        first = f"https://{first}"
    offer.values[field] = first
    for other in others:
        offer.note(field, other)
