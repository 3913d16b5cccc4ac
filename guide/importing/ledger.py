"""The entries of one import: which exist, which are new, which text each gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guide.document import parse, split_header
from guide.files import ENTRY_BYTES, Unreadable, read_bytes
from guide.importing.accept import ORDER, as_written
from guide.importing.entries import Entries, ids_of
from guide.importing.merge import Merged, merge
from guide.importing.report import Part
from guide.importing.state import Imported, digest, standard
from guide.importing.texts import one_line
from guide.text import slugify
from guide.words import Message, msg
from guide.writing import entry_text, replace_field

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path

    from guide.importing.offer import Offer
    from guide.importing.report import ImportReport


class Ledger:
    """Decides what happens to each offer; `files` and `records` are what must be written in the end."""

    def __init__(self, root: Path, state: Mapping[str, Imported], today: date, report: ImportReport) -> None:
        self.root = root
        self.state = state
        self.today = today.isoformat()
        # Undated data are taken as today's.
        self.day = (report.dated or today).isoformat()
        self.report = report
        self.entries = Entries(root, state)
        self.files: dict[str, str] = {}
        self.records: list[Imported] = []
        self._paths: dict[str, str] = {}

    def is_known(self, offer: Offer) -> bool:
        """Say whether the shop has an entry."""
        return offer.id in self._paths

    def is_open(self, offer: Offer) -> bool:
        """Say whether the offer may change anything: not if a person removed its entry, not if it is old news."""
        record = self.state.get(offer.id)
        path = self.entries.find(offer.id, record)
        if path:
            self._paths[offer.id] = path
        elif record:
            self.report.add(Part.GONE, record.path, offer=offer)
            return False
        if record and record.date > self.day:
            self.report.add(Part.OLDER, msg("the guide has data of {day}", day=record.date), offer=offer)
            return False
        return True

    def in_vain(self, offer: Offer) -> Message:
        """Say why an offer has not come into the guide; the entry that it may have stays as it was."""
        why = offer.why_not or msg("Unknown")
        if not self.is_known(offer):
            return why
        return msg("{why} The entry {path} stays as it was.", why=why, path=self._paths[offer.id])

    def create(self, offer: Offer) -> None:
        """Write a new entry, unless it would be too large to be read."""
        commune = offer.commune.slug if offer.commune else ""
        values = as_written({**offer.values, "notes": offer.notes})
        text = entry_text(values)
        if len(text.encode("utf-8")) > ENTRY_BYTES:
            offer.why_not = msg("It says more than an entry may hold.")
            return
        path = self.entries.new_path(offer.values["name"], commune, offer.values["category"][0])
        self.files[path] = text
        self.records.append(
            Imported(
                offer.id, path, self.day, {name: digest(value) for name, value in values.items() if name != "added"}
            )
        )
        self.report.created.append(path)

    def update(self, offer: Offer, covered: Collection[str]) -> None:
        """Bring an offer into the entry that it has; `covered`: the fields that its source can speak of."""
        path = self._paths[offer.id]
        record = self.state.get(offer.id)
        try:
            text = self.files.get(path) or read_bytes(self.root, path, ENTRY_BYTES).decode("utf-8")
            current, body = entry_fields(path, text)
        except (Unreadable, UnicodeDecodeError, ValueError):
            self._keep(offer, msg("{path}: this entry cannot be read, so it stays as it is", path=path))
            self.report.unchanged += 1
            return
        if record is None and _day_of(current) > self.day:
            self.report.add(Part.OLDER, msg("the guide has data of {day}", day=_day_of(current)), offer=offer)
            return
        offered = as_written({**offer.values, "notes": offer.notes})
        if not offer.is_sure and current.get("commune"):
            # What was told from a postcode or a point replaces nothing.
            offered.pop("commune", None)
        written = dict(record.fields) if record else _adopted(current, offered, offer.id)
        if body:
            # What stands below the header is a person's.
            current["description"] = body
            written.pop("description", None)
        merged = merge(current, offered, written, covered, self.today)
        for name in merged.kept:
            said = quoted(offered[name])
            self._keep(offer, msg("{path}, {field}: the source says {value}", path=path, field=name, value=said))
        changed = self._changed(offer, path, text, merged)
        self.records.append(Imported(offer.id, path, self.day, merged.written))
        if changed == text:
            self.report.unchanged += 1
            return
        self.files[path] = changed
        self.report.updated.append(path)
        self.report.add(Part.UPDATED, ", ".join(merged.changes), about=path)

    def _changed(self, offer: Offer, path: str, text: str, merged: Merged) -> str:
        """Return the entry's text with the changes that can be made line by line; take the others back."""
        for name, value in list(merged.changes.items()):
            try:
                text = replace_field(text, name, value, order=ORDER)
            except ValueError:
                del merged.changes[name]
                # Never again: whoever wrote it so has made it his own.
                merged.written.pop(name, None)
                self._keep(
                    offer, msg("{path}, {field}: it is written in a way that cannot be changed", path=path, field=name)
                )
        return text

    def _keep(self, offer: Offer, what: Message) -> None:
        self.report.add(Part.KEPT, what, offer=offer)


def entry_fields(path: str, text: str) -> tuple[dict[str, Any], str]:
    """Return an entry's fields and the text below its header.

    Raises:
        ValueError: it is no entry.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    header, body, _ = split_header(plain) if path.endswith(".md") else (plain, "", 0)
    document = parse(path, header or "")
    if document.problems or not isinstance(document.values, dict):
        raise ValueError(path)
    return dict(document.values), body.strip()


def _adopted(current: Mapping[str, Any], offered: Mapping[str, Any], name: str) -> dict[str, str]:
    """Take as an import's own, if the state was lost, what an entry of this very source says like it."""
    source = current.get("source")
    own = (isinstance(source, dict) and name in ids_of({"source": source})) or (
        isinstance(source, dict)
        and name == f"osm:{source.get('id')}"
        and slugify(str(source.get("name"))) == "openstreetmap"
    )
    if not own:
        return {}
    return {
        field: digest(value)
        for field, value in current.items()
        if field in offered and standard(value) == standard(offered[field])
    }


def _day_of(current: Mapping[str, Any]) -> str:
    source = current.get("source")
    return str(source.get("date") or "") if isinstance(source, dict) else ""


def quoted(value: Any) -> str:
    """Return a value as a report quotes it."""
    text = one_line(str(standard(value)))
    return f"“{text}”" if len(text) <= 120 else f"“{text[:119]}…”"
