"""The kinds of value that an entry holds: one type, one parser, one way to say what is wrong.

Every scalar arrives as text (see `guide.document`). A parser returns the value in its standard form
or raises `Refused` with what is wrong and how to write it right.
"""

from __future__ import annotations

import re
import unicodedata
from copy import copy
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_origin
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo, create_model
from pydantic_core import core_schema

from guide.problem import Refused
from guide.text import DEVICES, SLUG, SLUG_LENGTH, fold, slugify
from guide.words import LANGUAGES, Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

LINE = 200
ITEMS = 1_000
SUMMARY = 500
TEXT = 20_000
PROSE = 120_000
# Python-Markdown is quadratic in these signs and in lines, and recursive in quotations and lists:
# 20 KB of “[” keep it busy for a minute. Within these limits the worst text takes about a second.
MARKUP_SIGNS = 400
# Each “[”, “(” and “<” may make it read on to its “]”, “)” and “>”, several times: the sum of these distances.
MARKUP_WORK = 600_000
MARKUP_LINES = 800
PROSE_SIGNS, PROSE_LINES = 800, 3_000
# It copies the whole text for each quotation mark that it curls, and the rest of it for each line that underlines or
# parts; from each “`” outside of fenced code it may read on to the end of the paragraph: the sum of these distances.
PROSE_QUOTES, PROSE_RULES, PROSE_TICKS = 8_000, 400, 20_000_000
_RULE = re.compile(r"^[ ]{0,3}(?:=+|(?:[-*_][ ]{0,2})+)$", re.MULTILINE)
# Fenced code, no more than Python-Markdown takes for it.
_CODE = re.compile(r"^(?P<fence>~{3,}|`{3,})[ ]*[\w#.+-]*[ ]*\n.*?(?<=\n)(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL)
MARKUP_DEPTH = 10
# “> > >”, “- - -”, “1. - >”: as many levels as signs; but a line of nothing else is a rule.
_DEEP = re.compile(
    rf"^(?!(?:(?:-[ ]{{0,2}})+|(?:\*[ ]{{0,2}})+)$)[ \t]*(?:(?:>|[-*+][ \t]|[0-9]{{1,9}}\.[ \t])[ \t]*){{{MARKUP_DEPTH},}}|^(?: {{4}}|\t){{{MARKUP_DEPTH},}}",
    re.MULTILINE,
)


class Record(BaseModel):
    """A frozen fact of a town; unknown fields are refused."""

    # Fields that the file's name, its place or its text says: nobody writes them as a field.
    IMPLIED: ClassVar[frozenset[str]] = frozenset()

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

    @classmethod
    def partial(cls, values: dict[str, Any], context: dict[str, Any]) -> Any:
        """Return the record of the fields that are right, for rules to judge; the others are None, or empty.

        Never part of a guide: an entry with a mistake stops the build.
        """
        kept = dict(values)
        for _ in range(len(values) + 1):
            try:
                made = _unrequired(cls).model_validate(kept, context=context)
            except ValidationError as error:
                for name in {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}:
                    kept.pop(str(name), None)
            else:
                break
        return cls.model_construct(**{name: getattr(made, name) for name in cls.model_fields})


@cache
def _unrequired(model: type[Record]) -> type[Record]:
    """Return a model of the same fields, none of them required."""
    free: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required():
            freed = copy(info)
            freed.default = () if get_origin(info.annotation) is tuple else None
            free[name] = (info.annotation, freed)
    return create_model(f"Part{model.__name__}", __base__=model, **free)


def as_list(value: Any) -> Any:
    """Take one value where several are possible: ``category: bakery`` is ``[bakery]``."""
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        return (value,)
    if len(value) > ITEMS:
        raise Refused(
            msg("This list is too long: {length} items, at most {limit}.", length=len(value), limit=ITEMS), msg("Shorten it.")
        )
    return value


def as_list_of_words(value: Any) -> Any:
    """Take several values after commas for a list too: ``payments: cash, card``."""
    if isinstance(value, str) and re.search("[,;]", value):
        return as_list([part.strip() for part in re.split("[,;]", value) if part.strip()])
    return as_list(value)


class Several:
    """Annotation of a tuple that may be written as one value or as a list; repetitions are dropped.

    `commas`: no value can hold a comma, so that commas on one line make a list too.
    """

    def __init__(self, *, commas: bool = False) -> None:
        self.listed = as_list_of_words if commas else as_list

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        listed = core_schema.no_info_before_validator_function(self.listed, handler(source))
        return core_schema.no_info_after_validator_function(_once, listed)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        array = handler(core)
        return {"anyOf": [array["items"], array]}


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else values


def text_of(value: Any) -> str:
    """Return one value as text; a list or a mapping is not one value."""
    if isinstance(value, (list, tuple, dict)):
        raise Refused(msg("One value was expected here, not several."), msg("Write it alone, behind the field's name."))
    return str(value).strip()


def line_of(limit: int) -> Callable[[Any], str]:
    """Return the parser of one line of text, at most `limit` characters."""

    def parse(value: Any) -> str:
        if not isinstance(value, str):
            text_of(value)
            raise Refused(msg("A text was expected here."), msg("Write it on one line, in quotes if it holds “: ”."))
        # No-break spaces are kept: French typography needs them.
        text = re.sub(r"[ \t\n]+", " ", value).strip()
        if not text:
            raise Refused(msg("This text is empty."), msg("Write it, or remove the line."))
        if len(text) > limit:
            raise Refused(
                msg("This text is too long: {length} characters, at most {limit}.", length=len(text), limit=limit),
                msg("Shorten it; details belong in the description."),
            )
        return text

    return parse


parse_line = line_of(LINE)


def parse_topic(value: Any) -> str:
    """Return one line of text that has a slug: what articles have in common has an address."""
    text = parse_line(value)
    if not slugify(text):
        raise Refused(msg("“{value}” gives no address.", value=_short(text)), msg("Write it with letters from a to z, with or without accents."))
    return text


def markdown_of(limit: int, lines: int, signs: int, *, fences: bool = False) -> Callable[[Any], str]:
    """Return the parser of Markdown of at most `limit` characters, without so many signs that reading it would stall.

    `fences`: code between fences is known as such, so its signs are not counted.
    """

    def parse(value: Any) -> str:
        if not isinstance(value, str):
            raise Refused(msg("A text was expected here."), msg("Begin it with “|” to write several lines."))
        if len(value) > limit:
            raise Refused(
                msg("This text is too long: {length} characters, at most {limit}.", length=len(value), limit=limit),
                msg("Shorten it, or write an article."),
            )
        if value.count("\n") > lines:
            raise Refused(msg("This text has more than {limit} lines.", limit=lines), msg("Shorten it, or write an article."))
        if value.count("`") > signs:
            raise _too_many("`", signs)
        if fences:
            for sign, most in (("~", signs), ('"', PROSE_QUOTES), ("'", PROSE_QUOTES)):
                if value.count(sign) > most:
                    raise _too_many(sign, most)
        prose = _CODE.sub("", value) if fences else value
        if fences and sum(len(part) * part.count("`") for part in prose.split("\n\n")) > PROSE_TICKS:
            raise Refused(msg("Too many “`” stand in a long paragraph."), msg("Part it by empty lines, or put its code between lines “```”."))
        if fences and len(_RULE.findall(prose)) > PROSE_RULES:
            raise _too_many("---", PROSE_RULES)
        if _DEEP.search(prose):
            raise Refused(msg("Quotations or lists are nested too deep in this text."), msg("Write with fewer levels."))
        for sign in "[]<>*_!&(\\#":
            if prose.count(sign) > signs:
                raise _too_many(sign, signs)
        if _reach(prose, "[", "]") + _reach(prose, "(", ")") + _reach(prose, "<", ">") > MARKUP_WORK:
            raise Refused(msg("Too many “[”, “(” or “<” are not closed in this text."), msg("Close them, or remove them."))
        return value.strip()

    return parse


def _too_many(sign: str, limit: int) -> Refused:
    return Refused(
        msg("The sign “{sign}” stands more than {limit} times in this text.", sign=sign, limit=limit),
        msg("Write with fewer links, marks or code."),
    )


parse_markdown = markdown_of(TEXT, MARKUP_LINES, MARKUP_SIGNS)


def _reach(text: str, opening: str, closing: str) -> int:
    """Return the sum of the distances from each bracket to the one that closes it, or to the end."""
    distances, opened = 0, []
    for found in re.finditer(f"[\\{opening}\\{closing}]", text):
        if found[0] == opening:
            opened.append(found.start())
        elif opened:
            distances += found.start() - opened.pop()
    return distances + sum(len(text) - start for start in opened)


def parse_day(value: str) -> date:
    """Return a calendar day, ISO 8601: ``2026-01-05``."""
    if isinstance(value, date):
        return value
    text = text_of(value)
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if found:
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise Refused(msg("“{value}” is not a day of the calendar.", value=text), msg("Look the day up, and write year-month-day.")) from None
        if 1900 <= day.year <= 2200:
            return day
        raise Refused(msg("“{value}” is too far from today.", value=text), msg("Look at the year."))
    written = re.fullmatch(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", text)
    example = f"{written[3]}-{int(written[2]):02}-{int(written[1]):02}" if written and int(written[2]) <= 12 else "2026-01-05"
    # “2026-03-09 10:20”: no hour is written here.
    example = text[:10] if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]", text) else example
    raise Refused(
        msg("“{value}” is not a date as it is written here.", value=_short(text)),
        msg("Write year-month-day: {example}.", example=example),
    )


def parse_flag(value: str) -> bool:
    """Return yes or no, in English, French or Dutch."""
    if isinstance(value, bool):
        return value
    text = text_of(value)
    answer = {"yes": True, "oui": True, "ja": True, "true": True, "no": False, "non": False, "nee": False, "false": False}
    if fold(text) in answer:
        return answer[fold(text)]
    raise Refused(msg("“{value}” is neither yes nor no.", value=_short(text)), msg("Write “yes” or “no”."))


def parse_count(value: str) -> int:
    """Return a whole number, zero or more."""
    text = text_of(value)
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    raise Refused(msg("“{value}” is not a whole number.", value=_short(text)), msg("Write digits only: 24."))


def parse_hashtag(value: str) -> str:
    """Return a hashtag without its sign, in lower case: ``#FaitIci``, ``faitici``, ``＃faitici`` are one."""
    text = unicodedata.normalize("NFKC", text_of(value)).strip().lstrip("#").casefold()
    if not re.fullmatch(r"\w{1,50}", text) or text.isdigit():
        raise Refused(
            msg("“{value}” is not a hashtag.", value=_short(text_of(value))),
            msg("Letters, digits and “_” only, in one word: {example}.", example=re.sub(r"\W+", "", text)[:50] or "faitici"),
        )
    return text


def parse_slug(value: str) -> str:
    """Return a name for addresses and files: ``la-huche``."""
    text = text_of(value)
    fault = slug_fault(text)
    if fault:
        raise fault
    return text


def slug_fault(value: str) -> Refused | None:
    """Say why a text is no slug, or None."""
    if not SLUG.fullmatch(value) or len(value) > SLUG_LENGTH:
        return Refused(
            msg("“{value}” cannot be used in an address.", value=_short(value)),
            msg("Lower-case letters a–z, digits and hyphens: {example}.", example=slugify(value) or "la-huche"),
        )
    if value in DEVICES:
        return Refused(
            msg("“{value}” is a name that Windows keeps for itself.", value=value),
            msg("Add a word: {example}.", example=f"{value}-shop"),
        )
    return None


def parse_name_or_slug(value: str) -> str:
    """Return the slug of a category, commune … written by its name or its slug."""
    if not isinstance(value, str):
        text_of(value)
        raise Refused(msg("A text was expected here."), msg("Write its name in letters."))
    slug = slugify(value)
    if not slug:
        raise Refused(msg("“{value}” is not a name.", value=_short(value)), msg("Write its name in letters."))
    return slug


def parse_url(value: str) -> str:
    """Return a web address (RFC 3986): ``http`` or ``https``, a host, no credentials."""
    text = text_of(value)
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
        raise Refused(
            msg("The address “{value}” lacks its beginning.", value=_short(text)),
            msg("Write https://{value}", value=_short(text)),
        )
    fault = msg("“{value}” is not a web address.", value=_short(text))
    fix = msg("Write it as the browser shows it: https://www.example.org/")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused(fault, fix) from None
    if parts.scheme not in {"http", "https"} or len(text) > 500 or re.search(r"[\s\"'<>\\^`{|}]", text):
        raise Refused(fault, fix)
    if "@" in parts.netloc or port == 0 or not _is_host(host):
        raise Refused(fault, fix)
    return text


# Mobile numbers that ARCEP keeps for fiction (decision 2018-0881), so for examples; the library does not know them.
FICTION = r"\+3363998[0-9]{4}"


def _is_host(host: str) -> bool:
    try:
        ascii_host = host.encode("idna").decode()
    except UnicodeError:
        return False
    return len(ascii_host) <= 253 and bool(re.fullmatch(r"([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]{2,63}", ascii_host, re.IGNORECASE))


def parse_email(value: str) -> str:
    """Return an e-mail address (RFC 5322's plain form)."""
    text = text_of(value)
    if not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z]{2,24}", text):
        raise Refused(msg("“{value}” is not an e-mail address.", value=_short(text)), msg("Write name@example.org"))
    return text


