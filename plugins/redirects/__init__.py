"""Old addresses lead to the new ones."""

from __future__ import annotations

from pelican import signals

from plugins.redirects.generator import RedirectsGenerator


def get_generators(_pelican: object) -> type[RedirectsGenerator]:
    """Give Pelican the generator."""
    return RedirectsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
