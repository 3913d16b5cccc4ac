"""An import fills a town, can be repeated for ever, and never overwrites a person."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guide.document import parse
from guide.importing import cli
from guide.importing.mapping import read_mapping
from guide.importing.report import ImportReport, Part
from guide.importing.run import import_shops
from guide.load import check
from guide.problem import InvalidContent, Level

TODAY = date(2026, 11, 22)
REPOSITORY = Path(__file__).parent.parent.parent
STARTER = REPOSITORY / "guide" / "starter"
MAPPINGS = REPOSITORY / "docs" / "mappings"
SHOPS = REPOSITORY.parent / "shared" / "data" / "shops"
GEO = REPOSITORY.parent / "shared" / "data" / "geo"

BAKERY = {
    "name": "Le Fournil",
    "shop": "bakery",
    "addr:housenumber": "3",
    "addr:street": "Rue Haute",
    "addr:postcode": "01990",
    "addr:city": "Saint-Exemple",
    "phone": "+33 1 99 00 12 34",
    "website": "www.example.org/pain",
    "opening_hours": "Tu-Sa 07:00-19:00",
    "wheelchair": "limited",
    "takeaway": "yes",
    "delivery": "no",
    "payment:cash": "yes",
    "payment:visa": "yes",
    "contact:facebook": "lefournil",
    "wikidata": "Q90",
    "ref:FR:SIRET": "73282932000074",
    "description": "Pain &amp; brioches",
    "organic": "yes",
}


class Founded:
    """A town founded from the starter, and what tests do with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(STARTER / "fr", folder)
        (folder / "shops").mkdir()

    def osm(self, *objects: dict[str, Any], day: str = "2020-01-16", **options: Any) -> ImportReport:
        """Import objects given as tags; `id` and `at` (lon, lat) are theirs."""
        features = []
        for number, tags in enumerate(objects, 1):
            given = {"id": f"node/{number}", "at": [5.1, 46.1], **tags}
            geometry = {"type": "Point", "coordinates": given.pop("at")} if given["at"] else given.pop("at")
            features.append({"type": "Feature", "id": given.pop("id"), "properties": given, "geometry": geometry})
        file = self.folder.parent / "export.geojson"
        file.write_text(json.dumps({"timestamp": f"{day}T00:00:00Z", "features": features}), encoding="utf-8")
        return import_shops(self.folder, file, mapping=None, today=options.pop("today", TODAY), **options)

    def table(self, text: str, mapping: str, **options: Any) -> ImportReport:
        """Import a CSV table with a mapping."""
        (self.folder.parent / "table.csv").write_text(text, encoding="utf-8", newline="")
        (self.folder.parent / "mapping.yaml").write_text(mapping, encoding="utf-8")
        read = read_mapping(self.folder.parent / "mapping.yaml")
        return import_shops(self.folder, self.folder.parent / "table.csv", mapping=read, today=TODAY, **options)

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return (self.folder / path).read_text(encoding="utf-8")

    def values(self, path: str) -> Any:
        """Return the fields of an entry."""
        return parse(path, self.text(path)).values

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Change a file as a person would."""
        (self.folder / path).write_text(change(self.text(path)), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return every file with its bytes."""
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}

    def errors(self) -> list[str]:
        """Return what stops a build."""
        return [problem.text("en") for problem in check(self.folder, TODAY)[1] if problem.level is Level.ERROR]


@pytest.fixture
def town(tmp_path: Path) -> Founded:
    return Founded(tmp_path / "town")


def said(report: ImportReport, part: Part) -> list[str]:
    return [remark.text("en") for remark in report.remarks[part]]


def accounted(report: ImportReport) -> int:
    parts = (Part.OLDER, Part.GONE, Part.NOT_PLACED, Part.TWINS)
    return len(report.created) + len(report.updated) + report.unchanged + sum(map(report.count, parts))


ENTRY = "shops/saint-exemple/le-fournil.yaml"


