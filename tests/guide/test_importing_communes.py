"""Each shop finds its commune, or the report says why not; the file of communes keeps every line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from guide.commune import Commune
from guide.document import parse
from guide.importing.communes import changed_file
from guide.importing.mapping import read_mapping
from guide.importing.offer import Whereabouts
from guide.importing.place import Gazetteer, name_key
from guide.importing.report import ImportReport, Part
from guide.importing.run import import_shops
from guide.importing.town import COMMUNES, read_town
from guide.problem import InvalidContent
from guide.shop import Position

TODAY = date(2026, 11, 22)
SHOPS = """\
source: Mairie
id: n
position: p
fields: {name: n, address.postcode: cp, commune: c, commune.code: insee, locality: l}
category: {column: x, default: bakery}
"""
LIST = """\
kind: communes
fields: {name: nom, code: code, postcodes: cp}
split: {cp: " "}
position: {lat: y, lon: x}
"""
KNOWN = """\
# Les communes, par Marie
- name: Ahuy
  code: "01001"
  postcodes: [01100, "01101"]   # deux
  position: {lat: 46.0, lon: 5.0}
- name: Saint-Bel
  postcodes: [01200]
  position: {lat: 46.1, lon: 5.0}
- name: Cuy
  slug: cuy-01
  postcodes: [01300]
- name: Cuy
  slug: cuy-02
  postcodes: [02300]
- name: Druy
  postcodes: [01200, 01250]
  position: {lat: 46.15, lon: 5.05}
