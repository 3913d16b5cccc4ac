"""The guide in a browser that loses its network, after a new build, switched off, in a sub-folder."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Until the worker of this build is at work, and no other waits: its digest is in the name of what it keeps.
AT_WORK = """async (before) => {
  const worker = (await navigator.serviceWorker.getRegistration())?.active;
  const names = await caches.keys();
  return Boolean(navigator.serviceWorker.controller == worker && worker?.state == "activated"
    && names.length && new Set(names.map((name) => name.split(" ")[2])).size == 1 && !names.some((name) => before && name.includes(before)));
}"""
KEPT = "async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)))).flat()"


class Host(http.server.ThreadingHTTPServer):
    """Serves a folder, counts what it is asked, and can be slow."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        host = self
        self.asked: list[str] = []
        self.slow = threading.Event()
        self.slow.set()

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                host.slow.wait(20)
                super().do_GET()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: Any) -> None:
        """Say nothing of browsers that hang up."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Host]]:
    hosts: list[Host] = []

    def start(folder: Path) -> Host:
        hosts.append(Host(folder))
        threading.Thread(target=hosts[-1].serve_forever, daemon=True).start()
        return hosts[-1]

    yield start
    for host in hosts:
        host.slow.set()
        host.shutdown()
        host.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=False)
    yield context
    context.close()


def until(page: Page, question: str, given: Any = None) -> None:
    """Ask a page until it says yes; playwright's own way takes the promise of an answer for a yes."""
    for _ in range(300):
        if page.evaluate(question, given):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {question}")


def visit(page: Page, url: str, before: str = "") -> None:
    """Open a page and wait until the worker is at work; `before` is the digest of a build that is gone."""
    page.goto(url)
    until(page, AT_WORK, before)


def digest(page: Page) -> str:
    return page.evaluate("async () => (await caches.keys())[0].split(' ')[2]")


def test_a_page_that_was_visited_once_is_there_without_a_network(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    visit(page, f"{address}/adresses/la-huche/")
    page.goto(f"{address}/annuaire/?what=ever")
    context.set_offline(True)
    for url in ("adresses/la-huche/", "", "annuaire/", "annuaire/?q=pain#shops"):
        page.goto(f"{address}/{url}")
        assert page.locator("h1").first.is_visible()
        # The style sheet and the typeface too.
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--colour-paper')")
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('800 20px Sign'))")
        assert page.url == f"{address}/{url}"


