"""The command that imports: `python -m guide import FILE --town DIR`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guide.fields import parse_day
from guide.importing.mapping import read_mapping
from guide.importing.run import import_shops
from guide.problem import InvalidContent, Problem, Refused, reader_language
from guide.words import msg

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words; `--town` is the caller's."""
    parser.add_argument("file", type=Path, help="GeoJSON or Overpass JSON of OpenStreetMap, JSON list, or CSV")
    parser.add_argument(
        "--mapping", type=Path, help="which column says what (docs/mappings/); needed for all but OpenStreetMap"
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only tell")
    parser.add_argument(
        "--known-communes", action="store_true", help="leave out shops of communes that the guide does not have"
    )
    parser.add_argument("--date", default="", help="day of the data, if the file does not say it (2026-01-05)")
    parser.add_argument("--report", type=Path, help="file for the whole report")
    parser.add_argument("--today", default="", help="day of entry of what is new; today if absent")


def command(options: argparse.Namespace) -> int:
    """Import; print what was done. 0 when the import took place, whatever could not be placed.

    Raises:
        InvalidContent: nothing could be imported.
    """
    language = reader_language()
    report = import_shops(
        options.town,
        options.file,
        mapping=read_mapping(options.mapping) if options.mapping else None,
        today=_day("--today", options.today) or _today(),
        dry_run=options.dry_run,
        add_communes=not options.known_communes,
        dated=_day("--date", options.date),
        progress=_progress(),
    )
    sys.stdout.write(report.summary(language))
    if options.report:
        options.report.write_text(report.text(language), encoding="utf-8")
        told = msg("Every row and value that needs a look: {path}", path=options.report)
    else:
        told = msg("To see every row and value that needs a look, add: --report report.txt")
    sys.stdout.write(f"{told.in_language(language)}\n")
    return 0


def _day(word: str, text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except Refused as refused:
        raise InvalidContent([Problem(word, 0, "", refused.what, refused.fix)]) from None


def _today() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now().astimezone()).date()


def _progress() -> Callable[[int, int], None] | None:
    """Return what shows the rows done on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if done % 100 == 0 or done == total:
            sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))

    return show
