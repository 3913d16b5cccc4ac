"""Brings the catalogues up to date with the software: `invoke words`.

Sentences come from ``msg("…")`` in Python, from ``_("…")`` and ``{% trans %}`` in templates, and from the
titles and descriptions of the schema's fields. New ones are added empty, old ones are removed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from pydantic import TypeAdapter

from guide.schema import FILES

HERE = Path(__file__).parent
ROOT = HERE.parent
METHODS = [
    ("guide/**.py", "python"),
    ("plugins/**.py", "python"),
    ("theme/templates/**.html", "jinja2.ext:babel_extract"),
]
KEYWORDS: dict[str, Any] = {"msg": None, "_": None, "gettext": None, "ngettext": (1, 2)}


def wanted() -> Catalog:
    """Return a catalogue of every sentence of the software, untranslated."""
    catalogue = Catalog(charset="utf-8")
    for path, _line, message, _comments, _context in extract_from_dir(
        ROOT,
        method_map=METHODS,
        options_map={"theme/templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}},
        keywords=KEYWORDS,
        directory_filter=lambda folder: Path(folder).name not in {".venv", "node_modules", "output", ".cache", "tests", "starter"},
    ):
        catalogue.add(message, locations=[(path, 0)])
    for sentence in sorted(schema_sentences()):
        catalogue.add(sentence, locations=[("guide/schema.py", 0)])
    return catalogue


def schema_sentences() -> set[str]:
    """Return the titles and descriptions that people see in their editors."""
    found: set[str] = set()

    def visit(part: Any, *, field: bool) -> None:
        if isinstance(part, list):
            for item in part:
                visit(item, field=False)
        elif isinstance(part, dict):
            if field:
                found.update(part[key] for key in ("title", "description") if isinstance(part.get(key), str))
            for key, value in part.items():
                if key == "properties":
                    for child in value.values():
                        visit(child, field=True)
                elif key not in {"examples", "default", "enum"}:
                    visit(value, field=False)

    for model in FILES.values():
        visit(TypeAdapter(model).json_schema(), field=False)
    return found


def main() -> int:
    """Update each catalogue; 1 if sentences remain to translate."""
    fresh, missing = wanted(), 0
    for path in sorted(HERE.glob("*.po")):
        with path.open("rb") as file:
            known = read_po(file, locale=path.stem)
        made = Catalog(
            locale=path.stem,
            project="Enseigne",
            version="1",
            charset="utf-8",
            fuzzy=False,
            header_comment=f"# Enseigne: {path.stem}",
            last_translator="Enseigne",
            language_team="Enseigne",
            msgid_bugs_address="Enseigne",
        )
        made.revision_date = made.creation_date = known.creation_date
        for message in sorted(fresh, key=lambda m: str(m.id)):
            if not message.id:
                continue
            old = known.get(message.id if isinstance(message.id, str) else message.id[0])
            string = old.string if old and not old.fuzzy and type(old.id) is type(message.id) else ""
            made.add(message.id, string, locations=sorted({(where, None) for where, _ in message.locations}))
            if not any(string if isinstance(string, tuple) else (string,)):
                missing += 1
                sys.stdout.write(f"{path.name}: {message.id}\n")
        with path.open("wb") as file:
            write_po(file, made, width=0, sort_output=True, include_lineno=False)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
