"""The checks of an entry, in order of effect: each one looks at it and returns what is missing, or None.

Nothing is asked for that the guide cannot know of a shop: whether it has a website, or which name it bears elsewhere. The last
functions write the line that mends it. It is long because it is a list: one check, one function.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from guide.hours.expression import tidied
from guide.hours.written import read
from guide.problem import Refused
from guide.shop import Service, Shop
from guide.spoken import long_day
from guide.state import language_of
from guide.vocabulary import SERVICES, STATES
from guide.words import Message, msg
from guide.writing import entry_text

if TYPE_CHECKING:
    from guide.guide import Guide
    from guide.hours.timetable import Timetable
    from guide.state import Openings

READER, SEARCH, MAP = "reader", "search", "map"
# A tagline shorter than this says little more than the trade.
TAGLINE = 20
# Ways to sell without a door to look for.
_DOORLESS = frozenset({"market", "round", "home-visit", "online-sale"})
# What a line may look like, where the schema's own example is in one language only.
_EXAMPLES = {
    "hours": msg("Tuesday to Saturday 9:00-12:30, 14:00-19:00, Sunday 9:00-13:00"),
    "tagline": msg("Bread on natural leaven, kneaded at night, baked on stone"),
    "description": msg("Three loaves all year round, and a fourth that follows the harvest. The second batch leaves the oven at eleven."),
    "keywords": msg("bread, leaven, spelt, brioche"),
}
_PHOTO = msg("The oven and the counter, seen from the door")
# What people plan long before: (first day, last day) of the season, and since when one may ask, as (month, day).
_SEASONS = (
    ((12, 20), (12, 31), (11, 1), msg("Christmas"), msg("Christmas holidays")),
    ((7, 1), (8, 31), (5, 15), msg("the summer"), msg("Summer holidays")),
)


class Finding(NamedTuple):
    """Something that an entry lacks.

    `step` is what to do, in few words; `what` what is missed, in one sentence; `audience` who misses it; `fix` the YAML to write into
    the entry, "" if a line is to be removed; `minutes` how long it takes; `topic` a key of `guide.diagnosis.TOPICS`, or "".
    """

    step: Message
    what: Message
    audience: tuple[str, ...]
    fix: str
    minutes: int
    topic: str = ""


class Entry(NamedTuple):
    """An entry, and what the checks ask besides."""

    shop: Shop
    guide: Guide
    openings: Openings

    @property
    def language(self) -> str:
        """Return the language in which the entry is written."""
        return self.guide.site.language

    @property
    def itinerant(self) -> bool:
        """Say whether it has no door to look for: it comes to its customers, or sells on the market."""
        return bool(self.shop.area) or any(service.kind in _DOORLESS for service in self.shop.services)


def _status_ended(entry: Entry) -> Finding | None:
    status = entry.shop.status
    if not status or not status.until or status.until >= entry.openings.today:
        return None
    state = STATES[status.state].label
    return Finding(
        msg("Take the former state away"),
        msg("The entry still says “{state}”, though only until {day}. Remove “status” with all its lines, or give it a new last day.", state=state, day=long_day(status.until, entry.language)),
        (READER,), "", 1, "hours",
    )  # fmt: skip


def _no_hours(entry: Entry) -> Finding | None:
    shop = entry.shop
    if entry.openings.of(shop).usual:
        return None
    if shop.hours:
        return Finding(
            msg("Write the hours so that they can be read"),
            msg("“{hours}” is shown as it stands, but nobody can work out from it whether the door is open now: the entry is missing from “Open now”.", hours=shop.hours[:80]),
            (READER, SEARCH), _own_example(entry, "hours"), 5, "hours",
        )  # fmt: skip
    return Finding(
        msg("Say the hours"),
        msg("“Is it open?” is what readers ask first. Without hours the entry is missing from “Open now”, and they choose another door."),
        (READER, SEARCH, MAP), _own_example(entry, "hours"), 5, "hours",
    )  # fmt: skip


def _not_verified(entry: Entry) -> Finding | None:
    shop, today = entry.shop, entry.openings.today
    overdue = entry.openings.of(shop).check <= today
    if shop.verified and not overdue:
        return None
    what = msg("Nobody has confirmed the entry for so long that its page says “to verify” instead of “open”. Read it again, then write today's date.")
    if not overdue:
        what = msg("Nobody has confirmed the entry since it was made. Read it again, then write today's date: the page will say so.")
    return Finding(msg("Read the entry again and date it"), what, (READER,), entry_text({"verified": today.isoformat()}), 3)


def _unreachable(entry: Entry) -> Finding | None:
    if entry.shop.phone or entry.shop.email:
        return None
    return Finding(
        msg("Give a telephone number"),
        msg("There is no telephone and no e-mail: whoever has a question cannot ask it, and goes elsewhere. An e-mail address helps too."),
        (READER, SEARCH), _example("phone"), 1, "addresses",
    )  # fmt: skip


def _no_address(entry: Entry) -> Finding | None:
    if entry.shop.address or entry.itinerant:
        return None
    postcodes = entry.guide.commune(entry.shop.commune).postcodes
    address = {**Shop.model_fields["address"].examples[0], **({"postcode": postcodes[0]} if postcodes else {})}  # type: ignore[index]
    return Finding(
        msg("Give the address, or say where you go"),
        msg("Nobody can find the door. Who works at home or on the road writes “area” instead, with the communes served."),
        (READER, SEARCH, MAP), entry_text({"address": address}), 2, "addresses",
    )  # fmt: skip


def _no_position(entry: Entry) -> Finding | None:
    if entry.shop.position or (entry.itinerant and not entry.shop.address):
        return None
    return Finding(
        msg("Put it on the map"),
        msg("Without a position there is neither a map nor directions, and the entry is never among those “close by”. On openstreetmap.org, a right click on the door, then “Show address”, tells both numbers."),
        (READER, MAP, SEARCH), _example("position"), 3, "addresses",
    )  # fmt: skip


def _no_photo(entry: Entry) -> Finding | None:
    shop = entry.shop
    if shop.images:
        return None
    photo = {"file": f"{shop.commune}/{shop.slug}.jpg", "alt": _PHOTO.in_language(entry.language), "credit": shop.name}
    return Finding(
        msg("Add a photo"),
        msg("The drawn sign is pleasant, but a photo of the front lets people recognise the place, and shows when somebody shares the page."),
        (READER, SEARCH), entry_text({"images": [photo]}), 15, "photos",
    )  # fmt: skip


def _tagline_short(entry: Entry) -> Finding | None:
    tagline = entry.shop.tagline or ""
    if len(tagline) >= TAGLINE:
        return None
    what = msg("The line below the name says what no neighbour could say. Lists, shared links and search engines show it: without it they show nothing.")
    if tagline:
        what = msg("“{tagline}” is short: the line below the name has room for what no neighbour could say, and search engines show it.", tagline=tagline)
    return Finding(msg("Write the shop in one sentence"), what, (READER, SEARCH), _own_example(entry, "tagline"), 5, "writing")


def _no_description(entry: Entry) -> Finding | None:
    if entry.shop.description:
        return None
    return Finding(
        msg("Tell what one finds there"),
        msg("A few sentences with the names of what you sell: readers make up their minds with them, and search engines find the page by them."),
        (READER, SEARCH), _own_example(entry, "description"), 15, "writing",
    )  # fmt: skip


def _holidays_unsaid(entry: Entry) -> Finding | None:
    shop, opening = entry.shop, entry.openings.of(entry.shop)
    if not shop.hours or not _opens(opening.usual) or "PH" in opening.expression or opening.expression == "24/7":
        return None
    return Finding(
        msg("Say what happens on public holidays"),
        msg("The hours do not speak of public holidays: on these days the page says “to be confirmed”. If you open then, write their hours instead."),
        (READER, SEARCH), entry_text({"hours": _with_holidays(entry, shop.hours, opening.expression)}), 2, "hours",
    )  # fmt: skip


def _service_vague(entry: Entry) -> Finding | None:
    shop = entry.shop
    reachable = shop.phone or shop.email
    example: dict[str, Any] = {}
    for place, service in enumerate(shop.services):
        if service.kind in {"delivery", "round", "home-visit"} and not service.area and not shop.area:
            example = {"area": [entry.guide.commune(shop.commune).name]}
            what = msg("Nothing says where to: a reader of the next village cannot know whether you come.")
        elif service.kind in {"click-and-collect", "online-sale"} and not service.url and not shop.online_shop and not service.phone:
            example = {"url": Service.model_fields["url"].examples[0]}  # type: ignore[index]
            what = msg("Nothing says where to order: give the address of the page, or a telephone number.")
        elif service.kind == "market" and not service.hours:
            example = {"hours": "Sa 08:00-12:30"}
            what = msg("Nothing says on which day: readers would come for nothing.")
        elif service.kind in {"appointment", "call-and-collect"} and not (service.phone or service.url or reachable or shop.booking):
            example = {"phone": Service.model_fields["phone"].examples[0]}  # type: ignore[index]
            what = msg("Nothing says how to ask: give a telephone number.")
        if example:
            step = msg("Complete “{service}”", service=SERVICES[service.kind].label)
            topic = "delivery" if service.kind == "delivery" else ""
            return Finding(step, what, (READER,), entry_text({"services": _services(shop, place, example)}), 2, topic)
    return None


def _no_payments(entry: Entry) -> Finding | None:
    if entry.shop.payments:
        return None
    return Finding(
        msg("Say how one can pay"),
        msg("Card or cash only? Meal vouchers? Readers want to know before they come."),
        (READER, SEARCH), _example("payments"), 1,
    )  # fmt: skip


def _no_accessibility(entry: Entry) -> Finding | None:
    if entry.shop.accessibility or (entry.itinerant and not entry.shop.address):
        return None
    return Finding(
        msg("Say how one gets in"),
        msg("A step, a ramp, a place to sit: those who need it do not come without knowing. A door that is too narrow is worth saying too: “wheelchair-no”."),
        (READER, MAP), _example("accessibility"), 2,
    )  # fmt: skip


def _category_general(entry: Entry) -> Finding | None:
    general = next((category for slug in entry.shop.category if (category := entry.guide.category(slug)).children), None)
    if not general:
        return None
    narrower = [entry.guide.category(slug) for slug in general.children]
    kept = [slug for slug in entry.shop.category if slug != general.slug]
    return Finding(
        msg("Choose a narrower trade"),
        msg("“{name}” holds several trades: readers look for the narrower one, and maps have no sign for it. There are: {trades}.", name=general.name, trades=", ".join(one.name for one in narrower)),
        (READER, SEARCH, MAP), entry_text({"category": [narrower[0].slug, *kept]}), 1,
    )  # fmt: skip


def _no_keywords(entry: Entry) -> Finding | None:
    if entry.shop.keywords:
        return None
    return Finding(
        msg("Add the words that people type"),
        msg("Three or four words for what you sell or do that stand neither in the name nor in the trade."),
        (SEARCH, READER), _own_example(entry, "keywords"), 2, "writing",
    )  # fmt: skip


def _no_osm(entry: Entry) -> Finding | None:
    if entry.shop.osm or (entry.itinerant and not entry.shop.address):
        return None
    return Finding(
        msg("Tie it to OpenStreetMap"),
        msg("Many maps and satnavs live from OpenStreetMap. Look the shop up on openstreetmap.org, add it if it is missing, and copy its identifier."),
        (MAP,), _example("osm"), 5, "addresses",
    )  # fmt: skip


def _season_unsaid(entry: Entry) -> Finding | None:
    today = entry.openings.today
    if not _opens(entry.openings.of(entry.shop).usual):
        return None
    for start, end, asked, name, reason in _SEASONS:
        first, last = date(today.year, *start), date(today.year, *end)
        said = any(days.first <= last + timedelta(days=5) and days.last >= first - timedelta(days=5) for days in entry.shop.exceptional_hours)
        if date(today.year, *asked) <= today <= last and not said:
            days = {"from": max(first, today).isoformat(), "to": last.isoformat(), "closed": "yes", "reason": reason.in_language(entry.language)}
            kept = [_plain(one.model_dump(by_alias=True, mode="json", exclude_defaults=True)) for one in entry.shop.exceptional_hours]
            return Finding(
                msg("Think of {season}", season=name),
                msg("It is coming: will you close, or open otherwise? If all stays as usual, there is nothing to write."),
                (READER, SEARCH), entry_text({"exceptional_hours": [*kept, days]}), 3, "hours",
            )  # fmt: skip
    return None


# In order of effect: what keeps people from coming, then from knowing, then from finding.
CHECKS = (
    _status_ended, _no_hours, _not_verified, _unreachable, _no_address, _no_position, _tagline_short, _no_description, _no_photo,
    _holidays_unsaid, _service_vague, _category_general, _no_payments, _no_accessibility, _no_keywords, _no_osm, _season_unsaid,
)  # fmt: skip


def _example(field: str) -> str:
    """Return a line of the schema's own example, ready to be changed."""
    examples = Shop.model_fields[field].examples or [""]
    return entry_text({field: examples[0]})


