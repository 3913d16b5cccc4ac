"""Whatever form a file has, its rows, texts and points are read, and nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.importing.geometry import centroid
from guide.importing.kinds import Kinds
from guide.importing.sources import read_source
from guide.importing.texts import as_markdown, calmed, is_shouted, tidy
from guide.problem import InvalidContent

HEADER = "nom;adresse;tél\n"


def read(tmp_path: Path, content: str | bytes, name: str = "f") -> Any:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_source(file)


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_the_delimiter_of_a_table_is_found_out(tmp_path: Path, sign: str) -> None:
    given_ = read(tmp_path, f'nom{sign}"a{sign}, ; b"\nLa Huche{sign}"x{sign}y"\n')
    assert list(given_.rows[0].texts.values()) == ["La Huche", f"x{sign}y".strip()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_accents_are_read_in_each_usual_encoding(tmp_path: Path, encoding: str) -> None:
    given_ = read(tmp_path, (HEADER + "Épicerie;1 rue de l’Église;\n").encode(encoding))
    assert given_.rows[0].texts == {"nom": "Épicerie", "adresse": "1 rue de l’Église"}
    assert given_.remarks == ()


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    given_ = read(tmp_path, (HEADER + "Café d’ici;;\n").encode("cp1252"))
    assert given_.rows[0].texts["nom"] == "Café d’ici"
    assert "Windows-1252" in str(given_.remarks[0])


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    given_ = read(tmp_path, HEADER + 'A;"deux\nlignes";1\n\nB;;2\n')
    assert [(row.number, row.texts["nom"]) for row in given_.rows] == [(2, "A"), (4, "B")]
    assert given_.rows[0].texts["adresse"] == "deux\nlignes"


def test_uneven_rows_and_twin_columns_lose_nothing(tmp_path: Path) -> None:
    given_ = read(tmp_path, "nom;tél;tél;\nA;1;2;3;4\nB\n")
    assert given_.rows[0].texts == {"nom": "A", "tél": "1", "tél (2)": "2", "column 4": "3", "+1": "4"}
    assert given_.rows[1].texts == {"nom": "B"}
    assert "Row 2" in str(given_.remarks[0])


def test_a_cell_that_is_never_closed_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InvalidContent):
        read(tmp_path, HEADER + '"' + "x" * 1_100_000)


@pytest.mark.parametrize(
    "content",
    ['[{"nom": "A"', '{"a": 1}', "[" * 100_000, '{"features": [], "x": nul}'],
    ids=["cut", "no list", "deep", "typo"],
)
def test_json_that_cannot_be_read_is_a_problem(tmp_path: Path, content: str) -> None:
    with pytest.raises(InvalidContent):
        read(tmp_path, content)


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InvalidContent):
        read_source(tmp_path / "nowhere.csv")


def test_flat_json_is_read_as_text(tmp_path: Path) -> None:
    record = {
        "nom": "A&amp;B",
        "cp": "01120",
        "pos": {"lon": 1.90, "lat": 47.9},
        "cuisine": ["pizza", "italian"],
        "tel": None,
        "ouvert": True,
    }
    expected = {"nom": "A&B", "cp": "01120", "pos": "47.9, 1.90", "cuisine": "pizza;italian", "ouvert": "yes"}
    for content in ([record], {"results": [record]}, {"records": [{"fields": record}]}):
        text = json.dumps(content).replace("1.9,", "1.90,")
        assert read(tmp_path, text).rows[0].texts == expected


def test_geojson_says_object_tags_day_and_centroid(tmp_path: Path) -> None:
    square = [[[2.0, 48.0], [2.2, 48.0], [2.2, 48.2], [2.0, 48.2], [2.0, 48.0]]]
    content = {
        "type": "FeatureCollection",
        "timestamp": "2020-01-16T20:54:02Z",
        "features": [
            {
                "id": "way/1",
                "properties": {"@id": "way/1", "name": "A"},
                "geometry": {"type": "Polygon", "coordinates": square},
            },
            {
                "properties": {"@id": "node/2", "name": "B"},
                "geometry": {"type": "Point", "coordinates": ["2.5", "48.5"]},
            },
            {"properties": {"type": "node", "id": 3, "tags": {"name": "C"}}, "geometry": None},
            {"properties": {"name": "D"}, "geometry": {"type": "Point", "coordinates": ["east", 1]}},
        ],
    }
    found = read(tmp_path, json.dumps(content))
    assert found.is_osm
    assert str(found.dated) == "2020-01-16"
    assert [row.osm for row in found.rows] == ["way/1", "node/2", "node/3", ""]
    assert [row.texts["name"] for row in found.rows] == ["A", "B", "C", "D"]
    assert [row.point and (row.point.lat, row.point.lon) for row in found.rows] == [
        (48.1, 2.1),
        (48.5, 2.5),
        None,
        None,
    ]
    assert "east" in found.rows[3].texts["geometry"]


def test_overpass_objects_are_put_together(tmp_path: Path) -> None:
    nodes = [{"type": "node", "id": i, "lat": 48 + i % 3, "lon": 2 + i // 3} for i in range(6)]
    elements = [
        *nodes,
        {"type": "node", "id": 10, "lat": 48.5, "lon": 2.5, "tags": {"name": "point"}},
        {"type": "way", "id": 11, "center": {"lat": 48.6, "lon": 2.6}, "tags": {"name": "centre"}},
        {"type": "way", "id": 12, "nodes": [0, 2, 5, 3, 0], "tags": {"name": "ring"}},
        {"type": "way", "id": 13, "nodes": [0, 1, 2]},
        {"type": "way", "id": 14, "geometry": [{"lat": 50, "lon": 5}, {"lat": 50, "lon": 3}, {"lat": 48, "lon": 3}]},
        {
            "type": "relation",
            "id": 15,
            "members": [{"type": "way", "ref": 12, "role": "outer"}],
            "tags": {"name": "relation"},
        },
        {"type": "relation", "id": 16, "tags": {"name": "nowhere"}},
    ]
    found = read(tmp_path, json.dumps({"osm3s": {"timestamp_osm_base": "2021-02-03T00:00:00Z"}, "elements": elements}))
    assert str(found.dated) == "2021-02-03"
    points = {row.texts["name"]: row.point and (row.point.lat, row.point.lon) for row in found.rows}
    assert points == {
        "point": (48.5, 2.5),
        "centre": (48.6, 2.6),
        "ring": (49.0, 2.5),
        "relation": (49.0, 2.5),
        "nowhere": None,
    }


def middle(kind: str, coordinates: Any) -> tuple[float, float] | None:
    point = centroid({"type": kind, "coordinates": coordinates})
    return (point.lat, point.lon) if point else None


def test_the_centroid_of_a_shape_is_where_it_would_balance() -> None:
    ell = [[0, 0], [3, 0], [3, 1], [1, 1], [1, 3], [0, 3], [0, 0]]
    assert middle("Polygon", [ell]) == (1.1, 1.1)
    square, hole = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[0, 0], [2, 0], [2, 4], [0, 4], [0, 0]]
    assert middle("Polygon", [square, hole]) == (2.0, 3.0)
    assert middle("MultiPolygon", [[square], [[[x + 8, y] for x, y in square]]]) == (2.0, 6.0)
    assert middle("Polygon", [[[1, 1], [3, 1], [1, 1]]]) == (1.0, 2.0)
    assert middle("Polygon", [[[1, 1], [1, 1], [1, 1]]]) == (1.0, 1.0)
    assert middle("LineString", [[0, 0], [0, 4], [0, 6]]) == (3.0, 0.0)
    assert middle("MultiPoint", [[0, 0], [2, 4]]) == (2.0, 1.0)
    both = {
        "type": "GeometryCollection",
        "geometries": [{"type": "Point", "coordinates": [9, 9]}, {"type": "Polygon", "coordinates": [square]}],
    }
    point = centroid(both)
    assert point is not None
    assert (point.lat, point.lon) == (2.0, 2.0)


@pytest.mark.parametrize(
    "bad",
    [None, {}, {"type": "Point"}, {"type": "Polygon", "coordinates": []}, {"type": "Point", "coordinates": [0, 95]}],
)
def test_a_shape_that_is_none_has_no_centroid(bad: Any) -> None:
    assert centroid(bad) is None


CORNERS = st.tuples(st.integers(-500, 500), st.integers(-500, 500)).map(lambda c: (c[0] / 1000, c[1] / 1000))


@given(st.lists(CORNERS, min_size=3, max_size=8), st.integers(-70, 70), st.booleans())
def test_moving_or_turning_round_a_triangle_moves_its_centroid_along(
    ring: list[tuple[float, float]], by: int, back: bool
) -> None:
    ring = ring[:3]
    moved = [(x + by, y + by) for x, y in (reversed(ring) if back else ring)]
    here, there = middle("Polygon", [[*ring, ring[0]]]), middle("Polygon", [[*moved, moved[0]]])
    assert here is not None
    assert there is not None
    assert there == pytest.approx((here[0] + by, here[1] + by), abs=2e-3)


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("LE CAFÉ DE L'EST", "Le Café de l'Est"),
        ("BOULANGERIE DE LA GARE", "Boulangerie de la Gare"),
        ("L’ÉCAILLE", "L’Écaille"),
        ("EARL S&V DU PRÉ", "EARL S&V du Pré"),
        ("CHEZ LOUIS XIV", "Chez Louis XIV"),
        ("O'BURGER SAINT-JEAN-DE-LUZ", "O'Burger Saint-Jean-de-Luz"),
        ("MARIE'S BHV 24H", "Marie's BHV 24H"),
        ("PAIN QU'ON AIME (LE)", "Pain qu'On Aime (Le)"),
    ],
)
def test_capitals_are_calmed_with_care(shouted: str, calm: str) -> None:
    assert is_shouted(shouted)
    assert calmed(shouted) == calm


@pytest.mark.parametrize("name", ["KFC", "C", "Café BHV", "1664", "東京", "ING"])
def test_what_is_no_shout_is_left_alone(name: str) -> None:
    assert not is_shouted(name)


def test_foreign_text_is_made_fit() -> None:
    assert tidy("Max &amp; Lise&#39;s &LT x\u202e \r\n  b ") == "Max & Lise's &LT x\nb"
    assert as_markdown("#faitici\n> x\n---\na - b") == "\\#faitici\n\\> x\n\\---\na - b"


TREE = """\
- slug: shop
  name: Commerce
  osm: shop=*
  children:
    - {slug: bakery, name: Boulangerie, osm: [shop=bakery, craft=bakery]}
