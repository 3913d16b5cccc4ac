"""Where each page stands: every address of the site, from its root, with a slash at its end.

The words of addresses follow the site's language and never change once published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.article import Article
from guide.author import Author
from guide.category import Category
from guide.commune import Commune
from guide.label import Label
from guide.page import Page
from guide.section import Magazine, Section
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
    article: str
    magazine: str
    section: str
    tag: str
    author: str
    series: str
    archive: str
    subscribe: str


WORDS = {
    "fr": Words(
        "annuaire", "adresses", "categories", "communes", "labels", "services", "a-z", "nouveautes", "page",
        "articles", "magazine", "rubriques", "sujets", "auteurs", "dossiers", "archives", "s-abonner",
    ),
    "en": Words(
        "directory", "places", "categories", "towns", "labels", "services", "a-z", "latest", "page",
        "articles", "magazine", "sections", "tags", "authors", "series", "archives", "subscribe",
    ),
    "nl": Words(
        "gids", "adressen", "categorieen", "gemeenten", "labels", "diensten", "a-z", "nieuw", "pagina",
        "artikelen", "magazine", "rubrieken", "onderwerpen", "auteurs", "reeksen", "archief", "abonneren",
    ),
}
# The addresses of the pages of services; in English they are the words of entries.
SERVICE_WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "click-and-collect": "cliquer-et-retirer", "call-and-collect": "appeler-et-retirer", "delivery": "livraison",
        "takeaway": "a-emporter", "drive-through": "service-au-volant", "market": "marche", "farm-sale": "vente-a-la-ferme",
        "vending-machine": "distributeur", "round": "tournee", "appointment": "sur-rendez-vous", "home-visit": "a-domicile",
        "online-sale": "vente-en-ligne", "workshop": "ateliers", "rental": "location", "repair": "reparation", "parcels": "point-relais",
    },
    "nl": {
        "click-and-collect": "online-bestellen-en-afhalen", "call-and-collect": "bellen-en-afhalen", "delivery": "levering",
        "takeaway": "afhalen", "drive-through": "drive-through", "market": "markt", "farm-sale": "hoeveverkoop",
        "vending-machine": "automaat", "round": "ronde", "appointment": "op-afspraak", "home-visit": "aan-huis",
        "online-sale": "onlineverkoop", "workshop": "workshops", "rental": "verhuur", "repair": "herstelling", "parcels": "afhaalpunt",
    },
}
NOT_FOUND = "404.html"


class Urls:
    """Answers “where is it?” for the records of a guide in one language."""

    def __init__(self, language: str) -> None:
        self.words = WORDS[language]
        self._services = SERVICE_WORDS.get(language, {})
        self.directory = f"{self.words.directory}/"
        self.latest = f"{self.words.latest}/"
        self.magazine = f"{self.words.magazine}/"
        self.subscribe = f"{self.words.subscribe}/"
        self.letters = f"{self.words.directory}/{self.words.letters}/"

    def of(self, record: Record) -> str:
        """Return the address of a shop, category, commune, label, written page, article, section, author or magazine.

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
            case Article():
                return self.article(record.slug)
            case Section():
                return f"{self.magazine}{self.words.section}/{record.slug}/"
            case Author():
                return f"{self.magazine}{self.words.author}/{record.slug}/"
            case Magazine():
                return f"{self.magazine}{record.slug}/"
        raise TypeError(type(record).__name__)

    def shop(self, slug: str) -> str:
        """Return the address of a shop by its slug: also of a former one."""
        return f"{self.words.shop}/{slug}/"

    def article(self, slug: str) -> str:
        """Return the address of an article by its slug: also of a former one."""
        return f"{self.words.article}/{slug}/"

    def tag(self, slug: str) -> str:
        """Return the address of the articles with a tag."""
        return f"{self.magazine}{self.words.tag}/{slug}/"

    def series(self, slug: str) -> str:
        """Return the address of a series of articles."""
        return f"{self.magazine}{self.words.series}/{slug}/"

    def year(self, year: int) -> str:
        """Return the address of the articles of a year."""
        return f"{self.magazine}{self.words.archive}/{year}/"

    def labelled(self, label: Label) -> str:
        """Return the address of the articles about a label."""
        return f"{self.of(label)}{self.words.magazine}/"

    def service(self, kind: str) -> str:
        """Return the address of the page of a service."""
        return f"{self.words.service}/{self._services.get(kind, kind)}/"

    def pair(self, category: Category, commune: Commune) -> str:
        """Return the address of a category in a commune."""
        return f"{self.of(commune)}{category.slug}/"

    def letter(self, letter: str) -> str:
        """Return the address of the shops whose name begins with a letter (``0`` for the others)."""
        return f"{self.letters}{letter}/"

    def numbered(self, url: str, number: int) -> str:
        """Return the address of page `number` of a list."""
        return url if number == 1 else f"{url}{self.words.page}-{number}/"
