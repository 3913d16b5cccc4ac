"""The key of plain data: equal data have one key, different data different ones (BLAKE2b, 128 bits).

A page's file holds as long as the key of its values does, so whatever the key does not see would never
reach the page: values that do not say what they hold are refused.
"""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date, time
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = frozenset({str, type(None), bool, int, float, bytes, date, time})


class Keys:
    """Makes keys; a record that many pages are given (a category, a commune) is written out once."""

    def __init__(self) -> None:
        # By identity, with the record itself: as long as it stands here nothing else can have its identity.
        self._records: dict[int, tuple[BaseModel, str]] = {}
        self._fields: dict[type, Callable[[Any], tuple[Any, ...]]] = {}

    def key(self, value: Any) -> str:
        """Return the key of texts, numbers, dates, records, dataclasses, lists and mappings of these.

        Raises:
            TypeError: for anything else, whose identity would not say what it holds.
        """
        parts: list[str] = []
        self._spell(parts.append, value)
        return hashlib.blake2b(",".join(parts).encode(), digest_size=16).hexdigest()

    def _spell(self, say: Callable[[str], None], value: Any) -> None:
        """Say a value as Python would write it: no two different values are spelt the same."""
        kind = type(value)
        if kind in _PLAIN:
            say(repr(value))
        elif isinstance(value, (tuple, list)):
            self._spell_all(say, tuple(value))
        elif isinstance(value, BaseModel):
            known = self._records.get(id(value))
            if known is None:
                known = self._records[id(value)] = value, value.model_dump_json()
            say(known[1])
        elif isinstance(value, dict):
            say("{")
            self._spell_all(say, tuple(value))
            self._spell_all(say, tuple(value.values()))
        elif isinstance(value, str):
            say(str.__repr__(value))
        else:
            say(kind.__name__)
            fields = self._fields.get(kind) or self._fields.setdefault(kind, _fields(kind))
            self._spell_all(say, fields(value))

    def _spell_all(self, say: Callable[[str], None], values: tuple[Any, ...]) -> None:
        if _PLAIN.issuperset(map(type, values)):
            # In one call: this runs for every value of every page.
            say(repr(values))
            return
        say("(")
        for value in values:
            if type(value) in _PLAIN:
                say(repr(value))
            else:
                self._spell(say, value)
        say(")")


def _fields(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"a page's values may not hold {kind.__name__}")
    names = tuple(field.name for field in dataclasses.fields(kind))
    # Of a single name, `attrgetter` gives the bare value.
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
