"""The letters of the freshness round: “still true?” to each shop, and to each correspondent the list of what to ask.

They are plain texts, which any mail program or webmail takes by copy and paste, and which can be read out on the telephone; and
a page that lists them, where a link opens each as a new letter. Not files of mail (RFC 5322, ``.eml``): mail programs show
these as letters received, and webmails do not open them. Nothing is sent.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from guide.correction import LINK, correction_link, mailto
from guide.hours.sentence import sentence
from guide.spoken import long_day, national_phone
from guide.stale import asked, rounds
from guide.text import slugify
from guide.vocabulary import SERVICES, STATES
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from guide.shop import Shop
    from guide.stale import Due, Round
    from guide.state import Openings

INDEX = "index.html"
_STYLE = "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.5 serif}h1,h2{line-height:1.2}li{margin:.8rem 0}"


class Letter(NamedTuple):
    """A letter: `to` is "" for one that is said; `head` and `after` stand above and below the text, for whoever delivers it."""

    to: str
    subject: str
    head: str
    body: str
    after: str = ""

    @property
    def link(self) -> str:
        """Return what opens the letter in a mail program; without its text where it is too long for a link, "" without an address."""
        whole = mailto(self.to, self.subject, self.body) if self.to else ""
        return whole if len(whole) < LINK else mailto(self.to, self.subject, "")


class Letters:
    """The letters of a round, in the site's language."""

    def __init__(self, openings: Openings, dues: tuple[Due, ...]) -> None:
        self.openings = openings
        self.guide = openings.guide
        self.language = self.guide.site.language
        self.rounds = rounds(self.guide, dues)
        self.of_shops = {f"{due.shop.slug}.txt": self._to_shop(due) for due in dues}
        self.of_rounds = {f"_{number:02}-{slugify(self._asked(one))}.txt": self._to_correspondent(one) for number, one in enumerate(self.rounds, 1)}

    def files(self) -> Mapping[str, str]:
        """Return the texts of all files by name: a letter for each shop, one for each correspondent, and the page that lists them."""
        letters = {**self.of_rounds, **self.of_shops}
        return {INDEX: self._page(), **{name: self._text(letter) for name, letter in letters.items()}}

    def _say(self, message: Message) -> str:
        return message.in_language(self.language)

    def _asked(self, one: Round) -> str:
        return one.correspondent.name if one.correspondent else asked(None, self.language)

    def _address(self, shop: Shop) -> str:
        return f"{self.guide.site.address.rstrip('/')}/{self.guide.urls.of(shop)}"

    def _to_shop(self, due: Due) -> Letter:
        shop, site = due.shop, self.guide.site
        commune = self.guide.commune(shop.commune).name
        subject = self._say(msg("Still true? {name} in {site}", name=shop.name, site=site.name))
        facts, thanks = "\n".join(self._facts(shop)), self._say(msg("Thank you!"))
        link = correction_link(shop, self.guide)
        parts: list[Message | str]
        if shop.email:
            parts = [
                msg("Hello,"),
                msg("The guide “{site}” presents {name} ({commune}). Is what it says still true?", site=site.name, name=shop.name, commune=commune),
                facts,
                msg("If all is right, answering “yes” is enough. If not, say what has changed: one line will do."),
                msg("Your page: {address}", address=self._address(shop)),
                f"{thanks}\n{site.name}",
            ]
            head = self._head(shop.email, subject)
            after = msg("To correct it at once, this link opens a letter to the guide with the entry already in it:")
        else:
            parts = [
                msg("Hello, I am asking for the guide “{site}”, which presents {name} ({commune}). Is what it says still true?", site=site.name, name=shop.name, commune=commune),
                facts,
                msg("If all is right, that is all: thank you! If not, what has changed?"),
                msg("The page: {address}", address=self._address(shop)),
            ]
            numbers = ", ".join(map(national_phone, shop.phone))
            head = self._say(msg("By telephone: {numbers}", numbers=numbers) if numbers else msg("No telephone, no e-mail: ask at the door."))
            after = msg("To pass on the answer, this link opens a letter to the guide with the entry already in it:")
        return Letter(shop.email or "", subject, head, self._paragraphs(parts), self._paragraphs([after, link]) if link else "")

    def _to_correspondent(self, one: Round) -> Letter:
        subject = self._say(msg("{count} entries to confirm in {site}", count=len(one.dues), site=self.guide.site.name))
        lines = [line for due in one.dues for line in self._line(due)]
        parts: list[Message | str] = [
            msg("Hello,"),
            msg("Somebody should ask these shops whether their entry is still true, the oldest first. A telephone call is enough."),
            "\n".join(lines),
            msg("Where all is right, write the day into “verified” in the entry. Thank you!"),
        ]
        to = one.correspondent.email if one.correspondent else None
        return Letter(to or "", subject, self._head(to, subject) if to else subject, self._paragraphs(parts))

    def _head(self, to: str, subject: str) -> str:
        return "\n".join(map(self._say, (msg("To: {address}", address=to), msg("Subject: {subject}", subject=subject))))

    def _line(self, due: Due) -> Iterator[str]:
        shop = due.shop
        ways = ", ".join([*map(national_phone, shop.phone), *filter(None, [shop.email])]) or self._say(msg("no telephone, no e-mail"))
        yield f"– {shop.name} ({self.guide.commune(shop.commune).name})"
        yield f"  {', '.join(due.reasons)}"
        yield f"  {ways}"
        yield f"  {self._address(shop)}"

    def _facts(self, shop: Shop) -> Iterator[str]:
        """Yield what the guide says of a shop, a line each; what matters most is told as missing too."""
        status, address = shop.status, shop.address
        commune = self.guide.commune(shop.commune).name
        place = f"{address.postcode} {commune}" if address and address.postcode else commune
        nothing = self._say(msg("nothing yet"))
        yield self._fact(msg("Hours"), self._hours(shop, shop.hours) if shop.hours else nothing)
        for days in shop.exceptional_hours:
            if days.last >= self.openings.today:
                yield self._fact(self._days(days.first, days.last), self._joined(self._hours(shop, days.hours), days.reason))
        if status:
            until = self._say(msg("until {day}", day=long_day(status.until, self.language))) if status.until else ""
            yield self._fact(msg("State"), self._joined(self._say(STATES[status.state].label), until, status.reason))
        yield self._fact(msg("Telephone"), ", ".join(map(national_phone, shop.phone)) or nothing)
        yield self._fact(msg("Address"), self._joined(address.street if address else "", place))
        yield self._fact(msg("Services"), ", ".join(dict.fromkeys(self._say(SERVICES[service.kind].label) for service in shop.services)) or nothing)
        if shop.website:
            yield self._fact(msg("Website"), shop.website)

    def _hours(self, shop: Shop, written: str | None) -> str:
        """Return hours in words, as they are written where they cannot be read; without any, it is closed."""
        expression, _ = self.openings.of_hours(shop, written)
        # What keeps a line from breaking on a page is a strange sign in some mail programs.
        return sentence(expression, self.language).replace("\u2060", "") if expression else written or self._say(msg("closed"))

    def _days(self, first: date, last: date) -> str:
        if first == last:
            return long_day(first, self.language)
        return self._say(msg("From {first} to {last}", first=long_day(first, self.language), last=long_day(last, self.language)))

    def _fact(self, label: Message | str, value: str) -> str:
        return self._say(msg("{label}: {value}", label=label, value=value))

    @staticmethod
    def _joined(*parts: str | None) -> str:
        return ", ".join(filter(None, parts))

    def _paragraphs(self, parts: Iterable[Message | str]) -> str:
        return "\n\n".join(self._say(part) if isinstance(part, Message) else part for part in parts)

    def _text(self, letter: Letter) -> str:
        """Return a letter as a file: whom to and the subject, the text; below a line, what is not part of it."""
        parts = [letter.head, letter.body, *(["-" * 60, letter.after] if letter.after else [])]
        return f"{self._paragraphs(parts)}\n"

    def _page(self) -> str:
        """Return the page (HTML) that lists the letters, one list a correspondent."""
        title = self._say(msg("Still true? The letters of {day}", day=long_day(self.openings.today, self.language)))
        unsent = self._say(msg("Nothing is sent until you send it: each link opens a letter in your mail program."))
        parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(unsent)}</p>"]
        for name, one in zip(self.of_rounds, self.rounds, strict=True):
            parts += [f"<h2>{escape(self._asked(one))}</h2>", f"<p>{self._links(name, self.of_rounds[name], ())}</p>", "<ol>"]
            parts += [self._item(due) for due in one.dues]
            parts.append("</ol>")
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style>'
        return "\n".join(["<!doctype html>", f'<html lang="{self.language}">', head, *parts, ""])

    def _item(self, due: Due) -> str:
        shop, name = due.shop, f"{due.shop.slug}.txt"
        place = ", ".join([self.guide.commune(shop.commune).name, *due.reasons])
        links = self._links(name, self.of_shops[name], shop.phone)
        return f'<li><a href="{escape(self._address(shop))}">{escape(shop.name)}</a>, {escape(place)}<br>{links}</li>'

    def _links(self, name: str, letter: Letter, phones: Iterable[str]) -> str:
        """Return the ways to deliver a letter: by mail, by telephone, by copy of its text."""
        ways = [(letter.link, self._say(msg("Write to {address}", address=letter.to)))] if letter.to else []
        ways += [(f"tel:{number}", national_phone(number)) for number in phones]
        ways.append((name, self._say(msg("The text"))))
        return " · ".join(f'<a href="{escape(address)}">{escape(words)}</a>' for address, words in ways)
