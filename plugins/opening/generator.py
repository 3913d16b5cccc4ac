"""Queues the pages “Open now” and “Open today”: every shop whose hours are known, and its state, which the script says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from guide.words import Message, msg
from plugins.base import GuideGenerator
from plugins.opening.lines import Group, Link, groups_of
from plugins.press import Crumb, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

# A longer list is cut into a page for each commune: nobody reads more, and an old telephone loads it.
LINES = 600


class OpeningGenerator(GuideGenerator):
    """What is open at the moment of reading."""

    def pages(self) -> Iterator[Page]:
        """Yield the pages, or for a large guide one for each commune with a page that leads to them."""
        urls = self.guide.urls
        self._groups = groups_of(self.guide, self.openings)
        if not any(group.lines for group in self._groups):
            return
        for kind, url, title in (("now", urls.now, msg("Open now")), ("today", urls.today, msg("Open today"))):
            if sum(len(group.lines) for group in self._groups) <= LINES:
                yield self._page(kind, url, self._say(title), self._groups, ())
            else:
                yield self._contents(url, title)
                for group in self._groups:
                    here = self._say(msg("{title} in {commune}", title=title, commune=group.name))
                    yield self._page(kind, f"{url}{group.slug}/", here, (group,), (Crumb(self._say(title), url),))

    def _say(self, message: Message) -> str:
        return message.in_language(self.guide.site.language)

    def _page(self, kind: str, url: str, title: str, groups: tuple[Group, ...], above: tuple[Crumb, ...]) -> Page:
        return Page(
            url=url,
            template="open.html",
            title=title,
            description=self._say(msg("Hours are compared with the clock when you read this page.")),
            trail=(Crumb(self._say(msg("Home")), ""), *above, Crumb(title, url)),
            values=partial(self._values, kind, groups),
        )

    def _values(self, kind: str, groups: tuple[Group, ...]) -> dict[str, Any]:
        return {"kind": kind, "groups": groups, "today": self.openings.today, "opens_on_sundays": bool(self.openings.on_weekday(6))}

    def _contents(self, url: str, title: Message) -> Page:
        return Page(
            url=url,
            template="open_communes.html",
            title=self._say(title),
            trail=(Crumb(self._say(msg("Home")), ""), Crumb(self._say(title), url)),
            values=lambda: {"communes": tuple(Link(group.name, f"{url}{group.slug}/", len(group.lines)) for group in self._groups)},
        )
