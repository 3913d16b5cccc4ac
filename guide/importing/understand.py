"""From the rows of a file to offers: what each says, who says it, on what terms."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from guide.importing import osm
from guide.importing.columns import Reader, tables, used_columns
from guide.importing.kinds import PRIMARY, Kinds
from guide.importing.report import Part
from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from datetime import date

    from guide.importing.mapping import Mapping
    from guide.importing.offer import Offer
    from guide.importing.report import ImportReport
    from guide.importing.sources import Given, Row
    from guide.importing.town import Town


def understand(given: Given, mapping: Mapping | None, town: Town, today: date, report: ImportReport) -> list[Offer]:
    """Return one offer a row, with the fields that all rows share.

    Raises:
        InvalidContent: a table comes without a mapping, or the mapping does not fit the file or the town.
    """
    kinds = Kinds(town.categories)
    if mapping is None:
        if not given.is_osm:
            fix = msg("Write one, or take a ready one: --mapping docs/mappings/….yaml")
            raise InvalidContent(
                [Problem(report.file, 0, "", msg("This is no file of OpenStreetMap: it needs a mapping."), fix)]
            )
        offers = [osm.osm_offer(row, kinds, town.site.country) for row in given.rows]
        _tell_vague(given.rows, offers, kinds, report)
    else:
        check_columns(given, mapping, report)
        _check_words(mapping, town, kinds, report)
        reader = Reader(mapping, kinds, town.site.country)
        offers = [reader.offer(row) for row in given.rows]
        _tell_unknown(reader, report)
    _name_the_nameless(offers)
    offers = _without_twins(offers, report)
    for offer in offers:
        _sign(offer, mapping, town, today, report.dated)
    return offers


def check_columns(given: Given, mapping: Mapping, report: ImportReport) -> None:
    """Tell the columns that the file lacks.

    Raises:
        InvalidContent: the name is among them.
    """
    missing = [
        column for column in used_columns(mapping) if column not in given.columns and column not in mapping.dropped
    ]
    if given.rows and not set(mapping.fields["name"]) & given.columns:
        fix = msg("The columns of the file: {columns}.", columns=", ".join(sorted(given.columns)[:40]))
        raise InvalidContent(
            [
                Problem(
                    report.file, 0, "", msg("The file has no column “{column}”.", column=mapping.fields["name"][0]), fix
                )
            ]
        )
    for column in missing:
        report.add(Part.FILE, msg("The file has no column “{column}”.", column=column))


def _check_words(mapping: Mapping, town: Town, kinds: Kinds, report: ImportReport) -> None:
    known = {hashtag for label in town.labels for hashtag in (label.hashtag, *label.aliases)}
    for label in mapping.labels:
        if label not in known:
            raise InvalidContent(
                [Problem(report.file, 0, "labels", msg("“#{hashtag}” is not a label of this guide.", hashtag=label))]
            )
    table = mapping.category
    words = [*(word for values in table.values.values() for word in values or ()), *table.default] if table else []
    for word in dict.fromkeys(words):
        if kinds.named(word) is None:
            report.add(
                Part.FILE, msg("The mapping names “{name}”, which no category of this guide stands for.", name=word)
            )


def _tell_vague(rows: tuple[Row, ...], offers: list[Offer], kinds: Kinds, report: ImportReport) -> None:
    vague: Counter[tuple[str, str]] = Counter()
    for row, offer in zip(rows, offers, strict=True):
        kind = kinds.of(row.texts)
        if offer.why_not is None and not kind.certain:
            said = ", ".join(f"{key}={row.texts[key]}" for key in PRIMARY if key in row.texts)
            vague[said, ", ".join(kind.categories)] += 1
    for (said, slug), count in sorted(vague.items()):
        report.add(Part.CATEGORIES, msg("→ {category} ({count})", category=slug, count=count), about=said)


def _tell_unknown(reader: Reader, report: ImportReport) -> None:
    mapping = reader.mapping
    for table in tables(mapping):
        default = ", ".join(
            filter(None, (reader.kinds.named(w) if table is mapping.category else w for w in table.default))
        )
        for (column, value), count in sorted(reader.unknown.items()):
            if column == table.column:
                what = msg("→ {category} ({count})", category=default or "—", count=count)
                report.add(Part.CATEGORIES, what, about=f"{column}: “{value}”")


def _name_the_nameless(offers: list[Offer]) -> None:
    """Give what a source does not number an id of its own content."""
    seen: Counter[str] = Counter()
    for offer in offers:
        if not offer.id:
            said = repr((sorted(offer.values.items()), sorted(offer.notes.items()), offer.point))
            key = hashlib.sha256(said.encode()).hexdigest()[:12]
            seen[key] += 1
            offer.id = f"osm:{key}" if seen[key] == 1 else f"osm:{key}-{seen[key]}"


def _without_twins(offers: list[Offer], report: ImportReport) -> list[Offer]:
    """Leave out objects given twice: Overpass writes areas once as a shape and once as a point."""
    first: dict[str, Offer] = {}
    for offer in offers:
        other = first.setdefault(offer.id, offer)
        if other is not offer:
            report.add(Part.TWINS, msg("row {row} is the same object", row=other.row), offer=offer)
    return list(first.values())


def _sign(offer: Offer, mapping: Mapping | None, town: Town, today: date, dated: date | None) -> None:
    """Write who says it: labels, source, licence, day."""
    number = offer.id.partition(":")[2]
    source = mapping.source if mapping else None
    if source is None:
        url = f"https://www.openstreetmap.org/{number}" if "osm" in offer.values else "https://www.openstreetmap.org/"
        signed = {"name": osm.NAME, "url": url, "id": number}
        offer.values["licence"] = osm.LICENCE
    else:
        signed = {"name": source.name, "url": source.url or "", "id": number}
        offer.values["licence"] = mapping.licence if mapping else None
    signed["date"] = dated.isoformat() if dated else ""
    offer.values["source"] = {name: value for name, value in signed.items() if value}
    labels = mapping.labels if mapping else ()
    offer.values["labels"] = list(labels or (town.labels[0].hashtag,))
    offer.values["added"] = today.isoformat()
