"""A local label: a hashtag with its mention, that shops put on what they do."""

from __future__ import annotations

from pydantic import Field

from guide.fields import Hashtag, Hashtags, Line, Markdown, Record, Url
from guide.text import slugify


class Label(Record):
    """A label as `content/labels.yaml` declares it; the first of the list is the site's own."""

    hashtag: Hashtag = Field(title="Hashtag", description="The hashtag, without “#”.", examples=["faitici"])
    mention: Line = Field(title="Mention", description="What the hashtag stands for.", examples=["Fait ici"])
    aliases: Hashtags = Field((), title="Aliases", description="Other hashtags that mean the same.", examples=[["faitparici"]])
    summary: Line | None = Field(None, title="Summary", description="The label in one sentence.", examples=["Who makes and sells here says so."])
    description: Markdown | None = Field(None, title="Description", description="What it is and who may carry it (Markdown).", examples=["A label of…"])
    website: Url | None = Field(None, title="Website", description="The label's own site.", examples=["https://www.example.org/"])

    @property
    def slug(self) -> str:
        """Return the label's name in addresses."""
        return slugify(self.hashtag) or "label"
