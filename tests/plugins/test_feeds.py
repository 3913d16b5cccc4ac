"""Feeds are read back whole by a strict reader, and their ids outlive everything that changes."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.conftest import LABELS, SITE
from tests.hostile.payloads import OWN, shown
from tests.hostile.pictures import jpeg

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}"
ARTICLE = "---\ntitle: {title}\ndate: 2026-03-02\nlabels: tiny\nshops: the-oven\ncommunes: Tinyville\n{more}---\nBread at dawn, at [The Oven](../../shops/the-oven.yaml).\n"
ROOT = Path(__file__).parents[2]
# JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): what is required, and of which kind the rest is. No package ships
# its schema, so its rules stand here.
TOP = {"version": str, "title": str, "items": list, "home_page_url": str, "feed_url": str, "description": str, "user_comment": str, "language": str, "authors": list}
ITEM = {
    "id": str, "url": str, "title": str, "content_html": str, "summary": str, "image": str, "date_published": str, "date_modified": str,
    "authors": list, "tags": list, "language": str, "attachments": list,
}  # fmt: skip


def article(town: Any, slug: str = "dawn", title: str = "Dawn", more: str = "") -> None:
    town.write(f"content/articles/{slug}.md", ARTICLE.format(title=title, more=more))


def items(site: Path, folder: str = "") -> dict[str, dict[str, Any]]:
    """Return the items of a feed by their ids, after comparing its three formats."""
    made = json.loads((site / folder / "feed.json").read_text(encoding="utf-8"))
    ids = [item["id"] for item in made["items"]]
    for name in ("atom.xml", "rss.xml"):
        read = feedparser.parse((site / folder / name).read_bytes())
        assert not read.bozo, (folder, name, read.get("bozo_exception"))
        assert [entry.id for entry in read.entries] == ids
        # feedparser cleans titles that look like HTML: what stands in the file is what counts.
        titles = [entry.findtext(f"{ATOM}title") or entry.findtext("title") for entry in ET.parse(site / folder / name).iter() if entry.tag in {f"{ATOM}entry", "item"}]  # noqa: S314
        assert titles == [item["title"] for item in made["items"]]
    assert len(set(ids)) == len(ids)
    return {item["id"]: item for item in made["items"]}


@pytest.mark.parametrize("folder", [".", "tests/towns/hilltop"])
def test_every_feed_of_a_whole_town_follows_the_rules_of_its_format(town, folder: str) -> None:
    """RFC 4287, RSS 2.0 with the W3C validator's advice, JSON Feed 1.1."""
    for part in ("content", "shops"):
        shutil.rmtree(town.folder / part)
        shutil.copytree(ROOT / folder / part, town.folder / part)
    site = town.build(public=True)
    feeds = sorted(path.parent for path in site.rglob("feed.json"))
    assert len(feeds) > 8
    for feed in feeds:
        items(feed)
        follows_atom(feed / "atom.xml")
        follows_rss(feed / "rss.xml")
        follows_json(feed / "feed.json")