def _own_example(entry: Entry, field: str) -> str:
    """Return a line in the language in which the entry is written."""
    return entry_text({field: _EXAMPLES[field].in_language(entry.language)})


def _opens(told: Timetable | None) -> bool:
    """Say whether hours promise anything: those by appointment do not."""
    return told is not None and any(span.sure for _, plans in told.weeks for plan in plans for span in plan.day)


def _with_holidays(entry: Entry, hours: str, expression: str) -> str:
    """Return hours that say “closed on public holidays” too: in the words of their writer where that is understood."""
    words = msg("closed on public holidays").in_language(entry.language)
    for written in (f"{hours}, {words}", f"{hours}; PH off") if expression != tidied(hours) else ():
        try:
            if "PH off" in read(written, language_of(entry.shop, entry.guide)):
                return written
        except Refused:
            continue
    return f"{expression}; PH off"


def _services(shop: Shop, place: int, added: dict[str, Any]) -> list[Any]:
    """Return the services of an entry as one writes them, one of them with more details."""
    written = [_plain(service.model_dump(mode="json", exclude_defaults=True)) for service in shop.services]
    written[place] = {**written[place], **added}
    return [service["kind"] if set(service) == {"kind"} else service for service in written]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a record as texts and lists of texts."""
    return {name: ("yes" if value else "no") if isinstance(value, bool) else value for name, value in values.items()}
