"""What an item of a feed is: an article or a shop, in texts, days and absolute addresses.

An item is known by a tag URI (RFC 4151): the authority that names it, the day the record was written and the
first name its file had. None of these changes with the title, with a new file name (the first one stays first
among the aliases), with an edit or with the site's address: a feed reader sees an update, never a new item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from guide.article import Article
from guide.markdown import to_text
from guide.text import clean
from plugins.environment import absolute
from plugins.press import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from guide.guide import Guide
    from guide.shop import Position, Shop

SUMMARY = 240
# The year of this way to name feeds, not of the guide: of a guide nothing is older than all that may be removed.
FEEDS_SINCE = "2026"
# RFC 1035, 2.3.4.
_DNS_LABEL = 63
_BROWSABLE = re.compile(rf'{ROOT}((?:[^"\s#?]*/)?)index\.html')
_ADDRESS = re.compile(r'(<(?:a|img)(?: [a-z-]+="[^"]*")*? (?:href|src)=")(?![a-z][a-z0-9+.-]*:)([^"]*)', re.IGNORECASE)


class Author(NamedTuple):
    """Who an item is by: a name, and the address of a page about them ("" for none)."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A photo of an item: `length` is in bytes, `width` and `height` are in pixels."""

    url: str
    media_type: str
    length: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed. Texts are plain but `html`; every address is absolute.

    `language` is "" where it is the feed's, `rights` an SPDX identifier or a sentence, "" where nothing is said.
    """

    id: str
    title: str
    url: str
    published: date
    updated: date
    summary: str
    html: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    rights: str = ""
    language: str = ""
    image: Image | None = None
    position: Position | None = None


def published_on(record: Article | Shop) -> date:
    """Return the day a record was written."""
    return record.date if isinstance(record, Article) else record.added


def changed_on(record: Article | Shop) -> date:
    """Return the day of the last change that readers can see; that an article appears is one."""
    return max(record.last_change, record.appears) if isinstance(record, Article) else record.last_change


class Items:
    """Makes the items of one guide."""

    def __init__(self, guide: Guide) -> None:
        site = guide.site
        self.guide = guide
        # A name that belongs to nobody (RFC 2606) unless the site has one of its own.
        self.authority = site.authority or f"{guide.labels[0].slug[:_DNS_LABEL].rstrip('-')}.invalid"
        self.publisher = Author(clean(site.publisher.name if site.publisher else site.name), absolute(site.address, ""))

    def feed_id(self, name: str) -> str:
        """Return the id of a feed by what it follows (``category/bakery``): neither its title nor its address is in it."""
        return f"tag:{self.authority},{FEEDS_SINCE}:feed/{name}"

    def article(self, article: Article, html: str, image: Image | None) -> Item:
        """Return the item of an article; `html` is its text as pages print it."""
        guide, url = self.guide, absolute(self.guide.site.address, self.guide.urls.of(article))
        section = [guide.section(article.section).name] if article.section else []
        authors = (guide.author(slug) for slug in article.authors)
        return Item(
            id=self._id("article", article),
            title=clean(article.title),
            url=url,
            published=published_on(article),
            updated=changed_on(article),
            summary=clean(article.summary or to_text(article.body, SUMMARY)),
            html=absolute_html(html, url, guide.site.address),
            authors=tuple(Author(clean(author.name), absolute(guide.site.address, guide.urls.of(author))) for author in authors) or (self.publisher,),
            categories=_categories(article, (*section, *article.tags)),
            rights=clean(article.licence or guide.site.licence or ""),
            language=article.lang or "",
            image=image,
        )

    def shop(self, shop: Shop, html: str, image: Image | None) -> Item:
        """Return the item of a shop; `html` is its entry as `fragments/feed_shop.html` renders it."""
        guide, url = self.guide, absolute(self.guide.site.address, self.guide.urls.of(shop))
        categories = [guide.category(slug).name for slug in shop.category]
        commune = guide.commune(shop.commune).name
        summary = shop.tagline or (to_text(shop.description, SUMMARY) if shop.description else f"{categories[0]} – {commune}")
        return Item(
            id=self._id("shop", shop),
            title=clean(f"{shop.name}, {categories[0].lower()} – {commune}"),
            url=url,
            published=published_on(shop),
            updated=changed_on(shop),
            summary=clean(summary),
            html=absolute_html(html, url, guide.site.address),
            authors=(self.publisher,),
            categories=_categories(shop, categories),
            rights=clean(shop.licence or guide.site.licence or ""),
            image=image,
            position=shop.position,
        )

    def _id(self, kind: str, record: Article | Shop) -> str:
        return f"tag:{self.authority},{published_on(record).isoformat()}:{kind}/{(*record.aliases, record.slug)[0]}"


def absolute_html(html: str, url: str, address: str) -> str:
    """Return what a page at `url` of the site at `address` prints, so that it can be read anywhere.

    Links to the site's own pages are canonical, even in a build to be read from the disk, whose pages name `index.html`.
    """
    if ROOT in html:
        html = _BROWSABLE.sub(rf"{ROOT}\1", html).replace(ROOT, absolute(address, ""))
    return clean(_ADDRESS.sub(lambda found: f"{found[1]}{_joined(url, found[2])}", html))


def _joined(url: str, address: str) -> str:
    try:
        return urljoin(url, address)
    except ValueError:
        # “//[” begins like an IPv6 address: it leads nowhere, here as on the page.
        return address


def _categories(record: Article | Shop, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(clean, (*(f"#{hashtag}" for hashtag in record.labels), *others))))
