"""The JSON Schema (2020-12) of each kind of file, for editors: completion and red lines while one writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from guide.article import Article
from guide.author import Author
from guide.category import CategoryNode
from guide.commune import Commune
from guide.correspondent import Correspondent
from guide.dated_rule import DatedRule
from guide.fields import Record
from guide.holiday import Holidays
from guide.label import Label
from guide.page import Page
from guide.section import Magazine, Section
from guide.shop import Shop
from guide.site import Site
from guide.words import catalogue

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, Any] = {
    "shop": Shop,
    "site": Site,
    "labels": tuple[Label, ...],
    "categories": tuple[CategoryNode, ...],
    "communes": tuple[Commune, ...],
    "page": Page,
    "article": Article,
    "sections": tuple[Section, ...],
    "magazines": tuple[Magazine, ...],
    "authors": tuple[Author, ...],
    "rules": tuple[DatedRule, ...],
    "holidays": Holidays,
    "correspondents": tuple[Correspondent, ...],
}
_RECORDS: dict[str, type[Record]] = {"Shop": Shop, "Page": Page, "Article": Article}


def schema(name: str, language: str) -> dict[str, Any]:
    """Return the schema of a kind of file, its titles and descriptions in a language.

    Editors read YAML 1.2, where ``44000`` is a number and ``2026-01-05`` a text: each scalar is
    accepted as either, since Enseigne reads all of them as written.
    """
    made = TypeAdapter(FILES[name]).json_schema(schema_generator=GenerateJsonSchema)
    for title, part in [(made.get("title", ""), made), *made.get("$defs", {}).items()]:
        for field in _RECORDS.get(title, Record).IMPLIED:
            part.get("properties", {}).pop(field, None)
            if field in part.get("required", ()):
                part["required"].remove(field)
    translated = _translated(made, catalogue(language).gettext)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:enseigne:schema:{name}:{language}",
        **translated,
    }


def write_schemas(folder: Path, language: str) -> list[Path]:
    """Write ``<name>.schema.json`` of every kind into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in FILES:
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema(name, language), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def _translated(part: Any, gettext: Any) -> Any:
    if isinstance(part, list):
        return [_translated(item, gettext) for item in part]
    if not isinstance(part, dict):
        return part
    made = {
        key: gettext(value) if key in {"title", "description"} and isinstance(value, str) else _translated(value, gettext)
        for key, value in part.items()
        if key != "default"
    }
    if made.get("type") in {"string", "number", "integer", "boolean"} and "enum" not in made:
        kind = made.pop("type")
        made.pop("format", None)
        for bound in ("minimum", "maximum"):
            made.pop(bound, None)
        made["type"] = ["string", "number", *(["boolean"] if kind == "boolean" else [])]
    return made
