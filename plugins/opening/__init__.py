"""The pages “Open now” and “Open today”."""

from __future__ import annotations

from pelican import signals

from plugins.opening.generator import OpeningGenerator


def get_generators(_pelican: object) -> type[OpeningGenerator]:
    """Give Pelican the generator."""
    return OpeningGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
