"""Who may import what: the guide knows nothing of Pelican, no feature knows another."""

from __future__ import annotations

import ast
import re
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What `guide` may use beyond the standard library.
GUIDE = {"yaml", "pydantic", "pydantic_core", "phonenumbers", "markdown", "nh3", "opening_hours", "PIL", "babel", "dateutil"}
# What the plugins may use besides, each feature its own library.
FEATURES = {
    "images": {"PIL"}, "assets": {"markupsafe", "fontTools"}, "context": {"markupsafe"}, "shops": {"babel"}, "feeds": {"feedgen", "lxml"},
    "magazine": {"markupsafe"}, "directory": {"markupsafe"}, "offline": {"PIL"},
}  # fmt: skip
# What the modules beside the features may use.
SHARED = {"pelican", "jinja2", "markupsafe", "babel", "phonenumbers", "pydantic", "rich", "watchfiles"}
COMMANDS = {"pelicanconf.py": {"guide", "plugins"}, "publishconf.py": {"pelicanconf"}, "tasks.py": {"invoke"}}


def imported(path: Path, *, runs: bool = False) -> set[str]:
    """Return the modules that a file imports; with `runs`, only those imported as soon as it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        typing_only = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        if runs and (typing_only or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))):
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.update(f"{node.module}.{alias.name}" if is_module(f"{node.module}.{alias.name}") else str(node.module) for alias in node.names)
        pending += ast.iter_child_nodes(node)
    return {name for name in found if name.split(".", maxsplit=1)[0] not in sys.stdlib_module_names}


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def first(names: set[str]) -> set[str]:
    return {name.split(".", maxsplit=1)[0] for name in names}


def test_the_guide_knows_its_own_libraries_only() -> None:
    for path in modules("guide"):
        assert first(imported(path)) <= GUIDE | {"guide"}, path.name


def test_the_core_of_the_guide_knows_nothing_of_imports() -> None:
    for path in (ROOT / "guide").glob("*.py"):
        if path.name != "__main__.py":
            assert not [name for name in imported(path) if name.startswith("guide.importing")], path.name


def test_no_module_of_the_guide_imports_itself_in_a_circle() -> None:
    names = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in modules("guide")}
    graph = {name: {other for other in imported(path, runs=True) if other in names.values() and other != name} for path, name in names.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_a_feature_knows_the_guide_and_itself() -> None:
    """Only its generator knows Pelican; what features share knows no feature."""
    features = {folder.name for folder in (ROOT / "plugins").iterdir() if (folder / "__init__.py").is_file()}
    for path in modules("plugins"):
        where, folder, names = path.relative_to(ROOT).as_posix(), path.parent.name, imported(path)
        others = {name for name in names if name.startswith("plugins.") and name.split(".")[1] in features - {folder}}
        assert not others, where
        if folder == "plugins":
            allowed = SHARED
        else:
            allowed = FEATURES.get(folder, set()) | ({"pelican", "markupsafe"} if path.name in {"__init__.py", "generator.py"} else set())
        assert first(names) <= allowed | {"guide", "plugins"}, where


def test_settings_and_commands_start_programs_and_know_little_else() -> None:
    assert {name: first(imported(ROOT / name)) for name in COMMANDS} == COMMANDS


def test_each_feature_has_its_generator_and_is_named_in_the_settings_or_deleted() -> None:
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    for folder in (ROOT / "plugins").iterdir():
        if (folder / "__init__.py").is_file():
            assert (folder / "generator.py").is_file()
            assert f'"plugins.{folder.name}"' in settings


def test_macros_are_functions_of_their_arguments() -> None:
    """Templates import macros without the page's context; pages use partials, partials macros, macros only macros."""
    templates = ROOT / "theme" / "templates"
    below = {"macros": {"macros"}, "partials": {"macros", "partials"}}
    for path in sorted(templates.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"with\s+context", text), path.name
        used = re.findall(r"{%-?\s*(?:include|extends|import|from)\s+[\"']([^\"']+)", text)
        assert [name for name in used if not (templates / name).is_file()] == [], path.name
        folder = path.parent.name
        assert folder not in below or {name.split("/")[0] for name in used} <= below[folder], path.name
