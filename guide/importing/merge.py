"""Bringing newer data into an entry without touching what a person has written there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guide.importing.accept import ORDER, REQUIRED
from guide.importing.state import digest, standard

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Said only together with something else: who says it, on what terms.
ATTRIBUTION = ("source", "licence", "osm")
# Decided once, when the entry is made, or on another ground than the source's words.
_OWN = ("labels", "added", "updated", *ATTRIBUTION)


@dataclass(slots=True)
class Merged:
    """The fields to change (None: to remove), those that a person keeps, the digests of what imports wrote."""

    changes: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)


def merge(
    current: Mapping[str, Any],
    offered: Mapping[str, Any],
    written: Mapping[str, str],
    covered: Collection[str],
    today: str,
) -> Merged:
    """Compare an entry with what a source offers.

    A field is the import's own as long as its digest is the one in `written`; only such fields and
    missing ones change. A field that a person removed stays away. `covered`: the fields that the
    source can speak of; the others are not removed for its silence.
    """
    merged = Merged(written=dict(written))
    for name in ORDER:
        if name not in _OWN:
            merge_field(merged, name, current.get(name), offered.get(name), can_go=name in covered and name not in REQUIRED)
    if merged.changes:
        for name in ATTRIBUTION:
            merge_field(merged, name, current.get(name), offered.get(name), can_go=False)
        if set(merged.changes) - {"notes", *ATTRIBUTION}:
            merge_field(merged, "updated", current.get("updated"), today, can_go=False)
        merged.kept = [name for name in merged.kept if name not in _OWN]
    return merged


def merge_field(merged: Merged, name: str, has: Any, new: Any, *, can_go: bool) -> None:
    """Decide on one field; `can_go`: it is removed when the source no longer says it."""
    mark = merged.written.get(name)
    is_empty = has in (None, "", [], {})
    if standard(new) == standard(has) or (new is None and is_empty):
        return
    if is_empty:
        if mark is None:
            _set(merged, name, new)
        else:
            merged.kept.append(name)
    elif mark is not None and digest(has) == mark:
        if new is not None or can_go:
            _set(merged, name, new)
    elif new is not None:
        merged.kept.append(name)


def _set(merged: Merged, name: str, value: Any) -> None:
    merged.changes[name] = value
    if value is None:
        merged.written.pop(name, None)
    else:
        merged.written[name] = digest(value)
