"""An article of the magazine: `content/articles/**/<slug>.md`, YAML header then Markdown."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from guide.fields import Day, Hashtags, Line, Name, Names, Prose, Record, Slug, Slugs, Summary, Topic, Topics, text_of
from guide.problem import Refused
from guide.shop import Image
from guide.words import msg


def parse_language(value: Any) -> str:
    """Return the code of a language (BCP 47): two or three letters, with a region where that matters."""
    text = text_of(value)
    if not re.fullmatch("[a-z]{2,3}(-[A-Z]{2})?", text):
        raise Refused(msg("“{value}” is not the code of a language.", value=text[:60]), msg("Write its two letters: fr, en, nl, de."))
    return text


Language = Annotated[str, BeforeValidator(parse_language)]
# Words a minute of somebody who reads on a screen, in no hurry.
PACE = 200


class Article(Record):
    """What a contributor writes. Only the title, the date and the text are required."""

    IMPLIED = frozenset(["slug", "path", "body"])

    slug: Slug = Field(title="Slug", description="The file's name: the article's identity and address.", examples=["first-bread"])
    path: str = Field("", exclude=True, description="Where the article stands in the town's folder.")
    title: Line = Field(title="Title", description="Its title.", examples=["The oven that opens before dawn"])
    date: Day = Field(title="Date", description="Its day (ISO 8601); in the future, the article waits for it.", examples=["2026-01-05"])
    section: Name | None = Field(None, title="Section", description="A section of content/sections.yaml.", examples=["portraits"])
    labels: Hashtags = Field((), title="Labels", description="Hashtags of the local labels it is about, without “#”.", examples=[["faitici"]])
    tags: Topics = Field((), title="Tags", description="Its subjects, in a word or two each.", examples=[["bread", "autumn"]])
    authors: Names = Field((), title="Authors", description="Who wrote it: slugs of content/authors.yaml.", examples=[["the-editors"]])
    summary: Summary | None = Field(None, title="Summary", description="Two sentences that make one want to read it.", examples=["Where the bread comes from…"])
    image: Image | None = Field(
        None, title="Image", description="A photo of content/images/, with its text and credit.",
        examples=[{"file": "bread/oven.jpg", "alt": "The oven at dawn", "credit": "The editors"}],
    )  # fmt: skip
    shops: Slugs = Field((), title="Shops", description="The shops it speaks of: their file names.", examples=[["la-huche"]])
    communes: Names = Field((), title="Communes", description="Where it happens, by name.", examples=[["Saint-Exemple"]])
    series: Topic | None = Field(None, title="Series", description="The series it is a part of, in the order of dates.", examples=["Three walks"])
    lang: Language | None = Field(None, title="Language", description="Its language, if not the site's (BCP 47).", examples=["en"])
    publish: Day | None = Field(None, title="Publish", description="Day when it appears, if not its date (ISO 8601).", examples=["2026-01-05"])
    expires: Day | None = Field(None, title="Expires", description="Day from which it no longer stands there (ISO 8601).", examples=["2026-03-01"])
    modified: Day | None = Field(None, title="Modified", description="Day of the last change (ISO 8601).", examples=["2026-01-12"])
    aliases: Slugs = Field((), title="Old slugs", description="Former file names, the first one first, so that old links go on working.", examples=[["first-loaf"]])
    licence: Line | None = Field(None, title="Licence", description="Licence of the text, if not the site's (SPDX identifier).", examples=["CC-BY-SA-4.0"])
    source: Line | None = Field(None, title="Source", description="Where a text of somebody else's comes from, in a sentence.", examples=["Translated from …"])
    body: Prose = Field(title="Text", description="The article itself (Markdown).", examples=["It is four in the morning…"])

    @property
    def appears(self) -> Day:
        """Return the day from which it stands in the magazine."""
        return self.publish or self.date

    @property
    def last_change(self) -> Day:
        """Return the day of the newest thing said in it."""
        return max(self.date, self.modified or self.date)

    @property
    def minutes(self) -> int:
        """Return how long it takes to read, in whole minutes, at `PACE` words a minute."""
        return max(1, round(len(self.body.split()) / PACE))

    def stands_on(self, day: Day) -> bool:
        """Say whether it stands in the magazine on a day."""
        return self.appears <= day and (self.expires is None or day < self.expires)
