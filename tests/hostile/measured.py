"""Reads towns in a process of its own: what it costs, and what it says, one line of JSON for each.

`python -m tests.hostile.measured` takes the folders on its standard input. A crash ends the process: the
next answer is then missing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from guide.load import check
from guide.markdown import to_html
from guide.problem import report
from tests.conftest import REPOSITORY

MEGABYTE = 1024 * 1024


def costs(towns: Iterable[Path]) -> list[dict[str, Any]]:
    """Return for each town the seconds of processor, the megabytes of memory so far, and the problems."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.measured"],
        input="\n".join(map(str, towns)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=REPOSITORY,
        timeout=300,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def memory() -> int:
    """Return the most memory that this process has used, in bytes."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Read each town that is named, and render the texts of those that are valid."""
    for line in sys.stdin:
        started = time.process_time()
        guide, problems = check(Path(line.strip()), date(2026, 11, 22))
        pages = [to_html(shop.description or "") for shop in guide.shops] if guide else []
        told = report(problems, "en")
        answer = {
            "seconds": time.process_time() - started,
            "megabytes": memory() / MEGABYTE,
            "valid": guide is not None,
            "problems": [problem.text("en") for problem in problems],
            "told": len(told),
            "bytes": sum(map(len, pages)),
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
