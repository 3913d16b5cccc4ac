"""The rows of a table, read as its mapping says."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from guide.importing.geometry import position
from guide.importing.mapping import PLACES, Columns, Mapping, Table
from guide.importing.offer import Aside, Offer, Whereabouts
from guide.importing.osm import read_tags
from guide.importing.sources import OSM_ID
from guide.importing.texts import as_markdown, one_line
from guide.text import fold, slugify
from guide.words import msg

if TYPE_CHECKING:
    from guide.importing.kinds import Kinds
    from guide.importing.sources import Row
    from guide.shop import Position

_PAIR = re.compile(r"\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*[,;\s]\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*")
_LIST_FIELDS = ("services", "payments", "accessibility", "keywords")


class Reader:
    """Reads the rows of one table; counts those that nothing tells apart."""

    def __init__(self, mapping: Mapping, kinds: Kinds, country: str) -> None:
        self.mapping = mapping
        self.kinds = kinds
        self.country = country
        self.ignored = {fold(value) for value in mapping.ignored}
        self.used = set(used_columns(mapping))
        self.seen: Counter[str] = Counter()
        # Values that no table knows: (column, value) → number of rows; told once, not row by row.
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._meanings = {
            id(table): {fold(one_line(name)): words or () for name, words in table.values.items()}
            for table in tables(mapping)
        }

    def offer(self, row: Row) -> Offer:
        """Return the offer of a row."""
        texts = {name: text for name, text in row.texts.items() if fold(text) not in self.ignored}
        offer = Offer(row.number, "", "", point=row.point)
        if row.osm:
            offer.values["osm"] = row.osm
        self._fill(offer, texts)
        self._place(offer, texts)
        self._categories(offer, texts)
        for field in _LIST_FIELDS:
            for table in getattr(self.mapping, field):
                self._words(offer, field, table, texts)
        tags = {key: texts[column] for column, key in self.mapping.tags.items() if column in texts}
        if tags:
            read_tags(offer, tags, self.kinds, self.country)
        for name, text in texts.items():
            if name not in self.used:
                offer.note(name, text)
        offer.label = offer.values.get("name", "")
        offer.id = self._identity(offer, texts, row)
        if not offer.label:
            offer.why_not = msg("It has no name.")
        elif not offer.values.get("category"):
            offer.why_not = msg("Nothing says what it does: the mapping gives no category.")
        return offer

    def _fill(self, offer: Offer, texts: dict[str, str]) -> None:
        for field, columns in self.mapping.fields.items():
            parts = [texts[column] for column in columns if column in texts]
            if not parts or field in PLACES:
                continue
            if field == "phone":
                for part in parts:
                    offer.add("phone", one_line(part))
            elif field == "description":
                offer.put(field, as_markdown("\n\n".join(parts)))
            else:
                offer.put(field, one_line(" ".join(parts)))
        for field, value in self.mapping.constants.items():
            if field not in PLACES:
                offer.put(field, value)

    def _place(self, offer: Offer, texts: dict[str, str]) -> None:
        def said(field: str) -> str:
            columns = self.mapping.fields.get(field, ())
            text = one_line(" ".join(texts[column] for column in columns if column in texts))
            return text or self.mapping.constants.get(field, "")

        commune = said("commune")
        postcode = said("commune.postcode") or said("address.postcode")
        offer.whereabouts = Whereabouts(
            said("commune.code"), commune or said("locality"), postcode, said("country"), locality=not commune
        )
        where = self.mapping.position
        if where is None:
            return
        columns = (where.lat, where.lon) if isinstance(where, Columns) else (where,)
        raw = ", ".join(decimal(texts[column]) for column in columns if column in texts)
        if raw:
            offer.point = point(raw)
            if offer.point is None:
                offer.note("position", raw)
                offer.asides.append(Aside("position", raw, msg("This is no point on Earth.")))

    def _categories(self, offer: Offer, texts: dict[str, str]) -> None:
        table = self.mapping.category
        if table is None:
            return
        found, _ = self._translated(table, texts)
        slugs = [slug for word in found if (slug := self.kinds.named(word))]
        if not slugs:
            slugs = [slug for word in table.default if (slug := self.kinds.named(word))]
            if not texts.get(table.column):
                self.unknown[table.column, ""] += 1
        if slugs:
            offer.values["category"] = list(dict.fromkeys(slugs))
        raw = texts.get(table.column, "")
        if raw and not (len(slugs) == 1 and self.kinds.is_named(slugs[0], raw)):
            offer.note(table.column, raw)

    def _words(self, offer: Offer, field: str, table: Table, texts: dict[str, str]) -> None:
        found, is_whole = self._translated(table, texts)
        for word in found:
            offer.add(field, word)
        if not is_whole:
            offer.note(table.column, texts[table.column])

    def _translated(self, table: Table, texts: dict[str, str]) -> tuple[list[str], bool]:
        """Return what a column's values mean, and whether the table knows them all; the others are counted."""
        raw = texts.get(table.column, "")
        sign = self.mapping.split.get(table.column)
        meanings, found, is_whole = self._meanings[id(table)], list[str](), True
        for value in filter(None, map(one_line, raw.split(sign) if sign else [raw])):
            words = meanings.get(fold(value)) if table.values else (value,)
            if words is None:
                self.unknown[table.column, value] += 1
                is_whole = False
                # A category falls back on its default only if no value of the row is known.
                words = () if table is self.mapping.category else table.default
            found += words
        return found, is_whole

    def _identity(self, offer: Offer, texts: dict[str, str], row: Row) -> str:
        osm = offer.values.get("osm", row.osm)
        if OSM_ID.fullmatch(osm):
            return f"osm:{osm}"
        columns = self.mapping.id
        name = "" if self.mapping.source is None else slugify(self.mapping.source.name)
        parts = [fold(one_line(texts.get(column, ""))) for column in columns] if columns else sorted(texts.values())
        key = parts[0] if len(columns) == 1 and parts[0] else hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
        self.seen[key] += 1
        return f"{name}:{key}" if self.seen[key] == 1 else f"{name}:{key}-{self.seen[key]}"


def tables(mapping: Mapping) -> list[Table]:
    """Return all tables of a mapping."""
    return [
        *([mapping.category] if mapping.category else []),
        *(t for field in _LIST_FIELDS for t in getattr(mapping, field)),
    ]


def used_columns(mapping: Mapping) -> list[str]:
    """Return the columns that a mapping names."""
    where = mapping.position
    positions = [where.lat, where.lon] if isinstance(where, Columns) else [where] if where else []
    return list(
        dict.fromkeys(
            [
                *(column for columns in mapping.fields.values() for column in columns),
                *positions,
                *(mapping.id if len(mapping.id) == 1 else ()),
                *mapping.tags,
                *(table.column for table in tables(mapping)),
                *mapping.dropped,
            ]
        )
    )


def point(raw: str) -> Position | None:
    """Return the point of a text ``lat, lon``."""
    found = _PAIR.fullmatch(raw)
    return position(float(found[1]), float(found[2])) if found else None


def decimal(text: str) -> str:
    """Return a number with a decimal point where the table has a comma."""
    return text.replace(",", ".") if re.fullmatch(r"\s*[+-]?[0-9]+,[0-9]+\s*", text) else text
