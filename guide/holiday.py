"""The holidays that no calendar of the country knows: a town's own days, and school holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, ValidationInfo, field_validator

from guide.fields import Day, Line, Lines, Names, Record, Several
from guide.period import in_order

if TYPE_CHECKING:
    from datetime import date


class LocalHoliday(Record):
    """A day that is a public holiday here only; one that comes back is written once for each year."""

    day: Day = Field(title="Day", description="The day (ISO 8601).", examples=["2027-06-28"])
    name: Line = Field(title="Name", description="What it is called.", examples=["Midsummer fair"])
    communes: Names = Field((), title="Communes", description="Where: names of content/communes.yaml; everywhere when absent.", examples=[["Saint-Exemple"]])


class SchoolHoliday(Record):
    """School holidays, first and last day included."""

    name: Line = Field(title="Name", description="What they are called.", examples=["Winter holidays"])
    first: Day = Field(alias="from", title="From", description="First day (ISO 8601).", examples=["2027-02-06"])
    last: Day = Field(alias="to", title="To", description="Last day (ISO 8601).", examples=["2027-02-21"])
    zones: Lines = Field((), title="Zones", description="For which school zones (A, B, C, or any name); all when absent.", examples=[["C"]])

    @field_validator("last")
    @classmethod
    def _ends_after_it_begins(cls, last: date, info: ValidationInfo) -> date:
        in_order(info.data.get("first"), last)
        return last


class Holidays(Record):
    """What `content/holidays.yaml` says."""

    school_zone: Line | None = Field(None, title="School zone", description="The town's school zone, as the school holidays name it.", examples=["C"])
    public: Annotated[tuple[LocalHoliday, ...], Several()] = Field(
        (), title="Local holidays", description="Public holidays of this place only.", examples=[[{"day": "2027-06-28", "name": "Midsummer fair"}]]
    )
    school: Annotated[tuple[SchoolHoliday, ...], Several()] = Field(
        (), title="School holidays", description="School holidays, of all zones or of the town's only.",
        examples=[[{"name": "Winter holidays", "from": "2027-02-06", "to": "2027-02-21", "zones": "C"}]],
    )  # fmt: skip
