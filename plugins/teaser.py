"""What lists show of an article: plain data, rendered once by `fragments/teaser.html` and placed on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.markdown import to_text

if TYPE_CHECKING:
    from datetime import date

    from guide.article import Article
    from guide.guide import Guide

SUMMARY = 240


class Teaser(NamedTuple):
    """An article in a list. `picture` is a file of content/images/, "" for none; `authors` are names."""

    url: str
    title: str
    summary: str
    section: str
    day: date
    minutes: int
    authors: tuple[str, ...]
    picture: str
    alt: str
    lang: str


def teaser_of(article: Article, guide: Guide) -> Teaser:
    """Return the teaser of an article."""
    return Teaser(
        url=guide.urls.of(article),
        title=article.title,
        summary=article.summary or to_text(article.body, SUMMARY),
        section=guide.section(article.section).name if article.section else "",
        day=article.date,
        minutes=article.minutes,
        authors=tuple(guide.author(slug).name for slug in article.authors),
        picture=article.image.file if article.image else "",
        alt=article.image.alt if article.image else "",
        lang=article.lang or "",
    )
