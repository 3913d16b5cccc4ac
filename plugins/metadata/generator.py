"""Gives each page its JSON-LD; the template prints it as a data block, which no browser executes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plugins.base import GuideGenerator
from plugins.metadata.graph import graph
from plugins.press import safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plugins.press import Page

# What could end a script element, or a line of JavaScript, is written as an escape of JSON.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class MetadataGenerator(GuideGenerator):
    """Adds `structured_data` to the values of every page."""

    def generate_context(self) -> None:
        """Offer the data to the press."""
        self.press.extensions.append(self._values)

    def _values(self, page: Page) -> Mapping[str, Any]:
        if not page.indexed:
            return {"structured_data": ""}
        return {"structured_data": safe(inert(_ENCODER.encode(graph(page, self.guide, self.openings, self.context["pictures"]))))}


def inert(text: str) -> str:
    """Return JSON that cannot end the script element it stands in."""
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text
