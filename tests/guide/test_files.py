"""A town's folder is read as if a stranger had filled it."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from guide import files
from guide.files import ENTRY_BYTES, Unreadable, read_bytes, read_text, walk
from guide.problem import Problem


def walked(town: Path, folder: str = "shops") -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    return list(walk(town, folder, problems)), problems


def why_not(town: Path, path: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_text(town, path)
    assert caught.value.problem.path
    assert caught.value.problem.fix is not None
    return caught.value.problem.text("en")


def test_files_are_walked_in_order_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    for path in ("b/c.yaml", "b/a.md", "a.yaml", "é.yaml", "B.yaml", ".git/config", "b/.DS_Store", "z/y/x.yaml"):
        (tmp_path / "shops" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "shops" / path).touch()
    paths, problems = walked(tmp_path)
    assert problems == []
    assert paths == ["shops/B.yaml", "shops/a.yaml", "shops/é.yaml", "shops/b/a.md", "shops/b/c.yaml", "shops/z/y/x.yaml"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert walked(tmp_path) == ([], [])


def test_what_is_no_plain_file_is_told_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shops = tmp_path / "shops"
    shops.mkdir()
    os.mkfifo(shops / "pipe.yaml")
    (shops / "loop").symlink_to(shops)
    (shops / "passwords.yaml").symlink_to("/etc/passwd")
    (shops / "nowhere.yaml").symlink_to("nowhere")
    monkeypatch.chdir(shops)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("socket.yaml")
    paths, problems = walked(tmp_path)
    assert paths == []
    assert sorted(problem.text("en").split("\n")[0] for problem in problems) == [
        "shops/loop: This is a link, not a plain file.",
        "shops/nowhere.yaml: This is a link, not a plain file.",
        "shops/passwords.yaml: This is a link, not a plain file.",
        "shops/pipe.yaml: This is a pipe, not a plain file.",
        "shops/socket.yaml: This is a socket, not a plain file.",
    ]
    for name in ("pipe", "passwords", "nowhere", "socket"):
        assert "not a plain file" in why_not(tmp_path, f"shops/{name}.yaml")


@pytest.mark.parametrize("link", ["content", "content/pages"])
def test_no_folder_on_the_way_is_a_link(tmp_path: Path, link: str) -> None:
    real = tmp_path / "real" / "pages"
    real.mkdir(parents=True)
    (real / "about.md").write_text("secret")
    town = tmp_path / "town"
    (town / link).parent.mkdir(parents=True)
    (town / link).symlink_to(real if link.endswith("pages") else real.parent)
    assert "This is a link" in why_not(town, "content/pages/about.md")
    assert [problem.path for problem in walked(town, "content/pages")[1]] == [link]


def test_the_file_of_a_device_is_not_read() -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(Path("/"), "dev/zero", 10)
    assert "a device" in caught.value.problem.text("en")


def test_folders_too_deep_and_files_too_many_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shops" / "/".join("abcdefghij")).mkdir(parents=True)
    (tmp_path / "shops" / "a" / "a.yaml").touch()
    assert [problem.path for problem in walked(tmp_path)[1]] == ["shops/a/b/c/d/e/f/g/h/i"]
    monkeypatch.setattr(files, "FILES", 0)
    assert "More than 0 files." in walked(tmp_path)[1][-1].text("en")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("é\u00a0’🥖".encode(), "é\u00a0’🥖"),
        (b"a" * ENTRY_BYTES, "a" * ENTRY_BYTES),
    ],
    ids=["empty", "mark", "line ends", "signs", "as long as it may be"],
)
def test_a_text_is_read_as_it_was_meant(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    assert read_text(tmp_path, "a.yaml") == text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"a\nb\xe9\n", "a.yaml:2: This file is not in UTF-8: the byte 0xE9"),
        ("é".encode("utf-16"), "a.yaml:1: This file is not in UTF-8"),
        ("a".encode("utf-16-be"), "a.yaml:1: An invisible character (U+0000)"),
        (b"a\r\nb\r\n\x1b[2Jc", "a.yaml:3: An invisible character (U+001B)"),
        ("a\n\u202eb".encode(), "a.yaml:2: An invisible character (U+202E)"),
        (b"\xed\xa0\x80", "a.yaml:1: This file is not in UTF-8"),
        (b"\xc0\xaf", "a.yaml:1: This file is not in UTF-8"),
        (b"a" * (ENTRY_BYTES + 1), "a.yaml: This file is too large: more than 256 KB."),
    ],
    ids=["latin-1", "utf-16", "utf-16 without mark", "escape", "direction", "surrogate", "overlong", "too long"],
)
def test_what_is_no_plain_text_is_told_at_its_line(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    assert why_not(tmp_path, "a.yaml").startswith(told)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert why_not(tmp_path, "content/site.yaml").startswith("content/site.yaml: This file does not exist.")


def test_names_that_other_computers_cannot_show_are_told(tmp_path: Path) -> None:
    (tmp_path / "shops").mkdir()
    for name in ("a\nb.yaml", "a\x1b[2Jb.yaml", "a\u202eb.yaml", "a\\b.yaml", os.fsdecode(b"a\xffb.yaml")):
        (tmp_path / "shops" / name).touch()
    paths, problems = walked(tmp_path)
    assert paths == []
    assert len(problems) == 5
    assert all(problem.path.isprintable() for problem in problems)
