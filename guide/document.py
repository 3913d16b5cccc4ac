"""A YAML file as its writer meant it: every scalar is text, every value knows its line.

libyaml's *events* are read and plain mappings, lists and strings are built from them, so none of
YAML 1.1's guesses (``no`` → false, ``09:00``, ``0123`` …) ever takes place. What only confuses or
attacks (tags, anchors, aliases, duplicate keys, several documents, deep nesting) is a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from guide.files import ENTRY_BYTES, Unreadable, read_text
from guide.problem import A_FILE, Problem, dotted
from guide.syntax import fault
from guide.text import FORBIDDEN
from guide.words import Message, msg

if TYPE_CHECKING:
    from pathlib import Path

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEPTH = 12
NAME = 1_000
Where: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """A file's values (str, None, list, dict of these), their lines, and the text below the header.

    `lines` maps the place of a value (``("services", 1, "phone")``) to its 1-based line;
    `comments` holds the places left empty by a ``#`` that YAML took for a comment, `empty` the list
    items that say nothing.
    """

    path: str
    values: Any
    lines: dict[Where, int]
    problems: list[Problem] = field(default_factory=list)
    comments: dict[Where, str] = field(default_factory=dict)
    empty: set[Where] = field(default_factory=set)
    body: str = ""
    body_line: int = 0

    def line(self, where: Where) -> int:
        """Return the line of a value, or of the nearest thing that holds it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def written(self, where: Where) -> Where:
        """Return the place where a value of a record was written.

        A single value may stand for a list of one, a word for a record of one field.
        """
        place: Where = ()
        value = self.values
        for step in where:
            if isinstance(value, dict):
                if isinstance(step, str):
                    place, value = (*place, step), value.get(step)
            elif isinstance(value, str) or place in self.empty:
                break
            else:
                place = (*place, step)
                value = value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None
        return place


def read_document(town: Path, path: str, limit: int = ENTRY_BYTES) -> Document:
    """Read ``.yaml``, or ``.md`` with a YAML header, of at most `limit` bytes, below the town's folder.

    Faults are in `Document.problems`; `values` is None when nothing could be read.
    """
    try:
        text = read_text(town, path, limit)
    except Unreadable as error:
        return Document(path, None, {}, [error.problem])
    if not path.endswith(".md"):
        return parse(path, text)
    header, body, body_line = split_header(text)
    if header is None:
        what = (
            msg("The header is not closed: a second line “---” is missing.")
            if text.startswith("---")
            else msg("The header is missing: this file does not begin with a line “---”.")
        )
        fix = msg("Begin with “---”, then lines “name: value”, then “---” again, then the text.")
        return Document(path, None, {}, [Problem(path, 1, "", what, fix)])
    document = parse(path, header, first_line=2)
    document.body, document.body_line = body, body_line
    return document


def split_header(text: str) -> tuple[str | None, str, int]:
    """Return the YAML header, the body and the body's first line; the header is None if absent."""
    if not re.match(r"---[ \t]*\n", text):
        return None, text, 1
    start = text.index("\n") + 1
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, start)
    if end is None:
        return None, text, 1
    return text[start : end.start()], text[end.end() :], text.count("\n", 0, end.end()) + 1


def parse(path: str, text: str, first_line: int = 1) -> Document:
    """Build a document from YAML text whose first line is line `first_line` of the file."""
    return _Builder(path, text, first_line).build()


class _Stop(Exception):
    """Reading cannot go on: the problem is already noted."""


