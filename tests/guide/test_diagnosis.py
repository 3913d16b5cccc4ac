"""What an entry lacks: each check speaks when it should, is silent once its own remedy is written, and comes in order of effect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from guide.__main__ import main
from guide.diagnosis import TOPICS, diagnose, has_pages, tutorial
from guide.lacks import CHECKS, TAGLINE
from guide.state import Openings
from tests.conftest import CATEGORIES, SITE, TODAY
from tests.hostile.pictures import jpeg

if TYPE_CHECKING:
    from guide.lacks import Finding
    from tests.conftest import Town

# An entry that lacks nothing on a day far from holidays.
FULL: dict[str, Any] = {
    "hours": "Tu-Sa 09:00-12:30; PH off", "verified": "2026-11-01", "phone": "01 99 00 12 34", "address": {"street": "1 Main Street"},
    "position": {"lat": "48.0", "lon": "2.0"}, "tagline": "Bread on natural leaven", "description": "Three loaves.",
    "images": [{"file": "tinyville/shop.jpg", "alt": "The oven", "credit": "The Oven"}], "payments": ["card"], "accessibility": ["wheelchair"],
    "keywords": ["leaven"], "osm": "node/1",
    "exceptional_hours": [{"from": "2026-12-24", "to": "2027-01-02", "closed": "yes"}],
}  # fmt: skip


def found(town: Town, today: date = TODAY, **fields: Any) -> tuple[Finding, ...]:
    """Return what is said of an entry with everything but these fields."""
    town.write("content/images/tinyville/shop.jpg", jpeg())
    town.shop("shop", **{**FULL, **fields})
    guide, problems = town.check(today)
    assert guide is not None, problems
    return diagnose(guide.shop("shop"), Openings(guide, today))


def steps(findings: tuple[Finding, ...]) -> list[str]:
    return [str(finding.step) for finding in findings]


LACKING: list[tuple[dict[str, Any], str]] = [
    ({"status": {"state": "closed-temporarily", "until": "2026-11-10"}}, "Take the former state away"),
    ({"hours": None}, "Say the hours"),
    ({"hours": "when the sun shines"}, "Write the hours so that they can be read"),
    ({"verified": None}, "Read the entry again and date it"),
    ({"verified": "2024-01-05", "added": "2024-01-05"}, "Read the entry again and date it"),
    ({"phone": None}, "Give a telephone number"),
    ({"address": None}, "Give the address, or say where you go"),
    ({"position": None}, "Put it on the map"),
    ({"tagline": None}, "Write the shop in one sentence"),
    ({"tagline": "Bread"}, "Write the shop in one sentence"),
    ({"description": None}, "Tell what one finds there"),
    ({"images": None}, "Add a photo"),
    ({"hours": "Tu-Sa 09:00-12:30"}, "Say what happens on public holidays"),
    ({"hours": "du mardi au samedi 9h-12h30"}, "Say what happens on public holidays"),
    ({"hours": "Mo: 9:00-12:00; Tu: 9:00-12:00, 14:00-19:00"}, "Say what happens on public holidays"),
    ({"services": ["delivery"]}, "Complete “Delivery”"),
    ({"services": ["takeaway", {"kind": "click-and-collect", "note": "The day before"}]}, "Complete “Click & collect”"),
    ({"services": ["market"]}, "Complete “On the market”"),
    ({"services": ["appointment"], "phone": None, "website": "https://www.example.org/"}, "Complete “By appointment”"),
    ({"category": "food"}, "Choose a narrower trade"),
    ({"payments": None}, "Say how one can pay"),
    ({"accessibility": None}, "Say how one gets in"),
    ({"keywords": None}, "Add the words that people type"),
    ({"osm": None}, "Tie it to OpenStreetMap"),
    ({"exceptional_hours": None}, "Think of Christmas"),
]


def test_an_entry_that_says_everything_lacks_nothing(empty_town: Town) -> None:
    assert found(empty_town) == ()


@pytest.mark.parametrize(("lacking", "step"), LACKING)
@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_what_lacks_is_said_and_its_own_remedy_mends_it(empty_town: Town, lacking: dict[str, Any], step: str, language: str) -> None:
    empty_town.write("content/site.yaml", SITE.replace("language: en", f"language: {language}") + "territory_margin: 200\n")
    findings = found(empty_town, **lacking)
    assert step in steps(findings)
    finding = findings[steps(findings).index(step)]
    for spoken in ("en", "fr", "nl"):
        assert finding.what.in_language(spoken)
    remedy = yaml.load(finding.fix, yaml.BaseLoader) if finding.fix else {"status": None}  # noqa: S506 - texts only
    mended = found(empty_town, **{**lacking, **remedy})
    # What is kept beside the remedy may lack something of its own.
    assert step not in steps(mended)


def test_every_check_was_tried() -> None:
    assert len({step for _, step in LACKING}) >= len(CHECKS)


def test_what_keeps_people_from_coming_comes_first(empty_town: Town) -> None:
    bare = found(empty_town, **dict.fromkeys(FULL))
    assert steps(bare)[:3] == ["Say the hours", "Read the entry again and date it", "Give a telephone number"]
    assert len(bare) == len(CHECKS) - 5


def test_who_comes_to_the_customer_needs_no_door(empty_town: Town) -> None:
    without_door = {"address": None, "position": None, "accessibility": None, "osm": None}
    assert found(empty_town, **without_door, area=["Tinyville"]) == ()
    assert found(empty_town, **without_door, services=[{"kind": "market", "hours": "Sa 08:00-12:00"}]) == ()


@pytest.mark.parametrize(
    ("hours", "fix"),
    [
        ("Tu-Sa 09:00-12:30", "Tu-Sa 09:00-12:30; PH off"),
        ("mardi-samedi 9h-12h30", "mardi-samedi 9h-12h30, fermé les jours fériés"),
        ("mardi: 9h-12h; mercredi: 9h-12h", "mardi: 9h-12h; mercredi: 9h-12h, fermé les jours fériés"),
    ],
)
def test_holidays_are_added_in_the_words_of_the_writer(empty_town: Town, hours: str, fix: str) -> None:
    empty_town.write("content/site.yaml", SITE.replace("language: en", "language: fr"))
    (finding,) = found(empty_town, hours=hours)
    assert yaml.safe_load(finding.fix) == {"hours": fix}


def test_what_is_by_appointment_need_not_speak_of_holidays(empty_town: Town) -> None:
    assert found(empty_town, hours="sur rendez-vous", exceptional_hours=None) == ()


@pytest.mark.parametrize(("today", "season"), [(date(2026, 10, 31), None), (date(2026, 11, 1), "Think of Christmas"), (date(2026, 12, 31), "Think of Christmas"), (date(2027, 3, 1), None), (date(2027, 6, 1), "Think of the summer"), (date(2027, 9, 1), None)])
def test_a_season_is_asked_for_before_it_comes_and_last(empty_town: Town, today: date, season: str | None) -> None:
    assert steps(found(empty_town, today, exceptional_hours=None)) == ([season] if season else [])


def test_nothing_is_asked_of_what_is_closed_for_good(empty_town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(empty_town, status="closed-for-good", hours=None) == ()
    assert main(["diagnose", "shop", "--town", str(empty_town.folder)]) == 0
    assert "closed for good: there is nothing to improve" in capsys.readouterr().out


def test_a_narrower_trade_is_one_of_those_below(empty_town: Town) -> None:
    empty_town.write("content/categories.yaml", CATEGORIES.replace("name: Bakery", "name: Bakers"))
    (finding,) = found(empty_town, category=["food", "books"])
    assert "There are: Bakers." in str(finding.what)
    assert finding.fix == "category:\n  - bakery\n  - books\n"


@pytest.mark.parametrize(("diagnosis", "shops", "expected"), [("auto", 500, True), ("auto", 501, False), ("yes", 501, True), ("no", 1, False)])
def test_small_guides_have_pages_unless_they_say_otherwise(town: Town, diagnosis: str, shops: int, expected: bool) -> None:
    town.write("content/site.yaml", f"{SITE}diagnosis: {diagnosis}\n")
    assert has_pages(town.guide().site, shops) is expected


def article(town: Town, slug: str, tags: str, day: str = "2026-03-02") -> None:
    town.write(f"content/articles/{slug}.md", f"---\ntitle: {slug}\ndate: {day}\ntags: [{tags}]\n---\nText.\n")


def test_the_tutorial_is_the_one_for_beginners_that_names_the_topic_first(town: Town) -> None:
    town.write("content/site.yaml", SITE.replace("language: en", "language: fr"))
    assert all(tutorial(town.guide(), topic) is None for topic in (*TOPICS, ""))
    article(town, "found", "débuter, adresses, horaires")
    article(town, "kept", "horaires, débuter", "2026-02-01")
    article(town, "walk", "horaires, balade")
    article(town, "waits", "horaires, débuter", "2027-01-01")
    guide = town.guide()
    helping = {topic: getattr(tutorial(guide, topic), "slug", None) for topic in TOPICS}
    assert helping == {"hours": "kept", "addresses": "found", "photos": None, "writing": None, "delivery": None}


def test_the_command_says_one_entry_or_all(empty_town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    article(empty_town, "keeping", "hours, getting started")
    found(empty_town, hours=None)
    empty_town.shop("bare")
    town = str(empty_town.folder)
    assert main(["diagnose", "--town", town]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:2] == ["Bare", "bare"]
    assert lines[2].split()[:3] == ["Shop", "shop", "1"]
    assert main(["diagnose", "shops/shop.yaml", "--town", town]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Shop (Tinyville), shops/shop.yaml\n\n1. Say the hours (5 min; readers, search engines, maps)\n")
    assert "hours: Tuesday to Saturday 9:00-12:30" in said
    assert "→ keeping: https://tiny.example.org/articles/keeping/" in said
    found(empty_town)
    assert main(["diagnose", "Shop", "--town", town]) == 0
    assert "Nothing is missing" in capsys.readouterr().out
    assert main(["diagnose", "shopp", "--town", town]) == 1
    assert "Did you mean “shop”?" in capsys.readouterr().err


def test_a_tagline_that_is_long_enough_is_left_alone(empty_town: Town) -> None:
    assert found(empty_town, tagline="x" * TAGLINE) == ()
