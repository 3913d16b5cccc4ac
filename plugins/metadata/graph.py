"""A page as schema.org sees it (JSON-LD 1.1): the most specific LocalBusiness type, breadcrumbs, lists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guide.article import Article
from guide.hours.day import MIDNIGHT, Day, shown
from guide.markdown import to_text
from guide.shop import Shop
from guide.vocabulary import ACCESSIBILITY, PAYMENTS
from guide.words import msg
from plugins.environment import absolute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guide.guide import Guide
    from guide.photo import Picture
    from guide.state import Opening, Openings
    from plugins.press import Page

ONE_DAY = timedelta(days=1)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Types that are not places of business: schema.org knows no opening hours or payments of theirs.
ORGANISATIONS = frozenset({"Organization", "NGO", "SportsOrganization", "PerformingGroup", "EducationalOrganization"})


def graph(page: Page, guide: Guide, openings: Openings, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    """Return the JSON-LD of a page; its parts are under ``@graph``."""
    parts = []
    if page.url == "":
        parts.append(_site(guide))
    if isinstance(page.subject, Shop):
        parts.append(_shop(page.subject, guide, openings, pictures))
    if isinstance(page.subject, Article):
        parts.append(_article(page.subject, guide, pictures))
    if page.items:
        parts.append(_items(page, guide))
    if len(page.trail) > 1:
        parts.append(_trail(page, guide))
    return {"@context": "https://schema.org", "@graph": parts}


def _site(guide: Guide) -> dict[str, Any]:
    site = guide.site
    return _filled(
        {
            "@type": "WebSite",
            "@id": absolute(site.address, "#site"),
            "url": absolute(site.address, ""),
            "name": site.name,
            "description": site.tagline,
            "inLanguage": site.language,
            "publisher": {"@type": "Organization", "name": site.publisher.name} if site.publisher else None,
        }
    )


def _shop(shop: Shop, guide: Guide, openings: Openings, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    site = guide.site
    category, commune = guide.category(shop.category[0]), guide.commune(shop.commune)
    url = absolute(site.address, guide.urls.of(shop))
    return _filled(
        {
            "@type": category.schema_type,
            "@id": f"{url}#shop",
            "url": url,
            "name": shop.name,
            "description": shop.tagline or (to_text(shop.description) if shop.description else None),
            "telephone": list(shop.phone),
            "email": shop.email,
            "sameAs": [link for link in (shop.website, *(url for _, url in (shop.social.items() if shop.social else ()))) if link],
            "address": _filled(
                {
                    "@type": "PostalAddress",
                    "streetAddress": shop.address.street if shop.address else None,
                    "postalCode": shop.address.postcode if shop.address else None,
                    "addressLocality": commune.name,
                    "addressCountry": commune.country or site.country,
                }
            ),
            "areaServed": [guide.commune(slug).name for slug in shop.area],
            "image": [absolute(site.address, pictures[image.file].src) for image in shop.images if image.file in pictures],
            "keywords": ", ".join([*(f"#{hashtag}" for hashtag in shop.labels), *shop.keywords]),
            "potentialAction": {"@type": "ReserveAction", "target": shop.booking} if shop.booking else None,
            "disambiguatingDescription": msg("Example").in_language(site.language) if site.demonstration else None,
            **({} if category.schema_type in ORGANISATIONS else _place(shop, openings.of(shop), site.language)),
        }
    )


def _article(article: Article, guide: Guide, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    site = guide.site
    url = absolute(site.address, guide.urls.of(article))
    picture = pictures.get(article.image.file) if article.image else None
    authors = [guide.author(slug) for slug in article.authors]
    return _filled(
        {
            "@type": "Article",
            "@id": f"{url}#article",
            "url": url,
            "headline": article.title,
            "description": article.summary,
            "datePublished": article.date.isoformat(),
            "dateModified": article.last_change.isoformat(),
            "inLanguage": article.lang or site.language,
            "articleSection": guide.section(article.section).name if article.section else None,
            "author": [{"@type": "Organization", "name": author.name, "url": absolute(site.address, guide.urls.of(author))} for author in authors],
            "publisher": {"@type": "Organization", "name": site.publisher.name if site.publisher else site.name},
            "image": [absolute(site.address, picture.src)] if picture else [],
            "keywords": ", ".join([*(f"#{hashtag}" for hashtag in article.labels), *article.tags]),
            "mentions": [{"@id": f"{absolute(site.address, guide.urls.shop(slug))}#shop"} for slug in article.shops],
            "license": article.licence or site.licence,
        }
    )


def _place(shop: Shop, opening: Opening, language: str) -> dict[str, Any]:
    return {
        "geo": {"@type": "GeoCoordinates", "latitude": shop.position.lat, "longitude": shop.position.lon}
        if shop.position
        else None,
        "openingHoursSpecification": _weeks(opening),
        "specialOpeningHoursSpecification": _special(opening),
        "paymentAccepted": ", ".join(PAYMENTS[kind].label.in_language(language) for kind in shop.payments),
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": ACCESSIBILITY[kind].label.in_language(language), "value": not kind.endswith("-no")}
            for kind in shop.accessibility
        ],
    }


def _weeks(opening: Opening) -> list[dict[str, Any]]:
    """Return the weekly hours as Google documents them: after midnight with the day they begin on, all day until 23:59."""
    told = opening.usual
    if told is None or opening.timetable is None:
        return []
    made = []
    bounds = [first for first, _ in told.weeks[1:]]
    for (first, plans), following in zip(told.weeks, [*bounds, None], strict=True):
        spans: dict[tuple[str, str], list[str]] = {}
        for day, plan in zip(DAYS, plans, strict=True):
            for clocks in _clocks(plan.day):
                spans.setdefault(clocks, []).append(day)
        valid = {"validFrom": first.isoformat(), "validThrough": (following - ONE_DAY if following else told.last).isoformat()} if bounds else {}
        made += [{"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes, **valid} for (opens, closes), days in spans.items()]
    return made


def _special(opening: Opening) -> list[dict[str, Any]]:
    """Return the days that differ, closed ones from 00:00 to 00:00."""
    told, usual = opening.timetable, opening.usual
    if told is None:
        return []
    return [
        {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes, "validFrom": first.isoformat(), "validThrough": last.isoformat()}
        for first, last, plan in told.dates
        if all(span.sure for span in plan.day) and (usual is None or first != last or plan.day != usual.week_on(first)[first.weekday()].day)
        for opens, closes in (_clocks(plan.day) or [("00:00", "00:00")])
    ]


def _clocks(day: Day) -> list[tuple[str, str]]:
    """Return when each span that is sure opens and closes."""
    return [
        (f"{span.start // 60:02}:{span.start % 60:02}", "23:59" if span.end == MIDNIGHT else f"{span.end // 60 % 24:02}:{span.end % 60:02}")
        for span in shown(day)
        if span.sure
    ]


def _items(page: Page, guide: Guide) -> dict[str, Any]:
    return {
        "@type": "ItemList",
        "name": page.title,
        "numberOfItems": len(page.items),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "url": absolute(guide.site.address, url)}
            for position, (name, url) in enumerate(page.items, 1)
        ],
    }


def _trail(page: Page, guide: Guide) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": crumb.title, "item": absolute(guide.site.address, crumb.url)}
            for position, crumb in enumerate(page.trail, 1)
        ],
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
