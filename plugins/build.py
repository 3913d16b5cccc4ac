"""The build: Pelican's run inside an output that appears whole or not at all, and what it tells people.

`python -m plugins.build --town DIR --output OUT`, called by `invoke build`. The plain `pelican`
command builds the same way: `pelicanconf.py` names `WholeSite` as its PELICAN_CLASS.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import Pelican
from pelican import log as pelican_log
from pelican.settings import read_settings

from guide.load import inhabited
from guide.problem import InvalidContent, Problem, reader_language, report, show_anything
from guide.words import msg
from plugins.output import Output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guide.guide import Guide
    from guide.words import Message
    from plugins.press import Press

ROOT = Path(__file__).parent.parent
UNTOUCHED = msg("The site was not built; the previous one is untouched.")


class Reporter:
    """Tells the person at the terminal how far a build is; quiet where nobody watches (CI)."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.guide: Guide | None = None
        self.warnings: tuple[Problem, ...] = ()
        self.pages = 0
        self.without_npm = False
        self.remarks: list[Message] = []
        self._bar: Any = None
        self._task: Any = None

    def reading(self, entries: int) -> None:
        """Count entries read."""
        self._advance(msg("Reading entries"), entries, None)

    def loaded(self, guide: Guide, warnings: tuple[Problem, ...]) -> None:
        """Take note of the guide."""
        self.guide, self.warnings = guide, warnings
        self._stop()

    def printing(self, press: Press) -> None:
        """Print the pages, counting them."""
        self.pages = len(press.pages)
        press.run(lambda pages: self._advance(msg("Printing pages"), pages, self.pages))
        self._stop()

    def poorer(self) -> None:
        """Take note that the npm packages are missing."""
        self.without_npm = True

    def remark(self, what: Message) -> None:
        """Take note of something else that the site lacks."""
        self.remarks.append(what)

    def _advance(self, what: Any, amount: int, total: int | None) -> None:
        if self.quiet:
            return
        if self._bar is None:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - only for people

            self._bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), transient=True)
            self._task = self._bar.add_task(what.in_language(reader_language()), total=total)
            self._bar.start()
        self._bar.advance(self._task, amount)

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


class WholeSite(Pelican):  # type: ignore[misc]
    """Pelican, with an output that is published only if everything went well."""

    def run(self) -> None:
        """Run the generators into the output, then publish it."""
        output: Output = self.settings["SITE_OUTPUT"]
        output.open()
        try:
            super().run()
            output.publish()
        finally:
            output.close()


def build(town: Path, output: Path, reporter: Reporter, *, public: bool = False, **override: Any) -> Output:
    """Build a town's site into a folder and return what was written.

    `public`: for a web server (`publishconf.py`), else to be read from the disk.

    Raises:
        InvalidContent: the town's files cannot become a site; the folder is as it was.
    """
    os.environ["ENSEIGNE_TOWN"] = str(town)
    os.environ["ENSEIGNE_OUTPUT"] = str(output)
    # publishconf.py imports it: a second build in this process must not find the first one's settings.
    sys.modules.pop("pelicanconf", None)
    configuration = ROOT / ("publishconf.py" if public else "pelicanconf.py")
    settings = read_settings(str(configuration), override={"REPORTER": reporter, **override})
    pelican_log.console.quiet = True
    WholeSite(settings).run()
    made: Output = settings["SITE_OUTPUT"]
    return made


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command's words."""
    parser = argparse.ArgumentParser(prog="invoke build", description="Build the site of a town.")
    parser.add_argument("--town", type=Path, default=ROOT, help="the town's folder (content/ and shops/)")
    parser.add_argument("--output", type=Path, default=None, help="where the site goes (default: output/ in the town's folder)")
    parser.add_argument("--public", action="store_true", help="addresses for a web server: no index.html in links")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Build, and say what was built or what stands in the way."""
    options = arguments(words)
    show_anything()
    language = reader_language()
    quiet = options.quiet or not sys.stderr.isatty() or "CI" in os.environ
    reporter = Reporter(quiet=quiet)
    output = options.output or options.town / "output"
    started = time.monotonic()
    # A build makes much, in no cycles, and ends: looking for garbage takes a sixth of its time.
    gc.disable()
    pelican_log.init(level="WARNING", fatal="warnings", name="pelican")
    try:
        inhabited(options.town)
        made = build(options.town, output, reporter, public=options.public)
    except InvalidContent as error:
        sys.stderr.write(f"{report(error.problems, language)}\n{UNTOUCHED.in_language(language)}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"{UNTOUCHED.in_language(language)}\n")
        return 130
    except OSError as error:
        what = msg("The site was not built ({why}); the previous one is untouched.", why=error.strerror or str(error))
        sys.stderr.write(f"{what.in_language(language)}\n")
        return 1
    say(reporter, made, time.monotonic() - started, language, public=options.public)
    return 0


def say(reporter: Reporter, made: Output, seconds: float, language: str, *, public: bool = False) -> None:
    """Tell what a build did, and where to look."""
    lines = []
    if reporter.warnings:
        lines.append(msg("{count} warning(s): `invoke check` shows them.", count=len(reporter.warnings)))
    if reporter.without_npm:
        lines.append(msg("Without npm: the site lacks its typeface, its icons and its detailed map. Install Node.js, then run `make site` again."))
    lines += reporter.remarks
    lines.append(
        msg(
            "{shops} shops, {pages} pages, {files} files, {written} written, in {seconds} s.",
            shops=len(reporter.guide.shops) if reporter.guide else 0,
            pages=reporter.pages,
            files=len(made.after),
            written=made.rewritten,
            seconds=f"{seconds:.1f}",
        )
    )
    lines.append(
        msg("Ready for a web server: {folder}", folder=made.folder) if public else msg("Open {file}", file=made.folder / "index.html")
    )
    sys.stdout.write("".join(f"{line.in_language(language)}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
