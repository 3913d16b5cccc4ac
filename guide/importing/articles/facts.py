"""From what a header says, by whatever name, to the fields of an article; what cannot be taken is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from guide.fields import LINE, SUMMARY, parse_flag, slug_fault
from guide.importing.articles.day import read_day
from guide.importing.articles.report import Part
from guide.importing.ledger import quoted
from guide.importing.texts import one_line, plain, tidy
from guide.markdown import to_text
from guide.problem import Refused
from guide.text import fold
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.importing.articles.header import Header
    from guide.importing.articles.report import Remarks

_DRAFTS = ("draft", "hidden", "private", "brouillon")
_MARKED = re.compile(r"[\[*`_<]")


def not_taken(remarks: Remarks, name: str, value: Any, why: Message | None = None) -> None:
    """Tell that something of the header has no place in the article."""
    what = msg("“{name}”: {why}", name=name, why=why) if why else msg("“{name}”", name=name)
    remarks.say(Part.NOT_TAKEN, what, quoted(plain(value)))


def is_draft(header: Header, path: str, remarks: Remarks) -> bool:
    """Say whether a file is not to be published."""
    found = "_drafts" in path.split("/")
    for name, value in header.take("draft", "published", "status"):
        try:
            flag = parse_flag(value)
        except Refused:
            if fold(name) == "status" and fold(plain(value)) in (*_DRAFTS, "published"):
                found = found or fold(plain(value)) in _DRAFTS
            else:
                not_taken(remarks, name, value)
        else:
            found = found or flag is (fold(name) == "draft")
    return found


def line(header: Header, names: tuple[str, ...], limit: int, remarks: Remarks, shortened: Message) -> str:
    """Return the first text of some names on one line of at most `limit` characters; empty if there is none."""
    found = ""
    for name, value in header.take(*names):
        only = value[0] if isinstance(value, list) and len(value) == 1 else value
        text = one_line(tidy(only)) if isinstance(only, str) else ""
        if not text or (found and text != found):
            not_taken(remarks, name, value, msg("another line says it") if text else None)
        elif not found:
            found = text
    cut = within(found, limit)
    if cut != found:
        remarks.say(Part.GUESSED, shortened, quoted(found[len(cut) - 1 :]))
    return cut


def within(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, cut between words."""
    return text if len(text) <= limit else f"{text[: limit - 1].rsplit(' ', 1)[0].rstrip(' ,;:.–—-')}…"


def title(header: Header, remarks: Remarks) -> str:
    """Return the title of the header, or nothing."""
    return line(header, ("title",), LINE, remarks, msg("The title is cut: it was too long"))


def summary(header: Header, remarks: Remarks) -> str:
    """Return the summary without marks of Markdown: it stands in lists of articles."""
    cut = msg("The summary is cut: it was too long")
    text = line(header, ("summary", "description", "excerpt"), 10 * SUMMARY, remarks, cut)
    bare = to_text(text, len(text) + 1) if _MARKED.search(text) else text
    if bare != text:
        remarks.say(Part.TEXT, msg("A summary is plain text: its marks of Markdown are gone"))
    if len(bare) > SUMMARY:
        remarks.say(Part.GUESSED, cut)
    return within(bare, SUMMARY)


def days(header: Header, names: tuple[str, ...], remarks: Remarks) -> str:
    """Return the first readable day of some names (ISO 8601), or nothing."""
    found = ""
    for name, value in header.take(*names):
        day = read_day(value) if isinstance(value, str) else None
        if day is None:
            not_taken(remarks, name, value, msg("no date can be read in it"))
        elif not found:
            found = day.isoformat()
        elif day.isoformat() != found:
            not_taken(remarks, name, value, msg("another line says it"))
    return found


def words(header: Header, names: tuple[str, ...]) -> list[str]:
    """Return several words: lists, lists of lists, or words between commas."""
    found = [one_line(tidy(word)).lstrip("#").strip() for _, value in header.take(*names) for word in _flat(value)]
    return list(dict.fromkeys(filter(None, found)))


def former_slugs(header: Header, remarks: Remarks) -> list[str]:
    """Return the ends of old addresses that can be old slugs."""
    found = []
    for name, value in header.take("aliases", "alias", "redirect_from"):
        for address in value if isinstance(value, list) else [value]:
            end = plain(address).split("#", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1].removesuffix(".html")
            fault = slug_fault(end)
            if fault:
                not_taken(remarks, name, address, fault.what if end else None)
            else:
                found.append(end)
    return list(dict.fromkeys(found))


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for child in value:
            yield from [child] if isinstance(child, str) else _flat(child)
    elif isinstance(value, str):
        yield from value.split(",")
    elif isinstance(value, dict):
        yield from map(str, value)
