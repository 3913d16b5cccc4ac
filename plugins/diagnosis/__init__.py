"""A page for each shop that says what its entry lacks and what to do first; for merchants, not for search engines."""

from __future__ import annotations

from pelican import signals

from plugins.diagnosis.generator import DiagnosisGenerator


def get_generators(_pelican: object) -> type[DiagnosisGenerator]:
    """Give Pelican the generator."""
    return DiagnosisGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
