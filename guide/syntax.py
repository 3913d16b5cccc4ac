"""What libyaml's complaints mean to the person who wrote the line: where to look, how to write it right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

Fault = tuple[int, Message, Message]
# Where a “#” begins a comment that swallows what the writer meant as a value.
_HASHTAG = re.compile(r"(?:^|[\[{,:])\s*#\w")
_LIST_BELOW = msg("Write one item a line below the name, each after “- ”.")


def fault(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """Return the line (0-based) that its writer should look at, what is wrong with it, and the remedy."""
    mark, opening = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    first, start = (opening.line, opening.column) if opening else (0, 0)
    why, context = error.problem or "", error.context or ""
    # The end of the file is where a fault is noticed, never where it is.
    while line and (line >= len(lines) or not lines[line].strip()):
        line, column = line - 1, 0
    first = min(first, line)
    if "flow" in context:
        return _flow(lines, first, line, start)
    if "scanning a quoted scalar" in context:
        return first, msg("A quotation mark is opened here and never closed."), msg("Close it, or remove it.")
    if "parsing a quoted scalar" in context:
        return line, msg("A “\\” stands in a text between double quotes."), msg("Write it twice, or put single quotes around the text.")
    if "simple key" in context and ":" in lines[first]:
        return first, msg("A space is missing behind “:”."), msg("Write “name: value”.")
    if "simple key" in context:
        return (
            first,
            msg("This line has no “:”."),
            msg("Write “name: value”. If it goes on with the text above, indent it by two spaces."),
        )
    source = lines[line] if line < len(lines) else ""
    before = source[:column]
    if "tab" in why or "\t" in source[: len(source) - len(source.lstrip())] or source[column : column + 1] == "\t":
        return line, msg("A tabulation is used to indent this line."), msg("Indent with spaces (two per level).")
    if "mapping values are not allowed" in why:
        return (line, *_second_colon(before))
    if "block scalar" in context:
        return first, msg("Nothing may stand behind “|” or “>”."), msg("Begin the text on the next line, indented by two spaces.")
    if "sequence entries are not allowed" in why:
        return line, msg("A list cannot begin on the line of its name."), _LIST_BELOW
    if "anchor" in context or "alias" in context or "directive" in context or "parsing a tag" in context:
        return (first, *_first_sign(lines[first][start:]))
    if "cannot start any token" in why or "node content" in why:
        return (line, *_first_sign(source[column:]))
    return (line, *_misplaced(before))


def _flow(lines: Sequence[str], first: int, last: int, start: int) -> Fault:
    """Explain a list between [ ] or a mapping between { }."""
    hashtag = next((n for n in range(first, last + 1) if _HASHTAG.search(lines[n])), None)
    if hashtag is not None:
        return (
            hashtag,
            msg("“#” begins a comment, so the rest of this line is not read."),
            msg('Write the hashtag without its sign, or in quotes: "#label".'),
        )
    if lines[first][start : start + 1] == "{":
        return first, msg("What “{{” begins here is not closed, or lacks a comma."), msg("Close it with “}}”. A text that begins with {{ needs quotes.")
    return first, msg("The list that “[” begins here is not closed, or lacks a comma."), msg("Write [one, two]. A text that begins with [ needs quotes.")


def _second_colon(before: str) -> tuple[Message, Message]:
    if re.search(r":\s", before):
        return msg("A second “:” stands in this line."), msg('Put quotes around the text: name: "Bar: the Big One".')
    return (
        msg("This line does not go with the one above."),
        msg("Begin both at the same distance from the edge, and leave a space behind “:”."),
    )


def _first_sign(text: str) -> tuple[Message, Message]:
    word = text.partition(" #")[0].strip()[:40] or text[:1]
    return msg("A text may not begin with “{sign}”.", sign=word[:1]), msg('Put quotes around it: "{text}"', text=word)


def _misplaced(before: str) -> tuple[Message, Message]:
    unreadable = msg("This line cannot be read as YAML.")
    if before.rstrip().endswith(("'", '"')):
        return (
            msg("The text goes on behind its closing quotation mark."),
            msg("Around a text with an apostrophe put double quotes, around one with double quotes single ones."),
        )
    if before.rstrip().endswith(("]", "}")):
        return unreadable, msg("A text that begins with [ or {{ needs quotes.")
    return unreadable, msg("Begin it at the same distance from the edge as its neighbours.")
