"""The guide as the finder's script loads it: columns of all shops in the guide's order, each file only when it is needed.

`find.json` is what searching and counting need, `find-places.json` the positions, `find-hours.json` timetables and telephones.
A column of texts is one text with a line a shop; of lists, a number in a table of the distinct ones.
`theme/static/js/find.js` reads them.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from guide.spoken import national_phone
from guide.text import fold, slugify
from guide.vocabulary import CLOSED_FOR_GOOD, STATES
from guide.words import Message
from plugins.card import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guide.facets import Facets
    from guide.guide import Guide
    from guide.shop import Position, Shop
    from guide.state import Openings

T = TypeVar("T")
NAMES = ("find.json", "find-places.json", "find-hours.json")
# Facets whose values a shop shares with many others: the columns of its profile, in this order.
PROFILE = ("label", "service", "accessibility", "payment", "sunday")
# Degrees are whole numbers of a hundred thousandth: one metre.
_FINE = 100_000


class Columns:
    """The three files of a guide."""

    def __init__(self, guide: Guide, facets: Facets, openings: Openings) -> None:
        self.guide = guide
        self.facets = facets
        self.openings = openings

    @cached_property
    def files(self) -> tuple[bytes, bytes, bytes]:
        """Return the contents of `NAMES`; equal guides give equal bytes."""
        return _json(self._search()), _json(self._places()), _json(self._hours())

    @cached_property
    def _of(self) -> str:
        """Return a digest of which shops stand in which order: files of different builds do not belong together."""
        return hashlib.blake2b("\n".join(shop.slug for shop in self.guide.shops).encode(), digest_size=6).hexdigest()

    def _say(self, text: Message | str) -> str:
        return text.in_language(self.guide.site.language) if isinstance(text, Message) else text

    def _search(self) -> dict[str, Any]:
        guide, shops = self.guide, self.guide.shops
        used = [guide.category(facet.key) for facet in self.facets.of("category")]
        category = {one.slug: number for number, one in enumerate(used)}
        commune = {one.slug: number for number, one in enumerate(guide.communes)}
        trades, trade = _distinct(tuple(category[slug] for slug in shop.category) for shop in shops)
        profiles, profile = _distinct(map(self._profile, shops))
        keywords = {number: " ".join(shop.keywords) for number, shop in enumerate(shops) if shop.keywords}
        return {
            "of": self._of,
            "names": "\n".join(shop.name for shop in shops),
            "slugs": "\n".join(map(_short, shops)),
            "trade": trade,
            "trades": trades,
            "commune": [commune[shop.commune] for shop in shops],
            "profile": profile,
            "profiles": profiles,
            "keywords": keywords,
            "categories": [
                [one.slug, one.name, one.plural if one.plural != one.name else "", category[one.parents[-1]] if one.parents else -1]
                for one in used
            ],
            "communes": [
                [one.name, one.slug if one.slug != _slug_in_browser(one.name) else "", *_degrees(one.position)] for one in guide.communes
            ],
            "labels": [[one.hashtag, " ".join((one.mention, *one.aliases))] for one in guide.labels],
            **{kind: [[facet.key, self._say(facet.title)] for facet in self.facets.of(kind)] for kind in ("service", "accessibility", "payment")},
            "texts": [
                *([article.title, guide.urls.of(article)] for article in guide.articles.all),
                *([page.title, guide.urls.of(page)] for page in guide.pages),
            ],
        }

    @cached_property
    def _valued(self) -> tuple[dict[str, list[int]], ...]:
        """Return for each column of `PROFILE` the numbers of the values of each shop, by its slug."""
        labels = {one.hashtag: number for number, one in enumerate(self.guide.labels)}
        found: list[dict[str, list[int]]] = []
        for kind in PROFILE:
            valued: dict[str, list[int]] = {}
            for number, facet in enumerate(self.facets.of(kind)):
                for shop in facet.shops:
                    valued.setdefault(shop.slug, []).append(labels[facet.key] if kind == "label" else number)
            found.append(valued)
        return tuple(found)

    def _profile(self, shop: Shop) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(valued.get(shop.slug, ())) for valued in self._valued)

    def _places(self) -> dict[str, Any]:
        lat, lon = [], []
        for shop in self.guide.shops:
            here, middle = _degrees(shop.position), _degrees(self.guide.commune(shop.commune).position)
            # From the middle of the commune: half the bytes.
            lat.append(here[0] - (middle[0] if middle else 0) if here else None)
            lon.append(here[1] - (middle[1] if middle else 0) if here else None)
        return {"of": self._of, "lat": lat, "lon": lon}

    def _hours(self) -> dict[str, Any]:
        marks = [mark_of(self.openings.of(shop)) for shop in self.guide.shops]
        tables, table = _distinct(mark.hours for mark in marks)
        checks, check = _distinct(mark.check for mark in marks)
        gone = STATES[CLOSED_FOR_GOOD].label.text
        texts = {number: self._say(Message(mark.text)) for number, mark in enumerate(marks) if mark.text}
        return {
            "of": self._of,
            "tables": [json.loads(told) if told else 0 for told in tables],
            "table": table,
            "checks": checks,
            "check": check,
            "texts": texts,
            "gone": [number for number, mark in enumerate(marks) if mark.text == gone],
            "phones": "\n".join(_dialled(shop.phone[0]) if shop.phone else "" for shop in self.guide.shops),
        }


def _distinct(values: Iterable[T]) -> tuple[list[T], list[int]]:
    """Return the distinct values and, for each value, the number of its like."""
    known: dict[T, int] = {}
    numbers = [known.setdefault(value, len(known)) for value in values]
    return list(known), numbers


def _short(shop: Shop) -> str:
    """Return what the browser cannot work out of a shop's slug: "" nothing, "-2" what follows its name, "*-2" what follows name and commune."""
    base = _slug_in_browser(shop.name)
    if base and shop.slug == base:
        return ""
    if base and shop.slug.startswith(f"{base}-{shop.commune}"):
        return f"*{shop.slug.removeprefix(f'{base}-{shop.commune}')}"
    if base and shop.slug.startswith(f"{base}-"):
        return shop.slug.removeprefix(base)
    return shop.slug


def _slug_in_browser(name: str) -> str:
    """Return the slug of a name that folds to ASCII, which scripts do as Python does; "" for others."""
    return slugify(name) if fold(name).isascii() else ""


def _degrees(position: Position | None) -> tuple[int, int] | tuple[()]:
    return (round(float(position.lat) * _FINE), round(float(position.lon) * _FINE)) if position else ()


def _dialled(number: str) -> str:
    """Return a number as it is read (French ones without their spaces) and, where the browser cannot know it, as it is dialled."""
    shown = national_phone(number)
    plain = shown.replace("\u00a0", "")
    return plain if number == f"+33{plain[1:]}" and len(plain) == 10 else f"{shown}={number}"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
