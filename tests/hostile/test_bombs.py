"""A file of a plain size may not take the time, the memory or the nerves of whoever reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.document import parse
from guide.fields import ITEMS, MARKUP_SIGNS, TEXT
from guide.files import ENTRY_BYTES
from guide.markdown import to_html
from guide.problem import A_FILE
from tests.conftest import SHOP, Town
from tests.hostile.measured import costs

SECONDS, MEGABYTES = 5.0, 500
START = "".join(f"{name}: {value}\n" for name, value in SHOP.items() if name != "labels") + "labels: [tiny]\n"


def many(line: str, head: str = "", tail: str = "") -> str:
    """Return a text of numbered lines as long as an entry may be."""
    count = (ENTRY_BYTES - len(head) - len(tail) - 10) // len(line.format(99_999))
    return head + "".join(line.format(number) for number in range(count)) + tail


# What YAML has been used for against its readers; each is refused.
YAML = {
    "billion laughs": "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n",
    "brackets": "[" * 100_000,
    "braces": "{" * 100_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "deep block": "".join("  " * depth + "a:\n" for depth in range(400)),
    "anchors": "&a " * 80_000,
    "tags": "!!a " * 60_000,
    "documents": "--- a\n" * 40_000,
    "empty documents": "---\n" * 60_000,
    "directives": "%YAML 1.1\n" * 20_000,
    "comments": "#\n" * 120_000,
    "an open quote": '"' + "a" * 200_000,
    "escapes": '"' + "\\x" * 100_000,
    "colons": ": " * 120_000,
    "spaces": " " * 250_000 + "a",
    "tabs": "\t" * 250_000,
    "a long name": "? " + "a" * 200_000 + "\n: 1\n",
    "unknown names": many("k{}: 1\n"),
    "unknown names in one line": many("k{}: 1,", "{", "z: 1}"),
    "one name again and again": "a: 1\n" * 50_000,
    "merge keys": many("<<{}: {{a: b}}\n"),
    "a long list of communes": many("- z{}\n", f"{START}area:\n"),
    "a long list of categories": many("z{},", START.replace("category: bakery", "category: ["), "z]"),
    "a long list of labels": many("z{},", START.replace("labels: [tiny]", "labels: ["), "z]"),
    "a long list of services": many("x{},", f"{START}services: [", "x]"),
    "a long list of telephones": many("0199{},", f"{START}phone: [", "1]"),
    "a long list of photos": many("- {{file: a{}.jpg, alt: a, credit: b}}\n", f"{START}images:\n"),
    "a long list of old slugs": many("- a{}\n", f"{START}aliases:\n"),
    "a long list of words": many("- a{}\n", f"{START}keywords:\n"),
    "a long list of nothing": f"{START}area:\n" + "-\n" * 120_000,
    "a long list of comments": f"{START}area:\n" + "- #a\n" * 40_000,
    "services with a mistake each": f"{START}services:\n" + "- {kind: delivery, x: 1}\n" * ITEMS,
    "communes that sound alike": f"{START}area:\n" + "".join(f"- Tinyvill{n}\n" for n in range(ITEMS)),
    "a long line": f"{START}tagline: {'a' * 200_000}\n",
    "a long number": f"{START}siret: {'1' * 200_000}\n",
    "a long address": f"{START}website: http://{'a.' * 100_000}\n",
    "a long e-mail": f"{START}email: {'a.' * 100_000}@b.fr\n",
    "a long hashtag": START.replace("[tiny]", "a" * 200_000),
    "an invisible character": f'{START}tagline: "a\\u0001b"\n',
    "an invisible name": f'{START}"a\\eb": c\n',
    "a text that reads backwards": f'{START}tagline: "a\\u202eb"\n',
    "half a character": f'{START}tagline: "a\\ud800b"\n',
    "too much": "a: b\n" * 60_000,
}


def nothing(text: str) -> str:
    """Return a Markdown text as long as a field takes."""
    return text[:TEXT].rstrip()


# What Markdown readers have choked on; each is refused, or shown within the time.
MARKDOWN = {
    "brackets": "[" * TEXT,
    "as many brackets as may be": "[" * MARKUP_SIGNS,
    "links": "<a " * (TEXT // 3),
    "as many links as may be": "<a " * MARKUP_SIGNS,
    "quotations": ">" * TEXT,
    "quotations line by line": "> a\n" * MARKUP_SIGNS,
    "lists in lists": "- " * 9_000 + "a",
    "numbers in numbers": "1. " * 6_000 + "a",
    "lists in quotations": "> - " * MARKUP_SIGNS + "a",
    "lists by indentation": "".join("  " * depth + "- a\n" for depth in range(100)),
    "equal signs": "=\n" * 990,
    "headings": "a\n=\n" * 490,
    "a table of columns": "|".join("a" * 1_000) + "\n" + "|".join("-" * 1_000) + "\n" + ("|".join("a" * 1_000) + "\n") * 7,
    "a table of lines": "a|b\n-|-\n" + "a|b\n" * 950,
    "pipes": ("|" * 19 + "\n") * 990,
    "backquotes": ("`" * 20 + "a") * 19,
    "stars": "*a **b " * 190,
    "stars and underscores": "*_" * MARKUP_SIGNS,
    "images": "![a](" * MARKUP_SIGNS,
    "references": "".join(f"[a{number}]: http://x\n" for number in range(390)),
    "titles": "[a](b '" + "' " * 5_000 + ")",
    "addresses": "<http://a" * MARKUP_SIGNS,
    "attributes": "<a " + "b='" * 4_900 + ">",
    "comments": "<!--" * MARKUP_SIGNS,
    "declarations": "<!" * MARKUP_SIGNS,
    "instructions": "<?" * MARKUP_SIGNS,
    "elements": "<div>\n" * MARKUP_SIGNS,
    "entities": "&#x" * MARKUP_SIGNS,
    "paragraphs": "a\n\n" * 490,
    "a long word": "a" * TEXT,
    "spaces": "a" + " " * (TEXT - 2) + "b",
    "every sign": "![*_`<a&#(" * MARKUP_SIGNS,
}


def town_with(folder: Path, entry: str) -> Path:
    """Write a town whose only entry is `shops/bomb.yaml`."""
    town = Town(folder)
    for name in ("site", "labels", "categories", "communes"):
        town.write(f"content/{name}.yaml", LISTS[name])
    town.write("shops/bomb.yaml", entry)
    return town.folder


LISTS = {
    "site": "name: A\nlanguage: en\naddress: https://tiny.example.org/\n",
    "labels": "- {hashtag: tiny, mention: A}\n",
    "categories": "- {slug: bakery, name: A}\n",
    "communes": "- {slug: tinyville, name: Tinyville}\n" + "".join(f"- {{slug: tiny-{n}, name: Tinyvillage {n}}}\n" for n in range(400)),
}


def test_every_bomb_of_yaml_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """Within seconds and megabytes, and without a page of complaints."""
    towns = [town_with(tmp_path / str(number), text) for number, text in enumerate(YAML.values())]
    for name, cost in zip(YAML, costs(towns), strict=True):
        assert not cost["valid"], name
        assert all(text.startswith("shops/bomb.yaml") for text in cost["problems"]), name
        assert cost["seconds"] < SECONDS, name
        assert cost["megabytes"] < MEGABYTES, name
        assert len(cost["problems"]) <= ITEMS + A_FILE, name


def test_every_bomb_of_markdown_is_refused_or_shown(tmp_path: Path) -> None:
    """Within seconds and megabytes, as the entry's description."""
    texts = [START + "description: |\n" + "".join(f"  {line}\n" for line in nothing(text).split("\n")) for text in MARKDOWN.values()]
    towns = [town_with(tmp_path / str(number), text) for number, text in enumerate(texts)]
    shown = 0
    for name, cost in zip(MARKDOWN, costs(towns), strict=True):
        assert cost["valid"] or cost["problems"][0].startswith("shops/bomb.yaml:6: description: "), name
        assert cost["seconds"] < SECONDS, name
        assert cost["megabytes"] < MEGABYTES, name
        assert cost["bytes"] < 40 * TEXT, name
        shown += cost["valid"]
    assert 10 < shown < len(MARKDOWN)


