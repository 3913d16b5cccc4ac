"""The schemas that editors use are valid, complete, and agree with what the software takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from guide.document import read_document
from guide.explain import _record_in
from guide.fields import Record
from guide.schema import FILES, schema, write_schemas
from guide.status import ExceptionalHours
from guide.words import LANGUAGES

ROOT = Path(__file__).parents[2]
TOWNS = [ROOT, *sorted(path for path in (ROOT / "tests" / "towns").iterdir() if path.name != "invalid")]


def records() -> list[type[Record]]:
    """Return the records that files hold, and the records inside them."""
    found: list[type[Record]] = []
    pending: list[Any] = [get_args(kind)[0] if get_args(kind) else kind for kind in FILES.values()]
    while pending:
        record = pending.pop()
        if record in found:
            continue
        found.append(record)
        inner = (_record_in(info.annotation) for info in record.model_fields.values())
        pending += [other for other in inner if other is not None]
    return sorted(found, key=lambda record: record.__name__)


FIELDS = [
    pytest.param(record, name, info, id=f"{record.__name__}.{name}")
    for record in records()
    for name, info in record.model_fields.items()
    if name != "path"
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(FILES))
def test_every_schema_is_valid(name: str, language: str) -> None:
    made = schema(name, language)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(made)


@pytest.mark.parametrize(("record", "name", "info"), FIELDS)
def test_every_field_has_a_title_a_sentence_and_an_example(record: type[Record], name: str, info: FieldInfo) -> None:
    assert record.__doc__
    assert name
    assert info.title
    assert info.description
    assert info.description.endswith((".", "…"))
    assert info.examples


@pytest.mark.parametrize(("record", "name", "info"), FIELDS)
def test_every_example_is_taken_by_the_software(record: type[Record], name: str, info: FieldInfo) -> None:
    """An example stands as YAML would give it: as text, list or mapping of these."""
    for example in info.examples or ():
        assert json.loads(json.dumps(example)) == example
        whole = {sibling.alias or other: sibling.examples[0] for other, sibling in record.model_fields.items() if sibling.is_required() and sibling.examples}
        # Exceptional hours are closed or have hours.
        more = {"closed": "yes"} if record is ExceptionalHours and name not in {"closed", "hours"} else {}
        record.model_validate({**whole, **more, info.alias or name: example}, context={"country": "FR"})


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_example_is_taken_by_the_editors_too(name: str) -> None:
    made = schema(name, "en")
    for title, part in [(name, made), *made.get("$defs", {}).items()]:
        for field, rule in part.get("properties", {}).items():
            for example in rule["examples"]:
                errors = list(jsonschema.Draft202012Validator({**rule, "$defs": made.get("$defs", {})}).iter_errors(example))
                assert not errors, (title, field, example)


@pytest.mark.parametrize("field", ["services", "images", "source", "category", "phone", "labels", "hours", "exceptional_hours", "status"])
def test_one_value_may_stand_for_a_list_or_a_record(field: str) -> None:
    rule = schema("shop", "en")
    validator = jsonschema.Draft202012Validator({**rule["properties"][field], "$defs": rule["$defs"]})
    short = {
        "services": "delivery",
        "images": {"file": "a/b.jpg", "alt": "c", "credit": "d"},
        "exceptional_hours": {"from": "2026-12-24", "closed": "yes"},
        "status": "unknown",
    }.get(field, "a text")
    assert validator.is_valid(short)
    assert not validator.is_valid(True)


def test_editors_may_read_numbers_and_dates_where_people_write_texts() -> None:
    validator = jsonschema.Draft202012Validator(schema("shop", "en"))
    entry = {"name": 27, "labels": ["tiny"], "category": "bakery", "commune": "Tinyville", "added": "2026-01-05",
             "phone": 33199001234, "address": {"postcode": 44000}, "position": {"lat": 48.1, "lon": 2}}  # fmt: skip
    assert list(validator.iter_errors(entry)) == []
    assert not validator.is_valid({**entry, "adress": "a"})
    assert not validator.is_valid({name: value for name, value in entry.items() if name != "added"})


def test_what_the_files_name_says_is_in_no_schema() -> None:
    assert not {"slug", "path"} & schema("shop", "en")["properties"].keys()
    assert not {"slug", "body"} & schema("page", "en")["properties"].keys()
    assert schema("page", "en")["required"] == ["title"]


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.name)
def test_every_file_of_the_towns_here_is_valid_for_editors(town: Path) -> None:
    kinds = {f"content/{kind}.yaml": kind for kind in FILES.keys() - {"shop", "page", "article"}}
    files = [(path, kind) for path, kind in kinds.items() if (town / path).exists()]
    files += [(path.relative_to(town).as_posix(), "shop") for path in sorted((town / "shops").rglob("*.*"))]
    files += [(path.relative_to(town).as_posix(), "page") for path in sorted((town / "content" / "pages").glob("*.md"))]
    files += [(path.relative_to(town).as_posix(), "article") for path in sorted((town / "content" / "articles").rglob("*.md"))]
    validators = {kind: jsonschema.Draft202012Validator(schema(kind, "en")) for kind in FILES}
    for path, kind in files:
        errors = [error.message for error in validators[kind].iter_errors(read_document(town, path).values)]
        assert errors == [], path


def test_the_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path / "a" / "b", "fr")
    assert sorted(path.name for path in paths) == sorted(f"{name}.schema.json" for name in FILES)
    for path in paths:
        assert json.loads(path.read_text(encoding="utf-8"))["$id"] == f"urn:enseigne:schema:{path.name.split('.')[0]}:fr"


def test_the_kinds_of_files_are_those_that_pydantic_reads() -> None:
    assert all(TypeAdapter(kind) for kind in FILES.values())
