"""The header of a file, in any dialect: YAML (Jekyll, Hugo, Cecil, Hexo), TOML (Hugo), lines `Title: x` (Pelican), or none."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from guide.document import Document, parse, split_header
from guide.problem import Problem
from guide.text import fold
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_LINES = re.compile(r"(?:[A-Za-z][\w-]{0,40}:(?:[ \t][^\n]*)?\n|[ \t]+\S[^\n]*\n|-[ \t][^\n]*\n)+")
_LINE = re.compile(r"([A-Za-z][\w-]{0,40}):[ \t]*(.*)")
# Without one of these, lines that look like a header are a text.
_SURE = ("title", "date", "slug", "authors")


class Header:
    """What a header says, by lower-case name; each thing said is taken once, the rest is told."""

    def __init__(self, values: dict[str, Any], body: str, problem: Problem | None = None) -> None:
        self.body = body
        self.problem = problem
        self._left = {name: value for name, value in values.items() if value not in (None, "", [], {})}
        self._names = {fold(name).replace("-", "_"): name for name in self._left}

    def take(self, *names: str) -> list[tuple[str, Any]]:
        """Return what is said under some names, in that order, as (name as written, value)."""
        found = [self._names[name] for name in names if name in self._names and self._names[name] in self._left]
        return [(name, self._left.pop(name)) for name in found]

    def rest(self) -> Iterator[tuple[str, Any]]:
        """Yield what nobody took."""
        yield from self._left.items()


def read_header(path: str, text: str) -> Header:
    """Return the header of a file, and its body; `problem` says why a header cannot be read."""
    text = text.lstrip("\n")
    if found := _TOML.match(text):
        return _from_toml(path, found[1], text[found.end() :])
    written, body, _ = split_header(text)
    if written is not None:
        document = parse(path, written, first_line=2)
        if document.problems and _LINE.match(written.lstrip()):
            return Header({}, body, document.problems[0])
        if isinstance(document.values, dict):
            return Header(document.values, body)
        # A line “---”, then a text.
        return Header({}, body if document.values is None and not document.problems else text)
    if found := _LINES.match(text):
        return _from_lines(path, found[0], text[found.end() :]) or Header({}, text)
    return Header({}, text)


def _from_toml(path: str, written: str, body: str) -> Header:
    try:
        return Header({name: _as_text(value) for name, value in tomllib.loads(written).items()}, body)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Header({}, body, Problem(path, 1, "", msg("This TOML cannot be read: {why}.", why=str(error))))


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_text(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_as_text(child) for child in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _from_lines(path: str, written: str, rest: str) -> Header | None:
    """Return a header without its first “---” (Hexo), or none at all (Pelican), if it is one."""
    end = re.match(r"---+[ \t]*(?:\n|\Z)", rest)
    if not end and rest and not rest.startswith("\n"):
        return None
    document = parse(path, written) if end else _from_pelican(path, written)
    if not isinstance(document.values, dict) or not any(name.lower() in _SURE for name in document.values):
        return None
    return Header(document.values, rest[end.end() :] if end else rest)


def _from_pelican(path: str, written: str) -> Document:
    """Read lines ``Name: value``, where everything behind the colon is the value; deeper lines go on with it."""
    values: dict[str, Any] = {}
    name = ""
    for line in written.splitlines():
        if found := _LINE.match(line):
            name = found[1]
            values[name] = found[2].strip()
        elif name:
            values[name] = f"{values[name]}\n{line.strip()}".strip()
    return Document(path, values, {})
