"""When the site changes without anybody writing: the days on which a date passes, and what it changes."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from guide.vocabulary import CLOSED_FOR_GOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from guide.articles import Articles
    from guide.dated_rule import DatedRule
    from guide.shop import Shop
    from guide.state import Openings

_ONE = timedelta(days=1)
# How many changes of the next day are named, and of how many days after it the changes are counted.
NAMED, COUNTED = 50, 20


class Change(NamedTuple):
    """What changes on a day: `kind` is "article", "exception", "rule", "status", "verify" or "horizon", `what` a slug, a name or a day."""

    day: date
    kind: str
    what: str


def changes(openings: Openings) -> tuple[Change, ...]:
    """Return all that changes after today, the next first.

    There is always the horizon: pages tell the months to come, whole ones, so the first day of the next month adds one.
    """
    guide, today = openings.guide, openings.today
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    found = chain(
        _articles(guide.articles),
        _rules(guide.dated_rules),
        *(_of_shop(shop, openings) for shop in guide.shops),
        [Change(month, "horizon", openings.last.isoformat())],
    )
    return tuple(sorted({change for change in found if change.day > today}))


def next_change(found: Iterable[Change], begins: Callable[[date], datetime]) -> dict[str, Any]:
    """Return the next day that changes something as JSON, with why, and how much changes on the days after it.

    `begins` returns the moment at which a day begins for a build: from then on it is of that day.
    """
    days = list(found)
    count = Counter(change.day for change in days)
    first, *later = sorted(count)
    why = [{"date": change.day.isoformat(), "kind": change.kind, "what": change.what} for change in days if change.day == first]
    return {
        "next": begins(first).isoformat(),
        "count": count[first],
        "why": why[:NAMED],
        "later": [{"date": day.isoformat(), "count": count[day]} for day in later[:COUNTED]],
    }


def _articles(articles: Articles) -> Iterator[Change]:
    for article in (*articles, *articles.absent):
        yield Change(article.appears, "article", article.slug)
        if article.expires:
            yield Change(article.expires, "article", article.slug)


def _rules(rules: Iterable[DatedRule]) -> Iterator[Change]:
    for rule in rules:
        yield from _period(rule.first, rule.last, "rule", rule.name)


def _of_shop(shop: Shop, openings: Openings) -> Iterator[Change]:
    for days in shop.exceptional_hours:
        yield from _period(days.first, days.last, "exception", shop.slug)
    if shop.status:
        yield from _period(shop.status.since, shop.status.until, "status", shop.slug)
    opening = openings.of(shop)
    if opening.decision.state != CLOSED_FOR_GOOD:
        yield Change(opening.check, "verify", shop.slug)


def _period(first: date | None, last: date | None, kind: str, what: str) -> Iterator[Change]:
    """Yield the first day of a period and the one after its last."""
    if first:
        yield Change(first, kind, what)
    if last:
        yield Change(last + _ONE, kind, what)
