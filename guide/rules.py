"""What must hold over the whole guide: one function, one sentence.

A rule takes the draft of a guide and yields problems; it changes nothing. The order of `RULES` is
of no importance: all are run, and all problems are shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from guide.files import Unreadable
from guide.markdown import holds_link, links_of, photos_elsewhere, photos_of
from guide.nearby import distance_km
from guide.photo import read_photo
from guide.problem import A_FILE, Level, Problem, dotted
from guide.text import closest, fold, slugify
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from guide.article import Article
    from guide.author import Author
    from guide.category import Category
    from guide.commune import Commune
    from guide.correspondent import Correspondent
    from guide.dated_rule import DatedRule
    from guide.document import Where
    from guide.holiday import Holidays
    from guide.label import Label
    from guide.page import Page
    from guide.section import Magazine, Section
    from guide.shop import Shop
    from guide.site import Site


LABELS, CATEGORIES, COMMUNES = "content/labels.yaml", "content/categories.yaml", "content/communes.yaml"
SECTIONS, MAGAZINES, AUTHORS = "content/sections.yaml", "content/magazines.yaml", "content/authors.yaml"
DATED_RULES, HOLIDAYS, CORRESPONDENTS = "content/rules.yaml", "content/holidays.yaml", "content/correspondents.yaml"
SHOPS = "shops"
FOLDERS = (SHOPS, "content/articles", "content/pages")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was written: its file and the line of each of its fields."""

    path: str
    lines: dict[Where, int]

    def problem(
        self, where: Where, what: Message, fix: Message | None = None, level: Level = Level.ERROR
    ) -> Problem:
        """Return a problem at a field, or at the nearest thing that holds it."""
        # A single value may stand for a list of one.
        while where and isinstance(where[-1], int) and where not in self.lines:
            where = where[:-1]
        name = dotted(where)
        while where and where not in self.lines:
            where = where[:-1]
        return Problem(self.path, self.lines.get(where, 1), name, what, fix, level)

    def in_text(self, text: str, piece: str, what: Message, fix: Message | None = None, level: Level = Level.ERROR) -> Problem:
        """Return a problem at the line where a piece of the text below the header stands."""
        problem = self.problem(("body",), what, fix, level)
        return replace(problem, line=problem.line + text.count("\n", 0, max(0, text.find(piece))))


@dataclass(frozen=True, slots=True)
class Draft:
    """All records of a town with their sources, before they are known to agree.

    Of an entry with mistakes there is what is right (`Record.partial`): a required field may be None.

    References are as written (made slugs); `names` resolves them. `site` is None when its own file
    is wrong: rules that need it then have nothing to say. `faulty` are the files with errors: what
    another file says of their records cannot be judged.
    """

    town: Path
    today: date
    site: Site | None
    labels: tuple[tuple[Label, Source], ...]
    categories: tuple[tuple[Category, Source], ...]
    communes: tuple[tuple[Commune, Source], ...]
    shops: tuple[tuple[Shop, Source], ...]
    pages: tuple[tuple[Page, Source], ...]
    articles: tuple[tuple[Article, Source], ...]
    sections: tuple[tuple[Section, Source], ...]
    magazines: tuple[tuple[Magazine, Source], ...]
    authors: tuple[tuple[Author, Source], ...]
    dated_rules: tuple[tuple[DatedRule, Source], ...]
    holidays: tuple[Holidays, Source]
    correspondents: tuple[tuple[Correspondent, Source], ...]
    names: Names
    faulty: frozenset[str] = frozenset()


