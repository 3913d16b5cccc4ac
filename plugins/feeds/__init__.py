"""Feeds: what is new in the guide, for programs that readers choose; and the page that explains them."""

from __future__ import annotations

from pelican import signals

from plugins.feeds.generator import FeedsGenerator


def get_generators(_pelican: object) -> type[FeedsGenerator]:
    """Give Pelican the generator."""
    return FeedsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
