"""Pelican's settings, derived from the town's site.yaml: there is nothing to edit here.

ENSEIGNE_TOWN names the town's folder (default: this repository), ENSEIGNE_OUTPUT where the site goes.
"""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

from guide import clock
from guide.load import load_site
from plugins.build import Reporter, WholeSite
from plugins.output import Output

ROOT = Path(__file__).parent
TOWN = Path(os.environ.get("ENSEIGNE_TOWN", ROOT)).absolute()
OUTPUT_PATH = os.environ.get("ENSEIGNE_OUTPUT", str(ROOT / "output"))
_site = load_site(TOWN)

# What the town says.
SITENAME = _site.name
SITEURL = _site.address.rstrip("/")
TIMEZONE = _site.timezone
DEFAULT_LANG = _site.language
PATH = str(TOWN / "content")

# The features, in order: the guide first, the sitemap last. Removing a line removes the feature.
PLUGINS = [
    "plugins.context",
    "plugins.assets",
    "plugins.images",
    "plugins.metadata",
    "plugins.magazine",
    "plugins.shops",
    "plugins.directory",
    "plugins.opening",
    "plugins.find",
    "plugins.map",
    "plugins.diagnosis",
    "plugins.pages",
    "plugins.feeds",
    "plugins.offline",
    "plugins.redirects",
    "plugins.changes",
    "plugins.fulltext",
    "plugins.sitemap",
]
THEME = str(ROOT / "theme")
PELICAN_CLASS = WholeSite

# How this build is made.
NOW = clock.now().astimezone(ZoneInfo(_site.timezone))
CACHE = ROOT / ".cache"
SITE_OUTPUT = Output(Path(OUTPUT_PATH), CACHE)
REPORTER = Reporter(quiet=True)
MEMORY = None
BROWSABLE = True
FINGERPRINT = True
FULLTEXT = True
BASE = "/"

# Our generators write everything; Pelican's own have nothing to do.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CACHE_PATH = str(CACHE / "pelican")
DELETE_OUTPUT_DIRECTORY = False
