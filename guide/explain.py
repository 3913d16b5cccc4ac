"""From pydantic's errors to problems that a writer understands."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from guide.fields import Record
from guide.problem import A_FILE, Problem, Refused, dotted
from guide.text import closest, fold
from guide.words import LANGUAGES, Message, catalogue, msg

if TYPE_CHECKING:
    from pydantic import ValidationError

    from guide.document import Document, Where


def explain(error: ValidationError, document: Document, model: type[Record], base: Where = ()) -> list[Problem]:
    """Return one problem for each error, at the line of its value; the first `A_FILE` of them.

    `base` is the place, in the document, of the mapping that was validated.
    """
    problems: list[tuple[Where, Problem]] = []
    for detail in error.errors(include_url=False)[:A_FILE]:
        loc = detail["loc"]
        where = document.written((*base, *loc))
        what, fix = _sentence(detail, document, where, model)
        problem = Problem(document.path, document.line(where), dotted(where[len(base) :]), what, fix)
        if detail["type"] == "too_short":
            # A list whose only item is refused is also too short: that is said once.
            problem = next((said for inner, said in problems if inner[: len(loc)] == loc), problem)
        problems.append((loc, problem))
    return [problem for _, problem in problems]


def _sentence(detail: Any, document: Document, where: Where, model: type[Record]) -> tuple[Message, Message | None]:
    names = [step for step in detail["loc"] if isinstance(step, str)]
    kind, name, owner = detail["type"], names[-1] if names else "", model_at(model, tuple(names[:-1]))
    refused = detail.get("ctx", {}).get("error")
    if where in document.empty:
        word = document.comments.get(where)
        return commented(word) if word else (msg("This item of the list is empty."), msg("Write it, or remove the line."))
    if isinstance(refused, Refused):
        return refused.what, refused.fix
    if kind in {"missing", "too_short"}:
        if where in document.comments:
            return commented(document.comments[where])
        if owner is not None and name in owner.IMPLIED:
            return msg("The text is missing."), msg("Write it below the second line “---”.")
        return msg("“{field}” is missing.", field=name), _example(owner, name)
    if kind == "extra_forbidden":
        return _unknown(name, owner)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        first = next(field for field in model.model_fields if field not in model.IMPLIED)
        return msg("Several lines “name: value” were expected here."), _example(owner, name) or _example(model, first)
    if kind in {"tuple_type", "list_type"}:
        return msg("A list was expected here."), msg("Write one item a line, each after “- ”.")
    if kind in {"greater_than_equal", "less_than_equal"}:
        limit = next(iter(detail["ctx"].values()))
        return msg("This number is out of range (limit: {limit}).", limit=limit), _example(owner, name)
    if kind == "string_type":
        return msg("A text was expected here."), msg("Write it on one line, in quotes if it holds “: ”.")
    return msg("This value cannot be used: {why}.", why=detail["msg"]), _example(owner, name)


def commented(word: str) -> tuple[Message, Message]:
    """Say that YAML took a hashtag for a comment."""
    return (
        msg("“#{word}” was read as a comment, so nothing is written here.", word=word),
        msg("Write the hashtag without its sign: {word}", word=word),
    )


def _unknown(name: str, owner: type[Record] | None) -> tuple[Message, Message | None]:
    what = msg("“{field}” is not a known field.", field=name)
    if owner is None:
        return what, None
    if name.isdecimal():
        return what, msg("A decimal comma parts a number in two: write it with a point, 48.6436.")
    names = _names(owner)
    near = closest(name, names)
    if near:
        return what, msg("Did you mean “{near}”?", near=names[near])
    return what, msg("Known fields: {fields}.", fields=", ".join(dict.fromkeys(names.values())))


@cache
def _names(owner: type[Record]) -> dict[str, str]:
    """Map the fields, and their titles in every language, to the fields."""
    fields = {info.alias or name: info for name, info in owner.model_fields.items() if name not in owner.IMPLIED}
    titles = {
        fold(catalogue(language).gettext(info.title)): name
        for name, info in fields.items()
        for language in LANGUAGES
        if info.title
    }
    return titles | {name: name for name in fields}


def _example(owner: type[Record] | None, name: str) -> Message | None:
    info = next((i for f, i in owner.model_fields.items() if name in {f, i.alias}), None) if owner else None
    if info is None or not info.examples:
        return None
    example = info.examples[0]
    return msg("Write, for example: {field}: {example}", field=name, example=example if isinstance(example, str) else _flow(example))


def _flow(example: Any) -> str:
    """Return an example as YAML on one line, with quotes only where a sign wants them."""
    if isinstance(example, dict):
        return f"{{{', '.join(f'{key}: {_flow(value)}' for key, value in example.items())}}}"
    if isinstance(example, list):
        return f"[{', '.join(map(_flow, example))}]"
    if isinstance(example, str) and not set(example) & set(",[]{}#") and ": " not in example:
        return example
    return json.dumps(example, ensure_ascii=False)


def model_at(model: type[Record], where: Where) -> type[Record] | None:
    """Return the record that holds a place: its fields are the ones to suggest."""
    current: type[Record] | None = model
    for step in where:
        if isinstance(step, str) and current is not None:
            info = next((i for f, i in current.model_fields.items() if step in {f, i.alias}), None)
            current = _record_in(info.annotation) if info else None
    return current


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)
