"""The webmagazine: which pages there are, what leads where, and what an edit rewrites."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from guide.typeset import TAKEN
from plugins.environment import THEME
from plugins.output import Output
from tests.hostile.building import tree
from tests.hostile.pictures import jpeg

if TYPE_CHECKING:
    from tests.conftest import Town

FRENCH = "name: Petit Bourg\nlanguage: fr\naddress: https://tiny.example.org/\n"


def write(town: Town, slug: str, body: str = "Some words.", *, folder: str = "content/articles", **fields: Any) -> Path:
    """Write an article; a field given None is left out."""
    header = {"title": slug.replace("-", " ").title(), "date": "2026-03-09", **fields}
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in header.items() if value is not None)
    return town.write(f"{folder}/{slug}.md", f"---\n{''.join(lines)}---\n\n{body}\n")


@pytest.fixture
def magazine(town: Town) -> Town:
    """Give a town with a magazine: two sections, a named magazine, two authors, three articles, two of them a series."""
    town.shop("paper-moon", category="books", commune="Bigville")
    town.write("content/sections.yaml", "- {slug: portraits, name: Portraits, summary: Who works here}\n- {slug: walks, name: Walks, magazine: the-path}\n")
    town.write("content/magazines.yaml", "- {slug: the-path, name: The Path, tagline: On foot}\n")
    town.write(
        "content/authors.yaml",
        "- {slug: cats, name: The cats, portrait: They sleep *a lot*., website: https://cats.example.org/, image: {file: cats.jpg, alt: Two cats, credit: A dog}}\n"
        "- {slug: dogs, name: The dogs}\n",
    )
    town.write("content/images/cats.jpg", jpeg(300, 200))
    town.write("content/images/dawn.jpg", jpeg(640, 400))
    write(
        town, "first-bread", 'It is four, and [the oven](../../shops/the-oven.yaml) is #tiny and warm.\n\n![The oven at dawn](images/dawn.jpg "By night")',
        section="portraits", labels=["tiny"], tags=["bread"], authors=["cats"], shops=["the-oven"], communes=["Tinyville"],
        image={"file": "dawn.jpg", "alt": "Dawn", "credit": "A cat"},
    )  # fmt: skip
    write(town, "to-the-mill", date="2026-04-01", section="walks", series="Two walks", tags=["Autumn"], authors=["cats", "dogs"])
    write(town, "to-the-ford", date="2025-10-01", section="walks", series="Two walks", communes=["Bigville"])
    return town


def pages(site: Path) -> set[str]:
    """Return the addresses of a site's pages."""
    return {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}


def page(site: Path, url: str) -> str:
    """Return a page's HTML."""
    return (site / url / "index.html").read_text(encoding="utf-8")


def main(html: str) -> str:
    """Return what stands between a page's header and its footer."""
    return html[html.index("<main") : html.index("</main>")]


def article(html: str) -> str:
    """Return the text of an article's page."""
    return re.split(r'<div class="prose article__text"[^>]*>', html)[1].split("</article>", maxsplit=1)[0]


def leads(site: Path, url: str, *, within: str = "") -> set[str]:
    """Return where the links of a page, or of a part of it, lead inside the site."""
    here = site / url
    found = re.findall(r'<a[^>]* href="([^"#]+)', within or main(page(site, url)))
    inside = [unquote(link) for link in map(unescape, found) if not urlsplit(link).scheme]
    return {(here / link).resolve().relative_to(site.resolve()).as_posix().removesuffix("index.html").rstrip("/") for link in inside}


def said(html: str, kind: str) -> dict[str, Any]:
    """Return the part of a page's JSON-LD of a type."""
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]
    return next(part for part in data["@graph"] if part["@type"] == kind)


def test_every_kind_of_page_is_there(magazine: Town) -> None:
    assert {
        "magazine", "articles/first-bread", "articles/to-the-mill", "articles/to-the-ford",
        "magazine/sections/portraits", "magazine/sections/walks", "magazine/the-path", "magazine/authors/cats", "magazine/authors/dogs",
        "labels/tiny/magazine", "magazine/tags/bread", "magazine/tags/autumn", "magazine/series/two-walks", "magazine/archives/2026", "magazine/archives/2025",
        "articles",
    } <= pages(magazine.build())  # fmt: skip


