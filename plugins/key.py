"""The key of plain data: equal data have one key, different data different ones (BLAKE2b, 128 bits).

A page's file holds as long as the key of its values does, so whatever the key does not see would never
reach the page: values that do not say what they hold are refused.
"""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date, time
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable


class Keys:
    """Makes keys; a record that many pages are given (a category, a commune) is written out once."""

    def __init__(self) -> None:
        # By identity, with the record itself: as long as it stands here nothing else can have its identity.
        self._records: dict[int, tuple[BaseModel, bytes]] = {}
        self._fields: dict[type, tuple[str, ...]] = {}

    def key(self, value: Any) -> str:
        """Return the key of texts, numbers, dates, records, dataclasses, lists and mappings of these.

        Raises:
            TypeError: for anything else, whose identity would not say what it holds.
        """
        state = hashlib.blake2b(digest_size=16)
        self._feed(state.update, value)
        return state.hexdigest()

    def _feed(self, update: Callable[[bytes], None], value: Any) -> None:
        # The commonest first: this runs for every value of every page.
        if isinstance(value, str):
            text = value.encode()
            update(b"%d:" % len(text))
            update(text)
        elif isinstance(value, (tuple, list)):
            update(b"(%d:" % len(value))
            for item in value:
                self._feed(update, item)
        elif value is None or isinstance(value, (bool, int, float, date, time)):
            update(f"{value!r};".encode())
        elif isinstance(value, BaseModel):
            known = self._records.get(id(value))
            if known is None:
                known = self._records[id(value)] = value, value.model_dump_json().encode()
            update(b"%d:" % len(known[1]))
            update(known[1])
        elif isinstance(value, dict):
            update(b"{%d:" % len(value))
            for name in value:
                self._feed(update, name)
                self._feed(update, value[name])
        elif isinstance(value, bytes):
            update(b"b%d:" % len(value))
            update(value)
        else:
            kind = type(value)
            update(kind.__name__.encode())
            for name in self._fields.get(kind) or self._fields.setdefault(kind, _names(kind)):
                self._feed(update, getattr(value, name))


def _names(kind: type) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"a page's values may not hold {kind.__name__}")
    return tuple(field.name for field in dataclasses.fields(kind))
