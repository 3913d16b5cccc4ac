"""Queues, for each old slug, a page that leads to the shop's or article's new one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from plugins.base import GuideGenerator
from plugins.press import Page

if TYPE_CHECKING:
    from collections.abc import Iterator


class RedirectsGenerator(GuideGenerator):
    """Keeps old links working without a server: `<meta http-equiv=refresh>` and a link."""

    def pages(self) -> Iterator[Page]:
        """Yield the redirects of renamed shops and articles, and of their folders to the directory and the magazine."""
        urls = self.guide.urls
        yield self._redirect(f"{urls.words.shop}/", urls.directory, self.guide.site.name)
        for shop in self.guide.shops:
            for alias in shop.aliases:
                yield self._redirect(urls.shop(alias), urls.of(shop), shop.name)
        if self.guide.articles.all:
            yield self._redirect(f"{urls.words.article}/", urls.magazine, self.guide.site.name)
        for article in self.guide.articles:
            for alias in article.aliases:
                yield self._redirect(urls.article(alias), urls.of(article), article.title)

    @staticmethod
    def _redirect(url: str, target: str, title: str) -> Page:
        return Page(url=url, template="redirect.html", title=title, indexed=False, values=partial(dict, target=target))
