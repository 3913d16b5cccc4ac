"""Who wrote a text, and where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide.fields import LINE
from guide.importing.articles.facts import not_taken
from guide.importing.articles.report import Part
from guide.importing.texts import one_line, plain
from guide.text import fold
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guide.importing.articles.header import Header
    from guide.importing.articles.report import Remarks

_ADDRESS = re.compile(r"\s*[<(]?[\w.+-]+@[\w.-]+\.\w+[>)]?")


def people(header: Header, remarks: Remarks) -> list[dict[str, str]]:
    """Return who wrote: names, with the address of a site if the header has it. E-mail addresses stay out."""
    found: list[dict[str, str]] = []
    for key, value in header.take("authors", "author"):
        several = isinstance(value, str) and fold(key) == "authors"
        for person in re.split("[;,]", value) if several else value if isinstance(value, list) else [value]:
            if isinstance(person, dict):
                site = plain(person.get("url") or person.get("website") or "")
                name, rest = plain(person.get("name") or ""), {k: v for k, v in person.items() if k not in {"name", "url", "website"} and v}
                if rest:
                    not_taken(remarks, f"{key}.{', '.join(rest)}", rest)
            else:
                name, site = plain(person), ""
            bare = one_line(_ADDRESS.sub("", name))
            if bare != one_line(name):
                remarks.say(Part.NOT_TAKEN, msg("E-mail addresses of authors: nobody wants them in public"))
            if bare:
                found.append({"name": bare, "website": site})
            elif name:
                not_taken(remarks, key, name)
    return found


def source(header: Header, say: Callable[[Message], str], remarks: Remarks) -> str:
    """Return in a sentence where the text comes from, as short as it must be; `say` speaks the site's language."""
    given = header.take("source", "canonical", "canonical_url")
    for name, value in given:
        facts = {key: one_line(plain(child)) for key, child in value.items()} if isinstance(value, dict) else {"url": one_line(plain(value))}
        sentences = list(_origins(facts, canonical=name.startswith("canonical")))
        short = next((text for sentence in sentences if len(text := say(sentence)) <= LINE), None)
        if short is None:
            not_taken(remarks, name, value)
            continue
        if short != say(sentences[0]):
            remarks.say(Part.GUESSED, msg("The sentence on the source is shortened: it was too long"), facts.get("title", ""))
        for key, child in facts.items():
            if key not in {"title", "url", "author", "lang"} and child:
                not_taken(remarks, f"{name}.{key}", child)
        for other, left in given[given.index((name, value)) + 1 :]:
            address = left.get("url") if isinstance(left, dict) else left
            if plain(address or "") not in short:
                not_taken(remarks, other, left, msg("another line says it"))
        return short
    return ""


def _origins(facts: dict[str, str], *, canonical: bool) -> Iterator[Message]:
    """Yield sentences on a source, the longest first."""
    author, name, url = (facts.get(key, "") for key in ("author", "title", "url"))
    if canonical and url:
        yield msg("First published here: {url}", url=url)
    if author and name and url:
        yield msg("From “{title}” by {author}: {url}", title=name, author=author, url=url)
    if name and url:
        yield msg("From “{title}”: {url}", title=name, url=url)
    if author and url:
        yield msg("From a text by {author}: {url}", author=author, url=url)
    if author and name:
        yield msg("From “{title}” by {author}.", title=name, author=author)
    if url or name or author:
        yield msg("Source: {source}", source=url or name or author)
