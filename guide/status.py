"""Whether a shop is open at all: its state, and the days when its hours are not as usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from guide.fields import Day, Flag, Line, Record, Slug, one_of
from guide.opening import Hours
from guide.period import in_order
from guide.problem import Refused
from guide.vocabulary import CLOSED_FOR_GOOD, STATES, said
from guide.words import msg

if TYPE_CHECKING:
    from datetime import date

State = Annotated[str, BeforeValidator(one_of(tuple(STATES), said(STATES))), Field(json_schema_extra={"enum": list(STATES)})]


def worded(value: Any) -> Any:
    """Take a word alone for a status: ``status: closed-for-good``."""
    return {"state": value} if isinstance(value, str) else value


class Status(Record):
    """The state of a shop, with what is known of it."""

    state: State = Field(title="State", description="How it is, one of the known words.", examples=["closed-temporarily"])
    since: Day | None = Field(None, title="Since", description="First day of this state (ISO 8601).", examples=["2027-01-04"])
    until: Day | None = Field(None, title="Until", description="Last day of this state (ISO 8601); as usual afterwards.", examples=["2027-02-28"])
    reason: Line | None = Field(None, title="Reason", description="Why, in one line for readers.", examples=["Works in the bakehouse"])
    successor: Slug | None = Field(None, title="Successor", description="The entry that takes over: its file name.", examples=["la-huche"])

    @field_validator("until")
    @classmethod
    def _ends_after_it_begins(cls, until: date | None, info: ValidationInfo) -> date | None:
        if until and info.data.get("state") == CLOSED_FOR_GOOD:
            raise Refused(msg("What is closed for good has no last day."), msg("Remove this line, or write “state: closed-temporarily”."))
        in_order(info.data.get("since"), until)
        return until


class ExceptionalHours(Record):
    """Some days, first and last one included, when a shop is closed or has other hours."""

    first: Day = Field(alias="from", title="From", description="First day (ISO 8601).", examples=["2026-12-24"])
    ends: Day | None = Field(None, alias="to", title="To", description="Last day (ISO 8601); the first one when absent.", examples=["2027-01-02"])
    closed: Flag = Field(False, title="Closed", description="“yes” if it is closed on these days.", examples=["yes"])
    hours: Hours | None = Field(None, title="Hours", description="Its hours on these days, if it is open.", examples=["9h-12h"])
    reason: Line | None = Field(None, title="Reason", description="Why, in one line for readers.", examples=["Christmas holidays"])

    @property
    def last(self) -> date:
        """Return the last day; the first one if there is only one."""
        return self.ends or self.first

    @field_validator("ends")
    @classmethod
    def _ends_after_it_begins(cls, ends: date | None, info: ValidationInfo) -> date | None:
        in_order(info.data.get("first"), ends)
        return ends

    @model_validator(mode="after")
    def _says_one_thing(self) -> ExceptionalHours:
        if self.closed and self.hours:
            raise Refused(msg("It cannot be closed and have hours on the same days."), msg("Keep one of the two: “closed: yes”, or “hours: …”."))
        if not self.closed and not self.hours:
            raise Refused(msg("Nothing says what is particular to these days."), msg("Write “closed: yes”, or their hours: “hours: 9h-12h”."))
        return self
