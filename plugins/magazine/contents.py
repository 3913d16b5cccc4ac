"""The lists of articles as data: which there are, what stands in each, where they lead on to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from guide.words import Message, msg
from plugins.press import Crumb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.article import Article
    from guide.guide import Guide

TAGS_ON_FRONT = 40


class Entry(NamedTuple):
    """A line of the contents: a list of articles and how many stand in it."""

    title: str
    url: str
    articles: int
    summary: str = ""


class Contents(NamedTuple):
    """A list of articles: its words and the articles, newest first (a series: oldest first).

    `kind` names what the list is about (magazine, section, label, tag, author, series, year).
    """

    kind: str
    url: str
    title: str
    lead: str
    trail: tuple[Crumb, ...]
    articles: tuple[Article, ...]
    text: str = ""
    subject: Any = None


class Magazine:
    """The lists of articles of one guide, in its language."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.urls = guide.urls
        self.articles = guide.articles
        self.home = Crumb(self.say(msg("Home")), "")
        self.front = Crumb(self.say(msg("Magazine")), self.urls.magazine)

    def say(self, message: Message) -> str:
        """Return an interface sentence in the site's language."""
        return message.in_language(self.guide.site.language)

    def lists(self) -> Iterator[Contents]:
        """Yield every list of articles but the front page: those that are declared, and those that hold something."""
        for magazine in self.guide.magazines:
            yield self._contents("magazine", self.urls.of(magazine), magazine.name, magazine.tagline, self.of_magazine(magazine.slug), magazine.description, magazine)
        for section in self.guide.sections:
            yield self._contents("section", self.urls.of(section), section.name, section.summary, self.articles.in_section(section.slug), subject=section)
        for author in self.guide.authors:
            yield self._contents("author", self.urls.of(author), author.name, "", self.articles.by(author.slug), author.portrait, author)
        for label in self.guide.labels:
            yield self._contents("label", self.urls.labelled(label), f"#{label.hashtag}", label.summary or label.mention, self.articles.labelled(label.hashtag), subject=label)
        for tag in self.articles.tags:
            yield self._contents("tag", self.urls.tag(tag.slug), tag.name, "", self.articles.tagged(tag.slug))
        for series in self.articles.series:
            yield self._contents("series", self.urls.series(series.slug), series.name, "", self.articles.in_series(series.slug))
        for year in self.articles.years:
            yield self._contents("year", self.urls.year(year), str(year), "", self.articles.of_year(year))

    def of_magazine(self, slug: str) -> tuple[Article, ...]:
        """Return the articles of a named magazine: those of its sections, newest first."""
        sections = {section.slug for section in self.guide.sections if section.magazine == slug}
        return tuple(article for article in self.articles if article.section in sections)

    def sections(self, magazine: str | None = None) -> tuple[Entry, ...]:
        """Return the sections that hold something, of a named magazine or of all, in their order."""
        return tuple(
            Entry(section.name, self.urls.of(section), len(found), section.summary or "")
            for section in self.guide.sections
            if (found := self.articles.in_section(section.slug)) and magazine in {None, section.magazine}
        )

    def magazines(self) -> tuple[Entry, ...]:
        """Return the named magazines."""
        return tuple(
            Entry(magazine.name, self.urls.of(magazine), len(self.of_magazine(magazine.slug)), magazine.tagline or "") for magazine in self.guide.magazines
        )

    def series(self) -> tuple[Entry, ...]:
        """Return the series, the one with the newest article first."""
        return tuple(Entry(name, self.urls.series(slug), len(self.articles.in_series(slug))) for slug, name in self.articles.series)

    def tags(self, count: int = TAGS_ON_FRONT) -> tuple[Entry, ...]:
        """Return the `count` tags that are used most, by name."""
        found = [Entry(name, self.urls.tag(slug), len(self.articles.tagged(slug))) for slug, name in self.articles.tags]
        most = set(sorted(found, key=lambda entry: -entry.articles)[:count])
        return tuple(entry for entry in found if entry in most)

    def years(self) -> tuple[Entry, ...]:
        """Return the years, the newest first."""
        return tuple(Entry(str(year), self.urls.year(year), len(self.articles.of_year(year))) for year in self.articles.years)

    def authors(self) -> tuple[Entry, ...]:
        """Return the authors who have written something, by name as they are declared."""
        return tuple(Entry(author.name, self.urls.of(author), len(found)) for author in self.guide.authors if (found := self.articles.by(author.slug)))

    def count_lead(self, count: int) -> str:
        """Say how many articles a list holds."""
        return self.say(msg("1 article")) if count == 1 else self.say(msg("{count} articles", count=count))

    def _contents(
        self, kind: str, url: str, title: str, lead: str | None, articles: tuple[Article, ...], text: str | None = None, subject: Any = None
    ) -> Contents:
        trail = (self.home, self.front, Crumb(title, url))
        return Contents(kind, url, title, lead or self.count_lead(len(articles)), trail, articles, text or "", subject)
