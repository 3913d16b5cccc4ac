"""The preview: rebuilt on a change, problems in the page, nothing outside the site's folder served."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]


def get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - this machine
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def wait_for(url: str, text: str, seconds: float = 90) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            page = get(url)
        except OSError:
            page = ""
        if text in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{text!r} never came to {url}")


def test_a_change_is_rebuilt_and_a_problem_shown_in_the_page(town, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "plugins.serve", "--town", str(town.folder), "--port", str(port), "--output", str(tmp_path / "preview")]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/places/the-oven/", "The Oven")
        town.shop("the-oven", tagline="Fresh every morning")
        wait_for(f"{address}/places/the-oven/", "Fresh every morning")
        town.shop("the-oven", phone="nobody")
        page = wait_for(f"{address}/places/the-oven/", "preview-problems")
        assert "“nobody” is not a telephone number" in page
        assert "Fresh every morning" in page
        assert "page does not exist" in get(f"{address}/nowhere/")
        assert "root:" not in get(f"{address}/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd")
    finally:
        process.kill()
        process.wait()
