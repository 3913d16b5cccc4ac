"""What must hold over the whole guide; each mistake's words are in tests/towns/invalid/."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.problem import Level
from guide.rules import RULES, Source, _near_names
from guide.words import msg

if TYPE_CHECKING:
    from tests.conftest import Town


def told(town: Town) -> list[tuple[str, str, Level]]:
    return [(problem.path, problem.field, problem.level) for problem in town.check()[1]]


def test_each_rule_is_one_sentence() -> None:
    assert all(rule.__doc__ and rule.__doc__.endswith(".") for rule in RULES)
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("one", "other", "twins"),
    [
        ("La Huche aux Pains", "Huche au Pain", True),
        ("Atelier du Feu", "L'atelier de feu", True),
        ("Boulangerie Martin", "Martin, boulangerie", True),
        ("Boulangerie Martin", "Boulangerie Martim", True),
        ("Épicerie Œuf & Co", "EPICERIE OEUF CO", True),
        ("Boulangerie Martin SARL", "Boulangerie Martin", True),
        ("Le 27", "Le 28", False),
        ("Garage 2000 Nord", "Garage 2001 Nord", False),
        ("Bar A", "Bar B", False),
        ("Boulangerie Martin", "Boucherie Martin", False),
        ("日本", "中国", False),
        ("日本", "日本", True),
    ],
)
def test_a_typing_mistake_or_the_order_of_words_makes_no_other_shop(one: str, other: str, twins: bool) -> None:
    assert bool(_near_names(one) & _near_names(other)) is twins


@given(st.text(min_size=1))
def test_every_name_is_near_itself(name: str) -> None:
    assert _near_names(name) & _near_names(name.upper().lower())


def test_twins_are_told_in_one_commune_only(town: Town) -> None:
    town.shop("bakery-martin", name="Bakery Martin")
    town.shop("martin-bakery", name="Martin, bakery")
    town.shop("bakery-martin-2", name="Bakery Martin", commune="Bigville")
    assert told(town) == [("shops/martin-bakery.yaml", "name", Level.WARNING)]


def test_a_telephone_may_stand_twice_in_one_entry(town: Town) -> None:
    town.shop("second", phone=["01 99 00 12 34", "+33 1 99 00 12 34"], services=[{"kind": "delivery", "phone": "01 99 00 12 34"}])
    town.guide()


@pytest.mark.parametrize(
    ("fields", "field", "level"),
    [
        ({"labels": ["tiny", "other"]}, "labels.2", Level.ERROR),
        ({"category": ["bakery", "other"]}, "category.2", Level.ERROR),
        ({"commune": "Elsewhere"}, "commune", Level.ERROR),
        ({"area": ["Tinyville", "Elsewhere"]}, "area.2", Level.ERROR),
        ({"services": ["delivery", {"kind": "market", "area": "Elsewhere"}]}, "services.2.area", Level.ERROR),
        ({"services": {"kind": "market", "hours": "when it rains"}}, "services", Level.WARNING),
        ({"address": {"postcode": "01991"}}, "address.postcode", Level.ERROR),
        ({"position": {"lat": "49", "lon": "2"}}, "position", Level.ERROR),
        ({"images": {"file": "a/b.jpg", "alt": "c", "credit": "d"}}, "images.1.file", Level.ERROR),
        ({"aliases": ["the-oven"]}, "aliases.1", Level.ERROR),
        ({"hours": "when it rains"}, "hours", Level.WARNING),
        ({"added": "2026-11-23"}, "added", Level.WARNING),
        ({"verified": "2026-12-01"}, "verified", Level.WARNING),
        ({"updated": "2026-01-04"}, "updated", Level.WARNING),
    ],
)
def test_each_field_that_disagrees_with_the_rest_is_named(town: Town, fields: dict[str, Any], field: str, level: Level) -> None:
    town.shop("second", **fields)
    (found,) = told(town)
    assert found[0] == "shops/second.yaml"
    assert found[1].startswith(field.split(".", maxsplit=1)[0])
    assert found[2] is level


@pytest.mark.parametrize(
    "fields",
    [
        {"added": "2026-11-22", "updated": "2026-11-22", "verified": "2026-11-22"},
        {"address": {"postcode": "01990"}},
        {"address": {"postcode": "01991"}, "commune": "Bigville"},
        {"position": {"lat": "48.17", "lon": "2.0"}},
        {"aliases": ["the-old-oven"]},
        {"hours": "Mo, Th 07:00-13:00"},
        {"hours": '"by appointment"'},
    ],
)
def test_what_agrees_with_the_rest_is_no_problem(town: Town, fields: dict[str, Any]) -> None:
    town.shop("second", **fields)
    town.guide()


def test_two_entries_may_not_have_had_the_same_name(town: Town) -> None:
    town.shop("second", aliases=["gone"])
    town.shop("third", aliases=["gone"])
    assert told(town) == [("shops/third.yaml", "aliases.1", Level.ERROR)]


def test_the_margin_of_the_territory_is_the_towns(town: Town) -> None:
    town.shop("second", position={"lat": "48.5", "lon": "2.0"})
    assert told(town) == [("shops/second.yaml", "position", Level.ERROR)]
    town.write("content/site.yaml", (town.folder / "content/site.yaml").read_text() + "territory_margin: 100\n")
    town.guide()


def test_a_photo_is_looked_at_once_and_told_for_each_entry(town: Town) -> None:
    for slug in ("second", "third"):
        town.shop(slug, images=[{"file": "a/b.jpg", "alt": "c", "credit": "d"}])
    assert told(town) == [(f"shops/{slug}.yaml", "images.1.file", Level.ERROR) for slug in ("second", "third")]


def test_a_source_finds_the_nearest_line() -> None:
    source = Source("a.yaml", {(): 1, ("services",): 4, ("services", 1): 7})
    assert source.problem(("services", 1, "area", 0), msg("x")).text("en") == "a.yaml:7: services.2.area: x"
    assert source.problem(("services", 0), msg("x")).text("en") == "a.yaml:4: services: x"
    assert source.problem(("phone",), msg("x")).text("en") == "a.yaml:1: phone: x"
