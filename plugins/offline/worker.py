"""sw.js, the service worker: the theme's own file, with what this build knows before it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "sw.js"


def worker(folder: Path, digest: str, page: str, files: tuple[str, ...]) -> bytes:
    """Return the worker that keeps `files`; `page` is where it leads a reader whose page it has not.

    `digest` stands for the content of the whole site: browsers take a worker as new when one of its bytes differs.
    """
    known = {"DIGEST": digest, "OFFLINE": page, "FILES": [*files]}
    lines = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    return (lines + (folder / "sw.js").read_text(encoding="utf-8")).encode()


def farewell(folder: Path) -> bytes:
    """Return the worker that takes the place of any former one, empties its caches and goes."""
    return (folder / "sw-off.js").read_bytes()
