"""From people's Markdown to what pages show: typeset, links to the town's files followed, photos in their sizes."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from guide.markdown import links_of, photo_file, to_html
from guide.typeset import Heading, typeset
from plugins.press import safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from guide.article import Article
    from guide.fields import Record
    from guide.guide import Guide
    from guide.photo import Picture

_ANCHOR = re.compile(r'<a((?: [a-z]+="[^"]*")+)>')
_FILE = re.compile(r"[\w./-]+\.(?:md|yaml)")
_IMAGE = re.compile(r"(<p>\s*)?<img((?: [a-z]+=\"[^\"]*\")*)>(\s*</p>)?")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


class Text(NamedTuple):
    """An article's text as its page shows it, and its headings."""

    html: Markup
    headings: tuple[Heading, ...]


class Prose:
    """Turns Markdown into HTML. `link` prints a record's address, `figure` renders a photo."""

    def __init__(self, guide: Guide, link: Callable[[Any], str], figure: Callable[..., Markup]) -> None:
        self.language = guide.site.language
        self.link = link
        self.figure = figure
        self.pictures: dict[str, Picture] = {}
        self.labels = {tag: link(label) for label in guide.labels for tag in (label.hashtag, *label.aliases)}
        # What a link to a file may mean: its name, then the folders it stands in. None: it has no page today.
        self._files: dict[str, list[tuple[str, Record | None]]] = defaultdict(list)
        written: list[tuple[str, Record | None]] = [(f"content/pages/{page.slug}.md", page) for page in guide.pages]
        written += [(article.path, article) for article in guide.articles]
        written += [(shop.path, shop) for shop in guide.shops]
        written += [(article.path, None) for article in guide.articles.absent]
        for path, record in written:
            self._files[path.rsplit("/", 1)[-1]].append((path, record))

    def html(self, text: str) -> Markup:
        """Return the HTML of an entry's or a page's text."""
        return safe(self._followed(typeset(to_html(text, self.language), self.language, self.labels).html))

    def article(self, article: Article) -> Text:
        """Return an article's text, its photos as figures."""
        language = article.lang or self.language
        page, headings = typeset(to_html(article.body, language[:2], prose=True), language, self.labels)
        return Text(safe(_IMAGE.sub(self._shown, self._followed(page))), headings)

    def targets(self, text: str) -> tuple[str, ...]:
        """Return where the links of a text to the town's files lead today: what its HTML depends on besides itself."""
        return tuple(self._target(file) or "" for file in links_of(text))

    def _target(self, file: str) -> str | None:
        """Return the address of the entry, article or page that a link means, or None where there is none today."""
        found = self._files.get(file.rsplit("/", 1)[-1], [])
        wanted = file.lstrip("./")
        near = [record for path, record in found if f"/{path}".endswith(f"/{wanted}")] or [record for _, record in found]
        return self.link(near[0]) if near and near[0] is not None else None

    def _followed(self, page: str) -> str:
        return _ANCHOR.sub(self._lead, page) if ".md" in page or ".yaml" in page else page

    def _lead(self, found: re.Match[str]) -> str:
        given = dict(_ATTRIBUTE.findall(found[1]))
        file, mark, part = given.get("href", "").partition("#")
        if not _FILE.fullmatch(file):
            return found[0]
        address = self._target(file)
        title = f' title="{given["title"]}"' if "title" in given else ""
        # An article that waits for its day: the words stay, the link comes with it.
        return f'<a href="{address}{mark}{part}"{title}>' if address else f"<a{title}>"

    def _shown(self, found: re.Match[str]) -> str:
        given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[2])}
        file = photo_file(given.get("src", ""))
        before, after = found[1] or "", found[3] or ""
        words = given.get("alt") or given.get("title") or given.get("src", "")
        if file is None:
            link = f'<a href="{html.escape(given["src"])}" rel="noopener nofollow ugc">{html.escape(words, quote=False)}</a>'
            return f"{before}{link}{after}"
        picture = self.pictures.get(file)
        if picture is None:
            return f"{before}{html.escape(words, quote=False)}{after}"
        # A figure is no part of a paragraph: amid words the photo stands alone.
        alone = bool(before and after)
        shown = self.figure(picture=picture, alt=given.get("alt", ""), caption=given.get("title", ""), alone=alone)
        return str(shown) if alone else f"{before}{shown}{after}"
