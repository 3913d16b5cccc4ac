"""The town's facts: what `content/site.yaml` says."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import BeforeValidator, Field, model_validator

from guide.commune import Country
from guide.fields import Count, Email, Flag, Line, Markdown, Record, Url, matching, one_of, text_of
from guide.problem import Refused
from guide.text import closest, fold
from guide.words import LANGUAGES, msg


@cache
def _zones() -> frozenset[str]:
    # Asking walks through the system's whole database.
    return frozenset(available_timezones())


def parse_timezone(value: Any) -> str:
    """Return a name of the IANA time zone database."""
    text = text_of(value)
    if text in _zones():
        return text
    near = closest(text, _zones()) or "Europe/Paris"
    raise Refused(msg("“{value}” is not a time zone.", value=text[:60]), msg("Did you mean “{near}”?", near=near))


Domain = Annotated[str, BeforeValidator(matching(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.){1,4}[a-z][a-z0-9-]{0,61}[a-z0-9]", "guide.example.org"))]
DIAGNOSIS = ("auto", "yes", "no")


class Publisher(Record):
    """Who answers for the site (France: loi n° 2004-575, art. 1-1; Belgium: CDE, art. XII.6)."""

    name: Line = Field(title="Name", description="Person or association.", examples=["Association of the shops"])
    address: Line | None = Field(None, title="Address", description="Postal address.", examples=["1 place de la Mairie, 01990 Saint-Exemple"])
    phone: Line | None = Field(None, title="Telephone", description="Telephone number.", examples=["01 99 00 00 01"])
    director: Line | None = Field(None, title="Director of publication", description="Who answers for what is published.", examples=["The president"])
    registration: Line | None = Field(None, title="Registration", description="RNA, SIREN, BCE … number.", examples=["W000000000"])


class Host(Record):
    """Who hosts the site."""

    name: Line = Field(title="Name", description="The host's name.", examples=["Codeberg e.V."])
    address: Line | None = Field(None, title="Address", description="Its postal address.", examples=["Berlin"])
    url: Url | None = Field(None, title="Website", description="Its site.", examples=["https://codeberg.example.org/"])


OSM_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OSM_HOST = "openstreetmap.org"
_TILES = re.compile(r"(?P<origin>https://(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::[1-9][0-9]{0,4})?)/(?P<path>[A-Za-z0-9._~%/?=&@+{}-]+)")


def parse_tiles(value: Any) -> str:
    """Return the address of the images of a map, with ``{z}/{x}/{y}``; "" where the town says no.

    Readers' browsers ask it, and it stands in the pages' security policy: https, a plain host, no credentials.
    """
    text = text_of(value)
    if fold(text) in {"no", "non", "nee", "false", ""}:
        return ""
    address = _TILES.fullmatch(text)
    if address is None or len(text) > 500:
        raise Refused(msg("“{value}” is not the address of the images of a map.", value=text[:80]), msg("Write it like this: {example}", example=OSM_TILES))
    for name in ("{z}", "{x}", "{y}"):
        if address["path"].count(name) != 1:
            raise Refused(msg("{name} is missing in this address, or stands there twice.", name=name), msg("Write it like this: {example}", example=OSM_TILES))
    if re.search(r"[{}]", re.sub(r"\{[zxy]\}", "", address["path"])):
        raise Refused(msg("This address holds more between braces than z, x and y."), msg("Write it like this: {example}", example=OSM_TILES))
    return text


Tiles = Annotated[str, BeforeValidator(parse_tiles)]


class DetailedMap(Record):
    """The map that appears when the reader asks for it: whose images it shows."""

    tiles: Tiles = Field(OSM_TILES, title="Tiles", description="Address of the images, with {z}, {x} and {y}; “no”: no such map.", examples=[OSM_TILES])
    attribution: Line | None = Field(None, title="Attribution", description="Whose images these are: shown with the map.", examples=["© OpenStreetMap contributors"])
    max_zoom: Count = Field(19, ge=1, le=22, title="Largest scale", description="The largest {z} for which there are images (1 to 22).", examples=["19"])

    @model_validator(mode="after")
    def _say_whose(self) -> DetailedMap:
        if self.tiles and not self.attribution and not self.of_osm:
            raise Refused(msg("Whose images these are is not said."), msg("Write “attribution:” below “tiles:”."))
        return self

    @property
    def origin(self) -> str:
        """Return where the images come from, as a security policy names it: ``https://tile.openstreetmap.org``."""
        address = _TILES.fullmatch(self.tiles)
        return address["origin"] if address else ""

    @property
    def host(self) -> str:
        """Return whom the reader's browser will ask."""
        address = _TILES.fullmatch(self.tiles)
        return address["host"] if address else ""

    @property
    def of_osm(self) -> bool:
        """Say whether OpenStreetMap itself serves the images."""
        return f".{self.host}".endswith(f".{OSM_HOST}")


