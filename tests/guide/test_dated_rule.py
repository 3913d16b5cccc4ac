"""A rule of the town holds for the shops that it names, and only for these."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from guide.dated_rule import DatedRule, DatedRules

if TYPE_CHECKING:
    from guide.shop import Shop
    from tests.conftest import Town

RULE = {"name": "Storm", "from": "2027-01-19", "state": "adapted"}
RULES = """\
- {name: everywhere, from: 2027-01-19, state: adapted}
- {name: bakers, from: 2027-01-19, state: adapted, categories: [Bakery]}
- {name: food, from: 2027-01-19, state: adapted, categories: food}
- {name: tiny, from: 2027-01-19, state: adapted, communes: [Tinyville, TINYVILLE]}
- {name: tiny bakers, from: 2027-01-19, state: adapted, communes: Tinyville, categories: bakery}
- {name: label, from: 2027-01-19, state: adapted, labels: '#Weeny'}
- {name: farms of both, from: 2027-01-19, state: adapted, communes: [Tinyville, Bigville], labels: [farms]}
- {name: again, from: 2028-01-19, state: closed-temporarily}
"""


def test_a_rule_names_shops_by_commune_category_and_label(town: Town) -> None:
    town.write("content/labels.yaml", "- {hashtag: tiny, mention: Tiny, aliases: [weeny]}\n- {hashtag: farms, mention: Farms}\n")
    town.write("content/rules.yaml", RULES)
    town.shop("grocer", category=["food", "books"], commune="Bigville", labels="farms")
    town.shop("books", category="books", commune="Bigville")
    guide = town.guide()

    def names(shop: Shop) -> list[str]:
        return [rule.name for rule in guide.rules_on(shop)]

    assert names(guide.shop("the-oven")) == ["everywhere", "bakers", "food", "tiny", "tiny bakers", "label", "again"]
    assert names(guide.shop("grocer")) == ["everywhere", "food", "farms of both", "again"]
    assert names(guide.shop("books")) == ["everywhere", "label", "again"]
    assert [rule.name for rule in guide.dated_rules][:2] == ["everywhere", "bakers"]
    assert guide.dated_rules[3].communes == ("tinyville",)
    assert guide.dated_rules[5].labels == ("tiny",)


def test_a_town_may_do_without_rules(town: Town) -> None:
    guide = town.guide()
    assert guide.dated_rules == guide.rules_on(guide.shop("the-oven")) == ()
    town.write("content/rules.yaml", "# None today.\n")
    assert town.guide().dated_rules == ()


def test_a_rule_may_have_no_last_day() -> None:
    assert DatedRule.model_validate(RULE).last is None
    rule = DatedRule.model_validate({**RULE, "to": "2027-01-19", "hours": {"Mo-Su": "09:00-12:00"}})
    assert (rule.first, rule.last, rule.hours) == (date(2027, 1, 19), date(2027, 1, 19), "Mo-Su: 09:00-12:00")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ({"to": "2027-01-18"}, "to"),
        ({"from": "tomorrow"}, "from"),
        ({"state": "closed-for-good"}, "state"),
        ({"state": "fermé définitivement"}, "state"),
        ({"state": "closed-temporarily", "hours": "9h-12h"}, "hours"),
        ({"url": "www.example.org"}, "url"),
        ({"details": "a" * 201}, "details"),
    ],
)
def test_an_impossible_rule_is_told_where_it_is_written(written: dict[str, str], place: str) -> None:
    with pytest.raises(ValidationError) as caught:
        DatedRule.model_validate({**RULE, **written})
    assert [error["loc"] for error in caught.value.errors()] == [(place,)]


def test_many_rules_are_found_without_looking_at_each() -> None:
    """Ten thousand shops ask ten thousand rules of other communes: only those filed under theirs are looked at."""
    looked: list[str] = []

    class Counted(DatedRule):
        def __getattribute__(self, name: str) -> object:
            if name == "categories":
                looked.append(name)
            return super().__getattribute__(name)

    rules = DatedRules(Counted.model_validate({**RULE, "communes": [f"town-{number}"]}) for number in range(1_000))
    looked.clear()
    assert len(rules.on("town-7", ["bakery"], ["tiny"])) == 1
    assert len(looked) <= 2
