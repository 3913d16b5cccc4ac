"""The freshness round: who is asked what, and letters that never overwrite anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from guide.__main__ import main
from guide.correction import LINK, correction_link
from guide.letter import INDEX, Letters
from guide.letterbox import REGISTER, deliver
from guide.problem import InvalidContent
from guide.stale import rounds, to_confirm
from guide.state import Openings
from guide.table import CELL, aligned
from tests.conftest import TODAY

if TYPE_CHECKING:
    from tests.conftest import Town

SITE = "name: Le guide de l'Exemple\nlanguage: fr\naddress: https://tiny.example.org/\nemail: us@example.org\nverified_months: 12\n"
OLD, FRESH = "2025-03-01", "2026-11-01"


def openings(town: Town) -> Openings:
    guide, problems = town.check()
    assert guide is not None, problems
    return Openings(guide, TODAY)


def asked(town: Town, commune: str = "") -> list[str]:
    return [due.shop.slug for due in to_confirm(openings(town), "en", commune)]


@pytest.fixture
def round_town(empty_town: Town) -> Town:
    empty_town.write("content/site.yaml", SITE)
    empty_town.write(
        "content/correspondents.yaml",
        "- {name: Tinyville, email: tiny@example.org, communes: [Tinyville]}\n- {name: Pages, sections: []}\n",
    )
    empty_town.shop("forgotten", added=OLD, email="forgotten@example.org", phone="01 99 00 12 34", hours="du mardi au samedi 9h-12h30", address={"street": "1 rue Haute", "postcode": "01990"}, services=["delivery"])
    empty_town.shop("older", added=OLD, verified="2025-01-02", updated="2025-02-01", commune="Bigville")
    empty_town.shop("fresh", added=OLD, verified=FRESH)
    empty_town.shop("gone", added=OLD, status="closed-for-good")
    return empty_town


def test_what_nobody_vouches_for_is_asked_the_oldest_first_and_what_is_closed_for_good_is_not(round_town: Town) -> None:
    assert asked(round_town) == ["forgotten", "older"]
    round_town.shop("oldest", added="2024-01-02")
    assert asked(round_town) == ["oldest", "forgotten", "older"]
    assert asked(round_town, "bigville") == ["older"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": {"state": "closed-temporarily", "until": "2026-11-10"}}, "“Closed temporarily” ended on 10 November 2026"),
        ({"exceptional_hours": [{"from": "2026-11-01", "closed": "yes"}, {"from": "2026-11-11", "closed": "yes"}]}, "exceptional hours ended on 11 November 2026"),
        ({"status": {"state": "closed-temporarily", "until": "2026-10-01"}}, None),
        ({"status": {"state": "closed-temporarily", "until": "2026-11-22"}}, None),
        ({"exceptional_hours": [{"from": "2026-12-24", "closed": "yes"}]}, None),
    ],
)
def test_what_ended_lately_and_is_still_told_is_a_reason_to_ask(empty_town: Town, fields: dict[str, object], reason: str | None) -> None:
    empty_town.shop("shop", verified=FRESH, **fields)
    found = to_confirm(openings(empty_town), "en")
    assert [due.reasons for due in found] == ([(reason,)] if reason else [])


def test_each_correspondent_gets_a_list_and_what_nobody_looks_after_its_own(round_town: Town) -> None:
    known = openings(round_town)
    found = rounds(known.guide, to_confirm(known, "en"))
    assert [(one.correspondent.name if one.correspondent else None, [due.shop.slug for due in one.dues]) for one in found] == [("Tinyville", ["forgotten"]), ("Pages", ["older"])]
    round_town.write("content/correspondents.yaml", "- {name: Tinyville, email: tiny@example.org, communes: [Tinyville]}\n")
    known = openings(round_town)
    assert [one.correspondent for one in rounds(known.guide, to_confirm(known, "en"))][-1] is None


def test_the_table_is_aligned_and_says_where_to_look(round_town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stale", "--town", str(round_town.folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Tinyville <tiny@example.org> (1)"
    assert lines[2].startswith("Forgotten  Tinyville  never     to verify since 1 March 2026  https://tiny.example.org/adresses/forgotten/")
    assert lines[-1] == "2 of 4 entries to confirm."
    assert main(["stale", "--town", str(round_town.folder), "--months", "0", "--commune", "Tinyville"]) == 0
    assert "2 of 4 entries" in capsys.readouterr().out
    assert main(["stale", "--town", str(round_town.folder), "--commune", "Tinyvile"]) == 1
    assert "Did you mean “Tinyville”?" in capsys.readouterr().err
    assert main(["stale", "--town", str(round_town.folder), "--months", "100"]) == 0
    assert "Nothing to confirm: all 4 entries are fresh." in capsys.readouterr().out


def test_only_the_last_column_of_a_table_may_be_long() -> None:
    assert aligned([("a", "b"), ("x" * 60, "y" * 60)]) == f"a{' ' * (CELL + 1)}b\n{'x' * (CELL - 1)}…  {'y' * 60}\n"


def test_a_letter_says_what_the_guide_says_in_the_language_of_the_site(round_town: Town) -> None:
    known = openings(round_town)
    letters = Letters(known, to_confirm(known, "fr"))
    files = letters.files()
    text = files["forgotten.txt"]
    assert text.startswith("À\u00a0: forgotten@example.org\nObjet\u00a0: Toujours d'actualité\u00a0? Forgotten dans «\u00a0Le guide de l'Exemple\u00a0»\n\nBonjour,\n")
    for fact in (
        "Horaires\u00a0: du mardi au samedi, 9\u00a0h\u00a0–\u00a012\u00a0h\u00a030\n", "Téléphone\u00a0: 01\u00a099\u00a000\u00a012\u00a034\n",
        "Adresse\u00a0: 1 rue Haute, 01990 Tinyville\n", "Services\u00a0: Livraison\n", "https://tiny.example.org/adresses/forgotten/",
    ):  # fmt: skip
        assert fact in text
    assert correction_link(known.guide.shop("forgotten"), known.guide) in text
    # By telephone, where there is no e-mail; nobody has a number here either.
    assert files["older.txt"].startswith("Ni téléphone ni courriel\u00a0: demandez sur place.")
    assert "Horaires\u00a0: rien pour l'instant" in files["older.txt"]
    page = files[INDEX]
    assert page.count("mailto:forgotten@example.org?subject=") == 1
    assert "tel:+33199001234" in page
    assert "<h2>Tinyville</h2>" in page
    assert "à vérifier depuis le 1er mars 2026" in files["_01-tinyville.txt"]


def test_the_link_of_a_letter_holds_all_of_it_or_nothing(round_town: Town) -> None:
    known = openings(round_town)
    letters = Letters(known, to_confirm(known, "fr"))
    letter = letters.of_shops["forgotten.txt"]
    sent = parse_qs(urlsplit(letter.link).query)
    assert sent == {"subject": [letter.subject], "body": [letter.body.replace("\n", "\r\n")]}
    assert letter._replace(body="é" * LINK).link == letter._replace(body="").link


def test_a_correction_keeps_every_line_that_fits(round_town: Town) -> None:
    round_town.shop("forgotten", address={"street": "é" * 150}, hours="é" * 400, website="https://www.example.org/")
    guide = openings(round_town).guide
    link = correction_link(guide.shop("forgotten"), guide)
    assert len(link) < LINK
    body = parse_qs(urlsplit(link).query)["body"][0]
    assert "website: https://www.example.org/" in body
    assert "hours: " not in body


def test_what_a_page_lists_cannot_be_markup(round_town: Town) -> None:
    round_town.shop("forgotten", name='<script>alert("1")</script>', added=OLD, phone="01 99 00 12 34")
    known = openings(round_town)
    assert "<script" not in Letters(known, to_confirm(known, "fr")).files()[INDEX]


def test_letters_are_written_again_and_old_ones_go(round_town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    box = tmp_path / "box"
    command = ["stale", "--town", str(round_town.folder), "--messages", str(box)]
    assert main(command) == 0
    assert capsys.readouterr().out.endswith(f"4 letters written, none sent. Open {box / INDEX}\n")
    names = {path.name for path in box.iterdir()}
    assert names == {INDEX, REGISTER, "_01-tinyville.txt", "_02-pages.txt", "forgotten.txt", "older.txt"}
    (box / "mine.txt").write_text("mine", encoding="utf-8")
    round_town.shop("older", added=OLD, verified=FRESH, commune="Bigville")
    assert main(command) == 0
    assert {path.name for path in box.iterdir()} == {INDEX, REGISTER, "_01-tinyville.txt", "forgotten.txt", "mine.txt"}


@pytest.mark.parametrize("how", ["foreign", "edited", "link", "register"])
def test_what_somebody_else_wrote_is_never_overwritten(tmp_path: Path, how: str) -> None:
    box, outside = tmp_path / "box", tmp_path / "outside.txt"
    box.mkdir()
    outside.write_text("outside", encoding="utf-8")
    if how == "edited":
        deliver(box, {"a.txt": "a\n"})
    if how == "link":
        (box / "a.txt").symlink_to(outside)
    elif how == "register":
        (box / REGISTER).write_text(json.dumps({"notes": 1}), encoding="utf-8")
    else:
        (box / "a.txt").write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in box.iterdir()}
    with pytest.raises(InvalidContent):
        deliver(box, {"0.txt": "0\n", "a.txt": "b\n"})
    assert {path.name: path.read_bytes() for path in box.iterdir()} == before
    assert outside.read_text(encoding="utf-8") == "outside"


def test_a_register_leads_nowhere_else(tmp_path: Path) -> None:
    box, outside = tmp_path / "box", tmp_path / "outside.txt"
    outside.write_bytes(b"outside")
    deliver(box, {"a.txt": "outside"})
    known = json.loads((box / REGISTER).read_text(encoding="utf-8"))
    (box / REGISTER).write_text(json.dumps({"../outside.txt": known["a.txt"]}), encoding="utf-8")
    with pytest.raises(InvalidContent):
        deliver(box, {})
    assert outside.exists()
