"""Writing many files of a town at once: all, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from guide.files import Unreadable
from guide.problem import InvalidContent, Problem
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_STAGE = ".import-"


def write_or_refuse(town: Path, files: Mapping[str, str | Callable[[], bytes]]) -> None:
    """Write files as `write_all` does.

    Raises:
        InvalidContent: it could not be done; nothing was written.
    """
    try:
        write_all(town, files)
    except OSError as error:
        what = msg("Nothing was written: {why}.", why=error.strerror or str(error))
        raise InvalidContent([Problem(str(error.filename or town), 0, "", what)]) from error
    except Unreadable as error:
        raise InvalidContent([error.problem]) from error


def write_all(town: Path, files: Mapping[str, str | Callable[[], bytes]]) -> None:
    """Write texts (UTF-8, as they are) and photos below the town's folder, the last one last.

    A photo is what returns its bytes, so that no two are in memory at once. All are written aside first, then
    moved into place one by one. What fails half-way is undone.

    Raises:
        OSError: the disk is full, a folder may not be written to …; the town is as it was.
    """
    _clear(town)
    stage = Path(tempfile.mkdtemp(prefix=_STAGE, dir=town))
    done: list[Path] = []
    made: list[Path] = []
    ready: set[Path] = set()
    try:
        for number, content in enumerate(files.values()):
            data = content.encode("utf-8") if isinstance(content, str) else content()
            (stage / f"new{number}").write_bytes(data)
        for number, path in enumerate(files):
            target = town / path
            if target.parent not in ready:
                _make_folder(target.parent, made)
                ready.add(target.parent)
            if target.exists():
                shutil.copy2(target, stage / f"old{number}")
                shutil.copymode(target, stage / f"new{number}")
            done.append(target)
            os.replace(stage / f"new{number}", target)  # noqa: PTH105 - the atomic one
    except BaseException:
        _undo(stage, done, made)
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir()
        made.append(parent)


def _undo(stage: Path, done: list[Path], made: list[Path]) -> None:
    for number, target in enumerate(done):
        old = stage / f"old{number}"
        if old.exists():
            shutil.copy2(old, target)
        else:
            target.unlink(missing_ok=True)
    for folder in reversed(made):
        folder.rmdir()


def _clear(town: Path) -> None:
    """Remove what a killed import left aside."""
    for left in town.glob(f"{_STAGE}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
