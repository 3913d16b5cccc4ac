"""The index as Pagefind makes it from pages: what a browser needs to search in them, and nothing more.

Pagefind is the program of an npm package; it reads a folder of HTML, keeps what stands in elements with
`data-pagefind-body`, and writes one small file for the words that begin alike and one for each page. The
same pages give the same bytes, whatever their order and folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = "pagefind/"
SHOP = "shop.html"
# The templates that say with `data-pagefind-body` which of their words are the page's own.
TEMPLATES = frozenset({"article.html", "page.html", SHOP})
# Npm installs only the program that runs on this machine.
PROGRAMS = "@pagefind/*/bin/pagefind*"
NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
# A file for each page, or for several where there would be more files than this: some hosts count them.
FRAGMENTS = 1_000
# Seconds; ten thousand pages take ten.
PATIENCE = 600


class Failed(Exception):
    """Pagefind did not make an index; the text says why, in one line."""


def program(modules: Path) -> Path | None:
    """Return the program, if npm has installed one for this machine."""
    return next((path for path in sorted(modules.glob(PROGRAMS)) if os.access(path, os.X_OK) and path.suffix in {"", ".exe"}), None)


def made(binary: Path, site: Path, pages: Iterable[str], scratch: Path, language: str) -> dict[str, bytes]:
    """Return the index of some pages of a site, address by address from the site's root.

    `scratch` is a folder for what is needed meanwhile; `language` chooses how words are shortened to their stem.

    Raises:
        Failed: there is none.
    """
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="fulltext-", dir=scratch) as folder:
            return _made(binary, site, pages, scratch / folder, language)
    except (OSError, ValueError, LookupError, subprocess.SubprocessError) as error:
        raise Failed(" ".join(str(error).split())) from None


def _made(binary: Path, site: Path, pages: Iterable[str], folder: Path, language: str) -> dict[str, bytes]:
    # A folder of these pages alone: Pagefind reads all that it finds.
    for page in pages:
        copy = folder / "site" / page
        copy.parent.mkdir(parents=True, exist_ok=True)
        # Between straight apostrophes it tells words apart: who looks for “alambic” finds “l'alambic”.
        copy.write_bytes((site / page).read_bytes().replace("’".encode(), b"'"))
    words = [str(binary), "--site", "site", "--output-path", "index", "--force-language", language, "--max-fragments", str(FRAGMENTS), "--silent"]
    # It would obey variables and a file of settings that somebody has for another site.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False, timeout=PATIENCE)  # noqa: S603 - pinned in package-lock.json
    if done.returncode:
        raise Failed(" ".join(done.stderr.decode(errors="replace").split())[:300] or f"({done.returncode})")
    return {f"{FOLDER}{name}": (folder / "index" / name).read_bytes() for name in needed(folder / "index")}


def needed(index: Path) -> list[str]:
    """Return the files that a search asks for: Pagefind also writes its own search fields, and the stems of no language."""
    languages = json.loads((index / "pagefind-entry.json").read_bytes())["languages"].values()
    stems = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    parts = [path.relative_to(index).as_posix() for path in index.rglob("*.pf_*")]
    return sorted({*NEEDED, *stems, *parts})
