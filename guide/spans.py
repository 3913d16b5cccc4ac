"""Where each field of an entry stands in its text, so that one can be changed without the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent

from guide.document import Loader

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Span:
    """Where a field stands, in characters from the beginning of the text.

    `value` begins and ends what may be exchanged in place, if `inline`; `last` is the end of the
    field's last line, without the line break; `scalars` are the texts in the value, where a ``#``
    begins no comment; `open` marks a block that the end of the file cuts short.
    """

    name: str
    key: tuple[int, int]
    value: tuple[int, int]
    last: int
    inline: bool
    open: bool
    scalars: tuple[tuple[int, int], ...]

    def line(self, text: str) -> int:
        """Return where the field's first line begins."""
        return text.rfind("\n", 0, self.key[0]) + 1


def comments(text: str, span: Span) -> list[str]:
    """Return the comments that stand inside a field."""
    found: list[str] = []
    at = span.key[1]
    for start, stop in (*span.scalars, (span.last, span.last)):
        found += [match[0].rstrip() for match in re.compile(r"(?<=\s)#[^\r\n]*").finditer(text, at, start)]
        header = re.compile(r"[|>][0-9+-]*[ \t]+(#[^\r\n]*)").match(text, start, stop)
        found += [header[1].rstrip()] if header else []
        at = stop
    return found


def cut(text: str) -> tuple[str, str, str]:
    """Cut a text into what precedes its fields (BOM, ``---``), the fields, and what follows."""
    opening = re.match("\ufeff?(---[ \t]*\r?\n)?", text)
    start = opening.end() if opening else 0
    closing = re.compile(r"^(---|\.\.\.)[ \t]*\r?$", re.MULTILINE).search(text, start) if start > 1 else None
    end = closing.start() if closing else len(text)
    return text[:start], text[start:end], text[end:]


def fields_of(text: str) -> list[Span]:
    """Return the fields of a block mapping, in order.

    Raises:
        ValueError: the text is something else.
    """
    loader = Loader(text)
    try:
        events: Iterator[Any] = iter(loader.get_event, None)
        first = next((event for event in events if isinstance(event, (ScalarEvent, CollectionStartEvent))), None)
        if first is None:
            return []
        if not isinstance(first, MappingStartEvent) or first.flow_style:
            raise ValueError("These fields are not written one a line.")
        return list(_spans(text, events))
    except yaml.YAMLError as error:
        raise ValueError("This YAML cannot be read.") from error
    finally:
        loader.dispose()


def _spans(text: str, events: Iterator[Any]) -> Iterator[Span]:
    while not isinstance(key := next(events), MappingEndEvent):
        yield _span(text, key, events)


def _span(text: str, key: Any, events: Iterator[Any]) -> Span:
    start, stop = _marks(key)
    if not isinstance(key, ScalarEvent) or text[text.rfind("\n", 0, start) + 1 : start].strip(" "):
        raise ValueError("These fields are not written one a line.")
    colon = text.index(":", stop) + 1
    begin, end, inline, scalars, block = _extent(text, colon, events)
    line_end = text.find("\n", end)
    last = len(text) if line_end < 0 else line_end
    cut_short = block and last == len(text)
    last -= text[last - 1 : last] == "\r"
    return Span(str(key.value), (start, stop), (begin, end), last, inline, cut_short, tuple(scalars))


def _extent(text: str, colon: int, events: Iterator[Any]) -> tuple[int, int, bool, list[tuple[int, int]], bool]:
    """Read a value's events: its begin and end, whether it is inline, its texts, whether a block ends it."""
    begin, end, inline, block = 0, colon, True, False
    scalars: list[tuple[int, int]] = []
    flows: list[bool] = []
    for event in events:
        start, stop = _marks(event)
        begin = begin or start
        if isinstance(event, CollectionStartEvent):
            flows.append(bool(event.flow_style))
            inline = inline and flows[-1]
        elif isinstance(event, CollectionEndEvent):
            # The end of a block collection is marked where the next thing begins.
            end = stop if flows.pop() else end
        elif isinstance(event, ScalarEvent) and (event.value or event.style):
            block = event.style in {"|", ">"}
            inline = inline and not block
            end = _block_end(text, start, stop) if block else stop
            scalars.append((start, end))
        elif flows:
            # An empty item: its mark is the end of its dash or colon.
            end, block = max(end, stop), False
        if not flows:
            break
    return (colon if end == colon else begin), end, inline, scalars, block


def _marks(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _block_end(text: str, start: int, stop: int) -> int:
    """Return the end of a block's last line; the empty lines below belong to it only if it keeps them."""
    block = text[start:stop]
    keeps = re.match(r"[|>][0-9]?\+", block)
    block = block if keeps else re.sub(r"(\r?\n[ \t]*)*\Z", "", block)
    return start + len(block.removesuffix("\n").removesuffix("\r"))
