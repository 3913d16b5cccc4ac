"""The command that imports: `python -m guide import FILE_OR_FOLDER --town DIR`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from guide import clock
from guide.fields import parse_day
from guide.importing.articles.folder import is_articles
from guide.importing.articles.run import import_articles
from guide.importing.mapping import read_mapping
from guide.importing.run import import_shops
from guide.problem import InvalidContent, Problem, Refused, reader_language
from guide.words import msg

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import date

    from guide.importing.articles.report import ArticlesReport
    from guide.importing.report import ImportReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's words; `--town` is the caller's."""
    parser.add_argument("file", type=Path, help="shops: GeoJSON or Overpass JSON of OpenStreetMap, JSON list, or CSV; articles: a folder, or a file .md")
    parser.add_argument(
        "--mapping", type=Path, help="which column says what (docs/mappings/); needed for all but OpenStreetMap"
    )
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only tell")
    parser.add_argument(
        "--known-communes", action="store_true", help="leave out shops of communes that the guide does not have"
    )
    parser.add_argument("--date", default="", help="day of the data, or of the articles, if the file does not say it (2026-01-05)")
    parser.add_argument("--section", default="", help="section of the articles; their folder's name if absent")
    parser.add_argument("--report", type=Path, help="file for the whole report")
    parser.add_argument("--today", default="", help="day of entry of what is new; today if absent")


def command(options: argparse.Namespace) -> int:
    """Import; print what was done. 0 when the import took place, whatever could not be placed.

    Raises:
        InvalidContent: nothing could be imported.
    """
    language = reader_language()
    if options.report:
        # Before anything is written: a report that has no place would be lost.
        options.report.open("a", encoding="utf-8").close()
    report = _import(options)
    sys.stdout.write(report.summary(language))
    if options.report:
        options.report.write_text(report.text(language), encoding="utf-8")
        told = msg("Every row and value that needs a look: {path}", path=options.report)
    else:
        told = msg("To see every row and value that needs a look, add: --report report.txt")
    sys.stdout.write(f"{told.in_language(language)}\n")
    return 0


def _import(options: argparse.Namespace) -> ImportReport | ArticlesReport:
    today = _day("--today", options.today) or clock.today()
    dated = _day("--date", options.date)
    if is_articles(options.file):
        return import_articles(
            options.town, options.file, today=today, dated=dated, section=options.section, dry_run=options.dry_run
        )
    return import_shops(
        options.town,
        options.file,
        mapping=read_mapping(options.mapping) if options.mapping else None,
        today=today,
        dry_run=options.dry_run,
        add_communes=not options.known_communes,
        dated=dated,
        progress=_progress(),
    )


def _day(word: str, text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except Refused as refused:
        raise InvalidContent([Problem(word, 0, "", refused.what, refused.fix)]) from None


def _progress() -> Callable[[int, int], None] | None:
    """Return what shows the rows done on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if done % 100 == 0 or done == total:
            sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))

    return show
