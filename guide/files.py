"""Reading a town's folder as if a stranger had filled it: nothing but plain files of a plain size."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from guide.problem import Problem
from guide.text import FORBIDDEN
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRY_BYTES = 256 * 1024
# The town's own lists: three thousand communes take half a megabyte.
LIST_BYTES = 8 * 1024 * 1024
FILES = 200_000
DEPTH = 8
# What a file's name may not hold: no terminal, no other system would show it as it is.
_STRANGE = re.compile(f"{FORBIDDEN.pattern}|[\t\n\r\x85\\\\]")


class Unreadable(Exception):
    """A file that cannot be taken as text; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.path)


def walk(town: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """Yield the regular files below ``town/folder``, sorted, as paths relative to the town.

    Links, pipes, sockets, devices and folders too deep are reported, never followed or opened.
    Hidden files and folders (``.git``, ``.DS_Store``) are passed over.
    """
    link = _link_on_the_way(town, f"{folder}/")
    if link:
        problems.append(_not_a_file(link, stat.S_IFLNK))
        return
    seen = 0
    pending = [(folder, 0)]
    while pending:
        current, depth = pending.pop()
        try:
            entries = sorted(os.scandir(town / current), key=lambda entry: entry.name, reverse=True)
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(
                Problem(
                    current,
                    0,
                    "",
                    msg("This folder cannot be read: {why}.", why=error.strerror),
                    msg("Make it a folder that everybody may read."),
                )
            )
            continue
        files = []
        for entry in entries:
            path = f"{current}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if _STRANGE.search(entry.name):
                problems.append(_strangely_named(path))
            elif entry.is_symlink():
                problems.append(_not_a_file(path, stat.S_IFLNK))
            elif entry.is_dir(follow_symlinks=False):
                if depth < DEPTH:
                    pending.append((path, depth + 1))
                else:
                    problems.append(
                        Problem(
                            path,
                            0,
                            "",
                            msg("This folder is too deep: more than {limit} levels.", limit=DEPTH),
                            msg("Move its files higher."),
                        )
                    )
            elif entry.is_file(follow_symlinks=False):
                files.append(path)
            else:
                problems.append(_not_a_file(path, entry.stat(follow_symlinks=False).st_mode))
        seen += len(files)
        if seen > FILES:
            problems.append(Problem(current, 0, "", msg("More than {limit} files.", limit=FILES), msg("Part the guide into two.")))
            return
        yield from reversed(files)


def read_text(town: Path, path: str, limit: int = ENTRY_BYTES) -> str:
    r"""Return a town file as text: UTF-8 with or without BOM, line ends made ``\\n``.

    Raises:
        Unreadable: the file is missing, special, above `limit` bytes, not UTF-8, or holds
            characters that no text should hold.
    """
    try:
        text = read_bytes(town, path, limit).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(
            Problem(
                path,
                line,
                "",
                msg("This file is not in UTF-8: the byte {byte} cannot be read.", byte=f"0x{error.object[error.start]:02X}"),
                msg("In the editor: “Save as…”, encoding “UTF-8”."),
            )
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = FORBIDDEN.search(text)
    if found:
        raise Unreadable(
            Problem(
                path,
                text.count("\n", 0, found.start()) + 1,
                "",
                msg("An invisible character (U+{code}) stands in this line.", code=f"{ord(found[0]):04X}"),
                msg("Delete it, or type the line again: it often comes with a copy and paste."),
            )
        )
    return text


def read_bytes(town: Path, path: str, limit: int) -> bytes:
    """Return the content of a plain file of at most `limit` bytes; never blocks, never follows a link.

    Raises:
        Unreadable: with the reason as a problem.
    """
    link = _link_on_the_way(town, path)
    if link:
        raise Unreadable(_not_a_file(link, stat.S_IFLNK))
    try:
        descriptor = os.open(town / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Unreadable(_cannot_open(town, path, error)) from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise Unreadable(_not_a_file(path, mode))
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(
            Problem(
                path,
                0,
                "",
                msg("This file is too large: more than {limit} KB.", limit=limit // 1024),
                msg("Shorten the text, or split it."),
            )
        )
    return data


def _link_on_the_way(town: Path, path: str) -> str | None:
    """Return the first folder between the town's and the file that is a link, and so may lead out of it."""
    end = path.find("/")
    while end > 0:
        if os.path.islink(f"{town}/{path[:end]}"):  # noqa: PTH114 - asked for each file of a town
            return path[:end]
        end = path.find("/", end + 1)
    return None


def _strangely_named(path: str) -> Problem:
    return Problem(
        _STRANGE.sub("\N{REPLACEMENT CHARACTER}", path),
        0,
        "",
        msg("The name of this file holds characters that other computers cannot show."),
        msg("Rename it: letters, digits and hyphens."),
    )


def _cannot_open(town: Path, path: str, error: OSError) -> Problem:
    try:
        mode = (town / path).lstat().st_mode
    except OSError:
        return Problem(path, 0, "", msg("This file does not exist."), msg("Put it there: {path}", path=path))
    if stat.S_ISREG(mode):
        what = msg("This file cannot be opened: {why}.", why=error.strerror)
        return Problem(path, 0, "", what, msg("Make it a file that everybody may read."))
    return _not_a_file(path, mode)


def _not_a_file(path: str, mode: int) -> Problem:
    kind = {
        stat.S_IFLNK: msg("a link"),
        stat.S_IFIFO: msg("a pipe"),
        stat.S_IFSOCK: msg("a socket"),
        stat.S_IFDIR: msg("a folder"),
    }.get(stat.S_IFMT(mode), msg("a device"))
    return Problem(
        path,
        0,
        "",
        msg("This is {kind}, not a plain file.", kind=kind),
        msg("Put the file itself here, or remove it."),
    )
