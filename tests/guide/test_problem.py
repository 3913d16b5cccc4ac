"""A problem is told the same way on a terminal and on a pull request."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.problem import InvalidContent, Level, Problem, dotted, ordered, reader_language, report
from guide.words import msg

MISTAKE = Problem("shops/a.yaml", 3, "phone", msg("“{value}” is wrong.", value="12"), msg("Write it right."))
REMARK = Problem("shops/b.yaml", 0, "", msg("This is odd."), level=Level.WARNING)


def test_a_problem_says_where_what_and_how_to_write_it() -> None:
    assert MISTAKE.text("en") == "shops/a.yaml:3: phone: “12” is wrong.\n    → Write it right."
    assert REMARK.text("en") == "shops/b.yaml: This is odd. (warning)"


def test_a_report_counts_errors_and_warnings() -> None:
    assert report([MISTAKE, REMARK], "en").endswith("\n\n1 error(s), 1 warning(s).")
    assert report([], "en") == "0 error(s), 0 warning(s)."


def test_problems_come_in_the_order_of_files_and_lines_and_once() -> None:
    later = Problem("shops/a.yaml", 12, "", msg("Later."))
    assert ordered([REMARK, later, MISTAKE, MISTAKE]) == (MISTAKE, later, REMARK)
    assert InvalidContent([REMARK, MISTAKE]).problems == (MISTAKE, REMARK)
    assert str(InvalidContent([REMARK, MISTAKE])) == "1 errors"


def test_items_of_lists_are_counted_from_one() -> None:
    assert dotted(("services", 0, "phone", 11)) == "services.1.phone.12"
    assert dotted(()) == ""


def test_an_annotation_is_a_command_of_one_line() -> None:
    assert MISTAKE.annotation("en") == "::error file=shops/a.yaml,line=3,title=phone::“12” is wrong. Write it right."
    assert REMARK.annotation("en") == "::warning file=shops/b.yaml,line=1,title=shops/b.yaml::This is odd."


@pytest.mark.parametrize(
    ("path", "field", "value", "annotation"),
    [
        ("shops/a,b:c%.yaml", "x", "y", "::error file=shops/a%2Cb%3Ac%25.yaml,line=1,title=x::y"),
        ("a", "x,line=9::z", "y", "::error file=a,line=1,title=x%2Cline=9%3A%3Az::y"),
        ("a", "x", "50 %\r\n::error::b", "::error file=a,line=1,title=x::50 %25%0D%0A::error::b"),
    ],
)
def test_no_word_of_a_file_becomes_a_command(path: str, field: str, value: str, annotation: str) -> None:
    assert Problem(path, 1, field, msg("{value}", value=value)).annotation("en") == annotation


@given(st.text(min_size=1), st.text(), st.text())
def test_an_annotation_can_be_read_back_whatever_it_says(path: str, field: str, value: str) -> None:
    line = Problem(path, 7, field, msg("{value}", value=value)).annotation("en")
    found = re.fullmatch(r"::error file=([^,:\n\r]+),line=7,title=([^,:\n\r]+)::([^\n\r]*)", line)
    assert found
    assert tuple(map(unquote, found.groups())) == (path, field or path, value)


def test_the_reader_chooses_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENSEIGNE_LANG", raising=False)
    assert reader_language() == "fr"
    monkeypatch.setenv("ENSEIGNE_LANG", "nl")
    assert reader_language() == "nl"
