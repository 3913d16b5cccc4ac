"""A folder of texts that a command writes again and again, and never over anything that is not its own."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Which files are the command's own: their names, and a digest of what it wrote.
REGISTER = "letters.json"


def deliver(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts by name into a folder (UTF-8), and remove those that it wrote there earlier and no longer has.

    A file is its own as long as nobody changed it; `files` are names without folders.

    Raises:
        InvalidContent: a file of that name is not its own; nothing was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _register(folder)
    taken = [name for name in (*files, REGISTER) if _is_there(folder / name) and not _is_own(folder / name, known)]
    if taken:
        raise InvalidContent(
            Problem(str(folder / name), 0, "", msg("This file was not written by this command, or somebody changed it since."), msg("Move it elsewhere, or name another folder."))
            for name in taken
        )
    for name in known.keys() - files.keys() - {REGISTER}:
        if _is_own(folder / name, known):
            (folder / name).unlink()
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    register = {name: _digest(text.encode()) for name, text in sorted(files.items())}
    (folder / REGISTER).write_bytes(f"{json.dumps(register, indent=2)}\n".encode())


def _register(folder: Path) -> dict[str, str]:
    """Return the names and digests of an earlier run, the register's own too; none if there was no run."""
    path = folder / REGISTER
    try:
        known = json.loads(path.read_bytes()) if path.is_file() and not path.is_symlink() else None
    except ValueError:
        return {}
    # What somebody else wrote into a register may not lead out of the folder.
    if not isinstance(known, dict) or not all(re.fullmatch(r"[\w-]+\.\w+", name) and re.fullmatch("[0-9a-f]{32}", str(digest)) for name, digest in known.items()):
        return {}
    return {**known, REGISTER: _digest(path.read_bytes())}


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _is_own(path: Path, known: Mapping[str, str]) -> bool:
    return not path.is_symlink() and path.is_file() and _digest(path.read_bytes()) == known.get(path.name)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
