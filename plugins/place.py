"""A commune as pages name it: with a link where it has a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from guide.guide import Guide


class Place(NamedTuple):
    """A commune; `url` is empty where it has no page, because no shop stands there."""

    name: str
    url: str

    @classmethod
    def of(cls, guide: Guide, slug: str) -> Place:
        """Return the place of a commune."""
        commune = guide.commune(slug)
        return cls(commune.name, guide.urls.of(commune) if guide.in_commune(slug) else "")