- slug: eat
  name: Manger
  children:
    - slug: restaurant
      name: Restaurant
      plural: Restaurants
      osm: amenity=restaurant
      children:
        - {slug: pizzeria, name: Pizzeria, osm: cuisine=pizza}
    - {slug: fast-food, name: Restauration rapide, osm: amenity=fast_food}
"""


@pytest.fixture
def kinds() -> Kinds:
    from guide.category import CategoryNode, flatten
    from guide.document import parse

    return Kinds(flatten(tuple(CategoryNode.model_validate(node) for node in parse("", TREE).values)))


@pytest.mark.parametrize(
    ("tags", "categories"),
    [
        ({"shop": "bakery"}, ("bakery",)),
        ({"shop": "unheard"}, ("shop",)),
        ({"shop": "unheard", "amenity": "restaurant"}, ("restaurant",)),
        ({"amenity": "restaurant", "shop": "bakery"}, ("bakery", "restaurant")),
        ({"amenity": "restaurant", "cuisine": "french;pizza"}, ("pizzeria",)),
        ({"amenity": "fast_food", "cuisine": "pizza"}, ("fast-food",)),
        ({"cuisine": "pizza"}, ()),
        ({"shop": "vacant"}, ()),
        ({"amenity": "bench"}, ()),
    ],
)
def test_the_most_precise_category_wins_and_the_wildcard_comes_last(
    kinds: Kinds, tags: dict[str, str], categories: tuple[str, ...]
) -> None:
    assert kinds.of(tags).categories == categories


def test_a_category_has_a_slug_a_name_a_plural_and_tags(kinds: Kinds) -> None:
    for word in ("restaurant", "Restaurants", "amenity=restaurant"):
        assert kinds.named(word) == "restaurant"
    assert kinds.named("boucherie") is None
