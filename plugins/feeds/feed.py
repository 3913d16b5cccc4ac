"""The feeds of a guide as data: which there are, what each follows, what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.text import clean
from guide.vocabulary import SERVICES
from guide.words import Message, msg
from plugins.feeds.items import changed_on, published_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guide.article import Article
    from guide.guide import Guide
    from guide.shop import Shop

    Records = tuple[Article | Shop, ...]

ARTICLES = msg("New and updated articles.")
SHOPS = msg("New and updated addresses.")
BOTH = msg("New and updated articles and addresses.")
# The kinds of feeds in the order in which readers look for them; everything's stands apart.
GROUPS = (
    ("magazine", msg("Magazine")),
    ("directory", msg("Directory")),
    ("label", msg("Labels")),
    ("category", msg("Categories")),
    ("commune", msg("Communes")),
    ("service", msg("Services")),
    ("author", msg("Authors")),
)


class Feed(NamedTuple):
    """A feed. `folder` is the address of the page that it follows ("": everything): its files stand there.

    `kind` is one of `GROUPS`, or “everything”; `name` is what the feed's id ends with.
    """

    kind: str
    name: str
    folder: str
    title: str
    summary: str


class Group(NamedTuple):
    """Feeds that stand together where all are listed."""

    title: str
    feeds: tuple[Feed, ...]


def feeds(guide: Guide) -> Iterator[tuple[Feed, Records]]:
    """Yield every feed that a guide may have, everything's first, with its records in no order: see `newest`."""

    def say(message: Message | str) -> str:
        return message.in_language(guide.site.language) if isinstance(message, Message) else message

    def feed(kind: str, name: str, folder: str, title: Message | str, summary: Message | str, *records: Records) -> tuple[Feed, Records]:
        return Feed(kind, name, folder, clean(say(title)), clean(say(summary))), tuple(record for part in records for record in part)

    site, urls, articles = guide.site, guide.urls, guide.articles
    yield feed("everything", "everything", "", site.name, site.tagline or BOTH, articles.all, guide.shops)
    yield feed("magazine", "magazine", urls.magazine, msg("Magazine"), ARTICLES, articles.all)
    for magazine in guide.magazines:
        parts = (articles.in_section(section.slug) for section in guide.sections if section.magazine == magazine.slug)
        yield feed("magazine", f"magazine/{magazine.slug}", urls.of(magazine), magazine.name, magazine.tagline or ARTICLES, *parts)
    for section in guide.sections:
        found = articles.in_section(section.slug)
        yield feed("magazine", f"section/{section.slug}", urls.of(section), section.name, section.summary or ARTICLES, found)
    for author in guide.authors:
        yield feed("author", f"author/{author.slug}", urls.of(author), author.name, ARTICLES, articles.by(author.slug))
    yield feed("directory", "directory", urls.directory, msg("Directory"), SHOPS, guide.shops)
    for label in guide.labels:
        both = articles.labelled(label.hashtag), guide.with_label(label.hashtag)
        yield feed("label", f"label/{label.slug}", urls.of(label), f"#{label.hashtag}", label.summary or label.mention, *both)
    for category in guide.categories:
        yield feed("category", f"category/{category.slug}", urls.of(category), category.plural, SHOPS, guide.in_category(category.slug))
    for commune in guide.communes:
        both = articles.in_commune(commune.slug), guide.in_commune(commune.slug)
        yield feed("commune", f"commune/{commune.slug}", urls.of(commune), commune.name, BOTH, *both)
    for kind, word in SERVICES.items():
        yield feed("service", f"service/{kind}", urls.service(kind), word.label, SHOPS, guide.with_service(kind))


def newest(records: Records, count: int) -> Records:
    """Return the `count` records that changed last, the newest change first."""
    return tuple(sorted(records, key=_newest_first)[:count])


def _newest_first(record: Article | Shop) -> tuple[int, int, str]:
    return -changed_on(record).toordinal(), -published_on(record).toordinal(), record.slug


def grouped(found: Iterable[Feed], language: str) -> tuple[Group, ...]:
    """Return feeds in their groups, titled in a language; empty groups are left out."""
    found = tuple(found)
    groups = (Group(title.in_language(language), tuple(feed for feed in found if feed.kind == kind)) for kind, title in GROUPS)
    return tuple(group for group in groups if group.feeds)
