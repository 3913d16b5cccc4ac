"""The guide: everything loaded, indexed once, and what it answers. Records hold slugs; it resolves them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from guide.articles import Articles
from guide.dated_rule import DatedRules
from guide.holiday import Holidays
from guide.nearby import Neighbourhood
from guide.outline import Outlines
from guide.text import filing
from guide.urls import Urls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guide.author import Author
    from guide.category import Category
    from guide.commune import Commune
    from guide.correspondent import Correspondent
    from guide.dated_rule import DatedRule
    from guide.label import Label
    from guide.page import Page
    from guide.section import Magazine, Section
    from guide.shop import Shop
    from guide.site import Site

T = TypeVar("T")
U = TypeVar("U")
# Stands for all communes that no correspondent names.
_REST = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole of a town, valid: made by `guide.load.load`, never changed afterwards.

    Shops are sorted by name as readers sort (accents, case and the first article left aside). Each index maps a slug to
    shops in that order; a category holds the shops of its descendants too.
    """

    site: Site
    labels: tuple[Label, ...]
    categories: tuple[Category, ...]
    communes: tuple[Commune, ...]
    shops: tuple[Shop, ...]
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    magazines: tuple[Magazine, ...] = ()
    authors: tuple[Author, ...] = ()
    dated_rules: tuple[DatedRule, ...] = ()
    holidays: Holidays = field(default_factory=Holidays)
    correspondents: tuple[Correspondent, ...] = ()
    outlines: Outlines = field(default_factory=Outlines)
    articles: Articles = field(default_factory=Articles)
    urls: Urls = field(init=False, repr=False)
    _shop: dict[str, Shop] = field(init=False, repr=False)
    _category: dict[str, Category] = field(init=False, repr=False)
    _commune: dict[str, Commune] = field(init=False, repr=False)
    _label: dict[str, Label] = field(init=False, repr=False)
    _section: dict[str, Section] = field(init=False, repr=False)
    _author: dict[str, Author] = field(init=False, repr=False)
    _by_category: dict[str, tuple[Shop, ...]] = field(init=False, repr=False)
    _by_commune: dict[str, tuple[Shop, ...]] = field(init=False, repr=False)
    _by_label: dict[str, tuple[Shop, ...]] = field(init=False, repr=False)
    _by_service: dict[str, tuple[Shop, ...]] = field(init=False, repr=False)
    _by_pair: dict[tuple[str, str], tuple[Shop, ...]] = field(init=False, repr=False)
    _neighbourhood: Neighbourhood = field(init=False, repr=False)
    _ruled: DatedRules = field(init=False, repr=False)
    _correspondents: dict[str, tuple[Correspondent, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "shops", tuple(sorted(self.shops, key=lambda shop: (filing(shop.name), shop.slug))))
        put(self, "urls", Urls(self.site.language))
        put(self, "_shop", {shop.slug: shop for shop in self.shops})
        put(self, "_category", {category.slug: category for category in self.categories})
        put(self, "_commune", {commune.slug: commune for commune in self.communes})
        put(self, "_label", {label.hashtag: label for label in self.labels})
        put(self, "_section", {section.slug: section for section in self.sections})
        put(self, "_author", {author.slug: author for author in self.authors})
        put(self, "_by_commune", _index((shop.commune, shop) for shop in self.shops))
        put(self, "_by_label", _index((hashtag, shop) for shop in self.shops for hashtag in shop.labels))
        put(self, "_by_service", _index((kind, shop) for shop in self.shops for kind in _kinds(shop)))
        put(self, "_by_category", _index((slug, shop) for shop in self.shops for slug in self._lineages(shop)))
        put(
            self,
            "_by_pair",
            _index(((slug, shop.commune), shop) for shop in self.shops for slug in self._lineages(shop)),
        )
        put(self, "_neighbourhood", Neighbourhood(self.shops))
        put(self, "_ruled", DatedRules(self.dated_rules))
        put(self, "_correspondents", _index((commune, one) for one in self.correspondents for commune in one.communes or (() if one.sections else (_REST,))))

    def shop(self, slug: str) -> Shop:
        """Return a shop; KeyError if there is none."""
        return self._shop[slug]

    def category(self, slug: str) -> Category:
        """Return a category; KeyError if there is none."""
        return self._category[slug]

    def commune(self, slug: str) -> Commune:
        """Return a commune; KeyError if there is none."""
        return self._commune[slug]

    def label(self, hashtag: str) -> Label:
        """Return a label; KeyError if there is none."""
        return self._label[hashtag]

    def section(self, slug: str) -> Section:
        """Return a section; KeyError if there is none."""
        return self._section[slug]

    def author(self, slug: str) -> Author:
        """Return an author; KeyError if there is none."""
        return self._author[slug]

    @property
    def roots(self) -> tuple[Category, ...]:
        """Return the categories without a parent."""
        return tuple(category for category in self.categories if not category.parents)

    def in_category(self, slug: str) -> tuple[Shop, ...]:
        """Return the shops of a category and of those below it."""
        return self._by_category.get(slug, ())

    def in_commune(self, slug: str) -> tuple[Shop, ...]:
        """Return the shops of a commune."""
        return self._by_commune.get(slug, ())

    def pairs(self) -> Iterable[tuple[Category, Commune, tuple[Shop, ...]]]:
        """Yield each category × commune where at least one shop stands."""
        for (category, commune), shops in self._by_pair.items():
            yield self._category[category], self._commune[commune], shops

    def with_label(self, hashtag: str) -> tuple[Shop, ...]:
        """Return the shops that carry a label."""
        return self._by_label.get(hashtag, ())

    def with_service(self, kind: str) -> tuple[Shop, ...]:
        """Return the shops that offer a service."""
        return self._by_service.get(kind, ())

    def latest(self, count: int) -> tuple[Shop, ...]:
        """Return the shops added last, newest first."""
        return tuple(sorted(self.shops, key=lambda shop: (-shop.added.toordinal(), filing(shop.name), shop.slug))[:count])

    def nearest(self, shop: Shop, count: int = 5) -> tuple[tuple[float, Shop], ...]:
        """Return up to `count` (distance in km, shop) around a shop; none without a position."""
        return self._neighbourhood.nearest(shop, count)

    def rules_on(self, shop: Shop) -> tuple[DatedRule, ...]:
        """Return the dated rules that name a shop, whatever the day, in the order of their file."""
        return self._ruled.on(shop.commune, self._lineages(shop), shop.labels)

    def correspondents_of(self, shop: Shop) -> tuple[Correspondent, ...]:
        """Return who confirms a shop's entry: those of its commune, or else those who look after the rest."""
        return self._correspondents.get(shop.commune) or self._correspondents.get(_REST, ())

    def _lineages(self, shop: Shop) -> dict[str, None]:
        slugs: dict[str, None] = {}
        for slug in shop.category:
            for parent in self._category[slug].parents:
                slugs[parent] = None
            slugs[slug] = None
        return slugs


def _kinds(shop: Shop) -> dict[str, None]:
    return dict.fromkeys(service.kind for service in shop.services)


def _index(pairs: Iterable[tuple[T, U]]) -> dict[T, tuple[U, ...]]:
    lists: dict[T, list[U]] = defaultdict(list)
    for key, record in pairs:
        lists[key].append(record)
    return {key: tuple(records) for key, records in lists.items()}
