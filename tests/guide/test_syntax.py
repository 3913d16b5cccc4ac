"""What YAML's parser does not understand is told at the line that its writer should look at."""

from __future__ import annotations

import pytest

from guide.document import parse


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: Bar: the Big One\n", 1, "second “:”"),
        ("name: l'été : chaud\n", 1, "second “:”"),
        ('a: b\nname: "abc\nc: d\n', 2, "never closed"),
        ("name: 'abc\n---\n", 1, "never closed"),
        ('name: "a\\qb"\n', 1, "“\\” stands"),
        ("name: 'L'étable'\n", 1, "closing quotation mark"),
        ('name: "La "Huche""\nx: 1\n', 1, "closing quotation mark"),
        ("'L'étable': 1\n", 1, "closing quotation mark"),
        ("a:\n\tb: c\n", 2, "tabulation"),
        ("-\ta: b\n  c: d\n", 1, "tabulation"),
        ("a: |\n\tb\n", 2, "tabulation"),
        ("name: @a", 1, "begin with “@”"),
        ("name: `a`\n", 1, "begin with “`”"),
        ("%a\n", 1, "begin with “%”"),
        ("a: b\n%c: d\n", 2, "begin with “%”"),
        ("a: ]\n", 1, "begin with “]”"),
        ("a: ,b\n", 1, "begin with “,”"),
        ("a: *\n", 1, "begin with “*”"),
        ("a: & b\n", 1, "begin with “&”"),
        ("a: !<\n", 1, "begin with “!”"),
        ("labels: [#a]\nb: c\n", 1, "“#” begins a comment"),
        ("labels: [a, #b]\n\n\n", 1, "“#” begins a comment"),
        ("labels: [a,\n  #b]\nd: e\n", 2, "“#” begins a comment"),
        ("a: 1\nb: [c\nd: e\n", 2, "“[” begins here"),
        ("a: {b: c\n", 1, "“{” begins here"),
        ("a: 1\nb\n", 2, "has no “:”"),
        ("a: 1\nb\nc: d\n", 2, "has no “:”"),
        ("a: 1\nb:2\nc: d\n", 2, "A space is missing"),
        ("a: 1\n b: 2\n", 2, "does not go with the one above"),
        ("a:1\nb: 2\n", 2, "does not go with the one above"),
        ("a: | b\n", 1, "Nothing may stand behind"),
        ("a: - b\n", 1, "list cannot begin"),
        ("a: [b](http://c)\n", 1, "cannot be read"),
        ("a:\n  - 1\n - 2\n", 3, "cannot be read"),
        ("a: b\n- c\n", 2, "cannot be read"),
    ],
)
def test_a_mistake_is_told_where_it_is(text: str, line: int, words: str) -> None:
    (problem,) = parse("a.yaml", text).problems
    assert problem.line == line
    assert words in problem.what.in_language("en")
    assert problem.fix is not None


def test_the_remedy_repeats_what_was_written() -> None:
    (problem,) = parse("a.yaml", "name: @Bar # a remark\n").problems
    assert problem.text("en").endswith('Put quotes around it: "@Bar"')
