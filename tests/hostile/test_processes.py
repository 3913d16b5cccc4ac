"""A build works in several processes: if one is killed the build ends with a sentence, and leaves nobody behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guide.parallel import in_processes
from plugins import press
from plugins.output import Output
from tests.conftest import REPOSITORY, Town
from tests.hostile.building import tree


def square(number: int) -> int:
    """Return a number's square; one of them is the last thing its process does."""
    if number == 1_500:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 1_400])
@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_results_come_in_order(count: int, workers: int) -> None:
    """However many there are, by however many."""
    assert list(in_processes(square, range(count), workers)) == [number * number for number in range(count)]


def test_nobody_waits_for_a_process_that_was_killed() -> None:
    """The machine was short of memory, say."""
    with pytest.raises(ChildProcessError, match="was killed"):
        list(in_processes(square, range(5_000), 2))


def test_who_wants_no_more_results_leaves_no_process_behind() -> None:
    """A problem was found meanwhile."""
    results = in_processes(lambda _: os.getpid(), range(100_000), 2)
    process = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


PARENT = """
import os, sys, time
from guide.parallel import in_processes
def work(number):
    time.sleep(0.01)
    return os.getpid()
for process in in_processes(work, range(100_000), 2):
    print(process, flush=True)
"""


def test_the_processes_of_a_killed_build_end_with_it() -> None:
    """They would keep the lock on its folder."""
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = {int(parent.stdout.readline()) for _ in range(400)}
        parent.kill()
    assert len(children) == 2
    until = time.monotonic() + 5
    while any(map(is_alive, children)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not [child for child in children if is_alive(child)]


def is_alive(process: int) -> bool:
    """Say whether a process runs; one that ended may still stand in the list until somebody asks for it."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False


@pytest.mark.parametrize("fault", ["killed", "full"])
def test_a_process_that_prints_pages_may_fail(town: Town, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """Killed, or out of disk: the build fails as a whole, for a reason that people are told."""
    site = town.build("site")
    before = tree(site)
    town.shop("another")
    build, write = os.getpid(), Output.write

    def failing(output: Output, path: str, data: bytes, key: str) -> None:
        if os.getpid() != build and "another" in path:
            if fault == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(output, path, data, key)

    monkeypatch.setattr(press, "PAGES_A_PROCESS", 1)
    monkeypatch.setattr(press.os, "cpu_count", lambda: 3)
    monkeypatch.setattr(Output, "write", failing)
    with pytest.raises(OSError, match="No space left on device" if fault == "full" else "a process that prints pages was killed"):
        town.build("site")
    assert tree(site) == before
