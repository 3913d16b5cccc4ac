"""What an import must know of a town before it adds a shop: its site, labels, categories and communes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from guide.category import CategoryNode, flatten
from guide.commune import Commune
from guide.document import Document, parse
from guide.explain import explain
from guide.fields import Record
from guide.files import LIST_BYTES, Unreadable, read_text
from guide.label import Label
from guide.load import load_site
from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from pathlib import Path

    from guide.category import Category
    from guide.site import Site

R = TypeVar("R", bound=Record)
COMMUNES = "content/communes.yaml"


@dataclass(frozen=True, slots=True)
class Town:
    """A town's vocabularies, valid; `commune_lines` says on which line of its file each commune begins."""

    root: Path
    site: Site
    labels: tuple[Label, ...]
    categories: tuple[Category, ...]
    communes: tuple[Commune, ...]
    commune_lines: tuple[int, ...]


def read_town(root: Path) -> Town:
    """Read the vocabularies of a town.

    Raises:
        InvalidContent: with all problems of the first file that has any.
    """
    site = load_site(root)
    labels, _ = _listed(root, "content/labels.yaml", Label)
    if not labels:
        raise InvalidContent([Problem("content/labels.yaml", 0, "", msg("A site has at least one label."))])
    nodes, _ = _listed(root, "content/categories.yaml", CategoryNode)
    communes, lines = _listed(root, COMMUNES, Commune)
    return Town(root, site, labels, flatten(nodes), communes, lines)


def _listed(root: Path, path: str, model: type[R]) -> tuple[tuple[R, ...], tuple[int, ...]]:
    try:
        document = parse(path, read_text(root, path, LIST_BYTES))
    except Unreadable as error:
        raise InvalidContent([error.problem]) from None
    if document.problems:
        raise InvalidContent(document.problems)
    values = document.values or []
    if not isinstance(values, list):
        raise InvalidContent(
            [Problem(path, 1, "", msg("A list was expected here."), msg("Begin each item with “- ”."))]
        )
    records = tuple(validated(document, _without_empty(value), model, (index,)) for index, value in enumerate(values))
    return records, tuple(document.line((index,)) for index in range(len(values)))


def validated(document: Document, value: Any, model: type[R], where: tuple[str | int, ...] = ()) -> R:
    """Return the record that stands at a place of a document.

    Raises:
        InvalidContent: with the record's problems.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidContent(explain(error, document, model, where)) from None


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(child) for key, child in value.items() if child is not None and child != ""}
    return [_without_empty(child) for child in value] if isinstance(value, list) else value
