"""The entries that a town has already: which shop each is, and the file names that are taken."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from guide.document import parse, split_header
from guide.files import Unreadable, read_text, walk
from guide.text import DEVICES, SLUG_LENGTH, slugify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from guide.importing.state import Imported
    from guide.problem import Problem


_OSM = re.compile(r"^osm:[ \t]*[\"']?((?:node|way|relation)/[0-9]+)", re.MULTILINE)


class Entries:
    """The files below `shops/`, or another folder, by slug, by former slug, and by the object they speak of."""

    def __init__(self, root: Path, state: Mapping[str, Imported], folder: str = "shops") -> None:
        known = {slug_of(record.path) for record in state.values() if record.path.startswith(f"{folder}/")}
        problems: list[Problem] = []
        self.paths: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        for path in walk(root, folder, problems):
            slug = slug_of(path)
            self.paths.setdefault(slug, path)
            self._look_into(root, path, is_known=slug in known)
        # A name once given is never given to another shop, even when its entry is gone.
        self.taken = {*self.paths, *self._aliases, *known}
        self._numbers: dict[str, int] = {}

    def _look_into(self, root: Path, path: str, *, is_known: bool) -> None:
        try:
            text = read_text(root, path)
        except Unreadable:
            return
        for number in _OSM.findall(text):
            self._ids.setdefault(f"osm:{number}", path)
        # What the state knows is found by its slug and need not be understood.
        header = split_header(text)[0] if path.endswith(".md") else text
        values = None if is_known else parse(path, header or "").values
        if not isinstance(values, dict):
            return
        aliases = values.get("aliases")
        for alias in aliases if isinstance(aliases, list) else [aliases]:
            if isinstance(alias, str):
                self._aliases.setdefault(alias, path)
        for name in ids_of(values):
            self._ids.setdefault(name, path)

    def find(self, name: str, record: Imported | None) -> str | None:
        """Return the path of a shop's entry, wherever it has been moved, or None."""
        if record:
            slug = slug_of(record.path)
            if found := self.paths.get(slug) or self._aliases.get(slug):
                return found
        return self._ids.get(name)

    def new_path(self, name: str, commune: str, fallback: str) -> str:
        """Return the path of a new entry: named after the shop, then its commune too, then a number."""
        slug = slugify(name) or slugify(f"{fallback} {commune}")
        for candidate in (slug, slugify(f"{slug[: SLUG_LENGTH - 30]} {commune}")):
            if candidate not in self.taken and candidate not in DEVICES:
                return self._take(candidate, commune)
        base = slugify(f"{slug[: SLUG_LENGTH - 30]} {commune}")[: SLUG_LENGTH - 6].rstrip("-")
        number = self._numbers.get(base, 2)
        while f"{base}-{number}" in self.taken:
            number += 1
        self._numbers[base] = number + 1
        return self._take(f"{base}-{number}", commune)

    def _take(self, slug: str, commune: str) -> str:
        self.taken.add(slug)
        return f"shops/{commune}/{slug}.yaml"


def slug_of(path: str) -> str:
    """Return the slug of an entry's path."""
    return PurePosixPath(path).stem


def ids_of(values: Mapping[str, Any]) -> list[str]:
    """Return the names under which imports know an entry: its OpenStreetMap object, its source's record."""
    found = []
    if isinstance(values.get("osm"), str):
        found.append(f"osm:{values['osm'].strip()}")
    source = values.get("source")
    if isinstance(source, dict) and source.get("name") and source.get("id"):
        found.append(f"{slugify(str(source['name']))}:{source['id']}")
    return found
