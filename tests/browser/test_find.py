"""The finder, as a reader has it: typing, narrowing, sharing, near me; on the demonstration and on imported towns."""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import ROOT, Handler
from tests.conftest import SHARED
from tests.pace import pace

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TOWNS = {"paris": ("paris-est-livraison-retrait.csv", "paris-livraison-retrait"), "alim": ("alimconfiance-nord.csv", "alimconfiance")}
# When the last letter was typed, and when what it found was painted.
WATCH = """() => {
  window.took = [];
  document.querySelector("#q").addEventListener("input", ({timeStamp}) => {
    const seen = new MutationObserver(() => {
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp)));
    });
    seen.observe(document.querySelector("#results"), {childList: true});
  }, true);
}"""


def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="module", params=[pytest.param("paris", marks=pytest.mark.slow), pytest.param("alim", marks=pytest.mark.slow)])
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Return an imported town's name and the address of its site."""
    file, mapping = TOWNS[request.param]
    if not (SHARED / "data/shops" / file).is_file():
        pytest.skip("the real files are not beside the repository")
    folder = tmp_path_factory.mktemp(request.param)
    town, site = str(folder / "town"), str(folder / "site")
    for command in (
        ["guide", "new-town", town],
        ["guide", "import", str(SHARED / "data/shops" / file), "--town", town, "--mapping", f"docs/mappings/{mapping}.yaml"],
        ["plugins.build", "--town", town, "--output", site, "--public"],
    ):
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, capture_output=True)
    for address in served(Path(site)):
        yield request.param, address


@pytest.fixture
def alone(browser: Browser) -> Iterator[Page]:
    """Return a fresh page for which no service worker asks: a test may answer instead."""
    context = browser.new_context(service_workers="block")
    yield context.new_page()
    context.close()


def opened(page: Page, address: str, query: str = "") -> Page:
    page.goto(f"{address}/trouver/{query}")
    page.wait_for_selector("#finder[data-ready]")
    return page


def names(page: Page) -> list[str]:
    return page.locator(".result__name").all_inner_texts()


def unfold(page: Page, kind: str) -> None:
    if not page.locator("#filters[open]").count():
        page.locator("#filters > summary").click()
    page.locator(f".filter[data-kind={kind}] > summary").click()


def choose(page: Page, kind: str, name: str) -> None:
    if not page.locator(f".filter[data-kind={kind}][open]").count():
        unfold(page, kind)
    page.locator(f".filter[data-kind={kind}]").get_by_label(name, exact=False).first.check()


def total(page: Page) -> int:
    text = page.locator("#found").inner_text()
    return int("".join(c for c in text if c.isdigit()) or 0)


def test_words_are_found_however_they_are_typed(page: Page, address: str) -> None:
    opened(page, address)
    every = total(page)
    assert every > 70
    for typed, name in (
        ("huche", "La Huche"), ("LA HUCHE", "La Huche"), ("boulangeries rambouillet", "La Huche"), ("epicerie", "Le Bocal ouvert"),
        ("ame touche", "L'Âme et la Touche"), ("#fermes78", "Chèvrerie du Haut-Buisson"), ("fermes78", "Chèvrerie du Haut-Buisson"),
    ):  # fmt: skip
        page.fill("#q", typed)
        page.wait_for_function("count => document.querySelectorAll('#results > li').length < count", arg=every)
        while page.locator("#more").is_visible():
            page.locator("#more").click()
        assert name.casefold() in [found.casefold() for found in names(page)], typed


def test_a_name_ranks_above_a_trade_and_a_commune(page: Page, address: str) -> None:
    opened(page, address, "?q=pave")
    assert names(page)[0] == "Brasserie du Pavé Tendre"


@pytest.mark.parametrize(("typed", "meant"), [("rambouilet", "Rambouillet"), ("boulagnerie", "Boulangerie"), ("guingette", "guinguette")])
def test_one_typo_is_forgiven_and_said(page: Page, address: str, typed: str, meant: str) -> None:
    opened(page, address, f"?q={typed}")
    assert names(page)
    assert meant.casefold() in page.locator("#corrected").inner_text().casefold()


def test_kinds_narrow_and_values_of_a_kind_widen(page: Page, address: str) -> None:
    opened(page, address)
    choose(page, "commune", "Rambouillet")
    one = total(page)
    choose(page, "commune", "Dourdan")
    two = total(page)
    assert two > one > 0
    choose(page, "category", "Boulangeries")
    assert 0 < total(page) < two
    assert page.url.endswith("?category=boulangerie&commune=dourdan,rambouillet") or "commune=rambouillet,dourdan" in page.url


