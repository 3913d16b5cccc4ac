"""The demonstration guide, built once by the real Pelican, served here, opened in Debian's Chromium."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from plugins.build import Reporter, build

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site as hosts do: compressed, the 404 page for what does not exist."""

    def send_head(self):
        """Answer with a file of the site, as `do_GET` asks."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        status = 200 if path.is_file() else 404
        data = (path if status == 200 else Path(self.directory) / "404.html").read_bytes()
        kind = self.guess_type(str(path) if status == 200 else "404.html")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or any(sign in kind for sign in ("svg", "javascript", "json")):
            data = gzip.compress(data, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demonstration site, built for a web server."""
    output = tmp_path_factory.mktemp("demo") / "site"
    build(ROOT, output, Reporter(quiet=True), public=True, BASE="/")
    return output


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address where the site is served, without its last slash."""
    handler = functools.partial(Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a fresh page at a phone's size."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()
