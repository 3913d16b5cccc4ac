"""What machines read on each page: schema.org, Open Graph, canonical address."""

from __future__ import annotations

from pelican import signals

from plugins.metadata.generator import MetadataGenerator


def get_generators(_pelican: object) -> type[MetadataGenerator]:
    """Give Pelican the generator."""
    return MetadataGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
