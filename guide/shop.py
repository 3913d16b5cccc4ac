"""A shop: one place, producer, maker or association; one file, ``shops/**/<slug>.yaml`` or ``.md``."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, create_model

from guide import vocabulary
from guide.fields import (
    Bce,
    Day,
    Email,
    Hashtags,
    Latitude,
    Line,
    Lines,
    Longitude,
    Markdown,
    Name,
    Names,
    OsmId,
    Phones,
    Postcode,
    Record,
    Several,
    Siret,
    Slug,
    Slugs,
    Url,
    Wikidata,
    one_of,
    parse_url,
    text_of,
)
from guide.opening import EXAMPLES, Hours
from guide.problem import Refused
from guide.status import ExceptionalHours, State, Status, worded
from guide.vocabulary import said
from guide.words import msg


def parse_image_path(value: Any) -> str:
    """Return the path of a photo below ``content/images/``; never outside of it."""
    text = text_of(value)
    parts = text.split("/")
    if (
        not re.fullmatch(r"[\w][\w ./-]{0,199}", text)
        or any(part in {"", ".", ".."} or part.startswith(".") for part in parts)
        or not re.search(r"\.(jpe?g|png|webp|avif|gif)$", text, re.IGNORECASE)
    ):
        raise Refused(
            msg("“{value}” is not the path of a photo.", value=text[:60]),
            msg("Put the photo into content/images/ and write its path from there: la-huche/front.jpg"),
        )
    return text


def account(key: str) -> Any:
    """Return the parser of a network's address; an account's name becomes one where that is certain."""
    network = vocabulary.NETWORKS[key]

    def parse(value: Any) -> str:
        text = text_of(value)
        if network.profile and re.fullmatch(r"@?[\w.-]{1,64}", text) and not re.search(r"\.(com|net|org|fr|be|me)$", text):
            return network.profile.format(text.removeprefix("@"))
        address = parse_url(text)
        host = urlsplit(address).hostname or ""
        if network.hosts and not any(host == known or host.endswith(f".{known}") for known in network.hosts):
            raise Refused(
                msg("“{value}” is not an address of {network}.", value=text[:60], network=network.name),
                msg("Write the address of the page there: https://www.{host}/…", host=network.hosts[0]),
            )
        return address

    return parse


def _service(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


def _source(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Kind = Annotated[str, BeforeValidator(one_of(tuple(vocabulary.SERVICES), said(vocabulary.SERVICES))), Field(json_schema_extra={"enum": list(vocabulary.SERVICES)})]
Payment = Annotated[str, BeforeValidator(one_of(tuple(vocabulary.PAYMENTS), said(vocabulary.PAYMENTS))), Field(json_schema_extra={"enum": list(vocabulary.PAYMENTS)})]
Access = Annotated[
    str, BeforeValidator(one_of(tuple(vocabulary.ACCESSIBILITY), said(vocabulary.ACCESSIBILITY))), Field(json_schema_extra={"enum": list(vocabulary.ACCESSIBILITY)})
]


def _notes(value: Any) -> Any:
    return {key: text or "" for key, text in value.items()} if isinstance(value, dict) else value or {}


class Accounts(Record):
    """Accounts on social networks, at most one on each of `vocabulary.NETWORKS`."""

    def items(self) -> tuple[tuple[str, str], ...]:
        """Return ``(network, address)`` for each account given, in the networks' order."""
        return tuple((key, url) for key in vocabulary.NETWORKS if (url := getattr(self, key)))


def _example_account(network: vocabulary.Network) -> str:
    if network.profile:
        return network.profile.format("example")
    return f"https://www.{network.hosts[0]}/example" if network.hosts else "https://social.example.org/@example"


Social = create_model(
    "Social",
    __base__=Accounts,
    __doc__=Accounts.__doc__,
    **{
        key: (
            Annotated[str, BeforeValidator(account(key))] | None,
            Field(None, title=network.name, description="Address of the account.", examples=[_example_account(network)]),
        )
        for key, network in vocabulary.NETWORKS.items()
    },  # type: ignore[call-overload]
)


class Position(Record):
    """A point on Earth (WGS 84), in decimal degrees."""

    lat: Latitude = Field(title="Latitude", description="Degrees north, with a decimal point.", examples=["48.6436"])
    lon: Longitude = Field(title="Longitude", description="Degrees east, with a decimal point.", examples=["1.8292"])


