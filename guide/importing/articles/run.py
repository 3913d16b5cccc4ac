"""One import of articles from beginning to end: find, read, rewrite, judge, merge, write, tell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from guide.author import Author
from guide.files import read_bytes
from guide.importing.articles.body import Converted, converted
from guide.importing.articles.folder import Folder
from guide.importing.articles.judge import judged, spell_one_way
from guide.importing.articles.keeper import Keeper
from guide.importing.articles.links import Targets
from guide.importing.articles.manuscript import Manuscript, Wishes, read_manuscript
from guide.importing.articles.register import Register
from guide.importing.articles.report import ArticlesReport, Part
from guide.importing.articles.shelf import Shelf, imported_paths
from guide.importing.state import STATE, read_state, state_text
from guide.importing.store import write_or_refuse
from guide.label import Label
from guide.load import load_list, load_site
from guide.photo import PHOTO_BYTES
from guide.problem import InvalidContent, Problem
from guide.rules import AUTHORS, LABELS, SECTIONS
from guide.section import Section
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path


class _Ready(NamedTuple):
    """A manuscript that will be an article: its fields, its text."""

    manuscript: Manuscript
    values: dict[str, Any]
    converted: Converted


def import_articles(
    town: Path, given: Path, *, today: date, dated: date | None = None, section: str = "", dry_run: bool = False
) -> ArticlesReport:
    """Bring the Markdown of a folder, or one file, into a town's magazine and return what was done.

    `dated`: the day of texts that say none; `section`: that of all of them, by its name or slug. `dry_run` writes
    nothing and returns the same.

    Raises:
        InvalidContent: there is no such folder, or the town's own lists cannot be used; nothing has been written.
    """
    if given.resolve().is_relative_to((town / "content").resolve()):
        raise InvalidContent([Problem(str(given), 0, "", msg("These are the town's own texts: there is nothing to import."))])
    site = load_site(town)
    labels = {tag for label, _ in load_list(town, LABELS, Label) for tag in (label.hashtag, *label.aliases)}
    state = read_state(town)
    authors, sections = Register(town, AUTHORS, Author), Register(town, SECTIONS, Section)
    folder = Folder(given, imported_paths(state))
    report = ArticlesReport(folder.name, dry_run, len(folder.texts) + len(folder.problems))
    for problem in folder.problems:
        report.say(problem.path, Part.REFUSED, problem.what)
    shelf = Shelf(town, state)
    keeper = Keeper(shelf, today, report)
    wishes = Wishes(today, dated, section, labels, lambda message: message.in_language(site.language))
    manuscripts = _to_be_written([read_manuscript(folder, path, wishes) for path in folder.texts], shelf, report)
    for manuscript, values, text in _ready(manuscripts, folder, shelf, authors, sections, wishes, report):
        own = keeper.keep(manuscript, values, text)
        for name in values.get("authors", ()) if "authors" in own else ():
            authors.use(name)
        if "section" in own:
            sections.use(values["section"])
        report.take(manuscript.path, manuscript.remarks)
        report.take(manuscript.path, text.remarks)
    report.photos, report.authors, report.sections = len(keeper.photos), list(authors.used), list(sections.used)
    comment = msg("From the import of {file} on {day}: to be checked.", file=folder.name, day=today.isoformat())
    lists = {register.path: register.text(comment.in_language(site.language)) for register in (authors, sections)}
    files: dict[str, str | Callable[[], bytes]] = {
        target: partial(read_bytes, folder.base, source, PHOTO_BYTES) for target, source in keeper.photos.items()
    }
    files |= keeper.files
    files |= {path: text for path, text in lists.items() if text is not None}
    if keeper.records:
        # Last: an article without its line here is taken for a person's, a line without article for a removed one.
        files[STATE] = state_text((state | {record.id: record for record in keeper.records}).values())
    if files and not dry_run:
        write_or_refuse(town, files)
    return report


def _to_be_written(manuscripts: list[Manuscript], shelf: Shelf, report: ArticlesReport) -> list[Manuscript]:
    """Return the manuscripts that may become articles, each with its slug; tell of the others."""
    found = []
    for manuscript in manuscripts:
        if manuscript.why_not is not None:
            report.say(manuscript.path, Part.REFUSED, manuscript.why_not)
        elif manuscript.draft:
            report.say(manuscript.path, Part.DRAFTS, msg("It is a draft there: publish it, or take that line away"))
        elif shelf.is_gone(manuscript.path):
            report.say(manuscript.path, Part.GONE, msg("To have them again, remove their lines from {file}", file=STATE))
        else:
            found.append(manuscript)
    spell_one_way(found, shelf)
    for manuscript in found:
        shelf.settle(manuscript)
    return found


def _ready(
    manuscripts: list[Manuscript],
    folder: Folder,
    shelf: Shelf,
    authors: Register[Author],
    sections: Register[Section],
    wishes: Wishes,
    report: ArticlesReport,
) -> list[_Ready]:
    """Return what is to be written. A text that is refused is no target of links: then all are rewritten."""
    pending, left = manuscripts, list[Manuscript]()
    while True:
        targets = Targets(shelf.entries.paths)
        for manuscript in pending:
            targets.add(manuscript.path, shelf.slug(manuscript), manuscript.names)
        known = {*shelf.file_names(), *(f"{shelf.slug(manuscript)}.md" for manuscript in pending)}
        ready = []
        for manuscript in pending:
            text = converted(manuscript, folder, targets, shelf.album(manuscript), shelf.is_taken, wishes.say)
            ready.append(_Ready(manuscript, judged(manuscript, text, shelf, authors, sections, known), text))
        left = [manuscript for manuscript in pending if manuscript.why_not is None]
        if len(left) == len(pending):
            return ready
        for manuscript in pending:
            if manuscript.why_not is not None:
                report.say(manuscript.path, Part.REFUSED, manuscript.why_not)
        pending = left
