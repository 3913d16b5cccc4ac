"""Each kind of value has one standard form; what is refused is told with the way to write it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from guide import fields
from guide.problem import Refused
from guide.shop import Shop

ADAPTERS = {name: TypeAdapter(getattr(fields, name)) for name in (
    "Line", "Markdown", "Day", "Flag", "Count", "Hashtag", "Slug", "Name", "Url", "Email", "Phone", "Latitude", "Longitude",
    "Postcode", "Siret", "Bce", "OsmId", "Wikidata", "Phones", "Names", "Lines", "Slugs", "Hashtags", "Postcodes",
)}  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.text() | st.integers() | st.floats(allow_nan=True) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def read(kind: str, value: Any, country: str = "FR") -> Any:
    return ADAPTERS[kind].validate_python(value, context={"country": country})


def refusal(kind: str, value: Any, country: str = "FR") -> Refused:
    with pytest.raises(ValidationError) as caught:
        read(kind, value, country)
    refused = caught.value.errors()[0]["ctx"]["error"]
    assert isinstance(refused, Refused)
    return refused


@pytest.mark.parametrize(
    ("kind", "written", "read_as"),
    [
        ("Line", "  a \n b\t c ", "a b c"),
        ("Line", "Le bar\u00a0: là", "Le bar\u00a0: là"),
        ("Markdown", "\n a\n\nb \n", "a\n\nb"),
        ("Day", "2026-01-05", date(2026, 1, 5)),
        ("Day", "2024-02-29", date(2024, 2, 29)),
        ("Flag", "yes", True),
        ("Flag", "Oui", True),
        ("Flag", "ja", True),
        ("Flag", "NON", False),
        ("Flag", "nee", False),
        ("Count", "007", 7),
        ("Hashtag", "#Tiny", "tiny"),
        ("Hashtag", "＃tiny", "tiny"),
        ("Hashtag", "ｔｉｎｙ", "tiny"),
        ("Hashtag", "Métiers_78", "métiers_78"),
        ("Slug", "la-huche-2", "la-huche-2"),
        ("Name", "Saint-Léger-l'Exemple", "saint-leger-l-exemple"),
        ("Url", "https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        ("Url", "http://café.example.org", "http://café.example.org"),
        ("Url", "https://example.org:8443/", "https://example.org:8443/"),
        ("Email", "a.b+c@example.org", "a.b+c@example.org"),
        ("Phone", "01 99 00 12 34", "+33199001234"),
        ("Phone", "01.99.00.12.34", "+33199001234"),
        ("Phone", "+33 (0)1 99 00 12 34", "+33199001234"),
        ("Phone", "0032 2 555 12 12", "+3225551212"),
        ("Latitude", "48.64361234567", 48.6436123),
        ("Latitude", "-90", -90.0),
        ("Longitude", "+180.0", 180.0),
        ("Postcode", " 01990 ", "01990"),
        ("Postcode", "1000", "1000"),
        ("Siret", "732 829 320 00074", "73282932000074"),
        ("Siret", "35600000049837", "35600000049837"),
        ("Bce", "BE 0202.239.951", "0202239951"),
        ("OsmId", "node/3422189698", "node/3422189698"),
        ("Wikidata", "Q90", "Q90"),
        ("Phones", "01 99 00 12 34", ("+33199001234",)),
        ("Phones", ["01 99 00 12 34", "+33 1 99 00 12 34"], ("+33199001234",)),
        ("Hashtags", ["#Tiny", "tiny", "＃tiny"], ("tiny",)),
        ("Names", None, ()),
        ("Lines", [], ()),
    ],
)
def test_a_value_is_read_in_its_standard_form(kind: str, written: Any, read_as: Any) -> None:
    assert read(kind, written) == read_as


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("Line", "   "), ("Line", "a" * 201), ("Line", ["a"]), ("Line", 5),
        ("Markdown", "a" * 20_001), ("Markdown", "*" * 401), ("Markdown", "\n" * 801 + "a"), ("Markdown", "> " * 10 + "a"),
        ("Markdown", "- " * 10 + "a"), ("Markdown", "1. " * 10 + "a"), ("Markdown", "    " * 10 + "a"), ("Markdown", ["a"]),
        ("Markdown", "[" * 100 + "a" * 15_000), ("Markdown", "](" * 100 + "a" * 15_000),
        ("Day", "5/1/2026"), ("Day", "2026-1-5"), ("Day", "2026-02-30"), ("Day", "1066-10-14"), ("Day", "2026-01-05T09:00"), ("Day", ["2026-01-05"]),
        ("Flag", "maybe"), ("Flag", {}), ("Count", "-1"), ("Count", "1.5"), ("Count", "9" * 10), ("Count", "٣"),
        ("Hashtag", "two words"), ("Hashtag", "78"), ("Hashtag", ""), ("Hashtag", "a" * 51), ("Hashtag", "a-b"), ("Hashtag", "#"),
        ("Slug", "La-Huche"), ("Slug", "é"), ("Slug", "-a"), ("Slug", "a--b"), ("Slug", "a" * 81), ("Slug", "aux"), ("Slug", "com1"), ("Slug", "a/b"), ("Slug", ".."),
        ("Name", "!!!"), ("Name", ["a"]), ("Name", {}),
        ("Url", "www.example.org"), ("Url", "example.org/a"), ("Url", "javascript:alert(1)"), ("Url", "data:text/html,a"), ("Url", "ftp://example.org/"),
        ("Url", "//example.org"), ("Url", "https://a:b@example.org/"), ("Url", "https://localhost/"), ("Url", "https:///a"), ("Url", "https://exa mple.org"),
        ("Url", "https://example.org:99999/"), ("Url", "https://[::1"), ("Url", 'https://example.org/"x'), ("Url", "https://example.org/<b>"),
        ("Url", "https://example.org/\\a"), ("Url", f"https://example.org/{'a' * 500}"), ("Url", "https://-example.org/"), ("Url", f"https://{'é' * 80}.org/"),
        ("Email", "a@b"), ("Email", "a b@example.org"), ("Email", "a@example.org, c@example.org"), ("Email", "mailto:a@example.org"), ("Email", "A <a@example.org>"),
        ("Phone", "12"), ("Phone", "01 99 00"), ("Phone", "call me"), ("Phone", "1" * 60), ("Phone", "01 99 00 12 34 ext. 5"), ("Phone", "tel:+33199001234;ext=1"),
        ("Latitude", "48,5"), ("Latitude", "90.1"), ("Latitude", "north"), ("Latitude", "48°36'"), ("Latitude", "nan"), ("Latitude", "1e1"), ("Longitude", "-180.5"),
        ("Postcode", ""), ("Postcode", "?"), ("Postcode", "1" * 11),
        ("Siret", "73282932000075"), ("Siret", "732829320"), ("Siret", "a" * 14), ("Bce", "0202239952"), ("Bce", "2202239951"), ("Bce", "123"),
        ("OsmId", "node 1"), ("OsmId", "https://www.openstreetmap.org/node/1"), ("Wikidata", "90"), ("Wikidata", "Q0"),
        ("Slugs", ["a", "B"]), ("Lines", ["a"] * 1_001),
    ],
)  # fmt: skip
def test_what_is_refused_comes_with_the_way_to_write_it(kind: str, written: Any) -> None:
    refused = refusal(kind, written)
    assert refused.fix is not None
    for sentence in (refused.what, refused.fix):
        assert "{" not in sentence.in_language("en")


def reading(kind: str, value: Any) -> Any:
    """Return what a value is read as, or why it is refused."""
    try:
        return read(kind, value)
    except ValidationError as error:
        return error.errors()[0].get("ctx", {}).get("error")


@given(ANYTHING)
def test_no_value_whatever_makes_a_parser_fail(value: Any) -> None:
    for kind in ADAPTERS:
        assert reading(kind, value) is not None


@given(st.text())
def test_a_standard_form_is_its_own_standard_form(text: str) -> None:
    for kind in ("Line", "Hashtag", "Name", "Slug", "Email", "Postcode", "Siret", "Bce"):
        once = reading(kind, text)
        assert isinstance(once, Refused) or read(kind, once) == once


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert read("Day", day.isoformat()) == day
    assert refusal("Day", f"{day.day}/{day.month}/{day.year}").fix.in_language("en").endswith(f"{day.isoformat()}.")


def test_an_american_date_is_not_turned_into_nonsense() -> None:
    assert "2026-25-12" not in refusal("Day", "12/25/2026").fix.in_language("en")


@given(st.from_regex(r"[a-zà-öø-ÿ_]{1,20}", fullmatch=True))
def test_a_hashtag_is_one_whatever_its_case_and_sign(word: str) -> None:
    assume(not word.isdigit())
    assert len({read("Hashtag", written) for written in (word, f"#{word}", f"＃{word}", f"##{word.upper()}", f" {word}")}) == 1


@given(st.integers(0, 10**13 - 1))
def test_exactly_one_last_digit_makes_a_siret(start: int) -> None:
    assume(not f"{start:013}".startswith("356000000"))
    assert sum(isinstance(reading("Siret", f"{start:013}{digit}"), str) for digit in range(10)) == 1


@given(st.integers(0, 1_9999_999), st.integers(0, 99))
def test_the_check_digits_of_an_enterprise_number_are_checked(start: int, check: int) -> None:
    written = f"{start:08}{check:02}"
    if check == 97 - start % 97:
        assert read("Bce", written) == written
    else:
        refusal("Bce", written)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_earth_can_be_written(lat: float, lon: float) -> None:
    assert read("Latitude", f"{lat:.7f}") == pytest.approx(lat, abs=1e-7)
    assert read("Longitude", f"{lon:.7f}") == pytest.approx(lon, abs=1e-7)


def test_a_telephone_number_is_read_as_in_the_entrys_country() -> None:
    assert read("Phone", "02 555 12 12", "BE") == "+3225551212"
    assert read("Phone", "063 42 22 48", "BE") == "+3263422248"
    refusal("Phone", "063 42 22 48", "FR")


@pytest.mark.parametrize(
    ("kind", "written", "remedy"),
    [
        ("Url", "www.example.org/a", "Write https://www.example.org/a"),
        ("Hashtag", "Made Here", "madehere"),
        ("Slug", "La Huche", "la-huche"),
        ("Slug", "con", "con-shop"),
        ("Latitude", "48,5", "48.5"),
        ("Latitude", "148.5", "exchanged"),
    ],
)
def test_the_remedy_repeats_what_was_meant(kind: str, written: str, remedy: str) -> None:
    assert remedy in refusal(kind, written).fix.in_language("en")


@given(st.text(max_size=300))
def test_a_message_never_repeats_a_long_value_whole(text: str) -> None:
    for kind in ("Url", "Email", "Phone", "Day", "Hashtag", "Latitude"):
        refused = reading(kind, text * 20)
        assert not isinstance(refused, Refused) or len(refused.what.in_language("en")) < 160


def test_a_known_word_is_read_whatever_its_case_and_spaces() -> None:
    parse = fields.one_of(("click-and-collect", "delivery"))
    assert parse("Click and Collect") == "click-and-collect"
    with pytest.raises(Refused) as caught:
        parse("deliverie")
    assert "“delivery”" in caught.value.fix.in_language("en")


@given(st.text("[]()ab \n", max_size=200))
def test_the_reach_of_brackets_is_what_a_count_by_hand_gives(text: str) -> None:
    opened: list[int] = []
    reach = 0
    for position, sign in enumerate(text):
        if sign == "[":
            opened.append(position)
        elif sign == "]" and opened:
            reach += position - opened.pop()
    reach += sum(len(text) - position for position in opened)
    assert fields._reach(text, "[", "]") == reach


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        ("payments", "carte bancaire, Espèces; chèque", ("card", "cash", "cheque")),
        ("payments", "Bankkaart", ("card",)),
        ("accessibility", ["Stationnement à proximité"], ("parking",)),
        ("keywords", "pain, brioche ; miche", ("pain", "brioche", "miche")),
        ("phone", "01 99 00 12 34, 01 99 00 12 35", ("+33199001234", "+33199001235")),
        ("labels", "#a, #b", ("a", "b")),
        ("aliases", "old-oven, older-oven", ("old-oven", "older-oven")),
    ],
)
def test_a_list_may_be_written_with_commas_and_in_the_words_that_readers_see(field: str, written: Any, read: tuple[str, ...]) -> None:
    values = {"slug": "a", "name": "A", "labels": "a", "category": "a", "commune": "a", "added": "2026-01-05", field: written}
    assert getattr(Shop.model_validate(values), field) == read


def test_what_is_right_of_an_entry_with_mistakes_can_be_judged() -> None:
    values = {"name": "A", "phone": "12", "area": ["Tinyville"], "added": "yesterday", "strange": "x", "position": {"lat": "91", "lon": "2"}}
    part = Shop.partial(values, {"country": "FR"})
    assert (part.name, part.area, part.phone, part.added, part.labels, part.position) == ("A", ("tinyville",), (), None, (), None)
