"""Finding the commune of a shop from what its source says of it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from math import ceil, cos, radians
from typing import TYPE_CHECKING, NamedTuple

from guide.nearby import distance_km
from guide.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guide.commune import Commune
    from guide.importing.offer import Whereabouts
    from guide.shop import Position

NEAREST_KM = 10.0
_CELL = 0.02
_CELL_KM = 111.0 * _CELL
# Digits of a postcode or code that its neighbours share: the department in France.
DISTRICT = 2
# How countries write their postcodes, where that is sure: a lost zero shows.
_POSTCODES = {"FR": r"[0-9]{5}", "BE": r"[1-9][0-9]{3}", "LU": r"(L-)?[0-9]{4}"}


class Found(NamedTuple):
    """A commune, and whether the source named it (`surely`) or it was told from a postcode or a point."""

    commune: Commune
    surely: bool


def is_postcode(text: str, country: str) -> bool:
    """Say whether a text is a postcode of a country (ISO 3166-1)."""
    return bool(re.fullmatch(_POSTCODES.get(country, r"[A-Za-z0-9][A-Za-z0-9 -]{2,9}"), text))


def same_district(postcode: str, others: Iterable[str]) -> bool:
    """Say whether a postcode begins as one of the others."""
    return any(postcode[:DISTRICT] == other[:DISTRICT] for other in others)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return what two spellings of a commune share: ``ST-REMY CEDEX 2`` is ``Saint-Rémy``."""
    slug = re.sub(r"-cedex(-[0-9]+)?$", "", slugify(name))
    return re.sub(r"(^|-)(st|ste)-", lambda found: f"{found[1]}saint{'e' if found[2] == 'ste' else ''}-", slug)


class Gazetteer:
    """The communes of the guide, by code, name, postcode and position.

    A place whose commune nobody names is in that of the nearest place known: the middle of a commune,
    or a row that names its own.
    """

    def __init__(self, communes: Iterable[Commune], margin_km: float) -> None:
        self.margin = margin_km
        self.communes: dict[str, Commune] = {}
        self._codes: dict[str, Commune] = {}
        self._names: dict[str, list[Commune]] = defaultdict(list)
        self._postcodes: dict[str, list[Commune]] = defaultdict(list)
        self._cells: dict[tuple[int, int], list[tuple[Commune, Position]]] = defaultdict(list)
        for commune in communes:
            self.add(commune)

    def add(self, commune: Commune) -> None:
        """Make a commune known."""
        self.communes[commune.slug] = commune
        if commune.code:
            self._codes[commune.code] = commune
        self._names[name_key(commune.name)].append(commune)
        for postcode in commune.postcodes:
            self._postcodes[postcode].append(commune)
        if commune.position:
            self.mark(commune, commune.position)

    def mark(self, commune: Commune, point: Position) -> None:
        """Make known that a point lies in a commune."""
        self._cells[_cell(point)].append((commune, point))

    def find(self, said: Whereabouts, point: Position | None, *, by_position: bool = True) -> Found | None:
        """Return the commune by code, name and postcode, postcode, name, then by the nearest middle.

        A postcode alone decides only where the name is that of a postal address or absent: what a
        source calls a commune is none of its neighbours.
        """
        if said.code in self._codes:
            return Found(self._codes[said.code], surely=True)
        named = [c for c in self._names[name_key(said.name)] if not (said.code and c.code)] if said.name else []
        exact = [commune for commune in named if said.postcode in commune.postcodes]
        if len(exact) == 1:
            return Found(exact[0], surely=True)
        around = [commune for commune in self._postcodes.get(said.postcode, ()) if self._is_near(commune, point)]
        if said.locality and len(around) == 1:
            return Found(around[0], surely=not said.name)
        alike = [commune for commune in named if self._agrees(commune, said.postcode, point)]
        if len(alike) == 1:
            return Found(alike[0], surely=True)
        if point is None or (said.name and not said.locality):
            return None
        if said.locality and around:
            return Found(min(around, key=lambda c: _away(c, point)), surely=False)
        if not by_position or (said.name and said.postcode):
            return None
        nearest = self._nearest(point)
        return Found(nearest, surely=False) if nearest else None

    def _is_near(self, commune: Commune, point: Position | None) -> bool:
        return point is None or commune.position is None or _away(commune, point) <= self.margin

    def _agrees(self, commune: Commune, postcode: str, point: Position | None) -> bool:
        """Say whether a commune of the right name can be meant in spite of another postcode."""
        if not postcode or not commune.postcodes or same_district(postcode, commune.postcodes):
            return True
        return point is not None and commune.position is not None and _away(commune, point) <= NEAREST_KM

    def _nearest(self, point: Position) -> Commune | None:
        row, column = _cell(point)
        # A degree of longitude shrinks towards the poles: more columns for the same kilometres.
        narrow = max(0.05, cos(radians(point.lat)))
        limit = min(NEAREST_KM, self.margin)
        best: tuple[float, str] = (limit, "")
        for ring in range(ceil(limit / _CELL_KM / narrow) + 1):
            for cell in _ring(row, column, ring):
                for commune, place in self._cells.get(cell, ()):
                    best = min(best, (distance_km(place, point), commune.slug))
            # Whatever lies beyond this ring is at least this far away.
            if best[1] and best[0] <= ring * _CELL_KM * narrow:
                break
        return self.communes[best[1]] if best[1] else None


def _cell(point: Position) -> tuple[int, int]:
    return int(point.lat // _CELL), int(point.lon // _CELL)


def _ring(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    for step in range(-ring, ring + 1):
        yield from {
            (row - ring, column + step),
            (row + ring, column + step),
            (row + step, column - ring),
            (row + step, column + ring),
        }


def _away(commune: Commune, point: Position) -> float:
    return distance_km(commune.position, point) if commune.position else float("inf")
