"""The map as a drawing: where each commune, shop and name stands, in units of a sheet a thousand wide.

A telephone shows the sheet a third as large as a desk does, so what has to be read is laid out twice: `narrow` and `wide`.
The style sheet shows one of the two.
"""

from __future__ import annotations

from itertools import combinations
from math import cos, radians
from typing import TYPE_CHECKING, NamedTuple

from plugins.map.paths import dots, path, simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from guide.commune import Commune
    from guide.guide import Guide
    from guide.outline import Outline
    from guide.shop import Position
    from plugins.map.paths import Point

WIDTH, HEIGHT, EDGE = 1000, 1300, 45
# Points that change a border by less than this (square units) are left out.
FINE = 5.0
# More shops than these are numbers, not points.
POINTS = 300
# In so many communes at most, each of many shops is a small dot all the same.
FEW = 12
# How far (degrees) from its commune's middle a shop may stand to be in the frame.
ASTRAY = 0.25
# The smallest side (degrees) that a map shows: about two kilometres.
SPAN = 0.02
# The letters of the sheet are so wide, in their own size; a name longer than this may take two lines.
LETTER, LINE, LEAD = 0.57, 13, 1.05


class Size(NamedTuple):
    """How large things are in a layout, in units: letters, a number's disc, and the least distance of two points (3 mm)."""

    name: int
    disc: int
    gap: int


NARROW, WIDE = Size(36, 31, 34), Size(18, 17, 13)


class Area(NamedTuple):
    """A commune where shops stand: a link. `d` is its outline, "" if it has none; then a disc at x, y takes the finger."""

    name: str
    url: str
    shops: int
    d: str
    x: int
    y: int


class Disc(NamedTuple):
    """How many shops a commune has."""

    x: int
    y: int
    shops: int


class Name(NamedTuple):
    """One line of a name; `anchor` is start, middle or end; `plain` is that of a commune without a shop."""

    x: int
    y: int
    anchor: str
    text: str
    plain: bool


class Layout(NamedTuple):
    """What is read on the sheet: shops as points, communes as numbered discs, or as small dots where there is no room; names where they fit."""

    size: Size
    points: str
    dots: str
    discs: tuple[Disc, ...]
    names: tuple[Name, ...]


class Drawing(NamedTuple):
    """The whole sheet; `ground` is the outlines of communes without a shop."""

    width: int
    height: int
    areas: tuple[Area, ...]
    ground: str
    narrow: Layout
    wide: Layout


class _Place(NamedTuple):
    """A commune on the sheet: its middle, and its shops if the position of each is known."""

    commune: Commune
    shops: int
    middle: Point
    points: tuple[Point, ...]


Projection = tuple["Callable[[float, float], Point]", int]


def drawing(guide: Guide) -> Drawing | None:
    """Return the drawing of a guide's communes and shops; None if nothing says where they are."""
    inhabited = [commune for commune in guide.communes if guide.in_commune(commune.slug)]
    outlines = {outline.commune: outline for outline in guide.outlines.outlines}
    middles = {commune.slug: middle for commune in inhabited if (middle := _middle(guide, commune, outlines.get(commune.slug)))}
    if not middles:
        return None
    corners = [corner for slug in middles if slug in outlines for corner in _frame(outlines[slug])]
    project, height = _projection([*middles.values(), *corners, *_about(guide, middles)])
    # The largest first: where there is no room for all, they have it.
    places = sorted(
        (
            _Place(commune, len(shops), project(*middles[commune.slug]), tuple(project(s.position.lon, s.position.lat) for s in shops if s.position))
            for commune in inhabited
            if commune.slug in middles
            for shops in [guide.in_commune(commune.slug)]
        ),
        key=lambda place: (-place.shops, place.commune.slug),
    )
    shown = [outline for outline in outlines.values() if _touches(outline, project, height)]
    lines = simplified([[[project(*point) for point in ring] for ring in outline.rings] for outline in shown], FINE)
    paths = {outline.commune: path(rings) for outline, rings in zip(shown, lines, strict=True)}
    empty = [
        (guide.commune(outline.commune).name, project(*_centre(outline))) for outline in shown if not guide.in_commune(outline.commune)
    ]
    scattered = len(guide.shops) <= POINTS
    # A number alone says little of where the shops of a large town are.
    fine = tuple(dict.fromkeys(point for place in places for point in place.points)) if not scattered and len(places) <= FEW else ()
    narrow, wide = (_layout(places, [], fine, NARROW, height, scattered=scattered), _layout(places, empty, fine, WIDE, height, scattered=scattered))
    drawn = {(disc.x, disc.y) for layout in (narrow, wide) for disc in layout.discs}
    areas = [
        Area(place.commune.name, guide.urls.of(place.commune), place.shops, paths.get(place.commune.slug, ""), *place.middle)
        for place in places
        if paths.get(place.commune.slug) or place.middle in drawn or scattered
    ]
    ground = "".join(d for slug, d in paths.items() if not guide.in_commune(slug))
    return Drawing(WIDTH, height, tuple(sorted(areas, key=lambda area: area.url)), ground, narrow, wide)


