"""A table in plain text: columns aligned, nothing drawn, so that it reads on any terminal and in any file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL = 48


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of as many cells each, one a line; the first row is the heading. Only the last cell may be longer than `CELL`."""
    cut = [[*map(_short, row[:-1]), row[-1]] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    return "".join(f"{'  '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()}\n" for row in cut)


def _short(text: str) -> str:
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"
