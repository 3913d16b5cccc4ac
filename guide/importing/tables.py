"""Reading tables as offices export them: any delimiter, any of the usual encodings, uneven rows."""

from __future__ import annotations

import csv
import io
from collections import Counter

from guide.text import clean
from guide.words import Message, msg

# An offer's text may be long, but a cell of a megabyte is a quotation mark that was never closed.
CELL = 1_000_000
DELIMITERS = ";,\t|"


def decoded(data: bytes) -> tuple[str, list[Message]]:
    """Return a file's text: UTF-8 or UTF-16 with its mark, UTF-8, else Windows-1252, and say so."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [
            msg("The file is not in UTF-8: it was read as Windows-1252. Check the accents.")
        ]


def read_table(text: str, delimiter: str | None) -> tuple[list[tuple[int, dict[str, str]]], list[Message]]:
    """Return ``(row number, cells by column)``, counted as a spreadsheet does: the header is row 1.

    Raises:
        ValueError: a cell is longer than `CELL`.
    """
    csv.field_size_limit(CELL)
    remarks: list[Message] = []
    try:
        lines = list(
            csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter or _delimiter(text))
        )
    except csv.Error as error:
        raise ValueError(str(error)) from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    if not numbered:
        return [], remarks
    header = _columns(numbered[0][1])
    rows = []
    for number, line in numbered[1:]:
        if len(line) > len(header):
            remarks.append(msg("Row {row} has more cells than the header: they are kept in the notes.", row=number))
        names = header + [f"+{extra}" for extra in range(1, len(line) - len(header) + 1)]
        rows.append((number, dict(zip(names, line, strict=False))))
    return rows, remarks


def _columns(header: list[str]) -> list[str]:
    """Return distinct column names: a repeated or missing one would hide another."""
    seen: Counter[str] = Counter()
    names = []
    for number, cell in enumerate(header, 1):
        name = " ".join(clean(cell).split())[:100] or f"column {number}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _delimiter(text: str) -> str:
    """Return the sign that cuts the first line into most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(part for index, part in enumerate(first.split('"')) if index % 2 == 0)
    return max(DELIMITERS, key=outside.count)
