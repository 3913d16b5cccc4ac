"""What stays as it is written while a text is changed around it: code, and whatever is already said right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

_MARK = "\x02"
_TOKEN = re.compile(f"{_MARK}([0-9]+){_MARK}")
_TICKS = re.compile("(?<!`)`+(?!`)")
_BLANK = re.compile(r"\n[ \t]*\n")
_BEGINS = re.compile(r"\s*<([a-zA-Z]+)(?=[\s>])")
# HTML whose content is code, and links that show their own address.
_RAW = re.compile(
    rf"<(code|pre|script|style|textarea)\b[^<>]*>[^{_MARK}]*?</\1[ ]*>|<!--[^{_MARK}]*?-->|(?<!\]\()(?<!\]: )<(?:https?|mailto):[^<>\s]*>", re.IGNORECASE
)


class Hidden:
    """Holds the parts taken out of one text; each leaves a token, that no file can hold."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def hide(self, part: str) -> str:
        """Return the token of a part."""
        self._parts.append(part)
        return f"{_MARK}{len(self._parts) - 1}{_MARK}"

    def reveal(self, text: str) -> str:
        """Return the text with all its parts, also those inside of others."""
        while _TOKEN.search(text):
            text = _TOKEN.sub(lambda found: self._parts[int(found[1])], text)
        return text

    def tags(self) -> set[str]:
        """Return the HTML tags by which parts begin."""
        return {found[1].lower() for part in self._parts if (found := _BEGINS.match(part))}

    def hide_code(self, text: str) -> str:
        """Return a text without its inline code and the HTML that is code."""
        return _RAW.sub(lambda found: self.hide(found[0]), self._without_spans(text))

    def _without_spans(self, text: str) -> str:
        runs = [found.span() for found in _TICKS.finditer(text)]
        by_length: dict[int, list[int]] = defaultdict(list)
        for start, end in runs:
            by_length[end - start].append(start)
        paragraphs = [found.start() for found in _BLANK.finditer(text)] + [len(text)]
        parts, done = [], 0
        for start, end in runs:
            if start < done:
                continue
            same = by_length[end - start]
            behind = bisect_right(same, start)
            # A span of code ends in its own paragraph.
            if behind < len(same) and same[behind] < paragraphs[bisect_left(paragraphs, start)]:
                closing = same[behind] + end - start
                parts += [text[done:start], self.hide(text[start:closing])]
                done = closing
        return "".join([*parts, text[done:]])
