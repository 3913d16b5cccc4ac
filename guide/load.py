"""From a town's files to its guide, or to all the problems that stand in the way."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from guide import parallel
from guide.article import Article
from guide.article_rules import ARTICLE_RULES
from guide.articles import Articles
from guide.author import Author
from guide.category import CategoryNode, flatten
from guide.commune import Commune
from guide.correspondent import Correspondent
from guide.dated_rule import DatedRule
from guide.document import Document, Where, read_document
from guide.explain import explain, model_at
from guide.fields import Record, slug_fault
from guide.files import LIST_BYTES, walk
from guide.guide import Guide
from guide.holiday import Holidays
from guide.label import Label
from guide.opening_rules import OPENING_RULES
from guide.outline import OUTLINES, Outlines, Sheet, outlines_of, read_sheet
from guide.page import Page
from guide.problem import InvalidContent, Level, Problem, ordered
from guide.rules import (
    AUTHORS,
    CATEGORIES,
    COMMUNES,
    CORRESPONDENTS,
    DATED_RULES,
    FOLDERS,
    HOLIDAYS,
    LABELS,
    MAGAZINES,
    RULES,
    SECTIONS,
    Draft,
    Names,
    Source,
)
from guide.section import Magazine, Section
from guide.shop import Shop
from guide.site import Site
from guide.text import slugify
from guide.words import msg

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from guide.category import Category

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Progress = Callable[[int], None]
SITE = "content/site.yaml"
SHOPS, ARTICLES, PAGES = FOLDERS
# Below this, starting a second process costs more than it saves.
ENTRIES_A_PROCESS = 1_000
_LINES_KEPT = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One file read and validated: its record or None, its problems, its lines.

    `draft` is the record; where there are mistakes, what is right of it (`Record.partial`), for rules to judge.
    """

    record: Any
    draft: Any
    source: Source
    problems: tuple[Problem, ...]


# What a process that builds again and again remembers of the files: path → (file signature, what was read).
Memory = dict[str, tuple[tuple[int, ...], Any]]
# Where a memory keeps what its entries were read by: no file has this path.
_READ_BY = ""


@dataclass(slots=True)
class _Town:
    """What has been read so far, and all that is wrong with it."""

    root: Path
    problems: list[Problem] = field(default_factory=list)


def load(
    town: Path, today: date, *, progress: Progress | None = None, memory: Memory | None = None
) -> tuple[Guide, tuple[Problem, ...]]:
    """Return the guide of a town and its warnings.

    Raises:
        InvalidContent: with every problem of every file, if at least one is an error.
    """
    guide, problems = check(town, today, progress=progress, memory=memory)
    if guide is None:
        raise InvalidContent(problems)
    return guide, problems


def inhabited(town: Path) -> None:
    """Say at once that a folder is no town: its site.yaml is missing.

    Raises:
        InvalidContent: the folder is not there, or holds no town.
    """
    if not town.is_dir():
        raise InvalidContent([Problem(str(town), 0, "", msg("There is no such folder."), msg("Look at what follows --town."))])
    if not os.path.lexists(town / SITE):
        raise InvalidContent(
            [Problem(str(town), 0, "", msg("This folder holds no town: {file} is missing.", file=SITE), msg("Start one: invoke new town {folder}", folder=town))]
        )


def load_site(town: Path) -> Site:
    """Return the facts of `content/site.yaml` alone.

    Raises:
        InvalidContent: with the file's problems.
    """
    reading = _Town(town)
    site = _single(reading, SITE, Site)
    if site is None:
        raise InvalidContent(reading.problems)
    return site


def load_list(town: Path, path: str, model: type[R]) -> list[tuple[R, Source]]:
    """Return the records of a file that is a list (labels, categories, communes), each with its lines.

    Raises:
        InvalidContent: with the file's problems.
    """
    reading = _Town(town)
    records = _listed(reading, path, model)
    if reading.problems:
        raise InvalidContent(reading.problems)
    return records


