"""What a reader, a search engine or a map misses in an entry, what matters most first; and which article helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.lacks import CHECKS, MAP, READER, SEARCH, Entry, Finding
from guide.table import aligned
from guide.text import slugify
from guide.vocabulary import CLOSED_FOR_GOOD
from guide.words import Message, msg

if TYPE_CHECKING:
    from guide.article import Article
    from guide.guide import Guide
    from guide.shop import Shop
    from guide.site import Site
    from guide.state import Openings

AUDIENCES = {READER: msg("Readers"), SEARCH: msg("Search engines"), MAP: msg("Maps")}
# An “auto” guide has pages of diagnosis up to this size.
SHOPS = 500
# A tutorial is an article with the first of these tags and one of the others, in the words of the site's language.
BEGINNER = msg("Getting started")
TOPICS = {"hours": msg("Hours"), "addresses": msg("Addresses"), "photos": msg("Photos"), "writing": msg("Writing"), "delivery": msg("Delivery")}


def diagnose(shop: Shop, openings: Openings) -> tuple[Finding, ...]:
    """Return what an entry lacks, what matters most first; nothing for what is closed for good."""
    if openings.of(shop).decision.state == CLOSED_FOR_GOOD:
        return ()
    entry = Entry(shop, openings.guide, openings)
    return tuple(finding for check in CHECKS if (finding := check(entry)))


def has_pages(site: Site, shops: int) -> bool:
    """Say whether a site of so many shops has pages of diagnosis."""
    return site.diagnosis == "yes" or (site.diagnosis == "auto" and shops <= SHOPS)


def tutorial(guide: Guide, topic: str) -> Article | None:
    """Return the article that helps with a topic, if the magazine has one.

    It is tagged with `BEGINNER` and with the topic, in the site's language; of several, the one that names the topic first, then the newest.
    """
    if not topic:
        return None
    beginner, wanted = (slugify(word.in_language(guide.site.language)) for word in (BEGINNER, TOPICS[topic]))
    ranked = []
    for article in guide.articles.tagged(wanted):
        tags = [tag for tag in map(slugify, article.tags) if tag != beginner]
        if len(tags) < len(article.tags):
            ranked.append((tags.index(wanted), article))
    return min(ranked, key=lambda one: one[0])[1] if ranked else None


def of_one(shop: Shop, openings: Openings, language: str) -> str:
    """Return the diagnosis of an entry in words, for the person at the keyboard."""
    found, guide = diagnose(shop, openings), openings.guide
    title = f"{shop.name} ({guide.commune(shop.commune).name}), {shop.path}"
    if not found:
        return f"{title}\n{nothing(shop, openings).in_language(language)}\n"
    parts = [title]
    for number, finding in enumerate(found, 1):
        who = ", ".join(AUDIENCES[one].in_language(language).lower() for one in finding.audience)
        lines = [f"{number}. {finding.step.in_language(language)} ({time_of(finding).in_language(language)}; {who})", f"   {finding.what.in_language(language)}"]
        lines += [f"       {line}" for line in finding.fix.splitlines()]
        if article := tutorial(guide, finding.topic):
            lines.append(f"   → {article.title}: {guide.site.address.rstrip('/')}/{guide.urls.of(article)}")
        parts.append("\n".join(lines))
    return "\n\n".join([*parts, ""])


def of_all(openings: Openings, language: str) -> str:
    """Return how many findings each entry has and its first step, the worst first, as a table."""
    found = [(shop, diagnose(shop, openings)) for shop in openings.guide.shops]
    found.sort(key=lambda one: -len(one[1]))
    heads = tuple(head.in_language(language) for head in (msg("Shop"), msg("Entry"), msg("To improve"), msg("First step")))
    rows = ((shop.name, shop.slug, str(len(findings)), findings[0].step.in_language(language) if findings else "–") for shop, findings in found)
    return aligned([heads, *rows])


def nothing(shop: Shop, openings: Openings) -> Message:
    """Return what is said of an entry that lacks nothing."""
    if openings.of(shop).decision.state == CLOSED_FOR_GOOD:
        return msg("This shop is closed for good: there is nothing to improve. If somebody takes over, “successor” leads readers there.")
    return msg("Nothing is missing: this entry says all that readers, search engines and maps look for.")


def time_of(finding: Finding) -> Message:
    """Return how long a step takes, in words."""
    return msg("{minutes} min", minutes=finding.minutes)
