"""The map drawn at build, and what the detailed map is given: from tiny towns, built with the real Pelican."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.outline import OUTLINES
from plugins.assets import generator
from plugins.map.drawing import drawing
from plugins.map.paths import dots, path, simplified
from tests.pace import within

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Town

LEFT = [[1.9, 47.9], [2.05, 47.9], [2.05, 48.1], [1.9, 48.1], [1.9, 47.9]]
RIGHT = [[2.05, 47.9], [2.2, 47.9], [2.2, 48.1], [2.05, 48.1], [2.05, 47.9]]


def outlines(**rings: list[list[float]]) -> str:
    features = [{"type": "Feature", "properties": {"nom": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for name, ring in rings.items()]
    return json.dumps({"type": "FeatureCollection", "attribution": "Land registry <b>", "features": features})


def page(site: Path) -> str:
    return (site / "map/index.html").read_text(encoding="utf-8")


def svg(html: str) -> ET.Element:
    found = re.search(r'<svg class="map".*?</svg>(?=\s*<figcaption)', html, re.DOTALL)
    assert found
    return ET.fromstring(found[0])  # noqa: S314 - our own page


def test_without_any_position_there_is_no_map(town: Town) -> None:
    town.write("content/communes.yaml", "- {name: Tinyville, postcodes: ['01990']}\n")
    site = town.build()
    assert not (site / "map").exists()
    assert not (site / "map.json").exists()


def test_each_commune_is_a_link_that_says_how_many_shops_it_has(town: Town) -> None:
    for number in range(3):
        town.shop(f"baker-{number}", phone=None, position={"lat": f"48.0{number}", "lon": "2.0"})
    town.shop("far-away", commune="Bigville")
    links = {link.get("aria-label"): link.get("href") for link in svg(page(town.build())).iter("a")}
    assert links == {"Tinyville: 4 addresses": "../towns/tinyville/index.html", "Bigville: 1 address": "../towns/bigville/index.html"}


def test_outlines_are_drawn_with_their_attribution(town: Town) -> None:
    town.write(OUTLINES, outlines(Tinyville=LEFT, Bigville=RIGHT))
    html = page(town.build())
    drawn = svg(html)
    assert [one.get("class") for one in drawn.iter("path")][:2] == ["map__ground", "map__area"]
    assert "Land registry &lt;b&gt;" in html


def test_the_drawing_asks_for_nothing_and_runs_nothing(town: Town) -> None:
    town.write("content/communes.yaml", '- {name: "<script>alert(1)</script>", slug: tinyville, postcodes: ["01990"], position: {lat: 48.0, lon: 2.0}}\n')
    town.write(OUTLINES, outlines(tinyville=LEFT))
    town.shop("the-oven", name='"><img src=x onerror=alert(1)>', commune="tinyville", position={"lat": "48.0", "lon": "2.0"})
    html = page(town.build())
    drawn = svg(html)
    names = {name for one in drawn.iter() for name in one.attrib}
    assert not [name for name in names if name.startswith("on") or ("href" in name and name != "href")]
    assert {one.tag for one in drawn.iter()} <= {"svg", "g", "a", "title", "path", "circle", "text"}
    assert all(link.get("href", "").startswith("../") for link in drawn.iter("a"))
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_few_shops_are_points_and_close_ones_a_number(town: Town) -> None:
    town.shop("the-oven", position={"lat": "48.0", "lon": "2.0"})
    town.shop("far", position={"lat": "48.05", "lon": "2.0"})
    town.shop("close", commune="Bigville", position={"lat": "48.1", "lon": "2.1"})
    town.shop("another", commune="Bigville", position={"lat": "48.1", "lon": "2.10001"})
    found = drawing(town.guide())
    assert found
    assert found.wide.points.count("M") == 2
    assert [disc.shops for disc in found.wide.discs] == [2]


def test_a_shop_without_a_position_is_counted_all_the_same(town: Town) -> None:
    town.shop("placed", position={"lat": "48.0", "lon": "2.0"})
    found = drawing(town.guide())
    assert found
    assert (found.wide.points, [disc.shops for disc in found.wide.discs]) == ("", [2])


def test_nothing_that_is_read_overlaps(empty_town: Town) -> None:
    """Discs and names of a territory of two hundred communes keep clear of each other, in both layouts."""
    chance = random.Random(7)
    places = [(f"Saint-Nom-{n}", 48 + chance.random(), 2 + chance.random()) for n in range(200)]
    empty_town.write("content/communes.yaml", "".join(f"- {{name: {name}, position: {{lat: {lat:.4f}, lon: {lon:.4f}}}}}\n" for name, lat, lon in places))
    for number, (name, lat, lon) in enumerate(places):
        empty_town.shop(f"shop-{number}", commune=name, position={"lat": f"{lat:.4f}", "lon": f"{lon:.4f}"} if number % 2 else None)
    found = drawing(empty_town.guide())
    assert found
    for layout in (found.narrow, found.wide):
        reach = layout.size.disc
        boxes = [(disc.x - reach, disc.y - reach, disc.x + reach, disc.y + reach) for disc in layout.discs]
        for name in layout.names:
            wide = len(name.text) * layout.size.name * 0.5
            left = name.x - {"start": 0, "middle": wide / 2, "end": wide}[name.anchor]
            boxes.append((left, name.y - layout.size.name * 0.7, left + wide, name.y))
        assert len(layout.discs) > 10
        assert len(layout.names) > 5
        for number, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0
            assert right <= found.width
            assert not [other for other in boxes[:number] if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom]


def test_the_detailed_map_is_given_each_shop_once_in_the_order_of_the_guide(town: Town) -> None:
    town.shop("a-place", position={"lat": "48.123456", "lon": "2.0"}, hours="Mo-Fr 09:00-18:00")
    site = town.build()
    data = json.loads((site / "map.json").read_text(encoding="utf-8"))
    assert data["slug"] == [shop.slug for shop in town.guide().shops] == ["a-place", "the-oven"]
    assert data["lat"] == [48.12346, None]
    assert data["trades"][data["trade"][0]] == "Bakery"
    assert data["communes"][data["commune"][0]] == "Tinyville"
    assert json.loads(data["marks"][data["mark"][0]][0])
    assert len({len(data[name]) for name in ("name", "slug", "lat", "lon", "trade", "commune", "mark")}) == 1


def test_the_policy_lets_this_page_ask_for_tiles_and_no_other(town: Town) -> None:
    town.shop("a-place", position={"lat": "48.1", "lon": "2.0"})
    site = town.build()
    assert "img-src 'self' data: https://tile.openstreetmap.org;" in page(site)
    assert "fetches the images of the map from tile.openstreetmap.org" in page(site)
    for other in site.rglob("*.html"):
        if other.parent.name not in {"map", "find"}:
            assert "tile.openstreetmap" not in other.read_text(encoding="utf-8"), other


@pytest.mark.parametrize("why", ["no tiles", "no npm", "no position"])
def test_without_tiles_npm_or_positions_the_drawing_stands_alone(town: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, why: str) -> None:
    if why != "no position":
        town.shop("a-place", position={"lat": "48.1", "lon": "2.0"})
    if why == "no tiles":
        town.write("content/site.yaml", (town.folder / "content/site.yaml").read_text(encoding="utf-8") + "map: {tiles: no}\n")
    if why == "no npm":
        monkeypatch.setattr(generator, "MODULES", tmp_path / "nowhere")
    site = town.build()
    assert svg(page(site)) is not None
    assert "data-map" not in page(site)
    assert "tile.openstreetmap" not in page(site)
    assert not (site / "map.json").exists()


def test_the_librarys_files_name_no_other_file(town: Town) -> None:
    site = town.build()
    (css,) = (site / "theme").glob("leaflet.*.css")
    text = css.read_text(encoding="utf-8")
    assert text.startswith("@layer layout.library{")
    assert "url(" not in text
    assert not [path for path in (site / "theme").glob("leaflet*.js") if "sourceMappingURL" in path.read_text(encoding="utf-8")]


def ring(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [*points, points[0]]


def test_neighbours_keep_the_same_border() -> None:
    """A wavy border between two outlines, drawn in opposite directions from different points, is simplified alike."""
    chance = random.Random(3)
    border = [(500 + chance.randrange(-6, 6), y) for y in range(0, 1000, 5)]
    left = ring([*border, (500, 1000), (0, 1000), (0, 0)])
    right = ring([(1000, 0), (1000, 1000), (500, 1000), *border[::-1]])
    (one,), (other,) = simplified([[left], [right]], 30)
    shared = {point for point in one if 400 < point[0] < 600}
    assert shared == {point for point in other if 400 < point[0] < 600}
    assert 2 < len(shared) < 150


@given(st.lists(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), max_size=30), max_size=5), st.floats(0, 100))
def test_any_rings_become_closed_lines_of_their_own_points(rings: list[list[tuple[int, int]]], area: float) -> None:
    for lines, points in zip(simplified([[one] for one in rings], area), rings, strict=True):
        for line in lines:
            assert line[0] == line[-1]
            assert len(line) > 3
            assert set(line) <= set(points)


def test_paths_are_written_short() -> None:
    assert path([((10, 10), (20, 10), (20, -5), (10, 10))]) == "M10 10l10 0 0-15z"
    assert dots([(1, 2), (-3, -4)]) == "M1 2h0M-3-4h0"


def test_the_worst_outline_is_drawn_in_time() -> None:
    """Two hundred thousand points without any order."""
    chance = random.Random(1)
    points = ring([(chance.randrange(1000), chance.randrange(1000)) for _ in range(200_000)])
    with within(10):
        simplified([[points]], 5)


def test_many_shops_of_a_few_communes_are_dots_below_their_number(empty_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.map.drawing.POINTS", 3)
    for number in range(5):
        empty_town.shop(f"baker-of-street-{'abcde'[number] * 3}", position={"lat": f"48.0{number}", "lon": "2.0"})
    found = drawing(empty_town.guide())
    assert found
    assert found.wide.dots.count("M") == 5
    assert [disc.shops for disc in found.wide.discs] == [5]
