"""What is written is read back the same, and a change to one field touches no other byte."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.document import parse, read_document
from guide.text import FORBIDDEN
from guide.writing import entry_text, list_text, replace_field

ANY = st.characters(exclude_categories=["Cs"]).filter(lambda c: not FORBIDDEN.match(c))
TEXTS = st.text(ANY, max_size=60) | st.text(" \n:#-'\"|>a\t\r\x85\\é", max_size=30)
NAMES = st.text(ANY, max_size=20)
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
ENTRIES = st.dictionaries(NAMES, VALUES, max_size=6)
FIELDS = st.text(string.ascii_lowercase, min_size=1, max_size=8)


def read(text: str) -> Any:
    document = parse("", text)
    assert not document.problems
    return document.values


@settings(max_examples=40)
@given(ENTRIES)
def test_what_is_written_is_read_back_the_same(values: dict[str, Any]) -> None:
    assert (read(entry_text(values)) or {}) == values


@settings(max_examples=20)
@given(st.lists(ENTRIES.filter(bool), min_size=1, max_size=3))
def test_a_list_of_records_is_read_back_the_same(items: list[dict[str, Any]]) -> None:
    assert read(list_text(items)) == items


def test_an_entry_is_written_as_a_person_would() -> None:
    assert entry_text(
        {
            "name": "La Huche : pains & brioches",
            "category": ["boulangerie", "salon-de-the"],
            "address": {"street": "12, rue de l'Église", "postcode": "01120"},
            "position": {"lat": "48.6436", "lon": "-1.8292"},
            "phone": "+33 1 99 00 12 34",
            "website": "https://www.example.org/#pains",
            "services": ["delivery", {"kind": "market", "note": "le jeudi"}],
            "tagline": "Pains: au levain",
            "description": "Farine du moulin.\n\nFour à bois.\n",
            "notes": {"ref": "#12", "vide": ""},
        }
    ) == (
        'name: "La Huche : pains & brioches"\n'
        "category:\n  - boulangerie\n  - salon-de-the\n"
        "address:\n  street: 12, rue de l'Église\n  postcode: 01120\n"
        "position:\n  lat: 48.6436\n  lon: -1.8292\n"
        "phone: +33 1 99 00 12 34\n"
        "website: https://www.example.org/#pains\n"
        "services:\n  - delivery\n  - kind: market\n    note: le jeudi\n"
        'tagline: "Pains: au levain"\n'
        "description: |\n  Farine du moulin.\n\n  Four à bois.\n"
        'notes:\n  ref: "#12"\n  vide: ""\n'
    )


@pytest.mark.parametrize("text", ["\ud800", "\x00", "\u202e", "a\n\x1b[0m"])
def test_what_no_entry_may_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="No entry may hold"):
        entry_text({"name": text})


def test_a_name_too_long_for_yaml_is_refused() -> None:
    with pytest.raises(ValueError, match="2000 characters"):
        entry_text({"a" * 2000: "b"})


WRITTEN = """\
# La Huche, relu par Marie
name:   "La Huche"   # l'enseigne
labels: [mis78, 'autre']
phone:  # à demander
address:
  street: 12 rue de la Paix # ou 14 ?
  # au fond
  postcode: "78120"
# avant la description
description: |  # en gras ?
  Du **pain**.

  # pas un commentaire

