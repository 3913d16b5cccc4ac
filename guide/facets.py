"""The ways to narrow a guide, defined once: its lists of shops, the finder and the finder's data are made of them.

A facet is one value of one kind: bakeries, a commune, delivery, open on Sundays. The pages “Delivery in …” are facets in a
commune; there is one where at least `ENOUGH` shops stand, and the words read as a sentence.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from guide.vocabulary import ACCESSIBILITY, PAYMENTS, SERVICES
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from guide.commune import Commune
    from guide.guide import Guide
    from guide.shop import Shop
    from guide.state import Openings
    from guide.vocabulary import Word

KINDS = ("category", "commune", "label", "service", "sunday", "accessibility", "payment")
# A page with a single shop says less than the shop's own.
ENOUGH = 2
# Whoever drives a round through the villages, or has no step to offer, is in no commune for that.
_NOWHERE = frozenset(["round"])
_EVERYWHERE = frozenset(["wheelchair"])
# Nobody looks for it: it is said on the shop's page.
_UNWANTED = frozenset(["wheelchair-no"])


class Facet(NamedTuple):
    """One value of a kind: its key, its words as a text or as a sentence of the interface, its page, its shops by name.

    `heading` is what its page is called where the value alone would not say it.
    """

    kind: str
    key: str
    title: Message | str
    heading: Message | str
    url: str
    icon: str
    shops: tuple[Shop, ...]


class Facets:
    """The facets of one guide; those without a shop are left out."""

    def __init__(self, guide: Guide, openings: Openings) -> None:
        self.guide = guide
        self.openings = openings

    def of(self, kind: str) -> tuple[Facet, ...]:
        """Return the facets of one of `KINDS`, in the order in which the guide names them."""
        return self._known[kind]

    def paged(self) -> Iterator[Facet]:
        """Yield the facets that are neither records nor services, and have enough shops for a page: they have no other list."""
        for kind in ("sunday", "accessibility", "payment"):
            yield from (facet for facet in self.of(kind) if len(facet.shops) >= (1 if kind == "sunday" else ENOUGH))

    def in_communes(self, facet: Facet) -> tuple[tuple[Commune, tuple[Shop, ...]], ...]:
        """Return the communes where a facet has a page, with its shops there."""
        return self._narrowed.get((facet.kind, facet.key), ())

    def of_commune(self, commune: Commune) -> tuple[tuple[Facet, tuple[Shop, ...]], ...]:
        """Return the facets that have a page in a commune, with their shops there; categories are not among them."""
        return self._by_commune.get(commune.slug, ())

    @cached_property
    def _known(self) -> Mapping[str, tuple[Facet, ...]]:
        guide, urls = self.guide, self.guide.urls
        sundays = self.openings.on_weekday(6)
        category = (
            Facet("category", one.slug, one.plural, one.plural, urls.of(one), one.icon, guide.in_category(one.slug)) for one in guide.categories
        )
        commune = (Facet("commune", one.slug, one.name, one.name, urls.of(one), "", guide.in_commune(one.slug)) for one in guide.communes)
        label = (
            Facet("label", one.hashtag, f"#{one.hashtag}", f"#{one.hashtag}", urls.of(one), "", guide.with_label(one.hashtag)) for one in guide.labels
        )
        service = (Facet("service", key, word.label, word.label, urls.service(key), word.icon, guide.with_service(key)) for key, word in SERVICES.items())
        sunday = (Facet("sunday", "sunday", msg("Open on Sundays"), msg("Open on Sundays"), urls.sunday, "", sundays),)
        access = self._worded("accessibility", ACCESSIBILITY, ((key, shop) for shop in guide.shops for key in shop.accessibility))
        payment = self._worded("payment", PAYMENTS, ((key, shop) for shop in guide.shops for key in shop.payments))
        found = zip(KINDS, (category, commune, label, service, sunday, access, payment), strict=True)
        return {kind: tuple(facet for facet in facets if facet.shops) for kind, facets in found}

    def _worded(self, kind: str, words: Mapping[str, Word], told: Iterable[tuple[str, Shop]]) -> Iterator[Facet]:
        shops: dict[str, dict[str, Shop]] = defaultdict(dict)
        for key, shop in told:
            shops[key][shop.slug] = shop
        for key, word in words.items():
            if key not in _UNWANTED:
                heading = msg("Payment: {means}", means=word.label) if kind == "payment" else word.label
                yield Facet(kind, key, word.label, heading, self.guide.urls.facet(kind, key), word.icon, tuple(shops[key].values()))

    @cached_property
    def _narrowed(self) -> dict[tuple[str, str], tuple[tuple[Commune, tuple[Shop, ...]], ...]]:
        facets = (*(one for one in self.of("service") if one.key not in _NOWHERE), *self.of("sunday"))
        facets += tuple(one for one in self.of("accessibility") if one.key in _EVERYWHERE)
        place = {commune.slug: number for number, commune in enumerate(self.guide.communes)}
        narrowed = {}
        for facet in facets:
            parts: dict[str, list[Shop]] = defaultdict(list)
            for shop in facet.shops:
                parts[shop.commune].append(shop)
            enough = (slug for slug in sorted(parts, key=place.__getitem__) if len(parts[slug]) >= ENOUGH)
            narrowed[facet.kind, facet.key] = tuple((self.guide.commune(slug), tuple(parts[slug])) for slug in enough)
        return narrowed

    @cached_property
    def _by_commune(self) -> dict[str, tuple[tuple[Facet, tuple[Shop, ...]], ...]]:
        found: dict[str, list[tuple[Facet, tuple[Shop, ...]]]] = defaultdict(list)
        for kind in ("service", "sunday", "accessibility"):
            for facet in self.of(kind):
                for commune, shops in self.in_communes(facet):
                    found[commune.slug].append((facet, shops))
        return {slug: tuple(facets) for slug, facets in found.items()}
