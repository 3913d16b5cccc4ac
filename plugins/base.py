"""What every plugin stands on: the generator that Pelican runs, and what it finds in the context.

Pelican constructs all generators, calls every `generate_context`, then every `generate_output`.
Ours gather in the first and queue pages in the second; the press prints them all at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from markupsafe import Markup

    from guide.guide import Guide
    from guide.shop import Shop
    from guide.state import Openings
    from plugins.press import Page, Press
    from plugins.prose import Prose


class GuideGenerator:
    """A Pelican generator that yields pages from the guide.

    It has the interface that Pelican calls, and none of the readers and Jinja environment that
    `pelican.generators.Generator` builds for each of its children.
    """

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **_: Any) -> None:
        self.context = context
        self.settings = settings

    @property
    def guide(self) -> Guide:
        """Return the guide; the context plugin, first of all, has loaded it."""
        guide: Guide = self.context["guide"]
        return guide

    @property
    def press(self) -> Press:
        """Return the press that prints pages."""
        press: Press = self.context["press"]
        return press

    @property
    def openings(self) -> Openings:
        """Return what says whether a shop is open."""
        openings: Openings = self.context["openings"]
        return openings

    @property
    def town(self) -> Path:
        """Return the town's folder."""
        town: Path = self.settings["TOWN"]
        return town

    @property
    def prose(self) -> Prose:
        """Return what turns people's Markdown into HTML."""
        prose: Prose = self.context["prose"]
        return prose

    def card(self, shop: Shop) -> Markup:
        """Return a shop's card, rendered once."""
        card: Markup = self.context["card"](shop.slug)
        return card

    def card_key(self, shop: Shop) -> str:
        """Return the key of what a shop's card shows, for the inputs of pages that place it."""
        key: str = self.context["card_key"](shop.slug)
        return key

    def pages(self) -> Iterable[Page]:
        """Yield the pages that this feature adds."""
        return ()

    def generate_output(self, _writer: Any) -> None:
        """Queue the feature's pages."""
        self.press.queue(self.pages())
