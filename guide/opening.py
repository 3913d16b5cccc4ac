"""Opening hours as a person writes them: one text, or a line for each day. What they mean is `guide.hours`' to say."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from guide.problem import Refused
from guide.words import Message, msg

HOURS = 1_000
DAYS = 60
EXAMPLES: list[Any] = [
    "du mardi au samedi 9h-12h30 / 14h-19h, dimanche 9h-13h",
    "Tu-Sa 09:00-12:30,14:00-19:00; Su 09:00-13:00",
    {"lundi": "9h-12h", "mardi-vendredi": ["9h-12h", "14h-19h"]},
]


def parse_hours(value: Any) -> str:
    """Return opening hours as written, on one line of at most `HOURS` characters.

    A line for each day becomes ``lundi: 9h-12h, 14h-18h; mardi: …``, in the order written.
    """
    if isinstance(value, dict):
        value = "; ".join(_of_days(days, hours) for days, hours in value.items())
    if not isinstance(value, str):
        raise Refused(msg("Opening hours are one text, or a line for each day."), _on_one_line())
    text = " ".join(value.split())
    if not text or len(text) > HOURS:
        raise Refused(msg("Opening hours have between 1 and {limit} characters.", limit=HOURS), _on_one_line())
    return text


def _on_one_line() -> Message:
    return msg("Write them on one line: Tu-Sa 09:00-12:30,14:00-19:00; Su 09:00-13:00")


def _of_days(days: str, hours: Any) -> str:
    """Return what is written of some days of the week, as a part of one text."""
    name = " ".join(days.split())
    written = hours if isinstance(hours, list) else [hours or ""]
    if not all(isinstance(part, str) for part in written):
        raise Refused(
            msg("The hours of “{days}” are written in too many levels.", days=name), msg("Write them on its line: “{days}: 9:00-12:00, 14:00-18:00”.", days=name)
        )
    parts = [" ".join(part.split()) for part in written]
    if not parts or not all(parts):
        # “{lundi: 9h-12h, 14h-18h}”: for YAML, the comma begins another day.
        raise Refused(
            msg("No hours are written for “{days}”.", days=name),
            msg("Write hours, or “closed”, behind it. In braces, several hours need quotes: “{{monday: '9:00-12:00, 14:00-18:00'}}”."),
        )
    if not name or len(name) > DAYS or set(name) & set(";:"):
        raise Refused(
            msg("“{value}” names no day of the week.", value=name[:DAYS]), msg("Write one day, or several, before the hours: “monday: 9:00-12:00”.")
        )
    text = ", ".join(parts)
    if ";" in text:
        raise Refused(
            msg("The hours of “{days}” hold a “;”, which begins another day.", days=name), msg("Part two spans of one day by a comma, or write another line.")
        )
    return f"{name}: {text}"


Hours = Annotated[str, BeforeValidator(parse_hours, json_schema_input_type=str | dict[str, str | tuple[str, ...]])]