class Names:
    """What people may write for a category, a commune, a label …, and the record's own name."""

    def __init__(
        self,
        labels: Iterable[Label],
        categories: Iterable[Category],
        communes: Iterable[Commune],
        sections: Iterable[Section],
        authors: Iterable[Author],
    ) -> None:
        self.label: dict[str, str] = {}
        for label in labels:
            for hashtag in (label.hashtag, *label.aliases):
                self.label.setdefault(hashtag, label.hashtag)
        self.category: dict[str, str] = {}
        for category in categories:
            self.category.setdefault(category.slug, category.slug)
        for category in list(categories):
            for name in (category.name, category.plural):
                self.category.setdefault(slugify(name), category.slug)
        self.commune: dict[str, str] = {}
        homonyms: dict[str, set[str]] = defaultdict(set)
        self.communes = {commune.slug: commune for commune in communes}
        for commune in self.communes.values():
            self.commune[commune.slug] = commune.slug
            homonyms[slugify(commune.name)].add(commune.slug)
            if commune.code:
                self.commune[slugify(commune.code)] = commune.slug
        for name, slugs in homonyms.items():
            if len(slugs) == 1:
                self.commune.setdefault(name, *slugs)
        self.section = _by_slug_or_name(sections)
        self.author = _by_slug_or_name(authors)


def _by_slug_or_name(records: Iterable[Section | Author]) -> dict[str, str]:
    records = list(records)
    names = {record.slug: record.slug for record in records}
    for record in records:
        names.setdefault(slugify(record.name), record.slug)
    return names


def slugs_are_unique(draft: Draft) -> Iterator[Problem]:
    """No two entries have the same file name, wherever they stand."""
    for entries in (draft.shops, draft.articles, draft.pages):
        first: dict[str, Source] = {}
        for record, source in entries:
            if not record.slug:
                continue
            if record.slug in first:
                yield source.problem(
                    (),
                    msg("Another file has the same name: {path}.", path=first[record.slug].path),
                    msg("Rename this one: a file's name is its address in the guide."),
                )
            first.setdefault(record.slug, source)


def labels_are_known(draft: Draft) -> Iterator[Problem]:
    """Every hashtag of an entry, an article or a dated rule is a label of the site."""
    labelled: tuple[tuple[Shop | Article | DatedRule, Source], ...] = (*draft.shops, *draft.articles, *draft.dated_rules)
    for record, source in labelled:
        yield from strangers(
            draft, source, LABELS, numbered("labels", record.labels), draft.names.label, lambda name: msg("“#{hashtag}” is not a label of this guide.", hashtag=name)
        )


def categories_are_known(draft: Draft) -> Iterator[Problem]:
    """Every category of an entry or a dated rule stands in the tree."""
    mentions = [(source, numbered("category", shop.category)) for shop, source in draft.shops]
    mentions += [(source, numbered("categories", rule.categories)) for rule, source in draft.dated_rules]
    for source, written in mentions:
        yield from strangers(draft, source, CATEGORIES, written, draft.names.category, lambda name: msg("“{name}” is not a category of this guide.", name=name))


def communes_are_known(draft: Draft) -> Iterator[Problem]:
    """Every commune that anything of the guide names is one of the territory."""
    shown = {name: draft.names.communes[slug].name for name, slug in draft.names.commune.items()}
    mentions: list[tuple[Source, list[tuple[Where, str]]]] = [
        (source, [*([(("commune",), shop.commune)] if shop.commune else ()), *numbered("area", shop.area), *_served(shop)]) for shop, source in draft.shops
    ]
    limited: tuple[tuple[Article | DatedRule | Correspondent, Source], ...] = (*draft.articles, *draft.dated_rules, *draft.correspondents)
    mentions += [(source, numbered("communes", record.communes)) for record, source in limited]
    holidays, source = draft.holidays
    mentions += [(source, [(("public", day, *where), name) for where, name in numbered("communes", holiday.communes)]) for day, holiday in enumerate(holidays.public)]
    for source, written in mentions:
        yield from strangers(draft, source, COMMUNES, written, shown, lambda name: msg("“{name}” is not a commune of this guide.", name=name))


def _served(shop: Shop) -> list[tuple[Where, str]]:
    return [(("services", number, "area", index), name) for number, service in enumerate(shop.services) for index, name in enumerate(service.area)]


def numbered(field: str, names: Iterable[str]) -> list[tuple[Where, str]]:
    """Return the names of a list, each with its place."""
    return [((field, index), name) for index, name in enumerate(names)]


def strangers(
    draft: Draft, source: Source, path: str, written: Iterable[tuple[Where, str]], known: dict[str, str], what: Callable[[str], Message]
) -> Iterator[Problem]:
    """Yield a problem for each name written that is not known; `path`: the file of those that are.

    `known`: what may be written → how it is shown. Nothing can be said while that file has mistakes of its own.
    """
    unknown = [(where, name) for where, name in written if name not in known]
    for where, name in unknown[:A_FILE] if path not in draft.faulty else ():
        yield source.problem(where, what(name), suggest(name, known, path))


