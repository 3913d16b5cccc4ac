"""The articles of a guide, indexed once, newest first: what the magazine answers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from guide.text import slugify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from guide.article import Article


K = TypeVar("K")
# How many articles of a section, a label … are compared with one: comparing all with all would be quadratic.
RECENT = 50


class Topic(NamedTuple):
    """A tag or a series: its slug, its name as the newest article that carries it spells it."""

    slug: str
    name: str


class Articles:
    """The articles that stand in the magazine today; those that do not, `absent`, are only known by name.

    Each answer is in the order of `all`: newest first, then by slug. A series is in its own order, oldest first.
    """

    def __init__(self, articles: Iterable[Article] = (), absent: Iterable[Article] = ()) -> None:
        self.all = tuple(sorted(articles, key=lambda article: (-article.date.toordinal(), article.slug)))
        self.absent = tuple(absent)
        self._article = {article.slug: article for article in self.all}
        self._in_section = self._index(lambda article: [article.section])
        self._labelled = self._index(lambda article: article.labels)
        self._by = self._index(lambda article: article.authors)
        self._on = self._index(lambda article: article.shops)
        self._in_commune = self._index(lambda article: article.communes)
        self._tagged = self._index(lambda article: map(slugify, article.tags))
        self._in_series = self._index(lambda article: [slugify(article.series)] if article.series else [])
        self._parts = {slug: tuple(sorted(parts, key=lambda article: (article.date, article.slug))) for slug, parts in self._in_series.items()}
        self._of_year = self._index(lambda article: [article.date.year])

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.all)

    def article(self, slug: str) -> Article:
        """Return an article; KeyError if none of that name stands there today."""
        return self._article[slug]

    def in_section(self, slug: str) -> tuple[Article, ...]:
        """Return the articles of a section."""
        return self._in_section.get(slug, ())

    def labelled(self, hashtag: str) -> tuple[Article, ...]:
        """Return the articles about a label."""
        return self._labelled.get(hashtag, ())

    def by(self, author: str) -> tuple[Article, ...]:
        """Return the articles of an author."""
        return self._by.get(author, ())

    def on(self, shop: str) -> tuple[Article, ...]:
        """Return the articles that speak of a shop."""
        return self._on.get(shop, ())

    def in_commune(self, slug: str) -> tuple[Article, ...]:
        """Return the articles that happen in a commune."""
        return self._in_commune.get(slug, ())

    def tagged(self, slug: str) -> tuple[Article, ...]:
        """Return the articles with a tag."""
        return self._tagged.get(slug, ())

    def in_series(self, slug: str) -> tuple[Article, ...]:
        """Return the articles of a series, oldest first."""
        return self._parts.get(slug, ())

    def of_year(self, year: int) -> tuple[Article, ...]:
        """Return the articles of a year."""
        return self._of_year.get(year, ())

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years with articles, the newest first."""
        return tuple(self._of_year)

    @property
    def tags(self) -> tuple[Topic, ...]:
        """Return the tags by name."""
        return self._topics(self._tagged, lambda article: article.tags)

    @property
    def series(self) -> tuple[Topic, ...]:
        """Return the series, the one with the newest article first."""
        found = self._topics(self._in_series, lambda article: [article.series] if article.series else [])
        newest = list(self._in_series)
        return tuple(sorted(found, key=lambda topic: newest.index(topic.slug)))

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """Return what comes before and after an article in its series."""
        if not article.series:
            return None, None
        parts = self.in_series(slugify(article.series))
        place = parts.index(article)
        return parts[place - 1] if place else None, parts[place + 1] if place + 1 < len(parts) else None

    def related(self, article: Article, count: int) -> tuple[Article, ...]:
        """Return up to `count` other articles that share most with one: shops first, then communes, series, tags, labels."""
        shared: dict[str, int] = defaultdict(int)
        for weight, values, answer in (
            (8, article.shops, self.on),
            (4, article.communes, self.in_commune),
            (3, map(slugify, article.tags), self.tagged),
            (2, [article.section] if article.section else [], self.in_section),
            (1, article.labels, self.labelled),
        ):
            for value in values:
                for other in answer(value)[:RECENT]:
                    shared[other.slug] += weight
        shared.pop(article.slug, None)
        ranked = sorted(shared, key=lambda slug: (-shared[slug], abs((self._article[slug].date - article.date).days), slug))
        return tuple(self._article[slug] for slug in ranked[:count])

    def _index(self, keys: Callable[[Article], Iterable[K | None]]) -> dict[K, tuple[Article, ...]]:
        lists: dict[K, list[Article]] = defaultdict(list)
        for article in self.all:
            for key in dict.fromkeys(keys(article)):
                if key is not None:
                    lists[key].append(article)
        return {key: tuple(articles) for key, articles in lists.items()}

    @staticmethod
    def _topics(index: dict[str, tuple[Article, ...]], names: Callable[[Article], Iterable[str]]) -> tuple[Topic, ...]:
        found = (Topic(slug, next(name for name in names(articles[0]) if slugify(name) == slug)) for slug, articles in index.items())
        return tuple(sorted(found, key=lambda topic: (slugify(topic.name), topic.slug)))
