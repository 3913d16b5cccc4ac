"""Where communes end: outlines from `content/outlines.geojson` (RFC 7946), which the town takes from its country's open data.

The file may hold more than the town's communes, such as those of a whole department: only those of `content/communes.yaml`
are read in full. Its member `attribution` names whose data these are; it stands under each map.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from guide.files import LIST_BYTES, Unreadable, read_text
from guide.problem import Level, Problem, Refused
from guide.text import FORBIDDEN, slugify
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from guide.commune import Commune

OUTLINES = "content/outlines.geojson"
# More points than these say nothing more on a map: a department's communes, as usually published, have 20 000.
POINTS = 400_000
ATTRIBUTION = 200
# How far (degrees) a commune's own position may lie outside of its outline's frame: beyond, latitude and longitude are likely exchanged.
MARGIN = 0.5
# What publishers call the code and the name of a commune.
CODES = ("code", "insee", "code_insee", "insee_com", "insee_code", "nis", "code_nis", "niscode")
NAMES = ("nom", "name", "nom_fr", "nom_nl", "name_fr", "name_nl", "naam", "nom_com")
_SPACE = re.compile(r"[ \t\n\r]*")
Ring = tuple[tuple[float, float], ...]


class Outline(NamedTuple):
    """A commune's border: closed rings of (longitude, latitude), in degrees; holes and islands are rings like the others."""

    commune: str
    rings: tuple[Ring, ...]


class Outlines(NamedTuple):
    """The outlines of a guide, in the order of its communes, and whose data they are ("" if the file does not say)."""

    outlines: tuple[Outline, ...] = ()
    attribution: str = ""


class Feature(NamedTuple):
    """A feature of the file as it stands there, and the line where it begins."""

    value: Any
    line: int


class Sheet(NamedTuple):
    """The file as read, before its features are known to be anybody's outline."""

    features: tuple[Feature, ...] = ()
    attribution: str = ""
    problems: tuple[Problem, ...] = ()


def read_sheet(town: Path) -> Sheet:
    """Return what `content/outlines.geojson` holds; never raises for it."""
    try:
        text = read_text(town, OUTLINES, LIST_BYTES)
    except Unreadable as error:
        return Sheet(problems=(error.problem,))
    try:
        return _sheet(text)
    except json.JSONDecodeError as error:
        return _wrong(error.lineno, msg("This is not JSON: what stands here is not expected."))
    except RecursionError:
        return _wrong(1, msg("Too many brackets inside each other."))
    except ValueError:
        # A number of thousands of digits, or none at all: NaN.
        return _wrong(1, msg("This file holds a number that is none."))


def _wrong(line: int, what: Message) -> Sheet:
    fix = msg("Take the file as it is published, in the format GeoJSON, or delete it: the map then shows points and names.")
    return Sheet(problems=(Problem(OUTLINES, line, "", what, fix),))


def _sheet(text: str) -> Sheet:
    """Read the one object member by member, so that each feature knows its line."""
    values: dict[str, Any] = {}
    features: list[Feature] = []
    listed = False
    reader = _Reader(text)
    for key in reader.members():
        if key == "features" and reader.sees("["):
            listed = True
            features += [Feature(reader.value(), line) for line in reader.items()]
        else:
            values[key] = reader.value()
    if values.get("type") != "FeatureCollection" or not listed:
        return _wrong(1, msg("This is no collection of outlines: a “FeatureCollection” with “features” was expected."))
    attribution = values.get("attribution", "")
    if not isinstance(attribution, str) or len(attribution) > ATTRIBUTION or FORBIDDEN.search(attribution) or "\n" in attribution:
        problem = Problem(
            OUTLINES, 1, "attribution", msg("The attribution is one line of text, of at most {limit} characters.", limit=ATTRIBUTION), msg("Shorten it.")
        )
        return Sheet(problems=(problem,))
    return Sheet(tuple(features), attribution.strip())


class _Reader:
    """Walks through the upper levels of a JSON text; what lies deeper is read in one go."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.counted = 0
        self.decoder = json.JSONDecoder(parse_constant=_no_number)

    def sees(self, sign: str) -> bool:
        """Say whether a sign comes next, spaces aside."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text.startswith(sign, self.at)

    def take(self, sign: str) -> None:
        if not self.sees(sign):
            raise json.JSONDecodeError(sign, self.text, self.at)
        self.at += 1

    def value(self) -> Any:
        """Return the value that comes next."""
        self.sees("")
        found, self.at = self.decoder.raw_decode(self.text, self.at)
        return found

    def members(self) -> Iterator[str]:
        """Yield the names of the whole text's one object; the caller takes each value."""
        self.take("{")
        while not self.sees("}"):
            key = self.value()
            self.take(":")
            yield str(key)
            if not self.sees("}"):
                self.take(",")
        self.at += 1
        if not self.sees("") or self.at != len(self.text):
            raise json.JSONDecodeError("}", self.text, self.at)

    def items(self) -> Iterator[int]:
        """Yield the line of each item of a list; the caller takes each value."""
        self.take("[")
        while not self.sees("]"):
            self.line += self.text.count("\n", self.counted, self.at)
            self.counted = self.at
            yield self.line
            if not self.sees("]"):
                self.take(",")
        self.at += 1


