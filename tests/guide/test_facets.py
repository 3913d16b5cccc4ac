"""The ways to narrow a guide: what they are, and where they have pages."""

from __future__ import annotations

from guide.facets import KINDS, Facets
from guide.state import Openings
from tests.conftest import TODAY
from tests.pace import within

DAILY = "Mo-Su 08:00-12:00"


def facets(town) -> Facets:
    guide = town.guide()
    return Facets(guide, Openings(guide, TODAY))


def test_each_kind_names_its_values_that_have_shops(town) -> None:
    town.shop("second", services=["delivery"], payments=["cash"], accessibility=["wheelchair", "wheelchair-no"], hours=DAILY)
    found = facets(town)
    assert {kind: [facet.key for facet in found.of(kind)] for kind in KINDS} == {
        "category": ["food", "bakery"], "commune": ["tinyville"], "label": ["tiny"], "service": ["delivery"], "sunday": ["sunday"],
        "accessibility": ["wheelchair"], "payment": ["cash"],
    }  # fmt: skip
    assert [len(facet.shops) for facet in found.of("category")] == [2, 2]


def test_a_facet_has_a_page_from_two_shops_on_and_in_a_commune_too(town) -> None:
    town.shop("second", services=["delivery", "round"], payments=["cash"], hours=DAILY, accessibility=["wheelchair", "seats"])
    found = facets(town)
    assert [facet.key for facet in found.paged()] == ["sunday"]
    assert found.of_commune(found.guide.commune("tinyville")) == ()
    town.shop("third", name="Far Away", services=["delivery", "round"], payments=["cash"], hours=DAILY, accessibility=["wheelchair", "seats"])
    found = facets(town)
    assert [facet.key for facet in found.paged()] == ["sunday", "wheelchair", "seats", "cash"]
    # A round through the villages, or a seat, is nobody's reason to look in one commune.
    told = found.of_commune(found.guide.commune("tinyville"))
    assert [(facet.key, [shop.slug for shop in shops]) for facet, shops in told] == [
        ("delivery", ["third", "second"]), ("sunday", ["third", "second"]), ("wheelchair", ["third", "second"]),
    ]  # fmt: skip
    assert [commune.slug for commune, _ in found.in_communes(found.of("service")[0])] == ["tinyville"]


def test_a_shop_that_names_a_service_twice_counts_once(town) -> None:
    town.shop("second", services=["delivery", {"kind": "delivery", "note": "On Mondays"}])
    found = facets(town)
    assert [len(facet.shops) for facet in found.of("service")] == [1]
    assert found.of_commune(found.guide.commune("tinyville")) == ()


def test_ten_thousand_shops_are_sorted_out_in_a_moment(town) -> None:
    guide = town.guide()
    shop = guide.shops[0]
    many = tuple(shop.model_copy(update={"slug": f"s{n}", "name": f"Shop {n}", "payments": ("cash", "card")}) for n in range(10_000))
    guide = type(guide)(guide.site, guide.labels, guide.categories, guide.communes, many)
    with within(1.5):
        found = Facets(guide, Openings(guide, TODAY))
        assert len(list(found.paged())) == 2
