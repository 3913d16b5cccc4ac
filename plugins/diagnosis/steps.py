"""A diagnosis as its page shows it: steps in the site's language, each with the article that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.diagnosis import AUDIENCES, diagnose, time_of, tutorial

if TYPE_CHECKING:
    from guide.shop import Shop
    from guide.state import Openings


class Step(NamedTuple):
    """Something to do, in words; `help_url` and `help_title` are "" where no article helps, or an earlier step names it."""

    title: str
    what: str
    audience: tuple[str, ...]
    fix: str
    time: str
    help_url: str
    help_title: str


def steps_of(shop: Shop, openings: Openings) -> tuple[Step, ...]:
    """Return the steps that improve an entry, the first one first."""
    guide = openings.guide
    language = guide.site.language
    steps: list[Step] = []
    for finding in diagnose(shop, openings):
        article = tutorial(guide, finding.topic)
        if article and any(step.help_url == guide.urls.of(article) for step in steps):
            article = None
        steps.append(
            Step(
                title=finding.step.in_language(language),
                what=finding.what.in_language(language),
                audience=tuple(AUDIENCES[one].in_language(language) for one in finding.audience),
                fix=finding.fix.rstrip(),
                time=time_of(finding).in_language(language),
                help_url=guide.urls.of(article) if article else "",
                help_title=article.title if article else "",
            )
        )
    return tuple(steps)
