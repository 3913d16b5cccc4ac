"""No text of an entry, a page or the configuration executes, or breaks a page."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from guide.load import read_entry
from guide.shop import Shop
from guide.urls import WORDS
from plugins.metadata.generator import inert
from tests.conftest import Town
from tests.hostile.inspection import inspect
from tests.hostile.payloads import OWN, PACKED, Hostile, closes, packs, payloads, read_as_entries, shows

# Reading an entry takes a few milliseconds: one in five here, all of them in `python -m tests.hostile.payloads`.
SOME = (*OWN, *payloads()[len(OWN) :: 5])


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Give a town where thirty payloads share a shop, and every hundredth has one of its own too."""
    return Hostile(tmp_path_factory.mktemp("hostile") / "town", packs(payloads()), payloads()[::100])


@pytest.fixture(scope="session")
def site(hostile: Hostile) -> Path:
    """Give its site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENSEIGNE_TOWN", "")
        patch.setenv("ENSEIGNE_OUTPUT", "")
        patch.setenv("SOURCE_DATE_EPOCH", "1795348800")
        return hostile.build()


@pytest.mark.browser
def test_no_payload_executes_or_changes_a_page(site: Path) -> None:
    """Every page is opened in Chromium without its CSP, and used: nothing runs, nothing is asked for, nothing is broken."""
    count = Hostile.judge(site)
    assert count.faults == []
    assert count.opened["places"] > len(payloads()) / 31


@pytest.mark.browser
def test_what_is_not_cleaned_is_noticed(tmp_path: Path) -> None:
    """The same eyes, on pages that print the payloads as they are: what they miss above is not there."""
    for number, text in enumerate(OWN):
        page = f"<!doctype html><title>a</title><body><main><h1>a</h1>{text}</main><footer></footer>"
        (tmp_path / f"{number}.html").write_text(page, encoding="utf-8")
    seen = list(inspect(tmp_path, [f"{number}.html" for number in range(len(OWN))]))
    ran = [OWN[number] for number, page in enumerate(seen) if any("(1)" in fault or "script " in fault for fault in page.faults)]
    assert len(ran) > 15
    assert {"<script>alert(1)</script>", "<svg onload=alert(1)>", "<details open ontoggle=alert(1)>"} <= set(ran)
    # A page that leaves takes its faults to the next one: who led away is not asked.
    faults = [fault for page in seen for fault in page.faults]
    assert any("address" in fault or "refresh" in fault for fault in faults)
    assert any("asked for https://example.org" in fault for fault in faults)


def test_every_payload_is_shown_as_if_it_stood_alone(site: Path) -> None:
    """A packed page holds the HTML of each of its payloads: none was lost, none hid the next."""
    missing = []
    for number, group in enumerate(packs(payloads())):
        page = (site / "places" / f"packed-{number}" / "index.html").read_text(encoding="utf-8")
        missing += [text for text in group if closes(text) and not shows(page, text)]
    assert missing == []


def test_every_payload_is_taken_or_refused_with_a_sentence(tmp_path: Path) -> None:
    """In every field of an entry, in quotes and without, as a whole file, and below the header of a Markdown file."""
    assert read_as_entries(tmp_path, SOME).total() == 4 * len(SOME)


def test_the_files_for_machines_are_well_formed(site: Path, hostile: Hostile) -> None:
    """The sitemap is XML that names each page once; robots.txt is four lines; the data of each page is JSON."""
    root = ET.fromstring((site / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314 - a file of our own
    addresses = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith("https://tiny.example.org/") for address in addresses)
    assert (site / "robots.txt").read_text(encoding="utf-8").count("\n") == 4
    for path in sorted((hostile.town.folder / "shops").glob("*.yaml"))[::20]:
        page = _Scripts((site / "places" / path.stem / "index.html").read_text(encoding="utf-8"))
        shop = next(part for data in page.data for part in data["@graph"] if "keywords" in part)
        assert shop["name"] == read_entry(hostile.town.folder, f"shops/{path.name}", Shop).record.name


def test_old_addresses_lead_to_the_shop_and_nowhere_else(town: Town) -> None:
    """A redirect is made of slugs, whatever the shop is called."""
    town.shop("the-oven", name='"><script>alert(1)</script>', aliases=["old-oven"])
    site = town.build(public=True)
    page = (site / WORDS["en"].shop / "old-oven" / "index.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert 'content="0; url=../../places/the-oven/"' in page


def test_structured_data_cannot_leave_its_element() -> None:
    """What could end a script element never stands in JSON-LD as it is."""
    assert inert("</script><!--\u2028").isascii()
    assert not set("<>&") & set(inert("</script><!--&\u2028"))


def test_the_shapes_show_every_kind_of_text() -> None:
    """A packed shop has room for each of its payloads in a field of one line."""
    assert PACKED.lines > max(map(len, packs(payloads())))


class _Scripts(HTMLParser):
    """The data blocks of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.data: list[dict[str, list[dict[str, object]]]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.data.append(json.loads(data))
            self.inside = False
