"""The pages that people write, and the page for addresses that do not exist."""

from __future__ import annotations

from pelican import signals

from plugins.pages.generator import WrittenGenerator


def get_generators(_pelican: object) -> type[WrittenGenerator]:
    """Give Pelican the generator."""
    return WrittenGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