class Site(Record):
    """The facts of a town's site."""

    name: Line = Field(title="Name", description="Name of the guide.", examples=["Le guide de Saint-Exemple"])
    tagline: Line | None = Field(None, title="Tagline", description="The guide in one sentence.", examples=["Good addresses near you"])
    introduction: Markdown | None = Field(None, title="Introduction", description="First words of the front page (Markdown).", examples=["Welcome…"])
    territory: Line | None = Field(None, title="Territory", description="Name of the territory, as said in a sentence.", examples=["Saint-Exemple et ses environs"])
    language: Annotated[str, BeforeValidator(one_of(LANGUAGES))] = Field(
        title="Language", description="Language of the interface (BCP 47).", examples=["fr"], json_schema_extra={"enum": list(LANGUAGES)}
    )
    country: Country = Field("FR", title="Country", description="ISO 3166-1 code: how telephone numbers are read.", examples=["FR"])
    timezone: Annotated[str, BeforeValidator(parse_timezone)] = Field(
        "Europe/Paris", title="Time zone", description="IANA name.", examples=["Europe/Paris"]
    )
    address: Url = Field(title="Address", description="Public address of the site.", examples=["https://guide.example.org/"])
    email: Email | None = Field(None, title="E-mail", description="Where readers report mistakes.", examples=["guide@example.org"])
    repository: Url | None = Field(None, title="Repository", description="Where the guide's files are kept.", examples=["https://forge.example.org/town/guide"])
    publisher: Publisher | None = Field(None, title="Publisher", description="Who answers for the site.", examples=[{"name": "Association"}])
    host: Host | None = Field(None, title="Host", description="Who hosts the site.", examples=[{"name": "Host"}])
    licence: Line | None = Field(None, title="Licence", description="Licence of texts and data (SPDX identifier).", examples=["CC-BY-SA-4.0"])
    demonstration: Flag = Field(False, title="Demonstration", description="“yes” marks every entry as an example.", examples=["no"])
    page_size: Count = Field(24, ge=6, le=100, title="Shops a page", description="How many shops a list page shows (6 to 100).", examples=["24"])
    feed_items: Count = Field(50, ge=10, le=500, title="Items a feed", description="How many items a feed holds (10 to 500).", examples=["50"])
    authority: Domain | None = Field(
        None, title="Authority", description="A domain name that names this guide in its feeds' ids; set once, never changed.", examples=["guide.example.org"]
    )
    territory_margin: Count = Field(
        20, ge=1, le=200, title="Margin of the territory", description="How far (km) a shop may stand from the middle of its commune.", examples=["20"]
    )
    verified_months: Count = Field(
        18, ge=1, le=120, title="Months until to be verified", description="After how many months an entry that nobody verified is “to verify” (1 to 120).", examples=["18"]
    )
    diagnosis: Annotated[str, BeforeValidator(one_of(DIAGNOSIS, {"yes": msg("yes"), "no": msg("no")}))] = Field(
        "auto", title="Diagnosis", description="Whether each shop has a page that says what its entry lacks; “auto”: in a guide of at most 500 shops.", examples=["auto"],
        json_schema_extra={"enum": list(DIAGNOSIS)},
    )  # fmt: skip
    map: DetailedMap = Field(
        DetailedMap(), title="Detailed map", description="The map that a reader may ask for: whose images it shows.", examples=[{"tiles": OSM_TILES, "max_zoom": "19"}]
    )
    offline: Flag = Field(
        True, title="Without a network", description="Whether readers can install the guide and read it without a network.", examples=["yes"]
    )
