"""Queues the page of each shop."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from guide.markdown import to_text
from guide.words import msg
from plugins.base import GuideGenerator
from plugins.press import Crumb, Page
from plugins.shops.sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.shop import Shop

NEAREST = 5


class ShopsGenerator(GuideGenerator):
    """One page a shop."""

    def pages(self) -> Iterator[Page]:
        """Yield the shops' pages."""
        guide = self.guide
        # A page that is printed asks twice: for its key, then for its values.
        self._nearest = lru_cache(maxsize=1)(lambda slug: guide.nearest(guide.shop(slug), NEAREST))
        home = Crumb(msg("Home").in_language(guide.site.language), "")
        for shop in guide.shops:
            commune, category = guide.commune(shop.commune), guide.category(shop.category[0])
            yield Page(
                url=guide.urls.of(shop),
                template="shop.html",
                title=f"{shop.name}, {category.name.lower()} – {commune.name}",
                description=shop.tagline or (to_text(shop.description) if shop.description else ""),
                trail=(
                    home,
                    Crumb(commune.name, guide.urls.of(commune)),
                    Crumb(category.plural, guide.urls.pair(category, commune)),
                    Crumb(shop.name, guide.urls.of(shop)),
                ),
                subject=shop,
                feed=guide.urls.of(category),
                modified=max(day for day in (shop.added, shop.updated, shop.verified) if day),
                values=partial(self._values, shop),
                inputs=partial(self._inputs, shop),
            )

    def _inputs(self, shop: Shop) -> tuple[Any, ...]:
        pictures = tuple(self.context["pictures"].get(image.file) for image in shop.images)
        near = tuple(f"{kilometres} {self.card_key(other)}" for kilometres, other in self._nearest(shop.slug))
        links = self.prose.targets(shop.description or "")
        articles = tuple(self.context["teaser_key"](article.slug) for article in self.guide.articles.on(shop.slug))
        served = (slug for slugs in (shop.area, *(service.area for service in shop.services)) for slug in slugs)
        pages = tuple(bool(self.guide.in_commune(slug)) for slug in served)
        status = shop.status
        successor = self.guide.shop(status.successor).name if status and status.successor else ""
        # The path is excluded from what a record says of itself, and the links to correct the entry hold it.
        # Whether it is open follows from the entry, the frame, and the day.
        return shop, shop.path, pictures, near, links, articles, pages, successor, self.openings.today, len(self.guide.shops)

    def _values(self, shop: Shop) -> dict[str, Any]:
        return {
            "sheet": sheet_of(shop, self.guide, self.openings, self.context["pictures"]),
            "teasers": tuple(self.context["teaser"](article.slug) for article in self.guide.articles.on(shop.slug)),
            "nearest": tuple((kilometres, self.card(other)) for kilometres, other in self._nearest(shop.slug)),
        }
