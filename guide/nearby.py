"""Distances on Earth, and which shops are nearest to one, without comparing all with all."""

from __future__ import annotations

from bisect import insort
from math import asin, cos, dist, inf, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guide.shop import Position, Shop

EARTH_KM = 6371.0088
# Below this, comparing all is faster than cutting further.
_LEAF = 16
Point = tuple[float, float, float]


def distance_km(a: Position, b: Position) -> float:
    """Return the great-circle distance between two points, in kilometres (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


class _Here(NamedTuple):
    """A shop, where it stands on the sphere, and its slug."""

    point: Point
    slug: str
    shop: Shop


class _Cut(NamedTuple):
    """A plane between two halves of the points: what lies below `at` on `axis`, and the rest."""

    axis: int
    at: float
    below: _Cut | list[_Here]
    above: _Cut | list[_Here]


class Neighbourhood:
    """A k-d tree of the shops on the unit sphere, where the nearest by chord is the nearest on the ground."""

    def __init__(self, shops: Iterable[Shop]) -> None:
        self.tree = _cut([_Here(_on_sphere(shop.position), shop.slug, shop) for shop in shops if shop.position])

    def nearest(self, shop: Shop, count: int, within_km: float = 50.0) -> tuple[tuple[float, Shop], ...]:
        """Return up to `count` (distance in km, shop) around a shop, nearest first; ties follow the slug."""
        if shop.position is None or count < 1:
            return ()
        here = _on_sphere(shop.position)
        # The best so far, nearest first; no two have the same slug, so shops themselves are never compared.
        best: list[tuple[float, str, Shop]] = []
        farthest = inf
        pending: list[tuple[float, _Cut | list[_Here]]] = [(0.0, self.tree)]
        while pending:
            away, node = pending.pop()
            if away > farthest:
                continue
            if isinstance(node, _Cut):
                offset = here[node.axis] - node.at
                near, far = (node.below, node.above) if offset < 0 else (node.above, node.below)
                pending += [(abs(offset), far), (away, near)]
                continue
            for point, slug, other in node:
                chord = dist(here, point)
                if chord > farthest or slug == shop.slug:
                    continue
                insort(best, (chord, slug, other))
                if len(best) > count:
                    best.pop()
                if len(best) == count:
                    farthest = best[-1][0]
        found = ((2 * EARTH_KM * asin(min(1.0, chord / 2)), other) for chord, _, other in best)
        return tuple((kilometres, other) for kilometres, other in found if kilometres <= within_km)


def _on_sphere(position: Position) -> Point:
    lat, lon = radians(position.lat), radians(position.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _cut(places: list[_Here]) -> _Cut | list[_Here]:
    if len(places) <= _LEAF:
        return places
    # Across their widest side: a territory is flat, whichever way it lies on the globe.
    sides = list(zip(*(place.point for place in places), strict=True))
    axis = max(range(3), key=lambda axis: max(sides[axis]) - min(sides[axis]))
    places.sort(key=lambda place: place.point[axis])
    middle = len(places) // 2
    return _Cut(axis, places[middle].point[axis], _cut(places[:middle]), _cut(places[middle:]))