def _middle(guide: Guide, commune: Commune, outline: Outline | None) -> tuple[float, float] | None:
    """Return where a commune's number stands (longitude, latitude): its own position, or the middle of its outline, or of its shops."""
    if commune.position:
        return commune.position.lon, commune.position.lat
    if outline:
        return _centre(outline)
    positions: list[Position] = [shop.position for shop in guide.in_commune(commune.slug) if shop.position]
    if not positions:
        return None
    return sum(p.lon for p in positions) / len(positions), sum(p.lat for p in positions) / len(positions)


def _about(guide: Guide, middles: dict[str, tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Yield where shops stand, without those that stand astray."""
    for slug, (lon, lat) in middles.items():
        for shop in guide.in_commune(slug):
            position = shop.position
            if position and abs(position.lon - lon) <= ASTRAY and abs(position.lat - lat) <= ASTRAY:
                yield position.lon, position.lat


def _frame(outline: Outline) -> tuple[tuple[float, float], tuple[float, float]]:
    lons, lats = zip(*(point for ring in outline.rings for point in ring), strict=True)
    return (min(lons), min(lats)), (max(lons), max(lats))


def _centre(outline: Outline) -> tuple[float, float]:
    (west, south), (east, north) = _frame(outline)
    return (west + east) / 2, (south + north) / 2


def _projection(points: Sequence[tuple[float, float]]) -> Projection:
    """Return how degrees become units, and the sheet's height: equirectangular, true at the middle, which a territory does not tell from Mercator's."""
    lons, lats = zip(*points, strict=True)
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    shrink = max(0.01, cos(radians((south + north) / 2)))
    wide, high = max((east - west) * shrink, SPAN), max(north - south, SPAN)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    height = round(high * scale) + 2 * EDGE
    middle = (west + east) / 2, (south + north) / 2

    def project(lon: float, lat: float) -> Point:
        return round(WIDTH / 2 + (lon - middle[0]) * shrink * scale), round(height / 2 - (lat - middle[1]) * scale)

    return project, height


def _touches(outline: Outline, project: Callable[[float, float], Point], height: int) -> bool:
    (west, south), (east, north) = _frame(outline)
    (left, bottom), (right, top) = project(west, south), project(east, north)
    return left < WIDTH and right > 0 and top < height and bottom > 0


Box = tuple[float, float, float, float]


class _Sheet:
    """What of the sheet is taken; boxes are found by the squares that they touch, so that asking costs the same on any sheet."""

    SQUARE = 80

    def __init__(self, height: int) -> None:
        self.height = height
        self.taken: dict[tuple[int, int], list[Box]] = {}

    def _squares(self, box: Box) -> Iterable[tuple[int, int]]:
        left, top, right, bottom = (int(side // self.SQUARE) for side in box)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))

    def free(self, box: Box) -> bool:
        """Say whether a box lies on the sheet and touches no other."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > WIDTH or bottom > self.height:
            return False
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for square in self._squares(box) for other in self.taken.get(square, ())
        )

    def take(self, box: Box) -> None:
        for square in self._squares(box):
            self.taken.setdefault(square, []).append(box)


def _around(point: Point, reach: float) -> Box:
    x, y = point
    return x - reach, y - reach, x + reach, y + reach


def _layout(
    places: Sequence[_Place], empty: Iterable[tuple[str, Point]], fine: Sequence[Point], size: Size, height: int, *, scattered: bool, crowded: bool = False
) -> Layout:
    """Lay out shops and numbers, then names; where that leaves communes out (`crowded`), each number with its name, the largest first.

    `fine` are small dots below all that.
    """
    sheet = _Sheet(height)
    names: list[Name] = []
    points: list[Point] = []
    small: list[Point] = []
    discs: list[Disc] = []
    # Where each name may begin: beside a disc, or beside what stands for its shops.
    named: list[tuple[str, Point, float]] = []
    for place in places:
        if scattered and _apart(place, size.gap, sheet):
            points += place.points
            for point in place.points:
                sheet.take(_around(point, size.gap / 2))
            named.append((place.commune.name, place.points[0] if len(place.points) == 1 else place.middle, size.gap / 2))
        elif sheet.free(_around(place.middle, size.disc)):
            sheet.take(_around(place.middle, size.disc))
            discs.append(Disc(*place.middle, place.shops))
            named.append((place.commune.name, place.middle, size.disc))
        else:
            small.append(place.middle)
        if crowded:
            names += [name for text, point, reach in named for name in _named(sheet, text, point, reach, size, plain=False)]
            named.clear()
    if small and not crowded:
        return _layout(places, empty, fine, size, height, scattered=scattered, crowded=True)
    names += [name for text, point, reach in named for name in _named(sheet, text, point, reach, size, plain=False)]
    names += [name for text, point in empty for name in _named(sheet, text, point, 0, size, plain=True)]
    return Layout(size, dots(points), dots((*fine, *small)), tuple(discs), tuple(names))


def _apart(place: _Place, gap: int, sheet: _Sheet) -> bool:
    """Say whether a commune's shops can be told apart as points: each has a position, none is near another's or a disc."""
    if len(place.points) < place.shops or not all(sheet.free(_around(point, gap / 2)) for point in place.points):
        return False
    return all(abs(ax - bx) >= gap or abs(ay - by) >= gap for (ax, ay), (bx, by) in combinations(place.points, 2))


def _named(sheet: _Sheet, text: str, point: Point, reach: float, size: Size, *, plain: bool) -> tuple[Name, ...]:
    """Return the lines of a name where they fit: beside its point, below it or above; else none."""
    x, y = point
    for lines in _broken(text):
        wide, high = max(map(len, lines)) * size.name * LETTER, len(lines) * size.name * LEAD
        aside = reach + size.name / 4
        choices = [("middle", x, y - high / 2)] if not reach else [
            ("start", x + aside, y - high / 2), ("end", x - aside, y - high / 2), ("middle", x, y + reach), ("middle", x, y - reach - high),
        ]  # fmt: skip
        for anchor, left, top in choices:
            start = left - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
            box = (start, top, start + wide, top + high)
            if sheet.free(box):
                sheet.take(box)
                return tuple(Name(round(left), round(top + (number + 0.82) * size.name * LEAD), anchor, line, plain) for number, line in enumerate(lines))
    return ()


def _broken(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a name on one line, and on two if it is long: parted at the hyphen or space nearest to its middle."""
    breaks = [number + 1 for number, sign in enumerate(text) if sign in " -"]
    if len(text) <= LINE or not breaks:
        return ((text,),)
    at = min(breaks, key=lambda number: abs(number - len(text) / 2))
    return ((text[:at].rstrip(), text[at:]), (text,))
