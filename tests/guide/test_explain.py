"""What the schema refuses is told at its line, with the name that the writer gave it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from guide.document import parse
from guide.explain import explain
from guide.fields import Record
from guide.problem import A_FILE, Problem
from guide.shop import Shop
from guide.site import Site

HEAD = "name: A\nlabels: x\ncategory: c\ncommune: d\nadded: 2026-01-05\n"


def told(text: str, model: type[Record] = Shop) -> list[Problem]:
    document = parse("a.yaml", text)
    given = {**document.values, "slug": "a"} if model is Shop else document.values
    with pytest.raises(ValidationError) as caught:
        model.model_validate(given)
    return explain(caught.value, document, model)


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("phone: 12\n", 6, "phone", "not a telephone number"),
        ("phone:\n  - 01 99 00 12 34\n  - 12\n", 8, "phone.2", "not a telephone number"),
        ("address: 12 rue de la Paix\n", 6, "address", "Several lines"),
        ("address:\n  - 12 rue de la Paix\n", 6, "address", "Several lines"),
        ("address:\n  street: a\n  postcod: b\n", 8, "address.postcod", "“postcode”"),
        ("services: [delivery, zzz]\n", 6, "services.2", "“zzz”"),
        ("services:\n  kind: zzz\n", 7, "services.kind", "“zzz”"),
        ("services:\n  - kind: delivery\n    nots: a\n", 8, "services.1.nots", "“note”"),
        ("services:\n  - note: a\n", 7, "services.1.kind", "“kind” is missing"),
        ("images: front.jpg\n", 6, "images", "Several lines"),
        ("images:\n  - file: a/b.jpg\n    alt: c\n", 7, "images.1.credit", "“credit” is missing"),
        ("position: {lat: '95', lon: '2'}\n", 6, "position.lat", "beyond 90"),
        ("notes: a\n", 6, "notes", "Several lines"),
        ("notes: {a: [b]}\n", 6, "notes.a", "A text was expected"),
        ("social:\n  facbook: a\n", 7, "social.facbook", "“facebook”"),
        ("keywords:\n  - a\n  -\n", 8, "keywords.2", "item of the list is empty"),
        ("keywords:\n  - a\n  - #b\n", 8, "keywords.2", "“#b” was read as a comment"),
    ],
)
def test_each_mistake_is_told_at_its_line_and_by_its_name(text: str, line: int, field: str, words: str) -> None:
    (problem,) = told(HEAD + text)
    assert (problem.line, problem.field) == (line, field)
    assert words in problem.text("en")
    assert problem.fix is not None


def test_a_required_field_that_is_missing_or_empty_is_told_once() -> None:
    problems = told("labels: []\nname: A\n")
    assert [problem.field for problem in problems] == ["labels", "category", "commune", "added"]
    assert problems[0].text("en") == "a.yaml:1: labels: “labels” is missing.\n    → Write, for example: labels: [faitici]"


def test_a_hashtag_read_as_a_comment_is_told_instead_of_an_empty_field() -> None:
    text = HEAD.replace("labels: x", "labels: #x")
    document = parse("a.yaml", text)
    with pytest.raises(ValidationError) as caught:
        Shop.model_validate({name: value for name, value in document.values.items() if value} | {"slug": "a"})
    (problem,) = explain(caught.value, document, Shop)
    assert "“#x” was read as a comment" in problem.text("en")


def test_a_number_out_of_range_is_told_with_its_limit() -> None:
    (problem,) = told("name: A\nlanguage: fr\naddress: https://example.org/\npage_size: 1000\n", Site)
    assert (problem.line, problem.field) == (4, "page_size")
    assert "100" in problem.what.in_language("en")


def test_the_names_that_files_say_are_not_suggested() -> None:
    (problem,) = told(f"{HEAD}zzzzzz: a\n")
    assert "Known fields: name, labels, " in problem.text("en")
    assert "slug" not in problem.text("en")


def test_no_more_problems_are_told_than_help() -> None:
    assert len(told(HEAD + "".join(f"zz{n}: a\n" for n in range(5_000)))) == A_FILE
