"""The site depends on the town's words and on nothing else: not on the machine, nor on what was built before."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.output import Output
from tests.conftest import REPOSITORY, Town
from tests.hostile.building import built, tree
from tests.hostile.pictures import jpeg

HILLTOP = REPOSITORY / "tests" / "towns" / "hilltop"
WORDS = ("bread", "Été à l’ombre", "<b>bold</b>", "a & b", "x" * 60, "Ω", "2 for 1", "“quoted”", "Œuf", "zinc")
MACHINES = [
    {"TZ": "Pacific/Kiritimati", "LANG": "fr_FR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
    {"TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "random", "PYTHONUTF8": "1", "NO_COLOR": "1", "CI": "true"},
]


def test_two_machines_make_the_same_site(tmp_path: Path) -> None:
    """Another time zone, language, hash seed, folder, umask, order of files and time of each: the same bytes."""
    sites = []
    for number, machine in enumerate(MACHINES):
        home = tmp_path / f"home {number}" / ("deep" * number or "flat")
        town = home / "the town"
        copied_in_another_order(HILLTOP, town, number)
        home.joinpath("here").mkdir()
        before = os.umask((0o022, 0o077, 0o002)[number])
        try:
            status, said = built(town, home / "site", home / "cache", "--shuffle", str(number), cwd=home / "here", **machine)
        finally:
            os.umask(before)
        assert status == 0, said
        sites.append(tree(home / "site"))
    assert sites[1] == sites[0]
    assert sites[2] == sites[0]
    assert not any(str(tmp_path) in path.read_text(errors="replace") for path in (home / "site").rglob("*") if path.is_file())


def copied_in_another_order(town: Path, copy: Path, seed: int) -> None:
    """Copy a town file by file, each with a time of its own, and a photo that is not in git."""
    files = [path.relative_to(town) for path in sorted(town.rglob("*")) if path.is_file()]
    random.Random(seed).shuffle(files)
    for number, path in enumerate(files):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(town / path, copy / path)
        os.utime(copy / path, (1_000_000_000 + seed, 1_000_000_000 + number))
    photos = "images:\n  - {file: a.jpg, alt: a, credit: b}\n  - {file: b.jpg, alt: a, credit: b}\n"
    for number, name in enumerate(("a", "b")):
        Town(copy).write(f"content/images/{name}.jpg", jpeg(700 + number, 400))
    with (copy / "shops" / "anvil-row.yaml").open("a", encoding="utf-8") as entry:
        entry.write(photos)


class Editor:
    """Changes a town as its people do, at random; every change leaves it valid."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.chance = random.Random(seed)
        self.shops: dict[str, dict[str, object]] = {}
        self.places: dict[str, str] = {}
        self.photos = 1
        self.lists()
        self.photo()
        for _ in range(6):
            self.open_shop()

    def change(self) -> str:
        """Make one change and return its name."""
        changes: list[Callable[[], None]] = [
            self.open_shop, self.close_shop, self.change_shop, self.change_shop, self.rename_shop, self.move_shop,
            self.lists, self.page, self.photo, self.brand, self.touch,
        ]  # fmt: skip
        change = self.chance.choice(changes)
        change()
        return change.__name__

    def word(self) -> str:
        """Return a few words."""
        return f"{self.chance.choice(WORDS)} {self.chance.randrange(100)}"

    def save(self, slug: str) -> None:
        """Write a shop's entry."""
        self.town.shop(slug, folder=self.places[slug], **self.shops[slug])

    def path(self, slug: str) -> Path:
        """Return where a shop's entry stands."""
        return self.town.folder / self.places[slug] / f"{slug}.yaml"

    def fields(self) -> dict[str, object]:
        """Return what an entry says."""
        chance = self.chance
        maybe: dict[str, Callable[[], object]] = {
            "tagline": self.word,
            "description": lambda: f"## {self.word()}\n\n- {self.word()}\n- {self.word()}",
            "commune": lambda: f"commune-{chance.randrange(3)}",
            "category": lambda: chance.sample(["a", "b", "c"], chance.randint(1, 2)),
            "services": lambda: [{"kind": chance.choice(["delivery", "repair"]), "note": self.word()}],
            "phone": lambda: f"+3319900{chance.randrange(10_000):04}",
            "position": lambda: {"lat": f"48.{chance.randrange(10, 99)}", "lon": "2.1"},
            "images": lambda: [{"file": f"{chance.randrange(self.photos)}.jpg", "alt": self.word(), "credit": self.word()}],
            "hours": lambda: chance.choice(["Mo-Fr 09:00-18:00", "when the sun shines"]),
            "verified": lambda: f"2026-0{chance.randint(1, 9)}-01",
        }
        chosen = {name: make() for name, make in maybe.items() if chance.random() < 0.6}
        return {"name": self.word(), "category": "a", "commune": "commune-0", **chosen}

    def open_shop(self) -> None:
        """Add an entry."""
        slug = f"shop-{self.chance.randrange(10**6)}"
        self.shops[slug], self.places[slug] = self.fields(), self.chance.choice(["shops", "shops/b"])
        self.save(slug)

    def close_shop(self) -> None:
        """Remove an entry."""
        if len(self.shops) > 2:
            slug = self.chance.choice(sorted(self.shops))
            self.path(slug).unlink()
            del self.shops[slug]

    def change_shop(self) -> None:
        """Change a field, or all."""
        slug = self.chance.choice(sorted(self.shops))
        name = self.chance.choice(["name", "tagline", "category", "commune", "services", "images", "position", "added"])
        fresh = {**self.fields(), "added": f"2026-01-0{self.chance.randint(1, 9)}"}
        self.shops[slug] = {**self.shops[slug], name: fresh.get(name)} if fresh.get(name) else self.fields()
        self.save(slug)

    def rename_shop(self) -> None:
        """Give an entry another slug."""
        old = self.chance.choice(sorted(self.shops))
        self.path(old).unlink()
        slug = f"{old.split('-then-')[0]}-then-{self.chance.randrange(10**6)}"
        self.places[slug] = self.places[old]
        self.shops[slug] = {**self.shops.pop(old), "aliases": [old]}
        self.save(slug)

    def move_shop(self) -> None:
        """Put an entry into another folder."""
        slug = self.chance.choice(sorted(self.shops))
        self.path(slug).unlink()
        self.places[slug] = "shops/c" if self.places[slug] == "shops" else "shops"
        self.save(slug)

    def lists(self) -> None:
        """Change the site's facts and all of its lists."""
        site = {"name": self.word(), "language": "en", "address": "https://tiny.example.org/", "territory": self.word(), "page_size": "6"}
        site |= {"country": self.chance.choice(["FR", "BE"]), "email": "a@example.org"}
        self.town.write("content/site.yaml", json.dumps(site))
        label = {"hashtag": "tiny", "mention": self.word(), "description": self.word()}
        self.town.write("content/labels.yaml", json.dumps([label]))
        colours = self.chance.sample(["brick", "moss", "ink", "plum"], 3)
        categories = [{"slug": slug, "name": self.word(), "colour": colour} for slug, colour in zip("abc", colours, strict=True)]
        categories[0]["children"] = [categories.pop(2)]  # type: ignore[assignment]
        self.town.write("content/categories.yaml", json.dumps(categories))
        communes = [{"slug": f"commune-{number}", "name": self.word()} for number in range(3)]
        self.town.write("content/communes.yaml", json.dumps(communes))

    def page(self) -> None:
        """Add, change or remove a page."""
        path = f"content/pages/page-{self.chance.randrange(3)}.md"
        if (self.town.folder / path).exists() and self.chance.random() < 0.4:
            (self.town.folder / path).unlink()
        else:
            self.town.write(path, f"---\n{json.dumps({'title': self.word(), 'order': '1'})}\n---\n{self.word()}\n")

    def photo(self) -> None:
        """Replace the photos by others of the same names."""
        self.photos = min(2, self.photos + self.chance.randrange(2))
        for number in range(self.photos):
            self.town.write(f"content/images/{number}.jpg", jpeg(40 + self.chance.randrange(3), 30))

    def brand(self) -> None:
        """Change the town's colours."""
        self.town.write("content/brand.css", f":root {{ --accent: #{self.chance.randrange(10**6):06}; }}\n")

    def touch(self) -> None:
        """Give every file another time, and nothing else."""
        for path in self.town.folder.rglob("*.yaml"):
            os.utime(path, (1_000_000_000, self.chance.randrange(10**9)))


