"""The guide answers: by slug, category, commune, label, service, and what is new or near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from guide.category import Category
from guide.shop import Shop

if TYPE_CHECKING:
    from guide.guide import Guide
    from tests.conftest import Town


@pytest.fixture
def guide(empty_town: Town) -> Guide:
    """Give the guide of a town of five shops."""
    empty_town.shop("oven", name="Zum Ofen", category=["bakery", "books"], added="2026-03-01", position={"lat": "48.00", "lon": "2"})
    empty_town.shop("eclair", name="Éclair", category="bakery", commune="Bigville", services=["delivery", "market"], position={"lat": "48.01", "lon": "2"})
    empty_town.shop("egg", name="Œuf", category="food", services=["delivery"], added="2026-03-01", position={"lat": "48.03", "lon": "2"})
    empty_town.shop("ink", name="ink", category="books", added="2026-05-01", updated="2026-06-01")
    empty_town.shop("apple", name="apple", category="food", commune="Bigville")
    return empty_town.guide()


def slugs(shops: tuple[Shop, ...]) -> list[str]:
    return [shop.slug for shop in shops]


def test_shops_are_sorted_as_readers_sort(guide: Guide) -> None:
    assert slugs(guide.shops) == ["apple", "eclair", "ink", "egg", "oven"]


def test_a_category_holds_the_shops_of_those_below_it_once(guide: Guide) -> None:
    assert slugs(guide.in_category("food")) == ["apple", "eclair", "egg", "oven"]
    assert slugs(guide.in_category("bakery")) == ["eclair", "oven"]
    assert slugs(guide.in_category("books")) == ["ink", "oven"]
    assert guide.in_category("none") == ()


def test_communes_labels_and_services_hold_their_shops(guide: Guide) -> None:
    assert slugs(guide.in_commune("bigville")) == ["apple", "eclair"]
    assert slugs(guide.with_label("tiny")) == slugs(guide.shops)
    assert slugs(guide.with_service("delivery")) == ["eclair", "egg"]
    assert guide.in_commune("none") == guide.with_label("none") == guide.with_service("none") == ()


def test_each_pair_is_a_category_in_a_commune_that_has_a_shop(guide: Guide) -> None:
    pairs = {(category.slug, commune.slug): slugs(shops) for category, commune, shops in guide.pairs()}
    assert pairs == {
        ("food", "bigville"): ["apple", "eclair"],
        ("bakery", "bigville"): ["eclair"],
        ("food", "tinyville"): ["egg", "oven"],
        ("bakery", "tinyville"): ["oven"],
        ("books", "tinyville"): ["ink", "oven"],
    }
    pairs = {(category.slug, commune.slug): slugs(shops) for category, commune, shops in guide.pairs()}
    assert pairs["food", "tinyville"] == ["egg", "oven"]
    assert ("books", "bigville") not in pairs


def test_the_latest_come_first_then_by_name(guide: Guide) -> None:
    assert slugs(guide.latest(4)) == ["ink", "egg", "oven", "apple"]
    assert guide.latest(0) == ()


def test_the_nearest_are_told_with_their_distance(guide: Guide) -> None:
    found = guide.nearest(guide.shop("oven"), 5)
    assert [(round(kilometres, 2), shop.slug) for kilometres, shop in found] == [(1.11, "eclair"), (3.34, "egg")]
    assert guide.nearest(guide.shop("ink")) == ()


def test_records_are_found_by_slug_or_not_at_all(guide: Guide) -> None:
    assert guide.shop("oven").name == "Zum Ofen"
    assert guide.category("bakery").parents == ("food",)
    assert guide.commune("bigville").name == "Bigville"
    assert guide.label("tiny").mention == "Made in Tiny Town"
    for find in (guide.shop, guide.category, guide.commune, guide.label):
        with pytest.raises(KeyError):
            find("none")


def test_a_category_inherits_what_it_does_not_say(guide: Guide) -> None:
    food, bakery, books = guide.categories
    assert (food.schema_type, bakery.schema_type) == ("LocalBusiness", "Bakery")
    assert bakery.colour == food.colour != books.colour
    assert (food.children, bakery.children) == (("bakery",), ())
    assert guide.roots == (food, books)
    assert all(isinstance(category, Category) for category in guide.categories)


def test_the_last_change_is_the_newest_day(guide: Guide) -> None:
    assert guide.shop("ink").last_change.isoformat() == "2026-06-01"
    assert guide.shop("oven").last_change.isoformat() == "2026-03-01"


def test_nothing_of_a_guide_can_be_changed(guide: Guide) -> None:
    with pytest.raises(AttributeError):
        guide.shops = ()
    with pytest.raises(ValueError, match="frozen"):
        guide.shop("oven").name = "Other"
