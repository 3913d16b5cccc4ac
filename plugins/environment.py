"""The one Jinja environment: the theme's templates and the few words they may use beyond Jinja's own.

Templates place things; what must be worked out (an address, a date in French, a telephone number as
people dial it) is a filter here. Autoescape is on and a missing value is an error.
"""

from __future__ import annotations

import hashlib
import re
from datetime import time
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlsplit

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer

from guide.fields import Record
from guide.hours.sentence import hour
from guide.spoken import long_day, national_phone
from guide.typeset import french_line
from guide.words import TRANSLATIONS, catalogue
from plugins.compiled import CompiledTemplates
from plugins.press import ROOT, safe
from plugins.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from datetime import date
    from gettext import NullTranslations

    from markupsafe import Markup

    from guide.guide import Guide

THEME = Path(__file__).parent.parent / "theme"


def make_environment(guide: Guide, folder: Path, *, browsable: bool) -> SiteEnvironment:
    """Return the environment of a guide's pages.

    `folder` is the cache between builds. `browsable`: links name `index.html`, so that the output can be read without a server.
    """
    language = guide.site.language
    bytecode = folder / "jinja" / f"{language}-{_compiler_digest()}"
    bytecode.mkdir(parents=True, exist_ok=True)
    environment = SiteEnvironment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=CompiledTemplates(bytecode),
        auto_reload=False,
    )
    environment.words = catalogue(language)
    link = href(guide, browsable=browsable)
    prose = Prose(guide, link, partial(fragment, environment, "fragments/figure.html"))
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "href": link,
        "absolute": lambda target: absolute(guide.site.address, _url(guide, target)),
        "markdown": prose.html,
        "typo": french_line if language == "fr" else str,
        "day": lambda value: long_day(value, language),
        "weekday": lambda value: day_of_week(value, language),
        "iso": lambda value: value.isoformat(),
        "clock": lambda minutes: hour(time(minutes // 60 % 24, minutes % 60), language),
        "phone": national_phone,
        "host": host,
        "number": lambda value: number(value, language),
        "distance": lambda value: distance(value, language),
    }
    environment.globals |= {"site": guide.site, "urls": guide.urls, "written_pages": guide.pages, "has_magazine": bool(guide.articles.all)}
    environment.prose = prose
    return environment


def _compiler_digest() -> str:
    """Return a digest of what compiled templates depend on besides their source: the words, and this file."""
    state = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=6)
    for path in sorted(TRANSLATIONS.glob("*.po")):
        state.update(path.read_bytes())
    return state.hexdigest()


class SiteEnvironment(Environment):
    """Translates the constant words of templates when they are compiled: a tenth of the printing time."""

    words: NullTranslations
    prose: Prose

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Let all templates share one plain mapping: Jinja compares its chained ones at each import of a macro."""
        return super().make_globals(d) if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return cast("nodes.Template", _Translator(self.words.gettext).visit(tree))


class _Translator(NodeTransformer):
    def __init__(self, gettext: Callable[[str], str]) -> None:
        self.gettext = gettext

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name the visitor calls
        known = isinstance(node.node, nodes.Name) and node.node.name == "_" and not node.kwargs
        if known and len(node.args) == 1 and isinstance(node.args[0], nodes.Const):
            return nodes.Const(self.gettext(node.args[0].value), lineno=node.lineno)
        return self.generic_visit(node)


def href(guide: Guide, *, browsable: bool) -> Callable[[Any], str]:
    """Return the filter that prints a link to a record or to an address from the site's root."""

    @cache
    def printed(url: str) -> str:
        if browsable and (not url or url.endswith("/")):
            url += "index.html"
        return ROOT + quote(url, safe="/#?=&-._~%")

    def link(target: Any) -> str:
        return printed(_url(guide, target))

    return link


@lru_cache(maxsize=65_536)
def absolute(address: str, url: str) -> str:
    """Return a public address."""
    return f"{address.rstrip('/')}/{quote(url, safe='/#?=&-._~%')}"


def _url(guide: Guide, target: Any) -> str:
    return guide.urls.of(target) if isinstance(target, Record) else str(target)


@lru_cache(maxsize=4_096)
def day_of_week(value: date, language: str) -> str:
    """Return ``vendredi 1er janvier 2027``."""
    text = format_date(value, "EEEE d MMMM y", locale="en_GB" if language == "en" else language)
    return re.sub(r" 1 ", " 1er ", text) if language == "fr" else text


@lru_cache(maxsize=4_096)
def number(value: int, language: str) -> str:
    """Return ``1 234`` as the language groups it."""
    return str(format_decimal(value, locale=language))


@lru_cache(maxsize=4_096)
def distance(kilometres: float, language: str) -> str:
    """Return ``350 m`` or ``2,4 km``."""
    if kilometres < 1:
        return f"{max(10, round(kilometres * 100) * 10)}\u00a0m"
    return f"{format_decimal(round(kilometres, 1), locale=language)}\u00a0km"


def host(url: str) -> str:
    """Return what a reader recognises of an address: ``example.org``."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path if len(path) <= 30 else ''}"


def fragment(environment: Environment, template: str, **values: Any) -> Markup:
    """Render a part of pages once, to be placed on many."""
    return safe(environment.get_template(template).render(**values))