def follows_atom(path: Path) -> None:
    feed = ET.parse(path).getroot()  # noqa: S314 - a file of our own
    links = {(link.get("rel"), link.get("type")): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self", "application/atom+xml"].endswith("/atom.xml")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, (path, name)
        assert re.fullmatch(r"tag:[a-z0-9.-]+,[0-9]{4}(-[0-9]{2}-[0-9]{2})?:\S+", element.findtext(f"{ATOM}id", ""))
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated", "")).tzinfo
    for entry in feed.findall(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert (link.get("rel"), link.get("type")) == ("alternate", "text/html")
        assert entry.find(f"{ATOM}content").get("type") == "html"
        assert '"\x01' not in entry.findtext(f"{ATOM}content", "")
        assert not re.search(r'(href|src)="(?!https?:|mailto:|tel:|#)', entry.findtext(f"{ATOM}content", "")), path


def follows_rss(path: Path) -> None:
    channel = ET.parse(path).getroot().find("channel")  # noqa: S314 - a file of our own
    assert channel is not None
    for name in ("title", "link", "description", "lastBuildDate", "language", "docs"):
        assert channel.findtext(name), (path, name)
    assert parsedate_to_datetime(channel.findtext("lastBuildDate", "")).tzinfo
    own = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert [link.get("type") for link in own] == ["application/rss+xml"]
    for item in channel.findall("item"):
        assert item.find("guid").get("isPermaLink") == "false"
        assert parsedate_to_datetime(item.findtext("pubDate", "")).tzinfo
        assert item.findtext("link", "").startswith("https://")
        assert item.findtext(f"{CONTENT}encoded") or item.findtext("description")


def follows_json(path: Path) -> None:
    feed = json.loads(path.read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert {"version", "title", "items"} <= feed.keys()
    for values, kinds in ((feed, TOP), *((item, ITEM) for item in feed["items"])):
        for name, value in values.items():
            assert name.startswith("_") or isinstance(value, kinds[name]), (path, name)
        assert all(author.keys() <= {"name", "url", "avatar"} and author for author in values.get("authors", ()))
    for item in feed["items"]:
        assert item["id"]
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_ids_outlive_titles_names_edits_and_addresses(town) -> None:
    article(town)
    before = items(town.build(public=True))
    (town.folder / "shops/the-oven.yaml").unlink()
    (town.folder / "content/articles/dawn.md").unlink()
    town.shop("the-new-oven", name="Another Name", aliases=["the-oven"], updated="2026-11-01")
    article(town, "day", "Another title", "aliases: [dawn]\nmodified: 2026-11-02\n".replace("shops: the-oven", ""))
    text = (town.folder / "content/articles/day.md").read_text().replace("the-oven", "the-new-oven")
    town.write("content/articles/day.md", text)
    town.write("content/site.yaml", SITE.replace("tiny.example.org", "www.another.example.org"))
    after = items(town.build(public=True))
    assert set(after) == set(before) == {"tag:tiny.invalid,2026-03-02:article/dawn", "tag:tiny.invalid,2026-01-05:shop/the-oven"}
    for key, item in after.items():
        assert item["date_modified"] > before[key]["date_modified"]
        assert item["date_published"] == before[key]["date_published"]
        assert item["url"].startswith("https://www.another.example.org/")


def test_the_authority_of_ids_is_the_towns_to_choose(town) -> None:
    town.write("content/site.yaml", f"{SITE}authority: guide.example.org\n")
    assert list(items(town.build(public=True))) == ["tag:guide.example.org,2026-01-05:shop/the-oven"]


def test_an_unchanged_guide_gives_the_same_bytes_on_another_day(town, monkeypatch: pytest.MonkeyPatch) -> None:
    article(town)
    first = town.build("first", public=True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    second = town.build("second", public=True)
    names = [path.relative_to(first) for pattern in ("atom.xml", "rss.xml", "feed.json", "feeds.opml") for path in first.rglob(pattern)]
    assert len(names) > 20
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []


def test_the_newest_change_comes_first_and_no_more_than_the_site_wants(town) -> None:
    for number in range(1, 16):
        town.shop(f"shop-{number:02}", added=f"2026-02-{number:02}")
    town.shop("shop-03", added="2026-02-03", updated="2026-10-01")
    town.write("content/site.yaml", f"{SITE}feed_items: 10\n")
    urls = [item["url"].split("/")[-2] for item in items(town.build(public=True), "directory").values()]
    assert urls == ["shop-03", *(f"shop-{number:02}" for number in range(15, 6, -1))]


def test_a_feed_is_there_when_its_page_is_even_with_nothing_in_it(town) -> None:
    town.write("content/sections.yaml", "- {slug: portraits, name: Portraits}\n")
    town.write("content/articles/plain.md", "---\ntitle: A\ndate: 2026-01-05\n---\nText.\n")
    town.write("content/labels.yaml", f"{LABELS}- hashtag: empty\n  mention: Nobody yet\n")
    site = town.build(public=True)
    for folder in ("labels/empty", "magazine/sections/portraits"):
        assert (site / folder / "index.html").is_file()
        assert items(site, folder) == {}
    for folder in ("categories/bakery", "towns/tinyville", "labels/tiny", "directory"):
        assert len(items(site, folder)) == 1


def test_each_page_leads_to_its_feeds_and_to_that_of_everything(town) -> None:
    article(town)
    site = town.build(public=True)
    for page, feed in (("towns/tinyville/", "towns/tinyville/"), ("places/the-oven/", "categories/bakery/"), ("articles/dawn/", "magazine/")):
        found = re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', (site / page / "index.html").read_text())
        up = "../" * page.count("/")
        wanted = [("application/atom+xml", "atom.xml"), ("application/rss+xml", "rss.xml"), ("application/feed+json", "feed.json")]
        assert [(kind, f"{up}{feed}{name}") for kind, name in wanted] + [("application/atom+xml", f"{up}atom.xml")] == found


def test_every_text_survives(town) -> None:
    strange = ["Pain & <brioche>", "]]> & <![CDATA[", "Crème 🥖 brûlée", "\u05de\u05d0\u05e4\u05d9\u05d9\u05d4", "a\u200fb"]
    for number, name in enumerate(strange):
        town.shop(f"strange-{number}", name=name, tagline=name)
    for number, text in enumerate(OWN):
        line = " ".join(shown(text).split())[:190] or "-"
        town.shop(f"hostile-{number}", name=line, description=shown(text)[:900])
    town.write("content/site.yaml", f"{SITE}feed_items: 200\n")
    titles = [item["title"] for item in items(town.build(public=True), "directory").values()]
    for name in strange:
        assert any(title.startswith(f"{name}, ") for title in titles), name


def test_a_photo_is_an_enclosure_with_its_length_and_a_shop_has_its_place(town) -> None:
    town.write("content/images/oven.jpg", jpeg(800, 600))
    town.shop("the-oven", position={"lat": "48.01", "lon": "2.02"}, images=[{"file": "oven.jpg", "alt": "The oven", "credit": "Us"}])
    site = town.build(public=True)
    (item,) = items(site).values()
    (attachment,) = item["attachments"]
    assert attachment["size_in_bytes"] == (site / attachment["url"].removeprefix("https://tiny.example.org/")).stat().st_size
    (entry,) = feedparser.parse((site / "rss.xml").read_bytes()).entries
    assert [(e.type, e.href, int(e.length)) for e in entry.enclosures] == [("image/jpeg", attachment["url"], attachment["size_in_bytes"])]
    assert entry.media_content[0]["url"] == attachment["url"]
    assert (site / "atom.xml").read_text().count("48.01 2.02") == 1
    assert [tag.term for tag in entry.tags] == ["#tiny", "Bakery"]


def test_hosts_are_told_the_media_types_and_readers_find_all_feeds(town) -> None:
    site = town.build(public=True)
    for kind in ("application/atom+xml", "application/rss+xml", "application/feed+json"):
        assert kind in (site / "_headers").read_text()
        assert kind in (site / ".htaccess").read_text()
    listed = {outline.get("xmlUrl") for outline in ET.parse(site / "feeds.opml").getroot().iter("outline")} - {None}  # noqa: S314
    there = {f"https://tiny.example.org/{path.relative_to(site).as_posix()}" for path in site.rglob("atom.xml")}
    assert listed == there
    page = (site / "subscribe/index.html").read_text()
    for path in site.rglob("atom.xml"):
        assert path.relative_to(site).as_posix() in page