def strange_shops(draft: Draft, written: Iterable[tuple[Source, Where, str]]) -> Iterator[Problem]:
    """Yield a problem for each slug written that no entry has, with the name that its file has now."""
    if SHOPS in draft.faulty:
        return
    known = {shop.slug: shop.slug for shop, _ in draft.shops if shop.slug}
    # A file with mistakes of its own is there all the same.
    known |= {stem: stem for stem in (path.rsplit("/", 1)[-1].rpartition(".")[0] for path in draft.faulty)}
    former = {alias: shop.slug for shop, _ in draft.shops for alias in shop.aliases}
    told: Counter[str] = Counter()
    for source, where, slug in written:
        if slug in known or told[source.path] >= A_FILE:
            continue
        told[source.path] += 1
        yield source.problem(
            where,
            msg("No entry is called “{slug}”.", slug=slug),
            msg("Its file is now called {slug}.", slug=former[slug]) if slug in former else suggest(slug, known, f"{SHOPS}/"),
        )


def postcodes_belong_to_their_commune(draft: Draft) -> Iterator[Problem]:
    """The postcode of an address is one of its commune's."""
    for shop, source in draft.shops:
        commune = _commune(draft, shop)
        if not (shop.address and shop.address.postcode and commune and commune.postcodes):
            continue
        if shop.address.postcode not in commune.postcodes:
            yield source.problem(
                ("address", "postcode"),
                msg("{postcode} is not a postcode of {commune}.", postcode=shop.address.postcode, commune=commune.name),
                msg("Write {postcodes}, or correct the commune.", postcodes=", ".join(commune.postcodes)),
            )


def positions_are_in_the_territory(draft: Draft) -> Iterator[Problem]:
    """A shop stands near the middle of its commune."""
    if draft.site is None:
        return
    margin = draft.site.territory_margin
    for shop, source in draft.shops:
        commune = _commune(draft, shop)
        if not (shop.position and commune and commune.position):
            continue
        away = distance_km(shop.position, commune.position)
        if away > margin:
            exchanged = shop.position.model_copy(update={"lat": shop.position.lon, "lon": shop.position.lat})
            yield source.problem(
                ("position",),
                msg("This point is {away} km away from {commune}.", away=round(away), commune=commune.name),
                msg("Latitude and longitude are exchanged: write lat: {lat}, lon: {lon}", lat=exchanged.lat, lon=exchanged.lon)
                if distance_km(exchanged, commune.position) <= margin
                else msg("The middle of {commune} is at lat: {lat}, lon: {lon}", commune=commune.name, lat=commune.position.lat, lon=commune.position.lon),
            )


def images_exist(draft: Draft) -> Iterator[Problem]:
    """Every photo of an entry, an article or an author is a readable file of content/images/."""
    written: list[tuple[Source, Where, str]] = [
        (source, ("images", index, "file"), image.file) for shop, source in draft.shops for index, image in enumerate(shop.images)
    ]
    pictured: tuple[tuple[Article | Author, Source], ...] = (*draft.articles, *draft.authors)
    for record, source in pictured:
        if record.image:
            written.append((source, ("image", "file"), record.image.file))
    texts = {source.path: article.body for article, source in draft.articles if article.body}
    for article, source in draft.articles:
        written += [(source, ("body",), file) for file in photos_of(article.body or "")]
    seen: dict[str, Problem | None] = {}
    for source, where, file in written:
        if file not in seen:
            try:
                read_photo(draft.town, file)
                seen[file] = None
            except Unreadable as error:
                seen[file] = error.problem
        problem = seen[file]
        if problem:
            what = msg("The photo “{file}” cannot be used. {why}", file=file, why=problem.what)
            fix = problem.fix or msg("Put it into content/images/, or correct its name.")
            yield source.in_text(texts[source.path], file, what, fix) if where == ("body",) else source.problem(where, what, fix)


