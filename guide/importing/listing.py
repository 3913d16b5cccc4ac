"""Importing a list of communes: new ones are added, what a person wrote of the others stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from guide.commune import Commune
from guide.document import Document
from guide.explain import explain
from guide.importing.columns import decimal, point
from guide.importing.communes import changed_file, commune_values, point_values
from guide.importing.mapping import Columns
from guide.importing.offer import Whereabouts
from guide.importing.place import Gazetteer, name_key
from guide.importing.report import Part
from guide.importing.texts import calmed, one_line
from guide.importing.understand import check_columns
from guide.text import fold, slugify
from guide.words import msg

if TYPE_CHECKING:
    from datetime import date

    from guide.importing.mapping import Mapping
    from guide.importing.report import ImportReport
    from guide.importing.sources import Given, Row
    from guide.importing.town import Town


def list_communes(town: Town, given: Given, mapping: Mapping, today: date, report: ImportReport) -> str | None:
    """Return the new text of `content/communes.yaml`, or None if the list brings nothing new.

    A commune that is known (by its code, else its name and postcode) gets only what it lacks.
    """
    check_columns(given, mapping, report)
    gazetteer = Gazetteer(town.communes, town.site.territory_margin)
    ranks = {commune.slug: rank for rank, commune in enumerate(town.communes)}
    new: list[Commune] = []
    edits: dict[int, dict[str, Any]] = {}
    outside = 0
    for row in given.rows:
        values = _values(row, mapping)
        if values.get("country") == town.site.country:
            del values["country"]
        if not _is_wanted(values, mapping.only):
            outside += 1
            continue
        commune = _commune(values, gazetteer, row, report)
        if commune is None:
            continue
        said = Whereabouts(commune.code or "", commune.name, next(iter(commune.postcodes), ""))
        answer = gazetteer.find(said, commune.position)
        if answer is None:
            gazetteer.add(commune)
            new.append(commune)
            report.created.append(commune.slug)
        elif answer.commune.slug in ranks and (lacks := _lacking(answer.commune, commune)):
            edits[ranks[answer.commune.slug]] = lacks
            report.updated.append(answer.commune.slug)
            report.add(Part.UPDATED, ", ".join(lacks), about=answer.commune.name)
        else:
            report.unchanged += 1
    if outside:
        report.unchanged += outside
        report.add(
            Part.FILE,
            msg(
                "{count} rows are not wanted: neither code nor postcode begins with {only}.",
                count=outside,
                only=", ".join(mapping.only),
            ),
        )
    if not new and not edits:
        return None
    comment = msg("Added by the import of {file} on {day}.", file=report.file, day=today.isoformat())
    return changed_file(town.root, town.commune_lines, edits, new, comment.in_language(town.site.language))


def _values(row: Row, mapping: Mapping) -> dict[str, Any]:
    ignored = {fold(value) for value in mapping.ignored}
    texts = {name: text for name, text in row.texts.items() if fold(text) not in ignored}
    values: dict[str, Any] = dict(mapping.constants)
    for field, columns in mapping.fields.items():
        text = one_line(" ".join(texts[column] for column in columns if column in texts))
        if text and field == "postcodes":
            sign = mapping.split.get(columns[0])
            values[field] = [part.strip() for part in (text.split(sign) if sign else [text]) if part.strip()]
        elif text:
            values[field] = text
    where = mapping.position
    columns = (where.lat, where.lon) if isinstance(where, Columns) else (where,) if where else ()
    raw = ", ".join(decimal(texts[column]) for column in columns if column in texts)
    if place := (point(raw) if raw else row.point):
        values["position"] = point_values(place)
    name = values.get("name", "")
    if name == name.upper():
        values["name"] = calmed(name)
    return values


def _is_wanted(values: dict[str, Any], only: tuple[str, ...]) -> bool:
    written = [values.get("code", ""), *values.get("postcodes", ())]
    return not only or any(text.startswith(only) for text in written)


def _commune(values: dict[str, Any], gazetteer: Gazetteer, row: Row, report: ImportReport) -> Commune | None:
    """Return the row's commune without the values that the schema refuses, or None."""
    values = dict(values)
    for _ in range(len(values) + 1):
        try:
            return Commune.model_validate({**values, "slug": _slug(values, gazetteer)})
        except ValidationError as error:
            problems = explain(error, Document("", None, {}), Commune)
            for detail, problem in zip(error.errors(include_url=False), problems, strict=False):
                field = str(detail["loc"][0])
                if field in {"name", "slug"}:
                    report.add(Part.NOT_PLACED, problem.what, row=row.number, about=str(values.get("name", "")))
                    return None
                raw = values.pop(field, None)
                what = msg("{field} “{value}”: {why}", field=field, value=str(raw), why=problem.what)
                report.add(Part.FILE, what, row=row.number, about=str(values["name"]))
    return None


def _slug(values: dict[str, Any], gazetteer: Gazetteer) -> str:
    key = name_key(str(values.get("name", "")))
    taken = gazetteer.communes
    if key in taken and taken[key].code != values.get("code"):
        key = slugify(f"{key} {next(iter(values.get('postcodes', ())), values.get('code', ''))}")
    base, number = key, 2
    while key in taken and taken[key].code != values.get("code"):
        key, number = f"{base}-{number}", number + 1
    return key or "-"


def _lacking(known: Commune, listed: Commune) -> dict[str, Any]:
    """Return the fields that a known commune lacks and the list has."""
    has, new = commune_values(known), commune_values(listed)
    return {name: value for name, value in new.items() if name not in has and name not in {"slug", "country"}}
