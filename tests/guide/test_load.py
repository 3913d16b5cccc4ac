"""A town is read whole: to its guide, or to all that stands in the way; and not twice without need."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from guide import load as loading
from guide.load import Memory, load, load_site
from guide.problem import InvalidContent, Level
from tests.pace import within

if TYPE_CHECKING:
    from tests.conftest import Town

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


def test_a_tiny_town_becomes_a_guide(town: Town) -> None:
    guide = town.guide()
    (shop,) = guide.shops
    assert (shop.name, shop.slug, shop.path) == ("The Oven", "the-oven", "shops/the-oven.yaml")
    assert (shop.labels, shop.category, shop.commune) == (("tiny",), ("bakery",), "tinyville")
    assert [category.slug for category in guide.categories] == ["food", "bakery", "books"]


@pytest.mark.parametrize("folder", ["content/../..", "tests/towns/hilltop", "."])
def test_the_towns_of_this_repository_have_no_problem(folder: str) -> None:
    town = (ROOT / "content" / ".." if folder.startswith("content") else ROOT / folder).resolve()
    guide, problems = loading.check(town, TODAY)
    assert guide is not None
    assert problems == ()


def test_all_problems_of_all_files_are_told_at_once(town: Town) -> None:
    town.write("content/site.yaml", "name: Tiny Town\nlanguage: klingon\naddress: tiny\n")
    town.write("content/labels.yaml", "- mention: Made in Tiny Town\n")
    town.write("content/categories.yaml", "- slug: Food\n  name: Food\n")
    town.write("content/communes.yaml", "- name: Tinyville\n  position: here\n")
    town.write("content/pages/about.md", "Who we are.\n")
    town.shop("one", phone="12", website="www.example.org", added="yesterday")
    town.write("shops/two.yaml", "name: Two: three\n")
    town.write("shops/three.md", "no header\n")
    guide, problems = town.check()
    assert guide is None
    assert {(problem.path, problem.field) for problem in problems} == {
        ("content/site.yaml", "language"),
        ("content/site.yaml", "address"),
        ("content/labels.yaml", "hashtag"),
        ("content/categories.yaml", "slug"),
        ("content/communes.yaml", "position"),
        ("content/pages/about.md", ""),
        ("shops/one.yaml", "phone"),
        ("shops/one.yaml", "website"),
        ("shops/one.yaml", "added"),
        ("shops/two.yaml", ""),
        ("shops/three.md", ""),
    }


def test_what_is_wrong_over_the_whole_is_told_with_what_is_wrong_in_files(town: Town) -> None:
    town.shop("one", phone="12")
    town.shop("two", category="bakeri")
    _, problems = town.check()
    assert [(problem.path, problem.field) for problem in problems] == [("shops/one.yaml", "phone"), ("shops/two.yaml", "category")]


def test_entries_do_not_suffer_from_a_mistake_in_a_list(town: Town) -> None:
    """A category that cannot be read is told once, not again for each shop that names it."""
    town.write("content/categories.yaml", "- slug: bakery\n")
    _, problems = town.check()
    assert [(problem.path, problem.field) for problem in problems] == [("content/categories.yaml", "name")]


def test_a_guide_is_loaded_or_its_problems_are_raised(town: Town) -> None:
    town.shop("later", added="2027-01-05")
    guide, warnings = load(town.folder, TODAY)
    assert [problem.level for problem in warnings] == [Level.WARNING]
    assert len(guide.shops) == 2
    town.shop("wrong", phone="12")
    with pytest.raises(InvalidContent) as caught:
        load(town.folder, TODAY)
    assert [problem.level for problem in caught.value.problems] == [Level.WARNING, Level.ERROR]


def test_the_site_is_read_alone_or_its_problems_are_raised(town: Town) -> None:
    assert load_site(town.folder).timezone == "Europe/Paris"
    town.write("content/site.yaml", "name: Tiny Town\n")
    with pytest.raises(InvalidContent) as caught:
        load_site(town.folder)
    assert [problem.field for problem in caught.value.problems] == ["address", "language"]


def test_what_a_site_does_not_set_has_a_default(town: Town) -> None:
    site = load_site(town.folder)
    assert (site.verified_months, site.diagnosis) == (18, "auto")
    town.write("content/site.yaml", (town.folder / "content/site.yaml").read_text() + "verified_months: 6\ndiagnosis: non\n")
    site = load_site(town.folder)
    assert (site.verified_months, site.diagnosis) == (6, "no")


def test_names_and_slugs_name_the_same(town: Town) -> None:
    town.write("content/communes.yaml", "- {name: L'Île-d'Œuf, code: '01999', slug: ile}\n- name: Tinyville\n")
    for number, commune in enumerate(("L'Île-d'Œuf", "l'ile d'oeuf", "ILE", "01999")):
        town.shop(f"shop-{number}", commune=commune, category=["Food shop", "BAKERY", "food"], labels="#TINY")
    guide = town.guide()
    assert len(guide.in_commune("ile")) == 4
    assert {shop.category for shop in guide.in_commune("ile")} == {("food", "bakery")}


def test_a_name_that_two_communes_share_names_neither(town: Town) -> None:
    town.write("content/communes.yaml", "- {name: Tinyville, slug: tiny-a}\n- {name: Tinyville, slug: tiny-b}\n")
    _, problems = town.check()
    assert [problem.field for problem in problems] == ["commune"]
    town.shop("the-oven", commune="tiny-b")
    assert town.guide().shops[0].commune == "tiny-b"


def test_an_alias_of_a_label_is_the_label(town: Town) -> None:
    town.write("content/labels.yaml", "- {hashtag: tiny, mention: Tiny, aliases: [weeny]}\n- {hashtag: farms, mention: Farms}\n")
    town.shop("the-oven", labels=["weeny", "farms", "tiny"])
    assert town.guide().shops[0].labels == ("tiny", "farms")


def test_a_telephone_number_is_read_as_in_the_communes_country(town: Town) -> None:
    town.write("content/communes.yaml", "- name: Tinyville\n- {name: Brusselville, country: BE}\n")
    town.shop("one", phone="063 42 22 48", commune="Brusselville")
    assert town.guide().shop("one").phone == ("+3263422248",)
    town.shop("one", phone="063 42 22 48", commune="Tinyville")
    _, problems = town.check()
    assert [problem.field for problem in problems] == ["phone"]


def test_the_text_below_the_header_is_the_description(town: Town) -> None:
    town.write("shops/the-oven.md", (town.folder / "shops/the-oven.yaml").read_text().join(["---\n", "---\n\n\nFresh **bread**.\n"]))
    (town.folder / "shops/the-oven.yaml").unlink()
    assert town.guide().shops[0].description == "Fresh **bread**."
    town.write("shops/the-oven.md", (town.folder / "shops/the-oven.md").read_text().replace("bread", "bread" * 5_000))
    _, (problem,) = town.check()
    assert (problem.line, problem.field) == (10, "description")


def test_empty_fields_are_fields_left_out(town: Town) -> None:
    town.write("shops/the-oven.yaml", (town.folder / "shops/the-oven.yaml").read_text() + 'phone:\nemail: ""\naddress:\n  street:\n')
    shop = town.guide().shops[0]
    assert (shop.phone, shop.email) == ((), None)


@pytest.mark.parametrize("path", ["shops/.DS_Store", "shops/.git/config", "content/notes.txt", "README.md"])
def test_files_that_are_not_the_guides_are_passed_over(town: Town, path: str) -> None:
    town.write(path, b"\x00\xff")
    town.guide()


def test_the_folders_of_entries_say_nothing(empty_town: Town) -> None:
    for number in range(30):
        empty_town.shop(f"shop-{number:02}", folder=f"shops/{number % 7}/{number % 3}", name=f"Shop {number}")
    scattered = empty_town.guide()
    for path in (empty_town.folder / "shops").rglob("*.yaml"):
        path.rename(empty_town.folder / "shops" / path.name)
    gathered = empty_town.guide()
    assert [shop.slug for shop in gathered.shops] == [shop.slug for shop in scattered.shops]
    assert [shop.slug for shop in gathered.latest(9)] == [shop.slug for shop in scattered.latest(9)]


def test_a_page_is_read_with_its_text_and_place(town: Town) -> None:
    town.write("content/pages/about.md", "---\ntitle: About\n---\nWho **we** are.\n")
    town.write("content/pages/first.md", "---\ntitle: First\norder: 1\n---\nFirst.\n")
    assert [(page.slug, page.body) for page in town.guide().pages] == [("first", "First."), ("about", "Who **we** are.")]


class Readings:
    """Counts which entries are read from the disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[str] = []
        read = loading.read_entry
        monkeypatch.setattr(loading, "read_entry", lambda root, path, *more: (self.paths.append(path), read(root, path, *more))[1])

    def of(self, town: Town, memory: Memory) -> list[str]:
        """Return the shops that a check reads."""
        self.paths.clear()
        town.check(memory=memory)
        return [path for path in self.paths if path.startswith("shops/")]


