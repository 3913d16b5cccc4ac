"""A feed in its three formats, Atom, RSS and JSON Feed 1.1, from its items; equal content gives equal bytes, whatever the time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from plugins.feeds.mould import ChannelTexts, ItemTexts, channel_moulds, escaped, item_moulds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from plugins.feeds.items import Author, Item

_ENCODER = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed without its items. `page` is the address that it follows, where its files stand, `help` that of the page on feeds.

    `comment` tells people what they have before them, `styles` is the address of the style sheet, from the feed's folder.
    """

    id: str
    title: str
    summary: str
    page: str
    help: str
    comment: str
    author: Author
    rights: str
    language: str
    timezone: str
    updated: date
    styles: str


class Entry(NamedTuple):
    """An item as it stands in a feed of each format: made once, placed in every feed that has it."""

    atom: str
    rss: str
    json: str


def documents(channel: Channel, entries: Sequence[Entry]) -> tuple[bytes, bytes, bytes]:
    """Return a feed's files: Atom, RSS, JSON."""
    texts = _channel_texts(channel)
    atom, rss = channel_moulds(tuple(map(bool, texts)))
    values = [escaped(text) for text in texts]
    items = ", ".join(entry.json for entry in entries)
    return (
        f"{atom[0].cast(values)}{''.join(entry.atom for entry in entries)}{atom[1].cast(values)}".encode(),
        f"{rss[0].cast(values)}{''.join(entry.rss for entry in entries)}{rss[1].cast(values)}".encode(),
        f'{_ENCODER.encode(_channel_json(channel))[:-1]}, "items": [{items}]}}\n'.encode(),
    )


def entry(item: Item, timezone: str) -> Entry:
    """Return an item in each format; its days are those of a time zone (a name of the IANA database)."""
    texts = _item_texts(item, timezone)
    atom, rss = item_moulds(tuple(map(bool, texts)), len(item.authors))
    values = [escaped(text) for text in texts]
    return Entry(atom.cast(values), rss.cast(values), _ENCODER.encode(_item_json(item, timezone)))


@lru_cache(maxsize=4_096)
def moment(day: date, timezone: str) -> tuple[str, str]:
    """Return the first moment of a day in a time zone, as RFC 3339 and as RFC 822 write it.

    Not noon: where the guide is, what happened today has then happened already, and it reads as that day.
    """
    first = datetime.combine(day, time(), ZoneInfo(timezone))
    return first.isoformat(), format_datetime(first)


def _item_texts(item: Item, timezone: str) -> tuple[str, ...]:
    image, place = item.image, item.position
    published, published_822 = moment(item.published, timezone)
    texts = ItemTexts(
        published, published_822, moment(item.updated, timezone)[0],
        item.id, item.title, item.url, item.summary, item.html, item.rights, item.language,
        f"{place.lat} {place.lon}" if place else "",
        *((image.url, image.media_type, str(image.length), str(image.width), str(image.height)) if image else ("",) * 5),
    )  # fmt: skip
    return (*texts, *(author.name for author in item.authors), *(author.url for author in item.authors), *item.categories)


def _channel_texts(channel: Channel) -> ChannelTexts:
    return ChannelTexts(
        *moment(channel.updated, channel.timezone),
        channel.id, channel.title, channel.summary, channel.page, channel.help, channel.author.name, channel.author.url,
        channel.rights, channel.language, channel.styles,
    )  # fmt: skip


def _item_json(item: Item, timezone: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": moment(item.published, timezone)[0],
        "date_modified": moment(item.updated, timezone)[0],
        "authors": [_author_json(author) for author in item.authors],
        "tags": item.categories,
    }
    if item.language:
        made["language"] = item.language
    if item.image:
        made["image"] = item.image.url
        made["attachments"] = [{"url": item.image.url, "mime_type": item.image.media_type, "size_in_bytes": item.image.length}]
    if item.rights:
        made["_rights"] = {"about": "https://www.rfc-editor.org/rfc/rfc4287#section-4.2.10", "text": item.rights}
    return made


def _channel_json(channel: Channel) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": f"{channel.page}feed.json",
        "description": channel.summary,
        "user_comment": channel.comment,
        "language": channel.language,
        "authors": [_author_json(channel.author)],
    }


def _author_json(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}