class _Builder:
    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.text = text
        self.offset = first_line
        self.source_lines: list[str] | None = None
        self.document = Document(path, None, {(): first_line})

    def build(self) -> Document:
        loader = None
        try:
            loader = Loader(self.text)
            self.next = loader.get_event
            self._stream()
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError as error:
            self._problem(0, "", msg("This YAML cannot be read: {why}.", why=str(error)))
        except _Stop:
            self.document.values = None
        finally:
            if loader is not None:
                loader.dispose()
        return self.document

    def _stream(self) -> None:
        while True:
            event: Any = self.next()
            if isinstance(event, StreamEndEvent):
                break
            if isinstance(event, (StreamStartEvent, DocumentEndEvent)):
                continue
            if isinstance(event, DocumentStartEvent):
                if event.start_mark.line and self.document.values is not None:  # type: ignore[union-attr]
                    self._problem(
                        event.start_mark.line,  # type: ignore[union-attr]
                        "",
                        msg("A second document begins here (“---”)."),
                        msg("Keep one document a file: remove this line, or make a second file."),
                    )
                    raise _Stop
                continue
            self.document.values = self._node(event, ())

    def _node(self, event: Any, where: Where) -> Any:
        line = event.start_mark.line
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._problem(
                line,
                where,
                msg("Anchors and aliases (“&”, “*”) are not used here."),
                msg("Write the value itself. A text that begins with & or * needs quotes."),
            )
            raise _Stop
        if event.tag is not None:
            self._problem(
                line,
                where,
                msg("Tags (“!”) are not used here."),
                msg("Write the value alone. A text that begins with ! needs quotes."),
            )
            raise _Stop
        if isinstance(event, ScalarEvent):
            return self._scalar(event, where)
        if len(where) >= DEPTH:
            self._problem(
                line, where[:1], msg("Too many levels: more than {limit}.", limit=DEPTH), msg("Write with fewer levels.")
            )
            raise _Stop
        return self._list(where) if isinstance(event, SequenceStartEvent) else self._mapping(where)

    def _scalar(self, event: ScalarEvent, where: Where) -> str | None:
        if event.value or event.style:
            return self._text(event, where)
        comment = self._comment(event.start_mark)
        if comment:
            self.document.comments[where] = comment
        return None

    def _text(self, event: ScalarEvent, where: Where) -> str:
        """Return a scalar's text; escapes in double quotes can write what no file may hold as it is."""
        text = str(event.value)
        found = FORBIDDEN.search(text) if event.style == '"' else None
        if found:
            self._problem(
                event.start_mark.line,  # type: ignore[union-attr]
                where,
                msg("An invisible character (U+{code}) stands in this line.", code=f"{ord(found[0]):04X}"),
                msg("Write the text without it, or without quotes."),
            )
            raise _Stop
        return text

    def _list(self, where: Where) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self.next(), SequenceEndEvent):
            place = (*where, len(values))
            self.document.lines[place] = event.start_mark.line + self.offset
            values.append(self._node(event, place))
            if not values[-1] and not isinstance(values[-1], (list, dict)):
                self.document.empty.add(place)
        return values

    def _mapping(self, where: Where) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self.next(), MappingEndEvent):
            line = event.start_mark.line
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
                self._problem(
                    line,
                    where,
                    msg("A name was expected here, then “:”."),
                    msg("Put quotes around a text that begins with {{, [, &, * or !."),
                )
                raise _Stop
            key = self._text(event, where)
            if len(key) > NAME:
                self._problem(line, where, msg("A name of {length} characters is too long.", length=len(key)), msg("Shorten it."))
                raise _Stop
            place = (*where, key)
            if key in values:
                self._problem(
                    line,
                    place,
                    msg("“{key}” is written twice (first on line {first}).", key=key, first=self.document.lines[place]),
                    msg("Keep one of the two; for several values, write a list."),
                )
                self._node(self.next(), (*where, key, "again"))
                if len(self.document.problems) >= A_FILE:
                    raise _Stop
                continue
            self.document.lines[place] = line + self.offset
            values[key] = self._node(self.next(), place)
        return values

    def _comment(self, mark: Any) -> str:
        if "#" not in self.text:
            return ""
        if self.source_lines is None:
            self.source_lines = self.text.split("\n")
        rest = self.source_lines[mark.line][mark.column :] if mark.line < len(self.source_lines) else ""
        found = re.match(r"\s*#\s?(\w+)\s*$", rest)
        return found[1] if found else ""

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        line, what, fix = fault(error, self.text.split("\n"))
        self._problem(line, "", what, fix)
        self.document.values = None

    def _problem(self, line: int, where: Where | str, what: Message, fix: Message | None = None) -> None:
        name = where if isinstance(where, str) else dotted(where)
        self.document.problems.append(Problem(self.document.path, line + self.offset, name, what, fix))
