"""A failed or killed build leaves the previous site whole, and the next build makes the next one."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guide.problem import InvalidContent, report
from plugins import output as output_module
from plugins.output import MARK, Output
from tests.conftest import Town
from tests.hostile.building import UNTOUCHED, built, start, tree
from tests.hostile.pictures import jpeg

SHOPS = 200


class Place:
    """A town, the folder of its site, the cache of its builds."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.output = town.folder.parent / "site"
        self.cache = town.folder.parent / "cache"

    def command(self) -> tuple[int, str]:
        """Build in a process of its own."""
        return built(self.town.folder, self.output, self.cache)

    def made(self) -> dict[str, str]:
        """Build, and return the site; there is no reason to fail."""
        self.town.build("site", public=True, SITE_OUTPUT=Output(self.output, self.cache))
        return tree(self.output)

    def refused(self) -> str:
        """Build where that must fail: for a reason that people are told, the site as it was, nothing left beside it."""
        before = tree(self.output)
        with pytest.raises((InvalidContent, OSError)) as refusal:
            self.made()
        assert tree(self.output) == before
        assert not [path.name for path in self.output.parent.iterdir() if path.name.startswith(f".{self.output.name}.")]
        return report(refusal.value.problems, "en") if isinstance(refusal.value, InvalidContent) else str(refusal.value)


@pytest.fixture
def place(town: Town) -> Place:
    """Give a place with a town of one shop and a page, built once."""
    town.write("content/pages/about.md", "---\ntitle: About\n---\nWords\n")
    place = Place(town)
    place.made()
    return place


def write_large_town(town: Town, version: str) -> None:
    """Write a town whose pages are printed by several processes, and all of whose pages tell two versions apart."""
    communes = [{"slug": f"commune-{n}", "name": f"Commune {n}"} for n in range(10)]
    categories = [{"slug": f"category-{n}", "name": f"Category {n}"} for n in range(10)]
    town.write("content/communes.yaml", json.dumps(communes))
    town.write("content/categories.yaml", json.dumps(categories))
    for n in range(SHOPS):
        town.shop(
            f"shop-{n}",
            name=f"{version} {n}",
            category=f"category-{n % 10}",
            commune=f"commune-{n % 10}",
            description=f"Version {version}.\n\n" * 20,
        )


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Path, dict[str, str]], ...]:
    """Give a town of 200 shops in two versions with nothing but the theme in common, and the site of each."""
    made = []
    for version in ("First", "Second"):
        town = Town(tmp_path_factory.mktemp(version) / "town")
        for name, text in LISTS.items():
            town.write(f"content/{name}.yaml", text)
        write_large_town(town, version)
        assert Place(town).command()[0] == 0
        made.append((town.folder, tree(Place(town).output)))
    assert sum(one != other for one, other in zip(made[0][1].items(), made[1][1].items(), strict=True)) > SHOPS
    return tuple(made)


LISTS = {
    "site": "name: Tiny Town\nlanguage: en\naddress: https://tiny.example.org/\n",
    "labels": "- {hashtag: tiny, mention: Made in Tiny Town}\n",
}
# Each step of publishing, and the removal of the old site at its beginning, in its middle, at its end.
STEPS = ("open,1", "open,2", "ctypes.dlsym,1", "shutil.rmtree,1", "os.remove,200", "os.rmdir,100", "os.rename,1")


def test_a_killed_build_leaves_one_site_or_the_other(
    tmp_path: Path, versions: tuple[tuple[Path, dict[str, str]], ...]
) -> None:
    """`kill -9` at seven moments of a build and at seven steps of its end; then the next build succeeds."""
    output, cache = tmp_path / "site", tmp_path / "cache"
    town, old = versions[0]
    assert built(town, output, cache)[0] == 0
    started = time.monotonic()
    assert built(versions[1][0], output, cache)[0] == 0
    whole = time.monotonic() - started
    old = versions[1][1]
    assert tree(output) == old
    chance = random.Random(1)
    moments: list[tuple[str, ...] | float] = [whole * (0.25 + 0.75 * n / 7) + chance.random() * 0.05 for n in range(7)]
    moments += [("--die", step) for step in STEPS]
    seen = {"old": 0, "new": 0}
    for number, moment in enumerate(moments):
        town, new = versions[number % 2]
        process = start(town, output, cache, *(moment if isinstance(moment, tuple) else ()))
        if isinstance(moment, float):
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        found = tree(output)
        assert found in (old, new), moment
        seen["old" if found == old else "new"] += 1
        assert process.returncode in ({-9} if isinstance(moment, tuple) else {-9, 0}), moment
        status, said = built(town, output, cache)
        assert status == 0, (moment, said)
        assert tree(output) == new, moment
        old = new
    assert min(seen.values()) >= 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


