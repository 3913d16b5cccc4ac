"""The folder of the built site: it appears whole or not at all, and what did not change is not written.

A build fills a hidden folder beside the site's and exchanges the two at the end, in one step of the
file system. A build that fails, is killed or finds the disk full leaves the previous site as it was.
Files whose key did not change since the last build are linked, not made again.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import fcntl
import hashlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

MANIFEST_VERSION = 1


class Written(NamedTuple):
    """A file of the site: the key of what it was made from, its size in bytes, its time in ns."""

    key: str
    size: int
    time: int


class Output:
    """What the site held, what it will hold; use as a context manager, then `publish`.

    With `in_place` (the preview server) files go straight into the folder, each one whole.
    """

    def __init__(self, folder: Path, cache: Path, *, in_place: bool = False) -> None:
        self.folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link
        self.in_place = in_place
        self.staging = self.folder if in_place else self.folder.parent / f".{self.folder.name}.new"
        name = hashlib.blake2b(str(self.folder).encode(), digest_size=8).hexdigest()
        self.manifest = cache / "output" / f"{name}.json"
        self.before = self._remembered()
        self.after: dict[str, Written] = {}
        self.rewritten = 0
        self._folders: set[str] = set()
        self._lock = -1

    def open(self) -> Output:
        """Take the folder for this build.

        Raises:
            InvalidContent: another build has it, or the folder holds what no build wrote.
        """
        self.manifest.parent.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.manifest.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InvalidContent([Problem(str(self.folder), 0, "", msg("Another build is writing this folder."), msg("Wait until it has ended."))]) from None
        if not self.before and self.folder.is_dir() and any(self.folder.iterdir()) and not (self.folder / "index.html").exists():
            raise InvalidContent(
                [Problem(str(self.folder), 0, "", msg("This folder holds files that are not a site."), msg("Name another folder with --output, or empty this one."))]
            )
        if not self.in_place:
            shutil.rmtree(self.staging, ignore_errors=True)
            self.staging.mkdir(parents=True)
        return self

    def keep(self, path: str, key: str) -> bool:
        """Keep the file of the last build if it was made from the same; say whether it was."""
        known = self.before.get(path)
        if known is None or known.key != key:
            return False
        there = self.folder / path
        try:
            status = there.lstat()
            if (status.st_size, status.st_mtime_ns) != (known.size, known.time):
                return False
            if not self.in_place:
                target = self._target(path)
                try:
                    os.link(there, target)
                except OSError:
                    shutil.copy2(there, target)
        except OSError:
            return False
        self.after[path] = known
        return True

    def write(self, path: str, data: bytes, key: str) -> None:
        """Write a file of the site; `path` is relative, with slashes, and stays inside."""
        target = self._target(path)
        temporary = f"{target}.new" if self.in_place else target
        with open(temporary, "wb") as file:  # noqa: PTH123 - twice as fast over thousands of files
            file.write(data)
            status = os.fstat(file.fileno())
        if self.in_place:
            os.replace(temporary, target)  # noqa: PTH105
        status = os.stat(target)  # noqa: PTH116
        self.after[path] = Written(key, status.st_size, status.st_mtime_ns)
        self.rewritten += 1

    def put(self, path: str, data: bytes) -> None:
        """Write a file whose content is its own key, unless it is there already."""
        key = hashlib.blake2b(data, digest_size=16).hexdigest()
        if not self.keep(path, key):
            self.write(path, data, key)

    def adopt(self, written: Iterable[tuple[str, Written]], rewritten: int) -> None:
        """Take note of the files that another process wrote into this output."""
        self.after.update(written)
        self.rewritten += rewritten

    def publish(self) -> None:
        """Make the new site the site, then remember what it was made from."""
        if self.in_place:
            self._sweep()
        else:
            self.manifest.unlink(missing_ok=True)
            _exchange(self.staging, self.folder)
            shutil.rmtree(self.staging, ignore_errors=True)
        temporary = self.manifest.with_suffix(".new")
        temporary.write_text(json.dumps({"version": MANIFEST_VERSION, "files": self.after}), encoding="utf-8")
        temporary.replace(self.manifest)

    def close(self) -> None:
        """Give the folder back; what was not published is thrown away."""
        if not self.in_place:
            shutil.rmtree(self.staging, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _sweep(self) -> None:
        """Remove the files of the last build that this one did not make."""
        for path in self.before.keys() - self.after.keys():
            with contextlib.suppress(OSError):
                (self.folder / path).unlink()
                (self.folder / path).parent.rmdir()

    def _target(self, path: str) -> str:
        folder, _, name = path.rpartition("/")
        if not name or path.startswith("/") or ".." in path.split("/"):
            raise ValueError(path)
        if folder not in self._folders:
            (self.staging / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self.staging}/{path}"

    def _remembered(self) -> dict[str, Written]:
        try:
            held = json.loads(self.manifest.read_text(encoding="utf-8"))
            if held["version"] != MANIFEST_VERSION:
                return {}
            return {path: Written(*entry) for path, entry in held["files"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}


def _exchange(new: Path, old: Path) -> None:
    """Give `new` the name of `old` in one step, so that there is a site at every moment."""
    if not old.exists():
        new.replace(old)
        return
    if _exchange_natively(os.fsencode(new), os.fsencode(old)):
        return
    aside = old.parent / f".{old.name}.old"
    shutil.rmtree(aside, ignore_errors=True)
    old.replace(aside)
    try:
        new.replace(old)
    except OSError:
        aside.replace(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchange_natively(new: bytes, old: bytes) -> bool:
    """Swap two folders by the system's own call (Linux 3.15, macOS 10.12); False where there is none."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    here = -100  # AT_FDCWD
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return bool(library.renameat2(here, new, here, old, 2) == 0)  # RENAME_EXCHANGE
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(new, old, 2) == 0)  # RENAME_SWAP
    return False
