"""From rings of points to the paths of a drawing: few points, and the same ones on both sides of a border.

Points are first brought onto a grid, each for itself, so that what touched still touches. Borders are then cut where three
outlines meet, and each piece loses the points that matter least (Visvalingam's measure: the area of the triangle that a
point makes with its neighbours), alike for both outlines that share it. All of it takes n log n, whatever the points.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[int, int]
Line = tuple[Point, ...]


def simplified(outlines: Sequence[Iterable[Iterable[Point]]], area: float) -> list[list[Line]]:
    """Return the rings of each outline without the points that change less than `area` (square units); rings too small go."""
    shapes = [[ring for ring in map(_without_repeats, rings) if len(set(ring)) > 2] for rings in outlines]
    # How many ends of borders each point has: two within a border, more where borders meet.
    ways: dict[Point, set[Point]] = {}
    for rings in shapes:
        for ring in rings:
            for one, other in pairwise(ring):
                ways.setdefault(one, set()).add(other)
                ways.setdefault(other, set()).add(one)
    junctions = {point for point, others in ways.items() if len(others) > 2}
    known: dict[Line, Line] = {}
    return [[line for line in (_ring(ring, junctions, area, known) for ring in rings) if len(line) > 3] for rings in shapes]


def _without_repeats(ring: Iterable[Point]) -> Line:
    """Return a closed ring where no point follows itself."""
    found: list[Point] = []
    for point in ring:
        if not found or found[-1] != point:
            found.append(point)
    if found and found[0] != found[-1]:
        found.append(found[0])
    return tuple(found)


def _ring(ring: Line, junctions: set[Point], area: float, known: dict[Line, Line]) -> Line:
    """Return a ring whose pieces between junctions are simplified; without a junction it is cut at its least point and the farthest from it."""
    first = next((number for number, point in enumerate(ring) if point in junctions), None)
    if first is None:
        first = ring.index(min(ring))
        x, y = ring[first]
        ends = {max(ring, key=lambda point: ((point[0] - x) ** 2 + (point[1] - y) ** 2, point))}
    else:
        ends = junctions
    turned = (*ring[first:-1], *ring[:first], ring[first])
    line: list[Point] = [turned[0]]
    start = 0
    for number in range(1, len(turned)):
        if turned[number] in ends or number == len(turned) - 1:
            line += _piece(turned[start : number + 1], area, known)[1:]
            start = number
    return tuple(line)


def _piece(piece: Line, area: float, known: dict[Line, Line]) -> Line:
    """Return a piece of border simplified; walked the other way it is the same."""
    back = piece[::-1]
    if back < piece:
        return _piece(back, area, known)[::-1]
    if piece not in known:
        known[piece] = _thinned(piece, area)
    return known[piece]


def _thinned(piece: Line, area: float) -> Line:
    """Return a line without its least points, ends kept."""
    last = len(piece) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    sizes = [0.0] * len(piece)

    def size(number: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = piece[before[number]], piece[number], piece[after[number]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    queue = []
    for number in range(1, last):
        sizes[number] = size(number)
        queue.append((sizes[number], number))
    heapify(queue)
    gone = [False] * len(piece)
    while queue:
        least, number = heappop(queue)
        if least >= area:
            break
        if gone[number] or least != sizes[number]:
            continue
        gone[number] = True
        left, right = before[number], after[number]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < last:
                # Never less than what already went, or a long curve would go point by point.
                sizes[neighbour] = max(least, size(neighbour))
                heappush(queue, (sizes[neighbour], neighbour))
    return tuple(point for number, point in enumerate(piece) if not gone[number])


def path(lines: Iterable[Line]) -> str:
    """Return closed lines as the `d` of an SVG path, in relative steps."""
    parts = []
    for line in lines:
        (x, y), steps = line[0], []
        for next_x, next_y in line[1:-1]:
            steps.append(_pair(next_x - x, next_y - y))
            x, y = next_x, next_y
        parts.append(f"M{_pair(*line[0])}l{_joined(steps)}z")
    return "".join(parts)


def dots(points: Iterable[Point]) -> str:
    """Return points as the `d` of a path, whose round ends draw them."""
    return "".join(f"M{_pair(x, y)}h0" for x, y in points)


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _joined(steps: list[str]) -> str:
    return "".join(step if number == 0 or step.startswith("-") else f" {step}" for number, step in enumerate(steps))
