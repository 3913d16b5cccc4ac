"""Reading what a town is given, whatever its form, into rows of texts with a point.

GeoJSON and Overpass JSON of OpenStreetMap, flat JSON (Opendatasoft), GeoJSON of anybody, CSV.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from guide.importing.geometry import centroid
from guide.importing.overpass import objects
from guide.importing.tables import decoded, read_table
from guide.importing.texts import one_line, plain, tidy
from guide.problem import InvalidContent, Problem
from guide.words import Message, msg

if TYPE_CHECKING:
    from pathlib import Path

    from guide.shop import Position

# Longer names of columns are cut: they become names of notes, which YAML limits.
NAME = 200
FILE_BYTES = 512 * 1024 * 1024
OSM_ID = re.compile(r"(node|way|relation)/[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Row:
    """One object: its texts by column or OSM tag, its point, its name in OpenStreetMap (``way/1``).

    `number` is what a person finds it by: the row in a spreadsheet, the rank in a JSON file.
    """

    number: int
    texts: dict[str, str]
    point: Position | None = None
    osm: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A file, read: its rows, the day it speaks of, and what had to be guessed of its form."""

    rows: tuple[Row, ...]
    dated: date | None = None
    is_osm: bool = False
    remarks: tuple[Message, ...] = ()
    columns: frozenset[str] = frozenset()


def read_source(file: Path, delimiter: str | None = None) -> Given:
    """Read a file of shops or communes.

    Raises:
        InvalidContent: it cannot be opened or read.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(FILE_BYTES + 1)
    except OSError as error:
        raise _unreadable(file, 0, msg("This file cannot be opened: {why}.", why=error.strerror)) from None
    if len(data) > FILE_BYTES:
        raise _unreadable(file, 0, msg("This file is too large: more than {limit} KB.", limit=FILE_BYTES // 1024))
    text, remarks = decoded(data)
    if text.lstrip()[:1] in {"{", "["}:
        return _from_json(file, text, remarks)
    try:
        rows, more = read_table(text, delimiter)
    except ValueError as error:
        raise _unreadable(file, 0, msg("This table cannot be read: {why}.", why=str(error))) from None
    columns = frozenset(column for _, cells in rows for column in cells)
    return Given(
        tuple(Row(number, _texts(cells)) for number, cells in rows), remarks=(*remarks, *more), columns=columns
    )


def _from_json(file: Path, text: str, remarks: list[Message]) -> Given:
    try:
        # Numbers stay as they are written: a postcode is not a number, a coordinate has its digits.
        content = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise _unreadable(file, error.lineno, msg("This JSON cannot be read: {why}.", why=error.msg)) from None
    except RecursionError:
        raise _unreadable(file, 0, msg("This JSON cannot be read: {why}.", why="depth")) from None
    if isinstance(content, dict) and isinstance(content.get("elements"), list):
        found = enumerate(objects(content["elements"]), 1)
        rows = tuple(Row(number, _texts(tags), point, osm) for number, (osm, tags, point) in found)
        return Given(rows, _day((content.get("osm3s") or {}).get("timestamp_osm_base")), True, tuple(remarks))
    if isinstance(content, dict) and isinstance(content.get("features"), list):
        rows = tuple(_feature(number, feature) for number, feature in enumerate(content["features"], 1))
        columns = frozenset(column for row in rows for column in row.texts)
        return Given(rows, _day(content.get("timestamp")), any(row.osm for row in rows), tuple(remarks), columns)
    records = content if isinstance(content, list) else content.get("results") or content.get("records")
    if not isinstance(records, list):
        raise _unreadable(file, 0, msg("This JSON holds no list of shops."))
    # Opendatasoft's first interface puts the columns into “fields”.
    fields = [record.get("fields", record) if isinstance(record, dict) else {"value": record} for record in records]
    columns = frozenset(column for record in fields for column in record)
    rows = tuple(Row(number, _texts(record)) for number, record in enumerate(fields, 1))
    return Given(rows, remarks=tuple(remarks), columns=columns)


def _feature(number: int, feature: Any) -> Row:
    feature = feature if isinstance(feature, dict) else {}
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    inner = properties.get("tags")
    tags = inner if isinstance(inner, dict) else properties
    names = [
        str(feature.get("id") or ""),
        str(properties.get("@id") or ""),
        f"{properties.get('type')}/{properties.get('id')}",
    ]
    osm = next((name for name in names if OSM_ID.fullmatch(name)), "")
    texts = _texts({key: value for key, value in tags.items() if not str(key).startswith("@")})
    point = centroid(feature.get("geometry"))
    if point is None and feature.get("geometry"):
        texts["geometry"] = json.dumps(feature["geometry"])[:500]
    return Row(number, texts, point, osm)


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {one_line(tidy(str(name)))[:NAME]: text for name, value in values.items() if (text := plain(value))}


def _day(stamp: Any) -> date | None:
    found = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(stamp or ""))
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _unreadable(file: Path, line: int, what: Message) -> InvalidContent:
    return InvalidContent([Problem(file.name, line, "", what)])