"""


@pytest.fixture
def town(empty_town: Any) -> Any:
    empty_town.write(COMMUNES, KNOWN)
    return empty_town


def give(town: Any, table: str, mapping: str = SHOPS, **options: Any) -> ImportReport:
    file = town.folder.parent / "t.csv"
    file.write_text(table, encoding="utf-8", newline="")
    (town.folder.parent / "m.yaml").write_text(mapping, encoding="utf-8")
    return import_shops(town.folder, file, mapping=read_mapping(town.folder.parent / "m.yaml"), today=TODAY, **options)


def communes(town: Any) -> dict[str, Any]:
    values = parse(COMMUNES, (town.folder / COMMUNES).read_text(encoding="utf-8")).values
    return {commune.get("slug", commune["name"]): commune for commune in values}


def said(report: ImportReport, part: Part) -> list[str]:
    return [remark.text("en") for remark in report.remarks[part]]


def point(lat: float, lon: float) -> Position:
    return Position.model_construct(lat=lat, lon=lon)


@pytest.mark.parametrize(
    ("where", "at", "slug", "surely"),
    [
        (Whereabouts(code="01001", name="Elsewhere"), None, "ahuy", True),
        (Whereabouts(name="AHUY", postcode="01101"), None, "ahuy", True),
        (Whereabouts(name="St Bel Cedex 2", postcode="01209"), None, "saint-bel", True),
        (Whereabouts(name="Cuy", postcode="02300"), None, "cuy-02", True),
        (Whereabouts(name="Cuy", postcode="02310"), None, "cuy-02", True),
        (Whereabouts(name="Cuy"), None, None, True),
        (Whereabouts(postcode="01250", locality=True), None, "druy", True),
        (Whereabouts(name="Le Hameau", postcode="01250", locality=True), None, "druy", False),
        (Whereabouts(name="Le Hameau", postcode="01250"), None, None, False),
        (Whereabouts(name="Ahuy", postcode="33100"), None, None, False),
        (Whereabouts(name="Ahuy", postcode="33100"), (46.01, 5.01), "ahuy", True),
        (Whereabouts(postcode="01200", locality=True), (46.14, 5.04), "druy", False),
        (Whereabouts(locality=True), (46.02, 5.0), "ahuy", False),
        (Whereabouts(name="Le Hameau", locality=True), (46.02, 5.0), "ahuy", False),
        (Whereabouts(locality=True), (46.5, 5.0), None, False),
        (Whereabouts(), None, None, False),
    ],
)
def test_a_commune_is_found_by_code_name_postcode_then_place(
    where: Whereabouts, at: Any, slug: str | None, surely: bool
) -> None:
    known = [Commune.model_validate(value) for value in parse("", KNOWN).values]
    answer = Gazetteer(known, 20).find(where, point(*at) if at else None)
    assert (answer and answer.commune.slug) == slug
    assert answer is None or answer.surely is surely


def test_a_place_lies_in_the_commune_of_the_nearest_row_that_names_its_own() -> None:
    known = [Commune.model_validate(value) for value in parse("", KNOWN).values]
    gazetteer = Gazetteer(known, 20)
    gazetteer.mark(known[1], point(46.021, 5.0))
    for number in range(300):
        gazetteer.mark(known[0], point(46.0 + number / 1e6, 4.9))
    answer = gazetteer.find(Whereabouts(locality=True), point(46.02, 5.0))
    assert answer is not None
    assert answer.commune.slug == "saint-bel"


def test_spellings_of_a_commune_share_a_key() -> None:
    assert name_key("ST-REMY LES STE-MARIE CEDEX 09") == name_key("Saint-Rémy-lès-Sainte-Marie")


def test_communes_that_rows_name_are_added_below_what_people_wrote(town: Any) -> None:
    report = give(town, "n;p;cp;c;insee\nA;45.1, 5.0;01400;ENTREPÔT;\nB;45.2, 5.0;01401;Entrepôt;\nC;;;Fey;02003\n")
    assert (town.folder / COMMUNES).read_text(encoding="utf-8") == KNOWN + (
        "\n# Added by the import of t.csv on 2026-11-22: to be checked.\n"
        "- name: Entrepôt\n  postcodes:\n    - 01400\n    - 01401\n  position:\n    lat: 45.15\n    lon: 5\n"
        "- name: Fey\n  code: 02003\n"
    )
    assert said(report, Part.NEW_COMMUNES) == ["Entrepôt: 01400 01401 (2)", "Fey: 02003 (1)"]
    assert town.check()[0] is not None


def test_with_known_communes_only_the_others_are_listed(town: Any) -> None:
    before = (town.folder / COMMUNES).read_bytes()
    report = give(town, "n;cp;c\nA;01400;Entrepôt\nB;01100;Ahuy\n", add_communes=False)
    assert (town.folder / COMMUNES).read_bytes() == before
    assert len(report.created) == 1
    assert said(report, Part.NOT_PLACED) == ["row 2, “A”: “01400 Entrepôt” is not a commune of this guide."]


def test_homonyms_get_distinct_slugs_and_keep_them(town: Any) -> None:
    table = (
        "n;p;cp;c\nA;44.9, 0.1;33350;Grey\nB;44.0, -0.5;40700;Grey\nC;45.9, 5.5;01150;Ahuy\nD;47.0, 5.0;21121;Ahuy\n"
    )
    give(town, table)
    assert {slug for slug in communes(town) if "grey" in slug or "ahuy" in slug.lower()} == {
        "grey-33350",
        "grey-40700",
        "Ahuy",
        "ahuy-21121",
    }
    values = {
        path.stem: parse("", path.read_text(encoding="utf-8")).values
        for path in (town.folder / "shops").rglob("*.yaml")
    }
    assert [values[name]["commune"] for name in "abcd"] == ["grey-33350", "grey-40700", "Ahuy", "ahuy-21121"]
    before = communes(town)
    assert give(town, table).unchanged == 4
    assert communes(town) == before
    assert town.check()[0] is not None


def test_a_mistaken_postcode_founds_no_second_commune_where_the_position_knows_better(town: Any) -> None:
    report = give(town, "n;p;cp;c\nA;44.9, 0.1;33350;Grey\nB;44.9, 0.11;33350;Grey\nC;44.9, 0.1;40700;Grey\n")
    assert report.count(Part.NEW_COMMUNES) == 1
    assert said(report, Part.NOTED) == ["row 4, “C”: address.postcode “40700”: 40700 is not a postcode of Grey."]
    assert town.check()[0] is not None


def test_a_postcode_more_is_added_only_to_a_commune_that_an_import_wrote(town: Any) -> None:
    give(town, "n;p;cp;c\nA;44.9, 0.1;33350;Grey\n")
    report = give(town, "n;p;cp;c\nA;44.9, 0.1;33350;Grey\nB;44.9, 0.1;33359;Grey\nC;46.0, 5.0;01109;Ahuy\n")
    text = (town.folder / COMMUNES).read_text(encoding="utf-8")
    assert text.startswith(KNOWN)
    assert communes(town)["Grey"]["postcodes"] == ["33350", "33359"]
    assert said(report, Part.NOTED) == ["row 4, “C”: address.postcode “01109”: 01109 is not a postcode of Ahuy."]
    (town.folder / COMMUNES).write_text(text.replace("33359", "33358"), encoding="utf-8")
    again = give(town, "n;p;cp;c\nD;44.9, 0.1;33357;Grey\n")
    assert again.count(Part.NOTED) == 1
    assert communes(town)["Grey"]["postcodes"] == ["33350", "33358"]


def test_a_point_far_from_its_commune_is_kept_in_the_notes(town: Any) -> None:
    far = "n;p;cp;c\nA;48.9, 2.3;01100;Ahuy\nB;44.9, 0.1;33350;Grey\nC;44.8, 0.1;33350;Grey\nD;50.6, 3.0;33350;Grey\nE;91, 3;01100;Ahuy\n"
    report = give(town, far)
    assert [line.split(": ")[1] for line in said(report, Part.NOTED)] == [
        "position “48.9, 2.3”",
        "position “50.6, 3”",
        "position “91, 3”",
    ]
    assert communes(town)["Grey"]["position"] == {"lat": "44.85", "lon": "0.1"}
    (path,) = (town.folder / "shops").rglob("e.yaml")
    assert parse("", path.read_text(encoding="utf-8")).values["notes"] == {"position": "91, 3"}
    assert town.check()[0] is not None
    assert give(town, far).unchanged == 5


def test_rows_that_contradict_each_other_give_no_position(town: Any) -> None:
    table = "n;p;cp;c\nA;44.9, 0.1;33350;Grey\nB;48.9, 2.1;33350;Grey\n"
    report = give(town, table)
    assert report.count(Part.NOTED) == 2
    assert "position" not in communes(town)["Grey"]
    assert give(town, table).unchanged == 2


def test_a_guess_never_replaces_the_commune_of_an_entry(town: Any) -> None:
    give(town, "n;p;cp;c\nA;46.0, 5.0;;\n")
    (path,) = (town.folder / "shops").rglob("a.yaml")
    text = path.read_text(encoding="utf-8")
    give(town, "n;p;cp;c\nA;46.1, 5.0;;\n")
    assert "commune: Ahuy\n" in path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text


def test_a_foreign_file_is_noticed(town: Any) -> None:
    report = give(town, "n;cp;c\nA;6720;Ailleurs\nB;6721;Plus loin\n")
    assert any("“country”" in line for line in said(report, Part.FILE))
    assert len(report.created) == 2
    assert town.check()[0] is not None


def test_a_list_of_communes_adds_what_lacks_and_keeps_the_rest(town: Any) -> None:
    table = "nom;code;cp;x;y\nAHUY;01001;01100 01102;5.5;46.5\nSaint-Bel;01002;01200;;\nÎLE-DE-GUY;01003;01500;5,25;46,25\nGUY;02004;02500;;\n;01005;;;\nHary;x;01600;;\n"
    report = give(town, table, LIST + 'only: ["01"]\n')
    text = (town.folder / COMMUNES).read_text(encoding="utf-8")
    assert text == KNOWN.replace("- name: Saint-Bel\n", "- name: Saint-Bel\n  code: 01002\n") + (
        "\n# Added by the import of t.csv on 2026-11-22.\n"
        "- name: Île-de-Guy\n  code: 01003\n  postcodes:\n    - 01500\n  position:\n    lat: 46.25\n    lon: 5.25\n"
        "- name: Hary\n  postcodes:\n    - 01600\n"
    )
    assert (report.created, report.updated) == (["ile-de-guy", "hary"], ["saint-bel"])
    assert said(report, Part.NOT_PLACED) == ["row 6: This text is empty."]
    assert any("row 7, Hary: code “x”" in line for line in said(report, Part.FILE))
    before = text
    assert give(town, table, LIST).created == ["guy"]
    assert (town.folder / COMMUNES).read_text(encoding="utf-8").startswith(before)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", ""),
        ("# rien\n", "# rien\n\n"),
        ("# rien\n[]  # encore\n", "# rien\n# encore\n\n"),
        ("\ufeff- name: A\r\n", "\ufeff- name: A\r\n\r\n"),
        ("  - name: A", "  - name: A\n\n  "),
    ],
)
def test_a_commune_is_added_to_a_file_written_anyhow(empty_town: Any, text: str, start: str) -> None:
    empty_town.write(COMMUNES, text)
    town = read_town(empty_town.folder)
    new = changed_file(empty_town.folder, town.commune_lines, {}, [Commune.model_validate({"name": "B"})], "ici")
    assert new.startswith(f"{start}# ici")
    assert new.rstrip().endswith("- name: B")
    empty_town.write(COMMUNES, new)
    assert [commune.name for commune in read_town(empty_town.folder).communes][-1] == "B"


def test_a_commune_in_braces_gets_what_it_lacks_and_keeps_its_comment(empty_town: Any) -> None:
    empty_town.write(COMMUNES, "- {name: Ahuy, postcodes: [01100]}  # chef-lieu\n# fin\n")
    give(empty_town, "nom;code;cp\nAhuy;01001;01100\n", LIST)
    assert (empty_town.folder / COMMUNES).read_text(encoding="utf-8") == (
        "- name: Ahuy  # chef-lieu\n  code: 01001\n  postcodes:\n    - 01100\n# fin\n"
    )


def test_a_list_in_brackets_is_refused_rather_than_rewritten(empty_town: Any) -> None:
    empty_town.write(COMMUNES, "[{name: A}]\n")
    with pytest.raises(InvalidContent):
        give(empty_town, "n;cp;c\nA;01400;Entrepôt\n")


@pytest.mark.slow
def test_three_thousand_communes_are_no_burden(empty_town: Any) -> None:
    rows = "".join(f"S{n};{45 + n % 50 / 10}, {n // 50 / 10};{n + 10000};Commune {n}\n" for n in range(3500))
    report = give(empty_town, "n;p;cp;c\n" + rows, dry_run=True)
    assert len(report.created) == report.count(Part.NEW_COMMUNES) == 3500
