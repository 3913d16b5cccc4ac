"""What an import did, and each thing that it could not do, for the person who must look at it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from guide.importing.offer import Offer


class Part(Enum):
    """The parts of a report, in the order of their urgency; the value is the heading."""

    FILE = msg("About the file")
    NOT_PLACED = msg("Rows that are not in the guide")
    TWINS = msg("Rows that repeat another one: left out")
    NOTED = msg("Values kept in the notes of an entry, because its field does not take them")
    KEPT = msg("Fields that a person has changed: they stay as they are")
    GONE = msg("Entries that a person has removed: they stay away")
    OLDER = msg("Rows older than what the guide holds: nothing changed")
    CATEGORIES = msg("Values without an equal: what they became, and in how many rows")
    NEW_COMMUNES = msg("Communes added to content/communes.yaml, to be checked: postcodes, number of rows")
    COMMUNES = msg("Communes told from a postcode or a position, because the name given is not one: number of rows")
    NAMES = msg("Names in capitals, rewritten (the original is in the notes)")
    UPDATED = msg("Entries changed")
    LEFT = msg("Facts without a field, kept in the notes: name and number of entries")


# The first counts are shown even when they are zero.
ALWAYS = 2


def count_lines(counts: Iterable[tuple[Message, int]], language: str) -> list[str]:
    """Return one line for each thing counted."""
    return [f"{number:>7}  {name.in_language(language)}" for name, number in counts]


def _said(words: Message | str, language: str) -> str:
    return words.in_language(language) if isinstance(words, Message) else words


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of a report: the row (0: none), the shop or thing it is about, and what is to be said."""

    row: int
    about: Message | str
    what: Message | str

    def text(self, language: str) -> str:
        """Return the line."""
        row = msg("row {row}", row=self.row).in_language(language) if self.row else ""
        about = ", ".join(filter(None, (row, _said(self.about, language))))
        what = _said(self.what, language)
        return msg("{about}: {what}", about=about, what=what).in_language(language) if about and what else about or what


@dataclass(slots=True)
class ImportReport:
    """The counts and remarks of one import; `dry_run`: nothing was written.

    Every row read is one of created, updated, unchanged, older, gone, not placed or a repetition.
    """

    file: str
    dated: date | None = None
    dry_run: bool = False
    rows: int = 0
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    remarks: dict[Part, list[Remark]] = field(default_factory=lambda: {part: [] for part in Part})
    left: Counter[str] = field(default_factory=Counter)

    def add(
        self, part: Part, what: Message | str, *, offer: Offer | None = None, about: Message | str = "", row: int = 0
    ) -> None:
        """Add a remark, about an offer or about anything else."""
        if offer is not None:
            name = offer.id.removeprefix("osm:") if offer.id.startswith("osm:") else ""
            row, about = offer.row, f"({name})" if name else ""
            if offer.label:
                about = msg("“{name}” ({id})", name=offer.label, id=name) if name else msg("“{name}”", name=offer.label)
        self.remarks[part].append(Remark(row, about, what))

    def count(self, part: Part) -> int:
        """Return the number of remarks of a part."""
        return len(self.remarks[part])

    def counts(self) -> list[tuple[Message, int]]:
        """Return what is counted, each with its number."""
        return [
            (msg("rows read"), self.rows),
            (msg("entries created"), len(self.created)),
            (msg("entries updated"), len(self.updated)),
            (msg("entries unchanged"), self.unchanged),
            (msg("rows older than the guide"), self.count(Part.OLDER)),
            (msg("entries removed by a person"), self.count(Part.GONE)),
            (msg("rows not placed"), self.count(Part.NOT_PLACED)),
            (msg("rows that repeat another"), self.count(Part.TWINS)),
            (msg("fields kept by a person"), self.count(Part.KEPT)),
            (msg("values kept in the notes"), self.count(Part.NOTED)),
            (msg("communes added"), self.count(Part.NEW_COMMUNES)),
        ]

    def summary(self, language: str) -> str:
        """Return the counts, one a line, and what is to be known of the file."""
        counts = [(name, number) for place, (name, number) in enumerate(self.counts()) if number or place < ALWAYS]
        file = [remark.text(language) for remark in self.remarks[Part.FILE]]
        trial = [msg("This was a trial: nothing is written.").in_language(language)] if self.dry_run else []
        return "\n".join([self._title(language), *count_lines(counts, language), *file, *trial]) + "\n"

    def text(self, language: str) -> str:
        """Return everything: the counts, then each remark in full."""
        parts = [self.summary(language)]
        for part, remarks in self.remarks.items():
            if part is Part.LEFT:
                lines = [f"  {name}: {number}" for name, number in self.left.most_common()]
            else:
                lines = [f"  {remark.text(language)}" for remark in remarks]
            if lines:
                heading: Message = part.value
                parts.append("\n".join([f"{heading.in_language(language)} ({len(lines)})", *lines]) + "\n")
        return "\n".join(parts)

    def _title(self, language: str) -> str:
        if self.dated:
            return msg("{file}, data of {day}", file=self.file, day=self.dated.isoformat()).in_language(language)
        return msg("{file}, undated", file=self.file).in_language(language)