def test_a_build_that_was_killed_is_not_waited_for(tmp_path: Path, versions: tuple[tuple[Path, dict[str, str]], ...]) -> None:
    """The processes that print for it end with it: the next build finds the folder free at once."""
    output, cache = tmp_path / "site", tmp_path / "cache"
    (town, site), _ = versions
    process = start(town, output, cache)
    while not list(tmp_path.glob(".site.new/places/*/index.html")):
        time.sleep(0.005)
    process.kill()
    process.communicate(timeout=10)
    assert not output.exists()
    assert built(town, output, cache)[0] == 0
    assert tree(output) == site


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("shops/the-oven.yaml", "name: The Oven\n"),
        ("shops/b.yaml", b"name: \xff\n"),
        ("content/site.yaml", "name: [\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\n"),
        ("content/brand.css", "@import 'a.css';"),
        ("content/pages/places.md", "---\ntitle: Takes the address of the shops\n---\nWords"),
    ],
)
def test_a_broken_file_changes_nothing(place: Place, path: str, content: str | bytes) -> None:
    """Whichever part of the build it breaks."""
    place.town.write(path, content)
    assert "error(s)" in place.refused()


def test_a_refusal_is_told_and_the_site_stays(place: Place) -> None:
    """The command says what is wrong, where, how to write it right, and that nothing was lost."""
    before = tree(place.output)
    place.town.write("shops/the-oven.yaml", "name: The Oven\n")
    status, said = place.command()
    assert status == 1
    assert "shops/the-oven.yaml:1: labels: “labels” is missing.\n    → Write, for example: labels: " in said
    assert said.endswith(f"The site was not built; {UNTOUCHED}\n")
    assert tree(place.output) == before


def test_a_broken_photo_changes_nothing(place: Place) -> None:
    """It is found late: when its pixels are looked at."""
    place.town.write("content/images/a.jpg", jpeg(400, 300)[:-400])
    place.town.shop("the-oven", images=[{"file": "a.jpg", "alt": "a", "credit": "b"}])
    assert "content/images/a.jpg: This photo cannot be read." in place.refused()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Mount a disk of a size on a folder; False where this user may not."""
    folder.mkdir()
    size = f"size={megabytes}m"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize("what", ["site", "cache"])
def test_a_full_disk_changes_nothing(tmp_path: Path, versions: tuple[tuple[Path, dict[str, str]], ...], what: str) -> None:
    """The disk of the site, or that of the cache; where none can be mounted, files may not grow instead."""
    (first, old), (second, _) = versions
    size = sum(path.stat().st_size for path in (first.parent / "site").rglob("*")) // 1_000_000 + 2
    with small_disk(tmp_path / "disk", size if what == "site" else 1) as mounted:
        folders = {"site": tmp_path / "site", "cache": tmp_path / "cache", what: tmp_path / "disk" / what}
        photo = Town(second).write("content/images/a.jpg", os.urandom(10))
        town = second
        if what == "cache":
            # The site fits; what does not is the photos of the cache.
            town = tmp_path / "town"
            shutil.copytree(first, town)
            Town(town).write("content/images/a.jpg", jpeg(3_000, 2_000))
            Town(town).shop("shop-0", category="category-0", commune="commune-0", images=[{"file": "a.jpg", "alt": "a", "credit": "b"}])
        status, said = built(first, folders["site"], folders["cache"])
        assert status == 0, said
        if mounted:
            filler = tmp_path / "disk" / "filler"
            filler.write_bytes(b"")
            while True:
                try:
                    with filler.open("ab") as file:
                        file.write(bytes(4_096))
                except OSError:
                    break
            keep = 0 if what == "cache" else size * 300_000
            os.truncate(filler, max(0, filler.stat().st_size - keep - (1_000 if what == "cache" else 0)))
        status, said = built(town, folders["site"], folders["cache"], *(() if mounted else ("--small-files", "3000")))
        photo.unlink()
        assert status == 1, said
        assert "Traceback" not in said
        assert UNTOUCHED in said
        assert ("No space left on device" if mounted else "File too large") in said
        assert tree(folders["site"]) == old


def test_two_builds_at_once_are_one_too_many(place: Place) -> None:
    """The second says so and goes; the first is not disturbed."""
    place.town.shop("another")
    first = start(place.town.folder, place.output, place.cache, "--pause")
    while "State:\tT" not in Path(f"/proc/{first.pid}/status").read_text(encoding="ascii"):
        time.sleep(0.01)
    before = tree(place.output)
    status, said = place.command()
    assert status == 1
    assert "Another build is writing this folder." in said
    assert tree(place.output) == before
    first.send_signal(signal.SIGCONT)
    _, complained = first.communicate(timeout=60)
    assert (first.returncode, complained) == (0, "")
    assert "places/another/index.html" in tree(place.output)


def test_an_interrupted_build_says_so(place: Place) -> None:
    """Ctrl+C is no reason for a page of Python."""
    place.town.shop("another")
    process = start(place.town.folder, place.output, place.cache, "--pause")
    while "State:\tT" not in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii"):
        time.sleep(0.01)
    before = tree(place.output)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    _said, complained = process.communicate(timeout=60)
    assert process.returncode == 130
    assert complained == f"The site was not built; {UNTOUCHED}\n"
    assert tree(place.output) == before


def in_folder(name: str, content: str = "mine") -> Callable[[Path], None]:
    """Return what puts a file into a folder."""

    def put(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")

    return put


@pytest.mark.parametrize(
    ("put", "named"),
    [
        (in_folder("CNAME"), "CNAME"),
        (in_folder(".git/config"), ".git/config"),
        (in_folder("places/the-oven/photo.jpg"), "places/the-oven/photo.jpg"),
        (in_folder("mine/a/b.txt"), "mine/a/b.txt"),
        (lambda folder: (folder / "elsewhere").symlink_to("/"), "elsewhere"),
    ],
)
def test_what_no_build_wrote_is_not_destroyed(place: Place, put: Callable[[Path], None], named: str) -> None:
    """Neither beside the site's files nor among them."""
    put(place.output)
    said = place.refused()
    assert f"{place.output / named}: No build wrote this" in said