def test_an_object_of_openstreetmap_becomes_an_entry_as_a_person_would_write_it(town: Founded) -> None:
    report = town.osm({**BAKERY, "id": "way/123"})
    assert report.created == [ENTRY]
    assert town.text(ENTRY) == (
        "name: Le Fournil\n"
        "labels: monlabel\n"
        "category: boulangerie\n"
        "commune: Saint-Exemple\n"
        "added: 2026-11-22\n"
        "description: Pain & brioches\n"
        "address:\n  street: 3 Rue Haute\n  postcode: 01990\n"
        "position:\n  lat: 46.1\n  lon: 5.1\n"
        "phone: +33 1 99 00 12 34\n"
        "website: https://www.example.org/pain\n"
        "social:\n  facebook: lefournil\n"
        "hours: Tu-Sa 07:00-19:00\n"
        "services: takeaway\n"
        "payments:\n  - cash\n  - card\n"
        "accessibility: wheelchair-limited\n"
        "source:\n  name: OpenStreetMap\n  url: https://www.openstreetmap.org/way/123\n  id: way/123\n  date: 2020-01-16\n"
        "licence: ODbL-1.0\n"
        "osm: way/123\n"
        "wikidata: Q90\n"
        "siret: 73282932000074\n"
        "notes:\n  delivery: no\n  organic: yes\n"
    )
    assert town.errors() == []


def test_what_cannot_be_placed_is_listed_with_its_reason(town: Founded) -> None:
    report = town.osm(
        BAKERY,
        {"shop": "bakery"},
        {"name": "Banc", "amenity": "bench"},
        {"name": "Loin", "shop": "bakery", "at": None},
        {**BAKERY, "id": "node/1"},
    )
    assert said(report, Part.NOT_PLACED) == [
        "row 2, “shop=bakery” (node/2): It has no name.",
        "row 3, “Banc” (node/3): No category stands for amenity=bench.",
        "row 4, “Loin” (node/4): Nothing says in which commune it is.",
    ]
    assert said(report, Part.TWINS) == ["row 5, “Le Fournil” (node/1): row 1 is the same object"]
    assert accounted(report) == report.rows == 5


def test_what_a_field_refuses_goes_to_the_notes_and_the_report(town: Founded) -> None:
    report = town.osm(
        BAKERY,
        {
            **BAKERY,
            "phone": "12; 01 99 00 12 35",
            "website": "ask me",
            "addr:postcode": "1990",
            "facebook": "https://elsewhere.example.org/x",
        },
    )
    values = town.values(report.created[1])
    assert values["phone"] == "01 99 00 12 35"
    assert "website" not in values
    notes = values["notes"]
    assert (notes["phone"], notes["website"], notes["address.postcode"]) == ("12", "ask me", "1990")
    assert "https://elsewhere.example.org/x" in notes.values()
    assert any("row 2, “Le Fournil” (node/2): website “ask me”" in line for line in said(report, Part.NOTED))
    assert town.errors() == []


def test_a_name_in_capitals_is_calmed_and_its_original_kept(town: Founded) -> None:
    report = town.osm({**BAKERY, "name": "LE FOURNIL DE LA GARE"})
    values = town.values(report.created[0])
    assert (values["name"], values["notes"]["name"]) == ("Le Fournil de la Gare", "LE FOURNIL DE LA GARE")
    assert report.count(Part.NAMES) == 1


def test_the_same_import_again_changes_no_byte(town: Founded) -> None:
    objects = [{**BAKERY, "name": name} for name in ("Un", "Deux", "Deux", "ÉPICERIE DU COIN")]
    town.osm(*objects)
    before = town.files()
    report = town.osm(*objects, today=date(2027, 1, 1))
    assert town.files() == before
    assert (report.unchanged, report.created, report.updated) == (4, [], [])


def test_newer_data_change_only_their_own_lines(town: Founded) -> None:
    town.osm(BAKERY)
    town.edit(ENTRY, lambda text: "# relu par Marie\n" + text.replace("phone: ", "phone:   "))
    before = town.text(ENTRY)
    report = town.osm(
        {**BAKERY, "opening_hours": "Mo-Su 06:00-20:00", "wikidata": ""}, day="2021-05-05", today=date(2027, 1, 1)
    )
    assert report.updated == [ENTRY]
    expected = before.replace("hours: Tu-Sa 07:00-19:00", "hours: Mo-Su 06:00-20:00").replace(
        "date: 2020-01-16", "date: 2021-05-05"
    )
    expected = expected.replace("added: 2026-11-22\n", "added: 2026-11-22\nupdated: 2027-01-01\n")
    assert town.text(ENTRY) == expected


