"""The file of communes: adding to it what an import brings, leaving every line of it as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from guide.document import parse
from guide.files import LIST_BYTES, read_bytes
from guide.importing.lists import appended
from guide.importing.town import COMMUNES
from guide.text import slugify
from guide.writing import list_text, replace_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from guide.commune import Commune
    from guide.shop import Position

ORDER = ("name", "slug", "code", "postcodes", "position", "country")


def commune_values(commune: Commune) -> dict[str, Any]:
    """Return a commune as its file writes it."""
    values = {
        "name": commune.name,
        "slug": commune.slug if commune.slug != slugify(commune.name) else None,
        "code": commune.code,
        "postcodes": list(commune.postcodes),
        "position": commune.position and point_values(commune.position),
        "country": commune.country,
    }
    return {name: value for name, value in values.items() if value}


def point_values(point: Position) -> dict[str, str]:
    """Return a point as people write it, without useless zeros."""
    return {name: f"{value:.7f}".rstrip("0").rstrip(".") for name, value in (("lat", point.lat), ("lon", point.lon))}


def changed_file(
    town: Path, lines: tuple[int, ...], edits: Mapping[int, Mapping[str, Any]], new: Iterable[Commune], comment: str
) -> str:
    """Return the text of the file with fields of some communes changed and new ones below.

    `lines`: the line of each commune; `edits`: its rank → field → value.

    Raises:
        InvalidContent: the file is not a list with one commune a dash.
    """
    text = read_bytes(town, COMMUNES, LIST_BYTES).decode("utf-8")
    before = parse(COMMUNES, text.removeprefix("\ufeff")).values or []
    rows = text.splitlines(keepends=True)
    dash = " " * (len(rows[lines[0] - 1]) - len(rows[lines[0] - 1].lstrip(" "))) if lines else ""
    for index in sorted(edits, reverse=True):
        start = lines[index] - 1
        stop = lines[index + 1] - 1 if index + 1 < len(lines) else len(rows)
        rows[start:stop] = [_edited("".join(rows[start:stop]), edits[index])]
    known = [{**commune, **edits.get(index, {})} for index, commune in enumerate(before)]
    return appended(COMMUNES, "".join(rows), known, [commune_values(commune) for commune in new], comment, dash)


def _edited(item: str, fields: Mapping[str, Any]) -> str:
    """Change fields of one ``- name: …``: without its dash it is an entry like another."""
    dash = item.index("-")
    text = f"{item[:dash]} {item[dash + 1 :]}"
    try:
        for name, value in fields.items():
            text = replace_field(text, name, value, order=ORDER)
    except ValueError:
        return _rewritten(item, dash, fields)
    return f"{text[:dash]}-{text[dash + 1 :]}"


def _rewritten(item: str, dash: int, fields: Mapping[str, Any]) -> str:
    """Write a commune that stands in braces one field a line; what stands behind and below it stays."""
    values = {**parse(COMMUNES, item).values[0], **fields}
    first, *rest = list_text([{name: values[name] for name in ORDER if name in values}]).splitlines()
    behind = re.search(r"\}([ \t]*(?:#[^\r\n]*)?)(\r?\n(?:[ \t]*(?:#[^\n]*)?(?:\n|\Z))*)?\Z", item)
    comment, below = (behind[1], behind[2] or "\n") if behind else ("", "\n")
    newline = "\r\n" if below.startswith("\r") else "\n"
    return newline.join(" " * dash + line for line in (first + comment, *rest)) + below
