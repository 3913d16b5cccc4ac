"""One thing that a writer must fix, and how it is told: on a terminal, on a pull request."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guide.words import LANGUAGES, Message, msg

# More problems of one file than these help nobody: the writer mends the first ones and looks again.
A_FILE = 50


class Level(StrEnum):
    """How serious a problem is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong, what, and how to write it right.

    `path` is relative to the town's folder, with slashes; `line` is 1-based, 0 for the whole file;
    `field` is dotted (``services.1.phone``), empty when the file itself is meant.
    """

    path: str
    line: int
    field: str
    what: Message
    fix: Message | None = None
    level: Level = Level.ERROR

    def text(self, language: str) -> str:
        """Return ``path:line: field: what`` and, on a second line, the remedy."""
        what = self.what.in_language(language)
        head = ": ".join(part for part in (self.place(), self.field, what) if part)
        if self.level is Level.WARNING:
            warning = msg("warning")
            head = f"{head} ({warning.in_language(language)})"
        return _line(head) if self.fix is None else f"{_line(head)}\n    → {_line(self.fix.in_language(language))}"

    def place(self) -> str:
        """Return ``path:line`` as editors and terminals make it clickable."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def annotation(self, language: str) -> str:
        """Return a GitHub workflow command that shows the problem on its line of the pull request."""
        sentences = [self.what.in_language(language)]
        if self.fix is not None:
            sentences.append(self.fix.in_language(language))
        title = self.field or self.path
        return (
            f"::{self.level} file={_property(self.path)},line={max(self.line, 1)},"
            f"title={_property(title)}::{_data(' '.join(sentences))}"
        )


class InvalidContent(Exception):
    """The town's files cannot become a guide; carries every problem found, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = ordered(problems)
        super().__init__(f"{sum(p.level is Level.ERROR for p in self.problems)} errors")


class Refused(ValueError):
    """A value that a field does not take; raised by field types, caught by pydantic."""

    def __init__(self, what: Message, fix: Message | None = None) -> None:
        self.what = what
        self.fix = fix
        super().__init__(what.text)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file, then line, without repeating one."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line, p.field, str(p.what))))


def dotted(where: Iterable[str | int]) -> str:
    """Return ``services.2.phone``: list items are counted from 1, as people do."""
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in where)


def report(problems: Sequence[Problem], language: str) -> str:
    """Return all problems as text, one blank line between two, and a closing count."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    count = msg(
        "{errors} error(s), {warnings} warning(s).", errors=errors, warnings=len(problems) - errors
    )
    return "\n\n".join([*(problem.text(language) for problem in problems), count.in_language(language)])


def reader_language(default: str = "fr") -> str:
    """Return the language of the person at the keyboard: ``ENSEIGNE_LANG``, else the system's if it is one of ours."""
    for name in ("ENSEIGNE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(name, "")[:2].lower()
        if language in LANGUAGES:
            return language
    return default


def show_anything() -> None:
    """Let the terminal show what its encoding lacks as escapes, rather than stop at the first arrow or accent."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _line(text: str) -> str:
    """Return text on one line: a forge reads lines that begin with “::” as its own commands."""
    return re.sub(r"[\r\n\t\x85]+", " ", text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
