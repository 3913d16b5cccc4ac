"""What js/hours.js says of a shop's hours, at frozen moments, in Chromium."""

from __future__ import annotations

import gzip
import html
import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from guide.hours.expression import tidied
from guide.hours.holidays import Calendar
from guide.hours.sentence import hour
from guide.hours.timetable import horizon
from guide.hours.timetable import timetable as told_by
from plugins.environment import make_environment
from tests.conftest import CATEGORIES, COMMUNES, LABELS, SHARED, SITE, TODAY, Town
from tests.pace import pace

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "theme" / "static" / "js" / "hours.js"
STYLES = sorted((SCRIPT.parents[1] / "css").rglob("*.css"), key=lambda path: path.name != "layers.css")
ADDRESS = "http://shops.invalid/"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'"
PARIS = ZoneInfo("Europe/Paris")
EPOCH = date(1970, 1, 1)
DAY = 1440
NBSP = "\u00a0"

Plan = list[int]
CLOSED: Plan = [0]
UNKNOWN: Plan = [0, 0, -DAY]
SPLIT: Plan = [0, 540, 750, 840, 1140]  # 9:00-12:30, 14:00-19:00
NIGHT: Plan = [0, 1140, 1560]  # 19:00-02:00
ALWAYS: Plan = [0, 0, DAY]


def minutes(words: str) -> Plan:
    """Return a plan: ``10:00-18:00 20:00-26:00``; ``18:00~20:00`` is perhaps."""
    plan = [0]
    for span in words.split():
        first, sign, last = span.partition("~" if "~" in span else "-")
        start, end = (int(hours) * 60 + int(rest) for hours, rest in (side.split(":") for side in (first, last)))
        plan += [start, -end if sign == "~" else end]
    return plan


def timetable(*week: Plan, dates: dict[tuple[int, int], Plan] | None = None, notes: tuple[str, ...] = (), since: int = 20260101) -> list[Any]:
    """Return the data of a week from Monday (one plan: all days), and of dates that differ."""
    week = week * 7 if len(week) == 1 else week
    assert len(week) == 7
    plans = [*week, *(dates or {}).values()]
    return [plans, [[since, *range(7)]], [[*span, 7 + number] for number, span in enumerate(dates or {})], list(notes)]


SHOP = timetable(CLOSED, SPLIT, SPLIT, SPLIT, SPLIT, SPLIT, CLOSED)
BAR = timetable(CLOSED, CLOSED, CLOSED, CLOSED, NIGHT, CLOSED, CLOSED)
KIOSK = timetable(ALWAYS)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Return what prints the words of a language, and the states of shops, as pages hold them."""
    made = {}
    for language in ("fr", "en", "nl"):
        folder = tmp_path_factory.mktemp(language)
        town = Town(folder / "town")
        for name, text in (("site", SITE.replace("language: en", f"language: {language}")), ("labels", LABELS), ("categories", CATEGORIES), ("communes", COMMUNES)):
            town.write(f"content/{name}.yaml", text)
        town.shop("the-oven")
        guide, problems = town.check(TODAY)
        assert guide is not None, problems
        made[language] = make_environment(guide, folder / "cache", browsable=False)

    def template(language: str, source: str, **values: Any) -> str:
        return made[language].from_string(source).render(**values)

    return template


class Reader:
    """Somebody's browser: its language and time zone, the moment, and a page with shops."""

    def __init__(self, context: BrowserContext, words: Callable[..., str], language: str) -> None:
        self.page, self.words, self.language = context.new_page(), words, language
        self.errors: list[str] = []
        self.body = self.head = ""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type in {"error", "warning"} else None)
        context.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        """Serve the page, the script and the style sheet, with the policy of the site."""
        name = route.request.url.removeprefix(ADDRESS)
        if name == "hours.js":
            route.fulfill(body=SCRIPT.read_bytes(), content_type="text/javascript")
        elif name == "style.css":
            route.fulfill(body="\n".join(path.read_text() for path in STYLES), content_type="text/css")
        elif name:
            route.fulfill(status=204)
        else:
            body = f"<!doctype html><html lang={self.language}><head><title>-</title>{self.head}<link rel=stylesheet href=style.css></head><body>{self.body}<script type=module src=hours.js></script></body></html>"
            route.fulfill(body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})

    def read(self, body: str, moment: datetime, until: int = 20271231) -> None:
        """Open a page at a moment."""
        self.head = self.words(self.language, "{% include 'partials/hours_words.html' %}", hours_until=until)
        self.body = body
        self.page.clock.set_fixed_time(moment)
        self.page.goto(ADDRESS)
        assert self.errors == []

    def told(self, data: object, moment: datetime, check: str = "", **options: Any) -> str:
        """Return what a shop's page says at a moment, with its state."""
        self.read(state(self.words, data, check), moment, **options)
        line = self.page.locator(".state")
        assert line.is_visible()
        return f"{line.get_attribute('data-state')}: {line.inner_text()}".replace(NBSP, " ")


