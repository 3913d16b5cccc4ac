"""Hours are written as one text or a line for each day; what the file gives is kept in its order and words."""

from __future__ import annotations

from typing import Any

import pytest

from guide.opening import DAYS, HOURS, parse_hours
from guide.problem import Refused


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Tu-Sa 09:00-12:30", "Tu-Sa 09:00-12:30"),
        ("  lundi\n  9h-12h ", "lundi 9h-12h"),
        ({"lundi": "9h-12h", "dimanche": "fermé"}, "lundi: 9h-12h; dimanche: fermé"),
        ({"dimanche": "fermé", "lundi": "9h-12h"}, "dimanche: fermé; lundi: 9h-12h"),
        ({"mar-ven": ["9h-12h", "14h-19h"]}, "mar-ven: 9h-12h, 14h-19h"),
        ({"mar-ven": "9h-12h / 14h-19h"}, "mar-ven: 9h-12h / 14h-19h"),
        ({"Tu, Th": "09:00-12:00"}, "Tu, Th: 09:00-12:00"),
        ({"maandag": ["gesloten"]}, "maandag: gesloten"),
        ("a" * HOURS, "a" * HOURS),
        ({"d" * DAYS: "9h-12h"}, f"{'d' * DAYS}: 9h-12h"),
    ],
)
def test_what_is_written_becomes_one_line(written: Any, text: str) -> None:
    assert parse_hours(written) == text


@pytest.mark.parametrize(
    "written",
    [
        "",
        " \n ",
        "a" * (HOURS + 1),
        {},
        [],
        ["lundi 9h-12h"],
        None,
        {"lundi": None},
        {"lundi": ""},
        {"lundi": []},
        {"lundi": ["9h-12h", ""]},
        {"lundi": ["9h-12h", None]},
        {"lundi": {"matin": "9h-12h"}},
        {"lundi": [["9h-12h"]]},
        {"lundi": "9h-12h; 14h-18h"},
        {"lundi": ["9h-12h;", "14h"]},
        {"": "9h-12h"},
        {"lundi; mardi": "9h-12h"},
        {"d" * (DAYS + 1): "9h-12h"},
        {f"day {number}": "9h-12h, 14h-18h, 19h-22h" for number in range(60)},
    ],
)
def test_what_would_have_to_be_guessed_is_refused(written: Any) -> None:
    with pytest.raises(Refused) as caught:
        parse_hours(written)
    assert caught.value.fix is not None
