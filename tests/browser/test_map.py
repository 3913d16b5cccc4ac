"""The map in a browser: drawn without any request, in detail when the reader asks for it; tiles come from a server of our own."""

from __future__ import annotations

import functools
import http.server
import io
import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import CHROMIUM, FLAGS, Handler
from tests.conftest import Town

pytestmark = [pytest.mark.browser, pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate for the tiles' server needs openssl")]

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
MARKERS = "[...document.querySelectorAll('.pin, .cluster')].reduce((sum, node) => sum + (+node.textContent || 1), 0)"
TILES = "https://tile.openstreetmap.org/"


def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (256, 256), (220, 230, 210)).save(data, "PNG")
    return data.getvalue()


class Tiles(http.server.BaseHTTPRequestHandler):
    """Answers every address with one image."""

    picture = _picture()
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Send the image."""
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(self.picture)))
        self.end_headers()
        self.wfile.write(self.picture)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def chromium(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a Chromium for which the tiles' host is this machine and no other host exists."""
    folder = tmp_path_factory.mktemp("tiles")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=tiles", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rules = f"MAP tile.openstreetmap.org:443 127.0.0.1:{server.server_address[1]}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    made = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, f"--host-resolver-rules={rules}"])
    yield made
    made.close()
    server.shutdown()


class Visit:
    """A page of the map, with what it asked for and what went wrong; no service worker asks in its place."""

    def __init__(self, chromium: Browser, url: str, **options: Any) -> None:
        self.context = chromium.new_context(ignore_https_errors=True, service_workers="block", **{"viewport": {"width": 360, "height": 740}, **options})
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.goto(url, wait_until="networkidle")

    def foreign(self) -> set[str]:
        """Return the origins asked besides the site's own."""
        return {"/".join(url.split("/")[:3]) + "/" for url in self.asked if not url.startswith(("http://127.0.0.1:", "data:"))}

    def open(self) -> Visit:
        """Ask for the detailed map, and wait for it."""
        self.page.locator(".detail__button").click()
        self.page.locator(".leaflet-tile-loaded").first.wait_for()
        self.page.locator(".leaflet-marker-icon").first.wait_for()
        return self


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Any]:
    """Open the demonstration's map."""
    visits = []

    def opened(url: str = f"{address}/carte/", **options: Any) -> Visit:
        visits.append(Visit(chromium, url, **options))
        return visits[-1]

    yield opened
    for one in visits:
        one.context.close()


def data_of(site: Path) -> dict[str, Any]:
    return json.loads((site / "map.json").read_text(encoding="utf-8"))


def shown_markers(page: Page) -> int:
    """Return how many shops the markers and the groups on the screen stand for."""
    return page.evaluate(MARKERS)


def test_before_the_click_nothing_leaves_the_site_and_afterwards_tiles_only(visit: Any) -> None:
    seen = visit()
    assert seen.foreign() == set()
    assert not [url for url in seen.asked if "leaflet" in url or "map.json" in url]
    assert "tile.openstreetmap.org" in seen.page.locator(".detail > p").first.inner_text()
    before = len(Tiles.asked)
    seen.open()
    assert seen.foreign() == {TILES}
    assert len(Tiles.asked) > before
    assert seen.wrong == []


def test_every_shop_with_a_position_is_on_the_map(visit: Any, site: Path) -> None:
    data = data_of(site)
    placed = sum(latitude is not None for latitude in data["lat"])
    page = visit(viewport={"width": 1280, "height": 900}).open().page
    assert shown_markers(page) == placed
    assert f"{placed} adresses sur la carte, {len(data['lat']) - placed} sans position" in page.locator(".detail__count").inner_text()
    assert "OpenStreetMap" in page.locator(".detail__credit").inner_text()


def test_by_keyboard_a_marker_opens_escape_closes_and_focus_comes_back(visit: Any) -> None:
    page = visit(viewport={"width": 1280, "height": 900}).page
    page.locator(".detail__button").focus()
    page.keyboard.press("Enter")
    marker = page.locator(".leaflet-marker-icon:has(.pin)").first
    marker.wait_for()
    expect(page.locator(".detail__button")).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.className") == "detail__button"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.querySelector?.('.pin') !== null && document.activeElement.matches('.leaflet-marker-icon')"):
            break
    name = page.evaluate("document.activeElement.title")
    assert name
    page.keyboard.press("Enter")
    balloon = page.locator(".balloon")
    balloon.wait_for()
    assert page.evaluate("document.activeElement.closest('.balloon__name') !== null")
    assert balloon.locator("a").inner_text() == name
    assert balloon.locator("a").get_attribute("href").startswith("../adresses/")
    assert page.get_by_role("button", name="Fermer").count() == 1
    page.keyboard.press("Escape")
    balloon.wait_for(state="detached")
    assert page.evaluate("document.activeElement.title") == name


def test_enter_opens_a_group(visit: Any) -> None:
    page = visit().open().page
    group = page.locator(".leaflet-marker-icon:has(.cluster)").first
    assert "adresses" in group.get_attribute("aria-label")
    zoom = page.evaluate("document.querySelectorAll('.pin, .cluster').length")
    group.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    assert page.evaluate("document.querySelectorAll('.pin, .cluster').length") != zoom


def test_a_balloon_says_what_and_where_and_whether_it_is_open(visit: Any, site: Path) -> None:
    data = data_of(site)
    page = visit(viewport={"width": 1280, "height": 900}).open().page
    page.locator(".leaflet-marker-icon:has(.pin)").first.press("Enter")
    balloon = page.locator(".balloon")
    balloon.wait_for()
    number = data["name"].index(balloon.locator("a").inner_text())
    what = f"{data['trades'][data['trade'][number]]} · {data['communes'][data['commune'][number]]}"
    assert balloon.locator(".balloon__what").inner_text() == what
    assert bool(balloon.locator(".state").is_visible()) is bool(data["marks"][data["mark"][number]][0] or data["marks"][data["mark"][number]][2])