def test_a_field_that_the_source_no_longer_has_goes_if_others_still_have_it(town: Founded) -> None:
    other = {**BAKERY, "name": "Autre"}
    town.osm(BAKERY, other)
    town.osm({key: value for key, value in BAKERY.items() if key != "phone"}, other, day="2021-05-05")
    assert "phone" not in town.values(ENTRY)
    town.osm({"name": "Le Fournil", "shop": "bakery"}, day="2022-05-05")
    assert "hours" in town.values(ENTRY)


def test_what_a_person_changed_is_kept_and_listed(town: Founded) -> None:
    town.osm(BAKERY)
    town.edit(
        ENTRY,
        lambda text: text.replace("+33 1 99 00 12 34", "01 99 00 99 99").replace("hours: Tu-Sa 07:00-19:00\n", ""),
    )
    before = town.files()
    report = town.osm({**BAKERY, "phone": "01 99 00 11 11", "opening_hours": "24/7"}, day="2021-05-05")
    assert town.files()[ENTRY] == before[ENTRY]
    assert [line.split("): ")[1] for line in said(report, Part.KEPT)] == [
        f"{ENTRY}, phone: the source says “01 99 00 11 11”",
        f"{ENTRY}, hours: the source says “24/7”",
    ]


def test_an_entry_that_a_person_removed_stays_away(town: Founded) -> None:
    town.osm(BAKERY)
    (town.folder / ENTRY).unlink()
    report = town.osm(BAKERY, {**BAKERY, "id": "node/9"}, day="2021-05-05")
    assert said(report, Part.GONE) == [f"row 1, “Le Fournil” (node/1): {ENTRY}"]
    # Its name stays its own.
    assert report.created == ["shops/saint-exemple/le-fournil-saint-exemple.yaml"]


