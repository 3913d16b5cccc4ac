"""The fixture builds what the town says now, however often one process builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Town


@pytest.mark.parametrize("public", [False, True])
def test_each_build_is_of_the_town_as_it_is(town: Town, public: bool) -> None:
    assert "The Oven" in (town.build(public=public) / "places" / "the-oven" / "index.html").read_text(encoding="utf-8")
    town.write("content/site.yaml", "name: Klein\nlanguage: nl\naddress: https://klein.example.org/gids/\ntimezone: Europe/Brussels\n")
    town.shop("second-hand")
    output = town.build(public=public)
    assert not (output / "places").exists()
    page = (output / "adressen" / "second-hand" / "index.html").read_text(encoding="utf-8")
    assert "Klein" in page
    assert "https://klein.example.org/gids/adressen/second-hand/" in page
    assert (output / "404.html").read_text(encoding="utf-8").count('href="/gids/') > 0 or not public
    assert town.builds == 2


def test_two_towns_do_not_mix(town: Town) -> None:
    first = town.build("first", public=True)
    town.folder = town.folder.rename(town.folder.with_name("other"))
    town.shop("third")
    second = town.build("second", public=True)
    assert not (first / "places" / "third").exists()
    assert (second / "places" / "third").exists()
