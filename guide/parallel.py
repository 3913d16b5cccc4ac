"""The same work on many things in several processes, in order; nobody waits for a process that was killed.

Processes are forked, so the work may be any function, and what it knows need not be sent. A process
whose parent was killed ends too: it may hold what the parent held, such as a lock on a folder.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING, Any, TypeVar

from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")
_TOGETHER = 200


def possible() -> bool:
    """Say whether this system can fork."""
    return "fork" in multiprocessing.get_all_start_methods()


def in_processes(work: Callable[[T], R], things: Sequence[T], workers: int) -> Iterator[R]:
    """Yield ``work(thing)`` for each thing, in their order.

    Raises:
        ChildProcessError: one of the processes was killed, or its work raised.
    """
    context = multiprocessing.get_context("fork")
    parts = [things[start : start + _TOGETHER] for start in range(0, len(things), _TOGETHER)]
    processes, receivers = [], []
    for number in range(workers):
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(work, parts[number::workers], sender, os.getpid()), daemon=True)
        process.start()
        sender.close()
        processes.append(process)
        receivers.append(receiver)
    try:
        for number in range(len(parts)):
            yield from receivers[number % workers].recv()
    except EOFError:
        raise ChildProcessError(str(msg("a process that reads entries was killed"))) from None
    finally:
        for process in processes:
            process.kill()
            process.join()


def _work(work: Callable[[T], R], parts: Sequence[Sequence[T]], sender: Any, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for part in parts:
        results = []
        for thing in part:
            if os.getppid() != parent:
                os._exit(1)
            results.append(work(thing))
        sender.send(results)
