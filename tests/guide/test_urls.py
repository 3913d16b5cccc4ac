"""Every page has an address of its own, in the words of the site's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from guide.urls import NOT_FOUND, WORDS, Urls
from guide.vocabulary import SERVICES
from guide.words import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Town


def test_each_language_has_its_words() -> None:
    assert set(WORDS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pages_share_an_address(town: Town, language: str) -> None:
    town.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    guide, urls = town.guide(), Urls(language)
    records = (*guide.shops, *guide.categories, *guide.communes, *guide.labels, *guide.pages)
    addresses = [urls.of(record) for record in records]
    addresses += [urls.pair(category, commune) for category in guide.categories for commune in guide.communes]
    addresses += [urls.service(kind) for kind in SERVICES]
    addresses += [urls.directory, urls.latest, urls.letters, urls.letter("a"), urls.letter("0")]
    addresses += [urls.numbered(url, 2) for url in tuple(addresses)]
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*/)+", address)
    assert {"", NOT_FOUND}.isdisjoint(addresses)


def test_the_first_page_of_a_list_has_no_number() -> None:
    assert Urls("en").numbered("latest/", 1) == "latest/"
    assert Urls("fr").numbered("nouveautes/", 2) == "nouveautes/page-2/"


def test_a_record_without_a_page_has_no_address(town: Town) -> None:
    with pytest.raises(TypeError, match="Site"):
        Urls("en").of(town.guide().site)
