"""Feeds are read back whole by a strict reader, and their ids outlive everything that changes."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import feedparser
import jsonschema
import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from guide.shop import Position
from plugins.feeds import mould, syndication
from plugins.feeds.items import Author, Image, Item, absolute_html
from tests.conftest import LABELS, SITE
from tests.hostile.payloads import OWN, shown
from tests.hostile.pictures import jpeg

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}"
ARTICLE = "---\ntitle: {title}\ndate: 2026-03-02\nlabels: tiny\nshops: the-oven\ncommunes: Tinyville\n{more}---\nBread at dawn, at [The Oven](../../shops/the-oven.yaml).\n"
ROOT = Path(__file__).parents[2]
# An npm package of development; nothing of it is copied here.
SCHEMA = ROOT / "node_modules" / "jsonfeed-schema" / "schema-v1.1.json"
NAMESPACES = {
    "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/modules/content/", "http://purl.org/dc/elements/1.1/",
    "http://search.yahoo.com/mrss/", "http://www.georss.org/georss", "",
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
    for page in site.rglob("*.html"):
        for href in re.findall(r'<link rel="alternate"[^>]* href="([^"]+)"', page.read_text(encoding="utf-8")):
            assert (page.parent / href).is_file() or page.name == "404.html", (page, href)


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
        content = entry.findtext(f"{ATOM}content", "")
        assert "\x01" not in content
        assert "index.html" not in content
        assert not re.search(r'(href|src|srcset)="(?!https?:|mailto:|tel:)', content), path


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
    for item in feed["items"]:
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert datetime.fromisoformat(item["date_modified"]).tzinfo


@pytest.mark.skipif(not SCHEMA.is_file(), reason="needs the npm packages")
def test_json_feeds_are_valid_against_the_schema_of_their_format(town) -> None:
    article(town, more="lang: fr\nlicence: CC0-1.0\n")
    town.write("content/images/oven.jpg", jpeg(800, 600))
    town.shop("the-oven", images=[{"file": "oven.jpg", "alt": "The oven", "credit": "Us"}])
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for path in town.build(public=True).rglob("feed.json"):
        feed = json.loads(path.read_text(encoding="utf-8"))
        assert [error.message for error in validator.iter_errors(feed)] == [], path
        assert not validator.is_valid({**feed, "items": [{"id": "a"}]})


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
    site = town.build(public=True)
    titles = [item["title"] for item in items(site, "directory").values()]
    for name in strange:
        assert any(title.startswith(f"{name}, ") for title in titles), name


def test_what_strangers_write_stays_text_in_xml(town) -> None:
    """No payload becomes an element, and the HTML of an item is the same in the three formats."""
    for number, text in enumerate(OWN):
        line = " ".join(shown(text).split())[:190] or "-"
        town.shop(f"hostile-{number}", name=line, tagline=line, description=shown(text)[:900], licence=line)
    town.write("content/site.yaml", f"{SITE}feed_items: 200\n")
    folder = town.build(public=True) / "directory"
    wanted = [item["content_html"] for item in json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]]
    for name, tag, content in (("atom.xml", f"{ATOM}entry", f"{ATOM}content"), ("rss.xml", "item", f"{CONTENT}encoded")):
        root = ET.parse(folder / name).getroot()  # noqa: S314 - a file of our own
        assert {element.tag.rpartition("}")[0].lstrip("{") for element in root.iter()} <= NAMESPACES
        assert [entry.findtext(content) for entry in root.iter(tag)] == wanted
        assert all(len(list(entry.find(content))) == 0 for entry in root.iter(tag))


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


def test_an_item_says_whose_it_is_and_in_which_language(town) -> None:
    town.write("content/authors.yaml", "- {slug: ann, name: Ann & Co}\n")
    town.write("content/sections.yaml", "- {slug: portraits, name: Portraits}\n")
    town.write("content/site.yaml", f"{SITE}licence: CC-BY-4.0\npublisher: {{name: The Neighbours}}\n")
    article(town, more="authors: ann\nlang: fr\nlicence: CC0-1.0\nsection: portraits\ntags: Bread\n")
    site = town.build(public=True)
    told, shop = items(site).values()
    assert [author["name"] for author in (*told["authors"], *shop["authors"])] == ["Ann & Co", "The Neighbours"]
    assert told["authors"][0]["url"] == "https://tiny.example.org/magazine/authors/ann/"
    assert told["tags"] == ["#tiny", "Portraits", "Bread"]
    assert (told["language"], "language" in shop) == ("fr", False)
    assert (told["_rights"]["text"], shop["_rights"]["text"]) == ("CC0-1.0", "CC-BY-4.0")
    first, second = ET.parse(site / "atom.xml").getroot().findall(f"{ATOM}entry")  # noqa: S314
    assert first.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert [entry.findtext(f"{ATOM}author/{ATOM}name") for entry in (first, second)] == ["Ann & Co", "The Neighbours"]
    assert [entry.findtext(f"{ATOM}rights") for entry in (first, second)] == ["CC0-1.0", "CC-BY-4.0"]
    first, second = ET.parse(site / "rss.xml").getroot().iter("item")  # noqa: S314
    assert [entry.findtext("{http://purl.org/dc/elements/1.1/}creator") for entry in (first, second)] == ["Ann & Co", "The Neighbours"]
    assert first.findtext("{http://purl.org/dc/elements/1.1/}language") == "fr"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a href="\x01places/the-oven/index.html">', '<a href="https://a.example/places/the-oven/">'),
        ('<a href="\x01index.html">', '<a href="https://a.example/">'),
        ('<source srcset="\x01images/a-480.avif 480w, \x01images/a-960.avif 960w">', '<source srcset="https://a.example/images/a-480.avif 480w, https://a.example/images/a-960.avif 960w">'),
        ('<a href="#fn:1" rel="nofollow">', '<a href="https://a.example/articles/dawn/#fn:1" rel="nofollow">'),
        ('<a title="x>y" href="../day/?a=1&amp;b=2">', '<a title="x>y" href="https://a.example/articles/day/?a=1&amp;b=2">'),
        ('<a href="/index.html">', '<a href="https://a.example/index.html">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ('<a href="//[">', '<a href="//[">'),
        ('<code>&lt;a href="#"&gt; index.html</code>', '<code>&lt;a href="#"&gt; index.html</code>'),
    ],
)
def test_addresses_lead_to_the_site_from_anywhere(html: str, wanted: str) -> None:
    assert absolute_html(html, "https://a.example/articles/dawn/", "https://a.example/") == wanted


def test_a_build_to_be_read_from_the_disk_has_the_feeds_of_the_published_one(town) -> None:
    article(town)
    here, public = town.build("here"), town.build("public", public=True)
    for name in ("atom.xml", "rss.xml", "feed.json"):
        assert (here / name).read_bytes() == (public / name).read_bytes()


IMAGE = Image("https://a.example/images/a.jpg", "image/jpeg", 1234, 960, 640)
PLAIN = {
    "id": "tag:a.invalid,2026-01-05:shop/a", "title": 'A & "B" <c> @3@ ]]>', "url": "https://a.example/places/a/?a=1&b=2", "published": date(2026, 1, 5),
    "updated": date(2026, 7, 5), "summary": "l'été @0@", "html": "<p>A &amp; B</p>\n<p>C</p>", "authors": (Author("Ann", "https://a.example/"),), "categories": ("#a", 'B "c"'),
}  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"rights": "CC0-1.0", "language": "nl", "image": IMAGE, "position": Position.model_validate({"lat": "48.5", "lon": "-2.25"})},
        {"authors": (Author("Ann"), Author("Bob", "https://b.example/")), "categories": (), "summary": "", "rights": "<&>"},
    ],
)
def test_what_is_cast_is_what_feedgen_writes(more: dict[str, Any]) -> None:
    """The same elements, attributes and texts as when feedgen writes the item itself."""
    item = Item(**{**PLAIN, **more})
    author = Author("The Neighbours", "https://a.example/")
    channel = syndication.Channel("tag:a.invalid,2026:feed/a", "T & <t>", "S", "https://a.example/a/", "https://a.example/s/", "-", author, "CC0-1.0", "en", "Europe/Paris", date(2026, 7, 5), "../feed.css")
    atom, rss, _ = syndication.documents(channel, [syndication.entry(item, "Europe/Paris")] * 2)
    texts = mould.ItemTexts(
        "", "", "", item.id, item.title, item.url, item.summary, item.html, item.rights, item.language,
        "48.5 -2.25" if item.position else "", *(("https://a.example/images/a.jpg", "image/jpeg", "1234", "960", "640") if item.image else ("",) * 5),
    )  # fmt: skip
    made = mould._feed(channel.id, channel.title, channel.summary)
    made.link(href=channel.page)
    for _ in range(2):
        alone = mould._entry(texts, [a.name for a in item.authors], [a.url for a in item.authors], item.categories)
        alone.published(datetime(2026, 1, 5, tzinfo=ZoneInfo("Europe/Paris")))
        alone.updated(datetime(2026, 7, 5, tzinfo=ZoneInfo("Europe/Paris")))
        made.add_entry(alone, order="append")
    for cast, own, tag in ((atom, made.atom_str(), f"{ATOM}entry"), (rss, made.rss_str(), "item")):
        ours, theirs = (["".join(ET.canonicalize(ET.tostring(e, encoding="unicode"))) for e in ET.fromstring(xml).iter(tag)] for xml in (cast, own))  # noqa: S314
        assert ours == theirs
        assert len(ours) == 2


def test_feedgen_still_loses_what_an_entrys_links_are() -> None:
    """Its issue 135; the day this fails, `mould._Entry` need not mend links any more."""
    made = FeedEntry()
    made.id("a")
    made.title("a")
    made.link(href="https://a.example/", rel="alternate", type="text/html")
    assert dict(made.atom_entry().find("link").attrib) == {"href": "https://a.example/"}


def test_feedgen_still_stamps_the_present_on_what_has_no_date() -> None:
    """Why every feed and item is given its own."""
    made = FeedGenerator()
    assert abs((made.updated() - datetime.now(UTC)).total_seconds()) < 60


def test_what_did_not_change_is_not_made_again(town) -> None:
    """The feed of another commune stays the file that it was."""
    town.shop("paper-moon", category="books", commune="Bigville")
    files = ("towns/tinyville/atom.xml", "towns/bigville/atom.xml")
    before = [(town.build(public=True) / file).stat().st_ino for file in files]
    town.shop("paper-moon", category="books", commune="Bigville", tagline="New")
    after = [(town.build(public=True) / file).stat().st_ino for file in files]
    assert (after[0] == before[0], after[1] == before[1]) == (True, False)


def test_a_photo_that_changes_changes_the_feed(town) -> None:
    for width in (800, 700):
        town.write("content/images/oven.jpg", jpeg(width, 600))
        town.shop("the-oven", images=[{"file": "oven.jpg", "alt": "The oven", "credit": "Us"}])
        site = town.build(public=True)
        (item,) = items(site).values()
        assert (site / item["image"].removeprefix("https://tiny.example.org/")).is_file()


def test_several_processes_make_the_same_feeds_as_one(town, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        town.shop(f"shop-{number}", commune=("Tinyville", "Bigville")[number % 2], added=f"2026-02-{number + 1:02}")
    one = town.build("one", public=True)
    monkeypatch.setattr("plugins.press.PAGES_A_PROCESS", 5)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    several = town.build("several", public=True)
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(several) for path in several.rglob("*") if path.is_file())
    assert [name for name in names if (one / name).read_bytes() != (several / name).read_bytes()] == []


def test_a_file_that_was_lost_is_made_again_alone(town) -> None:
    site = town.build(public=True)
    kept = (site / "atom.xml").stat().st_ino
    (site / "rss.xml").unlink()
    site = town.build(public=True)
    assert (site / "atom.xml").stat().st_ino == kept
    assert items(site)
