"""Bringing manuscripts into articles: a new one, or a changed one where no person has changed it before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guide.article import Article
from guide.files import ENTRY_BYTES, read_bytes
from guide.importing.articles.report import Part
from guide.importing.articles.shelf import state_id
from guide.importing.ledger import quoted
from guide.importing.merge import Merged, merge_field
from guide.importing.state import Imported, digest, standard
from guide.load import ARTICLES
from guide.spans import cut
from guide.words import msg
from guide.writing import entry_text, replace_field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guide.importing.articles.body import Converted
    from guide.importing.articles.manuscript import Manuscript
    from guide.importing.articles.report import ArticlesReport
    from guide.importing.articles.shelf import Shelf

ORDER = tuple(name for name in Article.model_fields if name not in Article.IMPLIED)
# What stays when the source no longer says it.
_LASTING = ("title", "date", "section", "body")


class Keeper:
    """Decides what is written: `files` (their texts), `photos` (where each is), `records` for the state."""

    def __init__(self, shelf: Shelf, today: date, report: ArticlesReport) -> None:
        self.shelf = shelf
        self.today = today.isoformat()
        self.report = report
        self.files: dict[str, str] = {}
        self.photos: dict[str, str] = {}
        self.records: list[Imported] = []

    def keep(self, manuscript: Manuscript, values: Mapping[str, Any], converted: Converted) -> set[str]:
        """Bring a manuscript into its article, new or not; return the fields that are written."""
        slug = self.shelf.slug(manuscript)
        path = self.shelf.entries.paths.get(slug)
        if path is not None:
            return self._update(manuscript, path, values, converted)
        path = f"{ARTICLES}/{slug}.md"
        self.files[path] = f"---\n{entry_text(values)}---\n\n{converted.text}\n"
        marks = {name: digest(value) for name, value in {**values, "body": converted.text}.items()}
        self._copy(converted)
        self._note(state_id(manuscript.path), path, marks | _photo_marks(converted))
        self.report.created.append(path)
        if "date" in manuscript.guessed:
            manuscript.remarks.say(Part.GUESSED, msg("The date is the day of the import: nothing says another (--date)"), values["date"])
        return set(values)

    def _update(self, manuscript: Manuscript, path: str, values: Mapping[str, Any], converted: Converted) -> set[str]:
        record = self.shelf.record(manuscript.path)
        found = self.shelf.read(path)
        if found is None:
            self.report.say(path, Part.KEPT, msg("This article cannot be read, so it stays as it is"))
            self.report.unchanged += 1
            return set()
        current = {**found[0], "body": found[1]}
        offered = {name: value for name, value in {**values, "body": converted.text}.items() if name not in manuscript.guessed}
        merged = Merged(written=dict(record.fields) if record else _alike(current, offered))
        for name in (*ORDER, "body"):
            merge_field(merged, name, current.get(name), offered.get(name), can_go=name not in _LASTING)
        text = self._changed(path, merged)
        for name in merged.kept:
            self.report.say(path, Part.KEPT, msg("{field}: the source says another thing", field=name), quoted(offered[name]))
        copied: list[str] = []
        if "body" not in merged.kept:
            copied = self._copy(converted)
            merged.written |= _photo_marks(converted)
        if record is None or (record.path, record.fields) != (path, merged.written):
            self._note(record.id if record else state_id(manuscript.path), path, merged.written)
        if merged.changes:
            self.files[path] = text
        if merged.changes or copied:
            self.report.updated.append(path)
            self.report.say(path, Part.UPDATED, msg("changed: {fields}", fields=", ".join([*merged.changes, *copied])))
        else:
            self.report.unchanged += 1
        return set(merged.changes)

    def _changed(self, path: str, merged: Merged) -> str:
        """Return the article's text with the changes that can be made line by line; take the others back."""
        text = read_bytes(self.shelf.town, path, ENTRY_BYTES).decode("utf-8")
        for name, value in list(merged.changes.items()):
            try:
                text = _with_body(text, value) if name == "body" else replace_field(text, name, value, order=ORDER)
            except ValueError:
                del merged.changes[name]
                # Never again: whoever wrote it so has made it his own.
                merged.written.pop(name, None)
                self.report.say(path, Part.KEPT, msg("{field}: it is written in a way that cannot be changed", field=name))
        return text

    def _copy(self, converted: Converted) -> list[str]:
        """Note the photos to be written: new ones, and those that changed at the source but not here."""
        copied = []
        for target, (source, mark) in converted.photos.items():
            has = self.shelf.photo(target)
            if has != mark and has in {"", self.shelf.marks.get(target)}:
                self.photos[target] = source
                copied.append(target)
        return copied

    def _note(self, name: str, path: str, fields: dict[str, str]) -> None:
        self.records.append(Imported(name, path, self.today, fields))


def _photo_marks(converted: Converted) -> dict[str, str]:
    return {target: mark for target, (_, mark) in converted.photos.items()}


def _alike(current: Mapping[str, Any], offered: Mapping[str, Any]) -> dict[str, str]:
    """Take as an import's own, if the state was lost, what an article says like its source."""
    return {name: digest(value) for name, value in current.items() if name in offered and standard(value) == standard(offered[name])}


def _with_body(text: str, body: str) -> str:
    head, fields, tail = cut(text)
    if not tail.startswith(("---", "...")):
        raise ValueError("This article is written in one piece.")
    newline = "\r\n" if "\r\n" in text else "\n"
    closing = tail.split("\n", 1)[0].rstrip("\r")
    return f"{head}{fields}{closing}{newline}{newline}{body.replace(chr(10), newline)}{newline}"