def test_every_link_of_the_magazine_leads_to_a_page(magazine: Town) -> None:
    site = magazine.build(public=True)
    for url in pages(site):
        for lead in leads(site, url):
            assert (site / lead / "index.html").is_file() or (site / lead).is_file(), (url, lead)


def test_the_front_page_leads_to_all_lists(magazine: Town) -> None:
    site = magazine.build(public=True)
    assert {
        "articles/first-bread", "magazine/sections/portraits", "magazine/sections/walks", "magazine/the-path", "magazine/series/two-walks",
        "magazine/authors/cats", "magazine/tags/bread", "magazine/archives/2026",
    } <= leads(site, "magazine")  # fmt: skip


def test_a_list_shows_its_articles_and_no_others(magazine: Town) -> None:
    site = magazine.build(public=True)
    every = {f"articles/{slug}" for slug in ("first-bread", "to-the-mill", "to-the-ford")}
    for url, wanted in {
        "magazine": every,
        "magazine/sections/portraits": {"articles/first-bread"},
        "magazine/the-path": {"articles/to-the-mill", "articles/to-the-ford"},
        "magazine/authors/dogs": {"articles/to-the-mill"},
        "labels/tiny/magazine": {"articles/first-bread"},
        "magazine/tags/autumn": {"articles/to-the-mill"},
        "magazine/archives/2025": {"articles/to-the-ford"},
    }.items():
        assert leads(site, url) & every == wanted, url


def test_a_series_stands_oldest_first_and_each_part_leads_to_its_neighbours(magazine: Town) -> None:
    site = magazine.build(public=True)
    html = main(page(site, "magazine/series/two-walks"))
    assert html.index("to-the-ford") < html.index("to-the-mill")
    first, second = page(site, "articles/to-the-ford"), page(site, "articles/to-the-mill")
    assert "Two walks, 1/2" in first
    assert "Two walks, 2/2" in second
    assert re.search(r'<a href="[^"]*to-the-mill/" rel="next">', first)
    assert re.search(r'<a href="[^"]*to-the-ford/" rel="prev">', second)
    assert 'rel="prev">' not in main(first)


def test_a_long_list_of_articles_is_cut_into_pages(magazine: Town) -> None:
    for number in range(30):
        write(magazine, f"walk-{number:02}", section="walks")
    site = magazine.build(public=True)
    assert "magazine/sections/walks/page-2" in pages(site)
    shown = leads(site, "magazine/sections/walks") | leads(site, "magazine/sections/walks/page-2")
    assert len([url for url in shown if url.startswith("articles/")]) == 32


def test_a_shop_and_the_article_that_speaks_of_it_lead_to_each_other(magazine: Town) -> None:
    site = magazine.build(public=True)
    assert "articles/first-bread" in leads(site, "places/the-oven")
    assert "articles/first-bread" not in leads(site, "places/paper-moon")
    html = page(site, "articles/first-bread")
    assert "places/the-oven" in leads(site, "articles/first-bread", within=html.split("</article>", 1)[1])
    assert "places/the-oven" not in leads(site, "articles/to-the-mill")


def test_labels_and_communes_show_what_was_written_of_them(magazine: Town) -> None:
    site = magazine.build(public=True)
    assert {"articles/first-bread", "labels/tiny/magazine"} <= leads(site, "labels/tiny")
    assert "articles/first-bread" in leads(site, "towns/tinyville")
    assert "articles/to-the-ford" in leads(site, "towns/bigville")
    assert "articles/first-bread" not in leads(site, "towns/bigville")
    assert {"labels/tiny", "towns/tinyville", "magazine/tags/bread"} <= leads(site, "articles/first-bread")


def test_an_author_has_a_portrait_and_a_page(magazine: Town) -> None:
    site = magazine.build(public=True)
    html = main(page(site, "magazine/authors/cats"))
    assert "They sleep <em>a lot</em>." in html
    assert 'alt="Two cats"' in html
    assert "A dog" in html
    assert 'href="https://cats.example.org/"' in html
    assert {"magazine/authors/cats", "magazine/authors/dogs"} <= leads(site, "articles/to-the-mill")


