"""The press: a page's key is what it was made from, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from guide.problem import InvalidContent
from guide.shop import Shop
from plugins.key import Keys
from plugins.press import Page, Press

digest = Keys().key


@dataclass(frozen=True, slots=True)
class Thing:
    """A value that holds values."""

    name: str
    parts: tuple[str, ...]


def shop(**fields: object) -> Shop:
    base = {"slug": "a", "name": "A", "labels": "x", "category": "c", "commune": "d", "added": "2026-01-05"}
    return Shop.model_validate({**base, **fields})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("1",), (1,)),
        ({"a": "b"}, ("a", "b")),
        (("a", ("b",)), ("a", "b")),
        (Thing("a", ("b", "c")), Thing("a", ("bc",))),
        (date(2026, 1, 5), "2026-01-05"),
        (None, "None"),
        (True, 1),
    ],
)
def test_different_values_have_different_keys(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_equal_values_have_one_key() -> None:
    assert digest({"a": Thing("a", ("b",))}) == digest({"a": Thing("a", ("b",))})


def test_a_record_is_its_values() -> None:
    assert digest(shop()) == digest(shop())
    assert digest(shop()) != digest(shop(name="B"))


def test_what_does_not_say_what_it_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="may not hold"):
        digest(object())
    with pytest.raises(TypeError):
        digest(lambda: None)


def test_two_pages_never_take_one_address() -> None:
    press = Press(None, None, frame="", base="/")  # type: ignore[arg-type]
    press.queue([Page("about/", "page.html", "About", dict)])
    with pytest.raises(InvalidContent) as caught:
        press.queue([Page("About/", "page.html", "Another", dict)])
    assert "“About” and “Another”" in str(caught.value.problems[0].what)


@pytest.mark.parametrize(
    ("url", "prefix"), [("", "./"), ("about/", "../"), ("places/la-huche/", "../../"), ("404.html", "/base/")]
)
def test_links_lead_to_the_root_from_any_depth(url: str, prefix: str) -> None:
    press = Press(None, None, frame="", base="/base/")  # type: ignore[arg-type]
    assert press.prefix(Page(url, "t.html", "T", dict)) == prefix
