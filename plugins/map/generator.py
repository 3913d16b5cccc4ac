"""Queues the page of the map, and what the detailed map shows."""

from __future__ import annotations

import json
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from guide.words import Message, catalogue, msg
from plugins.base import GuideGenerator
from plugins.card import mark_of
from plugins.map.drawing import Drawing, drawing
from plugins.map.markers import columns, trades
from plugins.press import Crumb, Files, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATA = "map.json"
# A longer list is a page of its own: that of the communes.
LINES = 600
# The pages where readers may ask for the detailed map.
TEMPLATES = frozenset(["map.html", "find.html"])
LIBRARY = ("leaflet.js", "leaflet.markercluster.js", "leaflet.css")


class Link(NamedTuple):
    """A commune in the list under the map."""

    title: str
    url: str
    shops: int
    icon: str = ""
    colour: str = ""


class Detailed(NamedTuple):
    """What `macros/map.html` needs for the detailed map; `origin` is what the page's security policy must let it ask for images."""

    data: str
    shop: str
    tiles: str
    origin: str
    host: str
    attribution: str
    of_osm: bool
    max_zoom: int
    has_hours: bool


class MapGenerator(GuideGenerator):
    """Where shops are. Must stand behind the assets, which say whether the library of the detailed map is there."""

    def generate_context(self) -> None:
        """Let the pages that can show the detailed map know of it, and the others where the map is."""
        self.press.environment.globals["map_url"] = self.guide.urls.map if self._drawing else ""
        self.press.extensions.append(self._extension)

    @cached_property
    def _drawing(self) -> Drawing | None:
        return drawing(self.guide)

    @cached_property
    def _detailed(self) -> Detailed | None:
        """Return what the detailed map needs; None where the town wants none, npm is missing, or no shop has a position."""
        wanted = self.guide.site.map
        assets: Any = self.press.environment.globals["asset_urls"]
        if not (wanted.tiles and trades(self.guide) and set(LIBRARY) <= set(assets)):
            return None
        return Detailed(
            data=DATA,
            # The script puts the slug of a shop in the place of “-”.
            shop=self.guide.urls.shop("-"),
            tiles=wanted.tiles,
            origin=wanted.origin,
            host=wanted.host,
            attribution=wanted.attribution or "",
            of_osm=wanted.of_osm,
            max_zoom=wanted.max_zoom,
            has_hours=any(mark_of(self.openings.of(shop)).hours for shop in self.guide.shops),
        )

    def _extension(self, page: Page) -> Mapping[str, Any]:
        return {"detailed_map": self._detailed} if page.template in TEMPLATES else {}

    def generate_output(self, writer: Any) -> None:
        """Queue the page and, where there is a detailed map, its data."""
        super().generate_output(writer)
        if self._detailed:
            self.press.files.append(Files((DATA,), self._data, lambda: self._columns))

    @cached_property
    def _columns(self) -> dict[str, Any]:
        return columns(self.guide, self.openings, catalogue(self.guide.site.language).gettext, self.press.environment.globals["icon_paths"])  # type: ignore[arg-type]

    def _data(self) -> tuple[bytes, ...]:
        return (json.dumps(self._columns, ensure_ascii=False, separators=(",", ":")).encode(),)

    def pages(self) -> Iterator[Page]:
        """Yield the page, where anything says where shops are."""
        if self._drawing is None:
            return
        url, title = self.guide.urls.map, self._say(msg("Map"))
        yield Page(
            url=url,
            template="map.html",
            title=title,
            description=self._say(msg("Where the addresses of the guide are, commune by commune.")),
            trail=(Crumb(self._say(msg("Home")), ""), Crumb(title, url)),
            values=partial(self._values, self._drawing),
        )

    def _say(self, message: Message) -> str:
        return message.in_language(self.guide.site.language)

    def _values(self, drawn: Drawing) -> Mapping[str, Any]:
        links = tuple(
            Link(commune.name, self.guide.urls.of(commune), len(shops)) for commune in self.guide.communes if (shops := self.guide.in_commune(commune.slug))
        )
        return {
            "drawing": drawn,
            "communes": links if len(links) <= LINES else (),
            "commune_count": len(links),
            "attribution": self.guide.outlines.attribution if drawn.ground or any(area.d for area in drawn.areas) else "",
        }
