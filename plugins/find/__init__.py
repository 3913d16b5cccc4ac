"""The page “Find”: every facet as a link, and with a script the search that combines them."""

from __future__ import annotations

from pelican import signals

from plugins.find.generator import FindGenerator


def get_generators(_pelican: object) -> type[FindGenerator]:
    """Give Pelican the generator."""
    return FindGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
