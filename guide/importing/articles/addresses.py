"""How links and photos are written in Markdown, and what their addresses mean."""

from __future__ import annotations

import re
from urllib.parse import unquote

from guide.importing.texts import one_line
from guide.text import FORBIDDEN

# Words in brackets, which may hold one pair of others; an address in parentheses; a title in quotes.
WORDS = r"(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*"
ADDRESS = r"(?:<[^<>\n]*>|(?:[^\s()<>\\]|\\.|\([^\s()]*\))*|[^()<>\n\"']+?\.(?:jpe?g|png|gif|webp|avif|svg|md))"
TITLE = r"(?:\s+(?:\"[^\n]*?\"(?=\s*\))|'[^\n]*?'(?=\s*\))))?"
LINK = re.compile(rf"(?<!!)\[(?P<words>{WORDS})\]\(\s*(?P<address>{ADDRESS})(?P<title>{TITLE})\s*\)", re.DOTALL)
PHOTO = rf"!\[(?P<words>{WORDS})\]\(\s*(?P<address>{ADDRESS})(?P<title>{TITLE})\s*\)"
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def bare(address: str) -> str:
    """Return an address without its angle brackets and backslashes."""
    inner = address.strip().removeprefix("<").removesuffix(">").strip()
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", inner)


def local(address: str) -> str:
    """Return the path that an address of the same site means, without what Pelican and others put before it."""
    path = re.split("[?#]", address, maxsplit=1)[0]
    return FORBIDDEN.sub("", unquote(re.sub(r"^(?:\{(?:static|filename|attach)\}|page:|@)", "", path)))


def plain_words(text: str) -> str:
    """Return words in brackets without the links in them, on one line."""
    return one_line(re.sub(r"\\([\[\]])", r"\1", LINK.sub(lambda found: found["words"], text)))


def legend(title: str | None) -> str:
    """Return the title of a photo as plain text: the address of a link in it stands behind its words."""
    text = LINK.sub(lambda found: f"{found['words']} ({bare(found['address'])})", (title or "").strip()[1:-1])
    return one_line(text).replace('"', "”")
