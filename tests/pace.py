"""Seconds that mean the same on a machine that is slow at this moment: they are measured against a known work."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

# What the known work takes on an ordinary machine, in seconds of its processor.
ORDINARY = 0.06


def _known_work() -> float:
    started = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - started


def pace() -> float:
    """Return how many times slower than an ordinary machine this one is now; 1 for a faster one."""
    return max(1.0, _known_work() / ORDINARY)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when what is done inside takes more than so many seconds of an ordinary machine's processor."""
    before = pace()
    started = time.process_time()
    yield
    spent = time.process_time() - started
    slowness = max(before, pace())
    assert spent < seconds * slowness, f"{spent:.1f} s on a machine {slowness:.1f} times slower than an ordinary one"
