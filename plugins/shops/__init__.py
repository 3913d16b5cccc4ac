"""A page for each shop, with everything known and nothing empty."""

from __future__ import annotations

from pelican import signals

from plugins.shops.generator import ShopsGenerator


def get_generators(_pelican: object) -> type[ShopsGenerator]:
    """Give Pelican the generator."""
    return ShopsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
