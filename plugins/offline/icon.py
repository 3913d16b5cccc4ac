"""The sign of theme/static/img/favicon.svg drawn in pixels, for the home screens that take no SVG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
PAPER, INK, BOARD, LETTERS = "#f5f0e3", "#1c2233", "#b8281b", "#fff9ea"
# Drawn larger, then reduced: Pillow's lines have hard edges.
FINER = 4
# In the 32 units of the drawing.
_CURVE = ((3.0, 3.0), (10.0, 3.0), (14.0, 8.0), (19.0, 8.0))
_IRON = (((3, 2), (3, 14)), ((3, 8), (28, 8)), ((10, 8), (10, 13)), ((23, 8), (23, 13)))
_BOARD = ((5, 13), (28, 13), (28, 27), (16.5, 31), (5, 27))
_KEYLINE = ((7.5, 15.5), (25.5, 15.5), (25.5, 25.3), (16.5, 28.3), (7.5, 25.3), (7.5, 15.5))


def icon(size: int, purpose: str) -> bytes:
    """Return a PNG of so many pixels a side; a “maskable” one keeps to the circle that no device cuts (W3C: 40 % of a side)."""
    canvas = size * FINER
    maskable = purpose == "maskable"
    unit = canvas * (0.6 if maskable else 0.82) / 32
    image = Image.new("RGBA", (canvas, canvas), PAPER if maskable else (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if not maskable:
        draw.rounded_rectangle((0, 0, canvas - 1, canvas - 1), canvas * 0.18, fill=PAPER)

    def placed(points: Sequence[Point]) -> list[Point]:
        # The middle of the drawing is at (15.5, 16.5).
        return [(canvas / 2 + (x - 15.5) * unit, canvas / 2 + (y - 16.5) * unit) for x, y in points]

    def stroke(points: Sequence[Point], width: float, colour: str) -> None:
        corners, half = placed(points), width * unit / 2
        draw.line(corners, fill=colour, width=round(2 * half))
        for x, y in corners:
            draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    for line in (*_IRON, _curve()):
        stroke(line, 2.4, INK)
    draw.polygon(placed(_BOARD), fill=BOARD)
    stroke(_KEYLINE, 1.6, LETTERS)
    file = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _curve(steps: int = 24) -> tuple[Point, ...]:
    """Return points of the bracket's scroll, a cubic Bézier curve."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        points.append((sum(w * p[0] for w, p in zip(weights, _CURVE, strict=True)), sum(w * p[1] for w, p in zip(weights, _CURVE, strict=True))))
    return tuple(points)
