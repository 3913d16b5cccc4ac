"""Starting: an entry to fill in, a town to fill up."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from guide.document import read_document
from guide.fields import slug_fault
from guide.load import load_site
from guide.problem import InvalidContent, Problem
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


def new_shop(town: Path, name: str, commune: str, today: date) -> Path:
    """Write the commented template of an entry and return its path.

    Raises:
        InvalidContent: the name gives no slug, or the entry exists.
    """
    site = load_site(town)
    slug, folder = slugify(name), slugify(commune)
    if not slug:
        raise InvalidContent([Problem("shops", 0, "name", msg("“{value}” is not a name.", value=name), msg("Write its name in letters."))])
    fault = slug_fault(slug)
    if fault:
        raise InvalidContent([Problem("shops", 0, "name", fault.what, fault.fix)])
    path = Path("shops", folder, f"{slug}.yaml")
    taken = sorted((town / "shops").rglob(f"{slug}.*"))
    if taken:
        where = taken[0].relative_to(town).as_posix()
        raise InvalidContent(
            [Problem(where, 0, "", msg("This entry exists already."), msg("Choose another name, or edit it."))]
        )
    write_schemas(town / SCHEMAS, site.language)
    (town / path).parent.mkdir(parents=True, exist_ok=True)
    given = {"name": name, "labels": _own_label(town), "commune": commune, "added": today.isoformat()}
    text = shop_template(given, site.language, depth=len(path.parts) - 1)
    (town / path).write_text(text, encoding="utf-8")
    return path


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
    labels = read_document(town, "content/labels.yaml").values
    first = labels[0] if isinstance(labels, list) and labels else None
    return str(first.get("hashtag") or "") if isinstance(first, dict) else ""


def _optional() -> Message:
    return msg("All that follows is optional: remove the “#” and write.")