def test_the_map_hides_and_comes_back(visit: Any) -> None:
    page = visit().open().page
    button = page.locator(".detail__button")
    button.click()
    assert page.locator(".detail__map").is_hidden()
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    page.locator(".leaflet-marker-icon").first.wait_for()


def test_the_map_follows_what_a_list_finds(visit: Any, site: Path) -> None:
    data = data_of(site)
    placed = [number for number, latitude in enumerate(data["lat"]) if latitude is not None][:2]
    seen = visit(viewport={"width": 1280, "height": 900}).open()
    seen.page.evaluate(
        """async (shops) => {
        const list = document.createElement("div");
        const { attach } = await import(document.querySelector("script[src*='/map.']").src);
        attach(list);
        list.dispatchEvent(new CustomEvent("found", { detail: { shops } }));
        }""",
        placed,
    )
    expect(seen.page.locator(".detail__count")).to_have_text("2 adresses sur la carte")
    assert shown_markers(seen.page) == 2


def test_the_map_of_the_finder_keeps_in_step_with_its_list(visit: Any, address: str, site: Path) -> None:
    data = data_of(site)
    here = [number for number, commune in enumerate(data["commune"]) if data["communes"][commune] == "Dourdan"]
    placed = [number for number in here if data["lat"][number] is not None]
    seen = visit(f"{address}/trouver/", viewport={"width": 1280, "height": 900})
    page = seen.page
    assert seen.foreign() == set()
    assert not [url for url in seen.asked if "/theme/map." in url or "leaflet" in url]
    page.locator("details:has(> [data-map]) > summary").click()
    seen.open()
    page.locator("#q").fill("Dourdan")
    expect(page.locator(".detail__count")).to_contain_text(f"{len(placed)} adresses sur la carte")
    for _ in range(30):
        # Groups that open move apart before the old ones go.
        if shown_markers(page) == len(placed):
            break
        page.wait_for_timeout(100)
    assert shown_markers(page) == len(placed)
    assert seen.foreign() == {TILES}
    assert seen.wrong == []


def test_a_library_that_does_not_come_is_told_and_may_be_asked_again(visit: Any) -> None:
    seen = visit()
    seen.page.route("**/map.json", lambda route: route.abort())
    seen.page.locator(".detail__button").click()
    expect(seen.page.get_by_role("status")).to_contain_text("n'a pas pu être chargée")
    seen.page.unroute("**/map.json")
    seen.open()
    expect(seen.page.get_by_role("status")).to_have_text("")


def test_nothing_moves_for_who_wants_that(visit: Any) -> None:
    page = visit(reduced_motion="reduce").open().page
    assert page.locator(".leaflet-zoom-anim, .leaflet-cluster-anim").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_mend_before_and_after_the_click(visit: Any, scheme: str, width: int) -> None:
    seen = visit(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    found = []

    def judge() -> None:
        result = seen.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found.extend((one["id"], node["target"], node["failureSummary"]) for one in result["violations"] for node in one["nodes"])

    seen.page.add_script_tag(path=AXE)
    judge()
    seen.open()
    judge()
    seen.page.locator(".leaflet-marker-icon:has(.pin)").first.press("Enter")
    seen.page.locator(".balloon").wait_for()
    judge()
    assert found == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_the_drawing_leads_to_every_commune(visit: Any, site: Path) -> None:
    page = visit(java_script_enabled=False).page
    assert page.locator(".detail").is_hidden()
    drawn = {link.get_attribute("href") for link in page.locator("svg.map a").all()}
    listed = {link.get_attribute("href") for link in page.locator(".index a").all()}
    assert drawn == listed
    assert all((site / "carte" / href / "index.html").is_file() for href in drawn)


def test_names_are_readable_on_a_telephone_and_on_a_desk(visit: Any) -> None:
    """Letters of the drawing are at least 11 px high where they are shown."""
    for width in (360, 768, 1280):
        page = visit(viewport={"width": width, "height": 900}).page
        sizes = page.evaluate(
            """() => { const svg = document.querySelector("svg.map"); const scale = svg.getBoundingClientRect().width / 1000;
            return [...svg.querySelectorAll(".map__name")].filter((n) => n.getClientRects().length).map((n) => parseFloat(getComputedStyle(n).fontSize) * scale); }"""
        )
        assert len(sizes) > 10
        assert min(sizes) >= 11, width


def test_hostile_names_do_not_run(town: Town, visit: Any) -> None:
    town.write("content/communes.yaml", '- {name: "<img src=x onerror=alert(1)>", slug: tinyville, postcodes: ["01990"], position: {lat: 48.0, lon: 2.0}}\n')
    name = '"><script>alert(2)</script><img src=x onerror=alert(3)>'
    town.shop("the-oven", name=name, commune="tinyville", position={"lat": "48.0", "lon": "2.0"})
    folder = town.build(public=True, BASE="/")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seen = visit(f"http://127.0.0.1:{server.server_address[1]}/map/").open()
    seen.page.locator(".leaflet-marker-icon").press("Enter")
    seen.page.locator(".balloon").wait_for()
    assert seen.page.locator(".balloon a").inner_text() == name
    assert seen.page.locator("svg.map title").text_content() == "<img src=x onerror=alert(1)>: 1 address"
    server.shutdown()
    assert seen.wrong == []
