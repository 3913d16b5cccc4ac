"""Who writes: a contributor of the magazine, person or group."""

from __future__ import annotations

from pydantic import Field

from guide.fields import Line, Markdown, Record, Slug, Url
from guide.shop import Image


class Author(Record):
    """A contributor as `content/authors.yaml` declares it."""

    slug: Slug = Field(title="Slug", description="Its name in articles and addresses.", examples=["the-editors"])
    name: Line = Field(title="Name", description="As it stands under an article.", examples=["The editors"])
    portrait: Markdown | None = Field(None, title="Portrait", description="Who it is, in a few lines (Markdown).", examples=["Five neighbours who…"])
    image: Image | None = Field(None, title="Image", description="A photo of content/images/.", examples=[{"file": "editors.jpg", "alt": "Five people at a table", "credit": "The editors"}])
    website: Url | None = Field(None, title="Website", description="Its own page (RFC 3986).", examples=["https://www.example.org/"])
