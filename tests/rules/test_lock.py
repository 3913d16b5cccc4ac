"""What is installed is pinned and hashed, and no file says from where: each machine asks its own index."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt")
# What could name an index, a registry or a mirror.
HOSTS = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|\bindex-url\s*=|registry\s*=|\"resolved\"|"
    r"https?://(?:[\w.-]*\.)?(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|jsdelivr\.net|unpkg\.com)",
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    """Return the files that belong to the repository, and those that are about to."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def requirements(name: str) -> dict[str, str]:
    """Map each package of a lock to its lines, version and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {re.split(r"[=\[ ;]", line, maxsplit=1)[0].lower(): line for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    for package, line in requirements(name).items():
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.!+-]+ ", line), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), package


@pytest.mark.parametrize(("wish", "lock"), [("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")])
def test_what_is_wished_is_locked(wish: str, lock: str) -> None:
    names = re.findall(r"^([\w.-]+)", (ROOT / wish).read_text(encoding="utf-8"), re.MULTILINE)
    assert {name.lower() for name in names if not name.startswith("-")} <= set(requirements(lock))


def test_tests_run_with_what_the_site_is_built_with() -> None:
    build, test = (requirements(name) for name in LOCKS)
    assert {package: line.split()[0] for package, line in build.items()} == {package: test[package].split()[0] for package in build}


def test_npm_packages_are_pinned_and_hashed() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: facts for path, facts in lock["packages"].items() if path}
    assert packages
    for path, facts in packages.items():
        assert facts["integrity"].startswith("sha512-"), path
        assert "resolved" not in facts, path
    wished = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for name, version in {**wished.get("dependencies", {}), **wished.get("devDependencies", {})}.items():
        assert version == packages[f"node_modules/{name}"]["version"]


def test_no_file_names_an_index_or_a_registry() -> None:
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in HOSTS.finditer(text)]
    assert found == []


def test_the_oldest_python_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    oldest = project["project"]["requires-python"].removeprefix(">=")
    assert project["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert project["tool"]["mypy"]["python_version"] == oldest
    assert f"--python-version {oldest} " in (ROOT / "tasks.py").read_text(encoding="utf-8")
