"""Texts that strangers wrote to break pages, and towns where every field holds one.

`python -m tests.hostile.payloads` opens a page of its own for each of them: half an hour, so the tests
put thirty on a page instead. Both judge a page by `inspection`.
"""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from guide.fields import LINE, parse_markdown, parse_url
from guide.hours.written import read as hours_of
from guide.load import read_entry
from guide.markdown import TAGS, to_html
from guide.problem import Problem, Refused
from guide.shop import Shop
from guide.text import FORBIDDEN, clean
from guide.typeset import typeset
from tests.conftest import SHARED, Town
from tests.hostile.inspection import inspect, pages_of
from tests.hostile.pictures import jpeg

# Of our own, for a machine without the public lists: each way out of HTML, of JSON, of Markdown, of YAML.
OWN = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</main></body><script>alert(1)</script>",
    "<!--<script>alert(1)</script>",
    "--><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "' onmouseover=alert(1) x='",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>">',
    "<details open ontoggle=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>parent.alert(1)</script>">',
    '<object data="data:text/html,<script>alert(1)</script>">',
    "<base href=https://example.org/>",
    '<meta http-equiv=refresh content="0;url=https://example.org/">',
    "<link rel=stylesheet href=https://example.org/a.css>",
    "<form action=https://example.org/><input autofocus onfocus=alert(1)>",
    "<style>*{background:url(https://example.org/a)}</style>",
    "<a href=javascript:alert(1)>a</a>",
    '<a href="java&#10;script:alert(1)">a</a>',
    '<a href="&#1;javascript:alert(1)">a</a>',
    "[a](javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a](https://example.org/ 'x\" onmouseover=alert(1) y=\"')",
    "[a]: javascript:alert(1)\n\n[a]",
    "![a](https://example.org/a.png)",
    '![a](x"onerror="alert(1))',
    "<javascript:alert(1)>",
    "`</code><script>alert(1)</script>`",
    'a | b\n--|--\n<script>alert(1)</script> | " onclick=alert(1)',
    "{{ 7 * 7 }}{% raw %}{% include 'base.html' %}",
    "{{ site.__class__.__mro__ }}",
    "%(name)s %s {0} {name!r}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\u2028alert(1)\u2029",
    "\u202etxt.exe",
    "a\x00b\x01c\x1b[31m",
    "\u0085\u00a0\u200b\ufeff",
    "*a: &a !!python/object/apply:os.system ['true']",
    "- a\n- b: [c, {d: e}]\n...\n---\nf",
    "'\"\\`${alert(1)}`",
    "</footer></main><main>",
    "<p><b><i>" * 30,
    "x" * 900,
)


FIELDS = (
    "name", "labels", "category", "commune", "added", "updated", "tagline", "description", "area", "phone", "email",
    "website", "booking", "hours", "payments", "accessibility", "keywords", "aliases", "source", "licence", "osm",
    "wikidata", "siret", "bce", "notes",
)  # fmt: skip


@cache
def payloads() -> tuple[str, ...]:
    """Return all hostile texts, each once: our own, and the public lists where this machine has them."""
    found = list(OWN)
    lists, feeds = SHARED / "payloads", SHARED / "data" / "feeds" / "feedparser-sanitize-a.jsonl"
    if (lists / "xsslist.txt").is_file():
        found += (lists / "xsslist.txt").read_text(encoding="utf-8", errors="replace").split("\n")
    for name in ("dompurify.json", "yamlsuite.json"):
        if (lists / name).is_file():
            found += json.loads((lists / name).read_text(encoding="utf-8"))
    if feeds.is_file():
        found += [_inside(json.loads(line)["xml"]) for line in feeds.read_text(encoding="utf-8").splitlines()]
    return tuple(dict.fromkeys(text for text in found if text.strip()))


def _inside(feed: str) -> str:
    """Return the hostile HTML that a feed carries: the longest text with a tag, or the elements themselves."""
    bare = re.sub(r"<!--.*?-->\s*", "", feed, count=1, flags=re.DOTALL)
    try:
        texts = [text for text in ET.fromstring(bare).itertext() if "<" in text]  # noqa: S314 - a file of our own
    except ET.ParseError:
        texts = []
    return max(texts, key=len, default=html.unescape(bare))


