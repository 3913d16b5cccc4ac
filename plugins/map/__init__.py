"""The map: drawn at build, and in detail when the reader asks for it."""

from __future__ import annotations

from pelican import signals

from plugins.map.generator import MapGenerator


def get_generators(_pelican: object) -> type[MapGenerator]:
    """Give Pelican the generator."""
    return MapGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
