"""The text of an article, from what another site's software reads to what this one does."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from guide.importing.articles.dialect import without_attributes
from guide.importing.articles.links import Links, Targets, with_inline_targets, within
from guide.importing.articles.markup import in_markdown
from guide.importing.articles.photos import Photos
from guide.importing.articles.report import Part, Remarks
from guide.importing.articles.shortcodes import with_plain_targets, without_shortcodes
from guide.importing.articles.title import plain_words
from guide.markdown import to_html
from guide.text import slugify
from guide.typeset import typeset
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from guide.importing.articles.folder import Folder
    from guide.importing.articles.hidden import Hidden
    from guide.importing.articles.manuscript import Manuscript

_IDENTIFIER = re.compile(r"^(#{1,6}[ ]+\S.*?)[ ]*\{[ ]*#([\w:.-]+)[^{}\n]*\}[ ]*#*$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[([^\[\]\n]+)\]:[ ]*(.+)$\n?", re.MULTILINE)
# [words](address){: .button}, ![words](address){width=350}
_ATTRIBUTES = re.compile(r"(?<=\))\{(?::|[ ]*[.#][\w-]|[ ]*[\w-]+=)[^{}\n]*\}")
_STRUCK = re.compile(r"~~(?=[^\s~])([^~\n]*[^\s~])~~")
_BREAK = re.compile(r"(?<!\\)\\\n")
_GAPS = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


class Converted(NamedTuple):
    """An article's text, what there is to say of it, its photos: where each goes, where it is and its digest."""

    text: str
    remarks: Remarks
    photos: dict[str, tuple[str, str]]


def converted(
    manuscript: Manuscript, folder: Folder, targets: Targets, album: str, taken: Callable[[str, str], bool], say: Callable[[Message], str]
) -> Converted:
    """Return the text of a manuscript as this site reads it.

    `album`: the folder of its photos; `taken`: whether another photo than the one of a digest stands at a path;
    `say` speaks the site's language.
    """
    remarks, hidden = Remarks(), manuscript.hidden
    text = _ATTRIBUTES.sub(lambda found: without_attributes(found, remarks), with_plain_targets(manuscript.text))
    text = in_markdown(with_inline_targets(text), hidden, remarks)
    photos = Photos(folder, manuscript.path, album, taken, remarks)
    text = photos.shown(text, say)
    text = Links(targets, manuscript.path, remarks).followed(text)
    text = without_shortcodes(text, hidden, remarks)
    text = _spelt_out(_STRUCK.sub(r"<del>\1</del>", _BREAK.sub("  \n", text)), hidden, remarks)
    identifiers = {found[2]: slugify(plain_words(hidden.reveal(found[1]).lstrip("# "))) for found in _IDENTIFIER.finditer(text)}
    text = hidden.reveal(_GAPS.sub("\n\n", _IDENTIFIER.sub(r"\1", text)).strip("\n"))
    if "](#" in text or "](<#" in text:
        for name, slug in identifiers.items():
            text = re.sub(rf"\]\(<?#{re.escape(name)}>?(?=[\s)])", f"](#{slug}", text)
        headings = typeset(to_html(text, prose=True), "", {}).headings
        text = within(text, {heading.words: heading.id for heading in headings}, remarks)
    return Converted(text.strip(), remarks, photos.copied)


def _spelt_out(text: str, hidden: Hidden, remarks: Remarks) -> str:
    """Return a text where the first use of each abbreviation holds its meaning, which other dialects write apart."""
    meanings = dict(_ABBREVIATION.findall(text))
    if not meanings:
        return text
    # Neither an address nor a tag is a use.
    text = re.sub(r"\]\([^()\n]*\)|<[^<>\n]*>", lambda found: hidden.hide(found[0]), _ABBREVIATION.sub("", text))
    for name, meaning in meanings.items():
        tag = hidden.hide(f'<abbr title="{html.escape(meaning.strip())}">{html.escape(name)}</abbr>')
        text, count = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", tag, text, count=1)
        if not count:
            remarks.say(Part.TEXT, msg("Abbreviations that no word of the text uses are gone"), f"{name}: {meaning}")
    return text
