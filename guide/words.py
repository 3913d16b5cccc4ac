"""Sentences for people, translated at the last moment.

Code says ``msg("Unknown commune “{name}”.", name=raw)``; the person's language is chosen only
when the sentence is printed. The catalogues are the `.po` files of ``translations/`` (GNU gettext),
read as they are: there is no compiled file to forget.
"""

from __future__ import annotations

import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SOURCE_LANGUAGE = "en"
LANGUAGES = ("fr", "en", "nl")
TRANSLATIONS = Path(__file__).parent.parent / "translations"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English with its values, not yet in anybody's language."""

    text: str
    values: tuple[tuple[str, Any], ...] = ()

    def in_language(self, language: str) -> str:
        """Return the sentence in one of `LANGUAGES`; values that are messages are translated too."""
        template = catalogue(language).gettext(self.text)
        if not self.values:
            return template.format()
        return template.format(
            **{
                name: value.in_language(language) if isinstance(value, Message) else value
                for name, value in self.values
            }
        )

    def __str__(self) -> str:
        return self.in_language(SOURCE_LANGUAGE)


def msg(text: str, /, **values: Any) -> Message:
    """Mark an English sentence for translation; ``{name}`` takes the value of that name."""
    return Message(text, tuple(values.items()))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the gettext catalogue of a language; English, the source, needs none.

    A regional tag (``fr-BE``) falls back to its language.
    """
    path = TRANSLATIONS / f"{language.split('-', maxsplit=1)[0]}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - a third of a check's start-up
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.split("-", maxsplit=1)[0]))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