def _no_number(text: str) -> float:
    raise ValueError(text)


def outlines_of(sheet: Sheet, communes: Iterable[Commune]) -> tuple[Outlines, tuple[Problem, ...]]:
    """Return the outlines of a town's communes, and what is wrong with them."""
    known = tuple(communes)
    by_code = {commune.code: commune for commune in known if commune.code}
    by_name = {name: commune for commune in known for name in (slugify(commune.name), commune.slug)}
    found: dict[str, Outline] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    points = 0
    for feature in sheet.features:
        commune = _commune(feature.value, by_code, by_name)
        if commune is None:
            continue
        if commune.slug in found:
            what = msg("“{name}” has an outline already (on line {line}).", name=commune.name, line=lines[commune.slug])
            fix = msg("Keep one of the two; two communes of one name are told apart by “code”.")
            problems.append(Problem(OUTLINES, feature.line, commune.name, what, fix))
            continue
        try:
            outline = _outline(feature.value, commune)
        except Refused as refused:
            problems.append(Problem(OUTLINES, feature.line, commune.name, refused.what, refused.fix))
            continue
        found[commune.slug], lines[commune.slug] = outline, feature.line
        points += sum(map(len, outline.rings))
        if points > POINTS:
            fix = msg("Take simplified outlines: no map shows more.")
            problems.append(Problem(OUTLINES, feature.line, commune.name, msg("More than {limit} points.", limit=POINTS), fix))
            break
    if sheet.features and known and not found and not problems:
        what = msg("None of these {count} outlines is of a commune of the town.", count=len(sheet.features))
        problems.append(Problem(OUTLINES, 1, "", what, msg("Each feature needs “code” or “nom” as in content/communes.yaml."), Level.WARNING))
    return Outlines(tuple(found[commune.slug] for commune in known if commune.slug in found), sheet.attribution), tuple(problems)


def _commune(feature: Any, by_code: dict[str, Commune], by_name: dict[str, Commune]) -> Commune | None:
    """Return whose outline a feature is: by its code, or else by its name unless the codes differ."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return None
    said = {key.lower(): value for key, value in properties.items() if isinstance(value, str) and len(value) <= ATTRIBUTION}
    code = next((said[key] for key in CODES if key in said), None)
    if code in by_code:
        return by_code[code]
    for key in NAMES:
        commune = by_name.get(slugify(said[key])) if key in said else None
        if commune and not (code and commune.code):
            return commune
    return None


def _outline(feature: dict[str, Any], commune: Commune) -> Outline:
    """Return the outline that a feature draws of a commune; Refused if it draws none, or lies elsewhere."""
    outline = Outline(commune.slug, _rings(feature.get("geometry")))
    if commune.position:
        lons, lats = zip(*(point for ring in outline.rings for point in ring), strict=True)
        lon, lat = commune.position.lon, commune.position.lat
        if not (min(lons) - MARGIN <= lon <= max(lons) + MARGIN and min(lats) - MARGIN <= lat <= max(lats) + MARGIN):
            raise Refused(
                msg("This outline lies far from the position of {name}.", name=commune.name),
                msg("In GeoJSON, longitude comes before latitude; or correct the position in content/communes.yaml."),
            )
    return outline


def _rings(geometry: Any) -> tuple[Ring, ...]:
    """Return the rings of a Polygon or MultiPolygon, each closed, none empty."""
    kind, shapes = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    if kind == "Polygon":
        shapes = [shapes]
    elif kind != "MultiPolygon":
        raise Refused(msg("This is no outline: “Polygon” or “MultiPolygon” was expected."), msg("Take the file of the communes' contours, not of their points."))
    lists = [ring for shape in _list(shapes) for ring in _list(shape)]
    rings = tuple(_ring(_list(ring)) for ring in lists)
    if not rings:
        raise Refused(msg("This outline is empty."), msg("Remove it."))
    return rings


def _ring(positions: list[Any]) -> Ring:
    points = [_point(position) for position in positions]
    if points and points[0] != points[-1]:
        points.append(points[0])
    if len(points) < 4:
        raise Refused(msg("This outline has fewer than three corners."), msg("Remove it."))
    return tuple(points)


def _point(position: Any) -> tuple[float, float]:
    match position:
        case [int() | float() as lon, int() | float() as lat, *_] if type(lon) is not bool and type(lat) is not bool:
            # Compared, not converted: an integer may be too large for a float.
            if abs(lon) <= 180 and abs(lat) <= 90 and math.isfinite(lon) and math.isfinite(lat):
                return float(lon), float(lat)
            raise Refused(
                msg("These coordinates are not degrees: {lon}, {lat}.", lon=str(lon)[:20], lat=str(lat)[:20]),
                msg("Take the file in WGS 84 (degrees), not in Lambert 93 (metres)."),
            )
    raise Refused(msg("A point of this outline is not written as [longitude, latitude]."), msg("Take the file as it is published."))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Refused(msg("The points of this outline are not written as lists."), msg("Take the file as it is published."))
    return value
