"""Distances on Earth, and which shops are nearest to one, without comparing all with all."""

from __future__ import annotations

from bisect import insort
from math import asin, cos, dist, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guide.shop import Position, Shop

EARTH_KM = 6371.0088
# Below this, comparing all is faster than cutting further.
_LEAF = 8
Point = tuple[float, float, float]


def distance_km(a: Position, b: Position) -> float:
    """Return the great-circle distance between two points, in kilometres (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


class _Cut(NamedTuple):
    """A plane between two halves of the points: what lies below `at` on `axis`, and the rest."""

    axis: int
    at: float
    below: _Cut | list[tuple[Point, Shop]]
    above: _Cut | list[tuple[Point, Shop]]


class Neighbourhood:
    """A k-d tree of the shops on the unit sphere, where the nearest by chord is the nearest on the ground."""

    def __init__(self, shops: Iterable[Shop]) -> None:
        self.tree = _cut([(_on_sphere(shop.position), shop) for shop in shops if shop.position], 0)

    def nearest(self, shop: Shop, count: int, within_km: float = 50.0) -> tuple[tuple[float, Shop], ...]:
        """Return up to `count` (distance in km, shop) around a shop, nearest first; ties follow the slug."""
        if shop.position is None or count < 1:
            return ()
        here = _on_sphere(shop.position)
        # The best so far, nearest first; no two have the same slug, so shops themselves are never compared.
        best: list[tuple[float, str, Shop]] = []
        pending: list[tuple[float, _Cut | list[tuple[Point, Shop]]]] = [(0.0, self.tree)]
        while pending:
            away, node = pending.pop()
            if len(best) == count and away > best[-1][0]:
                continue
            if isinstance(node, _Cut):
                offset = here[node.axis] - node.at
                near, far = (node.below, node.above) if offset < 0 else (node.above, node.below)
                pending += [(abs(offset), far), (away, near)]
                continue
            for point, other in node:
                chord = dist(here, point)
                if other.slug == shop.slug or (len(best) == count and (chord, other.slug) > best[-1][:2]):
                    continue
                insort(best, (chord, other.slug, other))
                del best[count:]
        found = [(distance_km(shop.position, other.position), other) for _, _, other in best if other.position]
        found.sort(key=lambda pair: (pair[0], pair[1].slug))
        return tuple((kilometres, other) for kilometres, other in found if kilometres <= within_km)


def _on_sphere(position: Position) -> Point:
    lat, lon = radians(position.lat), radians(position.lon)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _cut(points: list[tuple[Point, Shop]], depth: int) -> _Cut | list[tuple[Point, Shop]]:
    if len(points) <= _LEAF:
        return points
    axis = depth % 3
    points.sort(key=lambda pair: pair[0][axis])
    middle = len(points) // 2
    return _Cut(axis, points[middle][0][axis], _cut(points[:middle], depth + 1), _cut(points[middle:], depth + 1))
