"""`python -m guide`: what it says, and with which status it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from guide.__main__ import main, today

if TYPE_CHECKING:
    from tests.conftest import Town

ROOT = Path(__file__).parents[2]


def test_a_good_town_ends_with_zero(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--town", str(town.folder)]) == 0
    assert capsys.readouterr().out == "1 shops read, all good.\n"


def test_warnings_end_with_zero_and_are_shown(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.shop("second", hours="when it rains")
    assert main(["check", "--town", str(town.folder)]) == 0
    said = capsys.readouterr().out
    assert "shops/second.yaml:6: hours: “when” cannot be understood in opening hours." in said
    assert "0 error(s), 1 warning(s)." in said


def test_errors_end_with_one_and_are_all_shown(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.shop("second", phone="12")
    town.shop("third", category="zoo")
    assert main(["check", "--town", str(town.folder)]) == 1
    said = capsys.readouterr().out
    assert "shops/second.yaml:6: phone: “12”" in said
    assert "shops/third.yaml:3: category: “zoo”" in said
    assert "2 error(s), 0 warning(s)." in said
    assert "read" not in said.splitlines()[-1]


def test_a_pull_request_is_annotated_line_by_line(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.shop("second", phone="12", hours="when it rains")
    assert main(["check", "--town", str(town.folder), "--github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("::")[1] for line in lines] == ["error file=shops/second.yaml,line=6,title=phone", "warning file=shops/second.yaml,line=7,title=hours"]
    town.shop("second", hours="when it rains")
    assert main(["check", "--town", str(town.folder), "--github"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("::")[1] for line in lines] == ["warning file=shops/second.yaml,line=6,title=hours"]


def test_a_folder_that_is_no_town_ends_with_one(tmp_path: Path, town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (tmp_path, tmp_path / "nowhere", town.folder / "content" / "site.yaml"):
        assert main(["check", "--town", str(folder)]) == 1
        said = capsys.readouterr().err
        assert "content/site.yaml is missing" in said or "no such folder" in said


def test_the_reader_chooses_the_language(town: Town) -> None:
    """Run as people do: another process, another folder, any terminal."""
    town.shop("second", name="Café\u00a0“ö” 🥖", phone="12")
    for encoding in ("utf-8", "ascii"):
        environment = {**os.environ, "ENSEIGNE_LANG": "en", "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-m", "guide", "check", "--town", str(town.folder)],
            cwd=town.folder, env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert b"shops/second.yaml:6: phone: " in done.stdout


@pytest.mark.parametrize("words", [[], ["chekc"], ["check", "--twon", "x"], ["new-town"], ["new-shop"]])
def test_a_command_misspelt_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage: python -m guide" in capsys.readouterr().err


def test_a_town_and_an_entry_are_begun(tmp_path: Path, town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new"
    assert main(["new-town", str(folder), "--language", "en"]) == 0
    assert main(["new-shop", "--town", str(folder), "Second"]) == 0
    assert "shops/second.yaml is ready" in capsys.readouterr().out
    assert main(["new-shop", "--town", str(folder), "Second"]) == 1
    assert "exists already" in capsys.readouterr().err
    assert main(["new-article", "--town", str(folder), "Why we bake"]) == 0
    assert "content/articles/why-we-bake.md is ready: write the text below its header" in capsys.readouterr().out
    assert main(["check", "--town", str(folder)]) == 1
    assert town.builds == 0


def test_the_schemas_are_written(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--town", str(town.folder), "--language", "fr"]) == 0
    for path in capsys.readouterr().out.split():
        assert json.loads(Path(path).read_text(encoding="utf-8"))["$id"].endswith(":fr")


def test_today_is_the_day_that_the_build_is_said_to_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")
    assert today() == date(2026, 11, 22)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert today() >= date(2026, 1, 1)