def check(
    town: Path, today: date, *, progress: Progress | None = None, memory: Memory | None = None
) -> tuple[Guide | None, tuple[Problem, ...]]:
    """Return the guide and its warnings, or None and all its problems.

    `today` judges what is dated in the future. `progress` is called with the number of entries read.
    `memory` keeps validated entries between two calls; one whose file has not changed is not read again.
    """
    reading = _Town(town)
    site = _single(reading, SITE, Site)
    labels = _listed(reading, LABELS, Label, memory)
    nodes = _listed(reading, CATEGORIES, CategoryNode, memory)
    communes = _listed(reading, COMMUNES, Commune, memory)
    sections = _optional(reading, SECTIONS, Section, memory)
    magazines = _optional(reading, MAGAZINES, Magazine, memory)
    authors = _optional(reading, AUTHORS, Author, memory)
    dated_rules = _optional(reading, DATED_RULES, DatedRule, memory)
    holidays = _holidays(reading)
    correspondents = _optional(reading, CORRESPONDENTS, Correspondent, memory)
    categories = _flattened(nodes)
    if site is not None and not labels and not reading.problems:
        reading.problems.append(
            Problem(LABELS, 0, "", msg("A site has at least one label."), msg("Write “- hashtag: …” and “mention: …”."))
        )
    names = Names(
        [label for label, _ in labels],
        [category for category, _ in categories],
        [commune for commune, _ in communes],
        [section for section, _ in sections],
        [author for author, _ in authors],
    )
    default = site.country if site else "FR"
    countries = {slug: commune.country or default for slug, commune in names.communes.items()}

    def country_of(values: dict[str, Any]) -> str:
        written = values.get("commune")
        commune = names.commune.get(slugify(written)) if isinstance(written, str) else None
        return countries.get(commune or "", default)

    if memory is not None:
        _forget(memory, hash((default, frozenset(countries.items()), frozenset(names.commune.items()))))
    shops = list(_entries(reading, SHOPS, Shop, country_of, progress, memory))
    pages = list(_entries(reading, PAGES, Page, lambda _: default, None, memory))
    articles = list(_entries(reading, ARTICLES, Article, lambda _: default, progress, memory))
    faulty = frozenset(problem.path for problem in reading.problems if problem.level is Level.ERROR)
    draft = Draft(
        town=town,
        today=today,
        site=site,
        labels=tuple(labels),
        categories=tuple(categories),
        communes=tuple(communes),
        shops=tuple(shops),
        pages=tuple(pages),
        articles=tuple(articles),
        sections=tuple(sections),
        magazines=tuple(magazines),
        authors=tuple(authors),
        dated_rules=tuple(dated_rules),
        holidays=holidays,
        correspondents=tuple(correspondents),
        names=names,
        faulty=faulty,
    )
    outlines, misdrawn = outlines_of(_outlined(reading, memory), names.communes.values())
    reading.problems.extend(misdrawn)
    for rule in (*RULES, *ARTICLE_RULES, *OPENING_RULES):
        reading.problems.extend(rule(draft))
    problems = ordered(reading.problems)
    if site is None or any(problem.level is Level.ERROR for problem in problems):
        return None, problems
    return _guide(draft, site, outlines), problems


def _guide(draft: Draft, site: Site, outlines: Outlines) -> Guide:
    names = draft.names
    articles = [_referring(article, names) for article, _ in draft.articles]
    holidays, _ = draft.holidays
    return Guide(
        site=site,
        labels=tuple(label for label, _ in draft.labels),
        categories=tuple(category for category, _ in draft.categories),
        communes=tuple(sorted((commune for commune, _ in draft.communes), key=lambda c: (slugify(c.name), c.slug))),
        shops=tuple(_resolved(shop, names) for shop, _ in draft.shops),
        pages=tuple(sorted((page for page, _ in draft.pages), key=lambda page: (page.order, page.slug))),
        sections=tuple(section for section, _ in draft.sections),
        magazines=tuple(magazine for magazine, _ in draft.magazines),
        authors=tuple(author for author, _ in draft.authors),
        dated_rules=tuple(_ruling(rule, names) for rule, _ in draft.dated_rules),
        holidays=_with(holidays, {"public": tuple(_with(holiday, {"communes": _slugs(holiday.communes, names.commune)}) for holiday in holidays.public)}),
        correspondents=tuple(
            _with(one, {"communes": _slugs(one.communes, names.commune), "sections": _slugs(one.sections, names.section)}) for one, _ in draft.correspondents
        ),
        outlines=outlines,
        articles=Articles(
            (article for article in articles if article.stands_on(draft.today)),
            (article for article in articles if not article.stands_on(draft.today)),
        ),
    )


