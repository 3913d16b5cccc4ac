"""Letters as links: what opens a reader's mail program with a letter in it (`mailto:`, RFC 6068), and the one that corrects an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from guide.words import Message, msg

if TYPE_CHECKING:
    from guide.guide import Guide
    from guide.shop import Shop

# Mail programs cut addresses beyond about 2 000 characters.
LINK = 2_000


def correction_link(shop: Shop, guide: Guide) -> str:
    """Return a `mailto:` to the guide that carries the entry, or "" when the site has no e-mail."""
    if not guide.site.email:
        return ""
    say: list[Message | str] = [
        msg("What is wrong, or what has changed?"),
        "",
        "",
        "",
        msg("— The entry as it is —"),
        f"{shop.name} ({guide.commune(shop.commune).name})",
        f"{guide.site.address.rstrip('/')}/{guide.urls.of(shop)}",
        shop.path,
        *_facts(shop),
    ]
    language = guide.site.language
    subject = msg("Correction: {name}", name=shop.name).in_language(language)
    lines = [line.in_language(language) if isinstance(line, Message) else line for line in say]
    whole = mailto(guide.site.email, subject, "\n".join(lines))
    if len(whole) < LINK:
        return whole
    kept: list[str] = []
    for line in lines:
        if len(mailto(guide.site.email, subject, "\n".join([*kept, line]))) < LINK:
            kept.append(line)
    return mailto(guide.site.email, subject, "\n".join(kept))


def mailto(address: str, subject: str, body: str) -> str:
    """Return the link that writes a letter; see to it that it is shorter than `LINK`."""
    text = body.replace("\n", "\r\n")
    return f"mailto:{address}?subject={quote(subject, safe='')}&body={quote(text, safe='')}"


def _facts(shop: Shop) -> list[str]:
    address = shop.address
    facts = {
        "address": " ".join(part for part in (address.street, address.postcode) if part) if address else "",
        "phone": ", ".join(shop.phone),
        "email": shop.email,
        "website": shop.website,
        "hours": shop.hours,
        "services": ", ".join(service.kind for service in shop.services),
        "verified": shop.verified.isoformat() if shop.verified else "",
    }
    return [f"{name}: {value}" for name, value in facts.items() if value]