def test_links_of_a_text_lead_to_shops_articles_and_pages(magazine: Town) -> None:
    magazine.write("content/pages/about.md", "---\ntitle: About\n---\nSee [it](../articles/links.md#what).\n")
    write(
        magazine,
        "links",
        "## What\n\n[1](../../shops/the-oven.yaml) [2]({filename}/shops/paper-moon.yaml 'Title') [3](first-bread.md#part) [4][] `[no](nowhere.md)`\n\n[4]: ../pages/about.md\n",
    )
    site = magazine.build(public=True)
    text = article(page(site, "articles/links"))
    assert leads(site, "articles/links", within=text) == {"places/the-oven", "places/paper-moon", "articles/first-bread", "about"}
    assert 'articles/first-bread/#part">3</a>' in text
    assert ' title="Title">2</a>' in text
    assert "<code>[no](nowhere.md)</code>" in text
    assert "nofollow" not in text
    assert 'articles/links/#what">it</a>' in page(site, "about")


def test_of_files_of_one_name_a_link_leads_to_the_one_in_its_folder(magazine: Town) -> None:
    magazine.write("content/pages/twin.md", "---\ntitle: Page\n---\nA page.\n")
    magazine.write("shops/bigville/twin.md", "---\nname: Twin\nlabels: tiny\ncategory: books\ncommune: Bigville\nadded: 2026-01-05\n---\nA shop.\n")
    write(magazine, "twin", "[1](../articles/twin.md) [2](../pages/twin.md) [3](../../shops/bigville/twin.md) [4]({filename}/shops/bigville/twin.md)")
    site = magazine.build(public=True)
    found = re.findall(r'href="([^"]*)"', article(page(site, "articles/twin")))
    assert [link.replace("../", "") for link in found] == ["articles/twin/", "twin/", "places/twin/", "places/twin/"]


def test_a_link_to_an_article_that_waits_has_no_address_until_its_day(magazine: Town) -> None:
    write(magazine, "tomorrow", date="2026-11-23", shops=["the-oven"])
    write(magazine, "today", "Soon: [the rest](tomorrow.md).", date="2026-11-22")
    site = magazine.build(public=True)
    assert "articles/tomorrow" not in pages(site)
    assert "Soon: <a>the rest</a>." in article(page(site, "articles/today"))
    assert not [path for path in site.rglob("*.html") if "tomorrow" in path.read_text(encoding="utf-8").casefold()]
    write(magazine, "tomorrow", date="2026-11-23", publish="2026-11-22")
    site = magazine.build(public=True)
    assert leads(site, "articles/today", within=article(page(site, "articles/today"))) == {"articles/tomorrow"}


def test_an_article_that_has_expired_is_gone(magazine: Town) -> None:
    magazine.build()
    write(magazine, "to-the-mill", date="2026-04-01", section="walks", expires="2026-11-22")
    site = magazine.build()
    assert "articles/to-the-mill" not in pages(site)
    assert "magazine/series/two-walks" in pages(site)
    assert "magazine/tags/autumn" not in pages(site)


def test_a_photo_of_a_text_is_a_figure_in_sizes_and_formats(magazine: Town) -> None:
    text = article(page(magazine.build(public=True), "articles/first-bread"))
    figure = re.search(r'<figure class="photo">.*?</figure>', text, re.DOTALL)
    assert figure
    assert 'alt="The oven at dawn"' in figure[0]
    assert "<figcaption>By night</figcaption>" in figure[0]
    assert re.search(r'<source type="image/avif" srcset="[^"]+ 480w, [^"]+ 640w"', figure[0])
    assert re.search(r'<img src="\.\./\.\./images/dawn-[^"]*\.jpg"[^>]* width="640" height="400"', figure[0])
    assert not re.search(r"<p>\s*<figure|<p>\s*</p>", text)


def test_a_photo_amid_words_stays_in_its_sentence(magazine: Town) -> None:
    write(magazine, "inline", "A ![sign](images/dawn.jpg) in the text.\n\n- ![item](images/dawn.jpg)")
    text = article(page(magazine.build(public=True), "articles/inline"))
    assert "<figure" not in text
    assert text.count("<picture>") == 2


