"""The web application manifest (W3C, Web Application Manifest): what an installed guide is called and looks like."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guide.guide import Guide

NAME = "manifest.webmanifest"
ICONS = {"theme/icon-192.png": (192, "any"), "theme/icon-512.png": (512, "any"), "theme/icon-maskable.png": (512, "maskable")}
# The paper of the theme's tokens, as in partials/head.html.
PAPER = "#f5f0e3"
# What fits under an icon on a telephone's home screen.
SHORT = 12


def manifest(guide: Guide, drawing: str) -> bytes:
    """Return the manifest; `drawing` is the address of the SVG icon. Every address is relative to it: it works in a sub-folder."""
    site = guide.site
    short = site.name if len(site.name) <= SHORT or not guide.labels else f"#{guide.labels[0].hashtag}"
    icons = [{"src": url, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose} for url, (size, purpose) in ICONS.items()]
    told = {
        "name": site.name,
        "short_name": short,
        **({"description": site.tagline} if site.tagline else {}),
        "lang": site.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [{"src": drawing, "sizes": "any", "type": "image/svg+xml"}, *icons],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()
