"""What an import must know of a town before it adds a shop: its site, labels, categories and communes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from guide.category import CategoryNode, flatten
from guide.commune import Commune
from guide.document import Document
from guide.explain import explain
from guide.fields import Record
from guide.label import Label
from guide.load import load_list, load_site
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
    labels = load_list(root, "content/labels.yaml", Label)
    if not labels:
        raise InvalidContent([Problem("content/labels.yaml", 0, "", msg("A site has at least one label."))])
    nodes = load_list(root, "content/categories.yaml", CategoryNode)
    communes = load_list(root, COMMUNES, Commune)
    return Town(
        root,
        site,
        tuple(label for label, _ in labels),
        flatten(tuple(node for node, _ in nodes)),
        tuple(commune for commune, _ in communes),
        tuple(source.lines[()] for _, source in communes),
    )


def validated(document: Document, value: Any, model: type[R], where: tuple[str | int, ...] = ()) -> R:
    """Return the record that stands at a place of a document.

    Raises:
        InvalidContent: with the record's problems.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InvalidContent(explain(error, document, model, where)) from None
