"""The Markdown of any site becomes articles, as written as this site can show it; what was guessed or left is told."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from guide.__main__ import main
from guide.importing.articles.dialect import adapted
from guide.importing.articles.hidden import Hidden
from guide.importing.articles.report import ArticlesReport, Part, Remarks
from guide.importing.articles.run import import_articles
from guide.importing.ledger import entry_fields
from guide.importing.state import STATE
from guide.markdown import to_html
from guide.problem import InvalidContent, Level
from tests.pace import within

if TYPE_CHECKING:
    from tests.conftest import Town

TODAY = date(2026, 11, 22)
ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "articles"
HEADER = "---\ntitle: The oven\ndate: 2026-01-05\n---\n"


def photo(colour: str = "red", form: str = "PNG") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(held, form)
    return held.getvalue()


class Press:
    """A folder of another site, `old`, and the town it is imported into."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.folder = town.folder.parent / "old"
        self.folder.mkdir()

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file of the other site."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def bring(self, path: str = "", **options: Any) -> ArticlesReport:
        """Import the folder, or one of its files."""
        return import_articles(self.town.folder, self.folder / path, **{"today": TODAY, **options})

    def one(self, text: str, name: str = "the-oven.md", **options: Any) -> tuple[dict[str, Any], str, ArticlesReport]:
        """Import one text, and return the fields and the text of its article; the town is good afterwards."""
        self.write(name, text)
        report = self.bring(**options)
        assert len(report.created) == 1, report.text("en")
        assert self.errors() == []
        return *self.article(report.created[0]), report

    def body(self, text: str) -> str:
        """Return what becomes of a text below a header."""
        return self.one(HEADER + text)[1]

    def article(self, path: str) -> tuple[dict[str, Any], str]:
        """Return the fields and the text of an article."""
        return entry_fields(path, (self.town.folder / path).read_text(encoding="utf-8"))

    def edit(self, path: str, before: str, after: str) -> None:
        """Change an article as a person would."""
        file = self.town.folder / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return every file of the town with its bytes."""
        return {path.relative_to(self.town.folder).as_posix(): path.read_bytes() for path in self.town.folder.rglob("*") if path.is_file()}

    def errors(self) -> list[str]:
        """Return what stops a build."""
        return [problem.text("en") for problem in self.town.check(TODAY)[1] if problem.level is Level.ERROR]


@pytest.fixture
def press(empty_town: Town) -> Press:
    return Press(empty_town)


def said(report: ArticlesReport, part: Part) -> list[str]:
    """Return each thing said in a part, with its details."""
    return [
        ": ".join(filter(None, (what.in_language("en"), "; ".join(filter(None, details)))))
        for what, files in report.said[part].items()
        for details in files.values()
    ]


def accounted(report: ArticlesReport) -> int:
    parts = (Part.REFUSED, Part.DRAFTS, Part.GONE)
    return len(report.created) + len(report.updated) + report.unchanged + sum(map(report.count, parts))


# ── What a header says


@pytest.mark.parametrize(
    "header",
    [
        "---\ntitle: Bread\ndate: 2021-06-24 10:00\ntags: [a, b]\n---\n",
        "---\ntitle: Bread\ndate: 2021-06-24T10:00:00+02:00\ncategories:\n  - a\n  - b\n...\n",
        '+++\ntitle = "Bread"\ndate = 2021-06-24T10:00:00Z\ntags = ["a", "b"]\n+++\n',
        "title: Bread\ndate: 2021/6/24 10:00:00\ntags:\n- a\n- b\n---\n",
        "Title: Bread\nDate: 24/06/2021\nTags: a, b\n\n",
    ],
    ids=["jekyll", "hugo", "toml", "hexo", "pelican"],
)
def test_a_header_is_read_in_any_dialect(press: Press, header: str) -> None:
    fields, body, report = press.one(header + "First the **flour**.\n")
    assert fields == {"title": "Bread", "date": "2021-06-24", "tags": ["a", "b"]}
    assert body == "First the **flour**."
    assert report.created == ["content/articles/the-oven.md"]
    assert said(report, Part.GUESSED) == said(report, Part.NOT_TAKEN) == []


@pytest.mark.parametrize(
    "text", ["---\n\nBread\n\n---\n\nand butter", "Note: bread\nWine: none\n\nand butter", "Ingredients:\n\n- bread", "---\n---\nbread", "{bread}"]
)
def test_what_only_looks_like_a_header_is_a_text(press: Press, text: str) -> None:
    _, body, _ = press.one(text)
    assert "read" in body


@pytest.mark.parametrize(
    ("text", "name", "title", "rest"),
    [
        ("---\ntitle: Crumbs\n---\n# Crumbs\n\nText", "x.md", "Crumbs", "Text"),
        ("# The *oven* of `mine`\n\nText", "x.md", "The oven of mine", "Text"),
        ("The oven\n========\n\nText", "x.md", "The oven", "Text"),
        ("Before\n\n# The [oven](https://example.org) #\n\nText", "x.md", "The oven", "Before\n\n\n\nText"),
        ("## The oven\n\nText", "x.md", "The oven", "Text"),
        ("```\n# Code\n```\n\nText", "my-oven.md", "My oven", "```\n# Code\n```\n\nText"),
        ("## One\n\nText\n\n## Two", "my_oven.md", "My oven", "## One\n\nText\n\n## Two"),
        ("Text\n\n## Two", "2026-01-05-my_oven.md", "My oven", "Text\n\n## Two"),
        ("Text", "Crêpes (sucrées).md", "Crêpes (sucrées)", "Text"),
    ],
)
def test_a_title_is_the_header_s_else_the_only_heading_s_else_the_name_s(press: Press, text: str, name: str, title: str, rest: str) -> None:
    fields, body, _ = press.one(text, name)
    assert fields["title"] == title
    assert body.split() == rest.split()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Crêpes (sucrées).md", "crepes-sucrees"),
        ("2016-04-01_first.md", "first"),
        ("2016-04-01.md", "2016-04-01"),
        ("con.md", "con-1"),
        ("麺麭.md", "article"),
        ("bundle/index.md", "bundle"),
    ],
)
def test_a_name_becomes_a_slug_without_its_day(press: Press, name: str, slug: str) -> None:
    press.write(name, "Text")
    assert press.bring().created == [f"content/articles/{slug}.md"]
    assert press.errors() == []


@pytest.mark.parametrize(
    ("header", "name", "options", "day", "guess"),
    [
        ("date: 2021-06-24", "x.md", {}, "2021-06-24", None),
        ("date: 2021-02-31", "2016-04-01_x.md", {}, "2016-04-01", "The date is in the file's name: 2016-04-01"),
        ("date: 2021-06-24", "2016-04-01_x.md", {}, "2021-06-24", "The file's name says another day than its header, whose day is taken: 2016-04-01 / 2021-06-24"),
        ("lastmod: 2019-03-02", "x.md", {}, "2019-03-02", "The date is the day of the last change: 2019-03-02"),
        ("lang: fr", "x.md", {"dated": date(2020, 1, 2)}, "2020-01-02", "The date is the one given (--date): 2020-01-02"),
        ("lang: fr", "2016-13-45_x.md", {}, "2026-11-22", "The date is the day of the import: nothing says another (--date): 2026-11-22"),
    ],
)
def test_a_date_is_the_header_s_else_guessed_and_told(press: Press, header: str, name: str, options: Any, day: str, guess: str | None) -> None:
    fields, _, report = press.one(f"---\ntitle: X\n{header}\n---\nText", name, **options)
    assert fields["date"] == day
    assert said(report, Part.GUESSED) == ([guess] if guess else [])


def test_all_that_an_article_has_a_place_for_is_taken(press: Press) -> None:
    fields, _, report = press.one(
        HEADER.removesuffix("---\n")
        + "lastmod: 2026-02-01T09:00\ndescription: The **best** of [ovens](https://example.org)\nauthor: jane\n"
        "categories: Bread\nkeywords: '#flour, water'\naliases: [/2016/01/old-oven/, /my old page, first.html]\n"
        "lang: fr_BE\nseries: [Ovens]\nlicense: CC0-1.0\npublishDate: 2026-01-06\nexpiryDate: 2027-01-01\n---\nText"
    )
    assert fields == {
        "title": "The oven",
        "date": "2026-01-05",
        "tags": ["Bread", "flour", "water"],
        "authors": ["jane"],
        "summary": "The best of ovens",
        "series": "Ovens",
        "lang": "fr-BE",
        "publish": "2026-01-06",
        "expires": "2027-01-01",
        "modified": "2026-02-01",
        "aliases": ["old-oven", "first"],
        "licence": "CC0-1.0",
    }
    assert said(report, Part.NOT_TAKEN) == ["“aliases”: “my old page” cannot be used in an address.: “/my old page”"]


def test_what_has_no_place_is_told_and_nothing_is_silent(press: Press) -> None:
    fields, _, report = press.one(
        HEADER.removesuffix("---\n")
        + "layout: post\nsummary: One\nexcerpt: Two\nmodified: 2020-01-01\nupdated: some day\nlang: klingon\nsocial: {fedi: '@a'}\n"
        "expires: 2026-01-01\nempty:\n---\nText"
    )
    assert set(fields) == {"title", "date", "summary"}
    told = sorted(said(report, Part.NOT_TAKEN))
    assert told.pop(2).startswith("“lang”: “klingon” is not")
    assert told == [
        "“excerpt”: another line says it: “Two”",
        "“expires”: it is before the day of the article: “2026-01-01”",
        "“layout”: “post”",
        "“modified”: it is before the day of the article: “2020-01-01”",
        '“social”: “{"fedi": "@a"}”',
        "“updated”: no date can be read in it: “some day”",
    ]


def test_long_lines_are_cut_between_words_and_told(press: Press) -> None:
    fields, _, report = press.one(f"---\ntitle: {'word ' * 60}\ndate: 2026-01-05\ndescription: {'word ' * 200}\n---\nText")
    assert len(fields["title"]) <= 200
    assert fields["title"].endswith("word…")
    assert len(fields["summary"]) <= 500
    assert {text.partition(":")[0] for text in said(report, Part.GUESSED)} == {"The title is cut", "The summary is cut"}


def test_authors_are_added_once_as_written_and_known_ones_are_found(press: Press) -> None:
    press.town.write("content/authors.yaml", "# Ours\n- slug: the-editors\n  name: The Editors\n")
    press.write("a.md", HEADER + "Text")
    press.write("b.md", "---\ntitle: B\ndate: 2026-01-05\nauthors: [The editors, {name: Jane D, url: https://jane.example.org/, age: 7}]\n---\nText")
    press.write("c.md", "Title: C\nDate: 2026-01-05\nAuthors: Jane D, patrickF <p@example.org>, 田中\n\nText")
    report = press.bring()
    assert press.article("content/articles/b.md")[0]["authors"] == ["the-editors", "jane-d"]
    assert press.article("content/articles/c.md")[0]["authors"] == ["jane-d", "patrickf"]
    assert (press.town.folder / "content/authors.yaml").read_text(encoding="utf-8") == (
        "# Ours\n- slug: the-editors\n  name: The Editors\n"
        "\n# From the import of old on 2026-11-22: to be checked.\n"
        "- slug: jane-d\n  name: Jane D\n  website: https://jane.example.org/\n- slug: patrickf\n  name: patrickF\n"
    )
    assert report.authors == ["jane-d", "patrickf"]
    assert press.errors() == []
    assert '“authors.age”: “{"age": "7"}”' in said(report, Part.NOT_TAKEN)


def test_tags_are_spelt_one_way_the_magazine_s_first(press: Press) -> None:
    press.town.write("content/articles/ours.md", "---\ntitle: Ours\ndate: 2026-01-01\ntags: Bread\n---\nText\n")
    for name, tags in (("a", "bread, Ovens"), ("b", "ovens"), ("c", "ovens")):
        press.write(f"{name}.md", f"---\ntitle: {name}\ndate: 2026-01-05\ntags: {tags}\n---\nText")
    report = press.bring()
    assert press.article("content/articles/a.md")[0]["tags"] == ["Bread", "ovens"]
    assert said(report, Part.TEXT) == ["Tags are spelt one way: bread → Bread; Ovens → ovens"]
    assert press.town.check(TODAY)[1] == ()


def test_a_section_is_the_one_asked_for_else_the_folder_s_name(press: Press) -> None:
    press.town.write("content/sections.yaml", "- slug: sweets\n  name: Desserts\n")
    for name in ("plain", "Desserts/cake", "Recettes d'été/2021/soup"):
        press.write(f"{name}.md", HEADER + "Text")
    press.bring()
    sections = {path: press.article(f"content/articles/{path}.md")[0].get("section") for path in ("plain", "cake", "soup")}
    assert sections == {"plain": None, "cake": "sweets", "soup": "recettes-d-ete"}
    assert "- slug: recettes-d-ete\n  name: Recettes d'été\n" in (press.town.folder / "content/sections.yaml").read_text(encoding="utf-8")
    assert press.errors() == []


def test_one_section_for_all(press: Press) -> None:
    press.write("a/x.md", HEADER + "Text")
    report = press.bring(section="À table")
    assert press.article("content/articles/x.md")[0]["section"] == "a-table"
    assert report.sections == ["a-table"]
    assert press.errors() == []


def test_a_line_of_hashtags_becomes_tags_unless_one_is_a_label(press: Press) -> None:
    fields, body, _ = press.one(HEADER + "\n#végan #été\n\n#tiny bread")
    assert fields["tags"] == ["végan", "été"]
    assert body == "#tiny bread"
    assert "labels" not in fields
    press.write("the-oven.md", HEADER + "#tiny #bread\n\nText")
    press.bring()
    assert press.article("content/articles/the-oven.md")[1] == "#tiny #bread\n\nText"


@pytest.mark.parametrize("line", ["published: false", "draft: true", "Status: draft"])
def test_a_draft_stays_out_and_is_told(press: Press, line: str) -> None:
    press.write("a.md", HEADER.removesuffix("---\n") + f"{line}\n---\nText")
    press.write("_drafts/b.md", HEADER + "Text")
    press.write("c.md", HEADER.removesuffix("---\n") + "published: true\nstatus: published\n---\nText")
    report = press.bring()
    assert (report.count(Part.DRAFTS), report.created) == (2, ["content/articles/c.md"])
    assert accounted(report) == report.files == 3


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("source: {title: Ovens, author: Jane, url: https://a.example/}", "From “Ovens” by Jane: https://a.example/"),
        ("source: {title: Ovens, url: https://a.example/}", "From “Ovens”: https://a.example/"),
        ("source: {author: Jane, url: https://a.example/}", "From a text by Jane: https://a.example/"),
        ("source: {title: Ovens, author: Jane}", "From “Ovens” by Jane."),
        ("source: https://a.example/", "Source: https://a.example/"),
        ("canonical: {url: https://a.example/}", "First published here: https://a.example/"),
        ("canonical_url: https://a.example/\nsource: {title: Ovens, url: https://a.example/}", "From “Ovens”: https://a.example/"),
        (f"source: {{title: {'Ovens ' * 30}, author: Jane, url: https://a.example/{'x' * 60}}}", f"From a text by Jane: https://a.example/{'x' * 60}"),
    ],
)
def test_a_source_is_said_in_a_sentence(press: Press, header: str, sentence: str) -> None:
    fields, _, report = press.one(HEADER.removesuffix("---\n") + f"{header}\n---\nText")
    assert fields["source"] == sentence
    assert said(report, Part.NOT_TAKEN) == []


# ── What a text holds


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (":::intro\nHello\n:::\nText", "Hello\n\nText"),
        ("::: tip A title\nHello\n:::", "**A title**\n\nHello"),
        ("{{< note >}}Hello **you**{{< /note >}}", "Hello **you**"),
        ("{{%\n note %}}Hello{{% /note %}}", "Hello"),
        ("{% callout %}\nHello\n{% endcallout %}", "Hello"),
        ("See {{< youtube abc >}} and {{ site.title }}", "See `{{< youtube abc >}}` and `{{ site.title }}`"),
        ("`{{< youtube abc >}}`", "`{{< youtube abc >}}`"),
        ("[toc]\n\nText", "Text"),
        ('{: .big}\nText [x](https://example.org){:target="_blank"}', "Text [x](https://example.org)"),
        ("Two:\n- a\n- b", "Two:\n\n- a\n- b"),
        ("A sum of\n2. things", "A sum of\n2. things"),
        ("- a\n  - b\n    more\n- c", "- a\n    - b\n        more\n- c"),
        ("1) a\n2) b", "1. a\n2. b"),
        ("1. a\n\n   ```js\n   x\n   ```\n\n   then\n2. b", "1. a\n\n```js\nx\n```\n\nthen\n2. b"),
        ("    x = 1\n\nText", "~~~\nx = 1\n~~~\n\nText"),
        ("{% highlight ruby %}\nx\n{% endhighlight %}", "~~~ruby\nx\n~~~"),
        ("```js {1,3}\nx\n````", "```js\nx\n```"),
        ("```\nnever closed", "```\nnever closed\n```"),
        ('<pre><code class="x">&lt;b&gt;<span>1</span></code></pre>', "~~~\n<b>1\n~~~"),
        ("one\\\ntwo ~~three~~", "one  \ntwo <del>three</del>"),
        ('The HTML and HTML.\n\n*[HTML]: A "language"', 'The <abbr title="A &quot;language&quot;">HTML</abbr> and HTML.'),
        ("<style>\nb {}\n</style>\n\n<div>\n    Text\n</div>", "Text"),
        ('<iframe src="https://v.example/1" title="A film"></iframe>', "[A film](<https://v.example/1>)"),
        ('<video controls><source src="https://v.example/a.mp4"></video>', "[a.mp4](<https://v.example/a.mp4>)"),
        ("## A part {#part}\n\nSee [it](#part), [that](#a-part) and [nothing](#none).", "## A part\n\nSee [it](#a-part), [that](#a-part) and nothing."),
        ("[a][1] <https://b.example/>\n\n[1]: <https://a.example/>", "[a][1] <https://b.example/>\n\n[1]: <https://a.example/>"),
    ],
)  # fmt: skip
def test_a_text_means_the_same_here(press: Press, before: str, after: str) -> None:
    assert press.body(before) == after


@pytest.mark.parametrize(
    "before",
    ["- a\n- b\n\nText", "1. a\n\n    more\n\n2. b", "> - a\n> - b", "Text\n\n* * *\n\nText", "```\n    - a\n- b\n```", "a | b\n--|--\n1 | 2", "- a\n    - b\n    - c"],
)
def test_what_is_right_stays_as_it_is(press: Press, before: str) -> None:
    assert press.body(before) == before


def test_html_that_the_site_does_not_keep_is_told_once(press: Press) -> None:
    _, body, report = press.one(HEADER + "<span>One</span> <kbd>A</kbd> <kbd>B</kbd> <abbr title='x'>y</abbr>")
    assert "<kbd>A</kbd>" in body
    assert [text for text in said(report, Part.TEXT) if "HTML" in text] == [
        "HTML that the site does not keep; what stands between its tags stays if it is a text: kbd, span"
    ]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ("oven.png", "posts/oven.png"),
        ("oven.png", "posts/images/oven.png"),
        ("./oven.png?w=3#a", "posts/the-oven/oven.png"),
        ("../../assets/images/post/x/oven.png", "images/post/x/oven.png"),
        ("/images/oven.png", "static/images/oven.png"),
        ("{static}/images/oven.png", "images/oven.png"),
        ("{{ site.baseurl }}/images/oven.png", "images/oven.png"),
        ("<my oven.png>", "posts/my oven.png"),
        ("my oven.png", "posts/my oven.png"),
        ("my%20oven.png", "posts/my oven.png"),
    ],
)
def test_a_photo_is_found_and_copied(press: Press, given: str, where: str) -> None:
    press.write(where, photo())
    _, body, report = press.one(f'{HEADER}![An oven]({given} "By [Jane](https://jane.example.org)")', "posts/the-oven.md")
    name = "my-oven.png" if "my" in where else "oven.png"
    assert body == f'![An oven](images/the-oven/{name} "By Jane (https://jane.example.org)")'
    assert (press.town.folder / f"content/images/the-oven/{name}").read_bytes() == photo()
    assert report.photos == 1
    assert "Photos" not in report.text("en").replace("photos copied", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("![A drawing](oven.svg)", "*(image: A drawing, oven.svg)*"),
        ("![](oven.svg)", "*(image: oven.svg)*"),
        ("![Text](fake_1_.png)", "*(image: Text, fake\\_1\\_.png)*"),
        ("![Not here](gone/missing.png)", "*(image: Not here, missing.png)*"),
        ("![Data](data:image/png;base64,AAAA)", "*(image: Data, data)*"),
        ("![Out](../../../../etc/passwd.png)", "*(image: Out, passwd.png)*"),
        ("![Far](https://other.example/a_(1).png)", "[Far](<https://other.example/a_(1).png>)"),
        ("[![Far](//other.example/a.png)](https://there.example/)", "[Far](<https://there.example/>)"),
        ("[![An oven](oven.png)](https://there.example/)", "[![An oven](images/the-oven/oven.png)](<https://there.example/>)"),
        ("[![An oven](oven.png)](oven.png)", "![An oven](images/the-oven/oven.png)"),
        ("![](oven.png)", "![oven.png](images/the-oven/oven.png)"),
        ('![img](oven.png "Jane\'s")', '![Jane\'s](images/the-oven/oven.png "Jane\'s")'),
        ("![An oven][1]\n\n[1]: oven.png 'Warm'", '![An oven](images/the-oven/oven.png "Warm")'),
        ("![[oven.png|300]]", "![oven.png](images/the-oven/oven.png)"),
        ('{{< figure src="oven.png" alt="An oven" caption="Warm" >}}', '![An oven](images/the-oven/oven.png "Warm")'),
        ('<figure>\n  <img src="oven.png" alt="An oven">\n  <figcaption>Warm</figcaption>\n</figure>', '![An oven](images/the-oven/oven.png "Warm")'),
        ("![An oven](oven.png){width=250}", "![An oven](images/the-oven/oven.png)"),
        ("`![An oven](oven.png)`", "`![An oven](oven.png)`"),
    ],
)
def test_a_photo_that_cannot_be_shown_is_a_mention_or_a_link(press: Press, before: str, after: str) -> None:
    press.write("oven.png", photo())
    press.write("oven.svg", "<svg/>")
    press.write("fake_1_.png", "no photo")
    _, body, report = press.one(HEADER + before)
    assert body == after
    if after.startswith(("*", "[F")):
        assert report.count(Part.PHOTOS) == 1


def test_photos_of_one_name_do_not_mix(press: Press) -> None:
    press.write("a/Oven.PNG", photo("red"))
    press.write("b/oven.png", photo("blue"))
    press.town.write("content/images/the-oven/oven.png", photo("green"))
    _, body, _ = press.one(HEADER + "![One](a/Oven.PNG) ![Two](b/oven.png) ![One again](a/Oven.PNG)")
    files = {path.name: path.read_bytes() for path in (press.town.folder / "content/images/the-oven").iterdir()}
    assert len(files) == 3
    assert files["oven.png"] == photo("green")
    assert body.count("images/the-oven/oven-") == 3


def test_a_photo_known_by_its_name_only_is_told_and_of_two_none_is_taken(press: Press) -> None:
    press.write("a/oven.png", photo("red"))
    _, body, report = press.one(HEADER + "![One](x/oven.png)")
    assert "images/the-oven/oven.png" in body
    assert said(report, Part.GUESSED) == ["Photos were found by their names, elsewhere than the text says: old/a/oven.png"]
    press.write("b/oven.png", photo("blue"))
    press.bring()
    assert press.article("content/articles/the-oven.md")[1] == "*(image: One, oven.png)*"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x](page:post/other)", "[x]({filename}other.md)"),
        ("[x](page:other#a-part)", "[x]({filename}other.md#a-part)"),
        ("[x](2016-04-01_other.md)", "[x]({filename}other.md)"),
        ('[x](sub/Pâte sucrée.md "T")', '[x]({filename}pate-sucree.md "T")'),
        ("[x](/pate-sucree.html)", "[x]({filename}pate-sucree.md)"),
        ("[x](../2016/04/01/other/)", "[x]({filename}other.md)"),
        ("[x](/before-that/)", "[x]({filename}other.md)"),
        ("[x]({filename}/sub/Pâte%20sucrée.md)", "[x]({filename}pate-sucree.md)"),
        ('[x]({{< ref "other.md" >}})', "[x]({filename}other.md)"),
        ("[x]({% post_url 2016-04-01-other %})", "[x]({filename}other.md)"),
        ("[[Pâte sucrée]] [[other|that]]", "[Pâte sucrée]({filename}pate-sucree.md) [that]({filename}other.md)"),
        ("[[Nowhere|that]]", "that"),
        ("[x][1]\n\n[1]: page:other", "[x]({filename}other.md)"),
        ("[`x`](page:other)", "[`x`]({filename}other.md)"),
        ('<a href="page:other">x</a>', "[x]({filename}other.md)"),
        ("[x](/tags/other) [y](nowhere.md) [z](ttps://e.example/)", "x y z"),
        ("[x](//e.example/) [y](www.e.example/a)", "[x](<https://e.example/>) [y](<https://www.e.example/a>)"),
        ("[x](ours.md) [y](mailto:a@example.org)", "[x]({filename}ours.md) [y](mailto:a@example.org)"),
        ("[x](page:draft) [y](page:empty)", "x y"),
        ("`[x](page:other)` [x]\\(page:other)", "`[x](page:other)` [x]\\(page:other)"),
        ("A note[^1]\n\n[^1]: See [x](page:other)", "A note[^1]\n\n[^1]: See [x]({filename}other.md)"),
    ],
)  # fmt: skip
def test_a_link_to_another_text_leads_to_its_article(press: Press, before: str, after: str) -> None:
    press.town.write("content/articles/ours.md", "---\ntitle: Ours\ndate: 2026-01-01\n---\nText\n")
    press.write("2016-04-01_other.md", "---\ntitle: Another\naliases: /before-that/\n---\nText")
    press.write("sub/Pâte sucrée.md", "Text")
    press.write("draft.md", "---\ndraft: true\n---\nText")
    press.write("empty.md", "# Empty")
    press.write("the-oven.md", HEADER + before)
    report = press.bring()
    assert press.article("content/articles/the-oven.md")[1] == after
    assert press.errors() == []
    assert bool(report.count(Part.LINKS)) == ("x y" in after or after == "that" or "www" in after)


def test_a_name_that_two_texts_bear_leads_to_neither(press: Press) -> None:
    for folder in ("a", "b"):
        press.write(f"{folder}/same.md", f"---\ntitle: In {folder}\ndate: 2026-01-05\n---\n[x](page:same-thing) [y](same.md)")
    report = press.bring()
    assert report.created == ["content/articles/same.md", "content/articles/same-2.md"]
    assert [press.article(path)[1] for path in report.created] == ["x [y]({filename}same.md)", "x [y]({filename}same-2.md)"]
    assert press.errors() == []


# ── What no site should hold


def test_hostile_files_are_refused_with_a_sentence_and_the_others_come_in(press: Press) -> None:
    press.write("good.md", HEADER + "Text")
    press.write("binary.md", photo())
    press.write("latin.md", "Crêpes".encode("latin-1"))
    press.write("huge.md", "a" * 300_000)
    press.write("long.md", HEADER + "word " * 30_000)
    press.write("marks.md", HEADER + "[" * 900)
    press.write("bomb.md", "---\na: &a [x, x]\nb: [*a, *a]\n---\nText")
    press.write("twice.md", "---\ntitle: a\ntitle: b\n---\nText")
    press.write("toml.md", "+++\ntitle = \n+++\nText")
    press.write("empty.md", "")
    press.write("heading.md", "# Only this\n")
    (press.folder / "link.md").symlink_to(press.folder / "good.md")
    (press.folder / "folder.md").symlink_to(press.folder.parent)
    os.mkfifo(press.folder / "pipe.md")
    report = press.bring()
    assert report.created == ["content/articles/good.md"]
    assert accounted(report) == report.files == 14
    refused = {Path(path).stem: what.in_language("en") for what, files in report.said[Part.REFUSED].items() for path in files}
    assert refused["link"] == refused["folder"] == "This is a link, not a plain file."
    assert refused["pipe"] == "This is a pipe, not a plain file."
    assert refused["latin"] == "This file is not in UTF-8: the byte 0xEA cannot be read."
    assert refused["huge"] == "This file is too large: more than 256 KB."
    assert refused["long"].startswith("This text is too long")
    assert refused["marks"].startswith("The sign “[” stands more than 800 times")
    assert refused["bomb"].startswith("Its header cannot be read, line 2: Anchors and aliases")
    assert refused["twice"].startswith("Its header cannot be read, line 3: “title” is written twice")
    assert refused["toml"].startswith("Its header cannot be read, line 1: This TOML")
    assert refused["empty"] == refused["heading"] == "It has no text."
    assert press.errors() == []


def test_a_single_file_that_cannot_be_read_is_refused_too(press: Press) -> None:
    os.mkfifo(press.folder / "pipe.md")
    (press.folder / "link.md").symlink_to("/etc/passwd")
    for name in ("pipe.md", "link.md"):
        report = press.bring(name)
        assert (report.files, report.count(Part.REFUSED)) == (1, 1)
    for name in ("nowhere.md", "nowhere"):
        with pytest.raises(InvalidContent):
            press.bring(name)


def test_names_that_only_case_or_accents_part_are_two_articles(press: Press) -> None:
    for number, name in enumerate(("Crepe.md", "crepe.md", "Crêpe.md", "CRÊPE.markdown")):
        press.write(name, f"---\ntitle: Number {number}\n---\nText")
    report = press.bring()
    assert sorted(report.created) == [f"content/articles/crepe{end}.md" for end in ("-2", "-3", "-4", "")]
    assert press.errors() == []
    assert press.bring().unchanged == 4


def test_an_alias_that_is_another_article_is_left(press: Press) -> None:
    press.write("a.md", HEADER.removesuffix("---\n") + "aliases: [/b/, /old/, /a/]\n---\nText")
    press.write("b.md", HEADER.removesuffix("---\n") + "aliases: /old/\n---\nText")
    press.bring()
    assert press.article("content/articles/a.md")[0]["aliases"] == ["old"]
    assert "aliases" not in press.article("content/articles/b.md")[0]
    assert press.errors() == []
    assert press.bring().unchanged == 2


def test_a_code_sample_that_looks_like_a_link_or_photo_is_no_danger(press: Press) -> None:
    body = press.body("```\n[x](nowhere.md) ![y](nothing.png)\n```\n\n    [x](nowhere.md) ![y](no.png)\n\n``[x](nowhere.md) ` ![y](no.png)``")
    assert body.count("nowhere.md") == 3


SHAPES = st.lists(
    st.sampled_from(
        ["---\n", "+++\n", "title: a", "\n", "\n\n", "# ", "## T", "- ", "  - ", "    ", "1. ", "1) ", "> ", "```", "~~~", "`", "![", "](", ")", "[", "[[", "]]",
         "a.png", "page:x", "<div>", "</div>", "<pre>", "</pre>", "<!--", "-->", "<img src=a.png>", "<iframe src=b>", "{{< x >}}", "{{% /x %}}", "{% if %}", "{% endif %}",
         "{{ a }}", ":::", ":::tip b", "[^1]:", "*[A]: b", "A", "{#a}", "{: .b}", "#tag", "\\", "|", "=", "~~", "é", "\t", " ", '"', "'", "(", "https://a.example"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(text=st.one_of(SHAPES, st.text(max_size=200)))
@example(text="<div>")
@example(text="[![](a)](b")
@example(text="<pre>\n<pre>\n</pre>")
@example(text="1. a\n\n   ```\n   x\n   ```\n\n   - b\n     - c\n2. d")
def test_no_text_raises_and_none_breaks_the_town(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    from tests.conftest import CATEGORIES, COMMUNES, LABELS, SITE, Town

    town = Town(tmp_path_factory.mktemp("town"))
    for name, content in (("site", SITE), ("labels", LABELS), ("categories", CATEGORIES), ("communes", COMMUNES)):
        town.write(f"content/{name}.yaml", content)
    old = tmp_path_factory.mktemp("old")
    (old / "a.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    report = import_articles(town.folder, old, today=TODAY)
    assert accounted(report) == report.files == 1
    assert report.text("fr")
    assert [problem.text("en") for problem in town.check(TODAY)[1] if problem.level is Level.ERROR] == []
    before = {path: path.read_bytes() for path in town.folder.rglob("*.*")}
    assert import_articles(town.folder, old, today=TODAY).created == []
    assert {path: path.read_bytes() for path in town.folder.rglob("*.*")} == before


@given(lines=st.lists(st.sampled_from(["- a", "  - b", "    - c", "1. d", "   e", "f", "", "    g", "> h", "# i"]), max_size=12))
def test_no_word_is_lost_between_dialects(lines: list[str]) -> None:
    text = "\n".join(lines)
    hidden = Hidden()
    made = hidden.reveal(adapted(text, hidden, Remarks()))
    assert sorted(made.replace("~~~", "").split()) == sorted(text.split())


@pytest.mark.parametrize("sign", ["<pre>\n", "<!-- ", "`", "``` a", "[", "![](", "{{< a >}}", "{% a %}", "<div>", "<a href=b>", "#", "- ", "  - a\n", "*[a]: b\n", "[a]: b\n", "[[a"])
def test_a_monotonous_text_takes_no_time(press: Press, sign: str) -> None:
    press.write("a.md", HEADER + (sign * 120_000)[:119_000])
    with within(5):
        press.bring()


# ── Again and again


def test_a_second_import_changes_nothing(press: Press) -> None:
    press.write("img/oven.png", photo())
    press.write("Sweet things/cake.md", "---\ntags: [a]\nauthor: jane\n---\n![x](../img/oven.png)\n\n- a\n  - b")
    press.bring()
    before = press.files()
    report = press.bring(today=date(2027, 3, 4))
    assert (report.created, report.updated, report.unchanged, report.photos) == ([], [], 1, 0)
    assert press.files() == before
    for part in ("Sweet things/cake.md", "Sweet things"):
        assert press.bring(part, today=date(2027, 3, 4)).unchanged == 1
        assert press.files() == before


def test_a_text_that_came_alone_is_known_when_its_folder_comes(press: Press) -> None:
    press.write("Sweet things/cake.md", HEADER + "Text")
    assert press.bring("Sweet things/cake.md").created == ["content/articles/cake.md"]
    report = press.bring()
    assert (report.created, report.updated) == ([], ["content/articles/cake.md"])
    assert press.article("content/articles/cake.md")[0]["section"] == "sweet-things"


def test_what_changed_at_the_source_changes_here_but_nothing_that_a_person_wrote(press: Press) -> None:
    press.write("oven.png", photo())
    press.write("a.md", HEADER.removesuffix("---\n") + "tags: [x]\ndescription: One\nauthor: jane\n---\n![An oven](oven.png)\n\nOne")
    press.bring()
    path = "content/articles/a.md"
    press.edit(path, "title: The oven", "title: The old oven  # ours")
    press.write("oven.png", photo("blue"))
    press.write("a.md", "---\ntitle: The new oven\ndate: 2026-01-05\ntags: [y]\ndescription: Two\n---\n![An oven](oven.png)\n\nTwo")
    report = press.bring()
    fields, body = press.article(path)
    assert fields == {"title": "The old oven", "date": "2026-01-05", "tags": ["y"], "summary": "Two"}
    assert "# ours" in (press.town.folder / path).read_text(encoding="utf-8")
    assert body == "![An oven](images/a/oven.png)\n\nTwo"
    assert (press.town.folder / "content/images/a/oven.png").read_bytes() == photo("blue")
    assert said(report, Part.KEPT) == ["title: the source says another thing: “The new oven”"]
    assert said(report, Part.UPDATED) == ["changed: tags, authors, summary, body, content/images/a/oven.png"]
    press.edit(path, "Two\n", "Three\n")
    press.town.write("content/images/a/oven.png", photo("green"))
    press.write("oven.png", photo("black"))
    press.write("a.md", "---\ntitle: The new oven\ndate: 2026-01-05\ntags: [y]\ndescription: Two\n---\n![An oven](oven.png)\n\nFour")
    report = press.bring()
    assert press.article(path)[1].endswith("Three")
    assert (press.town.folder / "content/images/a/oven.png").read_bytes() == photo("green")
    assert (report.unchanged, report.count(Part.KEPT)) == (1, 1)


def test_an_article_that_a_person_removed_stays_away_and_a_renamed_one_is_found(press: Press) -> None:
    press.write("oven.png", photo())
    for name in ("a", "b", "c"):
        press.write(f"{name}.md", f"---\ntitle: {name}\ndate: 2026-01-05\n---\n![An oven](oven.png) [c](c.md)")
    press.bring()
    articles = press.town.folder / "content/articles"
    (articles / "a.md").unlink()
    text = (articles / "c.md").read_text(encoding="utf-8").replace("title: c", "title: c\naliases: [c]").replace("c.md", "new-c.md")
    (articles / "c.md").unlink()
    press.town.write("content/articles/deep/new-c.md", text)
    press.write("c.md", "---\ntitle: c\ndate: 2026-01-05\ntags: [x]\n---\n![An oven](oven.png) [c](c.md)")
    report = press.bring()
    assert (report.created, report.updated, report.count(Part.GONE)) == ([], ["content/articles/b.md", "content/articles/deep/new-c.md"], 1)
    assert press.article("content/articles/b.md")[1] == "![An oven](images/b/oven.png) [c]({filename}new-c.md)"
    assert press.article("content/articles/deep/new-c.md")[0]["tags"] == ["x"]
    assert press.article("content/articles/deep/new-c.md")[1] == "![An oven](images/c/oven.png) [c]({filename}new-c.md)"
    assert press.errors() == []


def test_without_its_memory_an_import_finds_its_articles_and_overwrites_nothing(press: Press) -> None:
    press.write("a.md", HEADER + "One")
    press.bring()
    (press.town.folder / STATE).unlink()
    press.edit("content/articles/a.md", "One", "Mine")
    press.write("a.md", HEADER + "Two")
    report = press.bring()
    assert (report.created, report.unchanged) == ([], 1)
    assert press.article("content/articles/a.md")[1] == "Mine"


def test_an_article_of_the_same_name_by_somebody_else_is_not_touched(press: Press) -> None:
    ours = "---\ntitle: Our own\ndate: 2026-01-01\n---\nText\n"
    press.town.write("content/articles/a.md", ours)
    press.write("a.md", HEADER + "Theirs")
    assert press.bring().created == ["content/articles/a-2.md"]
    assert (press.town.folder / "content/articles/a.md").read_text(encoding="utf-8") == ours


def test_a_day_given_later_replaces_the_day_of_the_import(press: Press) -> None:
    press.write("a.md", "Text")
    press.bring()
    press.bring(dated=date(2020, 1, 2))
    assert press.article("content/articles/a.md")[0]["date"] == "2020-01-02"


def test_a_trial_tells_the_same_and_writes_nothing(press: Press) -> None:
    press.write("oven.png", photo())
    press.write("x/a.md", "---\nauthor: jane\n---\n![](../oven.png)")
    before = press.files()
    trial = press.bring(dry_run=True)
    assert press.files() == before
    done = press.bring()
    assert trial.text("en").replace("This was a trial: nothing is written.\n", "") == done.text("en")
    assert "content/images/a/oven.png" in press.files()


def test_all_is_written_or_nothing(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        press.write(f"{name}.md", HEADER + "Text")
    before = press.files()
    replace, done = os.replace, []

    def failing(source: Any, target: Any) -> None:
        if len(done) == 1:
            raise OSError(28, "No space left on device")
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(InvalidContent):
        press.bring()
    assert press.files() == before


# ── What is told


def test_what_is_said_of_many_files_is_said_once(press: Press) -> None:
    for number in range(5):
        press.write(f"2016-04-0{number + 1}_a{number}.md", f"---\ntitle: A {number}\nlayout: post\n---\n{{{{< x >}}}}")
    report = press.bring()
    summary = report.summary("en")
    assert "      5  articles created\n" in summary
    assert "\n  The date is in the file's name: 5 files\n" in summary
    assert "\n  “layout”: 5 files\n" in summary
    assert "\n    old/2016-04-01_a0.md: 2016-04-01\n" in report.text("en")
    assert "fichiers lus" in report.summary("fr")
    assert len(summary.splitlines()) < 40


def test_the_command_takes_a_folder_or_a_file(press: Press, capsys: pytest.CaptureFixture[str]) -> None:
    press.write("x/a.md", HEADER + "Text")
    report = press.folder.parent / "report.txt"
    words = ["import", str(press.folder), "--town", str(press.town.folder)]
    assert main([*words, "--dry-run"]) == 0
    assert "This was a trial" in capsys.readouterr().out
    assert main([*words, "--section", "News", "--report", str(report)]) == 0
    assert "      1  articles created\n" in capsys.readouterr().out
    assert "The section" not in report.read_text(encoding="utf-8")
    assert main(["import", str(press.folder / "x" / "a.md"), "--section", "News", "--town", str(press.town.folder)]) == 0
    assert "      1  articles unchanged\n" in capsys.readouterr().out
    assert main(["import", str(press.folder / "no.md"), "--town", str(press.town.folder)]) == 1


def test_a_town_does_not_import_itself(press: Press) -> None:
    press.town.write("content/articles/a.md", HEADER + "Text")
    for path in ("content/articles", "content/articles/a.md"):
        with pytest.raises(InvalidContent):
            import_articles(press.town.folder, press.town.folder / path, today=TODAY)


def test_lists_of_the_town_written_in_another_way_stop_the_import(press: Press) -> None:
    press.town.write("content/authors.yaml", "[{slug: jane, name: Jane}]\n")
    press.write("a.md", HEADER.removesuffix("---\n") + "author: Joe\n---\nText")
    before = press.files()
    with pytest.raises(InvalidContent):
        press.bring()
    assert press.files() == before


def real_folders() -> list[Any]:
    """Return the real folders beside the repository, slow ones marked."""
    folders = [path for path in (*ARTICLES.glob("*"), *ARTICLES.glob("*/*")) if path.is_dir() and any(path.glob("*.md"))]
    return [pytest.param(path, id=path.name, marks=[pytest.mark.slow] if len(list(path.rglob("*.md"))) > 50 else []) for path in sorted(folders)]


if real_folders():

    @pytest.mark.parametrize("folder", real_folders())
    def test_a_real_folder_is_imported_whole_and_the_town_is_good(press: Press, folder: Path) -> None:
        report = import_articles(press.town.folder, folder, today=TODAY)
        assert accounted(report) == report.files == len(list(folder.rglob("*.md")))
        assert len(report.created) > 0.9 * report.files
        before = press.files()
        again = import_articles(press.town.folder, folder, today=date(2027, 1, 1))
        assert (again.created, again.updated, again.unchanged) == ([], [], len(report.created))
        assert press.files() == before
        assert press.errors() == []
        for path in report.created:
            assert "\x02" not in to_html(press.article(path)[1], prose=True)
