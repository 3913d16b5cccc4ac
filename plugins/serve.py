"""The preview: the site on this machine, rebuilt on every change, its problems shown in the page.

Two processes: this one serves the files and watches; the other builds, and remembers what it read.
When the software itself changes the builder is replaced, so that new code is always what runs.
"""

from __future__ import annotations

import argparse
import gc
import html
import json
import mimetypes
import subprocess
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from watchfiles import DefaultFilter, watch

from guide.load import inhabited
from guide.problem import InvalidContent, reader_language, report
from guide.words import msg
from plugins.build import ROOT, Reporter, build

if TYPE_CHECKING:
    from collections.abc import Sequence

SOFTWARE = ("guide", "plugins", "translations", "pelicanconf.py", "publishconf.py")
EVENTS, SCRIPT, STYLE = "/_preview/events", "/_preview/reload.js", "/_preview/problems.css"
# How often the watcher gives a sign of life.
WATCH_MS = 250
RELOAD = b"new EventSource('/_preview/events').onmessage = e => { if (e.data !== document.documentElement.dataset.preview) location.reload(); };\n"
PROBLEMS = b"""
.preview-problems { position: sticky; inset-block-start: 0; z-index: 9; max-block-size: 60vh; overflow: auto;
  padding: 1rem; background: #7a1420; color: #fff; font: 1rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
"""
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("font/woff2", ".woff2")


class State:
    """What the preview shows: the number of the build, the problems of the last one."""

    def __init__(self) -> None:
        self.number = 0
        self.problems = ""
        self.changed = threading.Condition()

    def update(self, problems: str) -> None:
        """Take note of a build and wake the pages that wait for it."""
        with self.changed:
            self.number += 1
            self.problems = problems
            self.changed.notify_all()


class Builder:
    """The process that builds; it answers each line ``build`` with one line of JSON."""

    def __init__(self, town: Path, output: Path) -> None:
        self.words = [sys.executable, "-m", "plugins.serve", "--builder", "--town", str(town), "--output", str(output)]
        self.process: subprocess.Popen[str] | None = None

    def build(self) -> dict[str, Any]:
        """Build once and return ``{"problems": text, "said": text}``."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(  # noqa: S603 - this very program
                self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8"
            )
        pipe_in, pipe_out = self.process.stdin, self.process.stdout
        if pipe_in is None or pipe_out is None:
            raise RuntimeError("the builder has no pipes")
        try:
            pipe_in.write("build\n")
            pipe_in.flush()
            answer = pipe_out.readline()
        except OSError:
            answer = ""
        if not answer:
            self.stop()
            return {"problems": msg("The builder stopped: look at the terminal.").in_language(reader_language()), "said": ""}
        made: dict[str, Any] = json.loads(answer)
        return made

    def stop(self) -> None:
        """End the process; the next build starts another."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def handler(folder: Path, state: State) -> type[BaseHTTPRequestHandler]:
    """Return the class that answers requests for the files of a folder."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == EVENTS:
                self._events()
            elif path == SCRIPT:
                self._send(HTTPStatus.OK, RELOAD, "text/javascript")
            elif path == STYLE:
                self._send(HTTPStatus.OK, PROBLEMS, "text/css")
            else:
                self._file(unquote(path))

        do_HEAD = do_GET  # noqa: N815 - the name http.server calls

        def _file(self, path: str) -> None:
            parts = [part for part in path.split("/") if part]
            wanted = folder.joinpath(*parts)
            if ".." in parts or not wanted.resolve().is_relative_to(folder.resolve()):
                self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")
                return
            if wanted.is_dir():
                if not path.endswith("/"):
                    self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                    self.send_header("Location", "/" + "/".join(parts) + "/")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                wanted /= "index.html"
            status = HTTPStatus.OK if wanted.is_file() else HTTPStatus.NOT_FOUND
            found = wanted if wanted.is_file() else folder / "404.html"
            data = found.read_bytes() if found.is_file() else b"<body></body>"
            kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
            if kind == "text/html":
                data = self._with_problems(data)
                kind = "text/html; charset=utf-8"
            self._send(status, data, kind)

        @staticmethod
        def _with_problems(page: bytes) -> bytes:
            page = page.replace(b"<html", f'<html data-preview="{state.number}"'.encode(), 1)
            banner = ""
            if state.problems:
                banner = f'<link rel="stylesheet" href="{STYLE}"><div class="preview-problems" role="alert">{html.escape(state.problems)}</div>'
            return page.replace(b"</body>", f'{banner}<script src="{SCRIPT}"></script></body>'.encode(), 1)

        def _events(self) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                while True:
                    with state.changed:
                        self.wfile.write(f"data: {state.number}\n\n".encode())
                        self.wfile.flush()
                        # After a while the number is sent again: a page that left is noticed.
                        state.changed.wait(timeout=20)
            except OSError:
                return

        def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing of each request."""

    return Handler


