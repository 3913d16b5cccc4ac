"""Writes next-change.json, for whatever starts the builds."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from guide.changes import changes, next_change
from plugins.base import GuideGenerator
from plugins.press import Files

NAME = "next-change.json"


class ChangesGenerator(GuideGenerator):
    """One file, no page."""

    def generate_output(self, _writer: Any) -> None:
        """Queue the file."""
        told = next_change(changes(self.openings), self._begins)
        self.press.files.append(Files(names=(NAME,), make=partial(_json, told), inputs=lambda: told))

    def _begins(self, day: date) -> datetime:
        """Return the moment from which a build is of a day, by the clock that builds go by, in the site's time zone."""
        return datetime.combine(day, time(), self.settings["NOW"].tzinfo).astimezone(ZoneInfo(self.guide.site.timezone))


def _json(told: dict[str, Any]) -> tuple[bytes, ...]:
    return (f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode(),)
