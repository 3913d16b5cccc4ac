"""A rule of the town that holds for some days: a water cut, a fair, a lockdown."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pydantic import Field, ValidationInfo, field_validator

from guide.fields import Day, Hashtags, Line, Names, Record, Url
from guide.opening import Hours
from guide.period import in_order
from guide.problem import Refused
from guide.status import State
from guide.vocabulary import ADAPTED, CLOSED_FOR_GOOD, STATES
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

class DatedRule(Record):
    """A rule as `content/rules.yaml` declares it; `last` is None while its end is not known.

    What it names narrows it: shops of these communes, that do this, that carry one of these labels.
    """

    name: Line = Field(title="Name", description="What it is called.", examples=["Water cut"])
    first: Day = Field(alias="from", title="From", description="First day (ISO 8601).", examples=["2027-01-19"])
    last: Day | None = Field(None, alias="to", title="To", description="Last day (ISO 8601); until further notice when absent.", examples=["2027-01-20"])
    state: State = Field(
        title="State", description="How the shops are during these days, one of the known words.", examples=["adapted"],
        json_schema_extra={"enum": [word for word in STATES if word != CLOSED_FOR_GOOD]},
    )  # fmt: skip
    communes: Names = Field((), title="Communes", description="Where it holds: names of content/communes.yaml; all when absent.", examples=[["Saint-Exemple"]])
    categories: Names = Field(
        (), title="Categories", description="For whom: names of content/categories.yaml, with those below them; all when absent.", examples=[["boulangerie"]]
    )
    labels: Hashtags = Field((), title="Labels", description="For the shops that carry one of these labels; all when absent.", examples=[["faitici"]])
    hours: Hours | None = Field(None, title="Hours", description="The hours of these shops on these days, if their state is “adapted”.", examples=["9h-12h"])
    details: Line | None = Field(None, title="Details", description="What readers should know, in one line.", examples=["No hot meals; shops close at noon."])
    source: Line | None = Field(None, title="Source", description="Who decided it.", examples=["Order of the prefect, 12 January 2027"])
    url: Url | None = Field(None, title="Address", description="Where it can be read (RFC 3986).", examples=["https://www.example.org/water"])

    @field_validator("last")
    @classmethod
    def _ends_after_it_begins(cls, last: date | None, info: ValidationInfo) -> date | None:
        in_order(info.data.get("first"), last)
        return last

    @field_validator("state")
    @classmethod
    def _passes(cls, state: str) -> str:
        if state == CLOSED_FOR_GOOD:
            raise Refused(msg("A rule of some days closes no shop for good."), msg("Write “state: closed-temporarily”."))
        return state

    @field_validator("hours")
    @classmethod
    def _hours_are_adapted(cls, hours: str | None, info: ValidationInfo) -> str | None:
        if hours and info.data.get("state", ADAPTED) != ADAPTED:
            raise Refused(msg("Only the state “adapted” has hours."), msg("Write “state: adapted”, or remove the hours."))
        return hours


class DatedRules:
    """Finds the rules that name a shop, without looking at each of them."""

    def __init__(self, rules: Iterable[DatedRule]) -> None:
        self._rules = tuple(rules)
        self._filed: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, rule in enumerate(self._rules):
            named = (("commune", rule.communes), ("category", rule.categories), ("label", rule.labels))
            kind, names = next(((kind, names) for kind, names in named if names), ("", ("",)))
            for name in names:
                self._filed[kind, name].append(number)

    def on(self, commune: str, categories: Iterable[str], labels: Iterable[str]) -> tuple[DatedRule, ...]:
        """Return the rules of a shop in the order of their file; `categories`: its own and all above them."""
        if not self._rules:
            return ()
        said, carried = frozenset(categories), frozenset(labels)
        keys = [("", ""), ("commune", commune), *(("category", name) for name in said), *(("label", name) for name in carried)]
        filed = sorted({number for key in keys for number in self._filed.get(key, ())})
        return tuple(
            rule
            for rule in map(self._rules.__getitem__, filed)
            if (not rule.categories or not said.isdisjoint(rule.categories)) and (not rule.labels or not carried.isdisjoint(rule.labels))
        )
