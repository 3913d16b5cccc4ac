"""The lists of shops: front page, categories, communes, labels, services, letters, latest, home."""

from __future__ import annotations

from pelican import signals

from plugins.directory.generator import DirectoryGenerator


def get_generators(_pelican: object) -> type[DirectoryGenerator]:
    """Give Pelican the generator."""
    return DirectoryGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
