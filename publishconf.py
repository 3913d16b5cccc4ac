"""Pelican's settings for a web server: links without index.html, the public address's path for the 404 page."""

from urllib.parse import urlsplit

from pelicanconf import *  # noqa: F403
from pelicanconf import SITEURL

BROWSABLE = False
BASE = f"{urlsplit(SITEURL).path}/"