def test_a_count_says_what_a_choice_will_give(page: Page, address: str) -> None:
    opened(page, address)
    unfold(page, "service")
    for line in page.locator(".filter[data-kind=service] li:visible").all()[:3]:
        told = int(line.locator("small").inner_text())
        line.locator("input").check()
        assert total(page) == told
        line.locator("input").uncheck()


def test_a_parent_category_holds_its_children(page: Page, address: str) -> None:
    opened(page, address, "?category=boulangerie")
    children = total(page)
    opened(page, address, "?category=alimentation")
    assert total(page) > children > 0


def test_the_address_keeps_everything_and_the_back_button_works(page: Page, address: str) -> None:
    opened(page, address)
    page.fill("#q", "ferme")
    page.wait_for_url("**/?q=ferme")
    choose(page, "service", "Sur le marché")
    page.wait_for_url("**/?q=ferme&service=market")
    narrow = names(page)
    page.go_back()
    page.wait_for_url("**/?q=ferme")
    assert len(names(page)) > len(narrow)
    assert not page.locator(".filter[data-kind=service] input:checked").count()
    page.go_forward()
    page.wait_for_url("**/?q=ferme&service=market")
    assert names(page) == narrow
    page.reload()
    page.wait_for_selector("#finder[data-ready]")
    assert names(page) == narrow
    assert page.input_value("#q") == "ferme"


def test_nonsense_in_the_address_is_left_aside(page: Page, address: str) -> None:
    opened(page, address, "?commune=nowhere,,&category=<b>&around=mars&sort=up&open=never")
    assert total(page) > 70
    assert not page.locator("#active").is_visible()


def test_filters_are_removed_one_by_one_and_the_focus_stays_near(page: Page, address: str) -> None:
    opened(page, address, "?q=ferme&service=market&label=fermes78")
    buttons = page.locator("#active button")
    assert buttons.count() == 4
    buttons.nth(1).focus()
    page.keyboard.press("Enter")
    assert "label" not in page.url or "service" not in page.url
    assert page.evaluate("document.activeElement.closest('#active') !== null")
    page.get_by_role("button", name="Tout effacer").click()
    assert page.evaluate("document.activeElement.id") == "q"
    assert total(page) > 70
    assert page.url.endswith("/trouver/")


def test_no_result_names_the_filter_to_loosen(page: Page, address: str) -> None:
    opened(page, address, "?commune=sonchamp&category=boulangerie")
    assert names(page) == []
    offers = page.locator("#nothing button")
    assert offers.count() == 2
    told = int("".join(c for c in offers.first.inner_text().split(":")[-1] if c.isdigit()))
    offers.first.click()
    assert total(page) == told > 0
    assert page.evaluate("document.activeElement.id") == "found"
    opened(page, address, "?q=zzzzqqq")
    assert "Rien ne répond" in page.locator("#nothing").inner_text()


def test_unknown_hours_are_a_choice_and_never_hidden_in_silence(page: Page, address: str) -> None:
    opened(page, address, "?open=sunday")
    page.wait_for_selector("#unknown:visible")
    before = total(page)
    missing = int("".join(c for c in page.locator("#unknown span").inner_text() if c.isdigit()))
    page.locator("#unknown button").click()
    page.wait_for_url("**/?open=sunday,unknown")
    assert total(page) == before + missing
    assert page.evaluate("document.activeElement.id") == "found"


def test_open_now_is_what_the_pages_say(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time="2026-11-24T10:00:00+01:00")
    opened(page, address, "?open=now")
    page.wait_for_selector("#results .state[data-state]")
    states = {element.get_attribute("data-state") for element in page.locator("#results .state").all()}
    assert states <= {"open", "closing"}
    found = total(page)
    page.goto(f"{address}/ouvert-maintenant/")
    open_now = page.locator("[data-item]:visible [data-state=open], [data-item]:visible [data-state=closing]").count()
    assert found == open_now > 0
    context.close()


def test_the_sunday_page_and_the_sunday_filter_agree(page: Page, address: str) -> None:
    opened(page, address, "?open=sunday")
    found = total(page)
    page.goto(f"{address}/ouvert-le-dimanche/")
    assert page.locator(".lead").inner_text().startswith(str(found))


