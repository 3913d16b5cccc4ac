"""The lists of the directory as data: which there are, what stands in each, where they lead on to.

Everything the directory prints is one of two shapes: a `Listing` of shops (a category, a commune, both,
a label, a service, a letter, the latest), cut into numbered pages, or an `Overview` of such lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from guide.facets import Facets
from guide.text import filing, fold
from guide.words import Message, msg
from plugins.links import Group, Link
from plugins.press import Crumb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guide.category import Category
    from guide.commune import Commune
    from guide.facets import Facet
    from guide.guide import Guide
    from guide.label import Label
    from guide.shop import Shop
    from guide.state import Openings

LATEST = 48
# How many names the page “From A to Z” shows at most.
NAMES = 600


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of shops: its words, the shops, and the groups of links that narrow or widen it.

    `kind` names what the list is about (category, commune, pair: one of the others in a commune, label, service, sunday, accessibility,
    payment, letter, latest).
    """

    kind: str
    url: str
    title: str
    lead: str
    trail: tuple[Crumb, ...]
    shops: tuple[Shop, ...]
    groups: tuple[Group, ...] = ()
    text: str = ""
    icon: str = ""
    colour: str = ""
    subject: Any = None


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of links to lists: all communes, all categories …."""

    kind: str
    url: str
    title: str
    lead: str
    trail: tuple[Crumb, ...]
    groups: tuple[Group, ...]


class Directory:
    """The lists of one guide, in its language."""

    def __init__(self, guide: Guide, openings: Openings) -> None:
        self.guide = guide
        self.facets = Facets(guide, openings)
        self.urls = guide.urls
        self.home = Crumb(self.say(msg("Home")), "")
        self.front = Crumb(self.say(msg("Directory")), self.urls.directory)
        # Each commune's categories in the tree's order, and how many shops each has there.
        place = {category.slug: number for number, category in enumerate(guide.categories)}
        self._in_commune: dict[str, list[tuple[Category, int]]] = defaultdict(list)
        for category, commune, shops in sorted(guide.pairs(), key=lambda pair: place[pair[0].slug]):
            self._in_commune[commune.slug].append((category, len(shops)))

    def say(self, message: Message) -> str:
        """Return an interface sentence in the site's language."""
        return message.in_language(self.guide.site.language)

    def words(self, text: Message | str) -> str:
        """Return the words of a facet in the site's language."""
        return text if isinstance(text, str) else self.say(text)

    def listings(self) -> Iterator[Listing]:
        """Yield every list of shops that is not empty, and each label's, which may be."""
        yield from map(self.label, self.guide.labels)
        yield from (self.category(c) for c in self.guide.categories if self.guide.in_category(c.slug))
        yield from (self.commune(c) for c in self.guide.communes if self.guide.in_commune(c.slug))
        yield from (self.pair(*pair) for pair in self.guide.pairs())
        for facet in (*self.facets.of("service"), *self.facets.paged()):
            yield self.facet(facet)
            yield from (self.facet_in(facet, commune, shops) for commune, shops in self.facets.in_communes(facet))
        yield from self.letters()
        yield self.latest()

    def overviews(self) -> Iterator[Overview]:
        """Yield the pages that lead to the lists."""
        words = self.urls.words
        for kind, word, title, groups in (
            ("categories", words.category, msg("Categories"), self.category_groups()),
            ("communes", words.commune, msg("Communes"), self.commune_groups()),
            ("services", words.service, msg("Services"), (Group("", self.service_links()),)),
            ("labels", words.label, msg("Labels"), (Group("", self.label_links()),)),
        ):
            yield Overview(kind, f"{word}/", self.say(title), "", (self.home, self.front, Crumb(self.say(title), f"{word}/")), groups)

    def label(self, label: Label) -> Listing:
        """Return the shops that carry a label."""
        shops = self.guide.with_label(label.hashtag)
        return Listing(
            "label",
            self.urls.of(label),
            f"#{label.hashtag}",
            label.summary or label.mention,
            (self.home, Crumb(self.say(msg("Labels")), f"{self.urls.words.label}/"), Crumb(f"#{label.hashtag}", self.urls.of(label))),
            shops,
            (self._by_category(shops), self._by_commune(shops)),
            text=label.description or "",
            subject=label,
        )

    def category(self, category: Category) -> Listing:
        """Return the shops of a category and of those below it."""
        shops = self.guide.in_category(category.slug)
        children = tuple(
            self.category_link(self.guide.category(slug)) for slug in category.children if self.guide.in_category(slug)
        )
        counts = Counter(shop.commune for shop in shops)
        communes = tuple(
            Link(commune.name, self.urls.pair(category, commune), counts[commune.slug])
            for commune in self.guide.communes
            if counts[commune.slug]
        )
        return Listing(
            "category",
            self.urls.of(category),
            category.plural,
            self.count_lead(len(shops)),
            (self.home, self.front, *(self._crumb(self.guide.category(slug)) for slug in category.parents), self._crumb(category)),
            shops,
            (Group(self.say(msg("More precisely")), children), Group(self.say(msg("By commune")), communes)),
            icon=category.icon,
            colour=category.colour,
            subject=category,
        )

    def commune(self, commune: Commune) -> Listing:
        """Return the shops of a commune."""
        shops = self.guide.in_commune(commune.slug)
        links = tuple(
            Link(category.plural, self.urls.pair(category, commune), count, category.icon, category.colour)
            for category, count in self._in_commune.get(commune.slug, ())
        )
        return Listing(
            "commune",
            self.urls.of(commune),
            commune.name,
            self.count_lead(len(shops)),
            (self.home, Crumb(self.say(msg("Communes")), f"{self.urls.words.commune}/"), Crumb(commune.name, self.urls.of(commune))),
            shops,
            (Group(self.say(msg("By category")), links), self._by_facet(commune)),
            subject=commune,
        )

    def pair(self, category: Category, commune: Commune, shops: tuple[Shop, ...]) -> Listing:
        """Return the shops of a category in a commune."""
        title = self.say(msg("{category} in {commune}", category=category.plural, commune=commune.name))
        url = self.urls.pair(category, commune)
        elsewhere = Link(
            self.say(msg("All of the territory: {category}", category=category.plural.lower())),
            self.urls.of(category),
            len(self.guide.in_category(category.slug)),
        )
        return Listing(
            "pair",
            url,
            title,
            self.count_lead(len(shops)),
            (self.home, Crumb(commune.name, self.urls.of(commune)), Crumb(category.plural, url)),
            shops,
            (Group(self.say(msg("Look further")), (self._all_of(commune), elsewhere)),),
            icon=category.icon,
            colour=category.colour,
        )

    def facet(self, facet: Facet) -> Listing:
        """Return the shops of a facet that is no record: a service, Sundays, what helps to come in, a means of payment."""
        title = self.words(facet.heading)
        above = {
            "service": Crumb(self.say(msg("Services")), f"{self.urls.words.service}/"),
            "sunday": self.front,
        }.get(facet.kind, Crumb(self.say(msg("Find")), self.urls.find))
        return Listing(
            facet.kind,
            facet.url,
            title,
            self.count_lead(len(facet.shops)),
            (self.home, above, Crumb(title, facet.url)),
            facet.shops,
            (self._by_category(facet.shops), self._facet_by_commune(facet)),
            icon=facet.icon,
        )

    def facet_in(self, facet: Facet, commune: Commune, shops: tuple[Shop, ...]) -> Listing:
        """Return the shops of such a facet in a commune."""
        title, url = self.words(facet.title), self.urls.within(facet.url, commune)
        elsewhere = Link(self.say(msg("All of the territory: {category}", category=title.lower())), facet.url, len(facet.shops))
        return Listing(
            "pair",
            url,
            self.say(msg("{category} in {commune}", category=title, commune=commune.name)),
            self.count_lead(len(shops)),
            (self.home, Crumb(title, facet.url), Crumb(commune.name, url)),
            shops,
            (Group(self.say(msg("Look further")), (self._all_of(commune), elsewhere)),),
            icon=facet.icon,
        )

    def letters(self) -> Iterator[Listing]:
        """Yield the shops by the first letter of their names; the directory's A–Z begins with the first."""
        by_letter = {letter: tuple(shops) for letter, shops in groupby(self.guide.shops, key=_letter)}
        links = tuple(Link(_shown(letter), self.urls.letter(letter), len(shops)) for letter, shops in by_letter.items())
        title = self.say(msg("From A to Z"))
        for letter, shops in by_letter.items():
            url = self.urls.letter(letter)
            yield Listing(
                "letter",
                url,
                f"{title}: {_shown(letter)}" if self.guide.site.language != "fr" else f"{title}\u00a0: {_shown(letter)}",
                self.count_lead(len(shops)),
                (self.home, self.front, Crumb(title, self.urls.letters), Crumb(_shown(letter), url)),
                shops,
                (Group("", links),),
            )

    def alphabet(self) -> Overview:
        """Return the page of all letters; a guide that is not too long shows the names under each."""
        title = self.say(msg("From A to Z"))
        by_letter = {letter: tuple(shops) for letter, shops in groupby(self.guide.shops, key=_letter)}
        named = len(self.guide.shops) <= NAMES
        groups = tuple(
            Group(
                _shown(letter),
                (
                    Link(self.say(msg("All names in {letter}", letter=_shown(letter))), self.urls.letter(letter), len(shops)),
                    *(Link(shop.name, self.urls.of(shop)) for shop in shops if named),
                ),
            )
            for letter, shops in by_letter.items()
        )
        return Overview("letters", self.urls.letters, title, "", (self.home, self.front, Crumb(title, self.urls.letters)), groups)

    def latest(self) -> Listing:
        """Return the shops added last."""
        title = self.say(msg("Latest arrivals"))
        return Listing(
            "latest",
            self.urls.latest,
            title,
            self.say(msg("The last shops to have joined the guide.")),
            (self.home, self.front, Crumb(title, self.urls.latest)),
            self.guide.latest(LATEST),
        )

    def count_lead(self, count: int) -> str:
        """Say how many shops a list holds."""
        return self.say(msg("1 address")) if count == 1 else self.say(msg("{count} addresses", count=count))

    def category_link(self, category: Category) -> Link:
        """Return the link to a category."""
        return Link(category.plural, self.urls.of(category), len(self.guide.in_category(category.slug)), category.icon, category.colour)

    def commune_links(self) -> tuple[Link, ...]:
        """Return the links to the communes that have shops, by name."""
        return tuple(
            Link(commune.name, self.urls.of(commune), len(self.guide.in_commune(commune.slug)))
            for commune in self.guide.communes
            if self.guide.in_commune(commune.slug)
        )

    def commune_groups(self) -> tuple[Group, ...]:
        """Return the communes under their first letters."""
        return tuple(
            Group(letter, tuple(links))
            for letter, links in groupby(self.commune_links(), key=lambda link: fold(link.title)[:1].upper())
        )

    def category_groups(self) -> tuple[Group, ...]:
        """Return the tree of categories that have shops, a group a root; the root itself comes first."""
        groups = []
        for root in self.guide.roots:
            links = tuple(
                self.category_link(category)
                for category in self.guide.categories
                if root.slug in (category.slug, *category.parents) and self.guide.in_category(category.slug)
            )
            if links:
                groups.append(Group(root.plural, links))
        return tuple(groups)

    def service_links(self) -> tuple[Link, ...]:
        """Return the links to the services that some shop offers."""
        return tuple(self.facet_link(facet) for facet in self.facets.of("service"))

    def facet_link(self, facet: Facet) -> Link:
        """Return the link to a facet."""
        return Link(self.words(facet.title), facet.url, len(facet.shops), facet.icon)

    def label_links(self) -> tuple[Link, ...]:
        """Return the links to the labels."""
        return tuple(
            Link(f"#{label.hashtag}", self.urls.of(label), len(self.guide.with_label(label.hashtag)))
            for label in self.guide.labels
        )

    def _by_category(self, shops: Iterable[Shop]) -> Group:
        present = {slug for shop in shops for slug in shop.category}
        return Group(
            self.say(msg("By category")),
            tuple(self.category_link(category) for category in self.guide.categories if category.slug in present),
        )

    def _by_commune(self, shops: Iterable[Shop]) -> Group:
        present = {shop.commune for shop in shops}
        return Group(
            self.say(msg("By commune")),
            tuple(link for link, commune in self._communes_with_shops() if commune.slug in present),
        )

    def _facet_by_commune(self, facet: Facet) -> Group:
        """Return the communes of a facet's shops: its page there, or the commune's own where the facet has none."""
        own = {commune.slug: len(shops) for commune, shops in self.facets.in_communes(facet)}
        present = {shop.commune for shop in facet.shops}
        links = (
            Link(commune.name, self.urls.within(facet.url, commune), own[commune.slug]) if commune.slug in own else link
            for link, commune in self._communes_with_shops()
            if commune.slug in present
        )
        return Group(self.say(msg("By commune")), tuple(links))

    def _by_facet(self, commune: Commune) -> Group:
        found = self.facets.of_commune(commune)
        links = (Link(self.words(facet.title), self.urls.within(facet.url, commune), len(shops), facet.icon) for facet, shops in found)
        return Group(self.say(msg("By service")), tuple(links))

    def _all_of(self, commune: Commune) -> Link:
        return Link(self.say(msg("All of {commune}", commune=commune.name)), self.urls.of(commune), len(self.guide.in_commune(commune.slug)))

    def _communes_with_shops(self) -> Iterator[tuple[Link, Commune]]:
        communes = (commune for commune in self.guide.communes if self.guide.in_commune(commune.slug))
        return zip(self.commune_links(), communes, strict=True)

    def _crumb(self, category: Category) -> Crumb:
        return Crumb(category.plural, self.urls.of(category))


def _letter(shop: Shop) -> str:
    first = filing(shop.name)[:1]
    return first if "a" <= first <= "z" else "0"


def _shown(letter: str) -> str:
    return "0–9" if letter == "0" else letter.upper()
