"""Where shops are: the municipalities of the territory, by INSEE (France) or NIS (Belgium) code."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from guide.fields import Line, Postcodes, Record, Slug, matching
from guide.shop import Position
from guide.text import slugify

Code = Annotated[str, BeforeValidator(matching("[0-9][0-9AB][0-9]{3}", "01999"))]
Country = Annotated[str, BeforeValidator(matching("[A-Z]{2}", "FR"))]


class Commune(Record):
    """A municipality of the territory."""

    name: Line = Field(title="Name", description="Official name.", examples=["Saint-Exemple"])
    slug: Slug = Field("", title="Slug", description="Its name in addresses; made from the name when absent.", examples=["saint-exemple"])
    code: Code | None = Field(None, title="Code", description="INSEE or NIS code, as text.", examples=["01999"])
    postcodes: Postcodes = Field((), title="Postcodes", description="Its postcodes, as text.", examples=[["01990"]])
    position: Position | None = Field(None, title="Position", description="A point in its middle (WGS 84).", examples=[{"lat": "48.6436", "lon": "1.8292"}])
    country: Country | None = Field(None, title="Country", description="ISO 3166-1 code, if not the site's.", examples=["BE"])

    @model_validator(mode="before")
    @classmethod
    def _slug_from_name(cls, values: Any) -> Any:
        if isinstance(values, dict) and not values.get("slug"):
            return {**values, "slug": slugify(str(values.get("name", ""))) or "commune"}
        return values
