"""A shop's page: everything known, nothing empty, data that machines read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

FULL = {
    "tagline": "Bread & more",
    "description": "Flour from the **mill**.",
    "address": {"street": "1 Main Street", "postcode": "01990", "complement": "In the yard"},
    "position": {"lat": "48.001", "lon": "2.001"},
    "phone": ["01 99 00 12 34", "06 39 98 12 34"],
    "email": "oven@example.org",
    "website": "https://www.example.org/",
    "booking": "https://www.example.org/book",
    "online_shop": "https://shop.example.org/",
    "social": {"mastodon": "https://social.example.org/@oven"},
    "hours": "Tu-Sa 09:00-12:30; PH off",
    "services": [{"kind": "delivery", "phone": "01 99 00 55 55", "minimum": "30 €", "note": "The day before", "area": ["Bigville"], "hours": "Sa 10:00-12:00"}],
    "payments": ["card", "cash"],
    "accessibility": ["wheelchair"],
    "keywords": ["leaven"],
    "aliases": ["old-oven"],
    "verified": "2026-10-01",
    "source": {"name": "OpenStreetMap", "url": "https://www.openstreetmap.org/node/1"},
    "licence": "ODbL-1.0",
    "notes": {"secret": "for editors"},
}


def page(site: Path, slug: str = "the-oven") -> str:
    return (site / "places" / slug / "index.html").read_text()


def graph(html: str) -> list[dict]:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["@graph"]


def test_everything_known_is_shown(town) -> None:
    town.shop("the-oven", **FULL)
    html = page(town.build())
    for fact in (
        "Bread &amp; more", "<strong>mill</strong>", "1 Main Street", "01990", "In the yard", "tel:+33199001234",
        "01\u00a099\u00a000\u00a012\u00a034", "06\u00a039\u00a098\u00a012\u00a034", "mailto:oven@example.org", "https://www.example.org/book",
        "https://shop.example.org/", "https://social.example.org/@oven", "Tuesday", "09:00", "tel:+33199005555", "30 €",
        "The day before", "Bigville", "Bank card", "Accessible by wheelchair", "1 October 2026", "ODbL-1.0",
        "geo:48.001000,2.001000", "mlat=48.001000", "https://www.openstreetmap.org/node/1",
    ):  # fmt: skip
        assert fact in html, fact
    assert "for editors" not in html


def test_nothing_empty_is_shown(town) -> None:
    html = page(town.build())
    body = html[html.index("<main") : html.index("</main>")]
    assert re.findall(r"<(\w+)[^>]*>\s*</\1>", re.sub(r"<svg.*?</svg>", "x", body, flags=re.DOTALL)) == []
    for word in ("None", "Payment", "tel:", "geo:", "Hours"):
        assert word not in body


def test_hours_that_no_table_tells_are_shown_as_written(town) -> None:
    town.shop("the-oven", hours="ask the baker")
    assert "sk the baker" in page(town.build())


def test_the_report_carries_the_entry(town) -> None:
    town.write("content/site.yaml", "name: T\nlanguage: en\naddress: https://tiny.example.org/\nemail: us@example.org\n")
    town.shop("the-oven", phone="01 99 00 12 34")
    link = re.search(r'href="(mailto:us@example\.org\?[^"]*)"', page(town.build()))[1].replace("&amp;", "&")
    assert len(link) < 2000
    body = unquote(link)
    for fact in ("The Oven", "https://tiny.example.org/places/the-oven/", "shops/the-oven.yaml", "+33199001234"):
        assert fact in body


def test_the_nearest_shops_follow_with_their_distance(town) -> None:
    town.shop("the-oven", position={"lat": "48.0", "lon": "2.0"})
    for number in range(7):
        town.shop(f"near-{number}", position={"lat": f"48.00{number + 1}", "lon": "2.0"})
    html = page(town.build(public=True))
    assert "110\u00a0m" in html
    assert "near-4" in html
    assert "near-5" not in html


def test_schema_org_says_the_most_specific_type_and_its_facts(town) -> None:
    town.shop("the-oven", **FULL)
    shop = next(part for part in graph(page(town.build())) if part["@type"] == "Bakery")
    assert shop["address"]["addressLocality"] == "Tinyville"
    assert shop["geo"] == {"@type": "GeoCoordinates", "latitude": 48.001, "longitude": 2.001}
    assert shop["telephone"] == ["+33199001234", "+33639981234"]
    assert shop["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
            "opens": "09:00",
            "closes": "12:30",
        }
    ]


def test_breadcrumbs_and_lists_are_data_too(town) -> None:
    site = town.build()
    trail = next(part for part in graph(page(site)) if part["@type"] == "BreadcrumbList")
    assert [item["name"] for item in trail["itemListElement"]] == ["Home", "Tinyville", "Bakery", "The Oven"]
    listing = graph((site / "categories/bakery/index.html").read_text())
    items = next(part for part in listing if part["@type"] == "ItemList")
    assert items["itemListElement"][0]["url"] == "https://tiny.example.org/places/the-oven/"
    home = graph((site / "index.html").read_text())
    assert home[0]["@type"] == "WebSite"


def test_an_old_slug_redirects(town) -> None:
    town.shop("the-oven", aliases=["old-oven"])
    html = page(town.build(public=True), "old-oven")
    assert 'http-equiv="refresh"' in html
    assert "../../places/the-oven/" in html
    assert 'rel="canonical" href="https://tiny.example.org/places/the-oven/"' in html


def test_the_sitemap_lists_pages_and_their_days_not_redirects(town) -> None:
    town.shop("the-oven", aliases=["old-oven"], updated="2026-03-12")
    site = town.build()
    text = (site / "sitemap.xml").read_text()
    assert "<loc>https://tiny.example.org/places/the-oven/</loc><lastmod>2026-03-12</lastmod>" in text
    assert "old-oven" not in text
    assert "404" not in text
    assert "Sitemap: https://tiny.example.org/sitemap.xml" in (site / "robots.txt").read_text()


def test_open_graph_and_canonical_name_the_public_address(town) -> None:
    html = page(town.build())
    assert '<link rel="canonical" href="https://tiny.example.org/places/the-oven/">' in html
    assert 'property="og:url" content="https://tiny.example.org/places/the-oven/"' in html
