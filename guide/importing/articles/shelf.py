"""The articles that a town has: which of them a file already is, which names and photos are taken."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from guide.files import ENTRY_BYTES, Unreadable, read_bytes, walk
from guide.importing.articles.photos import photo_digest
from guide.importing.articles.report import Part
from guide.importing.entries import Entries, slug_of
from guide.importing.ledger import entry_fields
from guide.load import ARTICLES, PAGES, SHOPS
from guide.photo import IMAGES, PHOTO_BYTES
from guide.text import SLUG_LENGTH, slugify
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from guide.importing.articles.manuscript import Manuscript
    from guide.importing.state import Imported
    from guide.problem import Problem

_ID = "article:"


class Shelf:
    """The articles of a town, as they stand before an import, and the slugs that it gives to its manuscripts."""

    def __init__(self, town: Path, state: Mapping[str, Imported]) -> None:
        self.town = town
        self.state = state
        self.entries = Entries(town, state, ARTICLES)
        self.articles = {slug: found for slug, path in self.entries.paths.items() if (found := self.read(path))}
        # What earlier imports wrote into content/images/, by path.
        self.marks = {path: mark for record in state.values() for path, mark in record.fields.items() if path.startswith(f"{IMAGES}/")}
        self._slugs: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        for slug, (fields, _) in self.articles.items():
            for alias in texts_of(fields.get("aliases")):
                self._aliases.setdefault(alias, slug)
        self.entries.taken |= self._aliases.keys()

    def read(self, path: str) -> tuple[dict[str, Any], str] | None:
        """Return the fields and the text of an article; None if it cannot be read."""
        try:
            return entry_fields(path, read_bytes(self.town, path, ENTRY_BYTES).decode("utf-8"))
        except (Unreadable, UnicodeDecodeError, ValueError):
            return None

    def photo(self, path: str) -> str:
        """Return the digest of what stands at a path; empty for nothing."""
        try:
            return photo_digest(read_bytes(self.town, path, PHOTO_BYTES))
        except Unreadable:
            return "unreadable" if (self.town / path).exists() else ""

    def is_taken(self, path: str, mark: str) -> bool:
        """Say whether another photo than the one of a digest stands at a path, and no import put it there."""
        return self.photo(path) not in {"", mark, self.marks.get(path)}

    def file_names(self) -> set[str]:
        """Return the names of the town's files that a link may lead to."""
        problems: list[Problem] = []
        return {path.rsplit("/", 1)[-1] for folder in (SHOPS, PAGES, ARTICLES) for path in walk(self.town, folder, problems)}

    def record(self, path: str) -> Imported | None:
        """Return what earlier imports wrote of a file, also if it was given within another folder, or alone."""
        name = state_id(path)
        if name in self.state:
            return self.state[name]
        tail = f"/{name.removeprefix(_ID)}"
        near = [
            record
            for record in self.state.values()
            if record.id.startswith(_ID) and (record.id.endswith(tail) or name.endswith(f"/{record.id.removeprefix(_ID)}"))
        ]
        return near[0] if len(near) == 1 else None

    def is_gone(self, path: str) -> bool:
        """Say whether a person has removed the article of a file."""
        record = self.record(path)
        return record is not None and self.entries.find(record.id, record) is None

    def settle(self, manuscript: Manuscript) -> None:
        """Give a manuscript its slug: that of the article it already is, else the free one nearest to its own."""
        record = self.record(manuscript.path)
        known = self.entries.find(record.id, record) if record else self._same(manuscript)
        slug = slug_of(known) if known else self._free(manuscript)
        self._slugs[manuscript.path] = slug
        self.entries.taken.add(slug)

    def slug(self, manuscript: Manuscript) -> str:
        """Return the slug that a manuscript has got."""
        return self._slugs[manuscript.path]

    def _same(self, manuscript: Manuscript) -> str | None:
        """Return the article that has the slug and the title of a manuscript, if nothing says that it is another's."""
        path = self.entries.paths.get(manuscript.slug)
        fields = self.articles.get(manuscript.slug, ({}, ""))[0]
        is_another = path in {record.path for record in self.state.values()} or manuscript.slug in self._slugs.values()
        same = slugify(str(fields.get("title", ""))) == slugify(manuscript.values["title"])
        return path if same and not is_another else None

    def _free(self, manuscript: Manuscript) -> str:
        slug = wanted = manuscript.slug
        number = 2
        while slug in self.entries.taken:
            slug, number = f"{wanted[: SLUG_LENGTH - 6].rstrip('-')}-{number}", number + 1
        if slug != wanted:
            manuscript.remarks.say(Part.GUESSED, msg("Another article has the file's name: this one is called otherwise"), f"{wanted} → {slug}")
        return slug

    def takes_alias(self, manuscript: Manuscript, alias: str) -> bool:
        """Say whether an old slug may be a manuscript's, and keep it for it."""
        slug = self.slug(manuscript)
        is_free = alias not in self.entries.paths and alias not in self._slugs.values()
        return is_free and self._aliases.setdefault(alias, slug) == slug

    def album(self, manuscript: Manuscript) -> str:
        """Return the folder of a manuscript's photos: it stays, even when the article is renamed."""
        record = self.record(manuscript.path)
        albums = [path.split("/")[2] for path in (record.fields if record else ()) if path.startswith(f"{IMAGES}/")]
        return albums[0] if albums else self.slug(manuscript)


def state_id(path: str) -> str:
    """Return the name of a file in the state, the same on every system."""
    return f"{_ID}{unicodedata.normalize('NFC', path)}"


def imported_paths(state: Mapping[str, Imported]) -> list[str]:
    """Return the paths of the files that were imported before, from the folder that was given."""
    return [name.removeprefix(_ID) for name in state if name.startswith(_ID)]


def texts_of(value: Any) -> list[str]:
    """Return what a field of texts holds, written as one or as a list."""
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)]
