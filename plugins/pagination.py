"""Long lists cut into numbered pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.guide import Guide


class Step(NamedTuple):
    """A numbered page of a list in its pagination; `url` is empty for a gap."""

    number: int
    url: str


class Pagination(NamedTuple):
    """Where a page stands among the pages of its list."""

    number: int
    total: int
    previous: str
    next: str
    steps: tuple[Step, ...]


def paginate(guide: Guide, url: str, count: int) -> Iterator[tuple[Pagination, slice]]:
    """Yield each numbered page of a list of `count` records, and which of them stand on it."""
    size = guide.site.page_size
    total = max(1, -(-count // size))
    numbered = guide.urls.numbered
    for number in range(1, total + 1):
        shown = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
        steps: list[Step] = []
        for step in shown:
            if steps and step > steps[-1].number + 1:
                steps.append(Step(step - 1, ""))
            steps.append(Step(step, numbered(url, step)))
        yield (
            Pagination(
                number,
                total,
                numbered(url, number - 1) if number > 1 else "",
                numbered(url, number + 1) if number < total else "",
                tuple(steps),
            ),
            slice((number - 1) * size, number * size),
        )
