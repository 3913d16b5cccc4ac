"""Queues the magazine's pages: each article, the front pages, and every list of articles."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from guide.markdown import photos_of, to_text
from guide.text import slugify
from guide.words import msg
from plugins.base import GuideGenerator
from plugins.environment import fragment
from plugins.magazine.contents import Contents, Magazine
from plugins.pagination import paginate
from plugins.place import Place
from plugins.press import Crumb, Page
from plugins.teaser import teaser_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from guide.article import Article

RELATED = 3
# An article with so many headings of the first level begins with a table of them.
HEADINGS_FOR_CONTENTS = 3
ON_FRONT = 13
ON_HOME = 3


class MagazineGenerator(GuideGenerator):
    """The articles, and the pages that lead to them; nothing at all while there is no article."""

    def generate_context(self) -> None:
        """Offer other pages the articles they may place: `teaser(article)`, `on_home`, `articles_on`."""
        environment = self.press.environment
        guide, pictures = self.guide, self.context["pictures"]

        @cache
        def teaser(slug: str) -> Markup:
            made = teaser_of(guide.articles.article(slug), guide)
            return fragment(environment, "fragments/teaser.html", teaser=made, picture=pictures.get(made.picture))

        @cache
        def teaser_key(slug: str) -> str:
            made = teaser_of(guide.articles.article(slug), guide)
            return self.press.keys.key((made, pictures.get(made.picture)))

        self.context.update(teaser=teaser, teaser_key=teaser_key)

    def pages(self) -> Iterator[Page]:
        """Yield every page of the magazine."""
        if not self.guide.articles.all:
            return
        magazine = Magazine(self.guide)
        yield self._front(magazine)
        for contents in magazine.lists():
            yield from self._numbered(magazine, contents)
        for article in self.guide.articles:
            yield self._article(magazine, article)

    def _front(self, magazine: Magazine) -> Page:
        newest = self.guide.articles.all[:ON_FRONT]
        rest = (
            magazine.sections(), magazine.magazines(), magazine.series(), magazine.tags(), magazine.authors(), magazine.years(),
        )  # fmt: skip
        names = ("sections", "magazines", "series", "tags", "authors", "years")
        return Page(
            url=magazine.urls.magazine,
            template="magazine.html",
            title=magazine.front.title,
            description=magazine.count_lead(len(self.guide.articles)),
            trail=(magazine.home, magazine.front),
            feed=magazine.urls.magazine,
            modified=max((article.last_change for article in newest), default=None),
            items=tuple((article.title, magazine.urls.of(article)) for article in newest),
            inputs=lambda: (rest, self._teaser_keys(newest), len(self.guide.articles)),
            values=lambda: {**dict(zip(names, rest, strict=True)), "teasers": self._teasers(newest), "count": len(self.guide.articles)},
        )

    def _numbered(self, magazine: Magazine, contents: Contents) -> Iterator[Page]:
        for pagination, part in paginate(self.guide, contents.url, len(contents.articles)):
            articles = contents.articles[part]
            number = pagination.number
            suffix = "" if number == 1 else magazine.say(msg(" – page {number}", number=number))
            here = Crumb(f"{contents.title}{suffix}", self.guide.urls.numbered(contents.url, number))
            sections = magazine.sections(contents.subject.slug) if contents.kind == "magazine" else ()
            yield Page(
                url=here.url,
                template="contents.html",
                title=f"{contents.title}{suffix}",
                description=contents.lead,
                trail=(*contents.trail[:-1], here),
                subject=contents.subject if number == 1 else None,
                items=tuple((article.title, magazine.urls.of(article)) for article in articles),
                feed=self._feed(contents),
                next_url=pagination.next,
                previous_url=pagination.previous,
                modified=max((article.last_change for article in articles), default=None),
                inputs=partial(self._contents_inputs, contents, articles, pagination, sections),
                values=partial(self._contents_values, contents, articles, pagination, sections),
            )

    def _feed(self, contents: Contents) -> str:
        """Return where the feeds of a list stand: a label has one for its articles and shops, a tag, a series or a year has the magazine's."""
        if contents.kind == "label":
            return self.guide.urls.of(contents.subject)
        return contents.url if contents.kind in {"magazine", "section", "author"} else self.guide.urls.magazine

    def _contents_inputs(self, contents: Contents, articles: tuple[Article, ...], pagination: Any, sections: Any) -> tuple[Any, ...]:
        words = (contents.kind, contents.title, contents.lead, contents.text, self.prose.targets(contents.text))
        return words, len(contents.articles), self._teaser_keys(articles), pagination, sections, self._portrait(contents)

    def _contents_values(self, contents: Contents, articles: tuple[Article, ...], pagination: Any, sections: Any) -> dict[str, Any]:
        return {
            "kind": contents.kind,
            "heading": contents.title,
            "lead": contents.lead,
            "text": contents.text if pagination.number == 1 else "",
            "portrait": self._portrait(contents),
            "website": contents.subject.website if contents.kind == "author" else None,
            "label": contents.subject if contents.kind == "label" else None,
            "sections": sections,
            "teasers": self._teasers(articles),
            "count": len(contents.articles),
            "pagination": pagination,
        }

    def _portrait(self, contents: Contents) -> dict[str, Any] | None:
        image = contents.subject.image if contents.kind == "author" else None
        return self._photo(image) if image else None

    def _photo(self, image: Any) -> dict[str, Any] | None:
        picture = self.context["pictures"].get(image.file)
        return {"picture": picture, "alt": image.alt, "credit": image.credit, "licence": image.licence} if picture else None

    def _article(self, magazine: Magazine, article: Article) -> Page:
        guide = self.guide
        url = guide.urls.of(article)
        section = guide.section(article.section) if article.section else None
        trail = (magazine.home, magazine.front, *([Crumb(section.name, guide.urls.of(section))] if section else []), Crumb(article.title, url))
        return Page(
            url=url,
            template="article.html",
            title=article.title,
            description=article.summary or to_text(article.body),
            trail=trail,
            subject=article,
            modified=article.last_change,
            feed=guide.urls.of(section) if section else magazine.urls.magazine,
            inputs=partial(self._article_inputs, article),
            values=partial(self._article_values, article),
        )

    def _around(self, article: Article) -> tuple[Article, ...]:
        before, after = self.guide.articles.neighbours(article)
        return tuple(other for other in (before, after) if other)

    def _article_inputs(self, article: Article) -> tuple[Any, ...]:
        pictures = self.context["pictures"]
        files = [*photos_of(article.body), *([article.image.file] if article.image else [])]
        shops = tuple(self.card_key(self.guide.shop(slug)) for slug in article.shops)
        near = self._teaser_keys((*self._around(article), *self.guide.articles.related(article, RELATED)))
        series = self.guide.articles.in_series(slugify(article.series)) if article.series else ()
        place = (len(series), series.index(article)) if series else ()
        pages = tuple(bool(self.guide.in_commune(slug)) for slug in article.communes)
        return article, article.path, pages, shops, near, place, self.prose.targets(article.body), tuple(pictures.get(file) for file in files)

    def _article_values(self, article: Article) -> dict[str, Any]:
        guide = self.guide
        text = self.prose.article(article)
        parts = tuple(heading for heading in text.headings if heading.level == 2)
        before, after = guide.articles.neighbours(article)
        series = guide.articles.in_series(slugify(article.series)) if article.series else ()
        return {
            "article": article,
            "text": text.html,
            "headings": parts if len(parts) >= HEADINGS_FOR_CONTENTS else (),
            "lead_photo": self._photo(article.image) if article.image else None,
            "section": guide.section(article.section) if article.section else None,
            "authors": tuple(guide.author(slug) for slug in article.authors),
            "labels": tuple(guide.label(hashtag) for hashtag in article.labels),
            "tags": tuple((tag, guide.urls.tag(slugify(tag))) for tag in article.tags),
            "communes": tuple(Place.of(guide, slug) for slug in article.communes),
            "cards": tuple(self.card(guide.shop(slug)) for slug in article.shops),
            "series": {
                "title": article.series,
                "url": guide.urls.series(slugify(article.series)),
                "number": series.index(article) + 1,
                "total": len(series),
                "before": before,
                "after": after,
            }
            if article.series
            else None,
            "related": self._teasers(guide.articles.related(article, RELATED)),
        }

    def _teasers(self, articles: tuple[Article, ...]) -> tuple[Markup, ...]:
        return tuple(self.context["teaser"](article.slug) for article in articles)

    def _teaser_keys(self, articles: tuple[Article, ...]) -> tuple[str, ...]:
        return tuple(self.context["teaser_key"](article.slug) for article in articles)
