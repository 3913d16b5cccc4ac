"""Which categories a shop belongs to, told from its OpenStreetMap tags or from a word of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from guide.category import Category

# The keys that say what an object is, the most telling first; all others only refine (cuisine=pizza).
PRIMARY = (
    "shop", "craft", "amenity", "tourism", "healthcare", "office", "leisure", "club",
    "industrial", "man_made", "information", "recycling_type", "emergency",
)  # fmt: skip
# The shop is closed for good, or there never was one.
_NONE = frozenset({"", "no", "vacant", "disused", "closed", "abandoned"})


class Kind(NamedTuple):
    """The categories found (slugs) and the tags that said so; `certain` is False behind a ``shop=*``."""

    categories: tuple[str, ...]
    keys: frozenset[str]
    certain: bool


class Kinds:
    """The town's categories by their tags and names."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self.categories = {category.slug: category for category in categories}
        self._tags: dict[tuple[str, str], str] = {}
        for category in self.categories.values():
            for tag in category.osm:
                key, _, value = tag.partition("=")
                self._tags.setdefault((key, value), category.slug)
        self._refining = {key for key, _ in self._tags if key not in PRIMARY}
        self._names: dict[str, str] = {slug: slug for slug in self.categories}
        for category in self.categories.values():
            self._names.setdefault(slugify(category.name), category.slug)
            self._names.setdefault(slugify(category.plural), category.slug)

    def named(self, word: str) -> str | None:
        """Return the category that a name, a slug or a tag (``shop=bakery``) means."""
        if "=" in word:
            key, _, value = word.partition("=")
            return next(iter(self.of({key: value}).categories), None)
        return self._names.get(slugify(word))

    def is_named(self, slug: str, text: str) -> bool:
        """Say whether a text is no more than the category's own name."""
        return self._names.get(slugify(text)) == slug

    def of(self, tags: Mapping[str, str]) -> Kind:
        """Return the most precise categories of an object; ``shop=*`` only if nothing else fits."""
        exact: dict[str, None] = {}
        vague: dict[str, None] = {}
        keys: set[str] = set()
        for key in PRIMARY:
            values = [value.strip() for value in tags.get(key, "").split(";")] if key in tags else []
            for value in values:
                if value in _NONE:
                    continue
                if (slug := self._tags.get((key, value))) and value != "yes":
                    exact[slug] = None
                    keys.add(key)
                elif slug := self._tags.get((key, value)) or self._tags.get((key, "*")):
                    vague[slug] = None
        found = self._refined(exact or vague, tags, keys)
        return Kind(tuple(found), frozenset(keys), bool(exact))

    def _refined(self, found: dict[str, None], tags: Mapping[str, str], keys: set[str]) -> list[str]:
        """Put narrower categories in place of those above them."""
        for key in self._refining & tags.keys():
            for value in tags[key].split(";"):
                slug = self._tags.get((key, value.strip()))
                if slug and any(parent in found for parent in self.categories[slug].parents):
                    found = {**found, slug: None}
                    keys.add(key)
        above = {parent for slug in found for parent in self.categories[slug].parents}
        return [slug for slug in found if slug not in above]
