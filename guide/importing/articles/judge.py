"""What an article may say: the fields that its schema and the rest of the magazine take; the rest is told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from guide.article import Article
from guide.importing.accept import faults
from guide.importing.articles.facts import not_taken
from guide.importing.articles.keeper import ORDER
from guide.importing.articles.report import Part
from guide.importing.articles.shelf import texts_of
from guide.markdown import links_of, photos_of
from guide.text import slugify
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Collection

    from guide.author import Author
    from guide.importing.articles.body import Converted
    from guide.importing.articles.manuscript import Manuscript
    from guide.importing.articles.register import Register
    from guide.importing.articles.shelf import Shelf
    from guide.section import Section

_REQUIRED = ("title", "date", "body")


def spell_one_way(manuscripts: list[Manuscript], shelf: Shelf) -> None:
    """Give each tag one spelling: the magazine's own, else the one that most texts use."""
    spelt = Counter(tag for manuscript in manuscripts for tag in manuscript.values["tags"])
    chosen = {slugify(tag): tag for fields, _ in shelf.articles.values() for tag in texts_of(fields.get("tags"))}
    for tag, _ in spelt.most_common():
        chosen.setdefault(slugify(tag), tag)
    for manuscript in manuscripts:
        for tag in manuscript.values["tags"]:
            if chosen[slugify(tag)] != tag:
                manuscript.remarks.say(Part.TEXT, msg("Tags are spelt one way"), f"{tag} → {chosen[slugify(tag)]}")
        manuscript.values["tags"] = list(dict.fromkeys(chosen[slugify(tag)] for tag in manuscript.values["tags"]))


def judged(
    manuscript: Manuscript, converted: Converted, shelf: Shelf, authors: Register[Author], sections: Register[Section], known: Collection[str]
) -> dict[str, Any]:
    """Return the fields of a manuscript as its article writes them; `why_not` is set if it can be none.

    `known`: the names of the files that links may lead to.
    """
    if not converted.text:
        manuscript.why_not = msg("It has no text.")
        return {}
    values = {**manuscript.values, "body": converted.text, "authors": _authors(manuscript, authors), "section": _section(manuscript, sections)}
    values["aliases"] = [alias for alias in values["aliases"] if _is_free(manuscript, alias, shelf)]
    values = {name: values[name] for name in (*ORDER, "body") if values.get(name)}
    appears = values.get("publish", values["date"])
    if values.get("expires", "9999") <= appears:
        not_taken(manuscript.remarks, "expires", values.pop("expires"), msg("it is before the day of the article"))
    while found := faults(Article, values, {"slug": shelf.slug(manuscript)}, "FR"):
        for where, why in found:
            field = str(where[0])
            if field in _REQUIRED:
                manuscript.why_not = msg("{field}: {why}", field=field, why=why)
                return {}
            item = len(where) > 1 and isinstance(values[field], list) and isinstance(where[1], int)
            not_taken(manuscript.remarks, field, values[field].pop(where[1]) if item else values.pop(field), why)
            if not values.get(field, True):
                del values[field]
    strange = [link for link in links_of(converted.text) if link.rsplit("/", 1)[-1] not in known]
    strange += [photo for photo in photos_of(converted.text) if f"content/images/{photo}" not in converted.photos]
    if strange:
        manuscript.why_not = msg("It would lead to what is not there: {addresses}", addresses=", ".join(strange[:3]))
    del values["body"]
    return values


def _authors(manuscript: Manuscript, authors: Register[Author]) -> list[str]:
    found = []
    for person in manuscript.people:
        slug = authors.slug(**person)
        if slug:
            found.append(slug)
        else:
            not_taken(manuscript.remarks, "authors", person["name"], msg("“{value}” is not a name.", value=person["name"]))
    return list(dict.fromkeys(found))


def _section(manuscript: Manuscript, sections: Register[Section]) -> str:
    slug = sections.slug(name=manuscript.section) if manuscript.section else ""
    if slug is None:
        not_taken(manuscript.remarks, "section", manuscript.section, msg("“{value}” is not a name.", value=manuscript.section))
    return slug or ""


def _is_free(manuscript: Manuscript, alias: str, shelf: Shelf) -> bool:
    is_free = shelf.takes_alias(manuscript, alias)
    if not is_free:
        not_taken(manuscript.remarks, "aliases", alias, msg("another article has this name"))
    return is_free
