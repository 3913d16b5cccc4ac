"""Blocks of code in a text, however they are written, as blocks between fences at the margin: what this site reads as code."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from guide.importing.articles.report import Part
from guide.text import FORBIDDEN
from guide.words import msg

if TYPE_CHECKING:
    from guide.importing.articles.report import Remarks

INDENT = 4
_FENCE = re.compile(r"[ ]*(`{3,}|~{3,})[ ]*\{?[ ]*\.?([\w#+.-]*)(?![^\n]*`)")
_HIGHLIGHT = re.compile(r"[ ]*\{(?:%-?|\{[<%])[ ]*highlight[ ]+\"?([\w#+.-]*)[^\n]*\}[ ]*$")
_HIGHLIGHTED = re.compile(r"[ ]*\{(?:%-?[ ]*end|\{[<%][ ]*/)[ ]*highlight\b")
_RAW = re.compile(r"[ ]*(?:<[^<>\n]*>[ ]*)?<(pre|script|style|textarea)\b|[ ]*<!--", re.IGNORECASE)
_PRE = re.compile(r"<pre\b[^<>]*>\s*?(?:<code\b[^<>]*>)?(.*)</pre>", re.DOTALL | re.IGNORECASE)
# What colours code in HTML.
_COLOURS = re.compile(r"</?(?:span|b|i|em|strong|font)\b[^<>]*>", re.IGNORECASE)


class Block(NamedTuple):
    """Lines that hold no Markdown; the text that stood around them on their first and last line."""

    lines: list[str]
    before: str = ""
    after: str = ""


class Cursor:
    """The lines of a text, read one after the other; `at` is the number of the next one."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        # Tags that nothing closes any more, so that they are looked for once.
        self._endless: set[str] = set()

    def until(self, closing: re.Pattern[str]) -> list[str]:
        """Return the lines up to the one that closes a block, or to the end."""
        start = self.at
        while self.at < len(self.lines):
            self.at += 1
            if closing.match(self.lines[self.at - 1]):
                return self.lines[start : self.at - 1]
        return self.lines[start:]

    def indented(self) -> list[str]:
        """Return the lines of indented code from the last one on."""
        start = end = self.at - 1
        while end < len(self.lines) and (not self.lines[end].strip() or indent_of(self.lines[end]) >= INDENT):
            end += 1
        while not self.lines[end - 1].strip():
            end -= 1
        self.at = end
        return self.lines[start:end]

    def raw(self, line: str, tag: str) -> str | None:
        """Return the last line, `line`, and those up to the one that closes a tag (empty: a comment); None if none does."""
        depth = 0
        for number in range(self.at - 1, len(self.lines) if tag not in self._endless else 0):
            lower = self.lines[number].lower()
            # One such element may show another as its code.
            depth += lower.count(f"<{tag}") - lower.count(f"</{tag}") if tag == "pre" else 0
            if depth <= 0 and (f"</{tag}" if tag else "-->") in lower:
                block = "\n".join([line, *self.lines[self.at : number + 1]])
                self.at = number + 1
                return block
        self._endless.add(tag)
        return None


def code_at(cursor: Cursor, line: str, shift: int, remarks: Remarks, *, in_list: bool, may_indent: bool) -> Block | None:
    """Return the block of code that begins with a line, just read; None if none does.

    `shift`: by how much the line stood deeper; `may_indent`: an indented line is code.
    """
    indent = indent_of(line)
    if (fence := _FENCE.match(line)) and (indent < INDENT or in_list):
        closing = re.compile(rf"[ ]*{fence[1][0]}{{{len(fence[1])},}}[ ]*$")
        return Block([f"{fence[1]}{fence[2]}", *dedented(cursor.until(closing), indent + shift), fence[1]])
    if highlight := _HIGHLIGHT.match(line):
        return Block(_fenced(cursor.until(_HIGHLIGHTED), highlight[1]))
    if raw := _RAW.match(line):
        tag = (raw[1] or "").lower()
        block = cursor.raw(line, tag)
        return _raw(block, tag, remarks) if block is not None else None
    if indent >= INDENT and may_indent:
        return Block(_fenced(dedented(cursor.indented(), INDENT)))
    return None


def _raw(block: str, tag: str, remarks: Remarks) -> Block:
    """Return HTML that is no Markdown: code between fences, without what a page of this site would not hold anyway."""
    if tag in {"script", "style"}:
        remarks.say(Part.TEXT, msg("Scripts and styles are gone: the site has its own"), f"<{tag}>")
        return Block([])
    found = _PRE.search(block) if tag == "pre" else None
    if not found:
        return Block([block])
    shown = html.unescape(_COLOURS.sub("", re.sub(r"</code>\s*\Z", "", found[1])))
    code = FORBIDDEN.sub("", shown).strip("\n")
    return Block(_fenced(code.split("\n")), block[: found.start()], block[found.end() :])


def indent_of(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def dedented(lines: list[str], indent: int) -> list[str]:
    """Return lines moved to the left, as far as they can be."""
    return [line[min(indent, indent_of(line)) :] for line in lines]


def _fenced(code: list[str], language: str = "") -> list[str]:
    """Return lines of code between fences that none of them closes."""
    tildes = "~" * max([3, *(len(run) + 1 for run in re.findall("~+", "\n".join(code)))])
    return [f"{tildes}{language}", *code, tildes]
