"""What the detailed map shows of each shop, in columns: the browser asks for it only when the reader asks for the map.

A column holds one value a shop, in the order of the guide (`Guide.shops`), so that a list that names shops by their number and the
map mean the same. `lat` and `lon` are null where nothing says where a shop is. `trade`, `commune` and `mark` are numbers of what
stands once in `trades`, `communes` and `marks` (`[hours, check, text]`, see `plugins.card.Mark`). `pins` has for each trade its
colour and the `d` of each path of its icon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from plugins.card import mark_of, sign_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from guide.guide import Guide
    from guide.state import Openings

# About a metre.
DECIMALS = 5


class Trade(NamedTuple):
    """A kind of marker: the first category of shops."""

    name: str
    icon: str
    colour: str


def trades(guide: Guide) -> tuple[Trade, ...]:
    """Return the kinds of marker, in the order of the categories."""
    first = {shop.category[0] for shop in guide.shops if shop.position}
    return tuple(Trade(category.name, category.icon, category.colour) for category in guide.categories if category.slug in first)


def columns(guide: Guide, openings: Openings, say: Callable[[str], str], icon_paths: Callable[[str], tuple[str, ...]]) -> dict[str, Any]:
    """Return the columns; `say` translates a sentence of the interface, `icon_paths` returns the shapes of an icon."""
    kinds = {trade: number for number, trade in enumerate(trades(guide))}
    communes: dict[str, int] = {}
    marks: dict[tuple[str, int, str], int] = {}
    found: dict[str, list[Any]] = {name: [] for name in ("name", "slug", "lat", "lon", "trade", "commune", "mark")}
    for shop in guide.shops:
        mark = mark_of(openings.of(shop))
        sign = sign_of(shop, guide)
        told = (mark.hours, mark.check, say(mark.text) if mark.text else "")
        row = (
            shop.name,
            shop.slug,
            round(shop.position.lat, DECIMALS) if shop.position else None,
            round(shop.position.lon, DECIMALS) if shop.position else None,
            kinds.get(Trade(sign.trade, sign.icon, sign.colour)),
            communes.setdefault(guide.commune(shop.commune).name, len(communes)),
            marks.setdefault(told, len(marks)),
        )
        for column, value in zip(found.values(), row, strict=True):
            column.append(value)
    return {
        **found,
        "trades": [trade.name for trade in kinds],
        "pins": [[trade.colour, icon_paths(trade.icon)] for trade in kinds],
        "communes": list(communes),
        "marks": [list(mark) for mark in marks],
    }
