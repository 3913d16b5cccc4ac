"""How a text sorts, how it becomes a slug, which word was meant, what may not stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.text import DEVICES, FORBIDDEN, SLUG, SLUG_LENGTH, clean, closest, fold, slugify


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuf", "oeuf"),
        ("œuf", "oeuf"),
        ("ÉPICERIE", "epicerie"),
        ("e\u0301picerie", "epicerie"),
        ("Æbleskiver", "aebleskiver"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("ﬁn", "fin"),
        ("ｂａｒ", "bar"),
        ("N° 5", "n° 5"),
    ],
)
def test_folding_forgets_accents_ligatures_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("La Huche", "la-huche"),
        ("L'Œuf & la Poule – Épicerie", "l-oeuf-la-poule-epicerie"),
        ("  Saint-Léger-l'Exemple  ", "saint-leger-l-exemple"),
        ("½ tour", "1-2-tour"),
        ("日本", ""),
        ("!!!", ""),
        ("a" * 200, "a" * SLUG_LENGTH),
        ("a" * (SLUG_LENGTH - 1) + " b", "a" * (SLUG_LENGTH - 1)),
    ],
)
def test_a_slug_is_made_of_the_words_of_a_name(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_every_slug_is_a_slug_and_its_own_slug(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= SLUG_LENGTH
    assert slugify(slug) == slug


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_known_word_that_was_likely_meant_is_found() -> None:
    assert closest("boulangrie", ("boucherie", "boulangerie")) == "boulangerie"
    assert closest("ÉPICERIE", ("epicerie",)) == "epicerie"
    assert closest("zoo", ("boucherie", "boulangerie")) is None
    assert closest("zoo", ()) is None


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1F, 0x7F, 0x9F, 0x2028, 0x202E, 0x2066, 0xD800, 0xFEFF, 0xFFFD, 0xFFFF])
def test_invisible_and_misleading_characters_are_forbidden(code: int) -> None:
    assert FORBIDDEN.search(chr(code))


def test_what_people_type_is_not_forbidden() -> None:
    assert not FORBIDDEN.search("Café – “bio” l’été\u00a0: 5 €, 日本, العربية, 🥖, 👩\u200d🍳, e\u0301\n\t\r")


def test_a_foreign_text_is_cleaned() -> None:
    assert clean(" a\r\nb\rc\x00\u202ed ") == "a\nb\ncd"


def test_the_names_of_devices_are_slugs() -> None:
    assert all(SLUG.fullmatch(name) for name in DEVICES)
