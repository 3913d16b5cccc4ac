"""The guide without a network: a service worker, a manifest to install it, and one page of names and telephone numbers."""

from __future__ import annotations

from pelican import signals

from plugins.offline.generator import OfflineGenerator


def get_generators(_pelican: object) -> type[OfflineGenerator]:
    """Give Pelican the generator."""
    return OfflineGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