@pytest.mark.parametrize("name", ["index.html", "notes.txt", "photos/a.jpg", ".profile"])
def test_a_folder_of_other_things_is_not_taken(town: Town, name: str) -> None:
    """Even one with an `index.html`: it may be somebody's site, or somebody's home."""
    place = Place(town)
    in_folder(name)(place.output)
    said = place.refused()
    assert f"{place.output / name.split('/', maxsplit=1)[0]}: No build wrote this" in said


def test_the_towns_own_folder_is_not_taken(town: Town) -> None:
    """`--output .` is quickly typed."""
    place = Place(town)
    place.output = town.folder
    assert "No build wrote this" in place.refused()


def test_a_file_is_not_taken_for_a_folder(town: Town) -> None:
    """Exchanging it would work only too well."""
    place = Place(town)
    place.output.write_text("mine")
    with pytest.raises(InvalidContent) as refusal:
        place.made()
    assert str(refusal.value.problems[0].what) == "This is a file, not a folder."
    assert place.output.read_text() == "mine"


def test_what_desktops_leave_in_a_folder_does_not_matter(place: Place) -> None:
    """Nobody would know what the message is about."""
    in_folder(".DS_Store")(place.output)
    in_folder("places/Thumbs.db")(place.output)
    assert ".DS_Store" not in place.made()


def test_a_site_is_known_as_ours_when_its_memory_is_lost(place: Place) -> None:
    """Another checkout, a cleared cache: the site is made anew in its place."""
    before = tree(place.output)
    shutil.rmtree(place.cache)
    assert place.made() == before
    assert (place.output / MARK).read_text(encoding="utf-8") == "Every build replaces this folder.\n"


def test_a_link_to_a_folder_is_followed(place: Place, tmp_path: Path) -> None:
    """A server's document root may be one: it stays a link, and the site stands where it leads."""
    real = tmp_path / "served" / "html"
    real.parent.mkdir()
    place.output.rename(real)
    place.output.symlink_to(real)
    place.town.shop("another")
    first = place.made()
    assert place.output.is_symlink()
    assert "places/another/index.html" in first
    assert tree(real) == first
    place.town.shop("third")
    assert len(place.made()) > len(first)
    assert list(real.parent.iterdir()) == [real]


