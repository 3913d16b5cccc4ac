"""What earlier imports wrote: `content/imported.jsonl`, one line a shop, to tell their words from people's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guide.files import LIST_BYTES, Unreadable, read_text
from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STATE = "content/imported.jsonl"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written for one shop: its entry's path, the day of the data, a digest of each field."""

    id: str
    path: str
    date: str
    fields: dict[str, str]


def digest(value: Any) -> str:
    """Return ten hexadecimal digits that change with the value, not with the way it is written."""
    text = json.dumps(standard(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def standard(value: Any) -> Any:
    """Return a value in the one form that all its ways of being written share: a list of one is its item."""
    if isinstance(value, dict):
        return {key: standard(child) for key, child in value.items() if child not in (None, "")}
    if isinstance(value, (list, tuple)):
        return standard(value[0]) if len(value) == 1 else [standard(child) for child in value]
    return value.strip() if isinstance(value, str) else value


def read_state(town: Path) -> dict[str, Imported]:
    """Return what earlier imports wrote, by id; empty if there was none.

    Raises:
        InvalidContent: a line cannot be read; then nothing may be imported over people's work.
    """
    if not (town / STATE).exists():
        return {}
    try:
        lines = read_text(town, STATE, 16 * LIST_BYTES).split("\n")
    except Unreadable as error:
        raise InvalidContent([error.problem]) from None
    state = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            record = Imported(found["id"], found["path"], found["date"], dict(found["fields"]))
        except (ValueError, KeyError, TypeError):
            fix = msg("Put back the file of the last commit: imports write it, nobody else.")
            raise InvalidContent([Problem(STATE, number, "", msg("This line cannot be read."), fix)]) from None
        state[record.id] = record
    return state


def state_text(records: Iterable[Imported]) -> str:
    """Return the file, sorted by id, the same for the same records."""
    return "".join(
        json.dumps(
            {"id": r.id, "path": r.path, "date": r.date, "fields": dict(sorted(r.fields.items()))}, ensure_ascii=False
        )
        + "\n"
        for r in sorted(records, key=lambda record: record.id)
    )
