"""What pages say of hours: the week, who decides, what is open now, and the same for search engines."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from plugins.opening import generator

WEEK = "du mardi au samedi 9h-12h30 / 14h-19h, dimanche 9h-13h"


def page(site: Path, slug: str = "the-oven") -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", (site / "places" / slug / "index.html").read_text())).replace("\u2060", "").split())


def structured(site: Path, slug: str = "the-oven") -> dict[str, Any]:
    html = (site / "places" / slug / "index.html").read_text()
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["@graph"]
    return next(part for part in graph if part["@id"].endswith("#shop"))


def test_french_hours_are_a_week_on_an_english_page(town) -> None:
    town.shop("the-oven", hours=WEEK, verified="2026-11-01")
    text = page(town.build())
    assert "Tuesday 09:00 – 12:30 14:00 – 19:00" in text
    assert "Sunday 09:00 – 13:00" in text
    assert "This page was made on Sunday 22 November 2026; that day: 09:00 – 13:00" in text
    assert "According to its usual hours. Checked on 1 November 2026." in text
    assert "Friday 25 December 2026 (Christmas) – to be confirmed" in text


def test_hours_that_cannot_be_read_are_shown_and_nobody_says_closed(town) -> None:
    town.shop("the-oven", hours="when the light is on")
    site = town.build()
    text = page(site)
    assert "when the light is on" in text
    assert "Hours as they were given: nothing says today's for sure." in text
    assert "closed" not in text.lower()
    assert "data-hours" not in (site / "places/the-oven/index.html").read_text()


def test_a_season_has_a_table_of_its_own(town) -> None:
    town.shop("the-oven", hours="d'avril à septembre : tous les jours 10h-19h ; d'octobre à mars : samedi et dimanche 14h-17h")
    text = page(town.build())
    assert "From 1 April 2027" in text
    assert "Saturday 14:00 – 17:00" in text


def test_an_entry_that_nobody_checked_for_long_is_to_verify(town) -> None:
    town.shop("the-oven", hours=WEEK, added="2024-01-01", verified="2024-05-01")
    text = page(town.build())
    assert "Checked on 1 May 2024. To verify before you go." in text


def test_a_closure_says_its_days_its_reason_and_who_says_so(town) -> None:
    town.shop("the-oven", hours=WEEK, status={"state": "closed-temporarily", "since": "2026-11-02", "until": "2026-12-24", "reason": "Works"})
    site = town.build()
    assert "Closed temporarily from 2 November 2026 to 24 December 2026 – Works. Says the entry." in page(site)
    html = (site / "places/the-oven/index.html").read_text()
    assert re.search(r'<p class="state state--large" data-hours="[^"]*" data-check="\d{8}">Closed temporarily</p>', html)
    assert structured(site)["specialOpeningHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", "validFrom": "2026-11-02", "validThrough": "2026-12-24",
    }  # fmt: skip


def test_a_shop_that_is_closed_for_good_has_no_hours_and_names_its_successor(town) -> None:
    town.shop("the-oven", hours=WEEK, status={"state": "closed-for-good", "since": "2026-10-01", "successor": "new-oven"})
    town.shop("new-oven", name="New Oven")
    site = town.build()
    text = page(site)
    assert "Closed for good since 1 October 2026." in text
    assert "Continued by: New Oven" in text
    assert "Tuesday" not in text
    assert "openingHoursSpecification" not in structured(site)


def test_a_rule_of_the_town_is_told_with_its_source(town) -> None:
    town.shop("the-oven", hours=WEEK)
    town.write(
        "content/rules.yaml",
        "- name: Water cut\n  from: 2026-11-20\n  to: 2026-11-25\n  state: closed-temporarily\n  communes: [Tinyville]\n"
        "  details: No water until Wednesday\n  source: Town hall\n  url: https://www.example.org/water\n",
    )
    site = town.build()
    assert "Closed temporarily from 20 November 2026 to 25 November 2026 – No water until Wednesday. A rule of the town ( Town hall )." in page(site)
    assert 'href="https://www.example.org/water"' in (site / "places/the-oven/index.html").read_text()


def test_what_comes_soon_is_announced(town) -> None:
    town.shop("the-oven", hours=WEEK, exceptional_hours=[{"from": "2026-12-24", "to": "2027-01-02", "closed": "yes", "reason": "Holidays"}])
    text = page(town.build())
    assert "Soon: closed temporarily from 24 December 2026 to 2 January 2027 – Holidays." in text
    assert "Friday 25 December 2026 (Christmas) – closed" in text


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("Fr 18:00-02:00", [{"dayOfWeek": ["Friday"], "opens": "18:00", "closes": "02:00"}]),
        ("24/7", [{"dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], "opens": "00:00", "closes": "23:59"}]),
        ("Sa 20:00-24:00", [{"dayOfWeek": ["Saturday"], "opens": "20:00", "closes": "23:59"}]),
        ("mardi 9h-12h, 14h-18h", [{"dayOfWeek": ["Tuesday"], "opens": "09:00", "closes": "12:00"}, {"dayOfWeek": ["Tuesday"], "opens": "14:00", "closes": "18:00"}]),
        ('"by appointment"', None),
        ("one day or another", None),
    ],
)
def test_search_engines_are_told_the_same(town, hours: str, told: list[dict[str, Any]] | None) -> None:
    town.shop("the-oven", hours=hours)
    data = structured(town.build())
    expected = told and [{"@type": "OpeningHoursSpecification", **part} for part in told]
    assert data.get("openingHoursSpecification") == expected


def test_search_engines_are_told_seasons_with_their_days(town) -> None:
    town.shop("the-oven", hours="Apr-Sep Sa 10:00-19:00; Oct-Mar Su 14:00-17:00")
    told = structured(town.build())["openingHoursSpecification"]
    assert next((part["dayOfWeek"], part["validFrom"], part["validThrough"]) for part in told) == (["Sunday"], "2026-10-26", "2027-03-28")
    assert all(part["validFrom"] < part["validThrough"] for part in told)


def test_what_is_open_is_listed_by_commune_and_without_the_script_by_the_day_of_the_build(town) -> None:
    town.shop("the-oven", hours=WEEK, phone="01 99 00 12 34")
    town.shop("unknown", name="Unknown")
    town.shop("gone", name="Gone", hours=WEEK, status="closed-for-good")
    site = town.build()
    html = (site / "open-now/index.html").read_text()
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u2060", "").split())
    assert "Hours below are those of Sunday 22 November 2026, when this page was made." in text
    assert "The Oven Bakery 09:00 – 13:00" in text
    assert "Gone" not in text
    assert "Unknown" not in text
    assert 'data-only="now"' in html
    assert 'data-only="today"' in (site / "open-today/index.html").read_text()
    assert 'href="../open-now/' in (site / "directory/index.html").read_text()


def test_a_long_list_of_what_is_open_is_cut_by_commune(town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator, "LINES", 1)
    town.shop("the-oven", hours=WEEK)
    town.shop("second", name="Second", hours=WEEK, commune="Bigville")
    site = town.build()
    assert "open-now/tinyville/" in (site / "open-now/index.html").read_text()
    assert "The Oven" in (site / "open-now/tinyville/index.html").read_text()
    assert "Second" in (site / "open-today/bigville/index.html").read_text()


def test_a_town_without_hours_has_no_such_pages(town) -> None:
    town.shop("the-oven")
    site = town.build()
    assert not (site / "open-now").exists()
    assert not (site / "open-on-sundays").exists()
    assert "open-now" not in (site / "index.html").read_text()


def test_what_is_open_on_sundays_is_a_list_like_others(town) -> None:
    town.shop("the-oven", hours=WEEK)
    town.shop("second", name="Second", hours="Sa 10:00-12:00")
    html = (town.build() / "open-on-sundays/index.html").read_text()
    assert "The Oven" in html
    assert "Second" not in html


def test_pages_without_hours_load_no_script(town) -> None:
    site = town.build()
    assert "hours.js" not in (site / "categories/index.html").read_text() + (site / "404.html").read_text()
