"""next-change.json: when the site next needs to be built again because a date passes."""

from __future__ import annotations

from pelican import signals

from plugins.changes.generator import ChangesGenerator


def get_generators(_pelican: object) -> type[ChangesGenerator]:
    """Give Pelican the generator."""
    return ChangesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
