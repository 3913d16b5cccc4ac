"""The theme's own files: one style sheet, the scripts, the typeface, the icons."""

from __future__ import annotations

from pelican import signals

from plugins.assets.generator import AssetsGenerator


def get_generators(_pelican: object) -> type[AssetsGenerator]:
    """Give Pelican the generator."""
    return AssetsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
