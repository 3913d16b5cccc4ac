"""Queues every feed in its three formats, the page that explains and lists them, and what goes with them."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from guide.article import Article
from guide.hours.sentence import sentence
from guide.markdown import photos_of
from guide.text import clean
from guide.vocabulary import SERVICES
from guide.words import Message, msg
from plugins.base import GuideGenerator
from plugins.environment import THEME, absolute, fragment
from plugins.feeds import hosts
from plugins.feeds.feed import Feed, feeds, grouped, newest
from plugins.feeds.items import Image, Items, changed_on, published_on
from plugins.feeds.mould import ATOM, FORMATS, JSON, RSS
from plugins.feeds.opml import opml
from plugins.feeds.syndication import Channel, Entry, documents, entry
from plugins.press import Crumb, Files, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from guide import shop
    from guide.shop import Shop

OPML, OPML_TYPE = "feeds.opml", "text/x-opml"
STYLES = "feed.css"
NAMES = {ATOM: "Atom", RSS: "RSS", JSON: "JSON"}
# The newest records stand in many feeds: so many entries are kept for the next one, in each process that prints.
ENTRIES = 2_048


class Alternate(NamedTuple):
    """A link of a page's head to a file of a feed."""

    media_type: str
    title: str
    url: str


class FeedsGenerator(GuideGenerator):
    """Must stand behind the features whose pages have feeds: a feed is written where its page is."""

    def generate_context(self) -> None:
        """Give every page the links to its feeds, and the footer the page that explains them."""
        self.press.environment.globals["subscribe_url"] = self.guide.urls.subscribe
        self.press.extensions.append(self._alternates)
        self.feeds: dict[str, Feed] = {}
        self.items = Items(self.guide)
        self._entry = lru_cache(maxsize=ENTRIES)(self._made)
        self._key = cache(self._keyed)
        self._links = cache(self._head)

    def generate_output(self, writer: Any) -> None:
        """Queue the feeds and their page; write what goes with them."""
        for feed, records in feeds(self.guide):
            if feed.folder == "" or f"{feed.folder}index.html".casefold() in self.press.pages:
                self.feeds[feed.folder] = feed
                self.press.files.append(self._files(feed, newest(records, self.guide.site.feed_items)))
        super().generate_output(writer)
        site, types, output = self.guide.site, {**FORMATS, OPML: OPML_TYPE}, self.settings["SITE_OUTPUT"]
        output.put(OPML, opml(clean(site.name), self.feeds[""], self._groups(), site.address, site.language))
        output.put(STYLES, self._styles())
        depths = [folder.count("/") for folder in self.feeds]
        output.put("_headers", hosts.headers(types, {**dict.fromkeys(FORMATS, depths), OPML: [0]}))
        output.put(".htaccess", hosts.htaccess(types))

    def pages(self) -> Iterator[Page]:
        """Yield the page that says what a feed is, and lists all."""
        url, title = self.guide.urls.subscribe, self._say(msg("Subscribe"))
        yield Page(
            url=url,
            template="subscribe.html",
            title=title,
            description=self._say(msg("Follow the guide without an account, without giving your name.")),
            trail=(Crumb(self._say(msg("Home")), ""), Crumb(title, url)),
            values=partial(dict, everything=self.feeds[""], groups=self._groups(), formats=self._formats(), opml=OPML),
        )

    def _say(self, message: Message) -> str:
        return message.in_language(self.guide.site.language)

    def _groups(self) -> tuple[Any, ...]:
        return grouped(self.feeds.values(), self.guide.site.language)

    @staticmethod
    def _formats() -> tuple[tuple[str, str, str], ...]:
        return tuple((file, kind, NAMES[kind]) for file, kind in FORMATS.items())

    def _alternates(self, page: Page) -> Mapping[str, Any]:
        return {"alternates": self._links(page.feed or (None if page.url else ""))}

    def _head(self, folder: str | None) -> Markup:
        """Return a page's links to its own feeds in every format, and to everything's in one; rendered once for all pages of a feed."""
        own, everything = self.feeds.get(folder) if folder is not None else None, self.feeds[""]
        found = [Alternate(kind, f"{own.title} ({name})", f"{own.folder}{file}") for file, kind, name in self._formats()] if own else []
        if own is not everything:
            found.append(Alternate(ATOM, everything.title, "atom.xml"))
        return fragment(self.press.environment, "fragments/alternates.html", feeds=found)

    def _title(self, feed: Feed) -> str:
        return f"{feed.title} – {self.feeds[''].title}" if feed.folder else feed.title

    def _files(self, feed: Feed, records: tuple[Article | Shop, ...]) -> Files:
        site, folder = self.guide.site, feed.folder
        channel = Channel(
            id=self.items.feed_id(feed.name),
            title=self._title(feed),
            summary=feed.summary,
            page=absolute(site.address, folder),
            help=absolute(site.address, self.guide.urls.subscribe),
            comment=self._comment(),
            author=self.items.publisher,
            rights=clean(site.licence or ""),
            language=site.language,
            timezone=site.timezone,
            updated=changed_on(records[0]) if records else self._first_day(),
            styles=f"{'../' * folder.count('/')}{STYLES}",
        )
        names = tuple(f"{'article' if isinstance(record, Article) else 'shop'}/{record.slug}" for record in records)
        return Files(
            names=tuple(f"{folder}{file}" for file in FORMATS),
            make=lambda: documents(channel, [self._entry(name) for name in names]),
            inputs=lambda: (channel, tuple(self._key(name) for name in names)),
        )

    def _comment(self) -> str:
        address = absolute(self.guide.site.address, self.guide.urls.subscribe)
        return self._say(msg("This is a feed: copy the address of this page into a feed reader, which will show you what is new. How: {address}", address=address))

    def _first_day(self) -> date:
        """Return since when an empty feed has said nothing: the guide's first day, which seldom changes."""
        return min(map(published_on, (*self.guide.articles, *self.guide.shops)), default=date(1970, 1, 1))

    def _record(self, name: str) -> Article | Shop:
        kind, slug = name.split("/")
        return self.guide.articles.article(slug) if kind == "article" else self.guide.shop(slug)

    def _made(self, name: str) -> Entry:
        record = self._record(name)
        photo = self._photo(record)
        if isinstance(record, Article):
            html = self._fragment("feed_article", article=record, text=self.prose.article(record).html, photo=photo)
            item = self.items.article(record, html, self._image(record))
        else:
            categories = tuple(self.guide.category(slug) for slug in record.category)
            services = tuple(dict.fromkeys(SERVICES[service.kind].label.text for service in record.services))
            commune = self.guide.commune(record.commune)
            expression = self.openings.of(record).expression
            hours = sentence(expression, self.guide.site.language) if expression else record.hours
            html = self._fragment("feed_shop", shop=record, hours=hours, categories=categories, commune=commune, services=services, photo=photo)
            item = self.items.shop(record, html, self._image(record))
        return entry(item, self.guide.site.timezone)

    def _fragment(self, name: str, **values: Any) -> str:
        return fragment(self.press.environment, f"fragments/{name}.html", **values)

    def _keyed(self, name: str) -> str:
        """Return the key of all that an entry is made from, besides the press's frame."""
        record = self._record(name)
        text = record.body if isinstance(record, Article) else record.description or ""
        files = photos_of(text) if isinstance(record, Article) else []
        pictures = tuple(self.context["pictures"].get(file) for file in files)
        return self.press.keys.key((record, self._photo(record), self._image(record), pictures, self.prose.targets(text)))

    @staticmethod
    def _shown(record: Article | Shop) -> shop.Image | None:
        if isinstance(record, Article):
            return record.image
        return record.images[0] if record.images else None

    def _photo(self, record: Article | Shop) -> dict[str, Any] | None:
        """Return the photo that an item begins with, and its words; None where there is none."""
        image = self._shown(record)
        picture = self.context["pictures"].get(image.file) if image else None
        return {"picture": picture, "alt": image.alt, "credit": image.credit, "licence": image.licence} if image and picture else None

    def _image(self, record: Article | Shop) -> Image | None:
        photo = self._photo(record)
        if photo is None:
            return None
        picture = photo["picture"]
        # The images plugin has written the file already: only there is its size known.
        length = self.settings["SITE_OUTPUT"].after[picture.src].size
        return Image(absolute(self.guide.site.address, picture.src), "image/jpeg", length, picture.width, picture.height)

    def _styles(self) -> bytes:
        """Return the style sheet of feeds, which begins them with a sentence in the site's language."""
        said = self._comment().replace("\\", "\\\\").replace('"', '\\"')
        return f'{(THEME / "static" / "feed.css").read_text(encoding="utf-8")}\nfeed::before,\nrss::before {{\n  content: "{said}";\n}}\n'.encode()
