"""Searching the texts of the demonstration, as the finder does it, in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from plugins.fulltext import bundle, generator

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bundle.program(generator.MODULES) is None, reason="npm has not installed pagefind here")]

ROOT = Path(__file__).parents[2]
# That of all pages: the program of the index runs in a worker, which has no policy of its own, so that pages need not allow it.
POLICY = re.search(r'content="(default-src[^"]+)"', (ROOT / "theme/templates/partials/head.html").read_text(encoding="utf-8"))[1]
HTML = f"""<!doctype html><html lang="fr"><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="icon" href="data:,"></head><body><section id="texts" hidden><h2>Dans les textes</h2><ol></ol></section></body></html>"""
ASK = "async ([script, query]) => (await import(script)).fulltext(query)"
# Stands for Pagefind where a test needs an answer of its own.
ANSWER = """
const pages = %s;
export const options = async () => {};
export const search = async (query) => {
  await new Promise((done) => setTimeout(done, query === "slow" ? 400 : 0));
  return { results: pages.map((page, id) => ({ id, score: 1, data: async () => page })) };
};
"""

Ask = Callable[[str], int | None]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


@pytest.fixture
def asked(context: BrowserContext) -> list[str]:
    """Return the addresses that are asked for, also by workers."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture
def texts(context: BrowserContext, address: str) -> Page:
    """Return a page with nothing but the section, at an address of the site."""
    page = context.new_page()
    page.route(f"{address}/essai/", lambda route: route.fulfill(content_type="text/html", body=HTML))
    page.goto(f"{address}/essai/")
    return page


@pytest.fixture
def script(address: str, site: Path) -> str:
    """Return the address of the script."""
    return f"{address}/theme/{next((site / 'theme').glob('fulltext.*.js')).name}"


@pytest.fixture
def ask(texts: Page, script: str) -> Ask:
    """Return the function that asks on that page."""
    return lambda query: texts.evaluate(ASK, [script, query])


def titles(page: Page) -> list[str]:
    return page.locator("#texts a").all_inner_texts()


def marks(page: Page) -> str:
    return " ".join(page.locator("#texts mark").all_inner_texts()).casefold()


def test_the_plural_finds_the_singular(texts: Page, ask: Ask) -> None:
    assert ask("boulangeries")
    assert "boulangerie" in marks(texts).split()
    assert texts.locator("#texts").is_visible()


def test_oe_is_found_both_ways(texts: Page, ask: Ask) -> None:
    assert ask("oeufs")
    assert "œufs" in marks(texts).split()
    once = titles(texts)
    assert ask("œufs") == len(once)
    assert titles(texts) == once


def test_a_hashtag_is_found_with_its_sign_and_without(texts: Page, ask: Ask) -> None:
    assert ask("#mis78")
    assert "#mis78" in marks(texts).split()
    once = titles(texts)
    ask("mis78")
    assert titles(texts) == once


@pytest.mark.parametrize(("typed", "shown"), [("chevrerie", "chèvrerie"), ("reparer", "réparer"), ("ÉPICERIE", "épicerie")])
def test_accents_and_capitals_do_not_matter(texts: Page, ask: Ask, typed: str, shown: str) -> None:
    assert ask(typed)
    assert shown in marks(texts)


def test_an_article_that_leans_on_its_word_does_not_hide_it(texts: Page, ask: Ask) -> None:
    assert ask("éperon")
    assert marks(texts) == "l’éperon"
    for way in ("l'éperon", "l’eperon", "d'éperon"):
        assert ask(way) == 1


def test_all_words_must_be_there_where_a_shop_is_counts(texts: Page, ask: Ask) -> None:
    assert ask("oeufs rambouillet")
    assert "AMAP des Trois Étangs" in titles(texts)
    assert ask("xyzzy rambouillet") == 0
    assert ask("zzzz") == 0
    assert texts.locator("#texts").is_hidden()


def test_what_is_found_leads_to_its_page(texts: Page, ask: Ask, address: str) -> None:
    ask("éperon")
    texts.get_by_role("link", name="Gallardon, un mercredi de novembre").click()
    assert texts.url == f"{address}/articles/gallardon-un-mercredi-de-novembre/"


def test_nothing_is_asked_elsewhere_and_little_here(ask: Ask, asked: list[str], address: str) -> None:
    ask("a")
    assert not [url for url in asked if "pagefind" in url]
    ask("boulangeries")
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    assert 5 < len([url for url in asked if "/pagefind/" in url]) < 20


def test_a_site_in_a_folder_asks_in_its_folder(context: BrowserContext, asked: list[str], script: str, address: str) -> None:
    """The same files under a path, as on the pages of a repository."""

    def moved(route: Route) -> None:
        if route.request.url.endswith("/guide/essai/"):
            route.fulfill(content_type="text/html", body=HTML)
            return
        route.fulfill(response=route.fetch(url=route.request.url.replace("/guide/", "/", 1)))

    context.route(f"{address}/guide/**", moved)
    page = context.new_page()
    page.goto(f"{address}/guide/essai/")
    assert page.evaluate(ASK, [script.replace(address, f"{address}/guide"), "éperon"]) == 1
    assert page.locator("#texts a").get_attribute("href") == f"{address}/guide/articles/gallardon-un-mercredi-de-novembre/"
    assert [url for url in asked if not url.startswith(f"{address}/guide/")] == []


def test_no_index_means_no_section_and_the_next_question_looks_again(texts: Page, ask: Ask) -> None:
    texts.route("**/pagefind/*", lambda route: route.fulfill(status=404))
    assert ask("boulangeries") is None
    assert texts.locator("#texts").is_hidden()


def answer(page: Page, **fields: Any) -> None:
    """Let the index answer one page to whatever is asked."""
    found = [{"raw_url": "/x/", "meta": {"title": "Slow fast"}, "content": "slow fast", "excerpt": "slow fast", **fields}]
    page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(content_type="text/javascript", body=ANSWER % json.dumps(found)))


def test_a_text_is_shown_as_it_stands_never_as_html(texts: Page, ask: Ask) -> None:
    """Pagefind writes “<” as “&lt;” and leaves “&” alone."""
    hostile = "fast &lt;img src=x onerror=alert(1)&gt; & <mark>fast&lt;b&gt;,</mark> <img src=y>"
    answer(texts, excerpt=hostile, meta={"title": "<i>Fast</i>", "where": "<u>"})
    assert ask("fast") == 1
    assert texts.locator("#texts :is(img, i, b, u)").count() == 0
    assert texts.locator("#texts p").inner_text() == "fast <img src=x onerror=alert(1)> & fast<b>, <img src=y>"
    assert texts.locator("#texts a").inner_text() == "<i>Fast</i>"


def test_a_question_that_was_overtaken_shows_nothing(texts: Page, script: str) -> None:
    answer(texts)
    both = "async (script) => { const { fulltext } = await import(script); return Promise.all([fulltext('slow'), fulltext('')]); }"
    assert texts.evaluate(both, script) == [None, 0]
    assert texts.locator("#texts").is_hidden()
