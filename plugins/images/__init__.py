"""Photos in the sizes and formats that readers' screens want."""

from __future__ import annotations

from pelican import signals

from plugins.images.generator import ImagesGenerator


def get_generators(_pelican: object) -> type[ImagesGenerator]:
    """Give Pelican the generator."""
    return ImagesGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
