"""Queues the directory's pages: home, front page, overviews, and every page of every list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from guide.markdown import to_text
from guide.words import msg
from plugins.base import GuideGenerator
from plugins.directory.listing import Directory, Listing, Overview
from plugins.pagination import Pagination, paginate
from plugins.press import Crumb, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from guide.article import Article

HOME_LATEST = 6
FRONT_LATEST = 12
TOP_COMMUNES = 24
# How many articles the home page, a label's and a commune's show.
ARTICLES = 3


class DirectoryGenerator(GuideGenerator):
    """The lists of shops."""

    def pages(self) -> Iterator[Page]:
        """Yield every page of the directory."""
        directory = Directory(self.guide, self.openings)
        yield self._home(directory)
        yield self._front(directory)
        for overview in (*directory.overviews(), directory.alphabet()):
            yield self._overview(overview)
        for listing in directory.listings():
            yield from self._numbered(listing)

    def _home(self, directory: Directory) -> Page:
        site = self.guide.site
        return Page(
            url="",
            template="home.html",
            title=site.name,
            description=site.tagline or (to_text(site.introduction) if site.introduction else ""),
            values=partial(self._front_values, directory, HOME_LATEST),
        )

    def _front(self, directory: Directory) -> Page:
        return Page(
            url=directory.urls.directory,
            template="directory.html",
            title=directory.front.title,
            description=directory.count_lead(len(self.guide.shops)),
            trail=(directory.home, directory.front),
            feed=directory.urls.directory,
            values=partial(self._front_values, directory, FRONT_LATEST),
        )

    def _front_values(self, directory: Directory, latest: int) -> Mapping[str, Any]:
        guide = self.guide
        links = directory.commune_links()
        largest = set(sorted(links, key=lambda link: -(link.shops or 0))[:TOP_COMMUNES])
        return {
            "label": guide.labels[0],
            "shop_count": len(guide.shops),
            "commune_count": sum(1 for commune in guide.communes if guide.in_commune(commune.slug)),
            "opens_on_sundays": bool(directory.facets.of("sunday")),
            "has_hours": any(self.openings.of(shop).usual for shop in guide.shops),
            "roots": tuple(directory.category_link(root) for root in guide.roots if guide.in_category(root.slug)),
            "categories": directory.category_groups(),
            "services": directory.service_links(),
            "communes": tuple(link for link in links if link in largest),
            "labels": directory.label_links(),
            "letters": tuple(group.links[0]._replace(title=group.title) for group in directory.alphabet().groups),
            "latest": tuple(self.card(shop) for shop in guide.latest(latest)),
            "teasers": self._teasers(guide.articles.all[:ARTICLES]),
        }

    def _overview(self, overview: Overview) -> Page:
        return Page(
            url=overview.url,
            template="overview.html",
            title=overview.title,
            description=overview.lead,
            trail=overview.trail,
            values=lambda: {"overview": overview},
        )

    def _numbered(self, listing: Listing) -> Iterator[Page]:
        for pagination, part in paginate(self.guide, listing.url, len(listing.shops)):
            shops = listing.shops[part]
            number = pagination.number
            suffix = "" if number == 1 else msg(" – page {number}", number=number).in_language(self.guide.site.language)
            here = Crumb(f"{listing.trail[-1].title}{suffix}", self.guide.urls.numbered(listing.url, number))
            yield Page(
                url=here.url,
                template="listing.html",
                title=f"{listing.title}{suffix}",
                description=listing.lead,
                trail=(*listing.trail[:-1], here),
                subject=listing.subject if number == 1 else None,
                items=tuple((shop.name, self.guide.urls.shop(shop.slug)) for shop in shops),
                feed=self._feed(listing),
                next_url=pagination.next,
                previous_url=pagination.previous,
                modified=max((shop.last_change for shop in shops), default=None),
                values=partial(self._listing_values, listing, pagination, part),
                inputs=partial(self._listing_inputs, listing, pagination, part),
            )

    def _feed(self, listing: Listing) -> str:
        """Return where the feeds of a list stand; a letter, a category in a commune and the latest have the directory's."""
        return listing.url if listing.kind in {"category", "commune", "label", "service"} else self.guide.urls.directory

    def _listing_inputs(self, listing: Listing, pagination: Pagination, part: slice) -> tuple[Any, ...]:
        texts = (listing.kind, listing.title, listing.lead, listing.text, listing.icon, listing.colour)
        cards = tuple(self.card_key(shop) for shop in listing.shops[part])
        first = pagination.number == 1
        teasers = tuple(self.context["teaser_key"](article.slug) for article in self._articles(listing)[:ARTICLES]) if first else ()
        return texts, len(listing.shops), pagination, cards, listing.groups if first else (), teasers, len(self._articles(listing))

    def _listing_values(self, listing: Listing, pagination: Pagination, part: slice) -> Mapping[str, Any]:
        return {
            "heading": listing.title,
            "lead": listing.lead,
            # What leads elsewhere stands once, on the first page of the list.
            "text": listing.text if pagination.number == 1 else "",
            "kind": listing.kind,
            "icon": listing.icon,
            "colour": listing.colour,
            "groups": tuple(group for group in listing.groups if group.links and pagination.number == 1),
            "cards": tuple(self.card(shop) for shop in listing.shops[part]),
            "count": len(listing.shops),
            "pagination": pagination,
            "teasers": self._teasers(self._articles(listing)[:ARTICLES]) if pagination.number == 1 else (),
            "articles_url": self.guide.urls.labelled(listing.subject) if listing.kind == "label" and self._articles(listing) else "",
        }

    def _articles(self, listing: Listing) -> tuple[Article, ...]:
        """Return the articles about what a list is about."""
        if listing.kind == "label":
            return self.guide.articles.labelled(listing.subject.hashtag)
        if listing.kind == "commune":
            return self.guide.articles.in_commune(listing.subject.slug)
        return ()

    def _teasers(self, articles: tuple[Article, ...]) -> tuple[Markup, ...]:
        return tuple(self.context["teaser"](article.slug) for article in articles)