def _resolved(shop: Shop, names: Names) -> Shop:
    """Return the shop with each reference as the slug of what it names."""
    update: dict[str, Any] = {
        "labels": _slugs(shop.labels, names.label),
        "category": _slugs(shop.category, names.category),
        "commune": names.commune[shop.commune],
        "area": _slugs(shop.area, names.commune),
        "services": tuple(
            service.model_copy(update={"area": tuple(names.commune[name] for name in service.area)})
            if service.area
            else service
            for service in shop.services
        ),
    }
    return _with(shop, update)


def _referring(article: Article, names: Names) -> Article:
    """Return the article with each reference as the slug of what it names."""
    return _with(
        article,
        {
            "labels": _slugs(article.labels, names.label),
            "section": names.section[article.section] if article.section else None,
            "authors": _slugs(article.authors, names.author),
            "communes": _slugs(article.communes, names.commune),
        },
    )


def _ruling(rule: DatedRule, names: Names) -> DatedRule:
    """Return the dated rule with each reference as the slug of what it names."""
    return _with(
        rule,
        {
            "communes": _slugs(rule.communes, names.commune),
            "categories": _slugs(rule.categories, names.category),
            "labels": _slugs(rule.labels, names.label),
        },
    )


def _slugs(written: Iterable[str], known: dict[str, str]) -> tuple[str, ...]:
    """Return what is written, each as the slug of what it names, once."""
    return tuple(dict.fromkeys(known[name] for name in written))


def _with(record: R, update: dict[str, Any]) -> R:
    """Return the record with other values; the same one if they are no others."""
    changed = {name: value for name, value in update.items() if value != getattr(record, name)}
    return record.model_copy(update=changed) if changed else record


def _single(reading: _Town, path: str, model: type[R]) -> R | None:
    document = read_document(reading.root, path)
    reading.problems.extend(document.problems)
    if document.values is None and not document.problems:
        reading.problems.append(Problem(path, 0, "", msg("This file is empty."), msg("Write its fields, one a line.")))
    if document.values is None or document.problems:
        return None
    return _validated(reading.problems, document, document.values, model, ())


def _holidays(reading: _Town) -> tuple[Holidays, Source]:
    """Return the town's own holidays: none where the file is missing, or says nothing."""
    document = read_document(reading.root, HOLIDAYS) if os.path.lexists(reading.root / HOLIDAYS) else Document(HOLIDAYS, {}, {})
    reading.problems.extend(document.problems)
    values = {} if document.values is None else document.values
    return _validated(reading.problems, document, values, Holidays, ()) or Holidays(), Source(HOLIDAYS, document.lines)


def _outlined(reading: _Town, memory: Memory | None) -> Sheet:
    """Return the outlines of communes as published: none where the file is missing."""
    if not os.path.lexists(reading.root / OUTLINES):
        return Sheet()
    sheet = _recalled(reading.root, OUTLINES, memory, partial(read_sheet, reading.root))
    reading.problems.extend(sheet.problems)
    return sheet


def _listed(reading: _Town, path: str, model: type[R], memory: Memory | None = None) -> list[tuple[R, Source]]:
    """Return the records of a file that is a list; an empty one is an empty list."""
    found, problems = _recalled(reading.root, path, memory, partial(_read_list, reading.root, path, model))
    reading.problems.extend(problems)
    return found


