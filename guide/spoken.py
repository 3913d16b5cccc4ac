"""Days and telephone numbers as people say them in their language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@lru_cache(maxsize=4_096)
def long_day(value: date, language: str) -> str:
    """Return ``1er janvier 2026``: Babel forgets the French ordinal."""
    from babel.dates import format_date  # noqa: PLC0415 - a check tells no day

    text: str = format_date(value, "long", locale="en_GB" if language == "en" else language)
    return re.sub(r"^1 ", "1er ", text) if language == "fr" else text


@lru_cache(maxsize=4_096)
def national_phone(number: str) -> str:
    """Return an E.164 number as it is dialled in its country, groups kept on one line."""
    import phonenumbers  # noqa: PLC0415 - a guide without telephones need not load it

    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL).replace(" ", "\u00a0")
