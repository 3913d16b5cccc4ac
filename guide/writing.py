"""Writing the YAML of entries as a person would, and changing one field of what a person wrote.

What is written here, `guide.document` reads back as the same texts, lists and mappings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from guide.document import parse
from guide.spans import comments, cut, fields_of
from guide.text import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from guide.spans import Span

# From this length on, a text that would need quotes is easier to read, and to correct, as a block.
LONG = 80
KEY = 1000
# What a “|” block or a plain text cannot show.
_UNSEEN = re.compile(FORBIDDEN.pattern[:-1] + "\t\r\x85]")
# Begins with no sign of YAML's; holds neither “: ” nor “ #”.
_PLAIN = re.compile(r"(?!\.\.\.)(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s\-]))(?:[^\n:\s]|:(?![ ]|\Z)|[^\S\n](?!#))*\Z")
_ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\x85": "\\x85", "\\": "\\\\", '"': '\\"'})


def entry_text(values: Mapping[str, Any]) -> str:
    """Return an entry as YAML, one field a line, in the order given.

    Values are texts, None, and lists and mappings of these.

    Raises:
        ValueError: a text holds what no entry may hold (`guide.text.FORBIDDEN`), or a name is longer
            than YAML can take.
    """
    return "".join(f"{line}\n" for line in _mapping(values, 0))


def list_text(items: Iterable[Mapping[str, Any]]) -> str:
    """Return records as a YAML list, each begun with ``- ``."""
    return "".join(f"{line}\n" for item in items for line in _items([item], 0))


def _mapping(values: Mapping[str, Any], indent: int) -> list[str]:
    return [line for name, value in values.items() for line in _field(_key(name), value, indent)]


def _field(key: str, value: Any, indent: int) -> list[str]:
    start = f"{' ' * indent}{key}:"
    if isinstance(value, Mapping) and value:
        return [start, *_mapping(value, indent + 2)]
    if isinstance(value, (list, tuple)) and value:
        return [start, *_items(value, indent + 2)]
    first, *rest = _inline(value, indent + 2)
    return [f"{start} {first}" if first else start, *rest]


def _items(values: Sequence[Any], indent: int) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, Mapping) and value:
            first, *rest = _mapping(value, indent + 2)
        elif isinstance(value, (list, tuple)) and value:
            first, *rest = _items(value, indent + 2)
        else:
            first, *rest = _inline(value, indent + 2)
        # A nested record or list begins on the line of its dash.
        lines += [f"{' ' * indent}- {first.lstrip(' ')}" if first else f"{' ' * indent}-", *rest]
    return lines


def _inline(value: Any, indent: int) -> list[str]:
    """Return what stands behind ``name:``, then the lines of a block if it is one."""
    if value is None:
        return [""]
    if isinstance(value, str):
        return _scalar(value, indent)
    if isinstance(value, (Mapping, list, tuple)) and not value:
        return ["{}" if isinstance(value, Mapping) else "[]"]
    raise TypeError(type(value).__name__)


def _scalar(text: str, indent: int) -> list[str]:
    if _is_block(text) and ("\n" in text or not _is_plain(text)):
        sign = "|" if text.endswith("\n") else "|-"
        return [sign, *(f"{' ' * indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n"))]
    return [text if _is_plain(text) else _quoted(text)]


def _is_block(text: str) -> bool:
    """Say whether the text is best a ``|`` block, and can be one without signs that few people know."""
    return bool(
        ("\n" in text or len(text) > LONG)
        and not text[:1].isspace()
        and not re.search(r"\n[ \t]*\n?\Z", text.removesuffix("\n"))
        and not _UNSEEN.search(text)
    )


def _is_plain(text: str) -> bool:
    """Say whether the text needs no quotes, wherever in a block it stands."""
    return bool(_PLAIN.match(text)) and text.strip() == text and not _UNSEEN.search(text)


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    key = name if _is_plain(name) else _quoted(name)
    if len(key) > KEY:
        raise ValueError(f"A name of {len(key)} characters cannot be written.")
    return key


def _quoted(text: str) -> str:
    found = FORBIDDEN.search(text)
    if found:
        raise ValueError(f"No entry may hold the character U+{ord(found[0]):04X}.")
    if ('"' in text or "\\" in text) and not _UNSEEN.search(text) and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.translate(_ESCAPES) + '"'


def replace_field(text: str, field: str, value: Any, *, order: Sequence[str] = ()) -> str:
    """Return the text of an entry (YAML, or Markdown with a YAML header) with one top-level field changed.

    None removes the field. Every other byte stays: comments, order, quotes, line ends. A new field
    goes behind those that precede it in `order`; at the end if it is not in there.

    Raises:
        ValueError: the entry cannot be read, or is not written one field a line.
    """
    head, region, tail = cut(text)
    fields = fields_of(region)
    newline = "\r\n" if "\r\n" in text else "\n"
    known = next((span for span in fields if span.name == field), None)
    if known:
        changed = _replaced(region, known, value, newline)
    elif value is None:
        return text
    else:
        changed = _added(region, fields, field, value, order, newline)
    _make_sure(region, changed, field, value)
    return head + changed + tail


def _replaced(text: str, span: Span, value: Any, newline: str) -> str:
    start, (begin, end) = span.line(text), span.value
    lines = [] if value is None else _field(text[slice(*span.key)], value, span.key[0] - start)
    if span.inline and len(lines) == 1:
        written = lines[0][span.key[1] - start + 1 :].lstrip(" ")
        return f"{text[:begin]}{' ' if begin == end else ''}{written}{text[end:]}"
    lines = [text[start : span.key[0]] + comment for comment in comments(text, span)] + lines
    rest = text[span.last :]
    if not lines:
        return text[:start] + re.sub(r"\A\r?\n", "", rest)
    return text[:start] + newline.join(lines) + (rest or newline)


def _added(text: str, fields: list[Span], field: str, value: Any, order: Sequence[str], newline: str) -> str:
    indent = fields[0].key[0] - fields[0].line(text) if fields else 0
    lines = "".join(f"{line}{newline}" for line in _field(_key(field), value, indent))
    at = _place(text, fields, field, order)
    if at == len(text) and text and not text.endswith("\n"):
        return text + newline + lines
    return text[:at] + lines + text[at:]


def _place(text: str, fields: list[Span], field: str, order: Sequence[str]) -> int:
    """Return where the line of a new field begins."""
    rank = {name: number for number, name in enumerate(order)}
    ranks = [rank.get(span.name, -1) for span in fields]
    behind = fields
    if field in rank and max(ranks, default=-1) >= 0:
        if not any(0 <= number < rank[field] for number in ranks):
            return next(span for span, number in zip(fields, ranks, strict=True) if number >= 0).line(text)
        behind = [span for span, number in zip(fields, ranks, strict=True) if 0 <= number < rank[field]]
    if not behind:
        return len(text)
    # A block that the end of the file cuts short would gain a line break.
    if behind[-1].open:
        return behind[-1].line(text)
    return text.find("\n", behind[-1].last) + 1 or len(text)


def _make_sure(before: str, after: str, field: str, value: Any) -> None:
    expected = {**(parse("", before).values or {}), field: _plain(value)}
    if value is None:
        del expected[field]
    document = parse("", after)
    if document.problems or (document.values or {}) != expected:
        raise ValueError(f"The field {field} cannot be changed without touching others.")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, (list, tuple)) else value
