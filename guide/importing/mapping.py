"""The mapping file: which column of a table says what. It is data, so that a new table needs no code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from guide.document import parse
from guide.fields import Flag, Hashtags, Line, Lines, Record, one_of
from guide.files import Unreadable, read_text
from guide.importing.town import validated
from guide.problem import InvalidContent, Problem, Refused
from guide.shop import Source
from guide.text import closest
from guide.vocabulary import NETWORKS
from guide.words import msg

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("shops", "communes")
# Fields of an entry that a column can fill; those with words of their own are tables (category, services …).
FIELDS = (
    "name", "tagline", "description", "address.street", "address.postcode", "address.complement", "phone", "email",
    "website", "booking", "online_shop", "hours", "osm", "wikidata", "siret", "bce",
    *(f"social.{network}" for network in NETWORKS),
)  # fmt: skip
# Where the shop is: an official commune, or a place name as in a postal address.
PLACES = ("commune", "commune.code", "commune.postcode", "locality", "country")
COMMUNE_FIELDS = ("name", "code", "postcodes", "country")


def _fields(value: Any) -> Any:
    """Check the names of fields while the line of each is still known."""
    if not isinstance(value, dict):
        return value
    known = (*FIELDS, *PLACES, *COMMUNE_FIELDS)
    for name in value:
        if name not in known:
            near = closest(name, known)
            fix = (
                msg("Did you mean “{near}”?", near=near)
                if near
                else msg("Known fields: {fields}.", fields=", ".join(known))
            )
            raise Refused(msg("“{field}” is not a known field.", field=name), fix)
    return value


def _table(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


def _tables(value: Any) -> Any:
    return [_table(item) for item in (value if isinstance(value, list) else [value])]


class Table(Record):
    """A column whose values are translated one by one; without `values` they are taken as they are."""

    column: Line = Field(title="Column", description="Name of the column.", examples=["Type de commerce"])
    values: dict[str, Lines | None] = Field(
        {},
        title="Values",
        description="What each value means here; empty: nothing.",
        examples=[{"Primeur": "shop=greengrocer"}],
    )
    default: Lines = Field((), title="Default", description="What all other values mean.", examples=["shop=yes"])


# A sign may be a space or a tabulation.
Sign = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1)]
TableField = Annotated[Table, BeforeValidator(_table)]
TablesField = Annotated[tuple[Table, ...], BeforeValidator(_tables)]


class Columns(Record):
    """Latitude and longitude in two columns."""

    lat: Line = Field(title="Latitude", description="Column of the latitude.", examples=["lat"])
    lon: Line = Field(title="Longitude", description="Column of the longitude.", examples=["lon"])


class Mapping(Record):
    """How a table is read. Columns that it does not name go into the notes of the entry."""

    kind: Annotated[str, BeforeValidator(one_of(KINDS))] = Field(
        "shops", title="Kind", description="What the rows are: shops or communes.", examples=["shops"]
    )
    source: (
        Annotated[Source, BeforeValidator(lambda value: {"name": value} if isinstance(value, str) else value)] | None
    ) = Field(
        None, title="Source", description="Who published the data.", examples=[{"name": "Ville de Saint-Exemple"}]
    )
    licence: Line | None = Field(
        None, title="Licence", description="Licence of the data (SPDX identifier).", examples=["etalab-2.0"]
    )
    labels: Hashtags = Field(
        (), title="Labels", description="Labels of the shops; the town's first one if absent.", examples=["faitici"]
    )
    delimiter: Annotated[Sign, Field(max_length=1)] | None = Field(
        None, title="Delimiter", description="Sign between two cells; found out if absent.", examples=[";"]
    )
    ignored: Lines = Field((), title="Ignored", description="Values that say nothing.", examples=[["<Nul>"]])
    split: dict[str, Sign] = Field(
        {}, title="Split", description="Sign between the values of a column.", examples=[{"services": ","}]
    )
    id: Lines = Field(
        (), title="Identifier", description="Column or columns that tell a row from another.", examples=[["osm_id"]]
    )
    position: Line | Columns | None = Field(
        None, title="Position", description="One column “lat, lon”, or two.", examples=["geo_point_2d"]
    )
    by_position: Flag = Field(
        True,
        title="By position",
        description="“no” if positions say nothing of a row without commune.",
        examples=["no"],
    )
    fields: Annotated[dict[str, Lines], BeforeValidator(_fields)] = Field(
        {}, title="Fields", description="Column of each field.", examples=[{"name": "nom"}]
    )
    constants: Annotated[dict[str, str], BeforeValidator(_fields)] = Field(
        {}, title="Constants", description="Fields that all rows share.", examples=[{"country": "BE"}]
    )
    tags: dict[str, Line] = Field(
        {}, title="Tags", description="Columns to read as OpenStreetMap tags.", examples=[{"type": "amenity"}]
    )
    category: TableField | None = Field(
        None, title="Category", description="Column that says what the shop does.", examples=[{"column": "type"}]
    )
    services: TablesField = Field(
        (), title="Services", description="Columns that say how one can buy.", examples=[{"column": "services"}]
    )
    payments: TablesField = Field(
        (), title="Payments", description="Columns of means of payment.", examples=[{"column": "paiement"}]
    )
    accessibility: TablesField = Field(
        (), title="Accessibility", description="Columns of what helps to come in.", examples=[{"column": "pmr"}]
    )
    keywords: TablesField = Field(
        (), title="Keywords", description="Columns of words that readers may type.", examples=["Précisions"]
    )
    dropped: Lines = Field((), title="Dropped", description="Columns that repeat others.", examples=[["region"]])
    only: Lines = Field(
        (), title="Only", description="Beginnings of the codes or postcodes to take.", examples=[["01", "02990"]]
    )

    @model_validator(mode="after")
    def _says_enough(self) -> Mapping:
        if "name" not in self.fields:
            raise Refused(
                msg("The mapping does not say which column holds the name."), msg("Write “fields:”, then “  name: …”.")
            )
        if self.kind == "shops" and self.source is None:
            raise Refused(
                msg("The mapping does not say who published the data."), msg("Write “source:”, then “  name: …”.")
            )
        return self


def read_mapping(file: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        InvalidContent: with its problems.
    """
    try:
        document = parse(file.name, read_text(file.parent, file.name))
    except Unreadable as error:
        raise InvalidContent([error.problem]) from None
    if document.problems:
        raise InvalidContent(document.problems)
    if not isinstance(document.values, dict):
        raise InvalidContent([Problem(file.name, 0, "", msg("Several lines “name: value” were expected here."))])
    return validated(document, document.values, Mapping)
