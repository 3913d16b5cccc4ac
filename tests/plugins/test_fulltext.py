"""The index of the words of texts: of which pages, the same at each build, and never in the way of a site."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from plugins.build import Reporter, say
from plugins.fulltext import bundle, generator
from plugins.output import Output

PROGRAM = bundle.program(generator.MODULES)
needs_npm = pytest.mark.skipif(PROGRAM is None, reason="npm has not installed pagefind for this machine")
ARTICLE = "---\ntitle: Honey\ndate: 2026-11-01\n---\nA jar of honey, and l’alambic.\n"
ABOUT = "---\ntitle: About\n---\nWho makes this guide.\n"


@pytest.fixture
def told(town):
    """Return a town with an article, a written page and a shop that says something of itself."""
    town.write("content/articles/honey.md", ARTICLE)
    town.write("content/pages/about.md", ABOUT)
    town.shop("the-oven", description="Bread of sourdough.")
    town.shop("the-silent")
    return town


def files(site: Path) -> dict[str, bytes]:
    folder = site / "pagefind"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fragments(site: Path) -> dict[str, dict]:
    """Return what the index says of each page, by address."""
    pages = [json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd")) for name, data in files(site).items() if name.startswith("fragment/")]
    return {page["url"]: page for page in pages}


def script_is_named(site: Path) -> bool:
    return any("data-fulltext" in path.read_text(encoding="utf-8") for path in site.rglob("*.html"))


@needs_npm
def test_the_words_of_articles_pages_and_shops_are_in_it_and_nothing_that_repeats(told) -> None:
    site = told.build(public=True, FULLTEXT=True)
    pages = fragments(site)
    assert script_is_named(site)
    assert set(pages) == {"/articles/honey/", "/about/", "/places/the-oven/"}
    assert pages["/places/the-oven/"]["meta"] == {"title": "The Oven", "where": "Tinyville"}
    assert pages["/places/the-oven/"]["content"] == "Bread of sourdough."
    assert pages["/about/"]["content"] == "Who makes this guide."
    # With a straight apostrophe its words are told apart.
    assert pages["/articles/honey/"]["content"] == "A jar of honey, and l'alambic."
    assert pages["/articles/honey/"]["meta"] == {"title": "Honey"}


@needs_npm
def test_it_holds_what_a_search_asks_for_and_no_search_field_of_somebody_else(told) -> None:
    names = {name for name in files(told.build(FULLTEXT=True)) if "/" not in name and not name.endswith(".pf_meta")}
    assert names == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"}


@needs_npm
def test_above_a_number_of_shops_they_are_not_in_it(told, monkeypatch) -> None:
    monkeypatch.setattr(generator, "SHOPS", 1)
    assert set(fragments(told.build(public=True, FULLTEXT=True))) == {"/articles/honey/", "/about/"}


@needs_npm
def test_there_are_never_more_files_than_some_hosts_like(told, monkeypatch) -> None:
    monkeypatch.setattr(bundle, "FRAGMENTS", 2)
    for number in range(9):
        told.shop(f"shop-{number}", description=f"Number {number} has words.")
    assert len([name for name in files(told.build(FULLTEXT=True)) if name.startswith("fragment/")]) <= 2


@needs_npm
def test_two_builds_in_two_places_give_the_same_bytes(told) -> None:
    for number in range(30):
        told.shop(f"shop-{number}", description=f"Number {number} sells candles and rope.")
    one = files(told.build("here", FULLTEXT=True))
    two = files(told.build("there/deep/down", CACHE=told.folder.parent / "another", FULLTEXT=True))
    assert one == two


@needs_npm
def test_it_is_made_again_only_when_a_text_changed(told, monkeypatch) -> None:
    made = []
    make = bundle.made
    monkeypatch.setattr(bundle, "made", lambda *given: made.append(1) or make(*given))
    before = files(told.build(FULLTEXT=True))
    assert files(told.build(FULLTEXT=True)) == before
    assert made == [1]
    told.shop("the-oven", description="Bread of rye.")
    assert "Bread of rye." in [page["content"] for page in fragments(told.build(FULLTEXT=True)).values()]
    assert made == [1, 1]
    (told.folder.parent / "output" / "pagefind" / "pagefind.js").unlink()
    assert "pagefind.js" in files(told.build(FULLTEXT=True))
    assert made == [1, 1, 1]


@needs_npm
def test_nobody_s_variables_or_settings_of_another_site_change_it(told, monkeypatch, tmp_path) -> None:
    before = files(told.build("one", FULLTEXT=True))
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "fi")
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    (tmp_path / "pagefind.yml").write_text("exclude_selectors: [p]\n")
    monkeypatch.chdir(tmp_path)
    assert files(told.build("two", FULLTEXT=True)) == before


def test_without_npm_the_site_is_whole_and_says_so_once(told, monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setattr(generator, "MODULES", tmp_path / "nothing")
    reporter = Reporter(quiet=True)
    site = told.build(REPORTER=reporter, FULLTEXT=True)
    assert not (site / "pagefind").exists()
    assert not script_is_named(site)
    say(reporter, Output(site, tmp_path), 1.0, "en")
    assert capsys.readouterr().out.count("pagefind") == 1


@pytest.mark.parametrize("what", ["echo no disk >&2; exit 3", "exit 0", "mkdir index; echo '{}' > index/pagefind-entry.json", "kill -9 $$"])
def test_a_program_that_fails_does_not_break_the_build(told, monkeypatch, tmp_path, what: str) -> None:
    program = tmp_path / "modules" / "@pagefind" / "any" / "bin" / "pagefind_extended"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{what}\n")
    program.chmod(0o755)
    monkeypatch.setattr(generator, "MODULES", tmp_path / "modules")
    reporter = Reporter(quiet=True)
    site = told.build(REPORTER=reporter, FULLTEXT=True)
    assert (site / "places/the-oven/index.html").is_file()
    assert not (site / "pagefind").exists()
    assert len(reporter.remarks) == 1
    assert not list((told.folder.parent / "cache").glob("fulltext-*"))


def test_the_preview_has_none(told) -> None:
    folder, cache = told.folder.parent / "preview", told.folder.parent / "cache"
    site = told.build("preview", SITE_OUTPUT=Output(folder, cache, in_place=True), FINGERPRINT=False, FULLTEXT=True)
    assert not (site / "pagefind").exists()
    assert not script_is_named(site)


def test_what_npm_does_not_let_run_is_no_program(tmp_path) -> None:
    folder = tmp_path / "@pagefind" / "any" / "bin"
    folder.mkdir(parents=True)
    (folder / "pagefind_extended.sha256").write_text("0")
    (folder / "pagefind_extended").write_text("0")
    assert bundle.program(tmp_path) is None
    (folder / "pagefind_extended").chmod(0o755)
    assert bundle.program(tmp_path) == folder / "pagefind_extended"
