"""The list of all feeds for readers that import one (OPML 2.0, “subscription lists”)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from plugins.environment import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plugins.feeds.feed import Feed, Group


def opml(title: str, everything: Feed, groups: Iterable[Group], address: str, language: str) -> bytes:
    """Return the feeds of the site at `address`, everything's first, then a folder a group; each by its Atom file."""
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = title
    ET.SubElement(head, "docs").text = "http://opml.org/spec2.opml"
    body = ET.SubElement(root, "body")
    _outline(body, everything, address, language)
    for group in groups:
        folder = ET.SubElement(body, "outline", text=group.title, title=group.title)
        for feed in group.feeds:
            _outline(folder, feed, address, language)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _outline(parent: ET.Element, feed: Feed, address: str, language: str) -> None:
    page = absolute(address, feed.folder)
    # “rss” stands for every format of a feed there.
    ET.SubElement(
        parent, "outline", type="rss", text=feed.title, title=feed.title, description=feed.summary, language=language,
        xmlUrl=f"{page}atom.xml", htmlUrl=page,
    )  # fmt: skip
