"""Loads the guide before anything else and puts it, with the press, into Pelican's context."""

from __future__ import annotations

from pelican import signals

from plugins.context.generator import ContextGenerator, print_pages


def get_generators(_pelican: object) -> type[ContextGenerator]:
    """Give Pelican the generator."""
    return ContextGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
    signals.finalized.connect(print_pages)
