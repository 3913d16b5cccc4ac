"""Reading Overpass's JSON: OpenStreetMap's own objects, whose shape must first be put together."""

from __future__ import annotations

from typing import Any

from guide.importing.geometry import centroid, position
from guide.shop import Position

Line = list[tuple[float, float]]


def objects(elements: list[Any]) -> list[tuple[str, dict[str, Any], Position | None]]:
    """Return ``(node/1, tags, point)`` for each element with tags; the others only draw these."""
    known = {(e.get("type"), str(e.get("id"))): e for e in elements if isinstance(e, dict)}
    return [
        (f"{kind}/{number}", element["tags"], _point(element, known))
        for (kind, number), element in known.items()
        if isinstance(element.get("tags"), dict) and element["tags"]
    ]


def _point(element: dict[str, Any], known: dict[Any, Any]) -> Position | None:
    try:
        for where in (element, element.get("center") or {}):
            if "lat" in where and "lon" in where:
                return position(float(where["lat"]), float(where["lon"]))
        lines = [_line(element, known)]
        if element.get("type") == "relation":
            members = [m for m in element.get("members", ()) if m.get("role") in {"outer", "", None}]
            lines = _joined(
                [_line(m if m.get("geometry") else known.get(("way", str(m.get("ref"))), {}), known) for m in members]
            )
        closed = [[line] for line in lines if len(line) > 3 and line[0] == line[-1]]
        if closed:
            return centroid({"type": "MultiPolygon", "coordinates": closed})
        return centroid({"type": "MultiLineString", "coordinates": [line for line in lines if line]})
    except (TypeError, ValueError, AttributeError):
        return None


def _line(element: dict[str, Any], known: dict[Any, Any]) -> Line:
    corners = element.get("geometry") or [known.get(("node", str(number)), {}) for number in element.get("nodes", ())]
    return [(float(c["lon"]), float(c["lat"])) for c in corners if c and "lat" in c and "lon" in c]


def _joined(lines: list[Line]) -> list[Line]:
    """Join the ways of a ring end to end."""
    rest = [line for line in lines if line]
    rings: list[Line] = []
    while rest:
        ring = list(rest.pop())
        while ring[0] != ring[-1]:
            index = next((i for i, line in enumerate(rest) if ring[-1] in {line[0], line[-1]}), None)
            if index is None:
                break
            line = rest.pop(index)
            ring += (line if line[0] == ring[-1] else line[::-1])[1:]
        rings.append(ring)
    return rings
