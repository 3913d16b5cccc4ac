"""What a second build does: only what changed is written, what went is gone."""

from __future__ import annotations

from pathlib import Path


def times(site: Path) -> dict[str, int]:
    return {p.relative_to(site).as_posix(): p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {path for path in after if before.get(path) != after[path]}


def test_nothing_is_written_when_nothing_changed(town) -> None:
    before = times(town.build())
    assert changed(before, times(town.build())) == set()


def test_one_changed_shop_rewrites_only_the_pages_that_show_it(town) -> None:
    for number in range(30):
        town.shop(f"book-{number:02}", category="books", commune="Bigville")
    before = times(town.build(public=True))
    town.shop("the-oven", payments=["card"])
    after = changed(before, times(town.build(public=True)))
    pages = {"places/the-oven/index.html", "places/the-oven/diagnosis/index.html"}
    assert {path for path in after if path.endswith(".html")} == pages
    # And the feeds that hold it: neither the other category's nor the other commune's.
    lists = ("", "directory/", "labels/tiny/", "categories/food/", "categories/bakery/", "towns/tinyville/")
    # What the finder knows of it, and the worker that keeps it.
    assert after - pages - {"find.json", "find-hours.json", "find-places.json", "map.json", "sw.js"} == {f"{folder}{file}" for folder in lists for file in ("atom.xml", "rss.xml", "feed.json")}


def test_a_removed_shop_leaves_no_file(town) -> None:
    path = town.shop("gone")
    site = town.build()
    assert (site / "places/gone/index.html").is_file()
    path.unlink()
    site = town.build()
    assert not (site / "places/gone").exists()


def test_a_file_changed_by_hand_is_made_again(town) -> None:
    site = town.build()
    page = site / "places/the-oven/index.html"
    good = page.read_text()
    page.write_text("changed")
    town.build()
    assert page.read_text() == good
