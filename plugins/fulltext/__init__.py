"""The index of the words of articles, written pages and, in guides that are not too large, shops."""

from __future__ import annotations

from pelican import signals

from plugins.fulltext.generator import FulltextGenerator


def get_generators(_pelican: object) -> type[FulltextGenerator]:
    """Give Pelican the generator."""
    return FulltextGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
