"""Queues the diagnosis of each shop, where the site has these pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from guide.correction import correction_link
from guide.diagnosis import has_pages, nothing
from guide.words import Message, msg
from plugins.base import GuideGenerator
from plugins.diagnosis.steps import steps_of
from plugins.press import Crumb, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.shop import Shop


class DiagnosisGenerator(GuideGenerator):
    """One page a shop, which no list and no sitemap names."""

    def pages(self) -> Iterator[Page]:
        """Yield the pages."""
        guide = self.guide
        if not has_pages(guide.site, len(guide.shops)):
            return
        home = Crumb(self._say(msg("Home")), "")
        for shop in guide.shops:
            url, title = guide.urls.diagnosis(shop.slug), self._say(msg("Improve the entry"))
            yield Page(
                url=url,
                template="diagnosis.html",
                title=f"{shop.name} – {title}",
                trail=(home, Crumb(shop.name, guide.urls.of(shop)), Crumb(title, url)),
                indexed=False,
                values=partial(self._values, shop),
            )

    def _values(self, shop: Shop) -> dict[str, Any]:
        return {
            "shop": shop,
            "steps": steps_of(shop, self.openings),
            "nothing": self._say(nothing(shop, self.openings)),
            "report": correction_link(shop, self.guide),
        }

    def _say(self, message: Message) -> str:
        return message.in_language(self.guide.site.language)
