"""From other dialects of Markdown to the one this site reads, line by line: code, lists, containers, contents.

CommonMark takes a list that follows a paragraph at once, or is nested by two spaces, code that is fenced
inside of a list, or `1)`; Python-Markdown, which reads this site, shows these as plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from guide.importing.articles.code import INDENT, Block, Cursor, code_at, indent_of
from guide.importing.articles.report import Part
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.importing.articles.hidden import Hidden
    from guide.importing.articles.report import Remarks

_ITEM = re.compile(r"([ ]*)([-*+]|[0-9]{1,9}[.)])(?:([ ]+)(.*)|$)")
_RULE = re.compile(r"[ ]{0,3}([-*_])[ ]*(?:\1[ ]*){2,}$")
_CONTAINER = re.compile(r"[ ]{0,3}:{3,}[ ]*([^\s:{][^\s{]*)?[ ]*(?:\{[^}]*\})?[ ]*(.*?)[ ]*:*$")
_CONTENTS = re.compile(r"[ ]{0,3}(?:\[\[?_?toc_?\]\]?|\{:[ ]*toc\b[^}]*\}|\{\{<[ ]*toc[ ]*>\}\})[ ]*$", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"[ ]*\{:[^{}]*\}[ ]*$")
_STOP = re.compile(r"[ ]{0,3}(?:#{1,6}[ ]|>|<)")


def adapted(text: str, hidden: Hidden, remarks: Remarks) -> str:
    """Return a text that Python-Markdown reads as CommonMark would; its blocks of code are hidden."""
    lines = [re.sub(r"^[ \t]+", lambda found: found[0].expandtabs(INDENT), line) for line in text.split("\n")]
    return "\n".join(_Adapter(lines, hidden, remarks).lines())


def without_attributes(found: re.Match[str], remarks: Remarks) -> str:
    """Return nothing in the place of attributes, and tell of them."""
    remarks.say(Part.TEXT, msg("Attributes of Markdown are gone: the site has its own looks"), found[0].strip())
    return ""


class _List(NamedTuple):
    content: int
    ordered: bool


class _Adapter:
    def __init__(self, lines: list[str], hidden: Hidden, remarks: Remarks) -> None:
        self.cursor = Cursor(lines)
        self.hidden = hidden
        self.remarks = remarks
        # Where the content of each list around begins, and what marks its items.
        self.lists: list[_List] = []
        # Code cuts a list: what follows it there is moved by `cut`, the line at hand by `shift`.
        self.cut = self.shift = 0
        self.paragraph = False

    def lines(self) -> Iterator[str]:
        while self.cursor.at < len(self.cursor.lines):
            line = self._moved(self.cursor.lines[self.cursor.at])
            self.cursor.at += 1
            if not line.strip():
                self.paragraph = False
                yield ""
                continue
            may_indent = not (self.lists or self.paragraph or self.shift)
            block = code_at(self.cursor, line, self.shift, self.remarks, in_list=bool(self.lists), may_indent=may_indent)
            if block is not None:
                yield from self._block(block, indent_of(line))
            elif (said := self._said_otherwise(line)) is not None:
                self.paragraph = False
                yield from said
            else:
                yield from self._text(line)

    def _moved(self, line: str) -> str:
        """Return a line that follows code in a list as if it followed no list."""
        self.shift = self.cut if indent_of(line) >= self.cut else 0
        if self.cut and not self.shift and line.strip():
            self.cut, self.lists = 0, []
        return line[self.shift :]

    def _block(self, block: Block, indent: int) -> list[str]:
        self.paragraph = False
        if self.lists:
            self.cut = indent + self.shift
            self.lists = []
        hidden = [self.hidden.hide("\n".join(block.lines))] if block.lines else []
        return [block.before, "", *hidden, "", block.after]

    def _said_otherwise(self, line: str) -> list[str] | None:
        """Return what stands for a mark of another site's software, or None if the line is none."""
        if _CONTENTS.match(line):
            self.remarks.say(Part.TEXT, msg("A table of contents was asked for: long articles have one here"))
            return [""]
        if attributes := _ATTRIBUTES.fullmatch(line):
            return [without_attributes(attributes, self.remarks)]
        if container := _CONTAINER.match(line):
            if container[1]:
                self.remarks.say(Part.TEXT, msg("The marks of a container are gone, its text stays"), f":::{container[1]}")
            return ["", f"**{container[2]}**", ""] if container[2] else [""]
        return None

    def _text(self, line: str) -> list[str]:
        item = None if _RULE.match(line) else _ITEM.match(line)
        follows, self.paragraph = self.paragraph, True
        if item and (self.lists or _begins_list(item, follows=follows)):
            return self._item(item, follows=follows)
        if not self.lists:
            return [line]
        if indent_of(line) < self.lists[0].content and (not follows or _STOP.match(line) or _RULE.match(line)):
            self.lists = []
            return ["", line] if follows else [line]
        while len(self.lists) > 1 and indent_of(line) < self.lists[-1].content:
            self.lists.pop()
        # What is still deeper is code; but not amid a paragraph.
        deeper = indent_of(line) - self.lists[-1].content
        deeper = deeper if deeper >= INDENT and not follows else 0
        return [" " * (INDENT * len(self.lists) + deeper) + line.lstrip(" ")]

    def _item(self, item: re.Match[str], *, follows: bool) -> list[str]:
        indent, marker, gap, rest = len(item[1]), item[2].replace(")", "."), item[3] or " ", item[4] or ""
        sibling = None
        while self.lists and indent < self.lists[-1].content:
            sibling = self.lists.pop()
        # A list needs an empty line above it here, unless it is nested in another.
        ordered = marker.endswith(".")
        above = sibling.ordered != ordered if sibling else follows and not self.lists
        line = f"{' ' * INDENT * len(self.lists)}{marker} {rest}"
        self.lists.append(_List(indent + len(marker) + (len(gap) if len(gap) <= INDENT else 1), ordered))
        return ["", line] if above else [line]


def _begins_list(item: re.Match[str], *, follows: bool) -> bool:
    """Say whether an item begins a list: amid a paragraph only if it says something, and from 1 on."""
    if len(item[1]) >= INDENT:
        return False
    return not follows or bool(item[4] and item[2] in {"-", "*", "+", "1.", "1)"})