def shown(text: str) -> str:
    """Return a payload without the characters that no file may hold."""
    return clean(text) or "-"


def pieces(text: str) -> list[str]:
    """Return a payload as lines that a field takes."""
    line = " ".join(shown(text).split()) or "-"
    return [line[i : i + LINE].strip() or "-" for i in range(0, len(line), LINE)]


def accepted(parse: Callable[[str], Any], texts: Sequence[str]) -> tuple[list[str], int]:
    """Return the texts that a field takes, and how many it refuses with a sentence."""
    taken = []
    for text in texts:
        with contextlib.suppress(Refused):
            taken.append(parse(text))
    return taken, len(texts) - len(taken)


def rendered(text: str) -> str:
    """Return the HTML that a page of an English site has of a text."""
    return typeset(to_html(text, "en"), "en", {}).html


@cache
def closes(text: str) -> bool:
    """Say whether what follows a payload in a Markdown text is read as if the payload were not there."""
    return rendered(f"{shown(text)}\n\nWhat follows").endswith("<p>What follows</p>")


@dataclass(frozen=True)
class Shape:
    """How many services a shop has: with the same fields filled, two shops' pages have the same elements."""

    name: str
    services: int

    @property
    def lines(self) -> int:
        """Return how many one-line texts a shop of this shape shows."""
        return 9 + 3 * self.services


PACKED, SINGLE = Shape("packed", 10), Shape("single", 2)
KINDS = ("delivery", "market", "round", "repair")


@dataclass
class Vocabulary:
    """What the rest of a town is made of; `urls` are payloads that are web addresses."""

    texts: Sequence[str]
    urls: Sequence[str] = ("https://example.org/",)
    emails: Sequence[str] = ("a@example.org",)
    categories: int = 6
    communes: int = 12
    labels: int = 4
    pages: int = 12


@dataclass
class Count:
    """What a run has done."""

    opened: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def as_written(line: str) -> str:
    """Return hours that stay words: a payload that is hours by chance, such as “--- seq: &anchor - a - b”, has a table."""
    try:
        hours_of(line, "en")
    except Refused:
        return line
    return f"? {line}"


def write_shop(town: Town, slug: str, shape: Shape, texts: Sequence[str], words: Vocabulary, number: int) -> None:
    """Write a shop whose every text is one of `texts`; the first line goes to another field for each `number`."""
    found = [piece for text in texts for piece in pieces(text)]
    turn = number % len(found)
    lines = iter(islice(cycle([*found[turn:], *found[:turn]]), shape.lines))
    urls, emails = (cycle(values[number % len(values) :] or values) for values in (words.urls, words.emails))
    town.shop(
        slug,
        name=next(lines),
        labels=[f"label{number % words.labels}"],
        category=f"category-{number % words.categories}",
        commune=f"commune-{number % words.communes}",
        tagline=next(lines),
        description=joined(texts),
        address={"street": next(lines), "complement": next(lines)},
        email=next(emails),
        website=next(urls),
        booking=next(urls),
        online_shop=next(urls),
        social={"mastodon": next(urls), "peertube": next(urls)},
        hours=as_written(next(lines)),
        services=[
            # Equal services would stand there once: each has an address of its own.
            {"kind": KINDS[i % len(KINDS)], "note": next(lines), "minimum": next(lines), "hours": as_written(next(lines)), "url": f"https://example.org/{i}"}
            for i in range(shape.services)
        ],
        images=[{"file": "a.jpg", "alt": next(lines), "credit": next(lines), "licence": next(lines)}],
        keywords=found[:500],
        licence=next(lines),
        source={"name": found[-1], "url": next(urls), "id": found[0]},
        notes={piece: piece for piece in found[:20]},
    )