def parse_phone(value: str, info: ValidationInfo) -> str:
    """Return a telephone number as E.164 (``+33199001234``), read as in the entry's country."""
    import phonenumbers  # noqa: PLC0415 - 70 ms that a guide without telephones need not spend

    country = (info.context or {}).get("country", "FR")
    text = text_of(value)
    fix = msg("Write it as you would dial it ({example}); from abroad with +33 or +32.", example="01 99 00 12 34")
    if len(text) > 40:
        raise Refused(msg("“{value}” is not a telephone number.", value=_short(text)), fix)
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise Refused(msg("“{value}” is not a telephone number.", value=text), fix) from None
    standard = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    known = phonenumbers.is_valid_number(number) or re.fullmatch(FICTION, standard)
    if number.extension or not phonenumbers.is_possible_number(number) or not known:
        raise Refused(msg("“{value}” is not a telephone number of {country}.", value=text, country=country), fix)
    return standard


def degrees(limit: int) -> Callable[[Any], float]:
    """Return the parser of decimal degrees between -limit and limit (WGS 84)."""

    def parse(value: Any) -> float:
        text = text_of(value)
        if not re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?", text):
            example = text.replace(",", ".") if re.fullmatch(r"[+-]?[0-9]{1,3},[0-9]+", text) else "48.6436"
            raise Refused(
                msg("“{value}” is not a coordinate in degrees.", value=_short(text)),
                msg("Write decimal degrees with a point: {example}", example=example),
            )
        number = float(text)
        if abs(number) > limit:
            raise Refused(
                msg("{value} is beyond {limit} degrees.", value=text, limit=limit),
                msg("Check that latitude and longitude are not exchanged."),
            )
        return round(number, 7)

    return parse


