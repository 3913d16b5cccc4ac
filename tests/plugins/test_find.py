"""The page “Find” without its script, the pages of facets, and the data of the script."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.plugins.test_directory import broken_links

DAILY = "Mo-Su 08:00-12:00"


def data(site: Path, name: str = "find") -> dict:
    return json.loads((site / f"{name}.json").read_text())


def two(town) -> Path:
    for slug in ("paper-moon", "second-wind"):
        town.shop(slug, services=["delivery"], payments=["card"], accessibility=["wheelchair"], hours=DAILY)
    return town.build()


def test_a_facet_page_is_indexed_and_links_lead_to_it(town) -> None:
    site = two(town)
    html = (site / "services/delivery/tinyville/index.html").read_text()
    assert "<h1>Delivery in Tinyville</h1>" in html
    assert "noindex" not in html
    assert html.count('class="card') >= 2
    for page in ("services/delivery/tinyville", "open-on-sundays/tinyville", "accessibility/wheelchair/tinyville"):
        assert f"https://tiny.example.org/{page}/</loc>" in (site / "sitemap.xml").read_text()
        assert f"../../{page}/index.html" in (site / "towns/tinyville/index.html").read_text()
    assert "../../services/delivery/tinyville/index.html" in (site / "services/delivery/index.html").read_text()
    found = (site / "find/index.html").read_text()
    assert "../payments/card/index.html" in found
    assert "../accessibility/wheelchair/index.html" in found
    assert "<h1>Payment: Bank card</h1>" in (site / "payments/card/index.html").read_text()
    assert broken_links(site) == []


def test_one_shop_makes_no_facet_page(town) -> None:
    town.shop("paper-moon", services=["delivery"], payments=["card"], accessibility=["wheelchair"], hours=DAILY)
    site = town.build()
    assert not (site / "services/delivery/tinyville").exists()
    assert not (site / "payments").exists()
    assert not (site / "accessibility").exists()


def test_without_javascript_the_page_is_all_lists(town) -> None:
    site = two(town)
    html = (site / "find/index.html").read_text()
    links = set(re.findall(r'href="\.\./([^"]*)index\.html"', html.split('id="lists"')[1]))
    assert {"open-now/", "open-today/", "open-on-sundays/", "categories/food/", "categories/bakery/", "towns/tinyville/", "labels/tiny/", "services/delivery/"} <= links
    assert re.search(r'id="finder"[^>]* hidden', html)


def test_many_communes_have_their_own_page(town) -> None:
    names = [f"Commune {letter}{other}" for letter in "abcdefghijklmnopq" for other in "abcdefghijklmnopq"]
    town.write("content/communes.yaml", "- name: Tinyville\n" + "".join(f"- name: {name}\n" for name in names))
    for number, name in enumerate(names):
        town.shop(f"shop-{number}", name=f"{name} house", commune=name)
    html = (town.build() / "find/index.html").read_text().split('id="lists"')[1]
    assert "towns/commune-aa/" not in html
    assert "../towns/index.html" in html


def test_slugs_are_named_only_where_the_browser_cannot_work_them_out(town) -> None:
    town.shop("crepe-et-coeur", name="Crêpe et cœur")
    town.shop("the-oven-tinyville", name="The Oven")
    town.shop("the-oven-tinyville-2", name="The Oven")
    town.shop("the-oven-3", name="The Oven")
    town.shop("other", name="Something else")
    town.shop("kyoto", name="京都")
    found = data(town.build())
    names, slugs = found["names"].split("\n"), found["slugs"].split("\n")
    assert sorted(zip(names, slugs, strict=True)) == [
        ("Crêpe et cœur", ""), ("Something else", "other"), ("The Oven", ""), ("The Oven", "*"), ("The Oven", "*-2"), ("The Oven", "-3"), ("京都", "kyoto"),
    ]  # fmt: skip


def test_the_data_say_what_the_pages_say(town) -> None:
    town.shop(
        "paper-moon", name="Paper Moon", category="books", commune="Bigville", services=["delivery"], payments=["card"], phone="+33 1 99 00 12 34",
        position={"lat": 48.10001, "lon": 2.09998}, hours=DAILY, keywords=["poems"],
    )  # fmt: skip
    town.shop("gone", status="closed-for-good", hours=DAILY)
    town.shop("abroad", name="Abroad", phone="+32 2 555 12 12")
    town.write("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
    site = town.build()
    found, places, hours = data(site), data(site, "find-places"), data(site, "find-hours")
    assert found["of"] == places["of"] == hours["of"]
    i = found["names"].split("\n").index("Paper Moon")
    assert found["categories"][found["trades"][found["trade"][i]][0]][0] == "books"
    assert found["communes"][found["commune"][i]] == ["Bigville", "", 4810000, 210000]
    assert found["profiles"][found["profile"][i]] == [[0], [0], [], [0], [0]]
    assert (found["service"], found["payment"]) == ([["delivery", "Delivery"]], [["card", "Bank card"]])
    assert found["keywords"] == {str(i): "poems"}
    assert found["texts"] == [["About", "about/"]]
    assert (places["lat"][i], places["lon"][i]) == (1, -2)
    assert places["lat"][1 - i] is None or places["lat"].count(None) == 3
    phones = hours["phones"].split("\n")
    assert phones[i] == "0199001234"
    assert phones[found["names"].split("\n").index("Abroad")] == "02\u00a0555\u00a012\u00a012=+3225551212"
    told = hours["tables"][hours["table"][i]]
    assert told[0][told[1][0][1]] == [0, 480, 720]
    assert hours["gone"] == [found["names"].split("\n").index("Gone")]
    assert hours["texts"] == {str(hours["gone"][0]): "Closed for good"}


def test_equal_guides_give_equal_bytes(town) -> None:
    town.shop("paper-moon", services=["delivery"], payments=["card"], hours=DAILY)
    one, other = town.build(), town.build("second")
    for name in ("find", "find-places", "find-hours"):
        assert (one / f"{name}.json").read_bytes() == (other / f"{name}.json").read_bytes()


def test_a_hostile_name_stays_text(town) -> None:
    town.shop("bad", name='</script><img src=x onerror="alert(1)">')
    site = town.build()
    assert data(site)["names"].split("\n")[0].startswith("</script>")
    assert "onerror" not in (site / "find/index.html").read_text()


def test_a_guide_without_hours_loads_no_script_for_them(town) -> None:
    html = (town.build() / "find/index.html").read_text()
    assert "data-hours-script" not in html
    assert 'class="state" hidden' in html
