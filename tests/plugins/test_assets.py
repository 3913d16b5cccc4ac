"""The theme's files: with npm or without, always the same site; the town's brand last, and harmless."""

from __future__ import annotations

import pytest

from guide.problem import InvalidContent
from plugins.assets import bundle, generator


def test_without_npm_the_site_has_neither_typeface_nor_icons_but_is_whole(town, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(generator, "MODULES", tmp_path / "nothing")
    site = town.build()
    html = (site / "places/the-oven/index.html").read_text()
    assert "The Oven" in html
    assert not list((site / "theme").glob("*.woff2"))
    assert "@font-face" not in next((site / "theme").glob("style.*.css")).read_text()


def test_the_brand_of_the_town_comes_last(town) -> None:
    town.write("content/brand.css", ":root { --brand: #123456 }")
    css = next((town.build() / "theme").glob("style.*.css")).read_text()
    assert css.rindex("@layer brand") < css.index("#123456")


@pytest.mark.parametrize("css", ["@import 'x.css'", "a { background: URL(https://example.org/x) }", "</style><script>"])
def test_the_brand_asks_nothing_of_other_sites(town, css: str) -> None:
    town.write("content/brand.css", f":root {{}}\n{css}")
    with pytest.raises(InvalidContent) as caught:
        town.build()
    assert caught.value.problems[0].line == 2


def test_file_names_hold_the_digest_of_their_content(town) -> None:
    first = next((town.build() / "theme").glob("style.*.css")).name
    town.write("content/brand.css", ":root { --brand: red }")
    assert next((town.build() / "theme").glob("style.*.css")).name != first


@pytest.mark.parametrize("name", ["../../secret", "Bakery", "", "bakery.svg", "a" * 60])
def test_an_icon_is_only_ever_a_file_of_the_icon_set(name: str) -> None:
    assert bundle.icon_paths(generator.MODULES, name) == ()
