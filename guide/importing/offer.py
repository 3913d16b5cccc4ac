"""What a source says of one shop, put into the fields of an entry, before anybody has judged it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from guide.commune import Commune
    from guide.shop import Position
    from guide.words import Message


class Whereabouts(NamedTuple):
    """What a source says of the commune: its code, its name, a postcode, the country.

    `locality`: the name is that of a postal address, a village as often as a commune.
    """

    code: str = ""
    name: str = ""
    postcode: str = ""
    country: str = ""
    locality: bool = False


NOWHERE = Whereabouts()


class Aside(NamedTuple):
    """A value that the entry could not take as it was, and why; it stands in the notes."""

    field: str
    raw: str
    why: Message


@dataclass(slots=True)
class Offer:
    """A row, understood: `values` are fields as an entry writes them, `notes` all the rest.

    `id` tells the shop from all others, import after import; `why_not` says why it cannot become an
    entry; `commune` is where it was found to be, `is_sure` whether the source itself says so.
    """

    row: int
    id: str
    label: str
    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    whereabouts: Whereabouts = NOWHERE
    point: Position | None = None
    asides: list[Aside] = field(default_factory=list)
    why_not: Message | None = None
    commune: Commune | None = None
    is_sure: bool = True

    def put(self, name: str, value: Any) -> bool:
        """Give a field (dotted, if nested) its value, unless it has one; say whether it was given."""
        outer, _, inner = name.partition(".")
        holder: dict[str, Any] = self.values.setdefault(outer, {}) if inner else self.values
        holder.setdefault(inner or outer, value)
        return bool(holder[inner or outer] == value)

    def add(self, name: str, value: str) -> None:
        """Add a value to a list field, once."""
        values = self.values.setdefault(name, [])
        if value not in values:
            values.append(value)

    def note(self, name: str, text: str) -> None:
        """Keep a text for editors; one of the same name is not lost."""
        key, number = name, 2
        while key in self.notes and self.notes[key] != text:
            key, number = f"{name} ({number})", number + 1
        self.notes[key] = text
