"""What is public says what it is, and every sentence for people is translated, once and whole."""

from __future__ import annotations

import ast
import io
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from guide.words import LANGUAGES, SOURCE_LANGUAGE, TRANSLATIONS
from translations.update import schema_sentences

ROOT = Path(__file__).parents[2]
CODE = [path for folder in ("guide", "plugins", "translations") for path in sorted((ROOT / folder).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "theme" / "templates").rglob("*.html"))
TRANSLATED = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
KEYWORDS = {"msg": None, "_": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}


def public(tree: ast.AST) -> list[ast.AST]:
    """Return the public functions and classes of a module, and the public methods of public classes."""
    found: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            found.append(node)
            found += public(node) if isinstance(node, ast.ClassDef) else []
    return found


def test_everything_public_says_what_it_is() -> None:
    silent = []
    for path in [*CODE, ROOT / "tasks.py", ROOT / "pelicanconf.py", ROOT / "publishconf.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent += [f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}" for node in (tree, *public(tree)) if not ast.get_docstring(node)]
    assert silent == []


def test_a_sentence_for_people_is_written_where_it_is_said() -> None:
    """`msg` takes a text as it is, or no tool would find it; its values are those that it names.

    A sentence may be marked first and get its values later, as ``msg(marked.text, day=…)``.
    """
    for path in CODE:
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        said = [(call, call.args[0]) for call in calls if getattr(call.func, "id", "") == "msg"]
        later = {keyword.arg for call, text in said if getattr(text, "attr", "") == "text" for keyword in call.keywords}
        for call, text in said:
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            assert isinstance(text, ast.Constant) or getattr(text, "attr", "") == "text", where
            if isinstance(text, ast.Constant):
                named = {name for _, name, _, _ in Formatter().parse(text.value) if name is not None}
                given = {keyword.arg for keyword in call.keywords}
                assert named == given or (not given and named == later), where


@cache
def wanted() -> frozenset[str]:
    """Return every sentence of the software; of two plural forms, the singular."""
    found: set[str] = set(schema_sentences())
    for path in CODE:
        with path.open("rb") as file:
            found.update(_one(message) for _, message, _, _ in extract("python", file, KEYWORDS) if message)
    for path in TEMPLATES:
        held = io.BytesIO(path.read_bytes())
        # What a variable holds was marked where it was written.
        found.update(_one(message) for _, _, message, _ in babel_extract(held, list(KEYWORDS), [], OPTIONS) if message)
    return frozenset(found)


def _one(message: str | tuple[str | None, ...]) -> str:
    return message if isinstance(message, str) else str(message[0])


@cache
def catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def sentences(language: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Map each sentence to its English forms and its translated forms."""
    return {
        _one(message.id): (_forms(message.id), _forms(message.string))
        for message in catalogue(language)
        if message.id
    }


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_sentences_are_found() -> None:
    assert len(wanted()) > 300
    assert {"“{field}” is missing.", "Click & collect", "Postcode"} <= wanted()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_no_other(language: str) -> None:
    """`invoke words` brings the catalogues up to date."""
    known = set(sentences(language))
    assert sorted(wanted() - known) == []
    assert sorted(known - wanted()) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_empty_or_doubtful(language: str) -> None:
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []
    assert [id_ for id_, (_, forms) in sentences(language).items() if not all(forms)] == []
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_sentence(language: str) -> None:
    wrong = []
    for id_, (english, translated) in sentences(language).items():
        expected = _placeholders(english[-1])
        wrong += [id_ for form in translated if form and _placeholders(form) not in {expected, _placeholders(english[0])}]
    assert wrong == []


def _placeholders(text: str) -> frozenset[str]:
    if re.search(r"%\(\w+\)s", text):
        return frozenset(re.findall(r"%\((\w+)\)s", text))
    return frozenset(re.findall(r"(?<!{){(\w+)}(?!})", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_spaces_and_marks_at_both_ends(language: str) -> None:
    for id_, (english, translated) in sentences(language).items():
        for form in translated:
            for side in (str.lstrip, str.rstrip):
                assert (side(form) == form) == (side(english[0]) == english[0]), id_
            assert form.count("\n") == english[0].count("\n"), id_
            assert form.count("`") == english[0].count("`"), id_
