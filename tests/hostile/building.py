"""The command `build` in a process of its own, with a cache of its own, that can be made to die where a test wants.

`python -m tests.hostile.building TOWN OUTPUT CACHE [--die EVENT,NUMBER] [--pause] [--shuffle SEED] [--small-files BYTES]`
Pages are printed by several processes from 200 pages on, as they are in a large town.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from plugins import build as command
from plugins import press
from plugins.output import Output
from tests.conftest import REPOSITORY

ENVIRONMENT = {"ENSEIGNE_LANG": "en", "SOURCE_DATE_EPOCH": "1795348800", "PYTHONPATH": str(REPOSITORY)}
UNTOUCHED = "the previous one is untouched."


def start(town: Path, output: Path, cache: Path, *options: str, cwd: Path = REPOSITORY, **environment: str) -> subprocess.Popen[str]:
    """Start a build."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.building", str(town), str(output), str(cache), *options],
        cwd=cwd,
        env={**os.environ, **ENVIRONMENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def built(town: Path, output: Path, cache: Path, *options: str, **environment: Any) -> tuple[int, str]:
    """Build, and return the status and what was said."""
    process = start(town, output, cache, *options, **environment)
    said, complained = process.communicate(timeout=120)
    return process.returncode, said + complained


def tree(folder: Path) -> dict[str, str]:
    """Return all that a folder holds, each thing with a digest of what it is."""
    return dict(sorted(_things(folder)))


def _things(folder: Path) -> Iterator[tuple[str, str]]:
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(place, name)
            kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "file"
            content = str(path.readlink()).encode() if kind == "link" else path.read_bytes() if kind == "file" else b""
            yield path.relative_to(folder).as_posix(), f"{kind} {hashlib.blake2b(content, digest_size=16).hexdigest()}"


def _die_at(event: str, number: int) -> None:
    """Kill this process before the `number`-th event of a kind, counted from the moment the site is published."""
    seen: Counter[str] = Counter()
    publish = Output.publish
    publishing = False

    def watch(name: str, _: Any) -> None:
        if publishing:
            seen[name] += 1
            if (name, seen[name]) == (event, number):
                os.kill(os.getpid(), signal.SIGKILL)

    def counted(output: Output) -> None:
        nonlocal publishing
        publishing = True
        publish(output)

    Output.publish = counted  # type: ignore[method-assign]
    sys.addaudithook(watch)


def _pause() -> None:
    """Stop this process when all is made and nothing published, until somebody lets it go on."""
    publish = Output.publish

    def waiting(output: Output) -> None:
        os.kill(os.getpid(), signal.SIGSTOP)
        publish(output)

    Output.publish = waiting  # type: ignore[method-assign]


def _shuffle(seed: int) -> None:
    """Give the entries of every folder in another order, as another file system would."""
    scandir, listdir, chance = os.scandir, os.listdir, random.Random(seed)

    class Shuffled:
        def __init__(self, *words: Any) -> None:
            with scandir(*words) as entries:
                found = list(entries)
            chance.shuffle(found)
            self.entries = iter(found)

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return self.entries

        def __next__(self) -> os.DirEntry[str]:
            return next(self.entries)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing is open."""

        def close(self) -> None:
            """Nothing is open."""

    os.scandir = Shuffled  # type: ignore[assignment]
    os.listdir = lambda *words: sorted(listdir(*words), key=lambda _: chance.random())  # type: ignore[assignment]


def main() -> int:
    """Build as the command does."""
    parser = argparse.ArgumentParser()
    for name in ("town", "output", "cache"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--die")
    parser.add_argument("--pause", action="store_true")
    parser.add_argument("--shuffle", type=int)
    parser.add_argument("--small-files", type=int)
    options = parser.parse_args()
    if options.die:
        event, number = options.die.split(",")
        _die_at(event, int(number))
    if options.pause:
        _pause()
    if options.shuffle is not None:
        _shuffle(options.shuffle)
    if options.small_files:
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.small_files, options.small_files))
    press.PAGES_A_PROCESS = 100
    own = {"CACHE": options.cache, "CACHE_PATH": str(options.cache / "pelican"), "SITE_OUTPUT": Output(options.output, options.cache), "FULLTEXT": False}
    command.build = functools.partial(command.build, **own)  # type: ignore[assignment]
    return command.main(["--town", str(options.town), "--output", str(options.output), "--public", "--quiet"])


if __name__ == "__main__":
    sys.exit(main())
