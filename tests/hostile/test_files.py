"""A town's folder may hold anything that a file system takes: each thing is told, none is followed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guide.files import DEPTH
from guide.problem import InvalidContent, Problem
from tests.conftest import REPOSITORY, Town

SECRET = "The secret of another folder"  # noqa: S105 - of a folder, not of a person


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """Give a folder beside the town's, with an entry, a photo and a list that nobody may publish."""
    folder = tmp_path / "outside"
    Town(folder).shop("secret", folder="shops", name=SECRET)
    Town(folder).write("shops/secret.md", f"---\ntitle: {SECRET}\n---\n{SECRET}")
    Town(folder).write("site.yaml", f"name: {SECRET}\nlanguage: en\naddress: https://tiny.example.org/\n")
    Town(folder).write("a.jpg", b"\xff\xd8\xff")
    return folder


def link(path: str, target: str, *, instead: bool = False) -> Callable[[Town, Path], str]:
    """Return what puts a link into a town, perhaps instead of what is there; it returns the link's path."""

    def put(town: Town, outside: Path) -> str:
        place = town.folder / path
        if instead:
            place.rename(outside / "taken")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(outside / target)
        return path

    return put


@pytest.mark.parametrize(
    "put",
    [
        link("shops/secret.yaml", "shops/secret.yaml"),
        link("shops/linked", "shops"),
        link("shops", "shops", instead=True),
        link("content/pages/secret.md", "shops/secret.md"),
        link("content/pages", "shops"),
        link("content/site.yaml", "site.yaml", instead=True),
        link("content", "taken", instead=True),
    ],
    ids=lambda put: f"{put.__closure__[1].cell_contents}",
)
def test_no_link_leads_out_of_the_town(town: Town, outside: Path, put: Callable[[Town, Path], str]) -> None:
    """A file, a folder, and the town's own folders: what is elsewhere is not read."""
    path = put(town, outside)
    guide, problems = town.check()
    assert guide is None
    assert SECRET not in str(problems)
    assert any(problem.path == path and str(problem.what) == "This is a link, not a plain file." for problem in problems)


