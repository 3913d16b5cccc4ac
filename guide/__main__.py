"""The commands that need no Pelican: `python -m guide check | import | new | schema | stale | diagnose`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from guide.clock import today
from guide.load import check, inhabited, load
from guide.problem import InvalidContent, Level, Problem, reader_language, report, show_anything
from guide.text import closest, slugify
from guide.words import LANGUAGES, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guide.state import Openings
    from guide.words import Message

HERE = Path(__file__).parent.parent


def main(words: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 when people must act, 2 for a command misspelt."""
    options = parser().parse_args(words)
    show_anything()
    try:
        if "town" in options:
            inhabited(options.town)
        status: int = options.run(options)
    except InvalidContent as error:
        sys.stderr.write(f"{report(error.problems, reader_language())}\n")
        return 1
    except OSError as error:
        failed = msg("“{file}” cannot be read or written: {why}.", file=error.filename or "", why=error.strerror or str(error))
        sys.stderr.write(f"{failed.in_language(reader_language())}\n")
        return 1
    return status


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    from guide.importing import cli as importing  # noqa: PLC0415 - guide.importing stands above this package's core

    top = argparse.ArgumentParser(prog="python -m guide", description="Check and fill a town's folder.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="read every file and show all problems")
    _town(checking)
    checking.add_argument("--github", action="store_true", help="as annotations of a pull request")
    checking.set_defaults(run=_check)
    starting = commands.add_parser("new-shop", help="write the template of an entry")
    _town(starting)
    starting.add_argument("name", help="the shop's name, as on its sign")
    starting.add_argument("--commune", default="", help="where it is")
    starting.set_defaults(run=_new_shop)
    writing = commands.add_parser("new-article", help="write the header of an article")
    _town(writing)
    writing.add_argument("title", help="the article's title")
    writing.set_defaults(run=_new_article)
    founding = commands.add_parser("new-town", help="start an empty town that builds at once")
    founding.add_argument("folder", type=Path)
    founding.add_argument("--language", choices=LANGUAGES, default="fr")
    founding.set_defaults(run=_new_town)
    schemas = commands.add_parser("schema", help="write the JSON Schemas for editors")
    _town(schemas)
    schemas.add_argument("--language", choices=LANGUAGES, default="fr")
    schemas.set_defaults(run=_schema)
    asking = commands.add_parser("stale", help="list the entries that somebody must confirm, and write the letters that ask")
    _town(asking)
    asking.add_argument("--months", type=_months, help="after how many months an entry is to verify; what site.yaml says if absent")
    asking.add_argument("--messages", type=Path, help="folder for a letter to each shop and each correspondent")
    asking.add_argument("--commune", default="", help="of one commune only")
    asking.set_defaults(run=_stale)
    looking = commands.add_parser("diagnose", help="say what an entry lacks, and what to do first")
    _town(looking)
    looking.add_argument("shop", nargs="?", default="", help="the shop's file name; all shops without it")
    looking.set_defaults(run=_diagnose)
    bringing = commands.add_parser("import", help="bring shops from OpenStreetMap or a table")
    _town(bringing)
    importing.add_arguments(bringing)
    bringing.set_defaults(run=importing.command)
    return top


def _town(command: argparse.ArgumentParser) -> None:
    command.add_argument("--town", type=Path, default=HERE, help="the town's folder (content/ and shops/)")


def _check(options: argparse.Namespace) -> int:
    language = reader_language()
    guide, problems = check(options.town, today())
    if options.github:
        sys.stdout.write("".join(f"{problem.annotation(language)}\n" for problem in problems))
    elif problems:
        sys.stdout.write(f"{report(problems, language)}\n")
    if guide is None:
        return 1
    warnings = sum(problem.level is Level.WARNING for problem in problems)
    if not options.github:
        good = msg("{shops} shops read, all good.", shops=len(guide.shops))
        known = msg("{shops} shops read, nothing to mend before publishing.", shops=len(guide.shops))
        sys.stdout.write(f"{(known if warnings else good).in_language(language)}\n")
    return 0


def _new_shop(options: argparse.Namespace) -> int:
    from guide.new import new_shop  # noqa: PLC0415 - a check need not load it

    path = new_shop(options.town, options.name, options.commune, today())
    _say(msg("{path} is ready: fill it in, then run `invoke check`.", path=path.as_posix()))
    return 0


def _new_article(options: argparse.Namespace) -> int:
    from guide.new import new_article  # noqa: PLC0415 - a check need not load it

    path = new_article(options.town, options.title, today())
    _say(msg("{path} is ready: write the text below its header, then run `invoke check`.", path=path.as_posix()))
    return 0


def _new_town(options: argparse.Namespace) -> int:
    from guide.new import new_town  # noqa: PLC0415 - a check need not load it

    new_town(options.folder, options.language)
    _say(msg("The town is ready: {folder}", folder=options.folder))
    _say(msg("Its words are in content/site.yaml. Then: invoke build --town {folder} --output {folder}/output", folder=options.folder))
    return 0


def _schema(options: argparse.Namespace) -> int:
    from guide.new import SCHEMAS  # noqa: PLC0415 - a check need not load it
    from guide.schema import write_schemas  # noqa: PLC0415

    for path in write_schemas(options.town / SCHEMAS, options.language):
        sys.stdout.write(f"{path}\n")
    return 0


def _stale(options: argparse.Namespace) -> int:
    from guide.letter import INDEX, Letters  # noqa: PLC0415 - a check need not load it
    from guide.letterbox import deliver  # noqa: PLC0415
    from guide.stale import to_confirm, told  # noqa: PLC0415

    openings, language = _openings(options.town, options.months), reader_language()
    guide = openings.guide
    commune = slugify(options.commune)
    if options.commune and commune not in {one.slug for one in guide.communes}:
        near = closest(options.commune, [one.name for one in guide.communes])
        raise _misnamed("--commune", msg("“{name}” is not a commune of this guide.", name=options.commune), near)
    sys.stdout.write(told(guide, to_confirm(openings, language, commune), language))
    if options.messages:
        letters = Letters(openings, to_confirm(openings, guide.site.language, commune))
        deliver(options.messages, letters.files())
        written = len(letters.of_shops) + len(letters.of_rounds)
        _say(msg("{count} letters written, none sent. Open {file}", count=written, file=options.messages / INDEX))
    return 0


def _diagnose(options: argparse.Namespace) -> int:
    from guide.diagnosis import of_all, of_one  # noqa: PLC0415 - a check need not load it

    openings, language = _openings(options.town), reader_language()
    shops = {shop.slug: shop for shop in openings.guide.shops}
    slug = slugify(Path(options.shop).stem)
    if options.shop and slug not in shops:
        raise _misnamed("SHOP", msg("No entry is called “{name}”.", name=options.shop), closest(slug, shops))
    sys.stdout.write(of_one(shops[slug], openings, language) if options.shop else of_all(openings, language))
    return 0


def _openings(town: Path, months: int | None = None) -> Openings:
    """Return what is known of a town's shops today; `months` instead of its own until an entry is to verify."""
    from guide.state import Openings  # noqa: PLC0415 - a check need not load it

    day = today()
    guide, _ = load(town, day)
    if months is not None:
        guide = replace(guide, site=guide.site.model_copy(update={"verified_months": months}))
    return Openings(guide, day)


def _months(text: str) -> int:
    if not text.isdecimal() or int(text) > 1_200:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of months")
    return int(text)


def _misnamed(where: str, what: Message, near: str | None) -> InvalidContent:
    return InvalidContent([Problem(where, 0, "", what, msg("Did you mean “{near}”?", near=near) if near else None)])


def _say(message: object) -> None:
    sys.stdout.write(f"{message.in_language(reader_language())}\n")  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