def _optional(reading: _Town, path: str, model: type[R], memory: Memory | None) -> list[tuple[R, Source]]:
    """Return the records of a list that a town may do without."""
    return _listed(reading, path, model, memory) if os.path.lexists(reading.root / path) else []


def _read_list(root: Path, path: str, model: type[R]) -> tuple[list[tuple[R, Source]], list[Problem]]:
    document = read_document(root, path, LIST_BYTES)
    problems = list(document.problems)
    values = document.values
    if values is None:
        return [], problems
    if not isinstance(values, list):
        return [], [*problems, Problem(path, 1, "", msg("A list was expected here."), msg("Begin each item with “- ”."))]
    lines: dict[str | int, dict[Where, int]] = defaultdict(dict)
    for where, line in document.lines.items():
        if where:
            lines[where[0]][where[1:]] = line
    found = []
    for index, value in enumerate(values):
        record = _validated(problems, document, value, model, (index,))
        if record is not None:
            found.append((record, Source(path, lines[index])))
    return found, problems


def _flattened(nodes: list[tuple[CategoryNode, Source]]) -> list[tuple[Category, Source]]:
    """Return the categories of the tree, each with the source of its root."""
    found = []
    categories = iter(flatten(tuple(node for node, _ in nodes)))
    for node, source in nodes:
        for where in _places(node, ()):
            lines = {place[len(where) :]: line for place, line in source.lines.items() if place[: len(where)] == where}
            found.append((next(categories), Source(source.path, {(): 1, **lines})))
    return found


def _places(node: CategoryNode, where: Where) -> Iterable[Where]:
    yield where
    for index, child in enumerate(node.children):
        yield from _places(child, (*where, "children", index))


def _entries(
    reading: _Town,
    folder: str,
    model: type[R],
    country_of: Callable[[dict[str, Any]], str],
    progress: Progress | None,
    memory: Memory | None,
) -> Iterable[tuple[R, Source]]:
    """Yield the records of a folder of entries, one file each, or what is right of them; note what is wrong."""
    seen: dict[str, str] = {}
    paths = list(walk(reading.root, folder, reading.problems))
    for path, entry in zip(paths, _read(reading.root, paths, model, country_of, memory), strict=True):
        reading.problems.extend(entry.problems)
        twin = seen.setdefault(path.casefold(), path)
        if twin != path:
            reading.problems.append(
                Problem(path, 0, "", msg("Only upper and lower case part this file from {path}.", path=twin), msg("Rename one of the two."))
            )
        if progress:
            progress(1)
        if entry.draft is not None:
            yield entry.draft, entry.source


