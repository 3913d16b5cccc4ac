"""Days from one to another: what all that is dated in a guide has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.problem import Refused
from guide.words import msg

if TYPE_CHECKING:
    from datetime import date


def in_order(first: date | None, last: date | None) -> None:
    """Refuse a last day that is before the first one; an unknown one is before nothing."""
    if first and last and last < first:
        raise Refused(msg("{last} is before {first}.", last=last.isoformat(), first=first.isoformat()), msg("Correct one of the two days."))
