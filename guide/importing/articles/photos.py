"""The photos of a text: those that stand around it are copied, the others become a link or a mention."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from guide.files import Unreadable, read_bytes
from guide.importing.articles.addresses import ADDRESS, PHOTO, SCHEME, TITLE, bare, legend, local, plain_words
from guide.importing.articles.report import Part
from guide.photo import IMAGES, PHOTO_BYTES, measured
from guide.text import slugify
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from guide.importing.articles.folder import Folder
    from guide.importing.articles.report import Remarks

_ALONE = re.compile(PHOTO, re.DOTALL | re.IGNORECASE)
_LINKED = re.compile(rf"\[\s*{PHOTO}\s*\]\(\s*(?P<link>{ADDRESS}){TITLE}\s*\)", re.DOTALL | re.IGNORECASE)
# What software writes where nobody describes a photo.
_SAYS_NOTHING = frozenset(["", "img", "image", "photo", "picture", "alt", "alt text"])
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
_NAME_LENGTH = 60


class Photos:
    """The photos of one text; `copied` maps where each goes, below the town, to where it is and its digest."""

    def __init__(self, folder: Folder, text: str, album: str, taken: Callable[[str, str], bool], remarks: Remarks) -> None:
        """`album`: its folder in content/images/; `taken`: whether another photo than the one of a digest stands at a path."""
        self.folder = folder
        self.text = text
        self.album = album
        self.taken = taken
        self.remarks = remarks
        self.copied: dict[str, tuple[str, str]] = {}

    def shown(self, text: str, say: Callable[[Message], str]) -> str:
        """Return the text as this site shows its photos; `say` speaks the site's language."""
        text = _LINKED.sub(lambda found: self._linked(found, say), text)
        return _ALONE.sub(lambda found: self._alone(found, say), text)

    def _linked(self, found: re.Match[str], say: Callable[[Message], str]) -> str:
        """Keep the link around a photo, or around the words that stand for it; a link to the photo's own file goes."""
        link = bare(found["link"])
        shown = self._alone(found, say)
        if not SCHEME.match(link) and link.lower().endswith(_ENDINGS):
            return shown
        inside = shown if shown.startswith("![") else plain_words(found["words"]) or _name(found)
        return f"[{inside}](<{link}>)"

    def _alone(self, found: re.Match[str], say: Callable[[Message], str]) -> str:
        address, caption, words = bare(found["address"]), legend(found["title"]), plain_words(found["words"])
        if words.casefold() in _SAYS_NOTHING:
            words = caption or _name(found)
            self.remarks.say(Part.PHOTOS, msg("Nothing describes these photos: write what they show between “![” and “]”"), _name(found))
        title = f' "{caption}"' if caption else ""
        if re.match("(?:https?:)?//", address, re.IGNORECASE):
            self.remarks.say(Part.PHOTOS, msg("Photos of other sites are links here: readers would have to ask for them there"), address[:120])
            return f"[{words}](<{'https:' if address.startswith('/') else ''}{address}>{title})"
        if SCHEME.match(address):
            self.remarks.say(Part.PHOTOS, msg("These photos are no files: a mention stands for them"), address[:40])
        file = None if SCHEME.match(address) else self._file(local(address))
        return f"![{words}]({file}{title})" if file else self._mention(words, _name(found), say)

    def _mention(self, words: str, name: str, say: Callable[[Message], str]) -> str:
        mention = say(msg("image: {name}", name=name if words == name else f"{words}, {name}"))
        plain = re.sub(r"([*_\[\]])", r"\\\1", mention)
        return f"*({plain})*"

    def _file(self, address: str) -> str | None:
        """Return the address of a photo on this site, and note that it is to be copied; None if it cannot be."""
        located = self.folder.find(address, self.text)
        if located is None:
            self.remarks.say(Part.PHOTOS, msg("These photos are not in the folder: a mention stands for them"), address)
            return None
        if not address.lower().endswith(_ENDINGS):
            self.remarks.say(Part.PHOTOS, msg("Only JPEG, PNG, WebP, AVIF and GIF are shown here: a mention stands for the others"), address)
            return None
        try:
            photo = measured(located.path, read_bytes(self.folder.base, located.path, PHOTO_BYTES))
        except Unreadable as error:
            self.remarks.say(Part.PHOTOS, msg("A mention stands for these photos: {why}", why=error.problem.what), located.path)
            return None
        if not located.surely:
            self.remarks.say(Part.GUESSED, msg("Photos were found by their names, elsewhere than the text says"), located.path)
        return self._place(located.path, photo_digest(photo.data))

    def _place(self, path: str, mark: str) -> str:
        file = PurePosixPath(path)
        stem = slugify(file.stem)[:_NAME_LENGTH].strip("-") or "photo"
        name = f"{stem}{file.suffix.lower()}"
        target = f"{IMAGES}/{self.album}/{name}"
        if self.copied.get(target, (path, mark))[0] != path or self.taken(target, mark):
            name = f"{stem}-{mark[:6]}{file.suffix.lower()}"
            target = f"{IMAGES}/{self.album}/{name}"
        self.copied[target] = (path, mark)
        return f"images/{self.album}/{name}"


def photo_digest(data: bytes) -> str:
    """Return ten hexadecimal digits that change with a photo."""
    return hashlib.sha256(data).hexdigest()[:10]


def _name(found: re.Match[str]) -> str:
    address = bare(found["address"])
    name = address.split(":", 1)[0] if address.startswith("data:") else local(address).rstrip("/").rsplit("/", 1)[-1]
    return name[:100] or "?"