def parse_postcode(value: str) -> str:
    """Return a postcode as text, its leading zero kept: ``01120``."""
    text = text_of(value)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 -]{2,9}", text):
        raise Refused(msg("“{value}” is not a postcode.", value=_short(text)), msg("Write it as on a letter: 01990"))
    return text


def parse_siret(value: str) -> str:
    """Return an INSEE SIRET: 14 digits whose Luhn sum is right (La Poste's excepted)."""
    text = text_of(value)
    digits = re.sub(r"[\s.]", "", text)
    fault = Refused(
        msg("“{value}” is not a SIRET number.", value=_short(text)),
        msg("Write its 14 digits; the last one is a check of the others."),
    )
    if not re.fullmatch(r"[0-9]{14}", digits):
        raise fault
    doubled = [int(d) * (1 + (i % 2 == 0)) for i, d in enumerate(digits)]
    luhn = sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
    if not luhn and not digits.startswith("356000000"):
        raise fault
    return digits


def parse_bce(value: str) -> str:
    """Return a Belgian enterprise number (BCE/KBO): 10 digits, the last two 97 minus the rest modulo 97."""
    text = text_of(value)
    digits = re.sub(r"[\s.]", "", text).upper().removeprefix("BE")
    if not re.fullmatch(r"[01][0-9]{9}", digits) or 97 - int(digits[:8]) % 97 != int(digits[8:]):
        raise Refused(
            msg("“{value}” is not a BCE/KBO enterprise number.", value=_short(text)),
            msg("Write its 10 digits, the last two a check of the others: 0202.239.951"),
        )
    return digits


