"""The page on feeds, and a feed, as a reader has them in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_a_click_copies_the_address_of_a_feed(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/s-abonner/")
    page.get_by_role("button", name="Copier l'adresse (#mis78)").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/labels/mis78/atom.xml"
    assert copied in page.get_by_role("status").inner_text()
    context.close()


def test_a_folded_group_gets_its_buttons_when_it_is_unfolded(page: Page, address: str) -> None:
    page.goto(f"{address}/s-abonner/")
    group = page.locator("details").first
    assert group.locator("button").count() == 0
    group.locator("summary").click()
    group.locator("button").first.wait_for()
    assert group.locator("button").count() == group.locator("li").count() > 12
    group.locator("summary").click()
    group.locator("summary").click()
    assert group.locator("button").count() == group.locator("li").count()


def test_without_javascript_there_is_no_button_and_every_address_is_a_link(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/s-abonner/")
    assert page.locator("button:visible").count() == 0
    assert page.get_by_role("link", name="https://mis78.example.org/atom.xml").is_visible()
    assert page.locator("a[href$='atom.xml']").count() > 100
    context.close()


def test_a_feed_opened_in_a_browser_is_a_page_that_one_can_read(page: Page, address: str) -> None:
    """Served as mere XML, as hosts do that nobody told better."""
    for name, item in (("atom.xml", "entry"), ("rss.xml", "item")):
        page.goto(f"{address}/labels/mis78/{name}")
        assert "s-abonner" in page.evaluate("getComputedStyle(document.documentElement, '::before').content")
        assert page.locator(f"{item} > title").first.is_visible()
        assert not page.locator(f"{item} > *", has_text="<p>").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