class Address(Record):
    """Where letters and visitors arrive; the commune is a field of its own."""

    street: Line | None = Field(None, title="Street", description="Number and street.", examples=["12 rue de la Paix"])
    postcode: Postcode | None = Field(None, title="Postcode", description="Postcode, as text: zeros count.", examples=["01990"])
    complement: Line | None = Field(
        None, title="Complement", description="What helps to find the door.", examples=["At the back of the yard"]
    )


class Service(Record):
    """One way to buy, with what is particular to it."""

    kind: Kind = Field(title="Kind", description="How one can buy, one of the known words.", examples=["delivery"])
    phone: Phones = Field((), title="Telephone", description="Number to order (E.164 or national).", examples=["01 99 00 12 34"])
    url: Url | None = Field(None, title="Order page", description="Where to order (RFC 3986).", examples=["https://shop.example.org/"])
    hours: Hours | None = Field(
        None, title="Hours", description="Hours of this service, written like the shop's.", examples=["mardi et vendredi 10h-12h", "Tu-Sa 10:00-12:00"]
    )
    area: Names = Field((), title="Area", description="Communes served, by name.", examples=[["Saint-Exemple"]])
    minimum: Line | None = Field(None, title="Minimum", description="Smallest order, in words.", examples=["30 €"])
    note: Line | None = Field(None, title="Note", description="One line more.", examples=["Order the day before"])


class Image(Record):
    """A photo, with what it shows and who took it."""

    file: Annotated[str, BeforeValidator(parse_image_path)] = Field(
        title="File", description="Path below content/images/.", examples=["la-huche/front.jpg"]
    )
    alt: Line = Field(
        title="What it shows",
        description="The photo in words, for those who do not see it (WCAG 2.2, 1.1.1).",
        examples=["The oven and its baker, seen from the counter"],
    )
    credit: Line = Field(title="Credit", description="Who took it.", examples=["La Huche"])
    licence: Line | None = Field(None, title="Licence", description="SPDX identifier or sentence.", examples=["CC-BY-4.0"])


class Source(Record):
    """Where the data of an entry come from."""

    name: Line = Field(title="Name", description="Who published the data.", examples=["OpenStreetMap"])
    url: Url | None = Field(None, title="Address", description="Where they can be read.", examples=["https://www.openstreetmap.org/node/1"])
    id: Line | None = Field(None, title="Identifier", description="The record's identifier there.", examples=["4521"])
    date: Day | None = Field(None, title="Date", description="Day of the data (ISO 8601).", examples=["2026-01-05"])