def matching(pattern: str, example: str) -> Callable[[Any], str]:
    """Return the parser of an identifier of a fixed shape."""

    def parse(value: Any) -> str:
        text = text_of(value)
        if not re.fullmatch(pattern, text):
            raise Refused(
                msg("“{value}” is not written as expected.", value=_short(text)),
                msg("Write it like this: {example}", example=example),
            )
        return text

    return parse


def one_of(words: tuple[str, ...], said: Mapping[str, Message] | None = None) -> Callable[[Any], str]:
    """Return the parser of a controlled word; spaces, case and accents are forgiven.

    `said`: what readers see of each word. That may be written too, in any language of the interface.
    """

    def parse(value: Any) -> str:
        text = text_of(value)
        slug = slugify(text)
        if slug in words:
            return slug
        spoken = {slugify(seen.in_language(language)): word for word, seen in (said or {}).items() for language in LANGUAGES}
        if slug in spoken:
            return spoken[slug]
        from guide.text import closest  # noqa: PLC0415 - only on the way to a problem

        near = closest(slug, [*words, *spoken])
        known = msg("Known words: {words}.", words=", ".join(words))
        raise Refused(
            msg("“{value}” is not one of the known words.", value=_short(text)),
            msg("Did you mean “{near}”? {known}", near=spoken.get(near, near), known=known) if near else known,
        )

    return parse


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"


