"""One file of another site, read: what its header, its name and its place say of the article, and its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from guide.fields import LINE, Prose
from guide.files import Unreadable, read_text
from guide.importing.articles import facts, guesses, origin
from guide.importing.articles.day import day_of_name
from guide.importing.articles.dialect import adapted
from guide.importing.articles.header import Header, read_header
from guide.importing.articles.hidden import Hidden
from guide.importing.articles.report import Part, Remarks
from guide.importing.articles.title import first_hashtags
from guide.importing.texts import plain
from guide.text import slugify
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import date

    from guide.importing.articles.folder import Folder

_PROSE: TypeAdapter[str] = TypeAdapter(Prose)


class Wishes(NamedTuple):
    """What the person who imports says: the day of texts without one, the section of all; `say` speaks the site's language."""

    today: date
    dated: date | None
    section: str
    labels: Container[str]
    say: Callable[[Message], str]


@dataclass(slots=True)
class Manuscript:
    """A text that may become an article; `why_not` says why it cannot.

    `values` are fields as an article writes them, except for the authors and the section, which the town may know
    under another name; `guessed` those that replace nothing. Links may mean it by its `names`.
    """

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    people: list[dict[str, str]] = field(default_factory=list)
    section: str = ""
    slug: str = ""
    names: list[str] = field(default_factory=list)
    guessed: set[str] = field(default_factory=set)
    text: str = ""
    hidden: Hidden = field(default_factory=Hidden)
    remarks: Remarks = field(default_factory=Remarks)
    why_not: Message | None = None
    draft: bool = False


def read_manuscript(folder: Folder, path: str, wishes: Wishes) -> Manuscript:
    """Read a file of the folder; never raises for what it holds."""
    found = Manuscript(path)
    try:
        header = read_header(path, read_text(folder.base, path))
    except Unreadable as error:
        found.why_not = error.problem.what
        return found
    if header.problem:
        found.why_not = msg("Its header cannot be read, line {line}: {why}", line=header.problem.line, why=header.problem.what)
        return found
    found.draft = facts.is_draft(header, path, found.remarks)
    _read_text(found, header, wishes)
    if found.why_not is None and not found.draft:
        _read_header(found, header, wishes)
    return found


def _read_text(found: Manuscript, header: Header, wishes: Wishes) -> None:
    found.text = adapted(header.body.strip("\n"), found.hidden, found.remarks)
    try:
        _PROSE.validate_python(found.hidden.reveal(found.text))
    except ValidationError as error:
        found.why_not = error.errors(include_url=False)[0]["ctx"]["error"].what
        return
    found.text = found.hidden.hide_code(found.text).strip("\n")
    tags, found.text = first_hashtags(found.text, wishes.labels)
    if tags:
        found.values["tags"] = tags
        found.remarks.say(Part.GUESSED, msg("The tags are the hashtags of the first line"), ", ".join(tags))


def _read_header(found: Manuscript, header: Header, wishes: Wishes) -> None:
    remarks = found.remarks
    name, parent = guesses.name_and_parent(found.path)
    named, bare = day_of_name(name)
    title, found.text = guesses.title(facts.title(header, remarks), found.text, bare or name, found.hidden, remarks)
    if not found.text.strip():
        found.why_not = msg("It has no text.")
        return
    modified = facts.days(header, ("lastmod", "updated", "modified", "last_modified_at"), remarks)
    day = guesses.day(facts.days(header, ("date", "created", "pubdate"), remarks), named, modified, wishes.dated, remarks)
    if not day:
        found.guessed.add("date")
    found.values |= {
        "title": title,
        "date": day or wishes.today.isoformat(),
        "tags": [*found.values.get("tags", ()), *facts.words(header, ("categories", "category", "tags", "keywords"))],
        "summary": facts.summary(header, remarks),
        "series": facts.line(header, ("series",), LINE, remarks, msg("The series' name is cut: it was too long")),
        "lang": _language(header),
        "publish": facts.days(header, ("publish", "publishdate", "publish_date"), remarks),
        "expires": facts.days(header, ("expires", "expirydate", "expiry_date"), remarks),
        "modified": modified,
        "licence": facts.line(header, ("licence", "license"), LINE, remarks, msg("The licence is cut: it was too long")),
        "source": origin.source(header, wishes.say, remarks),
    }
    if modified and modified < found.values["date"]:
        del found.values["modified"]
        facts.not_taken(remarks, "modified", modified, msg("it is before the day of the article"))
    found.people = origin.people(header, remarks)
    found.section = wishes.section or parent
    if parent and not wishes.section:
        remarks.say(Part.GUESSED, msg("The section is the folder's name"), parent)
    slugs = [slugify(plain(value)) for _, value in header.take("slug")]
    found.slug = guesses.slug(*slugs, slugify(bare), slugify(title), slugify(name))
    found.values["aliases"] = [slug for slug in facts.former_slugs(header, remarks) if slug != found.slug]
    found.names = [name, bare, title, *slugs, *found.values["aliases"]]
    for key, value in header.rest():
        facts.not_taken(remarks, key, value)


def _language(header: Header) -> str:
    said = [plain(value).replace("_", "-") for _, value in header.take("lang", "language", "locale")]
    language, _, region = said[0].partition("-") if said else ("", "", "")
    return f"{language.lower()}-{region.upper()}" if region else language.lower()