def aliases_are_free(draft: Draft) -> Iterator[Problem]:
    """An old slug is nobody else's slug or old slug, among shops as among articles."""
    for entries in (draft.shops, draft.articles):
        owners = {record.slug: source.path for record, source in entries}
        for record, source in entries:
            for index, alias in enumerate(record.aliases):
                if alias in owners:
                    yield source.problem(
                        ("aliases", index),
                        msg("“{alias}” is already in use: {path}.", alias=alias, path=owners[alias]),
                        msg("Remove it here, or there."),
                    )
                owners.setdefault(alias, source.path)


def vocabularies_name_things_once(draft: Draft) -> Iterator[Problem]:
    """Two labels, categories, communes, sections … never share a name in addresses, nor two communes a code."""
    lists: list[Iterable[tuple[str, Source, Where, str]]] = [
        ((hashtag, source, (), "labels") for label, source in draft.labels for hashtag in (label.hashtag, *label.aliases)),
        ((category.slug, source, (), "categories") for category, source in draft.categories),
        ((commune.slug, source, (), "communes") for commune, source in draft.communes),
        ((commune.code, source, (), "codes") for commune, source in draft.communes if commune.code),
    ]
    lists += [
        ((record.slug, source, (), kind) for record, source in records)
        for kind, records in (("sections", draft.sections), ("magazines", draft.magazines), ("authors", draft.authors))
    ]
    first: dict[tuple[str, str], Source] = {}
    for name, source, where, kind in chain.from_iterable(lists):
        if (kind, name) in first:
            yield source.problem(
                where,
                msg("“{name}” is declared twice (first on line {line}).", name=name, line=first[kind, name].lines[()]),
                msg("Remove one, or give this one another slug."),
            )
        first.setdefault((kind, name), source)


def descriptions_hold_words_only(draft: Draft) -> Iterator[Problem]:
    """A description shows no photo and no HTML: photos have a field of their own."""
    for shop, source in draft.shops:
        text = shop.description or ""
        if photos_of(text) or photos_elsewhere(text) or "<img" in text.casefold():
            yield source.problem(
                ("description",),
                msg("A photo in the description is not shown."),
                msg("Write it under “images:”, with what it shows and who took it."),
                Level.WARNING,
            )


def links_lead_to_entries(draft: Draft) -> Iterator[Problem]:
    """A link to a file of the town (``about.md``, ``la-huche.yaml``) names an entry or a page that exists."""
    if draft.faulty.intersection(FOLDERS):
        # What stands in a folder that cannot be read is not known.
        return
    # A file with mistakes of its own is there all the same.
    paths = [*draft.faulty, *(source.path for _, source in (*draft.shops, *draft.pages, *draft.articles))]
    known = {path.rsplit("/", 1)[-1] for path in paths}
    texts: list[tuple[Source, str, str]] = [(s, "description", shop.description or "") for shop, s in draft.shops]
    texts += [(source, "body", page.body or "") for page, source in draft.pages]
    texts += [(source, "body", article.body or "") for article, source in draft.articles]
    for source, field, text in texts:
        for link in links_of(text):
            name = link.rsplit("/", 1)[-1]
            if name not in known and holds_link(text, link):
                what = msg("The link “{link}” leads to no entry, article or page.", link=link)
                fix = suggest(name, {file: file for file in known}, ", ".join(f"{folder}/" for folder in FOLDERS))
                yield source.in_text(text, link, what, fix) if field == "body" else source.problem((field,), what, fix)


def dates_are_in_order(draft: Draft) -> Iterator[Problem]:
    """Nothing is dated in the future, and an entry changes after it was added."""
    for shop, source in draft.shops:
        for name in ("added", "updated", "verified"):
            day: date | None = getattr(shop, name)
            if day and day > draft.today:
                yield source.problem(
                    (name,),
                    msg("{day} is in the future.", day=day.isoformat()),
                    msg("Write the day when it was done."),
                    Level.WARNING,
                )
        if shop.updated and shop.added and shop.updated < shop.added:
            yield source.problem(
                ("updated",),
                msg("{updated} is before the day of entry, {added}.", updated=shop.updated.isoformat(), added=shop.added.isoformat()),
                msg("Correct one of the two days."),
                Level.WARNING,
            )