Line = Annotated[str, BeforeValidator(parse_line), Field(max_length=LINE)]
Markdown = Annotated[str, BeforeValidator(parse_markdown), Field(max_length=TEXT)]
Prose = Annotated[str, BeforeValidator(markdown_of(PROSE, PROSE_LINES, PROSE_SIGNS, fences=True)), Field(max_length=PROSE)]
Summary = Annotated[str, BeforeValidator(line_of(SUMMARY)), Field(max_length=SUMMARY)]
Topic = Annotated[str, BeforeValidator(parse_topic), Field(max_length=LINE)]
Day = Annotated[date, BeforeValidator(parse_day)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Count = Annotated[int, BeforeValidator(parse_count)]
Hashtag = Annotated[str, BeforeValidator(parse_hashtag)]
Slug = Annotated[str, BeforeValidator(parse_slug), Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, BeforeValidator(parse_name_or_slug)]
Url = Annotated[str, BeforeValidator(parse_url), Field(json_schema_extra={"format": "uri"})]
Email = Annotated[str, BeforeValidator(parse_email), Field(json_schema_extra={"format": "email"})]
Phone = Annotated[str, BeforeValidator(parse_phone)]
Latitude = Annotated[float, BeforeValidator(degrees(90)), Field(ge=-90, le=90)]
Longitude = Annotated[float, BeforeValidator(degrees(180)), Field(ge=-180, le=180)]
Postcode = Annotated[str, BeforeValidator(parse_postcode)]
Siret = Annotated[str, BeforeValidator(parse_siret)]
Bce = Annotated[str, BeforeValidator(parse_bce)]
OsmId = Annotated[str, BeforeValidator(matching("(node|way|relation)/[0-9]{1,15}", "node/3422189698"))]
Wikidata = Annotated[str, BeforeValidator(matching("Q[1-9][0-9]{0,11}", "Q90"))]

Phones = Annotated[tuple[Phone, ...], Several(commas=True)]
Names = Annotated[tuple[Name, ...], Several()]
Lines = Annotated[tuple[Line, ...], Several(commas=True)]
Topics = Annotated[tuple[Topic, ...], Several(commas=True)]
Slugs = Annotated[tuple[Slug, ...], Several(commas=True)]
Hashtags = Annotated[tuple[Hashtag, ...], Several(commas=True)]
Postcodes = Annotated[tuple[Postcode, ...], Several(commas=True)]