@pytest.mark.parametrize("path", ["content/images/a.jpg", "content/images", "content/images/b"])
def test_no_photo_is_taken_from_elsewhere(town: Town, outside: Path, path: str) -> None:
    """Neither by a link to it, nor by a link to its folder."""
    (town.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (town.folder / path).symlink_to(outside / "a.jpg" if path.endswith(".jpg") else outside)
    file = "b/a.jpg" if path.endswith("/b") else "a.jpg"
    town.shop("the-oven", images=[{"file": file, "alt": "a", "credit": "b"}])
    guide, problems = town.check()
    assert guide is None
    assert [problem.field for problem in problems] == ["images.1.file"]


@pytest.mark.parametrize(
    "file",
    ["../a.jpg", "../../../../etc/passwd.jpg", "/etc/a.jpg", "a/../../b.jpg", "a//b.jpg", "./a.jpg", ".git/a.jpg", "a\\b.jpg", "a\nb.jpg", "a.jpg/", "a.svg", "a.html", "con", "http://example.org/a.jpg", "a\u202egpj.jpg"],
)  # fmt: skip
def test_the_path_of_a_photo_leads_into_its_folder(town: Town, file: str) -> None:
    """Whatever is written, only what stands below content/images/ is looked for."""
    town.shop("the-oven", images=[{"file": file, "alt": "a", "credit": "b"}])
    guide, problems = town.check()
    assert guide is None
    assert [(problem.path, problem.line) for problem in problems] == [("shops/the-oven.yaml", 6)]


def special(kind: str, path: Path) -> None:
    """Make something that is no plain file."""
    match kind:
        case "a pipe":
            os.mkfifo(path)
        case "a socket":
            # The name of a socket has at most 108 bytes.
            here = Path.cwd()
            os.chdir(path.parent)
            socket.socket(socket.AF_UNIX).bind(path.name)
            os.chdir(here)
        case "a folder":
            path.mkdir()


@pytest.mark.parametrize("kind", ["a pipe", "a socket", "a folder"])
@pytest.mark.parametrize("path", ["shops/a.yaml", "content/labels.yaml", "content/brand.css", "content/images/a.jpg"])
def test_what_is_no_plain_file_is_never_opened(town: Town, kind: str, path: str) -> None:
    """Reading a pipe would wait for ever."""
    town.shop("the-oven", images=[{"file": "a.jpg", "alt": "a", "credit": "b"}] if "images" in path else None)
    place = town.folder / path
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    special(kind, place)
    if kind == "a folder" and path.startswith("shops/"):
        # A folder of entries may have any name.
        assert town.check()[1] == ()
        return
    with pytest.raises(InvalidContent) as refusal:
        town.build()
    assert any(kind in str(problem.what) for problem in refusal.value.problems)


NAMES = {
    b"con.yaml": "“con” is a name that Windows keeps for itself.",
    b"lpt1.md": "“lpt1” is a name that Windows keeps for itself.",
    b"caf\xe9.yaml": "The name of this file holds characters that other computers cannot show.",
    b"a\n::error::b.yaml": "The name of this file holds characters that other computers cannot show.",
    b"a\x1b[31m.yaml": "The name of this file holds characters that other computers cannot show.",
    "a\u202elmay.yaml".encode(): "The name of this file holds characters that other computers cannot show.",
    b"a\\b.yaml": "The name of this file holds characters that other computers cannot show.",
    b"<script>.yaml": "“<script>” cannot be used in an address.",
    b"--help.yaml": "“--help” cannot be used in an address.",
    b"a..yaml": "“a.” cannot be used in an address.",
    b"A.yaml": "“A” cannot be used in an address.",
    b"a" * 90 + b".yaml": f"“{'a' * 57}…” cannot be used in an address.",
}


@pytest.mark.parametrize("name", NAMES, ids=[repr(name)[2:20] for name in NAMES])
def test_a_strange_name_is_told(town: Town, name: bytes) -> None:
    """Its problem is one that any terminal can show."""
    text = (town.folder / "shops" / "the-oven.yaml").read_bytes()
    Path(os.fsdecode(os.fsencode(town.folder / "shops") + b"/" + name)).write_bytes(text)
    guide, problems = town.check()
    assert guide is None
    assert NAMES[name] in [str(problem.what) for problem in problems]
    assert all(problem.path.isprintable() for problem in problems)


def test_files_that_only_case_parts_are_told(town: Town) -> None:
    """On half of all computers they are one file."""
    town.shop("Bakery", folder="shops/a")
    town.shop("bakery", folder="shops/A")
    told = [str(problem.what) for problem in town.check()[1]]
    assert any(text.startswith("Only upper and lower case part this file from") for text in told)


def test_a_file_of_nothing_takes_no_memory(town: Town) -> None:
    """100 MB of zeros that the disk does not even hold: read up to the limit, and no further."""
    for path in ("shops/a.yaml", "shops/b.md", "content/brand.css", "content/images/a.jpg"):
        town.write(path, b"")
        os.truncate(town.folder / path, 100 * 1024 * 1024)
    town.shop("the-oven", images=[{"file": "a.jpg", "alt": "a", "credit": "b"}])
    told = {problem.path: str(problem.what) for problem in town.check()[1]}
    assert told["shops/a.yaml"] == told["shops/b.md"] == "This file is too large: more than 256 KB."
    assert "more than 20480 KB" in told["shops/the-oven.yaml"]


def test_folders_in_folders_end(town: Town) -> None:
    """A tree as deep as the system allows is told, not climbed."""
    deep = town.folder / "shops" / "/".join("a" * 400)
    deep.mkdir(parents=True)
    (deep / "b.yaml").write_text("name: a")
    (problem,) = town.check()[1]
    assert str(problem.what) == f"This folder is too deep: more than {DEPTH} levels."


@pytest.mark.parametrize(
    "command", [("guide", "check", "--town"), ("guide", "check", "--github", "--town"), ("plugins.build", "--output", "site", "--town")]
)
def test_a_terminal_that_can_only_write_english_is_told_all_the_same(town: Town, tmp_path: Path, command: tuple[str, ...]) -> None:
    """In French, on a terminal of 1990, of a file with a name of another alphabet; nothing looks like a command to a forge."""
    town.write("shops/été-::error::.yaml", "name: Été → 漢字\n")
    Path(os.fsdecode(os.fsencode(town.folder) + b"/shops/\xff.yaml")).write_bytes(b"name: \xff")
    done = subprocess.run(
        [sys.executable, "-m", *command, str(town.folder)],
        cwd=tmp_path,
        env={**os.environ, "ENSEIGNE_LANG": "fr", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
    )
    told = (done.stdout + done.stderr).decode("ascii")
    assert done.returncode == 1
    assert "Traceback" not in told
    lines = told.splitlines()
    assert all(line.startswith("::error file=") for line in lines if "--github" in command or line.startswith("::"))
    assert any("\\xe9t\\xe9-" in line for line in lines)


def test_an_annotation_is_one_command_whatever_it_says() -> None:
    """A forge takes each line that begins with “::” as its own; what a writer wrote is only its text."""
    from guide.words import msg

    told = Problem("a,b:c\n::stop", 1, "a,b\r\n::c", msg("{a}", a="100 %\n::error::x\r::y")).annotation("en")
    assert "\n" not in told
    assert "\r" not in told
    assert told.startswith("::error file=a%2Cb%3Ac%0A%3A%3Astop,line=1,title=a%2Cb%0D%0A%3A%3Ac::100 %25%0A::error::x%0D::y")
