"""The theme's files as the site serves them: one style sheet, the scripts, the typeface, the icons.

The typeface and the icons come from npm packages (`package.json`) when they are there; without them
the site is built with the system's typeface and with initials on the signs.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

ICON = re.compile(r"<path[^>]*/>")
_FINE = re.compile(r"-?[0-9]*\.[0-9]{3,}")
ICON_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
FONT_PACKAGE = "@fontsource/bricolage-grotesque/files"
ICON_PACKAGE = "@mapbox/maki/icons"
# Each file of the typeface with the characters it holds (the ranges of its publisher).
FONT_FILES = {
    "bricolage-grotesque-latin-800-normal.woff2": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
        "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
    "bricolage-grotesque-latin-ext-800-normal.woff2": (
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,"
        "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
    ),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the theme: its address from the site's root and its content."""

    url: str
    data: bytes


def named(name: str, data: bytes, *, fingerprint: bool) -> Asset:
    """Return an asset; its name holds its digest, so that browsers may keep it for ever.

    The preview server wants the same name for ever instead.
    """
    stem, _, ending = name.rpartition(".")
    digest = f".{hashlib.blake2b(data, digest_size=6).hexdigest()}" if fingerprint else ""
    return Asset(f"theme/{stem}{digest}.{ending}", data)


def fonts(modules: Path, *, fingerprint: bool) -> list[tuple[Asset, str]]:
    """Return the typeface's files with their Unicode ranges; none without npm."""
    return [
        (named(name, (modules / FONT_PACKAGE / name).read_bytes(), fingerprint=fingerprint), characters)
        for name, characters in FONT_FILES.items()
        if (modules / FONT_PACKAGE / name).is_file()
    ]


def style_sheet(folder: Path, faces: list[tuple[Asset, str]], brand: str) -> bytes:
    """Return the one style sheet: the layers' order, the typeface, every file, the town's brand last."""
    parts = [(folder / "layers.css").read_text(encoding="utf-8")]
    parts += [
        "@font-face{font-family:Sign;font-weight:800;font-display:swap;"
        f"src:url({asset.url.removeprefix('theme/')}) format('woff2');unicode-range:{characters}}}"
        for asset, characters in faces
    ]
    for path in sorted(folder.rglob("*.css")):
        if path.name != "layers.css":
            parts.append(path.read_text(encoding="utf-8"))
    if brand.strip():
        parts.append(f"@layer brand {{\n{brand}\n}}")
    return squeezed("\n".join(parts)).encode()


def squeezed(css: str) -> str:
    """Return CSS without comments, indentation and the breaks that say nothing; what is left compresses well."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*\n\s*", "\n", css).strip()
    css = re.sub(r"^([\w-]+): ", r"\1:", css, flags=re.MULTILINE)
    return re.sub(r"\n?\}\n?", "}", re.sub(r"( ?\{|[;,])\n", lambda found: found[1].strip(), css)).replace(";}", "}") + "\n"


def icon_shapes(modules: Path, name: str) -> str:
    """Return the shapes of an icon (a 15 × 15 drawing), or "" when there is none of that name."""
    path = modules / ICON_PACKAGE / f"{name}.svg"
    if not ICON_NAME.fullmatch(name) or not path.is_file():
        return ""
    shapes = (re.sub(r'\s+id="[^"]*"', "", shape) for shape in ICON.findall(path.read_text(encoding="utf-8")))
    return "".join(_FINE.sub(_rounded, shape) for shape in shapes)


def _rounded(number: re.Match[str]) -> str:
    """Return a coordinate to a hundredth of the 15 units of a drawing: finer than screens show, and a tenth less of a page."""
    short = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    # “1.234.567” is two numbers: what began with its point begins with a space.
    return f" {short}" if number[0].startswith(".") else short
