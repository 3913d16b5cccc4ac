"""The software holds no word of a town: what the demonstration town is called stands in its own folders only."""

from __future__ import annotations

import re
from pathlib import Path

from guide.document import read_document
from guide.text import fold

ROOT = Path(__file__).parents[2]
FOLDERS = ("guide", "plugins", "theme", "translations")
FILES = ("tasks.py", "Makefile", "pelicanconf.py", "publishconf.py", "pyproject.toml", "package.json")
TEXTS = {".py", ".html", ".css", ".js", ".po", ".yaml", ".md", ".toml", ".json", ".svg", ""}


def town_words() -> list[str]:
    """Return the names of the demonstration town: labels, communes with their codes, the site's own."""
    site = read_document(ROOT, "content/site.yaml").values
    if site.get("demonstration") != "yes":
        # A town that filled this folder with its own words is not judged: one of its communes may be called Paris.
        return []
    labels = read_document(ROOT, "content/labels.yaml").values
    communes = read_document(ROOT, "content/communes.yaml").values
    words = [site["name"], site["territory"]]
    for label in labels:
        words += [label["hashtag"], label["mention"], *label.get("aliases", [])]
    for commune in communes:
        words += [commune["name"], *commune.get("postcodes", []), *filter(None, [commune.get("code")])]
    return sorted(set(words))


def software() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in TEXTS]
    return sorted(path for path in [*found, *(ROOT / name for name in FILES)] if "__pycache__" not in path.parts)


WORDS = town_words()
PATTERN = re.compile(r"(?<![\w])(?:" + "|".join(re.escape(fold(word)) for word in WORDS) + r")(?![\w])")


def test_no_file_of_the_software_holds_a_word_of_the_town() -> None:
    found = []
    for path in software() if WORDS else []:
        lines = path.read_text(encoding="utf-8").split("\n")
        found += [f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if PATTERN.search(fold(line))]
    assert found == []


def test_the_words_of_the_town_are_looked_for() -> None:
    assert not WORDS or PATTERN.search(fold(f"« {WORDS[-1].upper()} »"))
