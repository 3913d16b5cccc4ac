"""What one begins with is valid: a new town builds, a new entry only waits for its words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from guide.document import parse
from guide.load import check
from guide.new import ARTICLE_OFFERED, new_article, new_shop, new_town
from guide.problem import InvalidContent
from guide.words import LANGUAGES

if TYPE_CHECKING:
    from tests.conftest import Town

TODAY = date(2026, 11, 22)


def why_not(start: object) -> str:
    with pytest.raises(InvalidContent) as caught:
        start()
    (problem,) = caught.value.problems
    assert problem.fix is not None
    return problem.text("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_town_has_no_problem(tmp_path: Path, language: str) -> None:
    new_town(tmp_path / "town", language)
    guide, problems = check(tmp_path / "town", TODAY)
    assert guide is not None
    assert problems == ()
    assert guide.site.language == language
    assert guide.pages
    assert guide.sections
    assert guide.authors


def test_a_new_town_builds(town: Town, tmp_path: Path) -> None:
    town.folder = tmp_path / "new"
    new_town(town.folder, "fr")
    output = town.build()
    assert (output / "index.html").is_file()
    assert not (output / "magazine").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_is_written_at_once_in_a_new_town(town: Town, tmp_path: Path, language: str) -> None:
    town.folder = tmp_path / "new"
    new_town(town.folder, language)
    path = town.folder / new_article(town.folder, "L'œuf : à quoi bon ?", TODAY)
    text = re.sub(r"(?m)^#(?=(?:section|authors|labels|tags|series):)", "", path.read_text(encoding="utf-8"))
    path.write_text(f"{text}Quatre heures du matin.\n", encoding="utf-8")
    guide = town.guide()
    (article,) = guide.articles
    assert (article.slug, article.title, article.date) == ("l-oeuf-a-quoi-bon", "L'œuf : à quoi bon ?", TODAY)
    assert (article.section, article.authors) == (guide.sections[0].slug, (guide.authors[0].slug,))
    assert article.labels == (guide.labels[0].hashtag,)
    output = town.build()
    assert "Quatre heures du matin." in (output / guide.urls.of(article) / "index.html").read_text(encoding="utf-8")
    assert (output / guide.urls.of(guide.sections[0]) / "index.html").is_file()


def test_a_town_is_begun_in_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert "not empty" in why_not(lambda: new_town(tmp_path, "fr"))
    assert "not empty" in why_not(lambda: new_town(tmp_path / "a.txt", "fr"))
    assert "no starter" in why_not(lambda: new_town(tmp_path / "town", "xx"))


def test_a_new_entry_lacks_only_its_category(town: Town) -> None:
    path = new_shop(town.folder, "L'Œuf & la Poule", "Bigville", TODAY)
    assert path == Path("shops/bigville/l-oeuf-la-poule.yaml")
    _, problems = town.check()
    assert [(problem.path, problem.field) for problem in problems] == [(path.as_posix(), "category")]
    text = (town.folder / path).read_text(encoding="utf-8")
    (town.folder / path).write_text(text.replace("category:", "category: bakery"), encoding="utf-8")
    guide = town.guide()
    shop = guide.shop("l-oeuf-la-poule")
    assert (shop.name, shop.labels, shop.commune, shop.added) == ("L'Œuf & la Poule", ("tiny",), "bigville", TODAY)


def test_each_field_of_a_new_entry_can_be_uncommented(town: Town) -> None:
    path = new_shop(town.folder, "Bar: the Big One", "", TODAY)
    text = (town.folder / path).read_text(encoding="utf-8")
    written = parse("a.yaml", re.sub(r"(?m)^#(?! )", "", text))
    assert written.problems == []
    text = re.sub(r"(?m)^#(?! )", "", text).replace("category:", "category: bakery").replace("commune:", "commune: Tinyville")
    (town.folder / path).write_text(text, encoding="utf-8")
    _, problems = town.check()
    # The example's place is not in this town and its photo is not there.
    assert {problem.field for problem in problems} <= {"images.1.file", "address.postcode", "position"}


def test_an_entry_names_its_schema_wherever_it_stands(town: Town) -> None:
    for commune in ("", "Bigville"):
        path = town.folder / new_shop(town.folder, f"Shop {commune}", commune, TODAY)
        schema = path.read_text(encoding="utf-8").split("\n", maxsplit=1)[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve() == (town.folder / "content/schemas/shop.schema.json").resolve()
        assert (path.parent / schema).is_file()


def test_an_entry_is_not_begun_twice_nor_without_a_name(town: Town) -> None:
    assert "exists already" in why_not(lambda: new_shop(town.folder, "The Oven", "Bigville", TODAY))
    assert "not a name" in why_not(lambda: new_shop(town.folder, "!!!", "", TODAY))
    assert "Windows" in why_not(lambda: new_shop(town.folder, "Con", "", TODAY))


def test_an_entry_is_begun_though_the_labels_are_wrong(town: Town) -> None:
    town.write("content/labels.yaml", "hashtag: tiny\n")
    path = new_shop(town.folder, "Second", "", TODAY)
    assert "\nlabels:\n" in (town.folder / path).read_text(encoding="utf-8")


def test_a_new_article_lacks_only_its_text(town: Town) -> None:
    path = new_article(town.folder, "The oven that opens before dawn", TODAY)
    assert path == Path("content/articles/the-oven-that-opens-before-dawn.md")
    _, problems = town.check()
    assert [(problem.path, problem.field, str(problem.what)) for problem in problems] == [(path.as_posix(), "body", "The text is missing.")]


def test_each_field_of_a_new_article_can_be_uncommented_alone(town: Town) -> None:
    town.write("content/sections.yaml", "- {slug: walks, name: Walks}\n- {slug: portraits, name: Portraits}\n")
    town.write("content/authors.yaml", "- {slug: cats, name: Cats}\n")
    path = town.folder / new_article(town.folder, 'The "oven": a #tiny story', TODAY)
    text = path.read_text(encoding="utf-8") + "Words.\n"
    for field in ARTICLE_OFFERED:
        one = re.sub(rf"(?m)^#({field}:.*(?:\n#  .*)*)", lambda found: found[1].replace("\n#", "\n"), text)
        assert one != text, field
        path.write_text(one, encoding="utf-8")
        _, problems = town.check()
        # The example's shop, commune and photo are not in this town; a day that is past is before today.
        assert {problem.field for problem in problems} <= {"shops.1", "communes.1", "image.file", "expires"}, field


def test_a_new_article_names_the_sections_authors_and_labels_of_the_site(town: Town) -> None:
    town.write("content/sections.yaml", "- {slug: walks, name: Walks}\n- {slug: portraits, name: Portraits}\n")
    town.write("content/authors.yaml", "- {slug: cats, name: Cats}\n")
    text = (town.folder / new_article(town.folder, "A", TODAY)).read_text(encoding="utf-8")
    assert "# Known words: walks, portraits.\n#section: walks\n" in text
    assert "#authors: [cats]\n" in text
    assert "#labels: [tiny]\n" in text


def test_an_article_is_begun_though_the_sections_are_wrong(town: Town) -> None:
    town.write("content/sections.yaml", "slug: walks\n")
    town.write("content/authors.yaml", "[\n")
    text = (town.folder / new_article(town.folder, "A", TODAY)).read_text(encoding="utf-8")
    assert "\n#section: portraits\n" in text


def test_an_article_is_not_begun_twice_nor_without_a_title(town: Town) -> None:
    town.write("content/articles/2025/the-oven.md", "---\ntitle: A\ndate: 2025-01-05\n---\nWords.\n")
    assert "exists already" in why_not(lambda: new_article(town.folder, "The Oven", TODAY))
    assert "not a name" in why_not(lambda: new_article(town.folder, "« ! »", TODAY))
    assert "Windows" in why_not(lambda: new_article(town.folder, "Con", TODAY))