def telephones_belong_to_one_shop(draft: Draft) -> Iterator[Problem]:
    """Two shops with one telephone number are likely the same shop twice."""
    first: dict[str, tuple[Shop, Source]] = {}
    for shop, source in draft.shops:
        for index, number in enumerate(shop.phone):
            if number in first and first[number][0].slug != shop.slug:
                other, there = first[number]
                yield source.problem(
                    ("phone", index),
                    msg("“{name}” has the same telephone number ({path}).", name=other.name, path=there.path),
                    msg("If it is the same shop, keep one entry."),
                    Level.WARNING,
                )
            first.setdefault(number, (shop, source))


def names_are_distinct_in_a_commune(draft: Draft) -> Iterator[Problem]:
    """Two shops of a commune with nearly the same name are likely the same shop twice, unless they stand apart."""
    # Those with one telephone number were told already.
    first: dict[tuple[str, str], tuple[Shop, Source]] = {}
    for shop, source in draft.shops:
        if not (shop.name and shop.commune):
            continue
        commune = draft.names.commune.get(shop.commune, shop.commune)
        keys = [(commune, key) for key in _near_names(shop.name)]
        twin, there = next((first[key] for key in keys if key in first), (shop, source))
        if twin.slug != shop.slug and not set(twin.phone) & set(shop.phone) and not _apart(twin, shop):
            equal = slugify(twin.name) == slugify(shop.name)
            yield source.problem(
                ("name",),
                msg("“{name}” in the same commune has the same name ({path}).", name=twin.name, path=there.path)
                if equal
                else msg("“{name}” in the same commune has nearly the same name ({path}).", name=twin.name, path=there.path),
                msg("If it is the same shop, keep one entry. If not, give each its position."),
                Level.WARNING,
            )
        for key in keys:
            first.setdefault(key, (shop, source))


def _apart(one: Shop, other: Shop) -> bool:
    """Say whether two shops are known to stand in different places."""
    if not (one.position and other.position):
        return False
    return distance_km(one.position, other.position) > SAME_PLACE_KM


RULES: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    slugs_are_unique,
    labels_are_known,
    categories_are_known,
    communes_are_known,
    postcodes_belong_to_their_commune,
    positions_are_in_the_territory,
    images_exist,
    aliases_are_free,
    vocabularies_name_things_once,
    descriptions_hold_words_only,
    links_lead_to_entries,
    dates_are_in_order,
    telephones_belong_to_one_shop,
    names_are_distinct_in_a_commune,
)

# Two points of one shop, taken by different people, are seldom further apart.
SAME_PLACE_KM = 0.1
# Words that say nothing of which shop it is.
_EMPTY_WORDS = frozenset(["le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "au", "aux", "a", "et", "the", "of", "and", "het", "een", "van", "sarl", "sas", "sa", "eurl", "sprl", "srl"])
_SHORT_NAME = 6


@lru_cache(maxsize=16_384)
def _near_names(name: str) -> frozenset[str]:
    """Return the name's words in order of the alphabet, whole and each time less one letter.

    Two names share such a key when one typing mistake, or the order of words, parts them: twins are
    found in linear time. Short names must be equal, or “Le 27” would be the twin of “Le 28”.
    """
    words = sorted(w for w in slugify(name).split("-") if w and w not in _EMPTY_WORDS) or [slugify(name) or fold(name)]
    key = "".join(words)
    if len(key) < _SHORT_NAME or any(c.isdigit() for c in key):
        return frozenset((key,))
    return frozenset((key, *(key[:i] + key[i + 1 :] for i in range(len(key)))))


def suggest(written: str, known: dict[str, str], path: str) -> Message:
    """Return how to write a name that is not known: the nearest one, or where they stand."""
    near = closest(written, known)
    if near:
        return msg("Did you mean “{near}”?", near=known[near])
    return msg("The known ones are in {path}.", path=path) if known else msg("Nothing stands in {path} yet: begin there.", path=path)


def _commune(draft: Draft, shop: Shop) -> Commune | None:
    return draft.names.communes.get(draft.names.commune.get(shop.commune, ""))