def state(words: Callable[..., str], data: object, check: str = "") -> str:
    """Return a state as the macro prints it."""
    written = data if isinstance(data, str) else json.dumps(data, separators=(",", ":"))
    mark = {"hours": written, "check": check or 99991231, "text": ""}
    return words("fr", "{% from 'macros/state.html' import state %}{{ state(mark) }}", mark=mark)


@pytest.fixture
def read(browser: Browser, words: Callable[..., str]) -> Iterator[Callable[..., Reader]]:
    """Return what opens somebody's browser."""
    contexts = []

    def opened(language: str = "fr", zone: str = "Europe/Paris", **options: Any) -> Reader:
        contexts.append(browser.new_context(timezone_id=zone, locale=language, viewport={"width": 360, "height": 740}, **options))
        return Reader(contexts[-1], words, language)

    yield opened
    for context in contexts:
        context.close()


def at(text: str, fold: int = 0) -> datetime:
    """Return a moment of a shop's clock; `fold` 1 is the second time of an hour that comes twice."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS, fold=fold).astimezone(UTC)


MOMENTS = [
    ("before opening", SHOP, "2026-11-24T08:15", "closed: Fermé, ouvre à 9 h"),
    ("open", SHOP, "2026-11-24T10:00", "open: Ouvert, ferme à 12 h 30"),
    ("the minute it opens", SHOP, "2026-11-24T09:00", "open: Ouvert, ferme à 12 h 30"),
    ("lunch", SHOP, "2026-11-24T12:30", "closed: Fermé, ouvre à 14 h"),
    ("soon", SHOP, "2026-11-24T18:40", "closing: Ferme dans 20 min"),
    ("31 minutes before", SHOP, "2026-11-24T18:29", "open: Ouvert, ferme à 19 h"),
    ("the last minute", SHOP, "2026-11-24T18:59:59", "closing: Ferme dans 1 min"),
    ("after closing", SHOP, "2026-11-24T19:00", "closed: Fermé, ouvre demain à 9 h"),
    ("Saturday night", SHOP, "2026-11-28T20:00", "closed: Fermé, ouvre mardi à 9 h"),
    ("Monday", SHOP, "2026-11-30T10:00", "closed: Fermé, ouvre demain à 9 h"),
    ("the next week", timetable(SPLIT, *[CLOSED] * 6), "2026-11-23T20:00", "closed: Fermé, ouvre le 30 novembre à 9 h"),
    ("six days on", timetable(SPLIT, *[CLOSED] * 6), "2026-11-24T20:00", "closed: Fermé, ouvre lundi à 9 h"),
    ("Friday night", BAR, "2026-11-27T23:30", "open: Ouvert, ferme à 2 h"),
    ("after midnight", BAR, "2026-11-28T00:30", "open: Ouvert, ferme à 2 h"),
    ("late", BAR, "2026-11-28T01:45", "closing: Ferme dans 15 min"),
    ("gone", BAR, "2026-11-28T02:00", "closed: Fermé, ouvre vendredi à 19 h"),
    ("round the clock", KIOSK, "2026-11-28T03:00", "open: Ouvert jour et nuit"),
    ("until the end of tomorrow", timetable(ALWAYS, ALWAYS, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED), "2026-11-23T10:00", "open: Ouvert"),
    ("chained over midnight", timetable(minutes("00:00-03:00 20:00-24:00")), "2026-11-23T21:00", "open: Ouvert, ferme à 3 h"),
    ("at midnight", timetable(minutes("20:00-24:00")), "2026-11-23T21:00", "open: Ouvert, ferme à 0 h"),
    ("by appointment", timetable(minutes("09:00-12:00 14:00~18:00")), "2026-11-24T15:00", "maybe: Peut-être ouvert : appelez"),
    ("an open end", timetable(minutes("09:00-18:00 18:00~24:00")), "2026-11-24T17:50", "open: Ouvert au moins jusqu'à 18 h"),
    ("an unknown day", timetable(UNKNOWN), "2026-11-24T15:00", "unknown: Horaires à vérifier"),
    ("after an unknown day", timetable(CLOSED, UNKNOWN, SPLIT, *[CLOSED] * 4), "2026-11-23T15:00", "closed: Fermé, ouvre mercredi à 9 h"),
    ("unknown, but open since yesterday", timetable(*[CLOSED] * 4, NIGHT, UNKNOWN, CLOSED), "2026-11-28T01:00", "open: Ouvert au moins jusqu'à 2 h"),
    ("never", timetable(CLOSED), "2026-11-24T15:00", "closed: Fermé"),
    ("before the first day", SHOP, "2025-12-31T10:00", "unknown: Horaires à vérifier"),
    ("the last day", SHOP, "2027-12-31T20:00", "closed: Fermé"),
    ("past the horizon", SHOP, "2028-01-01T10:00", "unknown: Horaires à vérifier"),
    ("round the clock to the horizon", KIOSK, "2027-12-31T10:00", "open: Ouvert au moins jusqu'à 0 h"),
    ("the night that begins after the last closing in summer time", timetable(*[CLOSED] * 5, minutes("20:00-27:10"), CLOSED), "2027-03-28T01:50", "closing: Ferme dans 20 min"),
    ("an hour that does not exist", timetable(*[CLOSED] * 5, minutes("20:00-26:30"), CLOSED), "2027-03-28T01:50", "closing: Ferme dans 10 min"),
    ("the spring day", SHOP, "2027-03-28T12:00", "closed: Fermé, ouvre mardi à 9 h"),
]


def test_what_is_said_at_a_moment(read: Callable[..., Reader]) -> None:
    reader = read()
    said = {name: reader.told(data, at(moment)) for name, data, moment, _ in MOMENTS}
    assert said == {name: expected for name, _, _, expected in MOMENTS}


@pytest.mark.parametrize("night", ["2026-10-25", "2027-10-31"])
def test_minutes_are_real_in_the_night_that_has_an_hour_twice(read: Callable[..., Reader], night: str) -> None:
    reader = read()
    data = timetable(*[CLOSED] * 5, minutes("20:00-27:10"), CLOSED)
    assert reader.told(data, at(f"{night}T02:50")) == "open: Ouvert, ferme à 3 h 10"
    assert reader.told(data, at(f"{night}T02:50", fold=1)) == "closing: Ferme dans 20 min"
    assert reader.told(data, at(f"{night}T03:10")) == "closed: Fermé, ouvre samedi à 20 h"


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "Asia/Kathmandu"])
def test_the_zone_of_the_reader_changes_nothing(read: Callable[..., Reader], zone: str) -> None:
    reader = read(zone=zone)
    for _, data, moment, expected in MOMENTS[:9]:
        assert reader.told(data, at(moment)) == expected


def test_a_shop_may_have_a_zone_of_its_own_and_an_unknown_one_is_no_guess(read: Callable[..., Reader]) -> None:
    reader = read()
    body = state(reader.words, SHOP)
    for zone, expected in (("America/Guadeloupe", "Fermé, ouvre à 9 h"), ("Mars/Olympus", "Horaires à vérifier"), ("", "Horaires à vérifier")):
        reader.read(body.replace(" hidden", f' data-zone="{zone}" hidden'), at("2026-11-24T10:00"))
        assert reader.page.locator(".state").inner_text().replace(NBSP, " ") == expected


def test_holidays_and_summer_say_why(read: Callable[..., Reader]) -> None:
    reader = read()
    holidays = timetable(
        *SHOP[0],
        dates={(20261225, 20261225): [1], (20270807, 20270823): [2], (20271114, 20271114): [0, 600, 720], (20271115, 20271231): [3]},
        notes=("Jour férié (Noël)", "Congés", "Travaux <b>"),
    )
    assert reader.told(holidays, at("2026-12-25T10:00")) == "closed: Fermé, ouvre demain à 9 h · Jour férié (Noël)"
    assert reader.told(holidays, at("2026-12-24T20:00")) == "closed: Fermé, ouvre samedi à 9 h"
    assert reader.told(holidays, at("2027-08-07T10:00")) == "closed: Fermé, ouvre le 24 août à 9 h · Congés"
    assert reader.told(holidays, at("2027-11-14T11:00")) == "open: Ouvert, ferme à 12 h"
    assert reader.told(holidays, at("2027-11-15T11:00")) == "closed: Fermé · Travaux <b>"
    winter = timetable(CLOSED, SPLIT, SPLIT, SPLIT, SPLIT, SPLIT, CLOSED, dates={(20261101, 20270331): [1]}, notes=("Congés",))
    assert reader.told(winter, at("2026-11-24T10:00")) == "closed: Fermé, ouvre le 1er avril 2027 à 9 h · Congés"


def test_the_note_of_yesterday_lasts_until_its_hours_end(read: Callable[..., Reader]) -> None:
    reader = read()
    party = timetable(*[CLOSED] * 7, dates={(20261127, 20261127): [1, *NIGHT[1:]], (20261128, 20261128): [2]}, notes=("Fête", "Repos"))
    assert reader.told(party, at("2026-11-28T00:30")) == "open: Ouvert, ferme à 2 h · Fête"
    assert reader.told(party, at("2026-11-28T02:30")) == "closed: Fermé · Repos"


def test_a_new_season_begins_on_its_day(read: Callable[..., Reader]) -> None:
    reader = read()
    data = [[CLOSED, SPLIT], [[20260101, *[1] * 7], [20261201, *[0] * 7], [20270301, *[1] * 7]], [], []]
    assert reader.told(data, at("2026-11-30T10:00")) == "open: Ouvert, ferme à 12 h 30"
    assert reader.told(data, at("2026-11-30T20:00")) == "closed: Fermé, ouvre le 1er mars 2027 à 9 h"


def test_an_entry_that_nobody_confirmed_is_to_verify_from_its_day(read: Callable[..., Reader]) -> None:
    reader = read()
    assert reader.told(SHOP, at("2026-11-24T18:00"), check="20261125") == "open: Ouvert, ferme à 19 h"
    assert reader.told(SHOP, at("2026-11-24T20:00"), check="20261125") == "closed: Fermé"
    assert reader.told(SHOP, at("2026-11-25T00:00"), check="20261125") == "unknown: Horaires à vérifier"
    assert reader.told(BAR, at("2026-11-28T01:00"), check="20261128") == "unknown: Horaires à vérifier"


@pytest.mark.parametrize("data", ["{", "null", "[]", "{}", "[[],[],[],[]]", "[[[0]],[[20260101,0,0]],[],[]]", '"[]"', "[[null],[[20260101,0,0,0,0,0,0,0]],[],[]]"])
def test_broken_data_are_to_verify(read: Callable[..., Reader], data: str) -> None:
    assert read().told(data, at("2026-11-24T10:00")) == "unknown: Horaires à vérifier"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Ouvert, ferme à 12 h 30", "Ferme dans 20 min", "Fermé, ouvre demain à 9 h", "Fermé, ouvre mardi à 9 h", "Fermé, ouvre le 1er décembre à 9 h", "Fermé, ouvre le 5 janvier 2027 à 9 h"]),
        ("en", ["Open, closes at 12:30", "Closes in 20 min", "Closed, opens tomorrow at 09:00", "Closed, opens Tuesday at 09:00", "Closed, opens on 1 December at 09:00", "Closed, opens on 5 January 2027 at 09:00"]),
        ("nl", ["Open, sluit om 12.30 uur", "Sluit over 20 min", "Gesloten, opent morgen om 9.00 uur", "Gesloten, opent dinsdag om 9.00 uur", "Gesloten, opent op 1 december om 9.00 uur", "Gesloten, opent op 5 januari 2027 om 9.00 uur"]),
    ],
)
def test_the_languages_of_the_site(read: Callable[..., Reader], language: str, expected: list[str]) -> None:
    """The reader's own language changes nothing."""
    reader = read(language)
    break_ = timetable(*SHOP[0], dates={(20261122, 20261130): CLOSED, (20261224, 20270104): CLOSED})
    said = [reader.told(SHOP, at(moment)) for moment in ("2026-11-24T10:00", "2026-11-24T18:40", "2026-11-24T20:00", "2026-11-28T20:00")]
    said += [reader.told(break_, at(moment)) for moment in ("2026-11-22T10:00", "2026-12-28T10:00")]
    assert [words.partition(": ")[2] for words in said] == expected


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_every_minute_reads_as_elsewhere_on_the_site(read: Callable[..., Reader], language: str) -> None:
    reader = read(language)
    chosen = [0, 1, 9, 59, 60, 545, 549, 540, 569, 599, 600, 720, 725, 1145, 1150, 1260, 1269, 1439]
    data = [timetable([0, minute, minute + 1]) for minute in chosen]
    reader.read("".join(state(reader.words, shop) for shop in data), at("2026-11-24T23:59:30"))
    said = reader.page.locator(".state").all_text_contents()
    for minute, words in zip(chosen[:-1], said[:-1], strict=True):
        assert hour(time(minute // 60, minute % 60), language) in words.split(" "), words


def test_it_says_it_again_as_time_goes_and_when_the_page_is_seen_again(read: Callable[..., Reader]) -> None:
    reader = read()
    reader.page.clock.install(time=at("2026-11-24T12:28:30"))
    reader.body, reader.head = state(reader.words, SHOP), reader.words("fr", "{% include 'partials/hours_words.html' %}", hours_until=20271231)
    reader.page.goto(ADDRESS)
    line = reader.page.locator(".state")
    assert line.inner_text() == f"Ferme dans 2{NBSP}min"
    reader.page.clock.run_for(60_000)
    assert line.inner_text() == f"Ferme dans 1{NBSP}min"
    reader.page.clock.run_for(60_000)
    assert line.inner_text() == f"Fermé, ouvre à 14{NBSP}h"
    reader.page.clock.set_fixed_time(at("2026-11-24T14:00"))
    reader.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert line.inner_text() == f"Ouvert, ferme à 19{NBSP}h"


def filtered(reader: Reader, only: str, shops: dict[str, list[list[Any]]], moment: str) -> str:
    """Open a page that shows only what is open, in groups; return its status."""
    groups = "".join(
        f"<section data-group><h2>{name}</h2><ul class=grid>{''.join(f'<li data-item class=card>{html.escape(name)}{state(reader.words, data)}</li>' for data in items)}</ul></section>"
        for name, items in shops.items()
    )
    reader.read(f"<div data-only={only}><p role=status data-count></p>{groups}</div>", at(moment))
    return reader.page.get_by_role("status").inner_text()


def test_a_page_shows_only_what_may_be_open(read: Callable[..., Reader]) -> None:
    reader = read()
    shops = {"A": [SHOP, SHOP, BAR, timetable(UNKNOWN)], "B": [BAR], "C": [timetable(minutes("14:00~18:00")), KIOSK]}
    assert filtered(reader, "now", shops, "2026-11-24T15:00") == "3 lieux ouverts en ce moment, 2 à vérifier"
    assert reader.page.locator("[data-item]:visible").count() == 5
    assert reader.page.locator("h2:visible").all_inner_texts() == ["A", "C"]
    assert filtered(reader, "now", shops, "2026-11-23T20:00") == "1 lieu ouvert en ce moment, 1 à vérifier"
    assert filtered(reader, "now", {"A": [BAR]}, "2026-11-24T15:00") == "Aucun lieu ouvert en ce moment"
    assert reader.page.locator("h2:visible").count() == 0


def test_today_is_the_whole_day(read: Callable[..., Reader]) -> None:
    """A shop that closed for lunch was open today; what opened yesterday counts as long as it is open."""
    reader = read()
    shops = {"A": [SHOP, BAR, timetable(minutes("14:00~18:00")), "broken"]}
    assert filtered(reader, "today", shops, "2026-11-24T22:00") == "1 lieu ouvert aujourd'hui, 2 à vérifier"
    assert filtered(reader, "today", shops, "2026-11-28T01:00") == "2 lieux ouverts aujourd'hui, 2 à vérifier"
    assert filtered(reader, "today", shops, "2026-11-28T09:00") == "1 lieu ouvert aujourd'hui, 2 à vérifier"


def test_what_opens_comes_back(read: Callable[..., Reader]) -> None:
    reader = read()
    filtered(reader, "now", {"A": [SHOP]}, "2026-11-24T08:00")
    assert reader.page.locator("h2, [data-item]").locator("visible=true").count() == 0
    reader.page.clock.set_fixed_time(at("2026-11-24T09:00"))
    reader.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert reader.page.locator("h2, [data-item]").locator("visible=true").count() == 2


def test_a_count_that_is_still_true_is_not_read_aloud_again(read: Callable[..., Reader]) -> None:
    """A live region speaks whenever its text is set, be it to the same words."""
    reader = read()
    filtered(reader, "now", {"A": [SHOP]}, "2026-11-24T10:00")
    reader.page.evaluate("window.said = document.querySelector('[data-count]').firstChild")
    reader.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert reader.page.evaluate("said.isConnected")
    reader.page.clock.set_fixed_time(at("2026-11-24T13:00"))
    reader.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert not reader.page.evaluate("said.isConnected")


def test_without_javascript_nothing_empty_is_shown(read: Callable[..., Reader]) -> None:
    reader = read(java_script_enabled=False)
    reader.head = reader.words("fr", "{% include 'partials/hours_words.html' %}", hours_until=20271231)
    reader.body = f"<div data-only=now><section data-group><h2>A</h2><p data-item>Four{state(reader.words, SHOP)}</p></section></div>"
    reader.page.goto(ADDRESS)
    assert not reader.page.locator(".state").is_visible()
    assert reader.page.locator("body").inner_text().split() == ["A", "Four"]


def test_paper_does_not_say_what_is_open_now(read: Callable[..., Reader]) -> None:
    reader = read()
    reader.told(SHOP, at("2026-11-24T10:00"))
    reader.page.emulate_media(media="print")
    assert not reader.page.locator(".state").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_state_is_legible_and_its_mark_has_a_shape(read: Callable[..., Reader], scheme: str) -> None:
    reader = read(color_scheme=scheme)
    shops = [SHOP, timetable(CLOSED), timetable(UNKNOWN), timetable(minutes("09:00-10:10")), timetable(minutes("09:00~19:00"))]
    reader.read("".join(state(reader.words, shop) for shop in shops), at("2026-11-24T10:00"))
    marks = reader.page.evaluate(MARKS)
    assert [mark["state"] for mark in marks] == ["open", "closed", "unknown", "closing", "maybe"]
    assert len({mark["shape"] for mark in marks}) == 4, "perhaps and unknown share theirs"
    assert min(mark["contrast"] for mark in marks) >= 4.5
    assert min(mark["mark"] for mark in marks) >= 3


# Contrast as WCAG 2.2 counts it, of each state's words and of its mark.
MARKS = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[0-9.]+/g).map((part) => part / 255).map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const contrast = (one, other) => (Math.max(light(one), light(other)) + .05) / (Math.min(light(one), light(other)) + .05);
  const paper = getComputedStyle(document.body).backgroundColor;
  return [...document.querySelectorAll(".state")].map((line) => {
    const mark = getComputedStyle(line, "::before");
    return {
      state: line.dataset.state, contrast: contrast(getComputedStyle(line).color, paper), mark: contrast(mark.borderTopColor, paper),
      shape: [mark.borderTopLeftRadius, mark.borderTopStyle, mark.borderTopWidth, mark.borderLeftWidth].join(),
    };
  });
}"""


def any_timetable(chance: random.Random) -> list[Any]:
    """Return a timetable such as no shop has, with all that data may hold."""
    plans: list[Plan] = [CLOSED, UNKNOWN]
    for _ in range(5):
        edges = sorted(chance.sample(range(0, 1440, 15), chance.choice((2, 4, 6))))
        if chance.random() < 0.4:
            edges[-1] = chance.randrange(1440, 2881, 15)
        plans.append([0, *(-edge if i % 2 and chance.random() < 0.15 else edge for i, edge in enumerate(edges))])
    first = date(2026, 3, 2)
    day, dates = first, []
    for _ in range(5):
        start = day + timedelta(chance.randrange(1, 9))
        day = start + timedelta(chance.randrange(4))
        dates.append([number(start), number(day), chance.randrange(len(plans))])
    weeks = [[number(first + timedelta(days)), *(chance.randrange(len(plans)) for _ in range(7))] for days in (0, 10, 24)]
    return [plans, weeks, dates, []]


def number(day: date) -> int:
    return int(f"{day:%Y%m%d}")


def seen(data: list[Any], first: date, days: int) -> list[int]:
    """Return 0 closed, 1 perhaps, 2 open for each quarter of an hour: the plainest reading of the data."""
    quarters = [0] * (days * 96)
    for offset in range(-1, days):
        day = first + timedelta(offset)
        week = [plans for since, *plans in data[1] if since <= number(day)][-1]
        plan = data[0][next((plan for start, end, plan in data[2] if start <= number(day) <= end), week[day.weekday()])]
        for start, end in zip(plan[1::2], plan[2::2], strict=True):
            for quarter in range(offset * 96 + start // 15, offset * 96 + abs(end) // 15):
                if 0 <= quarter < len(quarters):
                    quarters[quarter] = max(quarters[quarter], 2 if end > 0 else 1)
    return quarters


def test_any_timetable_is_seen_as_its_data_say(read: Callable[..., Reader]) -> None:
    """Each quarter of an hour of 20 times five weeks: open or not, until when, and when it opens next."""
    reader, chance, first, days = read(), random.Random(4), date(2026, 3, 4), 35
    reader.read("", at("2026-03-04T00:00"))
    for _ in range(20):
        data = any_timetable(chance)
        found = reader.page.evaluate(
            """async ([data, first, count]) => {
              const { state } = await import("/hours.js");
              return Array.from({ length: count }, (_, i) => state(data, first + i * 9e5, "UTC", 20260601)).map(({ now, at, word }) => [now, at, word]);
            }""",
            [data, (first - EPOCH).days * 864e5, days * 96],
        )
        quarters = seen(data, first, days)
        assert [now for now, _, _ in found] == quarters
        for index, (now, moment, word) in enumerate(found[: 20 * 96]):
            if moment is None:
                continue
            change = next(i for i in range(index, len(quarters)) if (quarters[i] == 2) != (now == 2))
            assert moment == (first - EPOCH).days * DAY + change * 15, data
            assert (word == "open-least") == (now == 2 and quarters[change] == 1), data


def test_two_thousand_weeks_are_read_in_seconds(read: Callable[..., Reader]) -> None:
    """What compares the script with the guide's own reading of hours asks `spans`."""
    reader, chance = read(), random.Random(5)
    reader.read("", at("2026-03-04T00:00"))
    data = [any_timetable(chance) for _ in range(50)]
    first = (date(2026, 3, 2) - EPOCH).days
    count, took = reader.page.evaluate(
        """async ([data, first]) => {
          const { spans } = await import("/hours.js"), start = performance.now();
          let count = 0;
          for (const shop of data) for (let day = first; day < first + 40 * 7; day++) count += spans(shop, day, 20270601).length;
          return [count, performance.now() - start];
        }""",
        [data, first],
    )
    assert count > 2000 * 7
    assert took < 5000 * pace()