def test_more_results_come_on_demand_and_the_focus_goes_to_the_first(page: Page, address: str) -> None:
    opened(page, address)
    assert len(names(page)) == 24
    page.locator("#more").click()
    assert len(names(page)) == 48
    assert page.evaluate("document.activeElement.textContent") == names(page)[24]


def test_the_number_of_results_is_announced_after_a_pause(page: Page, address: str) -> None:
    opened(page, address)
    page.fill("#q", "huche")
    page.wait_for_function("() => document.querySelector('#said').textContent === document.querySelector('#found').textContent")
    assert page.locator("#said").get_attribute("role") == "status"


def test_near_me_asks_only_on_a_click_and_the_position_stays_here(browser: Browser, address: str) -> None:
    context = browser.new_context(geolocation={"latitude": 48.6436, "longitude": 1.8292}, permissions=["geolocation"])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("const ask = navigator.geolocation.getCurrentPosition; window.asked = 0;"
                         "navigator.geolocation.getCurrentPosition = function (...all) { window.asked++; return ask.apply(this, all); }")  # fmt: skip
    opened(page, address)
    assert page.evaluate("asked") == 0
    page.get_by_role("button", name="Près de moi").first.click()
    page.wait_for_selector(".result__far:visible")
    far = [kilometres(text) for text in page.locator(".result__far:visible").all_inner_texts()]
    assert far == sorted(far)
    assert page.input_value("#sort") == "distance"
    assert not [url for url in [page.url, *asked] if "48.6" in url or "1.82" in url or not url.startswith(address)]
    context.close()


def kilometres(text: str) -> float:
    number = float(text.replace("\u00a0", " ").split()[0].replace(",", "."))
    return number if "km" in text else number / 1000


def test_a_refused_position_is_said_plainly(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=[])
    page = opened(context.new_page(), address)
    page.get_by_role("button", name="Près de moi").click()
    page.wait_for_function("() => document.querySelector('#near-said').textContent.includes('choisir une commune')")
    context.close()


def test_around_a_commune_needs_no_permission_and_stands_in_the_address(page: Page, address: str) -> None:
    opened(page, address)
    page.wait_for_selector("#around option[value=rambouillet]", state="attached")
    page.select_option("#around", "rambouillet")
    page.wait_for_url("**/?around=rambouillet")
    page.wait_for_selector(".result__far:visible")
    assert "Rambouillet" in page.locator("#results small").first.inner_text()
    page.select_option("#sort", "name")
    page.wait_for_url("**/?around=rambouillet&sort=name")
    opened(page, address, "?around=rambouillet")
    page.wait_for_selector(".result__far:visible")
    assert page.input_value("#around") == "rambouillet"


def test_articles_and_pages_are_found_by_their_titles(page: Page, address: str) -> None:
    opened(page, address, "?q=fournil")
    link = page.locator("#titles a").first
    assert link.inner_text() == "Le fournil qui ouvre avant le jour"
    link.click()
    page.wait_for_url("**/articles/le-fournil-qui-ouvre-avant-le-jour/")


def test_every_result_leads_to_its_page(page: Page, address: str, site: Path) -> None:
    opened(page, address)
    while page.locator("#more").is_visible():
        page.locator("#more").click()
    links = page.locator(".result__name").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    assert len(links) == total(page)
    assert [link for link in links if not (site / link.strip("/") / "index.html").is_file()] == []


def test_others_follow_what_is_found(page: Page, address: str) -> None:
    opened(page, address)
    page.evaluate("document.querySelector('#finder').addEventListener('found', ({detail}) => { window.detail = detail; })")
    page.fill("#q", "huche")
    page.wait_for_function("() => window.detail")
    told = page.evaluate("(async () => { const {shops, data} = detail; await data.places(); const i = shops[0];"
                         " return [data.name[i], data.category(i), data.town(i), data.lat[i], data.lon[i]]; })()")  # fmt: skip
    assert told[:3] == ["La Huche", "Boulangerie", "Rambouillet"]
    assert told[3:] == pytest.approx([48.64, 1.83], abs=0.02)


