"""Values of real data drawn at random with their reading, for people to judge: `python -m tests.guide.hours.drawn` prints them."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from typing import NamedTuple

from guide.hours.written import read
from guide.problem import Refused
from tests.conftest import SHARED
from tests.guide.hours.intervals import VALUES

HEAD = """\
# Hours drawn at random
Real values and what is read of them: all of a file are shuffled with a seed (`random.Random(seed).shuffle`), and the first ones
that are read are kept. An expression that is OSM's is taken at its word, words are taken as people mean them.
"""
# Of the readings that a person has read and found right, one by one. When a reading changes, read again what changed, then write the new digest.
READ_BY_HAND = "3971f4c8c61bced097bb7cac"


class Draw(NamedTuple):
    """So many values of a file, with a seed; the language of its writers, "" if any."""

    file: str
    seed: int
    count: int
    language: str = ""

    def values(self) -> list[str]:
        """Return all values of the file."""
        if self.file.endswith(".json"):
            places = json.loads((SHARED / "data" / "places" / self.file).read_text(encoding="utf-8"))
            return [place["periode_ouverture"] for place in places if place.get("periode_ouverture")]
        return (VALUES / self.file).read_text(encoding="utf-8").splitlines()

    def readings(self) -> list[tuple[str, str]]:
        """Return the values drawn, each with what is read."""
        values = self.values()
        random.Random(self.seed).shuffle(values)
        found: list[tuple[str, str]] = []
        for value in values:
            try:
                found.append((value, read(value, self.language)))
            except Refused:
                continue
            if len(found) == self.count:
                break
        return found


DRAWS = (
    Draw("osm-laxistes-a.txt", 20261122, 200),
    Draw("musees-nord.json", 20261122, 60, "fr"),
    *(Draw("osm-invalides-a.txt", seed, 200) for seed in (1, 2, 3)),
)


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for draw in DRAWS:
        rows = (f"| `{_cell(value)}` | {'as it is' if value == expression else f'`{_cell(expression)}`'} |\n" for value, expression in draw.readings())
        parts.append(f"\n## {draw.count} of `{draw.file}`, seed {draw.seed}\n| written | read |\n|---|---|\n{''.join(rows)}")
    return "".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("`", "'")


def digest() -> str:
    """Return what tells one page from another."""
    return hashlib.blake2b(page().encode(), digest_size=12).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(f"{page()}\n{digest()}\n")
