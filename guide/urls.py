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
    now: str
    today: str
    sunday: str
    diagnosis: str
    find: str
    accessibility: str
    payment: str
    map: str
    offline: str


WORDS = {
    "fr": Words(
        "annuaire", "adresses", "categories", "communes", "labels", "services", "a-z", "nouveautes", "page",
        "articles", "magazine", "rubriques", "sujets", "auteurs", "dossiers", "archives", "s-abonner",
        "ouvert-maintenant", "ouvert-aujourd-hui", "ouvert-le-dimanche", "diagnostic",
        "trouver", "accessibilite", "paiements", "carte", "hors-ligne",
    ),
    "en": Words(
        "directory", "places", "categories", "towns", "labels", "services", "a-z", "latest", "page",
        "articles", "magazine", "sections", "tags", "authors", "series", "archives", "subscribe",
        "open-now", "open-today", "open-on-sundays", "diagnosis",
        "find", "accessibility", "payments", "map", "offline",
    ),
    "nl": Words(
        "gids", "adressen", "categorieen", "gemeenten", "labels", "diensten", "a-z", "nieuw", "pagina",
        "artikelen", "magazine", "rubrieken", "onderwerpen", "auteurs", "reeksen", "archief", "abonneren",
        "nu-open", "vandaag-open", "op-zondag-open", "diagnose",
        "vinden", "toegankelijkheid", "betaalwijzen", "kaart", "offline",
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
# The addresses of the pages of what helps to come in, and of means of payment, likewise.
FACET_WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "wheelchair": "fauteuil-roulant", "wheelchair-limited": "fauteuil-roulant-avec-aide", "wheelchair-toilets": "toilettes-adaptees",
        "hearing-loop": "boucle-auditive", "sign-language": "langue-des-signes", "tactile": "reperes-tactiles", "guide-dogs": "chiens-guides",
        "seats": "sieges", "parking": "stationnement", "pushchair": "poussette",
        "cash": "especes", "card": "carte-bancaire", "contactless": "sans-contact", "meal-voucher": "titres-restaurant",
        "holiday-voucher": "cheques-vacances", "eco-voucher": "eco-cheques", "local-currency": "monnaie-locale", "transfer": "virement",
        "online": "en-ligne", "gift-voucher": "cheques-cadeaux",
    },
    "nl": {
        "wheelchair": "rolstoel", "wheelchair-limited": "rolstoel-met-hulp", "wheelchair-toilets": "aangepast-toilet",
        "hearing-loop": "ringleiding", "sign-language": "gebarentaal", "tactile": "voelbare-aanduidingen", "guide-dogs": "geleidehonden",
        "seats": "zitplaatsen", "parking": "parkeren", "pushchair": "kinderwagen",
        "cash": "contant", "card": "bankkaart", "contactless": "contactloos", "meal-voucher": "maaltijdcheques",
        "holiday-voucher": "vakantiecheques", "eco-voucher": "ecocheques", "local-currency": "lokale-munt", "transfer": "overschrijving",
        "mobile": "mobiel", "gift-voucher": "cadeaubonnen",
    },
}
NOT_FOUND = "404.html"


class Urls:
    """Answers “where is it?” for the records of a guide in one language."""

    def __init__(self, language: str) -> None:
        self.words = WORDS[language]
        self._services = SERVICE_WORDS.get(language, {})
        self._facets = FACET_WORDS.get(language, {})
        self.directory = f"{self.words.directory}/"
        self.latest = f"{self.words.latest}/"
        self.magazine = f"{self.words.magazine}/"
        self.subscribe = f"{self.words.subscribe}/"
        self.now = f"{self.words.now}/"
        self.today = f"{self.words.today}/"
        self.sunday = f"{self.words.sunday}/"
        self.find = f"{self.words.find}/"
        self.map = f"{self.words.map}/"
        self.offline = f"{self.words.offline}/"
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

    def diagnosis(self, slug: str) -> str:
        """Return the address of what a shop's entry lacks."""
        return f"{self.shop(slug)}{self.words.diagnosis}/"

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

    def facet(self, kind: str, key: str) -> str:
        """Return the address of the page of what helps to come in (`kind` is "accessibility") or of a means of payment ("payment")."""
        return f"{self.words.accessibility if kind == 'accessibility' else self.words.payment}/{self._facets.get(key, key)}/"

    def within(self, url: str, commune: Commune) -> str:
        """Return the address of the part of a list that stands in a commune."""
        return f"{url}{commune.slug}/"

    def pair(self, category: Category, commune: Commune) -> str:
        """Return the address of a category in a commune."""
        return f"{self.of(commune)}{category.slug}/"

    def letter(self, letter: str) -> str:
        """Return the address of the shops whose name begins with a letter (``0`` for the others)."""
        return f"{self.letters}{letter}/"

    def numbered(self, url: str, number: int) -> str:
        """Return the address of page `number` of a list."""
        return url if number == 1 else f"{url}{self.words.page}-{number}/"
