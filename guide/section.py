"""What the magazine is divided into: sections, and the named magazines that group them."""

from __future__ import annotations

from pydantic import Field

from guide.fields import Line, Markdown, Record, Slug


class Section(Record):
    """A section as `content/sections.yaml` declares it, in the order of the contents page."""

    slug: Slug = Field(title="Slug", description="Its name in articles and addresses.", examples=["portraits"])
    name: Line = Field(title="Name", description="Its title.", examples=["Portraits"])
    summary: Line | None = Field(None, title="Summary", description="The section in one sentence.", examples=["Those who make and sell here."])
    magazine: Slug | None = Field(None, title="Magazine", description="The named magazine it belongs to, if any.", examples=["the-gazette"])


class Magazine(Record):
    """A named magazine as `content/magazines.yaml` declares it: some sections with a front page and a feed of their own."""

    slug: Slug = Field(title="Slug", description="Its name in sections and addresses.", examples=["the-gazette"])
    name: Line = Field(title="Name", description="Its title.", examples=["The Gazette"])
    tagline: Line | None = Field(None, title="Tagline", description="The magazine in one sentence.", examples=["Four times a year"])
    description: Markdown | None = Field(None, title="Description", description="What it is (Markdown).", examples=["Written by…"])
