"""What is imported: the texts of a folder, or one of them, and the photos that stand around."""

from __future__ import annotations

import os
import posixpath
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from guide.files import walk
from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ENDINGS = (".md", ".markdown")


class Located(NamedTuple):
    """A photo found; `surely`: where the text says, not only under the same name."""

    path: str
    surely: bool


def is_articles(given: Path) -> bool:
    """Say whether what is to be imported is Markdown: a folder, or a file by its ending."""
    return given.is_dir() or given.name.lower().endswith(ENDINGS)


class Folder:
    """A folder given, or that of the file given; every path begins with the folder's own name.

    `texts` are what to read, `problems` what cannot be, `base` the folder above.
    """

    def __init__(self, given: Path, known: Iterable[str] = ()) -> None:
        """Look what is there.

        `known`: the paths of what was imported before. What was a part of a folder then is read as a part of it.

        Raises:
            InvalidContent: nothing is there.
        """
        alone = not given.is_dir()
        # What is named may be reached through a link; what is read may not be one.
        place = given.parent.resolve() / given.name if alone else given.resolve()
        if not os.path.lexists(place):
            raise InvalidContent([Problem(str(given), 0, "", msg("This file does not exist."))])
        root = place
        for _ in range(max(_depth(place, known), int(alone))):
            root = root.parent
        self.base, self.name = root.parent, root.name
        path = place.relative_to(self.base).as_posix()
        found: list[Problem] = []
        self.texts = [path] if alone else [text for text in walk(self.base, path, found) if text.lower().endswith(ENDINGS)]
        self.problems = found

    @cached_property
    def _paths(self) -> list[str]:
        # What cannot be read around the texts is nobody's concern.
        return list(walk(self.base, self.name, []))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._paths)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._paths:
            found[path.rsplit("/", 1)[-1].casefold()].append(path)
        return found

    def find(self, address: str, text: str) -> Located | None:
        """Return the file that an address in a text means: beside it, in its own folder or `images`, or by the end of its path.

        Of several that end alike, the one that shares most folders; None if two share as many.
        """
        here, _, file = text.rpartition("/")
        stem = file.rpartition(".")[0]
        name = address.rsplit("/", 1)[-1]
        around = [posixpath.normpath(f"{here}/{address.lstrip('/')}"), f"{here}/images/{name}", f"{here}/{stem}/{name}"]
        beside = next((path for path in around if path in self._known), None)
        if beside or not name:
            return Located(beside, surely=True) if beside else None
        wanted = [part for part in address.casefold().split("/") if part not in {"", ".", ".."}]
        shared = {path: _shared(path.casefold().split("/"), wanted) for path in self._by_name.get(name.casefold(), ())}
        most = max(shared.values(), default=0)
        best = [path for path, count in shared.items() if count == most]
        return Located(best[0], surely=most > 1) if len(best) == 1 else None


def _depth(place: Path, known: Iterable[str]) -> int:
    """Return how many folders above a place the folder is that it was imported with before."""
    depths = [0]
    for parts in (tuple(path.split("/")) for path in known):
        depths += [count - 1 for count in range(2, len(parts) + 1) if parts[:count] == place.parts[-count:]]
    return max(depths)


def _shared(path: list[str], wanted: list[str]) -> int:
    """Return how many parts two paths share at their end."""
    count = 0
    for mine, other in zip(reversed(path), reversed(wanted), strict=False):
        if mine != other:
            break
        count += 1
    return count
