"""Where each page stands: every address of the site, from its root, with a slash at its end.

The words of addresses follow the site's language and never change once published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.category import Category
from guide.commune import Commune
from guide.label import Label
from guide.page import Page
from guide.shop import Shop

if TYPE_CHECKING:
    from guide.fields import Record


class Words(NamedTuple):
    """The words of a language's addresses."""

    directory: str
    shop: str
    category: str
    commune: str
    label: str
    service: str
    letters: str
    latest: str
    page: str


WORDS = {
    "fr": Words("annuaire", "adresses", "categories", "communes", "labels", "services", "a-z", "nouveautes", "page"),
    "en": Words("directory", "places", "categories", "towns", "labels", "services", "a-z", "latest", "page"),
    "nl": Words("gids", "adressen", "categorieen", "gemeenten", "labels", "diensten", "a-z", "nieuw", "pagina"),
}
HOME = ""
NOT_FOUND = "404.html"


class Urls:
    """Answers “where is it?” for the records of a guide in one language."""

    def __init__(self, language: str) -> None:
        self.words = WORDS[language]
        self.directory = f"{self.words.directory}/"
        self.latest = f"{self.words.latest}/"
        self.letters = f"{self.words.directory}/{self.words.letters}/"

    def of(self, record: Record) -> str:
        """Return the address of a shop, category, commune, label or written page.

        Raises:
            TypeError: such a record has no page.
        """
        match record:
            case Shop():
                return self.shop(record.slug)
            case Category():
                return f"{self.words.category}/{record.slug}/"
            case Commune():
                return f"{self.words.commune}/{record.slug}/"
            case Label():
                return f"{self.words.label}/{record.slug}/"
            case Page():
                return f"{record.slug}/"
        raise TypeError(type(record).__name__)

    def shop(self, slug: str) -> str:
        """Return the address of a shop by its slug: also of a former one."""
        return f"{self.words.shop}/{slug}/"

    def service(self, kind: str) -> str:
        """Return the address of the page of a service."""
        return f"{self.words.service}/{kind}/"

    def pair(self, category: Category, commune: Commune) -> str:
        """Return the address of a category in a commune."""
        return f"{self.of(commune)}{category.slug}/"

    def letter(self, letter: str) -> str:
        """Return the address of the shops whose name begins with a letter (``0`` for the others)."""
        return f"{self.letters}{letter}/"

    def numbered(self, url: str, number: int) -> str:
        """Return the address of page `number` of a list."""
        return url if number == 1 else f"{url}{self.words.page}-{number}/"