def _read(
    root: Path, paths: list[str], model: type[Record], country_of: Callable[[dict[str, Any]], str], memory: Memory | None
) -> Iterator[Entry]:
    """Yield each path's entry, read in several processes where that pays."""
    workers = min(os.cpu_count() or 1, len(paths) // ENTRIES_A_PROCESS)
    if memory is not None or workers < 2 or not parallel.possible():
        yield from (_recalled(root, path, memory, partial(read_entry, root, path, model, country_of)) for path in paths)
        return
    yield from parallel.in_processes(partial(read_entry, root, model=model, country_of=country_of), paths, workers)


def _forget(memory: Memory, read_by: int) -> None:
    """Empty the memory if what entries are read by, the country of each commune, is not what it was."""
    known = memory.get(_READ_BY)
    if known is None or known[0] != (read_by,):
        memory.clear()
        memory[_READ_BY] = ((read_by,), None)


def _recalled(root: Path, path: str, memory: Memory | None, read: Callable[[], T]) -> T:
    """Return what was read of a file, again only if the file changed."""
    if memory is None:
        return read()
    try:
        status = os.lstat(f"{root}/{path}")
    except OSError:
        # It was there when the folder was listed: an editor is just writing it.
        return read()
    signature = (status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns)
    known = memory.get(path)
    if known is None or known[0] != signature:
        memory[path] = known = (signature, read())
    found: T = known[1]
    return found


def read_entry(
    root: Path, path: str, model: type[Record], country_of: Callable[[dict[str, Any]], str] = lambda _: "FR"
) -> Entry:
    """Read and validate one file of `shops/` or `content/pages/`; never raises for what it holds."""
    stem, dot, ending = path.rsplit("/", 1)[-1].rpartition(".")
    if ending not in {"yaml", "md"} or not dot:
        wanted = "yaml" if model is Shop else "md"
        fix = msg("Rename it: {name}", name=f"{stem or ending}.{wanted}") if ending in {"yml", "txt", "markdown", ""} else msg("Photos belong in content/images/, other files elsewhere.")
        problem = Problem(path, 0, "", msg("This file is not read: its name ends neither in .yaml nor in .md."), fix, Level.WARNING)
        return Entry(None, None, Source(path, {}), (problem,))
    document = read_document(root, path)
    problems = list(document.problems)
    fault = slug_fault(stem)
    if fault:
        name = f"{slugify(stem) or 'shop'}.{ending}" if slug_fault(slugify(stem)) is None else f"{stem}-shop.{ending}"
        problems.append(Problem(path, 0, "", fault.what, msg("Rename the file: {name}", name=name)))
    values = document.values
    if values is None or not isinstance(values, dict):
        if not document.problems:
            field, info = next((name, info) for name, info in model.model_fields.items() if name not in model.IMPLIED)
            what = msg("This file says nothing yet.") if values is None else msg("Several lines “name: value” were expected here.")
            problems.append(Problem(path, document.line(()), "", what, msg("Write, for example: {field}: {example}", field=field, example=(info.examples or [""])[0])))
        return Entry(None, None, Source(path, {}), tuple(problems))
    problems += [
        Problem(path, document.line((name,)), name, msg("The file's name and folder say this already."), msg("Remove this line; to change what it says, rename the file."))
        for name in model.IMPLIED & {"slug", "path"} & values.keys()
    ]
    values = {**values, "slug": "entry" if fault else stem}
    if "path" in model.model_fields:
        values["path"] = path
    _take_body(document, values, "description" if model is Shop else "body", problems)
    record = _validated(problems, document, values, model, (), country_of(values))
    draft = record
    if record is None or fault:
        # What is right of it is judged all the same: every problem of every file at once.
        rest = {name: value for name, value in _given(values, model).items() if name != "slug" or not fault}
        draft = model.partial(rest, {"country": country_of(values)})
    lines = {where: line for where, line in document.lines.items() if len(where) <= _LINES_KEPT}
    return Entry(None if problems else record, draft, Source(path, lines), tuple(problems))


def _take_body(document: Document, values: dict[str, Any], name: str, problems: list[Problem]) -> None:
    body = document.body.strip()
    if not body:
        return
    if values.get(name):
        problems.append(
            Problem(
                document.path,
                document.line((name,)),
                name,
                msg("The text is written twice: here and below the header."),
                msg("Keep the one below the header."),
            )
        )
        return
    values[name] = body
    # The first line that is not empty.
    document.lines[name,] = document.body_line + document.body[: document.body.index(body)].count("\n")


def _validated(
    problems: list[Problem], document: Document, value: Any, model: type[R], where: Where, country: str = "FR"
) -> R | None:
    try:
        return model.model_validate(_given(value, model), context={"country": country})
    except ValidationError as error:
        problems.extend(explain(error, document, model, where))
    return None


def _given(value: Any, model: type[Record] | None) -> Any:
    """Return the value without the known fields left empty; an empty item of a list stays, and is refused.

    What is empty and not known stays too: it is a misspelling, half a number (``{lat: 48,64}``), a day without hours.
    """
    if isinstance(value, dict):
        known = {name for field, info in model.model_fields.items() for name in (field, info.alias)} if model else ()
        return {
            key: _given(child, model_at(model, (key,)) if model else None)
            for key, child in value.items()
            if (child is not None and child != "") or key not in known
        }
    if isinstance(value, list):
        return ["" if child is None else _given(child, model) for child in value]
    return value
