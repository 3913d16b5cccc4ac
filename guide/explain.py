"""From pydantic's errors to problems that a writer understands."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from guide.problem import Problem, Refused
from guide.text import closest, fold
from guide.words import LANGUAGES, Message, catalogue, msg

if TYPE_CHECKING:
    from pydantic import ValidationError

    from guide.document import Document, Where


def explain(error: ValidationError, document: Document, model: type[BaseModel], base: Where = ()) -> list[Problem]:
    """Return one problem for each error, at the line of its value.

    `base` is the place, in the document, of the mapping that was validated.
    """
    problems = []
    for detail in error.errors(include_url=False):
        where = (*base, *detail["loc"])
        owner = _model_at(model, detail["loc"][:-1])
        what, fix = _sentence(detail, document, where, owner)
        problems.append(Problem(document.path, document.line(where), dotted(detail["loc"]), what, fix))
    return problems


def dotted(where: Where) -> str:
    """Return ``services.2.phone``: list items are counted from 1, as people do."""
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in where)


def _sentence(detail: Any, document: Document, where: Where, owner: type[BaseModel] | None) -> tuple[Message, Message | None]:
    kind, name = detail["type"], str(detail["loc"][-1]) if detail["loc"] else ""
    refused = detail.get("ctx", {}).get("error")
    if isinstance(refused, Refused):
        return refused.what, refused.fix
    if kind in {"missing", "too_short"}:
        if where in document.comments or (*where, 0) in document.comments:
            return commented(document.comments.get(where) or document.comments[*where, 0])
        return msg("“{field}” is missing.", field=name), _example(owner, name)
    if kind == "extra_forbidden":
        return _unknown(name, owner)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return msg("Several lines “name: value” were expected here."), _example(owner, name)
    if kind in {"tuple_type", "list_type"}:
        return msg("A list was expected here."), msg("Write one item a line, each after “- ”.")
    if kind in {"greater_than_equal", "less_than_equal"}:
        limit = next(iter(detail["ctx"].values()))
        return msg("This number is out of range (limit: {limit}).", limit=limit), _example(owner, name)
    if kind == "string_type":
        return msg("A text was expected here."), _example(owner, name)
    return msg("This value cannot be used: {why}.", why=detail["msg"]), _example(owner, name)


def commented(word: str) -> tuple[Message, Message]:
    """Say that YAML took a hashtag for a comment."""
    return (
        msg("“#{word}” was read as a comment, so nothing is written here.", word=word),
        msg("Write the hashtag without its sign: {word}", word=word),
    )


def _unknown(name: str, owner: type[BaseModel] | None) -> tuple[Message, Message | None]:
    what = msg("“{field}” is not a known field.", field=name)
    if owner is None:
        return what, None
    names = _names(owner)
    near = closest(name, names)
    if near:
        return what, msg("Did you mean “{near}”?", near=names[near])
    return what, msg("Known fields: {fields}.", fields=", ".join(dict.fromkeys(names.values())))


@cache
def _names(owner: type[BaseModel]) -> dict[str, str]:
    """Map the fields, and their titles in every language, to the fields."""
    names = {}
    for field, info in owner.model_fields.items():
        written = info.alias or field
        for language in LANGUAGES:
            names[fold(catalogue(language).gettext(info.title or field))] = written
    return names | {info.alias or field: info.alias or field for field, info in owner.model_fields.items() if info.title}


def _example(owner: type[BaseModel] | None, name: str) -> Message | None:
    info = next((i for f, i in owner.model_fields.items() if name in {f, i.alias}), None) if owner else None
    if info is None or not info.examples:
        return None
    example = info.examples[0]
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return msg("Write, for example: {field}: {example}", field=name, example=text)


def _model_at(model: type[BaseModel], where: Where) -> type[BaseModel] | None:
    """Return the record that holds a place: its fields are the ones to suggest."""
    current: type[BaseModel] | None = model
    for step in where:
        if isinstance(step, str) and current is not None:
            info = next((i for f, i in current.model_fields.items() if step in {f, i.alias}), None)
            current = _record_in(info.annotation) if info else None
    return current


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)
