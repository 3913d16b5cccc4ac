"""The guide without a network: the page of names and numbers, the manifest, the icons, and the worker of each build."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from plugins.offline import roster
from plugins.offline.icon import icon

ROOT = Path(__file__).parents[2]


def text(site: Path) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", (site / "offline/index.html").read_text())).replace("\u2060", "").split())


def digest(site: Path) -> str:
    return re.search(r'^const DIGEST = "(\w{32})";$', (site / "sw.js").read_text(), re.MULTILINE)[1]


def test_one_page_has_the_name_the_telephone_and_the_hours_of_every_shop(town) -> None:
    town.shop("the-oven", phone=["01 99 00 12 34", "01 99 00 12 35"], hours="Tu-Sa 09:00-12:30")
    town.shop("far-away", commune="Bigville", hours="when the light is on")
    town.shop("gone", status="closed-for-good", hours="Mo 10:00-12:00")
    site = town.build()
    assert "Tinyville Gone Closed for good on Monday, 10:00 – 12:00" in text(site)
    assert "The Oven 01 99 00 12 34 01 99 00 12 35 Tuesday through Saturday, 09:00 – 12:30" in text(site)
    assert "Bigville Far Away when the light is on" in text(site)
    html = (site / "offline/index.html").read_text()
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="tel:+33199001234"' in html
    assert "offline/" not in (site / "sitemap.xml").read_text()


def test_a_guide_that_is_too_large_names_its_communes_only(town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "SHOPS", 1)
    town.shop("second", name="Second Oven")
    site = town.build()
    assert "too large" in text(site)
    assert "Second Oven" not in text(site)
    assert 'href="../towns/tinyville/' in (site / "offline/index.html").read_text()


def test_the_worker_keeps_files_that_exist(town) -> None:
    site = town.build(public=True)
    files = json.loads(re.search(r"^const FILES = (.*);$", (site / "sw.js").read_text(), re.MULTILINE)[1])
    assert files[:2] == ["", "offline/"]
    assert all((site / name / "index.html" if name in files[:2] else site / name).is_file() for name in files)
    assert any(re.fullmatch(r"theme/style\.\w{12}\.css", name) for name in files)


def test_the_worker_changes_with_the_site_and_only_then(town) -> None:
    first = digest(town.build(public=True))
    assert digest(town.build("again", public=True)) == first
    town.shop("the-oven", tagline="Warm bread")
    second = digest(town.build(public=True))
    assert second != first
    town.shop("the-oven")
    assert digest(town.build(public=True)) == first


def test_the_manifest_works_in_a_sub_folder_and_names_files_that_exist(town) -> None:
    site = town.build(public=True)
    told = json.loads((site / "manifest.webmanifest").read_text())
    assert (told["name"], told["short_name"], told["start_url"], told["scope"], told["lang"]) == ("Tiny Town", "Tiny Town", "./", "./", "en")
    assert "id" not in told
    for drawing in told["icons"]:
        assert (site / drawing["src"]).is_file()
    pixels = {drawing["sizes"]: Image.open(site / drawing["src"]).size for drawing in told["icons"] if drawing["type"] == "image/png"}
    assert pixels == {"192x192": (192, 192), "512x512": (512, 512)}
    assert {drawing.get("purpose", "any") for drawing in told["icons"]} == {"any", "maskable"}


def test_a_long_name_has_its_label_under_the_icon(town) -> None:
    town.write("content/site.yaml", (town.folder / "content/site.yaml").read_text().replace("Tiny Town", "The Guide of Tiny Town and Its Hills"))
    assert json.loads((town.build(public=True) / "manifest.webmanifest").read_text())["short_name"] == "#tiny"


def test_no_device_cuts_the_maskable_icon() -> None:
    image = Image.open(io.BytesIO(icon(192, "maskable"))).convert("RGB")
    paper = image.getpixel((0, 0))
    drawn = [(x, y) for x in range(192) for y in range(192) if image.getpixel((x, y)) != paper]
    assert max(((x - 95.5) ** 2 + (y - 95.5) ** 2) ** 0.5 for x, y in drawn) <= 0.4 * 192
    assert len(drawn) > 3000


def test_the_colours_of_the_icons_are_those_of_the_theme() -> None:
    """The drawing exists twice: as SVG for browsers, here for home screens."""
    source = (ROOT / "plugins/offline/icon.py").read_text()
    for colour in re.findall(r"#[0-9a-f]{6}", (ROOT / "theme/static/img/favicon.svg").read_text().partition("@media")[0]):
        assert colour in source


@pytest.mark.parametrize("how", [{"public": True, "offline": "no"}, {"public": False}, {"public": True, "FINGERPRINT": False}])
def test_without_a_worker_any_former_one_is_told_to_go(town, how) -> None:
    """Switched off, read from the disk, or in the preview."""
    if how.pop("offline", ""):
        town.write("content/site.yaml", (town.folder / "content/site.yaml").read_text() + "offline: no\n")
        assert not (town.build(**how) / "offline").exists()
    site = town.build(**how)
    assert "unregister" in (site / "sw.js").read_text()
    assert not (site / "manifest.webmanifest").exists()
    pages = "".join(path.read_text() for path in site.rglob("*.html"))
    assert "offline.js" not in pages
    assert "webmanifest" not in pages
    assert "the front page and the last 60 pages" not in pages


def test_what_the_worker_its_page_and_its_end_call_their_caches_is_the_same() -> None:
    static = ROOT / "theme" / "static"
    names = [re.findall(r"`(enseigne \$\{)\S+\} `", (static / name).read_text()) for name in ("sw.js", "sw-off.js", "js/kept.js")]
    assert names == [["enseigne ${"]] * 3