class Shop(Record):
    """What a merchant says of a shop. Only the five fields without a default are required."""

    IMPLIED = frozenset(["slug", "path"])

    slug: Slug = Field(title="Slug", description="The file's name: the shop's identity.", examples=["la-huche"])
    path: str = Field("", exclude=True, description="Where the entry stands in the town's folder.")
    name: Line = Field(title="Name", description="As on the shop's sign.", examples=["La Huche"])
    labels: Hashtags = Field(
        title="Labels", description="Hashtags of the local labels it carries, without “#”.", examples=[["faitici"]], min_length=1
    )
    category: Names = Field(
        title="Category", description="What it does: one or several names of content/categories.yaml.", examples=["boulangerie"], min_length=1
    )
    commune: Name = Field(title="Commune", description="Where it is: a name of content/communes.yaml.", examples=["Saint-Exemple"])
    added: Day = Field(title="Added", description="Day of entry in the guide (ISO 8601).", examples=["2026-01-05"])
    updated: Day | None = Field(None, title="Updated", description="Day of the last change (ISO 8601).", examples=["2026-03-12"])
    verified: Day | None = Field(None, title="Verified", description="Day when somebody last checked it (ISO 8601).", examples=["2026-03-12"])
    tagline: Line | None = Field(None, title="Tagline", description="The shop in one sentence.", examples=["Bread on natural leaven, baked on wood"])
    description: Markdown | None = Field(None, title="Description", description="The shop in its own words (Markdown).", examples=["Flour from the mill…"])
    address: Address | None = Field(None, title="Address", description="Leave out for makers at home and itinerant traders.", examples=[{"street": "12 rue de la Paix", "postcode": "01990"}])
    position: Position | None = Field(None, title="Position", description="Point on the map (WGS 84, decimal degrees).", examples=[{"lat": "48.6436", "lon": "1.8292"}])
    area: Names = Field((), title="Area", description="Communes served, by name.", examples=[["Saint-Exemple"]])
    phone: Phones = Field((), title="Telephone", description="One or several numbers (national, or E.164).", examples=["01 99 00 12 34"])
    email: Email | None = Field(None, title="E-mail", description="Public e-mail address (RFC 5322).", examples=["contact@example.org"])
    website: Url | None = Field(None, title="Website", description="Its own site (RFC 3986).", examples=["https://www.example.org/"])
    booking: Url | None = Field(None, title="Booking", description="Where to book (RFC 3986).", examples=["https://www.example.org/booking"])
    online_shop: Url | None = Field(None, title="Online shop", description="Where to buy online (RFC 3986).", examples=["https://shop.example.org/"])
    social: Social | None = Field(
        None, title="Networks", description="Accounts, one network a line.", examples=[{"mastodon": "https://social.example.org/@example"}]
    )
    hours: Hours | None = Field(
        None, title="Hours", description="When it is open: in plain words, as in OSM (opening_hours), or a line for each day.", examples=EXAMPLES
    )
    exceptional_hours: Annotated[tuple[ExceptionalHours, ...], Several()] = Field(
        (), title="Exceptional hours", description="Days when it is closed or has other hours.", examples=[[{"from": "2026-12-24", "to": "2027-01-02", "closed": "yes", "reason": "Christmas holidays"}]]
    )
    status: Annotated[Status, BeforeValidator(worded, json_schema_input_type=Status | State)] | None = Field(
        None, title="Status", description="How it is, if not simply open: a word, or a word with its days and reason.", examples=["closed-temporarily", {"state": "closed-temporarily", "until": "2027-02-28", "reason": "Works in the bakehouse"}]
    )
    services: Annotated[tuple[Annotated[Service, BeforeValidator(_service, json_schema_input_type=Service | Kind)], ...], Several(commas=True)] = Field(
        (), title="Services", description="How one can buy: a word, or a word with its details.", examples=[["delivery", {"kind": "click-and-collect", "phone": "01 99 00 12 34"}]]
    )
    payments: Annotated[tuple[Payment, ...], Several(commas=True)] = Field(
        (), title="Payments", description="Means of payment (OSM payment:*).", examples=[["card", "cash"]]
    )
    accessibility: Annotated[tuple[Access, ...], Several(commas=True)] = Field(
        (), title="Accessibility", description="What helps to come in (OSM wheelchair …).", examples=[["wheelchair"]]
    )
    images: Annotated[tuple[Image, ...], Several()] = Field(
        (), title="Photos", description="Photos of content/images/, each with its text and credit.", examples=[[{"file": "la-huche/front.jpg", "alt": "The oven", "credit": "La Huche"}]]
    )
    keywords: Lines = Field((), title="Keywords", description="Words that readers may type to find it.", examples=[["bread", "leaven"]])
    aliases: Slugs = Field((), title="Old slugs", description="Former file names, the first one first, so that old links go on working.", examples=[["boulangerie-martin"]])
    source: Annotated[Source, BeforeValidator(_source, json_schema_input_type=Source | Line)] | None = Field(None, title="Source", description="Where imported data come from.", examples=["OpenStreetMap"])
    licence: Line | None = Field(None, title="Licence", description="Licence of the data (SPDX identifier).", examples=["ODbL-1.0"])
    osm: OsmId | None = Field(None, title="OpenStreetMap", description="OSM object.", examples=["node/3422189698"])
    wikidata: Wikidata | None = Field(None, title="Wikidata", description="Wikidata item.", examples=["Q90"])
    siret: Siret | None = Field(None, title="SIRET", description="INSEE's number of the establishment, 14 digits.", examples=["73282932000074"])
    bce: Bce | None = Field(None, title="BCE", description="Belgian enterprise number, 10 digits.", examples=["0202.239.951"])
    notes: Annotated[dict[str, str], BeforeValidator(_notes)] = Field(
        {}, title="Notes", description="Facts kept for editors, not shown: what an import could not place.", examples=[{"cuisine": "pizza"}]
    )

    @property
    def last_change(self) -> Day:
        """Return the day of the newest thing said about the shop."""
        return max(day for day in (self.added, self.updated) if day)


