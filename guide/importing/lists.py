"""A list of the town, written one item a dash: adding to it below, leaving every line of it as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from guide.document import parse
from guide.problem import InvalidContent, Problem
from guide.words import msg
from guide.writing import list_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def appended(
    path: str, text: str, known: Sequence[Mapping[str, Any]], added: Sequence[Mapping[str, Any]], comment: str, dash: str = ""
) -> str:
    """Return the text of a list with items below it, under a comment.

    `known`: the items that `text` holds; `dash`: the spaces before their dashes.

    Raises:
        InvalidContent: the file at `path` is not a list with one item a dash.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    if added:
        if not known:
            text = re.sub(r"(?m)^[ ]*\[[ ]*\][ ]*(?=#|\r?$)", "", text)
        if text and not text.endswith("\n"):
            text += newline
        text += f"{newline}{dash}# {comment}{newline}" if text else f"# {comment}{newline}"
        text += "".join(f"{dash}{line}{newline}" for line in list_text(added).splitlines())
    after = parse(path, text.removeprefix("\ufeff"))
    if after.problems or (after.values or []) != [*known, *added]:
        what = msg("The items of this list do not stand one below the other, each after “- ”: none can be added.")
        raise InvalidContent([Problem(path, 1, "", what)])
    return text
