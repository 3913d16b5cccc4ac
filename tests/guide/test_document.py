"""A YAML file is read as its writer meant it; nothing it holds raises or stalls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.document import DEPTH, Document, parse, read_document, split_header
from tests.pace import within

SUITE = Path(__file__).parents[3] / "shared" / "payloads" / "yamlsuite.json"
TEXTS = json.loads(SUITE.read_text(encoding="utf-8")) if SUITE.is_file() else []
YAML_SIGNS = st.text(" \n:#-'\"|>{}[]&*!?,%@`~<=.\tab01é", max_size=80)


def values(text: str) -> object:
    document = parse("a.yaml", text)
    assert document.problems == []
    return document.values


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "Off", "true", "~", "null", "Null", "09:00", "1:30:00", "0199000000", "01120", "0x1F", "0o17", "1e3",
     "12.50", "1_000", ".inf", ".NaN", "+33 1 99 00 12 34", "2026-01-05", "2026-01-05T09:00:00Z", "=", "<<", "-5", "Norvège"],
)  # fmt: skip
def test_what_yaml_would_guess_stays_the_text_that_was_written(written: str) -> None:
    assert values(f"field: {written}\nlist:\n- {written}\nflow: [{written}]\n") == {
        "field": written,
        "list": [written],
        "flow": [written],
    }


def test_names_of_fields_are_texts_too() -> None:
    assert values("no: a\n1: b\n2026-01-05: c\n~: d\n") == {"no": "a", "1": "b", "2026-01-05": "c", "~": "d"}


def test_an_empty_value_is_none_and_an_empty_text_is_text() -> None:
    assert values('a:\nb: ""\nc: []\nd: {}\n') == {"a": None, "b": "", "c": [], "d": {}}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n"])
def test_a_file_that_says_nothing_has_no_values_and_no_problem(text: str) -> None:
    assert values(text) is None


def test_every_value_knows_its_line() -> None:
    document = parse("a.yaml", "name: A\naddress:\n  street: x\n\n  postcode: y\nservices:\n  - kind: z\n  - w\n")
    assert document.line(("address", "postcode")) == 5
    assert document.line(("services", 0, "kind")) == 7
    assert document.line(("services", 1)) == 8
    assert document.line(("services", 1, "note")) == 8
    assert document.line(("website",)) == 1


@pytest.mark.parametrize(
    ("where", "written"),
    [
        (("phone", 0), ("phone",)),
        (("services", 1, "kind"), ("services", 1)),
        (("images", 0, "alt"), ("images", "alt")),
        (("address", "street"), ("address", "street")),
        (("nothing", 0), ("nothing", 0)),
        ((), ()),
    ],
)
def test_a_place_in_a_record_is_found_where_it_was_written(where: tuple[str | int, ...], written: tuple[str | int, ...]) -> None:
    text = "phone: '1'\nservices: [{kind: a}, b]\nimages:\n  alt: c\naddress:\n  postcode: d\n"
    assert parse("a.yaml", text).written(where) == written


def test_a_hashtag_read_as_a_comment_is_remembered() -> None:
    document = parse("a.yaml", "labels: #tiny\nothers:\n  - #here\n  - there # a remark\nname: # to be found out later\n")
    assert document.comments == {("labels",): "tiny", ("others", 0): "here"}
    assert document.empty == {("others", 0)}


def test_the_second_of_two_equal_fields_is_told_and_the_first_is_kept() -> None:
    document = parse("a.yaml", "a: 1\nb:\n  a: 2\na: {x: [3]}\nc: 4\n")
    assert document.values == {"a": "1", "b": {"a": "2"}, "c": "4"}
    assert [(problem.line, problem.field) for problem in document.problems] == [(4, "a")]


def test_items_of_lists_are_counted_from_one() -> None:
    (problem,) = parse("a.yaml", "- a: 1\n- b: 2\n  b: 3\n").problems
    assert problem.field == "2.b"


@pytest.mark.parametrize(
    "text",
    ["a: !!str b\n", "a: !x\n", "!t {a: b}\n", "a: &x b\n", "a: *x\n", "&x {a: b}\n", "*x : b\n", "? [a]\n: b\n", "? {a: b}\n: c\n",
     "a: b\n---\nc: d\n", "a: b\n...\n---\nc: d\n", "<<: *x\n", 'a: "\\0"\n', "[" * (DEPTH + 1), "- " * (DEPTH + 1)],
)  # fmt: skip
def test_what_confuses_or_attacks_is_a_problem(text: str) -> None:
    document = parse("a.yaml", text)
    assert len(document.problems) == 1
    assert document.values is None


def test_a_byte_order_mark_and_the_line_ends_of_windows_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfname: A\r\ndescription: |\r\n  One\r\n  two\r\nadded: 2026-01-05\r")
    document = read_document(tmp_path, "a.yaml")
    assert document.problems == []
    assert document.values == {"name": "A", "description": "One\ntwo\n", "added": "2026-01-05"}
    assert document.line(("added",)) == 5


@pytest.mark.parametrize(
    ("text", "header", "body", "line"),
    [
        ("---\nname: A\n---\nText\n", "name: A\n", "Text\n", 4),
        ("---  \nname: A\n...\n\nText", "name: A\n", "\nText", 4),
        ("---\n---\n", "", "", 3),
        ("---\nname: A\n---", "name: A\n", "", 3),
        ("---\nname: A\n", None, "---\nname: A\n", 1),
        ("# Title\n---\n", None, "# Title\n---\n", 1),
        ("", None, "", 1),
        ("----\na: b\n---\n", None, "----\na: b\n---\n", 1),
    ],
)
def test_the_header_ends_at_the_second_line_of_dashes(text: str, header: str | None, body: str, line: int) -> None:
    assert split_header(text) == (header, body, line)


def test_lines_of_a_markdown_entry_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nname: A\nphone: B\n---\n\nText: not a field\n", encoding="utf-8")
    document = read_document(tmp_path, "a.md")
    assert document.line(("phone",)) == 3
    assert (document.body, document.body_line) == ("\nText: not a field\n", 5)
    assert document.values == {"name": "A", "phone": "B"}


def test_a_mistake_in_the_header_is_told_at_its_line_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nname: A\nphone: B: C\n---\nText\n", encoding="utf-8")
    (problem,) = read_document(tmp_path, "a.md").problems
    assert problem.place() == "a.md:3"


def test_no_text_of_the_yaml_test_suite_raises() -> None:
    for text in TEXTS:
        document = parse("a.yaml", text)
        assert document.problems or _is_plain(document.values), text


@given(st.text() | YAML_SIGNS)
def test_no_text_raises(text: str) -> None:
    document = parse("a.yaml", text)
    assert _is_plain(document.values)
    for problem in document.problems:
        assert 1 <= problem.line <= text.count("\n") + 1


@given(st.binary(max_size=400) | YAML_SIGNS.map(str.encode), st.sampled_from(["a.yaml", "a.md"]))
def test_no_bytes_of_a_file_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / name).write_bytes(data)
    assert isinstance(read_document(folder, name), Document)


@pytest.mark.parametrize(
    "text",
    ["[" * 250_000, "{a: " * 60_000, "- " * 120_000, "? " * 120_000, "a: 1\n" * 50_000, "".join(f"a{n}: b\n" for n in range(25_000)),
     "a: " + "b\n  " * 60_000, 'a: "' + "b\n" * 100_000 + '"', "- #a\n" * 50_000, "#" * 250_000, "a: [" + "b: c, " * 40_000,
     "&a " * 80_000, "a: |\n" + " \n" * 100_000, "'" * 250_000, "a" * 250_000 + ": b", "\n" * 250_000],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_no_text_as_long_as_a_file_may_be_stalls(text: str) -> None:
    with within(1):
        parse("a.yaml", text)


def _is_plain(value: object) -> bool:
    """Say whether a value is made of texts, None, lists and mappings only."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(child) for key, child in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or type(value) is str
