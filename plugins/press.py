"""From pages as data to files of HTML: one Jinja environment, each page made only if its data changed.

A page is its address, its template and the values the template is given, nothing else: so the key of
these says whether the file of the last build still holds. Where working out the values of thousands of
pages takes longer than printing those that changed, a page names the records they are worked out from,
its `inputs`, and the key is theirs. What any page may read (the site, the vocabularies, the words, the
code) is in the press's `frame`. Links inside the site are
printed as `ROOT` and made relative to each page at the last moment; fragments such as a shop's card
can thus be rendered once and stand on any page.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
import traceback
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from guide.problem import InvalidContent, Problem
from guide.urls import NOT_FOUND
from guide.words import msg
from plugins.key import Keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from jinja2 import Environment

    from plugins.output import Output

ROOT = "\x01"
# Below this, starting a second process costs more than it saves.
PAGES_A_PROCESS = 300


class Crumb(NamedTuple):
    """A step of the way from the home page: its title and its address from the site's root."""

    title: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page to print: where it stands, what it is, and how to get the values of its template.

    `values` is called when the page is printed, possibly in another process. `inputs` returns all that
    `values` and the extensions read besides the frame; None: the values themselves are the key.
    `feed` is where the feeds of what the page is about stand (see `plugins.feeds`), "" if it has none of its own.
    `items` are the (name, url) of what a list page lists, `subject` the record the page is about.
    """

    url: str
    template: str
    title: str
    values: Callable[[], Mapping[str, Any]]
    description: str = ""
    trail: tuple[Crumb, ...] = ()
    subject: Any = None
    items: tuple[tuple[str, str], ...] = ()
    modified: date | None = None
    indexed: bool = True
    next_url: str = ""
    previous_url: str = ""
    feed: str = ""
    inputs: Callable[[], Any] | None = None

    @property
    def file(self) -> str:
        """Return the page's file, from the site's root."""
        return f"{self.url}index.html" if self.url == "" or self.url.endswith("/") else self.url


@dataclasses.dataclass(frozen=True, slots=True)
class Files:
    """Files that are no pages and are made together, such as a feed in its formats; `names` are from the site's root.

    `make` returns the content of each, in the order of `names`; it is called where pages are printed, possibly
    in another process. `inputs` returns all that it reads besides the frame.
    """

    names: tuple[str, ...]
    make: Callable[[], tuple[bytes, ...]]
    inputs: Callable[[], Any]


class Press:
    """Prints pages, and makes other files, into an output. `frame` is a digest of all that every page depends on.

    What must know every file of the site stands in `closing`: it is called when all are made.
    """

    def __init__(self, environment: Environment, output: Output, *, frame: str, base: str) -> None:
        self.environment = environment
        self.output = output
        self.frame = frame
        self.base = base
        self.pages: dict[str, Page] = {}
        self.files: list[Files] = []
        self.closing: list[Callable[[], None]] = []
        self.extensions: list[Callable[[Page], Mapping[str, Any]]] = []
        self.keys = Keys()

    def queue(self, pages: Iterable[Page]) -> None:
        """Take pages to print.

        Raises:
            InvalidContent: two pages want the same address.
        """
        for page in pages:
            # Some file systems do not tell upper from lower case.
            taken = self.pages.setdefault(page.file.casefold(), page)
            if taken is not page:
                raise InvalidContent(
                    [
                        Problem(
                            page.file,
                            0,
                            "",
                            msg("Two pages want this address: “{first}” and “{second}”.", first=taken.title, second=page.title),
                            msg("Give one of them another slug."),
                        )
                    ]
                )

    def run(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Print all pages, which `progress` counts, then make the other files; in several processes where that pays."""
        pages = list(self.pages.values())
        workers = min(os.cpu_count() or 1, len(pages) // PAGES_A_PROCESS)
        if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
            for page in pages:
                self._print(page)
                progress(1)
            for files in self.files:
                self._make(files)
            return
        context = multiprocessing.get_context("fork")
        pipes = []
        for number in range(workers):
            receiver, sender = context.Pipe(duplex=False)
            share = pages[number::workers], self.files[number::workers]
            process = context.Process(target=self._work, args=(*share, sender, os.getpid()), daemon=True)
            process.start()
            sender.close()
            pipes.append((process, receiver))
        failure: str | OSError = ""
        for process, receiver in pipes:
            try:
                while not isinstance(message := receiver.recv(), tuple):
                    progress(message)
                written, rewritten, failed = message
                self.output.adopt(written, rewritten)
                failure = failure or failed
            except EOFError:
                failure = failure or ChildProcessError(str(msg("a process that prints pages was killed")))
            process.join()
        if isinstance(failure, OSError):
            raise failure
        if failure:
            raise RuntimeError(failure)

    def _work(self, pages: list[Page], others: list[Files], sender: Any, build: int) -> None:
        """Print in a process of its own, and send what was written; `build` is the process that waits for it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        already = set(self.output.after)
        before = self.output.rewritten
        failure: str | OSError = ""
        try:
            for number, page in enumerate(pages, 1):
                _end_unless_child_of(build)
                self._print(page)
                if number % 250 == 0:
                    sender.send(250)
            for files in others:
                _end_unless_child_of(build)
                self._make(files)
        except OSError as error:
            failure = error
        except Exception:
            failure = traceback.format_exc()
        written = [item for item in self.output.after.items() if item[0] not in already]
        sender.send((written, self.output.rewritten - before, failure))
        sender.close()

    def _print(self, page: Page) -> None:
        given = (
            self.frame, page.url, page.template, page.title, page.description,
            page.next_url, page.previous_url, page.feed, page.modified, page.indexed, *chain(*page.trail),
        )  # fmt: skip
        values = self._values(page) if page.inputs is None else None
        key = self.keys.key((given, values if page.inputs is None else page.inputs()))
        if self.output.keep(page.file, key):
            return
        try:
            html = self.environment.get_template(page.template).render(page=page, **(values or self._values(page)))
        except Exception as error:
            error.add_note(f"while printing {page.file} with {page.template}")
            raise
        self.output.write(page.file, html.replace(ROOT, self.prefix(page)).encode(), key)

    def _make(self, files: Files) -> None:
        key = self.keys.key((self.frame, files.names, files.inputs()))
        wanted = [name for name in files.names if not self.output.keep(name, key)]
        if not wanted:
            return
        try:
            made = files.make()
        except Exception as error:
            error.add_note(f"while making {files.names[0]}")
            raise
        for name, data in zip(files.names, made, strict=True):
            if name in wanted:
                self.output.write(name, data, key)

    def _values(self, page: Page) -> dict[str, Any]:
        values = dict(page.values())
        for extend in self.extensions:
            values |= extend(page)
        return values

    def prefix(self, page: Page) -> str:
        """Return what leads from a page to the site's root; the 404 page may be shown anywhere."""
        if page.url == NOT_FOUND:
            return self.base
        return "../" * page.url.count("/") or "./"


def _end_unless_child_of(build: int) -> None:
    """End this process if its build was killed: the next one may already be filling the same folder."""
    if os.getppid() != build:
        os._exit(1)


def safe(text: str) -> Markup:
    """Mark as safe what this package rendered itself. Never call it on anybody's text."""
    return Markup(text)  # noqa: S704
