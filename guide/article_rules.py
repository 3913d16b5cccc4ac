"""What must hold of the magazine: one function, one sentence, as in `guide.rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.markdown import photos_elsewhere, photos_without_words
from guide.problem import A_FILE, Level, Problem
from guide.rules import AUTHORS, MAGAZINES, SECTIONS, Draft, numbered, strange_shops, strangers
from guide.text import slugify
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guide.document import Where
    from guide.rules import Source


def sections_are_known(draft: Draft) -> Iterator[Problem]:
    """The section of an article, and those of a correspondent, stand in content/sections.yaml."""
    mentions: list[tuple[Source, list[tuple[Where, str]]]] = [(source, [(("section",), article.section)]) for article, source in draft.articles if article.section]
    mentions += [(source, numbered("sections", correspondent.sections)) for correspondent, source in draft.correspondents]
    for source, written in mentions:
        yield from strangers(draft, source, SECTIONS, written, draft.names.section, lambda name: msg("“{name}” is not a section of the magazine.", name=name))


def authors_are_known(draft: Draft) -> Iterator[Problem]:
    """Who wrote an article stands in content/authors.yaml."""
    for article, source in draft.articles:
        written = numbered("authors", article.authors)
        yield from strangers(draft, source, AUTHORS, written, draft.names.author, lambda name: msg("“{name}” is not an author of the magazine.", name=name))


def magazines_are_known(draft: Draft) -> Iterator[Problem]:
    """The magazine of a section is one of content/magazines.yaml."""
    known = {magazine.slug: magazine.slug for magazine, _ in draft.magazines}
    for section, source in draft.sections:
        written: list[tuple[Where, str]] = [(("magazine",), section.magazine)] if section.magazine else []
        yield from strangers(draft, source, MAGAZINES, written, known, lambda name: msg("“{name}” is not a named magazine.", name=name))


def shops_are_known(draft: Draft) -> Iterator[Problem]:
    """The shops that an article speaks of have an entry."""
    yield from strange_shops(draft, ((source, ("shops", index), slug) for article, source in draft.articles for index, slug in enumerate(article.shops)))


def article_dates_are_in_order(draft: Draft) -> Iterator[Problem]:
    """An article expires after it appears, and changes after it was written."""
    for article, source in draft.articles:
        if not article.date:
            continue
        if article.expires and article.expires <= article.appears:
            yield source.problem(
                ("expires",),
                msg("It appears on {appears} and expires on {expires}: nobody would ever see it.", expires=article.expires.isoformat(), appears=article.appears.isoformat()),
                msg("Correct one of the two days."),
            )
        if article.modified and article.modified < article.date:
            yield source.problem(
                ("modified",),
                msg("{modified} is before the day of the article, {date}.", modified=article.modified.isoformat(), date=article.date.isoformat()),
                msg("Correct one of the two days."),
                Level.WARNING,
            )
        if article.modified and article.modified > draft.today:
            yield source.problem(
                ("modified",),
                msg("{day} is in the future.", day=article.modified.isoformat()),
                msg("Write the day when it was done."),
                Level.WARNING,
            )


def topics_are_spelt_one_way(draft: Draft) -> Iterator[Problem]:
    """A tag or a series has one spelling: two would share one page."""
    spelt: dict[tuple[str, str], str] = {}
    for article, source in draft.articles:
        topics = [("tags", index, tag) for index, tag in enumerate(article.tags)]
        topics += [("series", 0, article.series)] if article.series else []
        for field, index, topic in topics:
            first = spelt.setdefault((field, slugify(topic)), topic)
            if first != topic:
                yield source.problem(
                    (field, index),
                    msg("“{topic}” is written “{first}” elsewhere.", topic=topic, first=first),
                    msg("Write it one way: both have the same page."),
                    Level.WARNING,
                )


def photos_stand_here(draft: Draft) -> Iterator[Problem]:
    """An article shows no photo of another site: the reader's browser would have to ask for it there."""
    for article, source in draft.articles:
        for address in photos_elsewhere(article.body or "")[:A_FILE]:
            yield source.in_text(
                article.body,
                address,
                msg("The photo “{address}” stands on another site: a link is shown instead.", address=address[:80]),
                msg("Put it into content/images/, if its licence allows that, and write ![what it shows](images/its-name.jpg)"),
                Level.WARNING,
            )


def photos_are_described(draft: Draft) -> Iterator[Problem]:
    """Each photo in an article says what it shows, for readers who do not see it."""
    for article, source in draft.articles:
        for address in photos_without_words(article.body or "")[:A_FILE]:
            yield source.in_text(
                article.body,
                address,
                msg("Nothing says what the photo “{address}” shows.", address=address[:80]),
                msg("Write it between the square brackets: ![what it shows](images/its-name.jpg)"),
                Level.WARNING,
            )


ARTICLE_RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    sections_are_known,
    authors_are_known,
    magazines_are_known,
    shops_are_known,
    article_dates_are_in_order,
    topics_are_spelt_one_way,
    photos_stand_here,
    photos_are_described,
)
