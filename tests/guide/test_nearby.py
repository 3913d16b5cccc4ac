"""The nearest shops are those that comparing all with all would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.nearby import Neighbourhood, distance_km
from guide.shop import Position, Shop

# A coarse grid, so that equal places and equal distances happen; and anywhere on Earth.
GRID = st.tuples(st.integers(0, 3).map(lambda n: 48 + n / 50), st.integers(0, 3).map(lambda n: 2 + n / 50))
EARTH = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def shop(slug: str, place: tuple[float, float] | None) -> Shop:
    position = Position.model_construct(lat=place[0], lon=place[1]) if place else None
    return Shop.model_construct(slug=slug, name=slug, position=position)


def brute(shops: list[Shop], here: Shop, count: int, within: float) -> list[tuple[float, str]]:
    assert here.position is not None
    others = [(distance_km(here.position, other.position), other.slug) for other in shops if other is not here and other.position]
    return sorted(pair for pair in others if pair[0] <= within)[:count]


@given(st.lists(st.none() | GRID, min_size=1, max_size=60), st.integers(1, 8))
def test_the_nearest_are_those_that_comparing_all_finds(places: list[tuple[float, float] | None], count: int) -> None:
    shops = [shop(f"s{number:02}", place) for number, place in enumerate(places)]
    neighbourhood = Neighbourhood(shops)
    for here in shops:
        found = neighbourhood.nearest(here, count)
        if here.position is None:
            assert found == ()
            continue
        expected = brute(shops, here, count, 50.0)
        assert [kilometres for kilometres, _ in found] == pytest.approx([kilometres for kilometres, _ in expected], abs=1e-6)
        assert here.slug not in [other.slug for _, other in found]


@given(st.lists(EARTH, min_size=2, max_size=40))
def test_the_date_line_and_the_poles_part_no_neighbours(places: list[tuple[float, float]]) -> None:
    shops = [shop(f"s{number:02}", place) for number, place in enumerate(places)]
    found = Neighbourhood(shops).nearest(shops[0], 3, within_km=21_000)
    expected = brute(shops, shops[0], 3, 21_000)
    assert [kilometres for kilometres, _ in found] == pytest.approx([kilometres for kilometres, _ in expected], abs=1e-3)


def test_shops_at_one_place_come_in_the_order_of_their_slugs() -> None:
    shops = [shop(slug, (48.0, 2.0)) for slug in ("f", "c", "a", "e", "b", "d", *"zyxwvuts")]
    for order in (shops, shops[::-1]):
        found = Neighbourhood(order).nearest(shops[0], 3)
        assert [other.slug for _, other in found] == ["a", "b", "c"]


def test_what_is_too_far_is_not_near() -> None:
    here, near, far = shop("here", (48.0, 2.0)), shop("near", (48.1, 2.0)), shop("far", (49.0, 2.0))
    assert [other.slug for _, other in Neighbourhood([here, near, far]).nearest(here, 5)] == ["near"]
    assert [other.slug for _, other in Neighbourhood([here, near, far]).nearest(here, 5, within_km=200)] == ["near", "far"]


def test_nobody_is_near_when_nobody_is_asked_for() -> None:
    here, near = shop("here", (48.0, 2.0)), shop("near", (48.0, 2.0))
    assert Neighbourhood([here, near]).nearest(here, 0) == ()
    assert Neighbourhood([]).nearest(here, 3) == ()


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [((48.8566, 2.3522), (50.8503, 4.3517), 264), ((0, 0), (0, 180), 20015), ((90, 0), (90, 120), 0), ((0, 179.9), (0, -179.9), 22)],
)
def test_a_distance_is_that_of_the_globe(one: tuple[float, float], other: tuple[float, float], kilometres: float) -> None:
    ends = [Position.model_construct(lat=lat, lon=lon) for lat, lon in (one, other)]
    assert distance_km(*ends) == pytest.approx(kilometres, abs=0.5)