@pytest.mark.parametrize("seed", range(16))
def test_what_was_built_before_does_not_show(empty_town: Town, seed: int) -> None:
    """After any edits a build in an old folder, from an old cache, equals one in a new folder from none."""
    editor = Editor(empty_town, seed)
    done = []
    for number in range(4):
        done.append([editor.change() for _ in range(editor.chance.randint(1, 4))] if number else "the town")
        warm = tree(empty_town.build("warm", public=True))
    nothing = empty_town.folder.parent / "nothing"
    cold = empty_town.build("cold", public=True, CACHE=nothing, SITE_OUTPUT=Output(empty_town.folder.parent / "cold", nothing))
    assert warm == tree(cold), done


@pytest.mark.parametrize("seed", range(6))
def test_what_the_preview_remembers_does_not_show(empty_town: Town, seed: int) -> None:
    """The preview keeps the entries it has read, and writes into the folder that it serves."""
    editor = Editor(empty_town, 100 + seed)
    memory: dict[str, object] = {}
    done = []

    def preview(name: str, remembered: dict[str, object]) -> dict[str, str]:
        place, cache = empty_town.folder.parent / name, empty_town.folder.parent / f"{name} cache"
        output = Output(place, cache, in_place=True)
        empty_town.build(name, public=True, CACHE=cache, SITE_OUTPUT=output, MEMORY=remembered, FINGERPRINT=False)
        return {path: what for path, what in tree(place).items() if what.startswith("file")}

    for number in range(5):
        done.append([editor.change() for _ in range(editor.chance.randint(1, 4))] if number else "the town")
        warm = preview("warm", memory)
    assert warm == preview("cold", {}), done
