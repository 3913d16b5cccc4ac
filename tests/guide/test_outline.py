"""The outlines of communes: those of the town are taken, whatever else the file holds; what is wrong is told with its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from guide.outline import OUTLINES
from guide.problem import Level

if TYPE_CHECKING:
    from guide.problem import Problem
    from tests.conftest import Town

SQUARE = [[[1.9, 47.9], [2.1, 47.9], [2.1, 48.1], [1.9, 48.1], [1.9, 47.9]]]


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry or {"type": "Polygon", "coordinates": SQUARE}}


def collection(*features: Any, **members: Any) -> str:
    """Return a file with a feature on each line, the first on line 2."""
    lines = ",\n".join(json.dumps(one) for one in features)
    return json.dumps({"type": "FeatureCollection", **members, "features": []})[:-2] + f"\n{lines}\n]}}"


def faults(town: Town) -> list[Problem]:
    return [problem for problem in town.check()[1] if problem.path == OUTLINES]


def test_a_town_needs_none(town: Town) -> None:
    assert town.guide().outlines == ((), "")


def test_outlines_are_found_by_code_or_else_by_name(town: Town) -> None:
    town.write("content/communes.yaml", "- {name: Tinyville, code: '01999', postcodes: ['01990']}\n- {name: Bigville, postcodes: ['01991']}\n")
    town.write(OUTLINES, collection(feature(nom="TINYVILLE", code="01999"), feature(nom="bigville"), feature(nom="Elsewhere"), attribution="Somebody (Open)"))
    outlines = town.guide().outlines
    assert [outline.commune for outline in outlines.outlines] == ["tinyville", "bigville"]
    assert outlines.attribution == "Somebody (Open)"
    assert outlines.outlines[0].rings == (tuple(map(tuple, SQUARE[0])),)


def test_a_namesake_with_another_code_is_somebody_else(town: Town) -> None:
    town.write("content/communes.yaml", "- {name: Tinyville, code: '01999', postcodes: ['01990']}\n")
    town.write(OUTLINES, collection(feature(nom="Tinyville", code="02999")))
    assert town.check()[0].outlines.outlines == ()
    assert [problem.level for problem in faults(town)] == [Level.WARNING]


def test_islands_and_holes_are_rings_and_an_open_ring_is_closed(town: Town) -> None:
    hole = [[1.95, 47.95], [2.0, 47.95], [2.0, 48.0]]
    town.write(OUTLINES, collection(feature({"type": "MultiPolygon", "coordinates": [[SQUARE[0], hole], SQUARE]}, name="Tinyville")))
    rings = town.guide().outlines.outlines[0].rings
    assert [len(ring) for ring in rings] == [5, 4, 5]
    assert all(ring[0] == ring[-1] for ring in rings)


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        ({"type": "Point", "coordinates": [2, 48]}, "no outline"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "Polygon", "coordinates": [[[2, 48], [2.1, 48]]]}, "three corners"),
        ({"type": "Polygon", "coordinates": [[[600000, 6800000], [1, 1], [2, 2]]]}, "not degrees"),
        ({"type": "Polygon", "coordinates": [[["2", 48], [1, 1], [2, 2]]]}, "not written as"),
        ({"type": "Polygon", "coordinates": [[[True, 48], [1, 1], [2, 2]]]}, "not written as"),
        ({"type": "Polygon", "coordinates": [[{"lon": 2}]]}, "not written as"),
        ({"type": "Polygon", "coordinates": "M0 0"}, "not written as lists"),
        ({"type": "Polygon", "coordinates": [[[48, 2], [48.1, 2], [48.1, 2.1]]]}, "far from the position"),
        ("<svg onload=alert(1)>", "no outline"),
        ({"type": "Polygon", "coordinates": [[[10**400, 48], [1, 1], [2, 2]]]}, "not degrees"),
    ],
)
def test_what_is_no_outline_of_a_commune_is_told_with_its_line(town: Town, geometry: Any, said: str) -> None:
    town.write(OUTLINES, collection(feature(name="Elsewhere"), feature(geometry, name="Tinyville")))
    (problem,) = faults(town)
    assert problem.line == 3
    assert problem.field == "Tinyville"
    assert said in str(problem.what)
    assert problem.fix
    assert town.check()[0] is None


def test_what_is_wrong_with_other_places_is_nobodys_concern(town: Town) -> None:
    town.write(OUTLINES, collection(feature("no geometry", name="Elsewhere"), None, 3, {"properties": [1]}, feature(name="Tinyville")))
    assert len(town.guide().outlines.outlines) == 1


def test_a_commune_is_drawn_once(town: Town) -> None:
    town.write(OUTLINES, collection(feature(name="Tinyville"), feature(name="Tinyville")))
    (problem,) = faults(town)
    assert (problem.line, "on line 2" in str(problem.what)) == (3, True)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("", 1, "not JSON"),
        ('{"type": "FeatureCollection",\n "features": [\n{]}', 3, "not JSON"),
        ('{"type": "FeatureCollection", "features": []} <script>', 1, "not JSON"),
        ("[1, 2]", 1, "not JSON"),
        ('{"type": "Feature"}', 1, "no collection"),
        ('{"type": "FeatureCollection", "features": {"a": 1}}', 1, "no collection"),
        ('{"type": "FeatureCollection", "features": [NaN]}', 1, "a number that is none"),
        ('{"type": "FeatureCollection", "features": [' + "9" * 6000 + "]}", 1, "a number that is none"),
        ('{"type": "FeatureCollection", "features": [' + "[" * 200_000, 1, "Too many brackets"),
        ('{"attribution": ["x"], "type": "FeatureCollection", "features": []}', 1, "one line of text"),
        ('{"attribution": "a\\nb", "type": "FeatureCollection", "features": []}', 1, "one line of text"),
        ('{"attribution": "a\\u202eb", "type": "FeatureCollection", "features": []}', 1, "one line of text"),
        (b"\xff\xfe", 1, "UTF-8"),
    ],
)
def test_a_file_that_is_none_is_told(town: Town, content: str | bytes, line: int, said: str) -> None:
    town.write(OUTLINES, content)
    (problem,) = faults(town)
    assert problem.line == line
    assert said in str(problem.what)


def test_a_link_is_not_followed(town: Town) -> None:
    (town.folder / OUTLINES).symlink_to("/etc/passwd")
    assert [str(problem.what) for problem in faults(town)] != []


def test_too_many_points_are_refused(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.outline.POINTS", 4)
    town.write(OUTLINES, collection(feature(name="Tinyville")))
    assert "More than 4 points" in str(faults(town)[0].what)


def test_a_memory_reads_the_file_again_only_when_it_changed(town: Town) -> None:
    town.write(OUTLINES, collection(feature(name="Tinyville")))
    first, _ = town.check(memory=town.memory)
    again, _ = town.check(memory=town.memory)
    assert first.outlines == again.outlines != ((), "")
    town.write(OUTLINES, collection())
    assert town.check(memory=town.memory)[0].outlines == ((), "")


@pytest.mark.parametrize(
    ("tiles", "said"),
    [
        ("http://tiles.example.org/{z}/{x}/{y}.png", "not the address"),
        ("https://user:word@tiles.example.org/{z}/{x}/{y}.png", "not the address"),
        ("https://tiles.example.org; script-src *//{z}/{x}/{y}.png", "not the address"),
        ("https://*.example.org/{z}/{x}/{y}.png", "not the address"),
        ("https://tiles.example.org/{z}/{x}/{y}.png'\"><script>", "not the address"),
        ("//tiles.example.org/{z}/{x}/{y}.png", "not the address"),
        ("javascript:alert({z}{x}{y})", "not the address"),
        ("https://tiles.example.org/{z}/{x}.png", "{y} is missing"),
        ("https://tiles.example.org/{z}/{x}/{y}/{y}.png", "{y} is missing"),
        ("https://tiles.example.org/{s}/{z}/{x}/{y}.png", "more between braces"),
        ("https://{z}.example.org/{x}/{y}.png", "not the address"),
    ],
)
def test_the_address_of_tiles_is_hostile_until_checked(town: Town, tiles: str, said: str) -> None:
    site = (town.folder / "content/site.yaml").read_text(encoding="utf-8")
    town.write("content/site.yaml", f"{site}map: {{tiles: {json.dumps(tiles)}, attribution: Us}}\n")
    guide, problems = town.check()
    assert guide is None
    assert any(said in str(problem.what) and problem.line == 4 for problem in problems)


def test_tiles_of_others_need_their_attribution_and_a_town_may_want_none(town: Town) -> None:
    site = (town.folder / "content/site.yaml").read_text(encoding="utf-8")
    assert town.guide().site.map.origin == "https://tile.openstreetmap.org"
    town.write("content/site.yaml", f"{site}map: {{tiles: 'https://tiles.example.org:8443/a/{{z}}/{{x}}/{{y}}@2x.png?key=1'}}\n")
    assert any("Whose images" in str(problem.what) for problem in town.check()[1])
    town.write("content/site.yaml", f"{site}map: {{tiles: 'https://tiles.example.org:8443/a/{{z}}/{{x}}/{{y}}@2x.png?key=1', attribution: Us}}\n")
    found = town.guide().site.map
    assert (found.origin, found.host, found.of_osm) == ("https://tiles.example.org:8443", "tiles.example.org", False)
    town.write("content/site.yaml", f"{site}map: {{tiles: no}}\n")
    assert town.guide().site.map.origin == ""