def test_no_page_shows_an_image_of_another_site(magazine: Town) -> None:
    write(
        magazine,
        "elsewhere",
        "![The quay](https://photos.example.org/a.jpg) and <img src='//photos.example.org/b.jpg' alt='c'>\n\n![](https://photos.example.org/d.jpg)",
    )
    guide, problems = magazine.check()
    assert guide is not None
    assert {problem.level.value for problem in problems} == {"warning"}
    site = magazine.build(public=True)
    text = article(page(site, "articles/elsewhere"))
    assert "<img" not in text
    assert '<a href="https://photos.example.org/a.jpg" rel="noopener nofollow ugc">The quay</a>' in text
    assert ">https://photos.example.org/d.jpg</a>" in text
    for path in site.rglob("*.html"):
        assert not re.search(r'<(?:img|source)[^>]*(?:src|srcset)="(?:https?:)?//', path.read_text(encoding="utf-8")), path


def test_an_old_name_leads_to_the_article(magazine: Town) -> None:
    write(magazine, "new-bread", aliases=["old-bread"])
    site = magazine.build(public=True)
    html = page(site, "articles/old-bread")
    assert 'http-equiv="refresh"' in html
    assert "../../articles/new-bread/" in html
    assert 'rel="canonical" href="https://tiny.example.org/articles/new-bread/"' in html
    assert "old-bread" not in (site / "sitemap.xml").read_text()
    assert "<loc>https://tiny.example.org/articles/new-bread/</loc><lastmod>2026-03-09</lastmod>" in (site / "sitemap.xml").read_text()


@pytest.mark.parametrize("waiting", [False, True])
def test_a_town_without_an_article_has_no_magazine(town: Town, waiting: bool) -> None:
    town.write("content/sections.yaml", "- {slug: walks, name: Walks}\n")
    town.write("content/authors.yaml", "- {slug: cats, name: The cats}\n")
    if waiting:
        write(town, "tomorrow", date="2026-11-23", section="walks", aliases=["before"])
    site = town.build(public=True)
    assert not [url for url in pages(site) if "magazine" in url or "articles" in url]
    for url in pages(site):
        assert not [lead for lead in leads(site, url, within=page(site, url)) if "magazine" in lead or "articles" in lead]
    assert "magazine" not in (site / "sitemap.xml").read_text()


def test_titles_and_texts_are_set_as_french_sets_them(town: Town) -> None:
    town.write("content/site.yaml", FRENCH)
    write(town, "pain", "« Vraiment ? » dit-elle : l'heure #tiny, \"oui\".\n\n## Et après ?", title="Le pain : vraiment ?", summary="Quoi ? Du pain !")
    site = town.build(public=True)
    html = page(site, "articles/pain")
    assert "<h1>Le pain\u00a0: vraiment\u202f?</h1>" in html
    assert "Quoi\u202f? Du pain\u202f!" in html
    text = article(html)
    assert "«\u00a0Vraiment\u202f?\u00a0» dit-elle\u00a0: l’heure <a" in text
    assert "«\u00a0oui\u00a0»" in text
    assert '<h2 id="et-apres">Et après\u202f?</h2>' in text
    assert "Le pain\u00a0: vraiment\u202f?" in main(page(site, "magazine"))


def test_an_article_in_another_language_says_so_and_is_set_in_it(town: Town) -> None:
    town.write("content/site.yaml", FRENCH)
    write(town, "bread", "“Really ? Yes !” 'quoted'", lang="en", title="Bread")
    write(town, "pain", "Du pain.")
    site = town.build(public=True)
    html = page(site, "articles/bread")
    assert '<html lang="fr"' in html
    assert '<article class="article" lang="en">' in html
    assert "“Really ? Yes !” ‘quoted’" in article(html)
    assert re.search(r'<article class="teaser[^"]*" lang="en">', main(page(site, "magazine")))
    assert said(html, "Article")["inLanguage"] == "en"
    assert '<article class="article">' in page(site, "articles/pain")


