"""Who looks after a part of the guide, and is asked whether it is still right."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from guide.fields import Email, Line, Names, Record, matching

Account = Annotated[str, BeforeValidator(matching(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "camille-martin"))]


class Correspondent(Record):
    """A person or a group as `content/correspondents.yaml` declares it; one who names nothing looks after the rest."""

    name: Line = Field(title="Name", description="Person, or function.", examples=["Shops of Saint-Exemple"])
    email: Email | None = Field(None, title="E-mail", description="Where it is asked (RFC 5322); never shown to readers.", examples=["shops@example.org"])
    account: Account | None = Field(None, title="Account", description="Its name on the forge, without “@”.", examples=["camille-martin"])
    communes: Names = Field((), title="Communes", description="Whose entries it confirms: names of content/communes.yaml.", examples=[["Saint-Exemple"]])
    sections: Names = Field((), title="Sections", description="Whose articles it looks after: names of content/sections.yaml.", examples=[["portraits"]])