def test_a_folder_that_cannot_be_written_is_told(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk mounted to be read only; where none can be mounted, a folder of somebody else's."""
    with small_disk(tmp_path / "disk", 16) as mounted:
        place.output = tmp_path / "disk" / "site"
        place.made()
        place.town.shop("another")
        with monkeypatch.context() as patch:
            if mounted:
                subprocess.run(["mount", "-o", "remount,ro", tmp_path / "disk"], check=True)
            else:
                patch.setattr(Path, "mkdir", somebody_elses)
            assert ("Read-only file system" if mounted else "Permission denied") in place.refused()
        if mounted:
            subprocess.run(["mount", "-o", "remount,rw", tmp_path / "disk"], check=True)
        assert "places/another/index.html" in place.made()


def somebody_elses(path: Path, make: Callable[..., None] = Path.mkdir, **options: bool) -> None:
    """Make a folder, unless it is the one that a build fills: root may write into any, so this is played."""
    if path.name == ".site.new":
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    make(path, **options)


def test_a_disk_is_not_exchanged_for_a_folder(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a disk is mounted, the folder's name cannot be given to another: it is told what to do instead."""
    monkeypatch.setattr(Path, "is_mount", lambda path: path == tmp_path / "disk")
    (tmp_path / "disk").mkdir()
    with pytest.raises(InvalidContent) as refusal:
        Output(tmp_path / "disk", place.cache).open()
    assert str(refusal.value.problems[0].fix) == "Name a folder inside it with --output."


def test_where_folders_cannot_be_exchanged_a_lost_step_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems need two steps: killed between them, the next build first puts the old site back."""
    monkeypatch.setattr(output_module, "_exchange_natively", lambda *_: False)
    cache, folder = tmp_path / "cache", tmp_path / "site"
    for text in (b"old", b"new"):
        output = Output(folder, cache).open()
        output.put("index.html", text)
        output.publish()
        output.close()
        assert (folder / "index.html").read_bytes() == text
    folder.rename(tmp_path / ".site.old")
    Output(folder, cache).open().close()
    assert (folder / "index.html").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "site"]


def test_a_file_written_twice_never_reaches_the_old_site(tmp_path: Path) -> None:
    """What was kept is a link to the old site's file: writing into it would change both."""
    output = Output(tmp_path / "site", tmp_path / "cache").open()
    output.put("index.html", b"old")
    output.publish()
    output.close()
    again = Output(tmp_path / "site", tmp_path / "cache").open()
    again.put("index.html", b"old")
    with pytest.raises(FileExistsError):
        again.put("index.html", b"new")
    again.close()
    assert (tmp_path / "site" / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize("path", ["/etc/a", "../a", "a/../../b", "", "a/"])
def test_nothing_is_written_outside_of_the_site(tmp_path: Path, path: str) -> None:
    """Even if a page's address were wrong."""
    output = Output(tmp_path / "site", tmp_path / "cache").open()
    with pytest.raises(ValueError, match=r"^"):
        output.write(path, b"a", "a")


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "half-written": lambda data: data[: len(data) // 2],
    "of something else": lambda _: b"\x80\x04cos\nsystem\n(S'exit 1'\ntR.",
    "turned": lambda data: data[:40] + bytes(byte ^ 255 for byte in data[40:80]) + data[80:],
    "of another version": lambda data: data.replace(b'"version": 1', b'"version": 0'),
    "of too many brackets": lambda _: b"[" * 100_000,
    "of another kind": lambda _: b'{"version": 1, "files": [1, {"a": 2}]}',
    "of other folders": lambda _: b'{"version": 1, "files": {"../../town/shops/the-oven.yaml": ["a", 1, 2], "/etc/passwd": ["a", 1, 2]}}',
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("site", ["kept", "lost"])
def test_a_damaged_cache_is_as_good_as_none(place: Place, damage: str, site: str) -> None:
    """The memory of the site, the compiled templates, the photos: each of their files, all at once."""
    place.town.write("content/images/a.jpg", jpeg(300, 200))
    place.town.shop("the-oven", images=[{"file": "a.jpg", "alt": "a", "credit": "b"}])
    good = place.made()
    damaged = [path for path in place.cache.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert {path.relative_to(place.cache).parts[0] for path in damaged} >= {"images", "jinja", "output"}
    for path in damaged:
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
    if site == "lost":
        shutil.rmtree(place.output)
    assert place.made() == good
    assert (place.town.folder / "shops" / "the-oven.yaml").is_file()


def test_photos_that_the_cache_lost_are_made_again(place: Place) -> None:
    """The record says that they are there."""
    place.town.write("content/images/a.jpg", jpeg(700, 500))
    place.town.shop("the-oven", images=[{"file": "a.jpg", "alt": "a", "credit": "b"}])
    good = place.made()
    for path in place.cache.glob("images/*/*.avif"):
        path.unlink()
    shutil.rmtree(place.output)
    assert place.made() == good
