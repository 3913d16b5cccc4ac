"""The pages that say what an entry lacks: complete, in the site's language, and found by nobody who was not sent there."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Town

FRENCH = "name: Le guide\nlanguage: fr\naddress: https://tiny.example.org/\nemail: us@example.org\n"
TUTORIAL = "---\ntitle: Des horaires qu'on tient\ndate: 2026-03-02\ntags: [horaires, débuter]\n---\nTexte.\n"


def words(page: Path) -> str:
    """Return the text of a page's main part."""
    html = page.read_text(encoding="utf-8")
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main))).split())


def test_a_merchant_reads_a_first_step_then_the_others(empty_town: Town) -> None:
    empty_town.write("content/site.yaml", FRENCH)
    empty_town.write("content/articles/tenir.md", TUTORIAL)
    empty_town.shop("la-huche", name="La Huche", phone="01 99 00 12 34")
    page = empty_town.build(public=True) / "adresses" / "la-huche" / "diagnostic" / "index.html"
    said, html = words(page), page.read_text(encoding="utf-8")
    assert "Améliorer la fiche La Huche" in said
    assert "choses aideraient les lecteurs à trouver ce commerce et à venir, la plus utile en premier. Rien n'est obligatoire. Première étape Donner les horaires" in said
    assert "« Est-ce ouvert ? » est la première question des lecteurs." in said
    assert "hours: du mardi au samedi 9h-12h30 / 14h-19h, dimanche 9h-13h" in said
    assert "Pour vous aider : Des horaires qu’on tient 5 min · Pour : lecteurs, moteurs de recherche, cartes" in said
    assert 'href="../../../articles/tenir/"' in html
    assert "Ensuite, quand vous voudrez Relire la fiche et la dater" in said
    assert 'href="mailto:us@example.org?subject=Correction' in html
    assert 'href="../../../adresses/la-huche/"' in html


def test_a_tutorial_is_named_once(empty_town: Town) -> None:
    empty_town.write("content/site.yaml", FRENCH)
    empty_town.write("content/articles/trouver.md", TUTORIAL.replace("horaires,", "adresses,"))
    empty_town.shop("la-huche")
    assert words(empty_town.build() / "adresses" / "la-huche" / "diagnostic" / "index.html").count("Pour vous aider") == 1


def test_no_search_engine_no_list_and_no_sitemap_leads_there(town: Town) -> None:
    site = town.build(public=True)
    page = site / "places" / "the-oven" / "diagnosis" / "index.html"
    assert '<meta name="robots" content="noindex">' in page.read_text(encoding="utf-8")
    assert 'rel="canonical"' not in page.read_text(encoding="utf-8")
    own = {page, site / "places" / "the-oven" / "index.html"}
    leading = [path for path in site.rglob("*") if path.is_file() and path not in own and b"/diagnosis/" in path.read_bytes()]
    assert leading == []


def test_what_is_closed_for_good_has_nothing_to_improve(empty_town: Town) -> None:
    empty_town.write("content/site.yaml", FRENCH)
    empty_town.shop("la-huche", status="closed-for-good")
    said = words(empty_town.build() / "adresses" / "la-huche" / "diagnostic" / "index.html")
    assert "Ce commerce est fermé définitivement : il n'y a rien à améliorer." in said
    assert "Première étape" not in said


def test_a_town_can_do_without(town: Town) -> None:
    town.write("content/site.yaml", "name: Tiny\nlanguage: en\naddress: https://tiny.example.org/\ndiagnosis: no\n")
    assert not (town.build() / "places" / "the-oven" / "diagnosis").exists()