def test_the_script_weighs_less_than_two_kilobytes() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), 9, mtime=0)) <= 2000


ORACLE = SHARED / "data" / "opening_hours" / "oracle-a.jsonl"


@pytest.mark.skipif(not ORACLE.is_file(), reason="the shared data are not here")
def test_real_hours_are_open_when_two_other_programs_say_so(read: Callable[..., Reader]) -> None:
    """Of each value: the spans that the script sees in the weeks of the oracle, and its state where each begins and ends."""
    first, last = horizon(date(2026, 3, 10))
    values = [json.loads(line) for line in ORACLE.read_text(encoding="utf-8").splitlines()]
    shops = [
        {
            "data": json.loads(told_by(tidied(value["value"]), Calendar(value["country"]), first, last).compact()),
            "weeks": [[(date.fromisoformat(week[side]) - EPOCH).days for side in ("from", "to")] for week in value["weeks"]],
            "bounds": [[at_minute(side) for side in span] for week in value["weeks"] for span in week["open"]],
        }
        for value in values
    ]
    reader = read()
    reader.read(state(reader.words, SHOP), at("2026-03-16T10:00"))
    seen = reader.page.evaluate(
        """async ([shops, until]) => {
          const { spans, state } = await import("/hours.js");
          return shops.map(({ data, weeks, bounds }) => ({
            weeks: weeks.map(([from, to]) => {
              const open = [];
              for (let day = from - 1; day < to; day++)
                for (const [start, end, kind] of spans(data, day, until)) if (kind == 2) open.push([Math.max(start, from * 1440), Math.min(end, to * 1440)]);
              return open.filter(([start, end]) => start < end);
            }),
            bounds: bounds.map((span) => span.map((minute) => state(data, minute * 6e4, "UTC", until).now == 2)),
          }));
        }""",
        [shops, int(f"{last:%Y%m%d}")],
    )
    for value, shop, answer in zip(values, shops, seen, strict=True):
        expected = [[[at_minute(side) for side in span] for span in week["open"]] for week in value["weeks"]]
        assert [merged(week) for week in answer["weeks"]] == [merged(week) for week in expected], value["value"]
        begins = {start for start, _ in shop["bounds"]}
        for (start, end), (opens, goes_on) in zip(shop["bounds"], answer["bounds"], strict=True):
            # At the end of the week it may go on.
            assert opens, (value["value"], start)
            assert not goes_on or end in begins or any(end == to * DAY for _, to in shop["weeks"]), (value["value"], end)


def at_minute(moment: str) -> int:
    """Return minutes of a wall clock since 1970."""
    return int((datetime.fromisoformat(moment) - datetime(1970, 1, 1)).total_seconds()) // 60  # noqa: DTZ001 - a shop's wall clock


def merged(spans: list[list[int]]) -> list[list[int]]:
    """Return spans of which none touches the next."""
    whole: list[list[int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1][1] = max(end, whole[-1][1])
        else:
            whole.append([start, end])
    return whole
