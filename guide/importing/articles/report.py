"""What an import of articles did, what it guessed and what it left: each thing said once, with its files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from guide.importing.report import count_lines
from guide.words import Message, msg


class Part(Enum):
    """The parts of a report, in the order of their urgency; the value is the heading."""

    REFUSED = msg("Files that are not in the magazine")
    DRAFTS = msg("Drafts: left out")
    GONE = msg("Articles that a person has removed: they stay away")
    KEPT = msg("What a person has changed: it stays as it is")
    GUESSED = msg("Guessed: to be checked")
    NOT_TAKEN = msg("In the header, but without a place in an article")
    PHOTOS = msg("Photos to look at")
    LINKS = msg("Links to look at")
    TEXT = msg("Said in another way than in the file, or not shown")
    UPDATED = msg("Articles changed")


class Remark(NamedTuple):
    """One thing to say of one file: a sentence that may hold of others too, and what is particular to this one."""

    part: Part
    what: Message
    detail: str = ""


class Remarks(list[Remark]):
    """What there is to say of one file."""

    def say(self, part: Part, what: Message, detail: str = "") -> None:
        """Add a remark, once."""
        remark = Remark(part, what, detail)
        if remark not in self:
            self.append(remark)


@dataclass(slots=True)
class ArticlesReport:
    """The counts and remarks of one import; `dry_run`: nothing was written.

    Every file read is one of created, updated, unchanged, refused, a draft, or removed by a person.
    """

    folder: str
    dry_run: bool = False
    files: int = 0
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    photos: int = 0
    authors: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    said: dict[Part, dict[Message, dict[str, list[str]]]] = field(
        default_factory=lambda: {part: defaultdict(lambda: defaultdict(list)) for part in Part}
    )

    def say(self, path: str, part: Part, what: Message, detail: str = "") -> None:
        """Add a remark about a file."""
        self.said[part][what][path].append(detail)

    def take(self, path: str, remarks: Remarks) -> None:
        """Add all that there is to say of a file."""
        for remark in remarks:
            self.say(path, *remark)

    def count(self, part: Part) -> int:
        """Return the number of files of which a part speaks."""
        return len({path for files in self.said[part].values() for path in files})

    def counts(self) -> list[tuple[Message, int]]:
        """Return what is counted, each with its number."""
        return [
            (msg("files read"), self.files),
            (msg("articles created"), len(self.created)),
            (msg("articles updated"), len(self.updated)),
            (msg("articles unchanged"), self.unchanged),
            (msg("files refused"), self.count(Part.REFUSED)),
            (msg("drafts left out"), self.count(Part.DRAFTS)),
            (msg("articles removed by a person"), self.count(Part.GONE)),
            (msg("articles where a person's words stay"), self.count(Part.KEPT)),
            (msg("articles with something guessed"), self.count(Part.GUESSED)),
            (msg("photos copied"), self.photos),
            (msg("articles with photos to look at"), self.count(Part.PHOTOS)),
            (msg("authors added"), len(self.authors)),
            (msg("sections added"), len(self.sections)),
        ]

    def summary(self, language: str) -> str:
        """Return the counts, then each thing said with the number of files it is said of."""
        return self._text(language, whole=False)

    def text(self, language: str) -> str:
        """Return everything: under each thing said, its files and what is particular to each."""
        return self._text(language, whole=True)

    def _text(self, language: str, *, whole: bool) -> str:
        trial = [msg("This was a trial: nothing is written.").in_language(language)] if self.dry_run else []
        parts = ["\n".join([self.folder, *count_lines(self.counts(), language), *trial]) + "\n"]
        for part, said in self.said.items():
            lines = [line for what, files in _by_weight(said) for line in _lines(what, files, language, whole=whole)]
            if lines:
                heading: Message = part.value
                parts.append("\n".join([f"{heading.in_language(language)} ({self.count(part)})", *lines]) + "\n")
        return "\n".join(parts)


def _by_weight(said: dict[Message, dict[str, list[str]]]) -> list[tuple[Message, dict[str, list[str]]]]:
    """Return what is said of most files first."""
    return sorted(said.items(), key=lambda item: -len(item[1]))


def _lines(what: Message, files: dict[str, list[str]], language: str, *, whole: bool) -> list[str]:
    said = what.in_language(language).removesuffix(".")
    if whole:
        return [f"  {said}", *(f"    {': '.join(filter(None, (path, '; '.join(filter(None, details)))))}" for path, details in files.items())]
    where = msg("{count} files", count=len(files)).in_language(language) if len(files) > 1 else next(iter(files))
    line = msg("{what}: {where}", what=said, where=where)
    return [f"  {line.in_language(language)}"]
