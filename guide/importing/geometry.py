"""The one point that stands for a shape: where an area, drawn in OpenStreetMap, goes on the map."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, isfinite, radians
from typing import Any

from guide.shop import Position

Point = tuple[float, float]
# A part of a shape: its weight (area, length or 1) and its own middle.
Part = tuple[float, float, float]


def position(lat: float, lon: float) -> Position | None:
    """Return the point, rounded to a centimetre, or None if it is not on Earth."""
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return Position.model_construct(lat=round(lat, 7), lon=round(lon, 7))


def centroid(geometry: Any) -> Position | None:
    """Return the centroid of a GeoJSON geometry (RFC 7946), or None if it has no readable coordinate.

    Areas count before lines, lines before points; holes are taken off.
    """
    try:
        areas, lines, points = _parts(geometry)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    for parts in (areas, lines, points):
        total = sum(weight for weight, _, _ in parts)
        if total > 0:
            lon = sum(weight * x for weight, x, _ in parts) / total
            lat = sum(weight * y for weight, _, y in parts) / total
            return position(lat, lon)
    return None


def _parts(geometry: Any) -> tuple[list[Part], list[Part], list[Part]]:
    kind, areas, lines, points = geometry["type"], list[Part](), list[Part](), list[Part]()
    if kind == "GeometryCollection":
        for child in geometry["geometries"]:
            more = _parts(child)
            areas, lines, points = areas + more[0], lines + more[1], points + more[2]
        return areas, lines, points
    coordinates = geometry["coordinates"]
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    strings = {"LineString": [coordinates], "MultiLineString": coordinates}.get(kind, [])
    singles = {"Point": [coordinates], "MultiPoint": coordinates}.get(kind, [])
    for rings in polygons:
        outer, *holes = [_points(ring) for ring in rings]
        areas += [_area(outer), *((-weight, x, y) for weight, x, y in map(_area, holes))]
        strings = [*strings, rings[0]]
    for string in strings:
        lines += _segments(_points(string))
        singles = [*singles, *string]
    points += [(1.0, *point) for point in _points(singles)]
    return areas, lines, points


def _points(coordinates: Any) -> list[Point]:
    return [(float(pair[0]), float(pair[1])) for pair in coordinates]


def _area(ring: list[Point]) -> Part:
    """Return the area of a ring and its centroid, measured from its first corner to lose no digit."""
    x0, y0 = ring[0]
    double = x_sum = y_sum = 0.0
    for (xa, ya), (xb, yb) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
        double += cross
        x_sum += (xa + xb - 2 * x0) * cross
        y_sum += (ya + yb - 2 * y0) * cross
    if not double:
        return 0.0, x0, y0
    return abs(double) / 2, x0 + x_sum / (3 * double), y0 + y_sum / (3 * double)


def _segments(points: list[Point]) -> list[Part]:
    return [
        (hypot((xb - xa) * cos(radians(ya)), yb - ya), (xa + xb) / 2, (ya + yb) / 2)
        for (xa, ya), (xb, yb) in pairwise(points)
    ]
