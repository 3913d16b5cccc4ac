"""The folder of the built site: it appears whole or not at all, and what did not change is not written.

A build fills a hidden folder beside the site's and exchanges the two at the end, in one step of the
file system. A build that fails, is killed or finds the disk full leaves the previous site as it was.
Files whose key did not change since the last build are linked, not made again. A folder that holds
anything no build wrote is left alone.
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
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guide.words import Message

MANIFEST_VERSION = 1
# How often, in twentieths of a second, a lock is tried.
PATIENCE = 20
# Stands in every site: by it a folder is known as a site of ours, even when the memory of its files is lost.
MARK = ".enseigne"
MARK_TEXT = b"Every build replaces this folder.\n"
# What desktops leave in any folder that they show.
_DESKTOP = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class Written(NamedTuple):
    """A file of the site: the key of what it was made from, its size in bytes, its time in ns."""

    key: str
    size: int
    time: int

    def holds(self, file: str) -> bool:
        """Say whether a file is the one that was written."""
        try:
            status = os.lstat(file)
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.time)


class Output:
    """What the site held, what it will hold; use as a context manager, then `publish`.

    With `in_place` (the preview server) files go straight into the folder, each one whole.
    """

    def __init__(self, folder: Path, cache: Path, *, in_place: bool = False) -> None:
        # Where a link leads is the site's folder: a server's document root may be one.
        self.folder = Path(os.path.realpath(folder))
        self.in_place = in_place
        self.staging = self.folder if in_place else self.folder.parent / f".{self.folder.name}.new"
        name = hashlib.blake2b(str(self.folder).encode(), digest_size=8).hexdigest()
        self.manifest = cache / "output" / f"{name}.json"
        self.before: dict[str, Written] = {}
        self.after: dict[str, Written] = {}
        self.rewritten = 0
        self._folders: set[str] = set()
        self._lock = -1

    def open(self) -> Output:
        """Take the folder for this build.

        Raises:
            InvalidContent: another build has it, it cannot be exchanged, or it holds what no build wrote.
        """
        self.manifest.parent.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.manifest.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _locked(self._lock):
            os.close(self._lock)
            self._lock = -1
            raise _refusal(self.folder, msg("Another build is writing this folder."), msg("Wait until it has ended."))
        try:
            self._begin()
        except BaseException:
            self.close()
            raise
        return self

    def _begin(self) -> None:
        if not self.in_place and not self.folder.exists() and _aside(self.folder).is_dir():
            # A build was killed between the two steps of `_exchange`.
            _aside(self.folder).replace(self.folder)
        self.before = self._remembered()
        self._refuse_what_is_not_ours()
        if not self.in_place:
            _remove(self.staging)
            self.staging.mkdir(parents=True)

    def keep(self, path: str, key: str) -> bool:
        """Keep the file of the last build if it was made from the same; say whether it was."""
        if path in self.after:
            return self.after[path].key == key
        known = self.before.get(path)
        if known is None or known.key != key:
            return False
        there = f"{self.folder}/{path}"
        if not known.holds(there):
            return False
        if not self.in_place:
            target = self._target(path)
            try:
                os.link(there, target)
            except OSError:
                shutil.copy2(there, target)
        self.after[path] = known
        return True

    def write(self, path: str, data: bytes, key: str) -> None:
        """Write a file of the site; `path` is relative, with slashes, and stays inside."""
        target = self._target(path)
        temporary = f"{target}.new" if self.in_place else target
        # Never into a file that is there: it may be a link to the one of the last build.
        unless_there = os.O_TRUNC if self.in_place else os.O_EXCL
        # Unbuffered, by descriptor: half the time of `Path.write_bytes` and `stat` over thousands of files.
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | unless_there, 0o666), "wb", 0) as file:  # noqa: PTH123
            written = file.write(data)
            while written < len(data):
                written += file.write(data[written:])
            status = os.fstat(file.fileno())
        if self.in_place:
            os.replace(temporary, target)  # noqa: PTH105
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
        """Make the new site the site, then remember what it was made from.

        A kill between two of these steps leaves both memories, so that the next build knows the site's files.
        """
        self.put(MARK, MARK_TEXT)
        self._next.write_text(json.dumps({"version": MANIFEST_VERSION, "files": self.after}), encoding="utf-8")
        if self.in_place:
            self._sweep()
        else:
            _exchange(self.staging, self.folder)
            _remove(self.staging)
        self._next.replace(self.manifest)

    def close(self) -> None:
        """Give the folder back; what was not published is thrown away."""
        if self._lock < 0:
            return
        if not self.in_place:
            _remove(self.staging)
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
            _make_folder(f"{self.staging}/{folder}")
            self._folders.add(folder)
        return f"{self.staging}/{path}"

    @property
    def _next(self) -> Path:
        return self.manifest.with_suffix(".new")

    def _remembered(self) -> dict[str, Written]:
        """Return the files of the last build; of a killed one too, where it was the one that wrote them."""
        files = _read(self.manifest)
        for path, written in _read(self._next).items():
            if path not in files or written.holds(f"{self.folder}/{path}"):
                files[path] = written
        return files

    def _refuse_what_is_not_ours(self) -> None:
        """Raise InvalidContent if publishing would not work, or would remove what no build wrote."""
        if not self.folder.exists():
            return
        if not self.folder.is_dir():
            raise _refusal(self.folder, msg("This is a file, not a folder."))
        if self.folder.is_mount() and not self.in_place:
            raise _refusal(self.folder, msg("A disk is mounted here: it cannot be exchanged in one step."), msg("Name a folder inside it with --output."))
        for foreign in self._foreign():
            raise _refusal(
                foreign,
                msg("No build wrote this: the folder of the site would be replaced with all that it holds."),
                msg("Name another folder with --output, or move this away."),
            )

    def _foreign(self) -> Iterator[Path]:
        """Yield what stands in the folder and is not the site's; nothing if it is a site whose files are forgotten."""
        if not self.before:
            if not (self.folder / MARK).is_file():
                yield from (path for path in sorted(self.folder.iterdir()) if path.name not in _DESKTOP)
            return
        if self.in_place:
            return
        for folder, folders, files in os.walk(self.folder):
            inside = f"{folder[len(str(self.folder)) + 1 :]}/".lstrip("/")
            links = [name for name in folders if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114 - as `write` does
            for name in sorted([*files, *links]):
                if f"{inside}{name}" not in self.before and name not in _DESKTOP:
                    yield Path(folder, name)


def _locked(lock: int) -> bool:
    """Take a lock; what a killed build has started needs a moment to end."""
    for _ in range(PATIENCE):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _refusal(path: Path, what: Message, fix: Message | None = None) -> InvalidContent:
    return InvalidContent([Problem(str(path), 0, "", what, fix)])


def _read(manifest: Path) -> dict[str, Written]:
    """Return the files that a manifest names; none if it is not one of this version, whole."""
    try:
        held = json.loads(manifest.read_text(encoding="utf-8"))
        if held["version"] != MANIFEST_VERSION:
            return {}
        files = {path: Written(*entry) for path, entry in held["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {} if any(path.startswith("/") or ".." in path.split("/") for path in files) else files


def _aside(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.old"


def _remove(path: Path) -> None:
    """Remove a folder of this module's making, or whatever took its name."""
    shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        path.unlink()


def _make_folder(folder: str) -> None:
    """Make a folder, mostly inside one that is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - a third of pathlib's time
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _exchange(new: Path, old: Path) -> None:
    """Give `new` the name of `old` in one step, so that there is a site at every moment."""
    if not old.exists():
        new.replace(old)
        return
    if _exchange_natively(os.fsencode(new), os.fsencode(old)):
        return
    aside = _aside(old)
    _remove(aside)
    old.replace(aside)
    try:
        new.replace(old)
    except OSError:
        aside.replace(old)
        raise
    _remove(aside)


def _exchange_natively(new: bytes, old: bytes) -> bool:
    """Swap two folders by the system's own call (Linux 3.15, macOS 10.12); False where there is none."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    here = -100  # AT_FDCWD
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        return bool(library.renameat2(here, new, here, old, 2) == 0)  # RENAME_EXCHANGE
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(new, old, 2) == 0)  # RENAME_SWAP
    return False