def test_machines_read_an_article(magazine: Town) -> None:
    magazine.write("content/site.yaml", "name: T\nlanguage: en\naddress: https://tiny.example.org/\nlicence: CC-BY-SA-4.0\npublisher: {name: Us}\n")
    write(
        magazine, "told", title="Told </script><b>", summary="In short.", modified="2026-05-01", section="portraits", labels=["tiny"], tags=["bread"],
        authors=["cats"], shops=["the-oven"], image={"file": "dawn.jpg", "alt": "Dawn", "credit": "A cat"},
    )  # fmt: skip
    html = page(magazine.build(public=True), "articles/told")
    data = said(html, "Article")
    assert data | {"image": None} == {
        "@type": "Article", "@id": "https://tiny.example.org/articles/told/#article", "url": "https://tiny.example.org/articles/told/",
        "headline": "Told </script><b>", "description": "In short.", "datePublished": "2026-03-09", "dateModified": "2026-05-01", "inLanguage": "en",
        "articleSection": "Portraits", "author": data["author"], "publisher": {"@type": "Organization", "name": "Us"}, "image": None,
        "keywords": "#tiny, bread", "mentions": [{"@id": "https://tiny.example.org/places/the-oven/#shop"}], "license": "CC-BY-SA-4.0",
    }  # fmt: skip
    assert data["author"][0]["name"] == "The cats"
    assert data["author"][0]["url"] == "https://tiny.example.org/magazine/authors/cats/"
    assert re.fullmatch(r"https://tiny\.example\.org/images/dawn-[\w-]+\.jpg", data["image"][0])
    trail = [step["name"] for step in said(html, "BreadcrumbList")["itemListElement"]]
    assert trail == ["Home", "Magazine", "Portraits", "Told </script><b>"]
    assert '<meta property="og:type" content="article">' in html


def test_a_list_of_articles_is_data_too(magazine: Town) -> None:
    items = said(page(magazine.build(public=True), "magazine/sections/walks"), "ItemList")["itemListElement"]
    assert [item["url"] for item in items] == ["https://tiny.example.org/articles/to-the-mill/", "https://tiny.example.org/articles/to-the-ford/"]


def test_a_long_article_begins_with_its_headings(magazine: Town) -> None:
    write(magazine, "long", "## One\n\nA.\n\n### Inside\n\n## Two\n\nB.\n\n## One\n\nC.")
    write(magazine, "short", "## One\n\n### Inside\n\n### Further")
    site = magazine.build(public=True)
    html = page(site, "articles/long")
    contents = html.split('<nav class="article__contents"')[1].split("</nav>")[0]
    assert re.findall(r'<a href="#([^"]*)">', contents) == ["one", "two", "one-2"]
    assert "article__contents" not in page(site, "articles/short")


def test_no_page_has_one_id_twice(magazine: Town) -> None:
    headings = "\n\n".join(f"## {word}" for word in ("Shops", "About", "Articles", "Contents", "Main", "Shops"))
    write(magazine, "ids", f"{headings}\n\nA[^1] B[^1]\n\n[^1]: C", shops=["the-oven"], section="walks")
    magazine.shop("the-oven", description=headings.replace("Articles", "Practical") + "\n\n## Services\n\n## Service 1", services=["delivery"])
    site = magazine.build(public=True)
    for path in site.rglob("*.html"):
        ids = re.findall(r'<[a-z][^>]* id="([^"]*)"', path.read_text(encoding="utf-8"))
        assert len(set(ids)) == len(ids), path


def test_each_id_of_the_theme_is_kept_from_headings() -> None:
    """A new `id` in a template joins `guide.typeset.TAKEN`."""
    for path in (THEME / "templates").rglob("*.html"):
        for name in re.findall(r'(?<=\sid=")[^"]*(?=")', path.read_text(encoding="utf-8")):
            if name != "{{ id }}":
                assert TAKEN.fullmatch(re.sub(r"\{\{.*?\}\}", "1", name)), (path.name, name)


def rewritten(town: Town, edit: Callable[[], object]) -> set[str]:
    """Return the pages that a build writes anew after an edit."""
    site = town.build(public=True)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    edit()
    site = town.build(public=True)
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    return {path.parent.relative_to(site).as_posix() for path in after if before.get(path) != after[path]}


def test_an_edit_of_a_shop_rewrites_the_articles_that_show_its_card_and_no_others(magazine: Town) -> None:
    changed = rewritten(magazine, lambda: magazine.shop("the-oven", tagline="Bread and butter"))
    assert {"articles/first-bread", "places/the-oven", "towns/tinyville"} <= changed
    assert not [url for url in changed if url.startswith(("magazine", "articles/to-", "places/paper"))]


