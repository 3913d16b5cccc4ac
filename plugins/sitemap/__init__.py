"""sitemap.xml and robots.txt."""

from __future__ import annotations

from pelican import signals

from plugins.sitemap.generator import SitemapGenerator


def get_generators(_pelican: object) -> type[SitemapGenerator]:
    """Give Pelican the generator."""
    return SitemapGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
