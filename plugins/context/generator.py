"""Loads the guide and sets up the press; prints the pages once every feature has queued its own."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guide.load import load
from guide.state import Openings
from plugins.base import GuideGenerator
from plugins.card import card_of
from plugins.environment import THEME, fragment, make_environment
from plugins.key import Keys
from plugins.press import Press

if TYPE_CHECKING:
    from markupsafe import Markup
    from pelican import Pelican


SOFTWARE = Path(__file__).parent.parent.parent


class ContextGenerator(GuideGenerator):
    """Puts `guide`, `openings`, `press`, `pictures` and `card` into the context; adds no page."""

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **rest: Any) -> None:
        super().__init__(context, settings, **rest)
        reporter = settings["REPORTER"]
        today = settings["NOW"].date()
        guide, warnings = load(self.town, today, progress=reporter.reading, memory=settings["MEMORY"])
        reporter.loaded(guide, warnings)
        environment = make_environment(guide, settings["CACHE"], browsable=settings["BROWSABLE"])
        openings = Openings(guide, today)
        environment.globals["hours_until"] = f"{openings.last:%Y%m%d}"
        press = Press(environment, settings["SITE_OUTPUT"], frame="", base=settings["BASE"])

        @cache
        def rendered(slug: str) -> Markup:
            return fragment(environment, "fragments/card.html", card=card_of(guide.shop(slug), guide, openings))

        @cache
        def keyed(slug: str) -> str:
            return press.keys.key(card_of(guide.shop(slug), guide, openings))

        settings["PRESS"] = press
        # All that any page may read of the guide besides shops and its own record.
        self.settings["VOCABULARIES"] = (
            guide.site, guide.labels, guide.categories, guide.communes, guide.sections, guide.magazines, guide.authors, guide.pages,
            guide.dated_rules, guide.holidays, openings.last,
        )  # fmt: skip
        context.update(guide=guide, press=press, openings=openings, card=rendered, card_key=keyed, pictures=environment.prose.pictures, prose=environment.prose)


def print_pages(pelican: Pelican) -> None:
    """Render the parts that all pages share, then print every page."""
    press: Press = pelican.settings["PRESS"]
    environment = press.environment
    shared = {name: fragment(environment, f"partials/{name}.html") for name in ("header", "footer")}
    environment.globals.update(shared)
    press.frame = Keys().key((software_digest(), environment.globals["asset_urls"], shared, pelican.settings["VOCABULARIES"]))
    pelican.settings["REPORTER"].printing(press)
    for close in press.closing:
        close()


def software_digest() -> str:
    """Return a digest of all that turns data into pages: code, templates, translations, and the libraries pinned."""
    state = hashlib.blake2b(digest_size=16)
    for name in ("requirements.txt", "package-lock.json"):
        if (SOFTWARE / name).is_file():
            state.update((SOFTWARE / name).read_bytes())
    for folder, pattern in (("guide", "*.py"), ("plugins", "*.py"), ("translations", "*.po")):
        for path in sorted((SOFTWARE / folder).rglob(pattern)):
            state.update(path.read_bytes())
    for path in sorted((THEME / "templates").rglob("*.html")):
        state.update(path.read_bytes())
    return state.hexdigest()
