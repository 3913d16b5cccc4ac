"""A page of the site that people wrote: `content/pages/<slug>.md`, YAML header then Markdown."""

from __future__ import annotations

from pydantic import Field

from guide.fields import Count, Day, Line, Markdown, Record, Slug


class Page(Record):
    """A written page."""

    IMPLIED = frozenset(["slug", "body"])

    slug: Slug = Field(title="Slug", description="The file's name and its address.", examples=["about"])
    title: Line = Field(title="Title", description="Its title.", examples=["About"])
    summary: Line | None = Field(None, title="Summary", description="What search engines show.", examples=["Who we are"])
    menu: Line | None = Field(None, title="Menu", description="Short title for the foot of pages.", examples=["About"])
    order: Count = Field(50, title="Order", description="Place among the pages, smallest first.", examples=["10"])
    modified: Day | None = Field(None, title="Modified", description="Day of the last change (ISO 8601).", examples=["2026-01-05"])
    body: Markdown = Field(title="Text", description="The page itself (Markdown).", examples=["## Who we are"])
