"""Each mistake of tests/towns/invalid/ is told as its expected.txt says, word for word.

A folder holds only what differs from the valid town `_base`; what git cannot hold on every machine
is made here. After a change of wording: `python -m tests.guide.test_invalid_towns`, then read the difference.
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guide.load import check
from guide.problem import Level, Problem, report
from guide.words import TRANSLATIONS

TODAY = date(2026, 11, 22)
TOWNS = Path(__file__).parents[1] / "towns" / "invalid"
BASE = TOWNS / "_base"
EXPECTED = {"en": "expected.txt", "fr": "expected.fr.txt"}
MISTAKES = sorted(path.name for path in TOWNS.iterdir() if path.is_dir() and path != BASE)
ENTRY = "name: The Net\nlabels: [harbourmade]\ncategory: fishmonger\ncommune: Low Harbour\nadded: 2026-01-05\n"
PHOTO = "images:\n  - {file: net/front.png, alt: The front, credit: The Net}\n"


def _entry(name: str, more: str = "") -> Callable[[Path], None]:
    def make(town: Path) -> None:
        (town / "shops" / name).parent.mkdir(parents=True, exist_ok=True)
        (town / "shops" / name).write_text(ENTRY + more, encoding="utf-8")

    return make


def _without(path: str) -> Callable[[Path], None]:
    return lambda town: (town / path).unlink()


def _shops_is_a_file(town: Path) -> None:
    shutil.rmtree(town / "shops")
    (town / "shops").write_text("no folder")


def _shops_is_a_link(town: Path) -> None:
    (town / "shops").rename(town / "elsewhere")
    (town / "shops").symlink_to("elsewhere")


def _cases(town: Path) -> None:
    _entry("the-net.yaml")(town)
    _entry("The-Net.yaml")(town)


def _bomb(town: Path) -> None:
    """Write a PNG whose header promises 60 000 × 60 000 pixels."""
    _entry("the-net.yaml", PHOTO)(town)
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = (header, b"IDAT" + zlib.compress(bytes(1_000)), b"IEND")
    photo = town / "content" / "images" / "net" / "front.png"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks)
    )


# What cannot be committed: too big, special, or a name that some systems do not take.
MADE: dict[str, Callable[[Path], None]] = {
    "field-brackets-bomb": _entry("the-net.yaml", f"description: '{'[' * 20_000}'\n"),
    "field-list-too-long": _entry("the-net.yaml", "keywords:\n" + "  - fish\n" * 1_001),
    "field-many-unknown": _entry("the-net.yaml", "".join(f"a{n}: b\n" for n in range(20_000))),
    "file-too-large": _entry("the-net.yaml", f"# {'fish ' * 60_000}\n"),
    "file-too-deep": _entry("a/b/c/d/e/f/g/h/i/the-net.yaml"),
    "file-pipe": lambda town: os.mkfifo(town / "shops" / "the-net.yaml"),
    "file-link": lambda town: (town / "shops" / "the-net.yaml").symlink_to("/etc/hostname"),
    "folder-link": _shops_is_a_link,
    "folder-unreadable": _shops_is_a_file,
    "image-bomb": _bomb,
    "name-accented": _entry("le-café.yaml"),
    "name-line-break": _entry("the-\nnet.yaml"),
    "name-only-case": _cases,
    "name-of-a-device": _entry("con.yaml"),
    "site-missing": _without("content/site.yaml"),
    "labels-missing": _without("content/labels.yaml"),
    "sections-missing": _without("content/sections.yaml"),
}


def make_town(mistake: str, folder: Path) -> Path:
    """Copy the valid town into a folder and make one mistake in it."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    if mistake in MADE:
        MADE[mistake](folder)
    else:
        shutil.copytree(TOWNS / mistake, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected*.txt"))
    return folder


def test_the_base_town_is_valid() -> None:
    guide, problems = check(BASE, TODAY)
    assert guide is not None
    assert problems == ()


def test_every_made_mistake_has_its_folder() -> None:
    assert set(MADE) <= set(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_as_expected(mistake: str, tmp_path: Path) -> None:
    guide, problems = check(make_town(mistake, tmp_path), TODAY)
    for language, name in EXPECTED.items():
        expected = TOWNS / mistake / name
        if language == "en" or expected.exists():
            assert f"{report(problems, language)}\n" == expected.read_text(encoding="utf-8")
    assert problems
    assert (guide is None) == any(problem.level is Level.ERROR for problem in problems)
    assert not [problem for problem in problems if not _is_helpful(problem, tmp_path)]


def _is_helpful(problem: Problem, town: Path) -> bool:
    """Say whether the problem names a file, a line that is in it, and a remedy."""
    path = town / problem.path
    if not path.is_file() or path.is_symlink():
        return problem.line == 0 and problem.fix is not None
    return problem.line <= path.read_bytes().count(b"\n") + 1 and problem.fix is not None


def test_the_french_reports_are_complete() -> None:
    """Where the French catalogue exists, every mistake is told in French too."""
    if (TRANSLATIONS / "fr.po").exists() and any(TOWNS.glob("*/expected.fr.txt")):
        assert [m for m in MISTAKES if not (TOWNS / m / EXPECTED["fr"]).exists()] == []


def rewrite(languages: tuple[str, ...] = ("en", "fr")) -> None:
    """Write what is told now as what is expected."""
    for mistake in sorted({*MISTAKES, *MADE}):
        (TOWNS / mistake).mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            _, problems = check(make_town(mistake, Path(folder)), TODAY)
        for language in languages:
            (TOWNS / mistake / EXPECTED[language]).write_text(f"{report(problems, language)}\n", encoding="utf-8")


if __name__ == "__main__":
    rewrite()