def test_a_second_check_reads_only_what_changed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    memory: Memory = {}
    readings = Readings(monkeypatch)
    town.shop("second")
    assert readings.of(town, memory) == ["shops/second.yaml", "shops/the-oven.yaml"]
    assert readings.of(town, memory) == []
    town.shop("second", phone="01 99 00 12 34")
    town.shop("third")
    assert readings.of(town, memory) == ["shops/second.yaml", "shops/third.yaml"]
    (town.folder / "shops/second.yaml").unlink()
    assert readings.of(town, memory) == []
    guide, _ = town.check(memory=memory)
    assert guide is not None
    assert [shop.slug for shop in guide.shops] == ["the-oven", "third"]


def test_a_change_that_keeps_size_and_time_is_seen(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    memory: Memory = {}
    readings = Readings(monkeypatch)
    path = town.shop("second", name="Second")
    readings.of(town, memory)
    before = path.stat()
    town.shop("second", name="Secund")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert readings.of(town, memory) == ["shops/second.yaml"]


def test_problems_are_remembered_as_well_as_shops(town: Town) -> None:
    memory: Memory = {}
    town.shop("second", phone="12")
    first, second = (town.check(memory=memory)[1] for _ in range(2))
    assert first == second == town.check()[1]
    assert len(first) == 1


def test_what_was_read_as_of_another_country_is_read_again(town: Town) -> None:
    memory: Memory = {}
    town.write("content/communes.yaml", "- {name: Tinyville, country: BE}\n")
    town.shop("second", phone="063 42 22 48")
    guide, problems = town.check(memory=memory)
    assert guide is not None, problems
    town.write("content/communes.yaml", "- {name: Tinyville, country: FR}\n")
    guide, problems = town.check(memory=memory)
    assert guide is None
    assert [problem.field for problem in problems] == ["phone"]


def test_a_label_that_disappears_is_noticed_though_nothing_is_read_again(town: Town) -> None:
    memory: Memory = {}
    town.check(memory=memory)
    town.write("content/labels.yaml", "- {hashtag: other, mention: Other}\n")
    _, problems = town.check(memory=memory)
    assert [problem.field for problem in problems] == ["labels.1"]


def test_a_thousand_shops_are_checked_in_seconds(empty_town: Town) -> None:
    for number in range(1_000):
        empty_town.shop(
            f"shop-{number}",
            folder=f"shops/{number % 20}",
            commune=("Tinyville", "Bigville")[number % 2],
            phone=f"01 99 {number // 10_000:02} {number // 100:02} {number % 100:02}",
            hours="Tu-Sa 09:00-12:30,14:00-19:00; Su 09:00-13:00",
            description="Bread on natural leaven.\n\n" * 10,
            services=["delivery", {"kind": "click-and-collect", "note": "the day before"}],
            position={"lat": f"48.{number:04}"[:6], "lon": "2.0"} if number < 500 else None,
            address={"street": f"{number} Main Street"},
        )
    read: list[int] = []
    with within(2):
        guide, problems = empty_town.check(progress=read.append)
    assert not [problem for problem in problems if problem.level is Level.ERROR]
    assert guide is not None
    assert len(guide.shops) == sum(read) == 1_000


def test_an_entry_with_mistakes_is_judged_by_the_rules_too(town: Town) -> None:
    town.shop("second", phone="12", area=["Tinyvile"], added="2026-13-01", images=[{"file": "no.jpg", "alt": "a", "credit": "b"}])
    town.shop("third", category="zoo", position={"lat": "48,6436", "lon": "2"}, descripton="")
    guide, problems = town.check()
    assert guide is None
    assert [(problem.path, problem.field) for problem in problems] == [
        ("shops/second.yaml", "added"),
        ("shops/second.yaml", "phone"),
        ("shops/second.yaml", "area.1"),
        ("shops/second.yaml", "images.1.file"),
        ("shops/third.yaml", "category"),
        ("shops/third.yaml", "position.lat"),
        ("shops/third.yaml", "descripton"),
    ]


def test_a_decimal_comma_that_yaml_reads_as_two_values_is_told(town: Town) -> None:
    town.write("shops/second.yaml", "name: A\nlabels: tiny\ncategory: books\ncommune: Tinyville\nadded: 2026-01-05\nposition: {lat: 48,64, lon: 2,1}\n")
    _, problems = town.check()
    assert [problem.field for problem in problems if "point" in str(problem.fix)] == ["position.1", "position.64"]
