"""What decides whether a shop is open on a day: its status, its exceptional hours, the town's rules, its hours, in this order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from guide.hours.day import CLOSED, PERHAPS, Day, Span
from guide.hours.timetable import horizon
from guide.state import Opening, Openings, months_after
from tests.conftest import TODAY

if TYPE_CHECKING:
    from guide.guide import Guide
    from tests.conftest import Town

# A Sunday; the days of this module are around it.
FIRST, LAST = horizon(TODAY)
SUNDAY = TODAY
WEEK = "Mo-Su 09:00-12:00; PH off"
USUAL: Day = (Span(540, 720),)
AFTERNOON: Day = (Span(840, 1080),)
EVENING: Day = (Span(1080, 1200),)


def day(number: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(days=number)


def iso(number: int) -> str:
    return day(number).isoformat()


def guide_of(town: Town, today: date = TODAY) -> Guide:
    guide, problems = town.check(today)
    assert guide is not None, problems
    return guide


def opening(town: Town, **fields: Any) -> Opening:
    """Return the opening of a shop with these fields, and with the hours of `WEEK` if no others are given."""
    town.shop("the-oven", **{"hours": WEEK, **fields})
    guide = guide_of(town)
    return Openings(guide, TODAY).of(guide.shop("the-oven"))


def on(found: Opening, number: int) -> Day:
    """Return the spans of the day so many days from today."""
    assert found.timetable is not None
    return found.timetable.on(day(number)).day


def rule(state: str = "closed-temporarily", **more: Any) -> str:
    fields = {"name": "Water cut", "from": iso(-3), "to": iso(3), "state": state, **more}
    return "- {" + ", ".join(f"{name}: {value}" for name, value in fields.items() if value is not None) + "}\n"


def test_the_weekly_hours_decide_when_nothing_else_does(town: Town) -> None:
    found = opening(town)
    assert (found.decision.by, found.decision.state, found.expression) == ("hours", "open", WEEK)
    assert found.usual == found.timetable
    assert on(found, 0) == USUAL
    assert found.coming == ()


@pytest.mark.parametrize(("hours", "by"), [(None, "nothing"), ("when the light is on", "hours")])
def test_no_hours_and_unreadable_ones_are_unknown_never_closed(town: Town, hours: str | None, by: str) -> None:
    if hours:  # an imported entry may have such hours; one written by hand is stopped
        town.write("shops/the-oven.yaml", f"name: The Oven\nlabels: [tiny]\ncategory: bakery\ncommune: Tinyville\nadded: 2026-01-05\nsource: OpenStreetMap\nhours: {hours}\n")
        guide = guide_of(town)
        found = Openings(guide, TODAY).of(guide.shop("the-oven"))
    else:
        found = opening(town, hours=None)
    assert (found.decision.by, found.decision.state, found.expression, found.usual) == (by, "unknown", "", None)
    assert found.timetable is not None
    assert {found.timetable.on(day(number)).day for number in range(400)} == {PERHAPS}


def test_a_rule_of_the_town_goes_before_the_weekly_hours_on_its_days_only(town: Town) -> None:
    town.write("content/rules.yaml", rule(details="No water", source="Town hall", url="https://example.org/water"))
    found = opening(town)
    assert found.decision == ("rule", "closed-temporarily", "No water", day(-3), day(3), "Town hall", "https://example.org/water")
    assert [on(found, number) for number in (-4, -3, 0, 3, 4)] == [USUAL, CLOSED, CLOSED, CLOSED, USUAL]
    assert found.timetable is not None
    assert found.timetable.on(TODAY).note == "No water"
    assert found.usual is not None
    assert found.usual.on(TODAY).day == USUAL


@pytest.mark.parametrize(
    ("state", "more", "expected"),
    [
        ("closed-temporarily", {}, CLOSED),
        ("unknown", {}, PERHAPS),
        ("adapted", {}, USUAL),
        ("adapted", {"hours": "14h-18h"}, AFTERNOON),
        ("open", {}, USUAL),
    ],
)
def test_what_a_rule_says_is_so(town: Town, state: str, more: dict[str, str], expected: Day) -> None:
    town.write("content/rules.yaml", rule(state, **more).replace("14h", "14:00").replace("18h", "18:00"))
    found = opening(town)
    assert (found.decision.by, found.decision.state) == ("rule", state)
    assert on(found, 0) == expected
    assert on(found, 4) == USUAL


def test_a_rule_without_an_end_holds_until_further_notice_and_the_last_one_written_wins(town: Town) -> None:
    town.write("content/rules.yaml", rule(to=None, name="First") + rule("unknown", name="Second"))
    found = opening(town)
    assert found.decision.reason == "Second"
    assert [on(found, number) for number in (0, 4, 300)] == [PERHAPS, CLOSED, CLOSED]


def test_a_rule_for_others_changes_nothing(town: Town) -> None:
    town.write("content/rules.yaml", rule(communes="[Bigville]") + rule(categories="[books]"))
    assert on(opening(town), 0) == USUAL


def exceptional(**more: Any) -> list[dict[str, Any]]:
    return [{"from": iso(-1), "to": iso(1), **more}]


@pytest.mark.parametrize(
    ("days", "state", "expected"),
    [
        ({"closed": "yes", "reason": "Holiday"}, "closed-temporarily", CLOSED),
        ({"hours": "18:00-20:00", "reason": "Holiday"}, "adapted", EVENING),
    ],
)
def test_exceptional_hours_go_before_rules(town: Town, days: dict[str, str], state: str, expected: Day) -> None:
    town.write("content/rules.yaml", rule("adapted", hours="'14:00-18:00'"))
    found = opening(town, exceptional_hours=exceptional(**days))
    assert (found.decision.by, found.decision.state, found.decision.reason) == ("exception", state, "Holiday")
    assert [on(found, number) for number in (-2, -1, 0, 1, 2, 4)] == [AFTERNOON, expected, expected, expected, AFTERNOON, USUAL]


def test_exceptional_hours_open_on_a_day_that_a_rule_closes(town: Town) -> None:
    town.write("content/rules.yaml", rule())
    assert on(opening(town, exceptional_hours=exceptional(hours="18:00-20:00")), 0) == EVENING


def test_exceptional_hours_without_an_end_are_one_day(town: Town) -> None:
    found = opening(town, exceptional_hours=[{"from": iso(2), "closed": "yes"}])
    assert [on(found, number) for number in (1, 2, 3)] == [USUAL, CLOSED, USUAL]
    assert [one.first for one in found.coming] == [day(2)]
    assert found.decision.by == "hours"


def test_exceptional_hours_that_cannot_be_read_are_perhaps(town: Town) -> None:
    town.write(
        "shops/the-oven.yaml",
        "name: The Oven\nlabels: [tiny]\ncategory: bakery\ncommune: Tinyville\nadded: 2026-01-05\nsource: OpenStreetMap\n"
        f"hours: '{WEEK}'\nexceptional_hours:\n  - {{from: {iso(-1)}, to: {iso(1)}, hours: when the light is on}}\n",
    )
    guide = guide_of(town)
    found = Openings(guide, TODAY).of(guide.shop("the-oven"))
    assert on(found, 0) == PERHAPS
    assert found.timetable is not None
    assert found.timetable.on(TODAY).note == "when the light is on"
    assert on(found, 2) == USUAL


@pytest.mark.parametrize(("state", "expected"), [("closed-temporarily", CLOSED), ("unknown", PERHAPS)])
def test_the_status_goes_before_all(town: Town, state: str, expected: Day) -> None:
    town.write("content/rules.yaml", rule("adapted", hours="'14:00-18:00'"))
    found = opening(town, exceptional_hours=exceptional(hours="18:00-20:00"), status={"state": state, "since": iso(0), "until": iso(1), "reason": "Works"})
    assert found.decision == ("status", state, "Works", day(0), day(1), "", "")
    assert [on(found, number) for number in (-1, 0, 1, 2, 4)] == [EVENING, expected, expected, AFTERNOON, USUAL]


@pytest.mark.parametrize("state", ["open", "adapted"])
def test_open_and_adapted_keep_the_shop_s_own_hours_in_spite_of_rules(town: Town, state: str) -> None:
    town.write("content/rules.yaml", rule())
    found = opening(town, exceptional_hours=[{"from": iso(1), "hours": "18:00-20:00"}], status={"state": state, "since": iso(0), "until": iso(2), "reason": "Has a well"})
    assert (found.decision.by, found.decision.state) == ("status", state)
    assert [on(found, number) for number in (-1, 0, 1, 2, 3, 4)] == [CLOSED, USUAL, EVENING, USUAL, CLOSED, USUAL]


@pytest.mark.parametrize("state", ["open", "adapted", "closed-temporarily", "unknown"])
def test_a_status_holds_from_its_first_day_to_its_last_one(town: Town, state: str) -> None:
    found = opening(town, status={"state": state, "since": iso(1), "until": iso(2)})
    assert found.decision.by == "hours"
    assert [(one.by, one.first, one.last) for one in found.coming] == [("status", day(1), day(2))]
    past = opening(town, status={"state": state, "since": iso(-9), "until": iso(-1)})
    assert (past.decision.by, past.coming) == ("hours", ())
    always = opening(town, status=state)
    assert (always.decision.by, always.decision.state) == ("status", state)


def test_what_is_closed_for_good_has_no_timetable_from_that_day_on(town: Town) -> None:
    assert opening(town, status="closed-for-good").timetable is None
    assert opening(town, status={"state": "closed-for-good", "since": iso(0)}).timetable is None
    found = opening(town, status={"state": "closed-for-good", "since": iso(5), "reason": "Retires"})
    assert (found.decision.by, found.decision.state) == ("hours", "open")
    assert [on(found, number) for number in (4, 5, 300)] == [USUAL, CLOSED, CLOSED]
    assert [(one.state, one.first) for one in found.coming] == [("closed-for-good", day(5))]


def test_what_comes_is_told_for_two_months_in_its_order(town: Town) -> None:
    town.write("content/rules.yaml", rule(**{"from": iso(20), "to": iso(21)}))
    found = opening(town, exceptional_hours=[{"from": iso(number), "closed": "yes"} for number in (61, 60, 10, -5)])
    assert [(one.by, one.first) for one in found.coming] == [("exception", day(10)), ("rule", day(20)), ("exception", day(60))]


def test_an_entry_is_to_check_so_many_months_after_it_was_last_verified(town: Town) -> None:
    assert opening(town, verified="2026-03-31").check == date(2027, 9, 30)
    assert opening(town, added="2026-01-05").check == date(2027, 7, 5)
    assert opening(town, added="2026-01-05", updated="2026-06-01", verified="2026-02-01").check == date(2027, 12, 1)
    town.write("content/site.yaml", "name: Tiny Town\nlanguage: en\naddress: https://tiny.example.org/\nverified_months: 1\n")
    assert opening(town, verified="2026-01-31").check == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("since", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-12-15", 1, "2027-01-15"), ("2026-11-30", 3, "2027-02-28"), ("2026-06-15", 18, "2027-12-15"), ("2026-12-31", 12, "2027-12-31")],
)
def test_months_later_is_the_same_day_or_the_last_one(since: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(since), months) == date.fromisoformat(then)


def closed_days(town: Town, commune: str, site_country: str, **more: str) -> set[date]:
    """Return the days on which a shop of a commune that is closed on public holidays is."""
    town.write("content/site.yaml", f"name: Tiny Town\nlanguage: en\naddress: https://tiny.example.org/\ncountry: {site_country}\n")
    fields = "".join(f"  {name}: '{value}'\n" for name, value in more.items())
    town.write("content/communes.yaml", f"- name: Tinyville\n  code: '78001'\n- name: {commune}\n{fields}")
    town.shop("the-oven", hours=WEEK, commune=commune)
    guide = guide_of(town)
    found = Openings(guide, TODAY).of(guide.shop("the-oven")).timetable
    assert found is not None
    return {one for one in (day(number) for number in range(365)) if found.on(one).day == CLOSED}


GOOD_FRIDAY, BOXING_DAY, BASTILLE, BELGIAN = date(2027, 3, 26), date(2026, 12, 26), date(2027, 7, 14), date(2027, 7, 21)


@pytest.mark.parametrize("code", ["57001", "67001", "68001"])
def test_alsace_and_moselle_have_their_own_holidays(town: Town, code: str) -> None:
    assert {GOOD_FRIDAY, BOXING_DAY, BASTILLE} <= closed_days(town, "Easton", "FR", code=code)


def test_no_other_place_has_them(town: Town) -> None:
    assert not {GOOD_FRIDAY, BOXING_DAY} & closed_days(town, "Weston", "FR", code="54001")
    assert not {GOOD_FRIDAY, BOXING_DAY} & closed_days(town, "Weston", "BE", code="67001")


def test_a_belgian_commune_of_a_french_guide_has_belgian_holidays(town: Town) -> None:
    closed = closed_days(town, "Over", "FR", code="85009", country="BE")
    assert BELGIAN in closed
    assert BASTILLE not in closed


HOLIDAYS = """\
school_zone: C
public:
  - {day: 2026-12-01, name: Fair, communes: [Bigville]}
  - {day: 2026-12-02, name: Feast}