def test_the_photo_of_a_page_is_there_too(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    visit(page, f"{address}/")
    page.goto(f"{address}/adresses/la-huche/", wait_until="networkidle")
    context.set_offline(True)
    page.reload()
    assert page.evaluate("document.querySelector('main img').decode().then(() => document.querySelector('main img').naturalWidth)") > 0


def test_a_page_that_is_not_kept_leads_to_what_is(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    visit(page, f"{address}/")
    page.goto(f"{address}/adresses/la-huche/")
    context.set_offline(True)
    page.goto(f"{address}/communes/rambouillet/")
    assert page.url == f"{address}/hors-ligne/#communes/rambouillet/"
    notice = page.get_by_role("status")
    assert "n'est pas gardée sur cet appareil" in notice.inner_text().replace("\u2019", "'")
    assert notice.get_by_role("link").evaluate("link => link.href") == f"{address}/communes/rambouillet/"
    lines = page.locator(".kept li")
    lines.first.wait_for()
    assert "La Huche" in lines.first.inner_text()
    assert re.search(r"20\d\d", lines.first.locator("small").inner_text())
    assert page.locator("[data-copy] small").inner_text()
    assert page.locator("a[href^='tel:']").count() > 20
    context.set_offline(False)
    notice.get_by_role("link").click()
    page.wait_for_url(f"{address}/communes/rambouillet/")


@pytest.mark.parametrize("part", ["javascript:alert(1)", "//elsewhere.example.org/", "https://elsewhere.example.org/", "in-rambouillet", "%E0%A4%A", ""])
def test_the_page_offers_no_address_but_the_guides_own(page: Page, address: str, part: str) -> None:
    page.goto(f"{address}/hors-ligne/#{part}")
    page.wait_for_load_state("load")
    shown = page.locator("[data-wanted]")
    assert not shown.is_visible() or shown.locator("a").evaluate("link => link.href").startswith(f"{address}/")
    assert part.startswith("%") or not shown.is_visible()


def test_browsers_find_nothing_wrong_with_the_manifest(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    visit(page, f"{address}/")
    session = context.new_cdp_session(page)
    told = session.send("Page.getAppManifest")
    assert told["errors"] == []
    assert told["url"] == f"{address}/manifest.webmanifest"
    assert json.loads(told["data"])["display"] == "standalone"
    # Whatever a window without a place to install into says of itself is not the site's.
    wrong = {error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert wrong <= {"in-incognito"}
    assert complaints == []


def test_a_new_build_is_there_at_the_next_visit_and_nothing_of_the_old_one(context: BrowserContext, town, serve) -> None:
    for slug in ("read", "unread"):
        town.shop(slug, tagline="Old words")
    host = serve(town.build(public=True))
    page = context.new_page()
    visit(page, f"{host.address}/places/read/")
    page.goto(f"{host.address}/places/unread/")
    page.goto(f"{host.address}/places/the-oven/")
    before = digest(page)
    for slug in ("read", "the-oven"):
        town.shop(slug, tagline="New words")
    (town.folder / "shops/unread.yaml").unlink()
    town.build(public=True)
    page.goto(f"{host.address}/places/the-oven/")
    assert "New words" in page.content()
    until(page, AT_WORK, before)
    names = page.evaluate(KEPT)
    assert f"{host.address}/places/unread/" not in names
    context.set_offline(True)
    for url in ("places/read/", "places/the-oven/"):
        page.goto(f"{host.address}/{url}")
        assert "New words" in page.content()
        assert "Old words" not in page.content()
    page.goto(f"{host.address}/places/unread/")
    assert "/offline/#places/unread/" in page.url


def test_the_network_is_preferred_while_it_answers(context: BrowserContext, town, serve) -> None:
    """Even before the new worker is known."""
    host = serve(town.build(public=True))
    page = context.new_page()
    visit(page, f"{host.address}/places/the-oven/")
    shown = page.url
    file = town.folder.parent / "output/places/the-oven/index.html"
    file.write_text(file.read_text().replace("<main", "<!-- newest --><main"))
    for _ in range(2):
        page.goto(shown)
        assert "<!-- newest -->" in page.content()


def test_a_network_that_does_not_answer_is_left_after_three_seconds(context: BrowserContext, town, serve) -> None:
    host = serve(town.build(public=True))
    page = context.new_page()
    visit(page, f"{host.address}/places/the-oven/")
    host.slow.clear()
    page.goto(f"{host.address}/places/the-oven/")
    assert "The Oven" in page.content()
    host.slow.set()


def test_the_last_sixty_pages_are_kept_the_oldest_go(context: BrowserContext, town, serve) -> None:
    for number in range(63):
        town.shop(f"shop-{number:02}", name=f"Shop {number:02}")
    host = serve(town.build(public=True))
    page = context.new_page()
    visit(page, f"{host.address}/places/shop-00/")
    for number in [*range(1, 60), 0, 60, 61, 62]:
        page.goto(f"{host.address}/places/shop-{number:02}/", wait_until="commit")
    last = f"{host.address}/places/shop-62/"
    until(page, f"async () => (await ({KEPT})()).includes('{last}')")
    names = {url.rpartition("/places/")[2] for url in page.evaluate(KEPT) if "/places/" in url}
    assert len(names) == 60
    assert {"shop-00/", "shop-62/"} <= names
    assert not {"shop-01/", "shop-02/", "shop-03/"} & names


def test_switched_off_the_worker_goes_with_all_it_kept(context: BrowserContext, town, serve) -> None:
    host = serve(town.build(public=True))
    page = context.new_page()
    visit(page, f"{host.address}/places/the-oven/")
    town.write("content/site.yaml", (town.folder / "content/site.yaml").read_text() + "offline: no\n")
    town.build(public=True)
    page.goto(f"{host.address}/")
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length")
    page.close()
    page = context.new_page()
    page.goto(f"{host.address}/places/the-oven/", wait_until="networkidle")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.evaluate("caches.keys()") == []


def test_two_guides_of_one_host_keep_to_themselves(context: BrowserContext, town, serve) -> None:
    one = town.build("one", public=True)
    town.build("two", public=True)
    host = serve(one.parent)
    page = context.new_page()
    for name in ("one", "two"):
        page.goto(f"{host.address}/{name}/places/the-oven/")
        until(page, "name => navigator.serviceWorker.controller?.scriptURL.endsWith(`/${name}/sw.js`)", name)
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).scope") == f"{host.address}/{name}/"
    town.write("content/site.yaml", (town.folder / "content/site.yaml").read_text() + "offline: no\n")
    town.build("two", public=True)
    page.goto(f"{host.address}/two/")
    until(page, "async () => (await navigator.serviceWorker.getRegistrations()).length == 1")
    assert {name.split(" ")[1] for name in page.evaluate("caches.keys()")} == {f"{host.address}/one/"}
    context.set_offline(True)
    page.goto(f"{host.address}/one/towns/")
    assert page.url == f"{host.address}/one/offline/#towns/"
    page.goto(f"{host.address}/one/places/the-oven/")
    assert "The Oven" in page.locator("h1").inner_text()


def test_the_worker_asks_nothing_of_another_site_and_each_file_once(context: BrowserContext, town, serve) -> None:
    host = serve(town.build(public=True))
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    visit(page, f"{host.address}/places/the-oven/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((host.address, "data:"))] == []
    styles = [path for path in host.asked if path.endswith(".css")]
    assert len(styles) <= 2
    assert sum(path.endswith("/sw.js") for path in host.asked) == 1


def test_a_site_that_is_read_from_the_disk_or_without_javascript_has_no_worker(browser: Browser, address: str, town) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/hors-ligne/")
    assert page.locator("a[href^='tel:']").count() > 20
    assert not page.locator("#kept").is_visible()
    context.close()
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"file://{town.build()}/offline/index.html")
    assert "The Oven" in page.locator("main").inner_text()
    assert complaints == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_mend_on_the_page(browser: Browser, address: str, scheme: str) -> None:
    """With pages kept, and one asked for in vain."""
    context = browser.new_context(viewport={"width": 360, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    visit(page, f"{address}/")
    context.set_offline(True)
    page.goto(f"{address}/communes/rambouillet/")
    page.locator(".kept li").first.wait_for()
    page.add_script_tag(content=AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
