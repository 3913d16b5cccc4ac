"""What a header does not say, guessed from the text, from the file's name and from where it stands; each guess is told."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from guide.fields import LINE, slug_fault
from guide.importing.articles.facts import within
from guide.importing.articles.report import Part
from guide.importing.articles.title import Titled, from_heading, from_name, without_title
from guide.words import msg

if TYPE_CHECKING:
    from datetime import date

    from guide.importing.articles.hidden import Hidden
    from guide.importing.articles.report import Remarks

# A file that only says “the text of this folder”.
_INDEXES = ("index", "_index", "readme")


def title(said: str, text: str, name: str, hidden: Hidden, remarks: Remarks) -> Titled:
    """Return the title that the header says, else the text's heading, else the file's name; and the text without it."""
    if said:
        return Titled(said, without_title(text, said))
    heading = from_heading(text)
    if heading and (words := " ".join(hidden.reveal(heading.title).replace("`", "").split())):
        remarks.say(Part.GUESSED, msg("The title is the heading of the text"), words)
        return Titled(within(words, LINE), heading.text)
    words = from_name(name)
    remarks.say(Part.GUESSED, msg("The title is the file's name"), words)
    return Titled(within(words, LINE), text)


def day(written: str, named: date | None, modified: str, dated: date | None, remarks: Remarks) -> str:
    """Return the day of the header, else of the file's name, of the last change, or the one that the person wishes; or nothing."""
    if written:
        if named and named.isoformat() != written:
            what = msg("The file's name says another day than its header, whose day is taken")
            remarks.say(Part.GUESSED, what, f"{named.isoformat()} / {written}")
        return written
    for guess, what in (
        (named.isoformat() if named else "", msg("The date is in the file's name")),
        (modified, msg("The date is the day of the last change")),
        (dated.isoformat() if dated else "", msg("The date is the one given (--date)")),
    ):
        if guess:
            remarks.say(Part.GUESSED, what, guess)
            return guess
    return ""


def name_and_parent(path: str) -> tuple[str, str]:
    """Return what a file is called, and the folder that may be its section: the nearest one that is no number."""
    file = PurePosixPath(path)
    folders = list(file.parts[:-1])
    name = file.stem
    if name.lower() in _INDEXES:
        name = folders[-1] if len(folders) == 1 else folders.pop()
    parents = [folder for folder in folders[1:] if not folder.isdigit() and not folder.startswith("_")]
    return name, parents[-1] if parents else ""


def slug(*wanted: str) -> str:
    """Return the first that may be a file's name here."""
    found = next((name for name in wanted if name and slug_fault(name) is None), "")
    return found or next((f"{name}-1" for name in wanted if name and slug_fault(f"{name}-1") is None), "article")
