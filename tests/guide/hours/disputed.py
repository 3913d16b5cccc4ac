"""The values that two programs read differently, each with the answer chosen here: `python -m tests.guide.hours.disputed` prints them.

What decides is told in `docs/code/disputed-hours.md`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from guide.hours.holidays import Calendar
from guide.hours.schedule import schedule
from guide.hours.written import read
from guide.problem import Refused
from tests.guide.hours.intervals import VALUES, expected, records, surely_open

if TYPE_CHECKING:
    from datetime import date

    from guide.hours.day import Day

HEAD = "| value | the two programs | here | read as |\n|---|---|---|---|\n"
_SAID = {"js": "as opening_hours.js", "rs": "as opening-hours-rs", "read": "read", "refused": "unknown", "other": "otherwise"}


def answer(record: dict[str, Any]) -> tuple[str, str]:
    """Return whose answer is given to a disputed value, and the expression: "js", "rs", "read" (neither told one), "refused" or "other"."""
    try:
        expression = read(record["value"])
    except Refused:
        return "refused", "—"

    def on(day: date) -> Day:
        return schedule(expression, Calendar(record["country"]), day, 2)[0]

    told = {name: record.get(f"weeks_{name}") for name in ("js", "rs")}
    for name, weeks in told.items():
        if weeks and all(surely_open(on, week) == expected(week) for week in weeks):
            return name, expression
    return ("other" if any(told.values()) else "read"), expression


def table() -> str:
    """Return the table."""
    rows = []
    for record in records(VALUES / "desaccords-a.jsonl"):
        whose, expression = answer(record)
        said = record.get("note") or ", ".join(f"{program} {record[program]}" for program in ("opening_hours.js", "opening-hours-rs"))
        rows.append(f"| `{_cell(record['value'])}` | {said} | {_SAID[whose]} | {'as it is' if expression == record['value'] else _code(expression)} |\n")
    return HEAD + "".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return text if text == "—" else f"`{_cell(text)}`"


if __name__ == "__main__":
    sys.stdout.write(table())