@pytest.mark.parametrize("path", ["shops/le-fournil.yaml", "shops/a/b/le-fournil.yaml", "shops/le-four.yaml"])
def test_an_entry_that_was_moved_or_renamed_is_found(town: Founded, path: str) -> None:
    town.osm(BAKERY)
    (town.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (town.folder / ENTRY).rename(town.folder / path)
    report = town.osm({**BAKERY, "opening_hours": "24/7"}, day="2021-05-05")
    assert report.updated == [path]
    assert town.values(path)["hours"] == "24/7"


def test_an_entry_made_markdown_and_renamed_with_an_alias_is_found_and_its_text_kept(town: Founded) -> None:
    town.table("nom,cp,quoi\nA,01990,Pain\n", MAPPING)
    old, new = town.folder / "shops/saint-exemple/a.yaml", "shops/b.md"
    lines = [line for line in old.read_text(encoding="utf-8").splitlines() if not line.startswith("description")]
    (town.folder / new).write_text("\n".join(["---", *lines, "aliases: a", "---", "Mon texte", ""]), encoding="utf-8")
    old.unlink()
    report = town.table("nom,cp,quoi\nA,01990,PAIN\n", MAPPING)
    assert report.created == []
    assert town.text(new).endswith("Mon texte\n")
    assert "description: the source says" in said(report, Part.KEPT)[0]


def test_older_data_change_nothing(town: Founded) -> None:
    town.osm(BAKERY)
    before = town.files()
    report = town.osm({**BAKERY, "opening_hours": "24/7"}, day="2018-01-01")
    assert town.files() == before
    assert said(report, Part.OLDER) == ["row 1, “Le Fournil” (node/1): the guide has data of 2020-01-16"]


def test_an_object_that_lost_its_name_leaves_its_entry_alone(town: Founded) -> None:
    town.osm(BAKERY)
    before = town.text(ENTRY)
    report = town.osm({"shop": "butcher", "id": "node/1"}, day="2021-05-05")
    assert town.text(ENTRY) == before
    assert f"The entry {ENTRY} stays as it was." in said(report, Part.NOT_PLACED)[0]


def test_an_entry_written_by_hand_gets_only_what_it_lacks(town: Founded) -> None:
    path = town.folder / "shops" / "chez-marie.yaml"
    path.write_text(
        "name: Chez Marie\nlabels: monlabel\ncategory: boulangerie\ncommune: Saint-Exemple\nadded: 2026-01-05\nosm: node/1\n",
        encoding="utf-8",
    )
    report = town.osm(BAKERY)
    values = town.values("shops/chez-marie.yaml")
    assert (values["name"], values["added"]) == ("Chez Marie", "2026-01-05")
    assert values["hours"] == "Tu-Sa 07:00-19:00"
    assert "name: the source says “Le Fournil”" in said(report, Part.KEPT)[0]
    again = town.osm({**BAKERY, "name": "Le Four", "opening_hours": "24/7"}, day="2021-05-05")
    assert again.updated == ["shops/chez-marie.yaml"]
    assert town.values("shops/chez-marie.yaml")["name"] == "Chez Marie"
    assert town.values("shops/chez-marie.yaml")["hours"] == "24/7"


def test_an_entry_that_cannot_be_changed_line_by_line_stays_and_is_listed(town: Founded) -> None:
    town.osm(BAKERY, {**BAKERY, "name": "Autre"})
    braces = json.dumps(town.values(ENTRY), ensure_ascii=False)
    (town.folder / ENTRY).write_text(braces, encoding="utf-8")
    (town.folder / "shops/saint-exemple/autre.yaml").write_text("name: [", encoding="utf-8")
    report = town.osm({**BAKERY, "opening_hours": "24/7"}, {**BAKERY, "name": "Autre", "phone": "12"}, day="2021-05-05")
    assert (report.updated, report.unchanged) == ([], 2)
    assert town.text(ENTRY) == braces
    lines = " ".join(said(report, Part.KEPT))
    assert f"{ENTRY}, hours: it is written in a way that cannot be changed" in lines
    assert "autre.yaml: this entry cannot be read" in lines


def test_an_entry_of_windows_keeps_its_line_ends(town: Founded) -> None:
    town.osm(BAKERY)
    written = "\ufeff" + town.text(ENTRY).replace("\n", "\r\n")
    (town.folder / ENTRY).write_bytes(written.encode())
    town.osm({**BAKERY, "opening_hours": "24/7"}, day="2021-05-05")
    text = (town.folder / ENTRY).read_bytes().decode()
    assert text.count("\n") == text.count("\r\n")
    assert text.startswith("\ufeff")
    assert "hours: 24/7\r\n" in text


def test_a_person_can_tell_which_object_an_entry_is(town: Founded) -> None:
    town.table("nom,cp,quoi\nA,01990,Pain\n", MAPPING)
    town.edit("shops/saint-exemple/a.yaml", lambda text: text + "osm: node/1\n")
    report = town.osm(BAKERY)
    assert (report.created, report.updated) == ([], ["shops/saint-exemple/a.yaml"])
    assert town.values("shops/saint-exemple/a.yaml")["name"] == "A"
    assert town.values("shops/saint-exemple/a.yaml")["hours"] == "Tu-Sa 07:00-19:00"


def test_entries_survive_the_loss_of_the_state(town: Founded) -> None:
    town.osm(BAKERY, {**BAKERY, "name": "Autre"})
    (town.folder / "content/imported.jsonl").unlink()
    town.edit(ENTRY, lambda text: text.replace("Tu-Sa", "Mo-Sa"))
    report = town.osm(BAKERY, {**BAKERY, "name": "Autre", "opening_hours": "24/7"})
    assert report.created == []
    assert town.values(ENTRY)["hours"] == "Mo-Sa 07:00-19:00"
    town.osm(BAKERY, {**BAKERY, "name": "Autre", "phone": "01 99 00 55 55"}, day="2021-05-05")
    assert town.values("shops/saint-exemple/autre.yaml")["phone"] == "01 99 00 55 55"


def test_a_state_that_cannot_be_read_stops_the_import(town: Founded) -> None:
    town.osm(BAKERY)
    town.edit("content/imported.jsonl", lambda text: "<<<<<<< HEAD\n" + text)
    with pytest.raises(InvalidContent) as caught:
        town.osm(BAKERY)
    assert (caught.value.problems[0].path, caught.value.problems[0].line) == ("content/imported.jsonl", 1)


def test_names_that_collide_get_their_commune_then_a_number_for_ever(town: Founded) -> None:
    shops = [{**BAKERY, "name": name} for name in ("Le Bar", "LE BAR !", "Le bar", "Con", "東京")]
    report = town.osm(*shops)
    slugs = [Path(path).stem for path in report.created]
    assert slugs == [
        "le-bar",
        "le-bar-saint-exemple",
        "le-bar-saint-exemple-2",
        "con-saint-exemple",
        "boulangerie-saint-exemple",
    ]
    numbered = [{**shop, "id": f"node/{number}"} for number, shop in enumerate(shops, 1)]
    again = town.osm(*reversed(numbered), {**BAKERY, "name": "Le Bar", "id": "node/50"}, day="2021-05-05")
    assert again.created == ["shops/saint-exemple/le-bar-saint-exemple-3.yaml"]


def test_a_trial_writes_nothing_and_says_the_same(town: Founded) -> None:
    before = town.files()
    trial = town.osm(BAKERY, {"shop": "bakery"}, dry_run=True)
    assert town.files() == before
    real = town.osm(BAKERY, {"shop": "bakery"})
    assert real.counts() == trial.counts()
    assert real.remarks == trial.remarks


def test_a_crash_half_way_leaves_the_town_as_it_was(town: Founded, monkeypatch: pytest.MonkeyPatch) -> None:
    town.osm(BAKERY)
    before = town.files()
    moved: list[str] = []
    really = os.replace

    def replace(old: Any, new: Any) -> None:
        moved.append(str(new))
        if len(moved) == 3:
            raise OSError(28, "No space left on device")
        really(old, new)

    monkeypatch.setattr(os, "replace", replace)
    shops = [{**BAKERY, "name": f"Chez {n}", "addr:city": f"Ville {n}", "opening_hours": "24/7"} for n in range(4)]
    with pytest.raises(InvalidContent, match="1 errors"):
        town.osm(*shops, day="2021-05-05")
    assert len(moved) == 3
    assert town.files() == before
    assert sorted(p.name for p in (town.folder / "shops").iterdir()) == ["saint-exemple"]


MAPPING = """\
source: {name: Mairie, url: "https://example.org/data"}
licence: etalab-2.0
id: nom
fields:
  name: nom
  address.postcode: cp
  description: quoi
constants: {commune: Saint-Exemple}
category: {column: quoi, default: shop=yes, values: {Pain: shop=bakery, "Café, thé": [amenity=cafe, Épicerie]}}
"""


def test_a_table_is_read_as_its_mapping_says(town: Founded) -> None:
    mapping = """\
source: {name: Mairie de Saint-Exemple, url: "https://example.org/data", date: 2026-02-03}
licence: etalab-2.0
labels: monlabel
ignored: ["<Nul>"]
id: [nom, rue]
position: {lat: y, lon: x}
split: {mode: ",", quoi: "|"}
fields:
  name: nom
  address.street: [numéro, rue]
  address.postcode: cp
  commune: ville
  phone: [fixe, mobile]
  website: site
category:
  column: quoi
  values: {pain: shop=bakery, Épicerie fine: épicerie-fine}
  default: shop=yes
services: {column: mode, values: {livraison: delivery, retrait: click-and-collect, "rien": }}
keywords: [mots, {column: bio, values: {oui: biologique, non: }}]
dropped: [inutile]
"""
    report = town.table(
        "nom;numéro;rue;cp;ville;x;y;fixe;mobile;site;quoi;mode;mots;bio;inutile;reste\n"
        "A;12;rue Haute;01990;Saint-Exemple;5,25;46.5;01 99 00 12 34;06 39 98 00 01;example.org;PAIN|Epicerie  Fine;Livraison, retrait;vin, bière;oui;1;2\n"
        "B;;;01990;Saint-Exemple;;;<Nul>;;;Autre|Pain d'épices;drone;;non;;<Nul>\n",
        mapping,
    )
    a, b = (town.values(path) for path in report.created)
    assert a["address"] == {"street": "12 rue Haute", "postcode": "01990"}
    assert a["position"] == {"lat": "46.5", "lon": "5.25"}
    assert a["phone"] == ["01 99 00 12 34", "06 39 98 00 01"]
    assert a["website"] == "https://example.org"
    assert a["category"] == ["boulangerie", "epicerie-fine"]
    assert a["services"] == ["delivery", "click-and-collect"]
    assert a["keywords"] == ["vin, bière", "biologique"]
    assert a["source"] == {
        "name": "Mairie de Saint-Exemple",
        "url": "https://example.org/data",
        "id": a["source"]["id"],
        "date": "2026-02-03",
    }
    assert a["notes"] == {"quoi": "PAIN|Epicerie  Fine", "reste": "2"}
    assert b["category"] == "autre-commerce"
    assert b["notes"] == {"quoi": "Autre|Pain d'épices", "mode": "drone"}
    assert said(report, Part.CATEGORIES) == [
        "quoi: “Autre”: → autre-commerce (1)",
        "quoi: “Pain d'épices”: → autre-commerce (1)",
        "mode: “drone”: → — (1)",
    ]
    assert town.errors() == []


def test_rows_that_nothing_tells_apart_stay_each_their_own(town: Founded) -> None:
    table = "nom,cp,quoi\n" + "A,01990,Pain\n" * 3
    assert len(town.table(table, MAPPING).created) == 3
    again = town.table(table, MAPPING)
    assert (again.created, again.unchanged) == ([], 3)


def test_a_table_needs_a_mapping(town: Founded) -> None:
    (town.folder.parent / "t.csv").write_text("nom\nA\n", encoding="utf-8")
    with pytest.raises(InvalidContent, match="1 errors"):
        import_shops(town.folder, town.folder.parent / "t.csv", mapping=None, today=TODAY)


@pytest.mark.parametrize(
    ("wrong", "line", "what"),
    [
        ("kind: shop\n", 1, "not one of the known words"),
        ("fields:\n  nam: nom\n", 1, "“nam” is not a known field"),
        ("fields:\n  name: nom\n", 1, "who published the data"),
        ("source: Mairie\n", 1, "which column holds the name"),
        ("colour: red\n", 1, "“colour” is not a known field"),
        ("- a\n", 0, "Several lines"),
        ("source: [\n", 1, "not closed"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(town: Founded, wrong: str, line: int, what: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        town.table("nom\nA\n", wrong)
    assert any(what in str(problem.what) and problem.line == line for problem in caught.value.problems), [
        problem.text("en") for problem in caught.value.problems
    ]


def test_columns_and_words_that_do_not_exist_are_told(town: Founded) -> None:
    report = town.table(
        "nom,cp\nA,01990\n", MAPPING.replace("shop=bakery", "shop=unheard-of").replace("Épicerie", "Bazarette")
    )
    lines = " ".join(said(report, Part.FILE))
    assert "The file has no column “quoi”" in lines
    assert "“Bazarette”" in lines
    with pytest.raises(InvalidContent, match="1 errors"):
        town.table("name\nA\n", MAPPING)


def test_the_command_prints_a_summary_and_writes_the_report(
    town: Founded, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENSEIGNE_LANG", "en")
    town.osm(BAKERY, {"shop": "bakery"}, dry_run=True)
    parser = argparse.ArgumentParser()
    parser.add_argument("--town", type=Path)
    cli.add_arguments(parser)
    report = town.folder.parent / "report.txt"
    words = [
        str(town.folder.parent / "export.geojson"),
        "--town",
        str(town.folder),
        "--today",
        "2026-11-22",
        "--report",
        str(report),
    ]
    assert cli.command(parser.parse_args([*words, "--dry-run"])) == 0
    assert "nothing is written" in capsys.readouterr().out
    assert not list((town.folder / "shops").iterdir())
    assert cli.command(parser.parse_args(words)) == 0
    assert "      1  entries created" in capsys.readouterr().out
    assert "row 2, “shop=bakery” (node/2): It has no name." in report.read_text(encoding="utf-8")
    with pytest.raises(InvalidContent):
        cli.command(parser.parse_args([*words, "--date", "hier"]))


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_the_starter_of_each_language_is_a_valid_town_with_the_same_tree(language: str) -> None:
    guide, problems = check(STARTER / language, TODAY)
    french, _ = check(STARTER / "fr", TODAY)
    assert problems == ()
    assert guide is not None
    assert french is not None
    assert len(guide.pages) == 3
    assert [c.osm for c in guide.categories] == [c.osm for c in french.categories]
    assert [(len(c.parents), c.icon, c.colour, c.schema_type) for c in guide.categories] == [
        (len(c.parents), c.icon, c.colour, c.schema_type) for c in french.categories
    ]
    tags = [tag for category in guide.categories for tag in category.osm]
    assert len(tags) == len(set(tags))


@pytest.mark.parametrize("file", sorted(MAPPINGS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_mappings_of_the_documentation_are_valid_and_name_categories_of_every_starter(file: Path) -> None:
    from guide.importing.kinds import Kinds

    mapping = read_mapping(file)
    table = mapping.category
    words = [*(word for values in table.values.values() for word in values or ()), *table.default] if table else []
    for language in ("fr", "en", "nl"):
        guide, _ = check(STARTER / language, TODAY)
        assert guide is not None
        assert [word for word in words if Kinds(guide.categories).named(word) is None] == []


def real_files() -> list[Any]:
    """Return the real files beside the repository, each with its mapping, slow ones marked."""
    pairs = [
        ("*osm.geojson", None),
        ("*livraison-retrait.csv", "paris-livraison-retrait"),
        ("*restauration-osm.json", "orleans-restauration"),
        ("alimconfiance-*.csv", "alimconfiance"),
    ]
    return [
        pytest.param(file, mapping, id=file.stem, marks=[pytest.mark.slow] if file.stat().st_size > 200_000 else [])
        for pattern, mapping in pairs
        for file in sorted(SHOPS.glob(pattern))
    ]


if real_files():

    @pytest.mark.parametrize(("file", "mapping"), real_files())
    def test_a_real_file_is_imported_whole_and_the_town_is_good(town: Founded, file: Path, mapping: str | None) -> None:
        read = read_mapping(MAPPINGS / f"{mapping}.yaml") if mapping else None
        report = import_shops(town.folder, file, mapping=read, today=TODAY)
        assert accounted(report) == report.rows
        assert len(report.created) > report.rows / 5
        before = town.files()
        again = import_shops(town.folder, file, mapping=read, today=TODAY)
        assert (again.created, again.updated) == ([], [])
        assert town.files() == before
        assert town.errors() == []


def lists_of_communes() -> list[Any]:
    """Return the real lists of communes beside the repository, each with its mapping."""
    files = [*sorted(GEO.glob("communes-[0-9]*.csv")), *sorted(GEO.glob("communes-belgique*.csv"))]
    return [pytest.param(file, "belgique" if "belgique" in file.name else "france", id=file.stem) for file in files]


if lists_of_communes():

    @pytest.mark.parametrize(("file", "country"), lists_of_communes())
    def test_a_real_list_of_communes_is_imported_whole(town: Founded, file: Path, country: str) -> None:
        mapping = read_mapping(MAPPINGS / f"communes-{country}.yaml")
        report = import_shops(town.folder, file, mapping=mapping, today=TODAY)
        assert len(report.created) == report.rows > 100
        assert report.count(Part.FILE) == 0
        assert import_shops(town.folder, file, mapping=mapping, today=TODAY).unchanged == report.rows
        assert town.errors() == []
