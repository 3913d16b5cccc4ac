"""The magazine's articles: which stand there today, in what order, and what each leads on to."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.article import PACE, Article
from guide.articles import RECENT, Articles
from guide.document import parse, split_header
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from tests.conftest import Town

TODAY = date(2026, 11, 22)


def article(slug: str, day: str = "2026-01-05", **fields: Any) -> Article:
    """Return an article as its header would give it."""
    return Article.model_validate({"slug": slug, "title": slug.title(), "date": day, "body": "Some words.", **fields})


def slugs(articles: tuple[Article | None, ...]) -> list[str | None]:
    """Return the names of articles."""
    return [found.slug if found else None for found in articles]


def test_the_newest_come_first_and_those_of_a_day_by_name() -> None:
    articles = Articles([article("b"), article("old", "2025-12-31"), article("new", "2026-03-01"), article("a")])
    assert slugs(articles.all) == ["new", "a", "b", "old"]
    assert slugs(tuple(articles)) == slugs(articles.all)
    assert len(articles) == 4


def test_each_index_answers_in_the_same_order() -> None:
    fields: dict[str, Any] = {
        "section": "walks", "labels": ["tiny"], "authors": ["cats"], "shops": ["the-oven"], "communes": ["tinyville"], "tags": ["Bread and Butter"],
    }  # fmt: skip
    articles = Articles([article("a", "2025-02-01", **fields), article("b", "2026-02-01", **fields), article("else")])
    for found in (
        articles.in_section("walks"), articles.labelled("tiny"), articles.by("cats"), articles.on("the-oven"),
        articles.in_commune("tinyville"), articles.tagged("bread-and-butter"),
    ):  # fmt: skip
        assert slugs(found) == ["b", "a"]
    for nothing in (
        articles.in_section("x"), articles.labelled("x"), articles.by("x"), articles.on("x"), articles.in_commune("x"), articles.tagged("x"),
        articles.in_series("x"), articles.of_year(1999),
    ):  # fmt: skip
        assert nothing == ()
    assert articles.article("a").slug == "a"
    with pytest.raises(KeyError):
        articles.article("nowhere")


def test_years_have_their_articles_newest_first() -> None:
    articles = Articles([article("a", "2024-12-31"), article("b", "2026-01-01"), article("c", "2024-01-01")])
    assert articles.years == (2026, 2024)
    assert slugs(articles.of_year(2024)) == ["a", "c"]


def test_a_tag_is_named_as_the_newest_article_spells_it_and_stands_by_name() -> None:
    articles = Articles(
        [article("a", "2025-01-01", tags=["BREAD", "Œufs"]), article("b", "2026-01-01", tags=["Bread", "zinc"]), article("c", "2024-01-01", tags=["Été"])]
    )
    assert [tuple(tag) for tag in articles.tags] == [("bread", "Bread"), ("ete", "Été"), ("oeufs", "Œufs"), ("zinc", "zinc")]


def test_an_article_with_one_tag_twice_stands_there_once() -> None:
    articles = Articles([article("a", tags=["Bread", "bread"])])
    assert slugs(articles.tagged("bread")) == ["a"]


def test_a_series_begins_with_its_oldest_part_and_each_part_knows_its_neighbours() -> None:
    parts = [article("three", "2026-03-01", series="Walks"), article("one", "2026-01-01", series="walks"), article("two", "2026-02-01", series="Walks")]
    articles = Articles([*parts, article("else")])
    assert slugs(articles.in_series("walks")) == ["one", "two", "three"]
    assert [slugs(articles.neighbours(articles.article(name))) for name in ("one", "two", "three", "else")] == [
        [None, "two"],
        ["one", "three"],
        ["two", None],
        [None, None],
    ]


def test_parts_of_a_series_of_one_day_stand_by_name() -> None:
    articles = Articles([article(f"part-{number}", series="Walks") for number in (3, 1, 2)])
    assert slugs(articles.in_series("walks")) == ["part-1", "part-2", "part-3"]


def test_the_series_with_the_newest_article_comes_first() -> None:
    articles = Articles(
        [article("a", "2026-01-01", series="Old one"), article("b", "2026-05-01", series="New one"), article("c", "2024-01-01", series="New one")]
    )
    assert [tuple(series) for series in articles.series] == [("new-one", "New one"), ("old-one", "Old one")]


def test_a_series_of_one_has_no_neighbours() -> None:
    articles = Articles([article("a", series="Alone")])
    assert articles.neighbours(articles.article("a")) == (None, None)


def test_what_shares_a_shop_is_more_related_than_what_shares_the_rest() -> None:
    one = article("one", shops=["the-oven"], communes=["tinyville"], tags=["bread"], section="walks", labels=["tiny"])
    others = [
        article("label", labels=["tiny"]),
        article("section", section="walks"),
        article("tag", tags=["Bread"]),
        article("commune", communes=["tinyville"]),
        article("shop", shops=["the-oven"]),
        article("nothing"),
    ]
    articles = Articles([one, *others])
    assert slugs(articles.related(one, 10)) == ["shop", "commune", "tag", "section", "label"]
    assert slugs(articles.related(one, 2)) == ["shop", "commune"]
    assert articles.related(articles.article("nothing"), 10) == ()


def test_of_those_equally_related_the_one_written_nearest_in_time_comes_first() -> None:
    one = article("one", "2026-06-15", section="walks")
    articles = Articles([one, article("far", "2024-01-01", section="walks"), article("near", "2026-07-01", section="walks")])
    assert slugs(articles.related(one, 3)) == ["near", "far"]


@given(st.integers(0, 130), st.integers(0, 5))
def test_an_article_is_never_related_to_itself_nor_twice_to_another(count: int, wanted: int) -> None:
    articles = Articles([article(f"a-{number}", section="walks", tags=["a", "b"]) for number in range(count)])
    for one in articles.all[:3]:
        found = slugs(articles.related(one, wanted))
        assert one.slug not in found
        assert len(found) == len(set(found)) == min(wanted, min(count, RECENT + 1) - 1)


@given(st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.sampled_from(["A", "B", None])), max_size=12))
def test_following_a_series_meets_each_of_its_parts_once(written: list[tuple[date, str | None]]) -> None:
    articles = Articles([article(f"a-{number}", day.isoformat(), series=series) for number, (day, series) in enumerate(written)])
    for topic in articles.series:
        parts = articles.in_series(topic.slug)
        for before, after in pairwise(parts):
            assert articles.neighbours(before)[1] is after
            assert articles.neighbours(after)[0] is before
        assert articles.neighbours(parts[0])[0] is None
        assert articles.neighbours(parts[-1])[1] is None


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"date": "2026-11-21"}, True),
        ({"date": "2026-11-22"}, True),
        ({"date": "2026-11-23"}, False),
        ({"date": "2026-11-23", "publish": "2026-11-22"}, True),
        ({"date": "2026-11-01", "publish": "2026-12-01"}, False),
        ({"date": "2026-11-01", "expires": "2026-11-23"}, True),
        ({"date": "2026-11-01", "expires": "2026-11-22"}, False),
        ({"date": "2026-11-01", "publish": "2026-11-10", "expires": "2026-11-20"}, False),
    ],
)
def test_an_article_waits_for_its_day_and_leaves_on_another(fields: dict[str, str], stands: bool) -> None:
    made = article("a", **{"day": fields.pop("date"), **fields})
    assert made.stands_on(TODAY) is stands


def test_what_does_not_stand_there_today_is_known_by_name_only(town: Town) -> None:
    for slug, day in (("past", "2026-01-05"), ("future", "2027-01-05")):
        town.write(f"content/articles/{slug}.md", f"---\ntitle: {slug}\ndate: {day}\nshops: [the-oven]\n---\nWords.\n")
    articles = town.guide().articles
    assert slugs(articles.all) == ["past"]
    assert slugs(articles.absent) == ["future"]
    assert slugs(articles.on("the-oven")) == ["past"]
    guide, problems = town.check(TODAY + timedelta(days=365))
    assert guide is not None
    assert problems == ()
    assert slugs(guide.articles.on("the-oven")) == ["future", "past"]


def test_references_may_be_written_by_name_and_become_slugs(town: Town) -> None:
    town.write("content/sections.yaml", "- {slug: walks, name: Long walks}\n")
    town.write("content/authors.yaml", "- {slug: cats, name: The harbour cats}\n")
    town.write("content/labels.yaml", "- {hashtag: tiny, mention: Tiny, aliases: [small]}\n")
    header = "title: A\ndate: 2026-01-05\nsection: Long walks\nauthors: The Harbour Cats\nlabels: ['#Small', tiny]\ncommunes: Bigville\n"
    town.write("content/articles/2026/a.md", f"---\n{header}---\nWords.\n")
    (made,) = town.guide().articles
    assert (made.section, made.authors, made.labels, made.communes) == ("walks", ("cats",), ("tiny",), ("bigville",))
    assert made.path == "content/articles/2026/a.md"


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (PACE, 1), (PACE * 3, 3), (PACE * 2 + PACE // 2 + 1, 3)])
def test_reading_takes_whole_minutes_and_at_least_one(words: int, minutes: int) -> None:
    assert article("a", body="word " * words).minutes == minutes


def test_the_last_change_is_the_newest_day_said() -> None:
    assert article("a", "2026-02-01").last_change == date(2026, 2, 1)
    assert article("a", "2026-02-01", modified="2026-03-01").last_change == date(2026, 3, 1)
    assert article("a", "2026-02-01", modified="2026-01-01").last_change == date(2026, 2, 1)


def test_an_unreadable_folder_of_shops_is_said_once_and_not_by_every_article(town: Town) -> None:
    town.write("content/articles/a.md", "---\ntitle: A\ndate: 2026-01-05\nshops: [the-oven]\n---\nSee [it](../../shops/the-oven.yaml).\n")
    (town.folder / "shops" / "the-oven.yaml").unlink()
    (town.folder / "shops").rmdir()
    town.write("shops", "no folder")
    _, problems = town.check()
    assert [problem.path for problem in problems] == ["shops"]


def test_the_example_and_the_fields_of_the_documentation_are_those_of_an_article() -> None:
    page = (REPOSITORY / "docs" / "fr" / "ecrire-un-article.md").read_text(encoding="utf-8")
    example = page.split("```markdown\n")[1].split("```", maxsplit=1)[0]
    header, body, _ = split_header(example)
    assert header is not None
    made = Article.model_validate({**parse("a.md", header).values, "slug": "a", "body": body})
    assert made.authors == ("la-redaction",)
    told = {name for line in re.findall(r"(?m)^\| (`.*?`) \|", page) for name in re.findall(r"`(\w+)`", line)}
    assert told == set(Article.model_fields) - Article.IMPLIED
