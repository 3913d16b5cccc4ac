"""A sentence is translated when it is printed, its values with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide import words
from guide.words import catalogue, msg

FRENCH = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Unknown commune “{name}”."
msgstr "Commune inconnue : « {name} »."

msgid "a link"
msgstr "un lien"

msgid "This is {kind}."
msgstr "C’est {kind}."

#, fuzzy
msgid "Not sure."
msgstr "Pas sûr."
"""


@pytest.fixture(autouse=True)
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the program one small catalogue."""
    (tmp_path / "fr.po").write_text(FRENCH, encoding="utf-8")
    monkeypatch.setattr(words, "TRANSLATIONS", tmp_path)
    catalogue.cache_clear()
    yield
    catalogue.cache_clear()


def test_a_sentence_is_said_in_the_readers_language() -> None:
    sentence = msg("Unknown commune “{name}”.", name="X")
    assert sentence.in_language("fr") == "Commune inconnue : « X »."
    assert sentence.in_language("fr-BE") == "Commune inconnue : « X »."
    assert sentence.in_language("en") == str(sentence) == "Unknown commune “X”."


def test_a_value_that_is_a_sentence_is_translated_too() -> None:
    assert msg("This is {kind}.", kind=msg("a link")).in_language("fr") == "C’est un lien."


def test_what_is_not_translated_is_said_in_english() -> None:
    assert msg("Nobody translated {this}.", this="this").in_language("fr") == "Nobody translated this."
    assert msg("a link").in_language("nl") == "a link"


def test_a_doubtful_translation_is_not_used() -> None:
    assert msg("Not sure.").in_language("fr") == "Not sure."


def test_braces_in_a_value_are_no_placeholders() -> None:
    assert msg("Unknown commune “{name}”.", name="{0} {x}").in_language("en") == "Unknown commune “{0} {x}”."


def test_equal_sentences_are_equal_and_can_be_counted() -> None:
    assert len({msg("a {b}", b="c"), msg("a {b}", b="c"), msg("a {b}", b="d")}) == 2