def write_town(town: Town, words: Vocabulary) -> None:
    """Write all of a town but its shops: each text of each list is a payload."""
    lines = cycle([piece for text in words.texts for piece in pieces(text)[:2]])
    texts = cycle(accepted(parse_markdown, [shown(text) for text in words.texts if closes(text)])[0])
    publisher = {name: next(lines) for name in ("name", "address", "phone", "director", "registration")}
    site = {"name": next(lines), "tagline": next(lines), "introduction": next(texts), "territory": next(lines)}
    site |= {"language": "en", "address": "https://tiny.example.org/", "publisher": publisher, "licence": next(lines)}
    site |= {"host": {"name": next(lines), "address": next(lines), "url": words.urls[0]}, "email": words.emails[0]}
    site |= {"repository": words.urls[-1], "page_size": "100"}
    _write(town, "content/site.yaml", site)
    _write(
        town,
        "content/labels.yaml",
        [
            {"hashtag": f"label{i}", "mention": next(lines), "summary": next(lines), "description": next(texts), "website": words.urls[i % len(words.urls)]}
            for i in range(words.labels)
        ],
    )
    _write(
        town,
        "content/categories.yaml",
        [{"slug": f"category-{i}", "name": next(lines), "plural": next(lines)} for i in range(words.categories)],
    )
    _write(town, "content/communes.yaml", [{"slug": f"commune-{i}", "name": next(lines)} for i in range(words.communes)])
    for i in range(words.pages):
        header = {"title": next(lines), "summary": next(lines), "menu": next(lines)}
        town.write(f"content/pages/page-{i}.md", f"---\n{json.dumps(header, ensure_ascii=False)}\n---\n{next(texts)}\n")
    town.write("content/images/a.jpg", jpeg(640, 400))


def _write(town: Town, path: str, values: Any) -> None:
    # Every JSON text is YAML.
    town.write(path, json.dumps(values, ensure_ascii=False, indent=0))


@cache
def packs(texts: tuple[str, ...], size: int = 30) -> tuple[tuple[str, ...], ...]:
    """Return the payloads in groups of about `size`, so that each is read as if it stood alone.

    A payload that would swallow what follows stands last; each group's text is one that a field takes.
    """
    groups: list[list[str]] = [[]]
    waiting = [text for text in texts if not closes(text)]
    for text in filter(closes, texts):
        if len(groups[-1]) >= size or not _fits([*groups[-1], text]):
            groups.append([])
        groups[-1].append(text)
    for group in groups:
        # A “<!--” may wait for a “-->” of another payload.
        while lost := [text for text in group if not shows(rendered(joined(group)), text)]:
            waiting.append(lost[0])
            group.remove(lost[0])
        if waiting and _fits(longer := [*group, waiting[-1]]):
            page = rendered(joined(longer))
            if all(shows(page, text) for text in longer if text in group or closes(text)):
                group.append(waiting.pop())
    return tuple(tuple(group) for group in [*groups, *([text] for text in waiting)] if group)


def joined(group: Sequence[str]) -> str:
    """Return one Markdown text of several payloads."""
    return "\n\n".join(map(shown, group))


def shows(page: str, text: str) -> bool:
    """Say whether a page holds the HTML of a payload; the level of a heading depends on the others."""
    alone = rendered(shown(text)).strip()
    return alone in page or "<h" in alone


def _fits(group: Sequence[str]) -> bool:
    return bool(accepted(parse_markdown, [joined(group)])[0])