def test_all_lists_of_a_town_may_be_as_long_as_a_file(tmp_path: Path) -> None:
    """The town's own lists are read within the same limits."""
    towns = []
    for number, (name, line) in enumerate(
        {"labels": "- {{hashtag: a{}, mention: b}}\n", "categories": "- {{slug: a{}, name: b}}\n", "communes": "- {{name: a{}}}\n"}.items()
    ):
        folder = town_with(tmp_path / str(number), START)
        (folder / f"content/{name}.yaml").write_text(many(line), encoding="utf-8")
        towns.append(folder)
    for cost in costs(towns):
        assert cost["seconds"] < SECONDS
        assert cost["megabytes"] < MEGABYTES
        assert not cost["valid"]


@pytest.mark.parametrize("escape", ["\\0", "\\x01", "\\e", "\\x7f", "\\u2028", "\\u202e", "\\uFFFE", "\\uFEFF"])
def test_no_escape_writes_what_no_file_may_hold(escape: str) -> None:
    """In a value and in a name; in single quotes it is only a backslash."""
    assert parse("a.yaml", f'a: "x{escape}y"').problems[0].line == 1
    assert parse("a.yaml", f'b:\n  - "{escape}": c').problems[0].line == 2
    assert parse("a.yaml", f"a: 'x{escape}y'").values == {"a": f"x{escape}y"}


def test_html_cannot_write_it_either() -> None:
    """Numeric references become characters only after Markdown has been read."""
    assert to_html("a&#1;b&#x202e;c&#x7f;") == "<p>abc</p>"


def test_what_nests_too_deep_is_shown_as_it_was_written() -> None:
    """The last line of defence, for a text that no field would take."""
    assert to_html("- " * 3_000 + "<script>") == f"<p>{'- ' * 3_000}&lt;script&gt;</p>"


@pytest.mark.parametrize("rule", ["- - - - - - - - - - - - - - -", "* * * * * * * * * * * * * *", "----------------"])
def test_a_rule_of_many_signs_is_no_bomb(town: Town, rule: str) -> None:
    """Writers part their texts with such lines."""
    town.shop("the-oven", description=f"Before\n\n{rule}\n\nAfter")
    assert "<hr>" in to_html(town.guide().shops[0].description or "")
