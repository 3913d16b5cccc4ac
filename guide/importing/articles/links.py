"""The links of a text to other texts of the same import: followed where the other is known, else their words stay."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from guide.importing.articles.addresses import LINK, SCHEME, bare, local
from guide.importing.articles.report import Part
from guide.markdown import SCHEMES
from guide.text import slugify
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from guide.importing.articles.report import Remarks

_WIKI = re.compile(r"(?<!!)\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]+))?\]\](?!\()")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\[\]^\n][^\[\]\n]*)\]:[ ]*(?P<address><[^<>\n]+>|[^\s<>]+)(?P<title>[ ]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ ]*(?:\n|\Z)",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"(!?)\[([^\[\]\n]+)\](?:[ ]?\[([^\[\]\n]*)\])?(?![(:])")
# Pages that lead to lists of texts, not to one.
_LISTS = frozenset(["tag", "tags", "category", "categories", "author", "authors", "auteur", "auteurs"])


class Targets:
    """The texts that links may mean: by path, and by what the end of an address or a wiki link may call them."""

    def __init__(self, known: Iterable[str]) -> None:
        """`known`: the slugs of the articles that the town has."""
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, str | None] = {slug: slug for slug in known}

    def add(self, path: str, slug: str, names: Iterable[str]) -> None:
        """Make a text known; a name that two texts bear leads to neither."""
        self._by_path[path] = slug
        for name in {slugify(name) for name in names} - {""}:
            self._by_name[name] = slug if self._by_name.get(name, slug) == slug else None
        self._by_name[slug] = slug

    def find(self, address: str, text: str) -> str | None:
        """Return the slug of the text that an address in another means, or None."""
        path = local(address)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(text), path))
        if beside in self._by_path:
            return self._by_path[beside]
        parts = [part for part in re.sub(r"(?:/?index)?\.(?:html?|md|markdown|php)$|/$", "", path).split("/") if part]
        if not parts or _LISTS & set(parts[:-1]):
            return None
        return self._by_name.get(slugify(parts[-1]))


class Links:
    """Rewrites the links of one text."""

    def __init__(self, targets: Targets, text: str, remarks: Remarks) -> None:
        self.targets = targets
        self.text = text
        self.remarks = remarks

    def followed(self, text: str) -> str:
        """Return the text with its links to other texts as this site writes them."""
        return LINK.sub(self._link, _WIKI.sub(self._wiki, text))

    def _link(self, found: re.Match[str]) -> str:
        address = bare(found["address"])
        if address.startswith("#") or not address:
            return found[0]
        if address.startswith("//"):
            return f"[{found['words']}](<https:{address}>{found['title']})"
        if re.match(r"www\.[\w-]+\.", address):
            self.remarks.say(Part.LINKS, msg("These addresses lacked their beginning, https://"), address)
            return f"[{found['words']}](<https://{address}>{found['title']})"
        scheme = SCHEME.match(address)
        if scheme and scheme[0][:-1].lower() in SCHEMES:
            return found[0]
        slug = self.targets.find(address, self.text) if not scheme or scheme[0] == "page:" else None
        if slug:
            fragment = re.search("#.*", address)
            return f"[{found['words']}]({{filename}}{slug}.md{_anchor(fragment[0]) if fragment else ''}{found['title']})"
        self.remarks.say(Part.LINKS, msg("What these links lead to is not known here: their words stay"), address)
        return str(found["words"])

    def _wiki(self, found: re.Match[str]) -> str:
        words = (found[2] or found[1]).strip()
        return f"[{words}](<page:{found[1].strip()}>)"


def within(text: str, headings: Mapping[str, str], remarks: Remarks) -> str:
    """Return a text whose links to its own headings are those of this site; `headings` maps their words to their ids."""
    # “d'une” is “dune” in the names that others give, “d-une” here.
    known = {_letters(words): name for words, name in headings.items()}

    def lead(found: re.Match[str]) -> str:
        address = bare(found["address"])
        if not address.startswith("#") or address.startswith("#fn"):
            return found[0]
        if name := known.get(_letters(unquote(address))):
            return f"[{found['words']}](#{name}{found['title']})"
        remarks.say(Part.LINKS, msg("What these links lead to is not known here: their words stay"), address)
        return str(found["words"])

    return LINK.sub(lead, text)


def _letters(text: str) -> str:
    return slugify(text).replace("-", "")


def _anchor(fragment: str) -> str:
    """Return the part of an address from “#” on as this site names its headings."""
    slug = slugify(unquote(fragment))
    return f"#{slug}" if slug else ""


def with_inline_targets(text: str) -> str:
    """Return a text whose photos, and links to other texts, have their address beside their words and not further down."""
    defined = {found["name"].casefold(): found for found in _DEFINITION.finditer(text)}
    if not defined:
        return text

    def inline(found: re.Match[str]) -> str:
        definition = defined.get((found[3] or found[2]).casefold())
        if definition is None or not (found[1] or _is_local(definition)):
            return found[0]
        title = (definition["title"] or "").strip()[1:-1].replace('"', "”")
        return f"{found[1]}[{found[2]}]({definition['address']}" + (f' "{title}")' if title else ")")

    return _DEFINITION.sub(lambda found: "" if _is_local(found) else found[0], _REFERENCE.sub(inline, text))


def _is_local(definition: re.Match[str]) -> bool:
    scheme = SCHEME.match(bare(definition["address"]))
    return not scheme or scheme[0] == "page:"