school:
  - {name: Ours, from: 2027-02-06, to: 2027-02-21, zones: C}
  - {name: Theirs, from: 2027-02-27, to: 2027-03-14, zones: [A, B]}
  - {name: All, from: 2027-05-06, to: 2027-05-07}
"""


def test_a_town_s_own_holidays_are_those_of_the_communes_named(town: Town) -> None:
    town.write("content/holidays.yaml", HOLIDAYS)
    town.shop("near", hours=WEEK)
    town.shop("far", hours=WEEK, commune="Bigville")
    guide = guide_of(town)
    openings = Openings(guide, TODAY)
    fair, feast = date(2026, 12, 1), date(2026, 12, 2)
    told = {slug: openings.of(guide.shop(slug)).timetable for slug in ("near", "far")}
    assert {slug: [found.on(one).day for one in (fair, feast)] for slug, found in told.items() if found} == {"near": [USUAL, CLOSED], "far": [CLOSED, CLOSED]}


@pytest.mark.parametrize(("zone", "closed"), [("C", [True, False, True]), ("A", [False, True, True]), (None, [True, True, True])])
def test_school_holidays_are_those_of_the_town_s_zone(town: Town, zone: str | None, closed: list[bool]) -> None:
    town.write("content/holidays.yaml", HOLIDAYS.replace("school_zone: C", f"school_zone: {zone}" if zone else "school_zone:"))
    found = opening(town, hours="Mo-Su 09:00-12:00; SH off").timetable
    assert found is not None
    assert [found.on(one).day == CLOSED for one in (date(2027, 2, 10), date(2027, 3, 3), date(2027, 5, 6))] == closed


def test_hours_that_say_nothing_of_a_holiday_have_a_note_on_it(town: Town) -> None:
    town.write("content/site.yaml", "name: Tiny Town\nlanguage: fr\naddress: https://tiny.example.org/\ncountry: FR\n")
    found = opening(town, hours="tous les jours 9h-12h").timetable
    assert found is not None
    assert (found.on(date(2026, 12, 25)).day, found.on(date(2026, 12, 24)).note) == (USUAL, "")
    assert "confirm" in found.on(date(2026, 12, 25)).note.casefold()


def test_hours_of_a_service_are_read_apart(town: Town) -> None:
    town.shop("the-oven", hours=WEEK)
    guide = guide_of(town)
    openings, shop = Openings(guide, TODAY), guide.shop("the-oven")
    expression, found = openings.of_hours(shop, "14:00-18:00")
    assert found is not None
    assert (expression, found.on(TODAY).day) == ("14:00-18:00", AFTERNOON)
    assert openings.of_hours(shop, "when the light is on") == openings.of_hours(shop, None) == ("", None)


def test_each_shop_is_worked_out_once(town: Town) -> None:
    town.shop("the-oven", hours=WEEK)
    guide = guide_of(town)
    openings = Openings(guide, TODAY)
    assert openings.of(guide.shop("the-oven")) is openings.of(guide.shop("the-oven"))
