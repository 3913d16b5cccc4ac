"""The webmagazine: articles, and the pages that lead to them."""

from __future__ import annotations

from pelican import signals

from plugins.magazine.generator import MagazineGenerator


def get_generators(_pelican: object) -> type[MagazineGenerator]:
    """Give Pelican the generator."""
    return MagazineGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
