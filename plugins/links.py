"""Links to lists, as macros place them."""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A link to a list and how many shops it holds (None where that is not said)."""

    title: str
    url: str
    shops: int | None = None
    icon: str = ""
    colour: str = ""


class Group(NamedTuple):
    """Links under a heading; `title` may be empty."""

    title: str
    links: tuple[Link, ...]