'hours': Tu-Sa 09:00-12:30
category:
- boulangerie
"""


@pytest.mark.parametrize(
    ("field", "value", "before", "after"),
    [
        ("name", "Le Fournil", '"La Huche"   # l', "Le Fournil   # l"),
        ("labels", "mis78", "[mis78, 'autre']", "mis78"),
        ("phone", "01 99 00 12 34", "phone:  #", "phone: 01 99 00 12 34  #"),
        ("hours", "Mo: fermé", "Tu-Sa 09:00-12:30", '"Mo: fermé"'),
        ("hours", ["a"], "'hours': Tu-Sa 09:00-12:30\n", "'hours':\n  - a\n"),
        ("category", "boucherie", "category:\n- boulangerie\n", "category: boucherie\n"),
        ("category", None, "category:\n- boulangerie\n", ""),
        ("name", None, 'name:   "La Huche"   # l\'enseigne\n', "# l'enseigne\n"),
        (
            "address",
            {"street": "1 quai"},
            '  street: 12 rue de la Paix # ou 14 ?\n  # au fond\n  postcode: "78120"\n',
            "  street: 1 quai\n",
        ),
        (
            "description",
            "Des pains.\nBien cuits.\n",
            "|  # en gras ?\n  Du **pain**.\n\n  # pas un commentaire\n",
            "|\n  Des pains.\n  Bien cuits.\n",
        ),
        ("website", "https://example.org", "- boulangerie\n", "- boulangerie\nwebsite: https://example.org\n"),
    ],
)
def test_one_field_changes_and_no_other_byte(field: str, value: Any, before: str, after: str) -> None:
    moved = {
        "address": ("address:\n", "# ou 14 ?\n# au fond\naddress:\n"),
        "description": ("description:", "# en gras ?\ndescription:"),
    }.get(field, ("", ""))
    expected = WRITTEN.replace(*moved, 1).replace(before, after, 1)
    assert replace_field(WRITTEN, field, value) == expected
    in_windows = replace_field("\ufeff" + WRITTEN.replace("\n", "\r\n"), field, value)
    assert in_windows == "\ufeff" + expected.replace("\n", "\r\n")


def test_a_new_field_goes_where_the_order_says() -> None:
    order = ("name", "labels", "website", "phone")
    text = replace_field(WRITTEN, "website", "https://example.org", order=order)
    assert "'autre']\nwebsite: https://example.org\nphone:" in text
    assert replace_field("phone: 1\n", "name", "A", order=order) == "name: A\nphone: 1\n"


def test_only_the_header_of_a_markdown_entry_changes() -> None:
    text = "---\r\nname: A\r\n---\r\nname: pas un champ\r\n"
    assert replace_field(text, "name", "B") == text.replace("name: A", "name: B")
    assert replace_field(text, "phone", "1") == text.replace("name: A\r\n", "name: A\r\nphone: 1\r\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "phone: 1\n"),
        ("# rien encore", "# rien encore\nphone: 1\n"),
        ("name: A", "name: A\nphone: 1\n"),
        ("description: |\n  A", "phone: 1\ndescription: |\n  A"),
        ("  name: A\n  # fin\n", "  name: A\n  phone: 1\n  # fin\n"),
    ],
)
def test_a_field_is_added_to_a_file_that_ends_anyhow(text: str, expected: str) -> None:
    assert replace_field(text, "phone", "1") == expected


@pytest.mark.parametrize(
    "text", ["{name: A}\n", "- name: A\n", "name: [\n", "name: &a A\nphone: *a\n", "? name\n: A\n"]
)
def test_a_file_that_is_not_one_field_a_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"field|YAML"):
        replace_field(text, "name", "B")


@settings(max_examples=50)
@given(
    st.dictionaries(FIELDS, VALUES, max_size=5),
    FIELDS,
    VALUES.filter(lambda v: v is not None),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_field_of_any_entry_can_be_changed(entry: dict[str, Any], field: str, value: Any, newline: str) -> None:
    text = f"# début{newline}" + entry_text(entry).replace("\n", newline)
    changed = replace_field(text, field, value)
    assert (read(changed) or {}) == {**entry, field: value}
    others = {name: given_ for name, given_ in entry.items() if name != field}
    removed = replace_field(changed, field, None)
    assert (read(removed) or {}) == others
    if field not in entry:
        assert removed == text


@settings(max_examples=50)
@given(st.dictionaries(FIELDS, VALUES, min_size=1, max_size=4), VALUES.filter(lambda v: v is not None))
def test_the_other_lines_stay_byte_for_byte(entry: dict[str, Any], value: Any) -> None:
    parts = {name: f"# {name}\n" + entry_text({name: content}) for name, content in entry.items()}
    field = next(iter(entry))
    changed = replace_field("".join(parts.values()), field, value)
    rest = "".join(part for name, part in parts.items() if name != field)
    assert changed.startswith(f"# {field}\n")
    assert changed.endswith(rest)


def test_what_is_written_into_a_file_is_read_back(tmp_path: Any) -> None:
    values = {"name": "Café\u00a0: n° 1", "description": "é\r\n\x85"}
    (tmp_path / "a.yaml").write_text(entry_text(values), encoding="utf-8", newline="")
    assert read_document(tmp_path, "a.yaml").values == values
