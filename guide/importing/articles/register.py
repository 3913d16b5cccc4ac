"""The lists of a town that articles refer to, its sections and its authors: finding a name in them, adding one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from guide.author import Author
from guide.document import parse
from guide.files import LIST_BYTES, read_bytes
from guide.importing.accept import faults
from guide.importing.lists import appended
from guide.load import load_list
from guide.section import Section
from guide.text import slugify

if TYPE_CHECKING:
    from pathlib import Path

R = TypeVar("R", Section, Author)


class Register(Generic[R]):
    """One such list; what is added to it is only written if an article uses it."""

    def __init__(self, town: Path, path: str, model: type[R]) -> None:
        """Read the list; a town may do without.

        Raises:
            InvalidContent: it is faulty.
        """
        self.town = town
        self.path = path
        self.model: type[R] = model
        self.written = os.path.lexists(town / path)
        records = load_list(town, path, model) if self.written else []
        self._lines = [source.lines[()] for _, source in records]
        self._slugs = {slugify(record.name): record.slug for record, _ in records} | {record.slug: record.slug for record, _ in records}
        self._new: dict[str, dict[str, str]] = {}
        self.used: dict[str, None] = {}

    def slug(self, **fields: str) -> str | None:
        """Return the slug of what has a name, as the list has it or will have it; None if it cannot stand there."""
        wanted = slugify(fields["name"])
        if wanted in self._slugs:
            return self._slugs[wanted]
        values: dict[str, Any] = {"slug": wanted, **{name: value for name, value in fields.items() if value}}
        for where, _ in faults(self.model, values, {}, "FR"):
            values.pop(str(where[0]), None)
        if not {"slug", "name"} <= values.keys():
            return None
        self._slugs[wanted] = wanted
        self._new[wanted] = values
        return wanted

    def use(self, slug: str) -> None:
        """Note that an article refers to a name."""
        if slug in self._new:
            self.used[slug] = None

    def text(self, comment: str) -> str | None:
        """Return the new text of the list, or None if nothing is added.

        Raises:
            InvalidContent: its items do not stand one below the other.
        """
        if not self.used:
            return None
        text = read_bytes(self.town, self.path, LIST_BYTES).decode("utf-8") if self.written else ""
        known = parse(self.path, text.removeprefix("\ufeff")).values or []
        first = text.splitlines()[self._lines[0] - 1] if self._lines else ""
        dash = " " * (len(first) - len(first.lstrip(" ")))
        return appended(self.path, text, known, [self._new[slug] for slug in self.used], comment, dash)
