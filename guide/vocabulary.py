"""The controlled words of entries, the same in every town; readers see them translated.

Each table maps the word written in an entry to what readers see (an English sentence of the
interface, translated by the catalogues) and, where one exists, to the OSM key it stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Mapping


class Word(NamedTuple):
    """A controlled word: what readers see, its icon, the OSM tag that says the same."""

    label: Message
    icon: str
    osm: str = ""


def said(words: Mapping[str, Word]) -> dict[str, Message]:
    """Return what readers see of each word."""
    return {word: entry.label for word, entry in words.items()}


SERVICES: dict[str, Word] = {
    "click-and-collect": Word(msg("Click & collect"), "suitcase"),
    "call-and-collect": Word(msg("Call & collect"), "telephone"),
    "delivery": Word(msg("Delivery"), "bicycle", "delivery=yes"),
    "takeaway": Word(msg("Takeaway"), "fast-food", "takeaway=yes"),
    "drive-through": Word(msg("Drive-through"), "car", "drive_through=yes"),
    "market": Word(msg("On the market"), "grocery"),
    "farm-sale": Word(msg("Sale at the farm"), "farm"),
    "vending-machine": Word(msg("Vending machine"), "commercial", "vending=*"),
    "round": Word(msg("Round in the villages"), "bus"),
    "appointment": Word(msg("By appointment"), "watch"),
    "home-visit": Word(msg("At your home"), "home"),
    "online-sale": Word(msg("Online sale"), "globe"),
    "workshop": Word(msg("Workshops and classes"), "paint"),
    "rental": Word(msg("Rental"), "bicycle-share", "rental=*"),
    "repair": Word(msg("Repair"), "hardware", "repair=yes"),
    "parcels": Word(msg("Parcel point"), "post", "post_office:parcel_pickup=*"),
}

PAYMENTS: dict[str, Word] = {
    "cash": Word(msg("Cash"), "", "payment:cash"),
    "card": Word(msg("Bank card"), "", "payment:cards"),
    "contactless": Word(msg("Contactless"), "", "payment:contactless"),
    "cheque": Word(msg("Cheque"), "", "payment:cheque"),
    "meal-voucher": Word(msg("Meal vouchers"), "", "payment:meal_voucher"),
    "holiday-voucher": Word(msg("Holiday vouchers"), "", "payment:ancv"),
    "eco-voucher": Word(msg("Eco vouchers"), "", "payment:eco_voucher"),
    "local-currency": Word(msg("Local currency"), "", "payment:local_currency"),
    "transfer": Word(msg("Bank transfer"), "", "payment:wire_transfer"),
    "online": Word(msg("Online payment"), "", "payment:online"),
    "mobile": Word(msg("Mobile payment"), "", "payment:app"),
    "gift-voucher": Word(msg("Gift vouchers"), "", "payment:gift_card"),
}

ACCESSIBILITY: dict[str, Word] = {
    "wheelchair": Word(msg("Accessible by wheelchair"), "wheelchair", "wheelchair=yes"),
    "wheelchair-limited": Word(msg("Accessible by wheelchair with help"), "wheelchair", "wheelchair=limited"),
    "wheelchair-no": Word(msg("Not accessible by wheelchair"), "", "wheelchair=no"),
    "wheelchair-toilets": Word(msg("Toilets accessible by wheelchair"), "toilet", "toilets:wheelchair=yes"),
    "hearing-loop": Word(msg("Hearing loop"), "", "hearing_loop=yes"),
    "sign-language": Word(msg("Sign language"), "", "sign_language=yes"),
    "tactile": Word(msg("Tactile paving or Braille"), "", "tactile_writing=yes"),
    "guide-dogs": Word(msg("Guide dogs welcome"), "", "dog=guide"),
    "seats": Word(msg("Seats to wait"), "", "bench=yes"),
    "parking": Word(msg("Parking nearby"), "parking", "parking=*"),
    "pushchair": Word(msg("Accessible with a pushchair"), "", "stroller=yes"),
}

OPEN, ADAPTED, CLOSED_TEMPORARILY, CLOSED_FOR_GOOD, UNKNOWN = "open", "adapted", "closed-temporarily", "closed-for-good", "unknown"
# How a shop is; what its hours say holds only for one that is open.
STATES: dict[str, Word] = {
    OPEN: Word(msg("Open"), ""),
    ADAPTED: Word(msg("Adapted"), ""),
    CLOSED_TEMPORARILY: Word(msg("Closed temporarily"), ""),
    CLOSED_FOR_GOOD: Word(msg("Closed for good"), ""),
    UNKNOWN: Word(msg("Not known"), ""),
}


class Network(NamedTuple):
    """A social network: its name and the hosts that its addresses may have."""

    name: str
    hosts: tuple[str, ...]
    profile: str


# An empty host list: a federated network, any host may carry an account.
NETWORKS: dict[str, Network] = {
    "facebook": Network("Facebook", ("facebook.com", "fb.com", "fb.me"), "https://www.facebook.com/{}"),
    "instagram": Network("Instagram", ("instagram.com",), "https://www.instagram.com/{}"),
    "mastodon": Network("Mastodon", (), ""),
    "pixelfed": Network("Pixelfed", (), ""),
    "peertube": Network("PeerTube", (), ""),
    "bluesky": Network("Bluesky", ("bsky.app",), "https://bsky.app/profile/{}"),
    "linkedin": Network("LinkedIn", ("linkedin.com",), ""),
    "pinterest": Network("Pinterest", ("pinterest.com", "pinterest.fr", "pin.it"), "https://www.pinterest.com/{}"),
    "threads": Network("Threads", ("threads.net", "threads.com"), "https://www.threads.net/@{}"),
    "tiktok": Network("TikTok", ("tiktok.com",), "https://www.tiktok.com/@{}"),
    "whatsapp": Network("WhatsApp", ("wa.me", "whatsapp.com"), ""),
    "x": Network("X", ("x.com", "twitter.com"), "https://x.com/{}"),
    "youtube": Network("YouTube", ("youtube.com", "youtu.be"), "https://www.youtube.com/@{}"),
    "etsy": Network("Etsy", ("etsy.com",), ""),
}
