"""Opens the pages of a built site in a real Chromium without their CSP, and says what each one did and is."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, CDPSession, sync_playwright
from playwright.sync_api import Error as PlaywrightError

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # Whoever looks for another host finds none: what was asked for is noted all the same.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')

# Runs before anything of the page: whatever a script of a payload would do to be noticed is noted.
WATCH = """
window.__done = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "eval"])
  window[name] = (...words) => { window.__done.push(name + "(" + String(words[0]).slice(0, 60) + ")"); };
for (const name of ["setTimeout", "setInterval"]) {
  const native = window[name];
  window[name] = (what, ...rest) => { if (typeof what !== "function") window.__done.push(name + " of a text"); return native(what, ...rest); };
}
for (const name of ["write", "writeln"]) document[name] = () => { window.__done.push("document." + name); };
// Handlers run, but nobody is led away.
for (const name of ["click", "submit", "auxclick"]) window.addEventListener(name, event => event.preventDefault(), true);
//# sourceURL=watch.js
"""

# Fires what a reader's mouse, finger and keyboard fire, then describes the page.
PROBE = """
(() => {
  // What stands in a template is looked at like the rest; only the theme's own are templates at all.
  const all = [...document.querySelectorAll("*")].flatMap((element) => element.localName === "template" ? [element, ...element.content.querySelectorAll("*")] : [element]);
  const own = (element) => element.matches("#finder ~ template:is(#line, #value, #chosen, #all), #finder template:is(#line, #value, #chosen, #all), [data-map] > template");
  const faults = [];
  const note = (what, element) => faults.push(what + ": " + element.outerHTML.slice(0, 160));
  const schemes = new Set(["http:", "https:", "mailto:", "tel:", "geo:"]);
  for (const element of all) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || ["style", "srcdoc", "formaction", "action", "ping", "background", "autofocus"].includes(name)) note("attribute " + name, element);
      if (["href", "xlink:href"].includes(name) && element.closest("body")) {
        let scheme = "";
        try { scheme = new URL(value, document.baseURI).protocol; } catch { continue; }
        if (!schemes.has(scheme)) note("address " + scheme, element);
      }
    }
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "frame", "frameset", "applet", "math", "foreignobject", "animate", "set", "textarea", "noscript", "plaintext", "xmp", "noembed", "marquee", "portal"].includes(name)) note("element", element);
    if (name === "template" && !own(element)) note("element", element);
    if (name === "script" && element.type !== "application/ld+json" && !new URL(element.src || "x:y").pathname.includes("/theme/")) note("script", element);
    if (name === "meta" && /refresh/i.test(element.httpEquiv)) note("refresh", element);
    if (["style", "title", "link", "meta"].includes(name) && element.namespaceURI.endsWith("xhtml") && !element.closest("head")) note("outside of the head", element);
  }
  for (const element of all) {
    const pressed = element.closest("button, input, select, [role=button]");
    for (const type of ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerdown", "mousedown", "click", "dblclick", "contextmenu"])
      if (!pressed) element.dispatchEvent(new MouseEvent(type, { cancelable: true }));
    for (const type of ["focus", "focusin", "blur", "keydown", "input", "toggle", "load", "error", "animationstart", "transitionend", "copy", "drop", "scroll"])
      element.dispatchEvent(new Event(type, { cancelable: true }));
    if (element.matches("[autofocus], [tabindex], [contenteditable]")) element.focus({ preventScroll: true });
  }
  const data = [...document.querySelectorAll('script[type="application/ld+json"]')].map(script => {
    try { return JSON.parse(script.textContent)["@graph"] instanceof Array; } catch { return false; }
  });
  const body = [...document.body.children].map(element => element.localName).filter(name => name !== "script");
  const written = all.filter(element => element.parentElement && element.parentElement.closest(".prose"));
  const inside = new Set(written);
  const shape = all.filter(element => !inside.has(element))
    .map(element => element.localName + "[" + [...element.attributes].map(({ name }) => name).sort().join(" ") + "]")
    // Items follow each other; how many there are depends on the words.
    .filter((name, index, names) => name !== names[index - 1]).join(" ");
  return {
    done: window.__done, faults, data, body, shape, address: location.href, title: document.title,
    mains: document.querySelectorAll("main").length, footers: document.querySelectorAll("body > footer").length,
    headings: document.querySelectorAll("h1").length, prose: [...new Set(written.map(element => element.localName))],
  };
})()
//# sourceURL=probe.js
"""


@dataclass
class Seen:
    """What a page was found to be; `faults` is empty for a good one."""

    path: str
    faults: list[str] = field(default_factory=list)
    shape: str = ""
    prose: tuple[str, ...] = ()
    body: tuple[str, ...] = ()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site without its CSP: the pages must be harmless by themselves."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        data = path.read_bytes() if found else b""
        page = path.suffix == ".html"
        self.send_response(200 if found else 404)
        data = POLICY.sub(b"", data) if page else data
        self.send_header("Content-Type", "text/html; charset=utf-8" if page else self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store" if page else "max-age=3600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives its address, without a slash at its end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Inspector:
    """One page of the browser, used for many addresses; notes every script that V8 is given."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.origin = origin
        self.context = browser.new_context(bypass_csp=True, service_workers="block")
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.events: list[str] = []
        self.moves = 0
        self.own: set[str] = set()
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.on("framenavigated", self._moved)
        self.context.on("page", lambda _: self.events.append("a window was opened"))
        self.devtools: CDPSession = self.context.new_cdp_session(self.page)
        self.devtools.on("Debugger.scriptParsed", self._script)
        self.devtools.send("Debugger.enable")
        self.devtools.send("Debugger.setSkipAllPauses", {"skip": True})
        # What Playwright itself runs in an empty page is nobody's payload.
        self.page.goto("about:blank")
        self.page.goto("data:text/html,<p>")
        self.own = {event.removeprefix("script ") for event in self.events if event.startswith("script ")}

    def close(self) -> None:
        """Close the page."""
        self.context.close()

    def open(self, path: str) -> Seen:
        """Open a page of the site, use it as a reader would, and return what it is."""
        self.events.clear()
        self.moves = 0
        address = f"{self.origin}/{quote(path)}"
        seen = Seen(path)
        try:
            self.page.goto(address, wait_until="load")
            answer = self.devtools.send("Runtime.evaluate", {"expression": PROBE, "returnByValue": True})
            # What a payload set going needs a moment to happen, and to be told.
            self.page.wait_for_timeout(50)
        except PlaywrightError as error:
            # The page went away under the eyes that looked at it.
            seen.faults += [*self.events, f"left its address: {error}"]
            self.page.wait_for_timeout(300)
            with suppress(PlaywrightError):
                self.page.goto("about:blank")
            return seen
        if "exceptionDetails" in answer:
            seen.faults.append(f"the probe failed: {json.dumps(answer['exceptionDetails'])[:300]}")
            return seen
        found = answer["result"]["value"]
        seen.shape, seen.prose, seen.body = found["shape"], tuple(found["prose"]), tuple(found["body"])
        seen.faults += [*found["done"], *found["faults"], *self.events]
        expected = {"address": address, "mains": 1, "footers": 1, "headings": 1}
        seen.faults += [f"{name}: {found[name]}" for name, value in expected.items() if found[name] != value]
        if self.moves != 1:
            seen.faults.append(f"went on to {self.moves - 1} other addresses")
        if not found["title"].strip():
            seen.faults.append("no title")
        if found["data"] not in ([True], []):
            seen.faults.append("JSON-LD cannot be read")
        return seen

    def _dialog(self, dialog: Any) -> None:
        self.events.append(f"{dialog.type}: {dialog.message[:60]}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:")):
            self.events.append(f"asked for {request.url[:100]}")

    def _moved(self, frame: Any) -> None:
        if frame == self.page.main_frame:
            self.moves += 1

    def _script(self, script: dict[str, Any]) -> None:
        url, name = script.get("url", ""), f"{script.get('url')}#{script.get('hash')}"
        ours = url.startswith(f"{self.origin}/theme/") or url in {"watch.js", "probe.js"} or name in self.own
        if not ours and script.get("executionContextAuxData", {}).get("isDefault", True):
            self.events.append(f"script {name}")


def pages_of(site: Path) -> list[str]:
    """Return every page of a built site but those that only lead to another."""
    pages = (path for path in sorted(site.rglob("*.html")) if b'http-equiv="refresh"' not in path.read_bytes()[:4_000])
    return [path.relative_to(site).as_posix() for path in pages]


def inspect(site: Path, pages: Iterable[str]) -> Iterator[Seen]:
    """Open pages of a site one after the other, in a thread: Playwright runs once in each, and other tests have theirs."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield from thread.submit(lambda: list(_inspect(site, pages))).result()


def _inspect(site: Path, pages: Iterable[str]) -> Iterator[Seen]:
    with served(site) as origin, chromium() as browser:
        inspector = Inspector(browser, origin)
        for path in pages:
            yield inspector.open(path)
        inspector.close()