class Hostile:
    """A town of payloads in a folder: `groups` one shop each, `single` one shop for each payload."""

    def __init__(self, folder: Path, groups: Sequence[Sequence[str]], single: Sequence[str]) -> None:
        self.town = Town(folder)
        texts = [text for group in groups for text in group] or list(single)
        urls = [*accepted(parse_url, [shown(t) for t in texts])[0], *accepted(parse_url, [f"https://example.org/{shown(t)}" for t in texts])[0]]
        stride = max(1, len(texts) // 150)
        self.words = Vocabulary(texts[::stride], urls or ("https://example.org/",))
        write_town(self.town, self.words)
        for number, group in enumerate(groups):
            write_shop(self.town, f"packed-{number}", PACKED, group, self.words, number)
        for number, text in enumerate(single):
            write_shop(self.town, f"single-{number}", SINGLE, [text], self.words, number)
        for shape in (PACKED, SINGLE):
            write_shop(self.town, f"{shape.name}-harmless", shape, ["Harmless words"], self.words, 0)

    def build(self) -> Path:
        """Build the site with the real Pelican."""
        return self.town.build(public=True)

    @staticmethod
    def judge(site: Path, pages: Sequence[str] | None = None) -> Count:
        """Open every page, and say what was wrong with which."""
        count = Count()
        shapes: dict[str, str] = {}
        seen = []
        for page in inspect(site, pages_of(site) if pages is None else pages):
            kind = page.path.split("/")[0] if "/" in page.path else "top"
            count.opened[kind] += 1
            count.faults += [f"{page.path}: {fault}" for fault in page.faults]
            strange = set(page.prose) - TAGS
            if strange:
                count.faults.append(f"{page.path}: holds {strange}")
            shop = re.fullmatch(r"places/(packed|single)-(\w+)/index\.html", page.path)
            if shop and shop[2] == "harmless":
                shapes[shop[1]] = page.shape
            elif shop:
                seen.append((shop[1], page))
        count.faults += [
            f"{page.path}: has other elements than a harmless shop" for shape, page in seen if shapes and page.shape != shapes[shape]
        ]
        return count


def read_as_entries(town: Path, texts: Sequence[str]) -> Counter[str]:
    """Read entries of nothing but one payload; say how many were taken and refused.

    Raises:
        AssertionError: a refusal does not name its file, or is not a sentence.
    """
    folder = town / "shops"
    folder.mkdir(parents=True, exist_ok=True)
    header = "name: A\nlabels: [a]\ncategory: a\ncommune: a\nadded: 2026-01-05"
    done: Counter[str] = Counter()
    for text in texts:
        quoted = json.dumps(text, ensure_ascii=False)
        for name, content in {
            "quoted.yaml": "".join(f"{name}: {quoted}\n" for name in FIELDS),
            "unquoted.yaml": "".join(f"{name}: {text}\n" for name in FIELDS),
            "whole.yaml": text,
            "below.md": f"---\n{header}\n---\n{text}",
        }.items():
            (folder / name).write_text(content, encoding="utf-8", errors="surrogatepass")
            problems = read_entry(town, f"shops/{name}", Shop).problems
            assert bool(problems) or name == "below.md", text
            assert all(_is_told_well(problem) for problem in problems), text
            done["refused" if problems else "taken"] += 1
    return done


def _is_told_well(problem: Problem) -> bool:
    """Say whether a terminal and a forge show a problem as text: a sentence, with its file, and nothing else."""
    text = problem.text("en")
    return (
        problem.path.startswith("shops/")
        and bool(problem.what.text.strip())
        and not FORBIDDEN.search(text)
        and not any(line.startswith("::") for line in text.split("\n"))
    )


def part(texts: Sequence[str]) -> Count:
    """Give each of some payloads a shop of its own, and open all pages of their town."""
    with tempfile.TemporaryDirectory() as folder:
        return Hostile.judge(Hostile(Path(folder, "town"), (), texts).build())


def main() -> int:
    """Open a page of its own for every payload, with every field that takes it; print what was seen."""
    os.environ |= {"ENSEIGNE_LANG": "en", "SOURCE_DATE_EPOCH": "1795348800"}
    started, whole = time.monotonic(), Count()
    texts = payloads()
    with tempfile.TemporaryDirectory() as folder:
        read = read_as_entries(Path(folder), texts)
    sys.stdout.write(f"{len(texts)} payloads, read as {read.total()} entries: {dict(read)}, {time.monotonic() - started:.0f} s\n")
    size = 480
    with ProcessPoolExecutor(2) as pool:
        for number, count in enumerate(pool.map(part, [texts[i : i + size] for i in range(0, len(texts), size)]), 1):
            whole.opened += count.opened
            whole.faults += count.faults
            said = f"{min(number * size, len(texts))} of {len(texts)} payloads, {whole.opened.total()} pages, {len(whole.faults)} faults"
            sys.stdout.write(f"{said}, {time.monotonic() - started:.0f} s\n")
            sys.stdout.flush()
    sys.stdout.write("".join(f"{fault}\n" for fault in whole.faults[:100]))
    return bool(whole.faults)


if __name__ == "__main__":
    sys.exit(main())
