"""Queues the page “Find” and the data of its script."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from guide.facets import ENOUGH, Facet, Facets
from guide.words import Message, msg
from plugins.base import GuideGenerator
from plugins.find.columns import NAMES, Columns
from plugins.links import Group, Link
from plugins.press import Crumb, Files, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# More communes than this have a page of their own: the finder's would be too heavy.
COMMUNES = 200


class FindGenerator(GuideGenerator):
    """The page “Find”."""

    def pages(self) -> Iterator[Page]:
        """Yield the page."""
        self._facets = Facets(self.guide, self.openings)
        columns = Columns(self.guide, self._facets, self.openings)
        self.press.files.append(Files(NAMES, lambda: columns.files, lambda: columns.files))
        title, url = self._say(msg("Find")), self.guide.urls.find
        yield Page(
            url=url,
            template="find.html",
            title=title,
            description=self._say(msg("Search the addresses by name, trade, commune, hours, service or label.")),
            trail=(Crumb(self._say(msg("Home")), ""), Crumb(title, url)),
            values=self._values,
        )

    def _say(self, text: Message | str) -> str:
        return text.in_language(self.guide.site.language) if isinstance(text, Message) else text

    def _values(self) -> Mapping[str, Any]:
        communes = self._facets.of("commune")
        return {
            "shop_count": len(self.guide.shops),
            "hours": self._hours(),
            "has_hours": self._has_hours,
            "categories": self._categories(),
            "communes": tuple(map(self._link, communes)) if len(communes) <= COMMUNES else (),
            "commune_count": len(communes),
            "services": tuple(map(self._link, self._facets.of("service"))),
            "groups": tuple(
                Group(self._say(title), links)
                for kind, title in (("label", msg("Labels")), ("accessibility", msg("Accessibility")), ("payment", msg("Payments")))
                if (links := tuple(self._link(facet) for facet in self._facets.of(kind) if kind == "label" or len(facet.shops) >= ENOUGH))
            ),
        }

    @cached_property
    def _has_hours(self) -> bool:
        return any(self.openings.of(shop).usual for shop in self.guide.shops)

    def _hours(self) -> tuple[Link, ...]:
        urls = self.guide.urls
        links = []
        if self._has_hours:
            links += [Link(self._say(msg("Open now")), urls.now), Link(self._say(msg("Open today")), urls.today)]
        return (*links, *map(self._link, self._facets.of("sunday")))

    def _categories(self) -> tuple[Group, ...]:
        """Return the tree of categories that have shops, a group a root; the root itself comes first."""
        root = {one.slug: (*one.parents, one.slug)[0] for one in self.guide.categories}
        groups: dict[str, list[Link]] = {}
        for facet in self._facets.of("category"):
            groups.setdefault(root[facet.key], []).append(self._link(facet))
        return tuple(Group("", tuple(links)) for links in groups.values())

    def _link(self, facet: Facet) -> Link:
        colour = self.guide.category(facet.key).colour if facet.kind == "category" else ""
        return Link(self._say(facet.title), facet.url, len(facet.shops), facet.icon, colour)
