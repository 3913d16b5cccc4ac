"""Writes sitemap.xml (sitemaps.org 0.9) and robots.txt once every page is queued."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from plugins.base import GuideGenerator
from plugins.environment import absolute
from plugins.press import Page

# The protocol's own limit for one file.
URLS_A_FILE = 50_000


class SitemapGenerator(GuideGenerator):
    """Must stand last in PLUGINS: it lists what the others have queued."""

    def generate_output(self, _writer: Any) -> None:
        """Write the sitemap, an index of sitemaps above 50 000 pages, and robots.txt."""
        address = self.guide.site.address
        output = self.settings["SITE_OUTPUT"]
        pages = sorted((page for page in self.press.pages.values() if page.indexed), key=lambda page: page.url)
        parts = [pages[i : i + URLS_A_FILE] for i in range(0, len(pages), URLS_A_FILE)]
        if len(parts) == 1:
            output.put("sitemap.xml", sitemap(pages, address))
        else:
            names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
            for name, part in zip(names, parts, strict=True):
                output.put(name, sitemap(part, address))
            output.put("sitemap.xml", index(names, address))
        output.put("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {absolute(address, 'sitemap.xml')}\n".encode())


def sitemap(pages: list[Page], address: str) -> bytes:
    """Return a sitemap; `lastmod` comes from the content, so that it only changes with it."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for page in pages:
        modified = f"<lastmod>{page.modified.isoformat()}</lastmod>" if page.modified else ""
        lines.append(f"<url><loc>{escape(absolute(address, page.url))}</loc>{modified}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def index(names: list[str], address: str) -> bytes:
    """Return the index of several sitemaps."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<sitemap><loc>{escape(absolute(address, name))}</loc></sitemap>" for name in names]
    return "\n".join([*lines, "</sitemapindex>", ""]).encode()