def test_the_keyboard_alone_is_enough(page: Page, address: str) -> None:
    opened(page, address)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("ferme")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#filters > summary')")
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "f-service"
    page.keyboard.press("Enter")
    page.wait_for_selector(".filter[data-kind=service] input")
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.tagName") == "UL":  # what scrolls can be reached
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**/?q=ferme&service=*")
    assert page.evaluate("document.activeElement.checked && document.activeElement.type") == "checkbox"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_mend_in_any_state(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for query in ("", "?q=ferme&service=market", "?open=sunday", "?commune=sonchamp&category=boulangerie", "?q=rambouilet", "?around=rambouillet", "?q=zzzzqqq"):
        opened(page, address, query)
        for kind in ("open", "category", "commune", "payment"):
            unfold(page, kind)
        page.wait_for_timeout(500)
        page.add_script_tag(path=AXE)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert [(v["id"], node["target"], node["failureSummary"]) for v in result["violations"] for node in v["nodes"]] == [], query
        assert page.evaluate("document.documentElement.scrollWidth") <= width, query
    context.close()


def test_text_at_200_percent_stays_whole(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 720, "height": 800})
    opened(page, address, "?q=ferme&service=market")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    page.close()


def test_without_javascript_there_are_lists_and_no_empty_controls(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/trouver/")
    assert page.locator("main input:visible, main button:visible, main select:visible").count() == 0
    page.get_by_role("link", name="Rambouillet").first.click()
    assert page.url == f"{address}/communes/rambouillet/"
    context.close()


def test_without_its_data_the_lists_stay(alone: Page, address: str) -> None:
    alone.route("**/find.json", lambda route: route.abort())
    alone.goto(f"{address}/trouver/")
    alone.get_by_text("n'a pas pu être chargée").wait_for()
    assert alone.locator("#lists").is_visible()
    assert not alone.locator("#finder").is_visible()


def test_data_of_another_build_are_not_mixed(alone: Page, address: str) -> None:
    def older(route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('"of":"', '"of":"0'))

    alone.route("**/find-hours.json", older)
    with alone.expect_response("**/find-hours.json"):
        opened(alone, address)
    alone.wait_for_timeout(300)
    assert alone.locator(".result__phone:visible").count() == 0


def test_nothing_is_asked_of_other_sites(page: Page, address: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    opened(page, address, "?q=ferme&open=now&around=rambouillet")
    page.wait_for_timeout(1500)
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert complaints == []


def slowed(context: BrowserContext, page: Page) -> dict[str, int]:
    """Make the page's processor four times slower, and count the bytes that come, headers included, by address."""
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    urls: dict[str, str] = {}
    weights: dict[str, int] = {}
    devtools.on("Network.responseReceived", lambda told: urls.update({told["requestId"]: told["response"]["url"]}))
    devtools.on("Network.loadingFinished", lambda told: weights.update({urls.get(told["requestId"], ""): told["encodedDataLength"]}))
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return weights


def test_real_towns_answer_at_once_and_are_light(browser: Browser, imported: tuple[str, str]) -> None:
    """The median of the letters typed, four times slowed; and all bytes that came until the results were there."""
    name, address = imported
    kilobytes = {"paris": 60, "alim": 300}[name]
    medians = []
    # What else the machine does can only make it slower.
    for _ in range(3):
        weight, took = typed(browser, address)
        assert weight < kilobytes * 1024
        medians.append(took[len(took) // 2] / pace())
        if medians[-1] < 150:
            break
    assert min(medians) < 150, medians


def typed(browser: Browser, address: str) -> tuple[int, list[float]]:
    """Return the bytes that came until the results were there, and the milliseconds that each letter took, sorted."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    weights = slowed(context, page)
    opened(page, address)
    weight = sum(weights.values())
    page.evaluate(WATCH)
    page.focus("#q")
    page.keyboard.type("boulangerie", delay=250)
    page.wait_for_timeout(500)
    took = sorted(page.evaluate("took"))
    assert names(page)[0].startswith("Boulangerie")
    context.close()
    return weight, took


def test_real_towns_find_narrow_and_forgive(browser: Browser, imported: tuple[str, str]) -> None:
    name, address = imported
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    opened(page, address, "?q=" + {"paris": "librarie", "alim": "boulangrie"}[name])
    assert names(page)
    assert page.locator("#corrected").is_visible()
    opened(page, address)
    every = total(page)
    assert every > 1000
    choose(page, "category", "Boulangeries")
    narrow = total(page)
    assert 0 < narrow < every
    unfold(page, "commune")
    page.add_script_tag(path=AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], node["target"]) for v in result["violations"] for node in v["nodes"]] == []
    page.go_back()
    assert total(page) == every
    context.close()