def test_an_edit_of_an_article_rewrites_what_shows_it(magazine: Town) -> None:
    changed = rewritten(magazine, lambda: write(magazine, "to-the-ford", date="2025-10-01", section="walks", series="Two walks", communes=["Bigville"], title="To the weir"))
    assert {"articles/to-the-ford", "articles/to-the-mill", "magazine", "magazine/sections/walks", "magazine/series/two-walks", "towns/bigville"} <= changed
    assert not {"articles/first-bread", "magazine/sections/portraits", "magazine/authors/cats", "places/the-oven", "labels/tiny/magazine"} & changed


def test_a_touched_file_rewrites_nothing(magazine: Town) -> None:
    assert rewritten(magazine, lambda: write(magazine, "to-the-ford", date="2025-10-01", section="walks", series="Two walks", communes=["Bigville"])) == set()


EDITS: dict[str, Callable[[Town], object]] = {
    "a new article": lambda town: write(town, "new", "Of [the mill](to-the-mill.md).", section="walks", tags=["new"], shops=["paper-moon"], communes=["Bigville"], series="Two walks"),
    "a part before all others of its series": lambda town: write(town, "part-0", date="2019-01-01", series="Parts"),
    "an edited title": lambda town: write(town, "first-bread", title="The last bread", section="portraits", shops=["the-oven"], authors=["cats"], labels=["tiny"]),
    "an edited day": lambda town: write(town, "to-the-mill", date="2024-04-01", section="walks", series="Two walks"),
    "a removed article": lambda town: (town.folder / "content/articles/to-the-mill.md").unlink(),
    "an article moved into a folder": lambda town: (
        town.write("content/articles/2026/to-the-mill.md", (town.folder / "content/articles/to-the-mill.md").read_bytes()),
        (town.folder / "content/articles/to-the-mill.md").unlink(),
    ),
    "an article given another name": lambda town: (
        write(town, "to-the-old-mill", section="walks", series="Two walks", aliases=["to-the-mill"]),
        (town.folder / "content/articles/to-the-mill.md").unlink(),
    ),
    "an article that has to wait": lambda town: write(town, "to-the-mill", date="2026-04-01", publish="2027-01-01", section="walks", series="Two walks"),
    "a shop's new name": lambda town: town.shop("the-oven", name="The Kiln"),
    "a shop given another slug": lambda town: (
        town.shop("the-kiln", aliases=["the-oven"]),
        (town.folder / "shops/the-oven.yaml").unlink(),
        write(town, "first-bread", 'It is four, and [the oven](../../shops/the-kiln.yaml "x") is warm.', shops=["the-kiln"]),
    ),
    "a shop that a text names goes": lambda town: (
        (town.folder / "shops/paper-moon.yaml").unlink(),
        write(town, "named", "Nothing."),
    ),
    "an author's new portrait": lambda town: town.write("content/images/cats.jpg", jpeg(320, 200)),
    "an author's new name": lambda town: town.write("content/authors.yaml", "- {slug: cats, name: The kittens}\n- {slug: dogs, name: The dogs}\n"),
    "another photo of an article": lambda town: town.write("content/images/dawn.jpg", jpeg(700, 400)),
    "a section's new name": lambda town: town.write("content/sections.yaml", "- {slug: portraits, name: Faces}\n- {slug: walks, name: Walks}\n"),
    "a label that a text names": lambda town: town.write("content/labels.yaml", "- {hashtag: tiny, mention: Tiny}\n- {hashtag: small, mention: Small}\n"),
    "no article at all": lambda town: [path.unlink() for path in (town.folder / "content/articles").glob("*.md")],
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_a_build_equals_one_from_nothing(magazine: Town, edit: str) -> None:
    gone = edit in {"a removed article", "an article given another name"}
    mill = "the mill" if gone else "[the mill][1]\n\n[1]: to-the-mill.md"
    write(magazine, "named", f"See [Paper Moon](../../shops/paper-moon.yaml 'x'), #small things.\n\n![Cats](images/cats.jpg)\n\nAnd {mill}")
    for number in (1, 2, 3):
        write(magazine, f"part-{number}", date=f"2020-01-0{number}", series="Parts")
    magazine.build("warm", public=True)
    EDITS[edit](magazine)
    warm = tree(magazine.build("warm", public=True))
    nothing = magazine.folder.parent / "nothing"
    cold = tree(magazine.build("cold", public=True, CACHE=nothing, CACHE_PATH=str(nothing / "pelican"), SITE_OUTPUT=Output(magazine.folder.parent / "cold", nothing)))
    assert warm == cold