def builder(town: Path, output: Path) -> None:
    """Answer each line of standard input with a build, remembering the entries between two."""
    memory: dict[str, Any] = {}
    language = reader_language()
    answers = sys.stdout
    sys.stdout = sys.stderr
    # Looking for garbage takes a third of a rebuild: it is done while the writer reads the answer.
    gc.disable()
    for _ in sys.stdin:
        answers.write(json.dumps(_build_once(town, output, memory, language)) + "\n")
        answers.flush()
        gc.collect()


def _build_once(town: Path, output: Path, memory: dict[str, Any], language: str) -> dict[str, str]:
    from plugins.output import Output  # noqa: PLC0415 - only the builder writes

    started = time.monotonic()
    reporter = Reporter(quiet=True)
    place = Output(output, ROOT / ".cache", in_place=True)
    try:
        made = build(town, output, reporter, public=True, BASE="/", MEMORY=memory, SITE_OUTPUT=place, FINGERPRINT=False)
    except InvalidContent as error:
        return {"problems": report(error.problems, language), "said": ""}
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
        return {"problems": "\n".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())]), "said": ""}
    said = msg("{pages} pages, {written} written, in {seconds} s.", pages=reporter.pages, written=made.rewritten, seconds=f"{time.monotonic() - started:.2f}")
    return {"problems": report(reporter.warnings, language) if reporter.warnings else "", "said": said.in_language(language)}


def rebuild(worker: Builder, state: State) -> None:
    """Build, tell the terminal, wake the pages."""
    made = worker.build()
    sys.stdout.write(f"{made['problems'] or ''}\n{made['said']}\n".lstrip("\n"))
    sys.stdout.flush()
    state.update(made["problems"])


def main(words: Sequence[str] | None = None) -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="invoke serve", description="Serve the site here and rebuild it on every change.")
    parser.add_argument("--town", type=Path, default=ROOT)
    parser.add_argument("--output", type=Path, default=ROOT / ".cache" / "preview")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--builder", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.builder:
        builder(options.town, options.output)
        return 0
    language = reader_language()
    try:
        inhabited(options.town)
    except InvalidContent as error:
        sys.stderr.write(f"{report(error.problems, language)}\n")
        return 1
    worker, state = Builder(options.town.absolute(), options.output.absolute()), State()
    try:
        server = ThreadingHTTPServer(("127.0.0.1", options.port), handler(options.output, state))
    except (OSError, OverflowError):
        taken = msg("Port {port} cannot be used: invoke serve --port 8001", port=options.port)
        sys.stderr.write(f"{taken.in_language(language)}\n")
        return 1
    server.daemon_threads = True
    software = [ROOT / name for name in SOFTWARE]
    watched = [path for path in (options.town / "content", options.town / "shops", ROOT / "theme", *software) if path.exists()]
    watching = watch(*watched, watch_filter=DefaultFilter(), raise_interrupt=False, yield_on_timeout=True, rust_timeout=WATCH_MS)
    # Before the first build: what is written while it lasts is a change too.
    next(watching)
    rebuild(worker, state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    look = msg("Look at {address} (Ctrl+C to stop).", address=f"http://localhost:{server.server_address[1]}/")
    sys.stdout.write(f"{look.in_language(language)}\n")
    sys.stdout.flush()
    try:
        for changes in watching:
            if not changes:
                continue
            if any(Path(path).is_relative_to(place) for _, path in changes for place in software):
                worker.stop()
            rebuild(worker, state)
    finally:
        worker.stop()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
