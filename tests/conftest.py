"""A tiny town in a temporary folder, written line by line, checked and built with the real Pelican."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from guide.load import check

if TYPE_CHECKING:
    from guide.guide import Guide
    from guide.load import Memory
    from guide.problem import Problem

# A busy machine is slow at times; what may not be slow is timed where it is tested.
settings.register_profile("enseigne", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("enseigne")

TODAY = date(2026, 11, 22)
REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"

SITE = """\
name: Tiny Town
language: en
address: https://tiny.example.org/
"""
LABELS = """\
- hashtag: tiny
  mention: Made in Tiny Town
"""
CATEGORIES = """\
- slug: food
  name: Food shop
  children:
    - {slug: bakery, name: Bakery, osm: shop=bakery, schema: Bakery}
- {slug: books, name: Bookshop}
"""
COMMUNES = """\
- name: Tinyville
  postcodes: ["01990"]
  position: {lat: 48.0, lon: 2.0}
- name: Bigville
  postcodes: ["01991"]
  position: {lat: 48.1, lon: 2.1}
"""
SHOP = {"name": "The Oven", "labels": ["tiny"], "category": "bakery", "commune": "Tinyville", "added": "2026-01-05"}


class _Warnings(logging.Handler):
    """Keep what Pelican says at the level of a warning or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@dataclass
class Town:
    """A town's folder, and what a test does with it."""

    folder: Path
    builds: int = 0
    memory: Memory = field(default_factory=dict)

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file of the town, and its folders."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def shop(self, slug: str, *, folder: str = "shops", **fields: Any) -> Path:
        """Write a valid entry with other fields, one a line; a field given None is left out."""
        given = {**SHOP, "name": slug.replace("-", " ").title(), **fields}
        lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in given.items() if value is not None)
        return self.write(f"{folder}/{slug}.yaml", "".join(lines))

    def check(self, today: date = TODAY, **options: Any) -> tuple[Guide | None, tuple[Problem, ...]]:
        """Read the town as `invoke check` does."""
        return check(self.folder, today, **options)

    def guide(self) -> Guide:
        """Return the guide of a town that has no problem at all."""
        guide, problems = self.check()
        assert guide is not None, problems
        assert problems == ()
        return guide

    def build(self, output: str = "output", *, public: bool = False, **settings: Any) -> Path:
        """Build the site with the real Pelican and return its folder; Pelican may not even warn.

        Without the index of its texts, which takes longer than a tiny town.
        """
        from plugins.build import Reporter, build
        from plugins.output import Output

        folder, cache = self.folder.parent / output, self.folder.parent / "cache"
        override = {"CACHE": cache, "CACHE_PATH": str(cache / "pelican"), "SITE_OUTPUT": Output(folder, cache), "FULLTEXT": False, **settings}
        warnings, log = _Warnings(), logging.getLogger("pelican")
        log.addHandler(warnings)
        try:
            build(self.folder, folder, Reporter(quiet=True), public=public, **override)
        finally:
            log.removeHandler(warnings)
        assert warnings.said == []
        self.builds += 1
        return folder


@pytest.fixture
def empty_town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Give a town with its four lists and no shop yet; the environment is as it was afterwards."""
    for name in ("ENSEIGNE_TOWN", "ENSEIGNE_OUTPUT"):
        # Set, so that what a build sets is taken back; then away, as on a fresh machine.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("ENSEIGNE_LANG", "en")
    # 2026-11-22, noon: two builds of one test are at the same moment.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    town = Town(tmp_path / "town")
    town.write("content/site.yaml", SITE)
    town.write("content/labels.yaml", LABELS)
    town.write("content/categories.yaml", CATEGORIES)
    town.write("content/communes.yaml", COMMUNES)
    (town.folder / "shops").mkdir()
    return town


@pytest.fixture
def town(empty_town: Town) -> Town:
    """Give a town with one shop, `shops/the-oven.yaml`."""
    empty_town.shop("the-oven")
    return empty_town

