"""The commands: `invoke --list`. Each one starts the program that does the work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from invoke import Context, task

HERE = Path(__file__).parent


def run(module: str, *words: str) -> None:
    """Run a module of this repository with the words of a command, as the person typed them."""
    # Not through invoke: it decodes what a program says piece by piece, and breaks accented letters in two.
    done = subprocess.run([sys.executable, "-m", module, *(word for word in words if word)], cwd=HERE, check=False)  # noqa: S603 - this very program
    if done.returncode:
        sys.exit(done.returncode)


def here(path: str) -> str:
    """Return a path of the person's own folder; the programs run in this one."""
    return str(Path(path).absolute()) if path else ""


def town_words(town: str) -> tuple[str, ...]:
    """Return the words that name a town's folder."""
    return ("--town", here(town)) if town else ()


@task(help={"town": "the town's folder; this repository without it", "output": "where the site goes", "public": "for a web server"})
def build(_: Context, town: str = "", output: str = "", public: bool = False) -> None:
    """Build the site."""
    run("plugins.build", *town_words(town), *(("--output", here(output)) if output else ()), "--public" if public else "")


@task(help={"town": "the town's folder", "port": "where to listen", "output": "where the preview is written"})
def serve(_: Context, town: str = "", port: int = 8000, output: str = "") -> None:
    """Serve the site on this machine and rebuild it on every change."""
    run("plugins.serve", *town_words(town), "--port", str(port), *(("--output", here(output)) if output else ()))


@task(help={"town": "the town's folder", "github": "as annotations of a pull request"})
def check(_: Context, town: str = "", github: bool = False) -> None:
    """Read every file and show all problems, with how to mend them."""
    run("guide", "check", *town_words(town), "--github" if github else "")


@task(
    name="import",
    positional=["file"],
    help={
        "file": "shops: OSM GeoJSON, Overpass JSON, flat JSON or CSV; articles: a folder of Markdown, or a file .md",
        "town": "the town's folder",
        "mapping": "which column is which field (docs/mappings/)",
        "dry-run": "show what would be done, write nothing",
        "known-communes": "do not add communes that the town does not have",
        "date": "the day of the data, or of the articles, when the file does not say it",
        "section": "the section of the articles; their folder's name without it",
        "report": "where to write the whole report",
    },
)
def import_(
    _: Context,
    file: str,
    town: str = "",
    mapping: str = "",
    dry_run: bool = False,
    known_communes: bool = False,
    date: str = "",
    section: str = "",
    report: str = "",
) -> None:
    """Bring shops or communes from OpenStreetMap or a table, articles from the Markdown of another site."""
    run(
        "guide",
        "import",
        here(file),
        *town_words(town),
        *(("--mapping", here(mapping)) if mapping else ()),
        "--dry-run" if dry_run else "",
        "--known-communes" if known_communes else "",
        *(("--date", date) if date else ()),
        *(("--section", section) if section else ()),
        *(("--report", here(report)) if report else ()),
    )


@task(positional=["what", "name"], help={"what": "shop, article or town", "name": "the shop's name, the article's title, or the town's folder", "commune": "where the shop is", "town": "the town's folder", "language": "fr, en or nl"})
def new(_: Context, what: str, name: str, commune: str = "", town: str = "", language: str = "fr") -> None:
    """Start an entry (`new shop "La Huche"`), an article (`new article "Titre"`) or a town (`new town DIR`)."""
    if what == "shop":
        run("guide", "new-shop", name, *(("--commune", commune) if commune else ()), *town_words(town))
    elif what == "article":
        run("guide", "new-article", name, *town_words(town))
    elif what == "town":
        run("guide", "new-town", here(name), "--language", language)
    else:
        sys.exit(f"invoke new shop NAME, invoke new article TITLE, or invoke new town DIR (not “{what}”)")


@task(
    help={
        "town": "the town's folder",
        "months": "after how many months an entry is to verify, instead of what site.yaml says",
        "messages": "the folder for a letter to each shop and each correspondent",
        "commune": "of one commune only",
    }
)
def stale(_: Context, town: str = "", months: str = "", messages: str = "", commune: str = "") -> None:
    """List the entries that somebody must confirm, and write the letters that ask; nothing is sent."""
    run(
        "guide",
        "stale",
        *town_words(town),
        *(("--months", months) if months else ()),
        *(("--messages", here(messages)) if messages else ()),
        *(("--commune", commune) if commune else ()),
    )


@task(help={"shop": "its file name; all shops without it", "town": "the town's folder"})
def diagnose(_: Context, shop: str = "", town: str = "") -> None:
    """Say what an entry lacks, what matters most first; without a name, the first step of every entry."""
    run("guide", "diagnose", shop, *town_words(town))


@task(help={"town": "the town's folder", "language": "fr, en or nl"})
def schema(_: Context, town: str = "", language: str = "fr") -> None:
    """Write the JSON Schemas that editors use into content/schemas/."""
    run("guide", "schema", *town_words(town), "--language", language)


@task(help={"quick": "only the tests that need no browser and no whole build"})
def test(_: Context, quick: bool = False, unit: bool = False) -> None:  # noqa: PT028 - a command, not a test
    """Run the linters and the tests; --quick: without the browser and thousands of shops, --unit: of the guide alone."""
    run("ruff", "check", ".")
    run("mypy", "guide", "plugins")
    # Two processes: the browser waits while the other computes.
    few = ("-m", "not browser and not slow") if quick or unit else ()
    run("pytest", "-n", "2", *few, *(("tests/guide", "tests/rules") if unit else ()))


@task
def words(_: Context) -> None:
    """Bring translations/*.po up to date with the software, and list what is still to translate."""
    run("translations.update")


@task
def lock(context: Context) -> None:
    """Pin the dependencies again, with hashes (needs `uv` on the PATH)."""
    with context.cd(str(HERE)):
        for name in ("requirements", "requirements-dev"):
            limits = "-c requirements.txt" if name != "requirements" else ""
            context.run(f"uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate {name}.in {limits} -o {name}.txt")
