"""The lists of shops: which pages there are, what stands on them, where they lead."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from guide.state import Openings
from plugins.directory.listing import Directory
from plugins.pagination import paginate
from tests.conftest import COMMUNES, TODAY

ROOT = Path(__file__).parents[2]


def links(page: Path) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', page.read_text())


def pages(site: Path) -> set[str]:
    return {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}


def test_each_list_that_holds_a_shop_has_a_page(town) -> None:
    town.shop("paper-moon", category="books", commune="Bigville", services=["delivery"])
    found = pages(town.build())
    assert {
        ".", "directory", "directory/a-z", "directory/a-z/o", "directory/a-z/p", "latest", "labels/tiny",
        "categories/food", "categories/bakery", "categories/books", "towns/tinyville", "towns/bigville",
        "towns/tinyville/bakery", "towns/tinyville/food", "towns/bigville/books", "services/delivery",
        "places/the-oven", "places/paper-moon",
    } <= found  # fmt: skip
    assert "towns/bigville/bakery" not in found
    assert "services/market" not in found


def test_a_town_without_shops_builds(empty_town) -> None:
    site = empty_town.build()
    assert (site / "index.html").is_file()
    assert (site / "labels/tiny/index.html").is_file()


@pytest.mark.parametrize("folder", [".", "tests/towns/hilltop"])
def test_every_link_of_a_whole_site_leads_to_a_file_of_it(town, folder: str) -> None:
    """The demonstration, and a town in another language."""
    for part in ("content", "shops"):
        shutil.rmtree(town.folder / part)
        shutil.copytree(ROOT / folder / part, town.folder / part)
    assert broken_links(town.build()) == []


def test_every_link_leads_to_a_file_of_the_site(town) -> None:
    town.write("content/communes.yaml", f"{COMMUNES}- name: Emptyville\n")
    served = [{"kind": "delivery", "area": ["Emptyville", "Tinyville"]}]
    town.shop("paper-moon", category=["books", "bakery"], commune="Bigville", services=served, area=["Emptyville"], aliases="old-moon")
    town.write("content/pages/about.md", "---\ntitle: About\n---\nSee [the oven](../../shops/the-oven.yaml).\n")
    site = town.build()
    assert broken_links(site) == []
    # A commune without a shop has no page: it is named, and leads nowhere.
    assert not (site / "towns" / "emptyville").exists()
    assert "Emptyville" in (site / "places/paper-moon/index.html").read_text()


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Return each link of a site that leads to no file of it, with its page."""
    broken = []
    for page in site.rglob("*.html"):
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme or link.startswith("#") or page.name == "404.html":
                continue
            if not (page.parent / unquote(parts.path)).is_file():
                broken.append((page.relative_to(site).as_posix(), link))
    return broken


def test_a_public_site_names_no_index_html_in_links(town) -> None:
    site = town.build(public=True)
    assert not [link for page in site.rglob("*.html") for link in links(page) if link.endswith("index.html")]


def test_a_list_is_cut_into_pages_that_know_each_other(town) -> None:
    for number in range(1, 30):
        town.shop(f"bakery-{number:02}")
    site = town.build(public=True)
    first, second = (site / "categories/bakery/index.html"), (site / "categories/bakery/page-2/index.html")
    assert first.read_text().count("<article") == 24
    assert second.read_text().count("<article") == 6
    assert 'rel="next"' in first.read_text()
    assert 'rel="prev"' in second.read_text()


@pytest.mark.parametrize("count", [0, 1, 24, 25, 5000])
def test_pagination_shows_every_shop_once(town, count: int) -> None:
    guide = town.guide()
    parts = list(paginate(guide, "list/", count))
    shown = [index for _, part in parts for index in range(count)[part]]
    assert shown == list(range(count))
    for pagination, _ in parts:
        assert pagination.number in [step.number for step in pagination.steps]
        assert len(pagination.steps) <= 9


def test_names_are_sorted_as_readers_sort(town) -> None:
    for slug, name in (("z", "zèbre"), ("e", "Épicerie"), ("o", "Œuf"), ("a", "abeille"), ("n", "3 Moulins")):
        town.shop(slug, name=name)
    town.shop("b", name="L'Abeille noire")
    guide = town.guide()
    names = [shop.name for listing in Directory(guide, Openings(guide, TODAY)).letters() for shop in listing.shops]
    assert names == ["3 Moulins", "abeille", "L'Abeille noire", "Épicerie", "Œuf", "The Oven", "zèbre"]


def test_a_category_holds_the_shops_of_those_below_it(town) -> None:
    guide = town.guide()
    assert [shop.slug for shop in guide.in_category("food")] == ["the-oven"]


def test_the_latest_come_first(town) -> None:
    town.shop("newer", added="2026-10-01")
    guide = town.guide()
    assert [shop.slug for shop in Directory(guide, Openings(guide, TODAY)).latest().shops] == ["newer", "the-oven"]
