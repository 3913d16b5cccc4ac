"""Starting: an entry to fill in, an article to write, a town to fill up."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guide.article import Article
from guide.document import read_document
from guide.fields import slug_fault
from guide.load import ARTICLES, load_site
from guide.problem import InvalidContent, Problem
from guide.rules import AUTHORS, LABELS, SECTIONS
from guide.schema import write_schemas
from guide.shop import Shop
from guide.text import slugify
from guide.words import LANGUAGES, Message, catalogue, msg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

STARTER = Path(__file__).parent / "starter"
SCHEMAS = "content/schemas"
# The fields that a first entry shows, in the order a merchant thinks of them; the others are in the schema.
REQUIRED = ("name", "labels", "category", "commune", "added")
OFFERED = (
    "tagline", "description", "address", "position", "phone", "email", "website", "hours",
    "services", "payments", "accessibility", "images",
)  # fmt: skip
ARTICLE_OFFERED = (
    "section", "authors", "summary", "image", "shops", "communes", "labels", "tags", "series", "publish", "expires",
)  # fmt: skip


def new_shop(town: Path, name: str, commune: str, today: date) -> Path:
    """Write the commented template of an entry and return its path.

    Raises:
        InvalidContent: the name gives no slug, or the entry exists.
    """
    site = load_site(town)
    slug, folder = _free_slug(town, "shops", "name", name), slugify(commune)
    path = Path("shops", folder, f"{slug}.yaml")
    write_schemas(town / SCHEMAS, site.language)
    (town / path).parent.mkdir(parents=True, exist_ok=True)
    given = {"name": name, "labels": _own_label(town), "commune": commune, "added": today.isoformat()}
    text = shop_template(given, site.language, depth=len(path.parts) - 1)
    (town / path).write_text(text, encoding="utf-8")
    return path


def new_article(town: Path, title: str, today: date) -> Path:
    """Write the header of an article, dated today, and return its path; its text is still to be written.

    Raises:
        InvalidContent: the title gives no slug, or an article of that name exists.
    """
    site = load_site(town)
    path = Path(ARTICLES, f"{_free_slug(town, ARTICLES, 'title', title)}.md")
    (town / path).parent.mkdir(parents=True, exist_ok=True)
    known = {"section": _named(town, SECTIONS, "slug"), "authors": _named(town, AUTHORS, "slug"), "labels": _named(town, LABELS, "hashtag")}
    (town / path).write_text(article_template({"title": title, "date": today.isoformat()}, known, site.language), encoding="utf-8")
    return path


def article_template(given: Mapping[str, str], known: Mapping[str, list[str]], language: str) -> str:
    """Return an article without its text: title and date, and the other fields as comments.

    `known`: what may be written in a field. No line names a schema: editors read none in the header of a Markdown file.
    """
    from guide.writing import entry_text  # noqa: PLC0415 - only to write

    say = catalogue(language).gettext
    lines = ["---"]
    for field, value in given.items():
        lines += [f"# {say(Article.model_fields[field].description or '')}", entry_text({field: value}).rstrip()]
    lines += ["", f"# {_optional().in_language(language)}"]
    for field in ARTICLE_OFFERED:
        info, words = Article.model_fields[field], known.get(field, [])
        example: Any = info.examples[0] if info.examples else ""
        several = isinstance(example, list)
        if words:
            example = words[:1] if several else words[0]
        lines.append(f"# {say(info.description or '')}")
        if len(words) > 1:
            lines.append(f"# {msg('Known words: {words}.', words=', '.join(words)).in_language(language)}")
        # A list stands on one line: there is one “#” to remove.
        written = f"{field}: [{', '.join(example)}]" if several else entry_text({field: example}).rstrip()
        lines += [f"#{line}" for line in written.split("\n")]
    return "\n".join([*lines, "", f"# {_below().in_language(language)}", "---", "", ""])


def _free_slug(town: Path, folder: str, field: str, name: str) -> str:
    """Return the slug of a name that no file of a folder has."""
    slug = slugify(name)
    if not slug:
        raise InvalidContent([Problem(folder, 0, field, msg("“{value}” is not a name.", value=name), msg("Write its name in letters."))])
    fault = slug_fault(slug)
    if fault:
        raise InvalidContent([Problem(folder, 0, field, fault.what, fault.fix)])
    taken = sorted((town / folder).rglob(f"{slug}.*"))
    if taken:
        where = taken[0].relative_to(town).as_posix()
        raise InvalidContent([Problem(where, 0, "", msg("This file exists already."), msg("Choose another name, or edit it."))])
    return slug


def shop_template(given: Mapping[str, str], language: str, depth: int) -> str:
    """Return an entry with the required fields, filled in as far as given, and the others as comments.

    `depth`: how many folders lie between the entry and the town's own.
    """
    from guide.writing import entry_text  # noqa: PLC0415 - only to write

    say = catalogue(language).gettext
    lines = [f"# yaml-language-server: $schema={'../' * depth}{SCHEMAS}/shop.schema.json"]
    for field in REQUIRED:
        lines.append(f"# {say(Shop.model_fields[field].description or '')}")
        lines.append(entry_text({field: given[field]}).rstrip() if given.get(field) else f"{field}:")
    lines += ["", f"# {_optional().in_language(language)}"]
    for field in OFFERED:
        info = Shop.model_fields[field]
        example = entry_text({field: info.examples[0] if info.examples else ""}).rstrip()
        lines.append(f"# {say(info.description or '')}")
        lines += [f"#{line}" for line in example.split("\n")]
    return "\n".join([*lines, ""])


def new_town(town: Path, language: str) -> None:
    """Start a town: its `content/` and an empty `shops/`, which build at once.

    Raises:
        InvalidContent: the folder is not empty, or there is no starter in the language.
    """
    starter = STARTER / language
    if not starter.is_dir():
        what = msg("There is no starter in the language “{language}”.", language=language)
        raise InvalidContent([Problem(str(town), 0, "", what, msg("Known words: {words}.", words=", ".join(LANGUAGES)))])
    if town.exists() and (not town.is_dir() or any(town.iterdir())):
        raise InvalidContent(
            [Problem(str(town), 0, "", msg("This folder is not empty."), msg("Name a folder that does not exist yet."))]
        )
    shutil.copytree(starter, town, dirs_exist_ok=True)
    (town / "shops").mkdir(exist_ok=True)
    (town / "content" / "images").mkdir(exist_ok=True)
    write_schemas(town / SCHEMAS, language)


def _own_label(town: Path) -> str:
    return next(iter(_named(town, LABELS, "hashtag")), "")


def _named(town: Path, path: str, field: str) -> list[str]:
    """Return what the records of a list are called, as far as it can be read."""
    records = read_document(town, path).values
    return [str(record[field]).lstrip("#") for record in (records if isinstance(records, list) else ()) if isinstance(record, dict) and record.get(field)]


def _below() -> Message:
    return msg("The text stands below the next line, in Markdown.")


def _optional() -> Message:
    return msg("All that follows is optional: remove the “#” and write.")
