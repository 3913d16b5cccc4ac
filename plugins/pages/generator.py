"""Queues the pages that people wrote, and the one for addresses that do not exist."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from guide.markdown import to_text
from guide.urls import NOT_FOUND
from guide.words import msg
from plugins.base import GuideGenerator
from plugins.press import Crumb, Page

if TYPE_CHECKING:
    from collections.abc import Iterator


class WrittenGenerator(GuideGenerator):
    """One page for each file of content/pages/."""

    def pages(self) -> Iterator[Page]:
        """Yield the written pages and the 404 page."""
        language = self.guide.site.language
        home = Crumb(msg("Home").in_language(language), "")
        for written in self.guide.pages:
            url = self.guide.urls.of(written)
            yield Page(
                url=url,
                template="page.html",
                title=written.title,
                description=written.summary or to_text(written.body),
                trail=(home, Crumb(written.title, url)),
                subject=written,
                modified=written.modified,
                values=partial(dict, written=written, links=self.prose.targets(written.body)),
            )
        yield Page(
            url=NOT_FOUND,
            template="404.html",
            title=msg("This page does not exist").in_language(language),
            indexed=False,
            values=dict,
        )
