"""Every kind of page, as a reader has it: accessible, light, whole at any size, asking nothing of other sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KINDS = {
    "home": "",
    "directory": "annuaire/",
    "category": "categories/alimentation/",
    "leaf category": "categories/boulangerie/",
    "commune": "communes/rambouillet/",
    "empty commune": "communes/",
    "category in a commune": "communes/rambouillet/boulangerie/",
    "label": "labels/mis78/",
    "second page of a label": "labels/mis78/page-2/",
    "service": "services/livraison/",
    "letter": "annuaire/a-z/l/",
    "A to Z": "annuaire/a-z/",
    "latest": "nouveautes/",
    "categories": "categories/",
    "services": "services/",
    "labels": "labels/",
    "rich shop": "adresses/la-huche/",
    "written page": "a-propos/",
    "magazine": "magazine/",
    "named magazine": "magazine/la-promenade/",
    "section": "magazine/rubriques/tutoriels/",
    "author": "magazine/auteurs/comptoir/",
    "tag": "magazine/sujets/pain/",
    "series": "magazine/dossiers/bien-debuter/",
    "year": "magazine/archives/2026/",
    "articles of a label": "labels/mis78/magazine/",
    "article": "articles/le-fournil-qui-ouvre-avant-le-jour/",
    "article of a series": "articles/etre-trouve/",
    "subscribe": "s-abonner/",
    "finder": "trouver/",
    "service in a commune": "services/livraison/rambouillet/",
    "map": "carte/",
    "open now": "ouvert-maintenant/",
    "offline": "hors-ligne/",
    "diagnosis": "adresses/la-huche/diagnostic/",
    "not found": "nowhere/",
}


@pytest.fixture(scope="module")
def plain_shop(site: Path) -> str:
    """Return the shop whose page is shortest: five fields and nothing more."""
    shops = [p for p in (site / "adresses").glob("*/index.html") if 'http-equiv="refresh"' not in p.read_text()]
    return f"adresses/{min(shops, key=lambda p: p.stat().st_size).parent.name}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_to_mend_on_any_kind_of_page(
    browser: Browser, address: str, plain_shop: str, scheme: str, width: int
) -> None:
    """WCAG 2.2 A and AA, as far as axe-core can tell."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = []
    for kind, url in {**KINDS, "plain shop": plain_shop}.items():
        page.goto(f"{address}/{url}")
        page.add_script_tag(path=AXE)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            (kind, violation["id"], node["target"], node["failureSummary"])
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(browser: Browser, address: str, plain_shop: str, width: int) -> None:
    """320 px is a page of 1280 px at 400 % (WCAG 2.2, 1.4.10)."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = []
    for kind, url in {**KINDS, "plain shop": plain_shop}.items():
        page.goto(f"{address}/{url}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(kind)
    page.close()
    assert wide == []


def test_text_at_200_percent_stays_whole(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 720, "height": 800})
    for url in ("", "adresses/la-huche/", "communes/rambouillet/"):
        page.goto(f"{address}/{url}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 720, url
    page.close()


def test_no_page_asks_anything_of_another_site(browser: Browser, address: str, plain_shop: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for url in [*KINDS.values(), plain_shop]:
        page.goto(f"{address}/{url}", wait_until="networkidle")
    cookies = context.cookies()
    context.close()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert [text for text in complaints if "404" not in text] == []
    assert cookies == []


@pytest.mark.parametrize(("url", "kilobytes"), [("", 60), ("adresses/la-huche/", 40), ("annuaire/", 60), ("magazine/", 60), ("articles/etre-trouve/", 40)])
def test_pages_are_light(browser: Browser, address: str, url: str, kilobytes: int) -> None:
    """Compressed, without photos, in at most six requests."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - playwright wraps no builtin
    page.goto(f"{address}/{url}", wait_until="networkidle")
    light = [answer for answer in answers if "/images/" not in answer.url]
    weight = sum(int(answer.headers["content-length"]) for answer in light)
    context.close()
    assert len(light) <= 6
    assert weight < kilobytes * 1024, [(a.url, a.headers["content-length"]) for a in light]


def test_the_keyboard_reaches_the_text_first_then_everything(page: Page, address: str) -> None:
    page.goto(f"{address}/adresses/la-huche/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        # On a card the whole sign is outlined, by the link's ::after.
        outline = page.evaluate(
            "['', '::after'].map(part => getComputedStyle(document.activeElement, part).outlineStyle)"
            ".find(style => style !== 'none')"
        )
        reached.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
        assert outline
    links = set(page.eval_on_selector_all("main a[href]", "all => all.filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"))
    assert links <= reached


def test_what_one_must_hit_with_a_thumb_is_large_enough(page: Page, address: str) -> None:
    """Targets are at least 24 px (WCAG 2.2, 2.5.8), the main ones of a shop 44 px."""
    page.goto(f"{address}/adresses/la-huche/")
    for link in page.locator('a[href^="tel:"]').all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_everything_is_there_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/adresses/la-huche/")
    text = page.locator("main").inner_text()
    context.close()
    for fact in ("01\u00a099\u00a000\u00a014\u00a001", "14 rue de la Halle au Blé", "Mercredi", "fermé"):
        assert fact in text


def test_a_shop_prints_on_paper_with_what_a_link_would_say(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/adresses/la-huche/")
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    page.pdf(path=tmp_path / "shop.pdf", format="A4")
    assert (tmp_path / "shop.pdf").stat().st_size > 10_000


def test_an_old_address_leads_to_the_new_one(page: Page, address: str, site: Path) -> None:
    old = next(p for p in (site / "adresses").glob("*/index.html") if 'http-equiv="refresh"' in p.read_text())
    page.goto(f"{address}/adresses/{old.parent.name}/")
    page.wait_for_url(lambda url: old.parent.name not in url)
    assert page.locator("h1").count() == 1


def test_structured_data_can_be_read_on_every_kind_of_page_that_is_indexed(page: Page, address: str, plain_shop: str) -> None:
    for kind, url in {**KINDS, "plain shop": plain_shop}.items():
        page.goto(f"{address}/{url}")
        if page.locator("meta[name=robots][content=noindex]").count():
            assert kind in {"not found", "offline", "diagnosis"}
            continue
        data = page.eval_on_selector("script[type='application/ld+json']", "block => JSON.parse(block.textContent)")
        assert data["@context"] == "https://schema.org", kind
