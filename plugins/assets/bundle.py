"""The theme's files as the site serves them: one style sheet, the scripts, the typeface, the icons.

The typeface and the icons come from npm packages (`package.json`) when they are there; without them
the site is built with the system's typeface and with initials on the signs.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path

from plugins.assets.typeface import cut

ICON = re.compile(r'<path\b[^>]*?\sd="([^"]*)"')
_FINE = re.compile(r"-?[0-9]*\.[0-9]{3,}")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
ICON_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
FONT_PACKAGE = "@fontsource/bricolage-grotesque/files"
ICON_PACKAGE = "@mapbox/maki/icons"
# The library of the detailed map: each file of ours with those of the packages that it is made of.
LIBRARY = {
    "leaflet.js": ("leaflet/dist/leaflet.js",),
    "leaflet.markercluster.js": ("leaflet.markercluster/dist/leaflet.markercluster.js",),
    "leaflet.css": ("leaflet/dist/leaflet.css", "leaflet.markercluster/dist/MarkerCluster.css"),
}
# Style sheets of pages of their own kind: the components that nothing else shows.
SHEETS = {
    "finder.css": ("find", "map", "texts"), "map.css": ("map",), "open.css": ("open",),
    "diagnosis.css": ("diagnosis",), "offline.css": ("offline",), "subscribe.css": ("subscribe",),
}  # fmt: skip
# Each file of the typeface with the characters that are cut out of it.
FONT_FILES = {
    "bricolage-grotesque-latin-800-normal.woff2": (
        "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F-2030,"
        "U+2032-2033,U+2039-203A,U+2060,U+20AC,U+2122,U+2191,U+2193,U+2212"
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


def fonts(modules: Path, cache: Path, *, fingerprint: bool) -> list[tuple[Asset, str]]:
    """Return the typeface's files with their Unicode ranges; none without npm."""
    return [
        (named(name, cut((modules / FONT_PACKAGE / name).read_bytes(), characters, cache / "typeface"), fingerprint=fingerprint), characters)
        for name, characters in FONT_FILES.items()
        if (modules / FONT_PACKAGE / name).is_file()
    ]


def library(modules: Path) -> dict[str, bytes]:
    """Return the files of the detailed map's library, which only pages where a reader asks for that map load; none without npm."""
    paths = {name: [modules / path for path in parts] for name, parts in LIBRARY.items()}
    if not all(path.is_file() for parts in paths.values() for path in parts):
        return {}
    texts = {name: "\n".join(path.read_text(encoding="utf-8") for path in parts) for name, parts in paths.items()}
    return {name: (_layered(text) if name.endswith(".css") else _SOURCE_MAP.sub("", text)).encode() for name, text in texts.items()}


def _layered(css: str) -> str:
    """Return a library's style sheet as a layer below our components; it names images that we do not show."""
    return f"@layer layout.library{{{re.sub(r'url[(][^)]*[)]', 'none', squeezed(css))}}}\n"


def script(text: str) -> str:
    """Return a script of the theme without its lines of comment and its indentation."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def style_sheet(folder: Path, faces: list[tuple[Asset, str]], brand: str) -> bytes:
    """Return the one style sheet: the layers' order, the typeface, every file, the town's brand last."""
    parts = [(folder / "layers.css").read_text(encoding="utf-8")]
    parts += [
        "@font-face{font-family:Sign;font-weight:800;font-display:swap;"
        f"src:url({asset.url.removeprefix('theme/')}) format('woff2');unicode-range:{characters}}}"
        for asset, characters in faces
    ]
    apart = {component for components in SHEETS.values() for component in components}
    for path in sorted(folder.rglob("*.css")):
        if path.name != "layers.css" and not (path.parent.name == "components" and path.stem in apart):
            parts.append(path.read_text(encoding="utf-8"))
    if brand.strip():
        parts.append(f"@layer brand {{\n{brand}\n}}")
    return squeezed("\n".join(parts)).encode()


def page_sheets(folder: Path) -> dict[str, bytes]:
    """Return the style sheets that some pages load besides the common one."""
    texts = {name: "\n".join((folder / "components" / f"{part}.css").read_text(encoding="utf-8") for part in parts) for name, parts in SHEETS.items()}
    return {name: squeezed(text).encode() for name, text in texts.items()}


def squeezed(css: str) -> str:
    """Return CSS without comments, indentation and the breaks that say nothing; what is left compresses well."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*\n\s*", "\n", css).strip()
    css = re.sub(r"^([\w-]+): ", r"\1:", css, flags=re.MULTILINE)
    return re.sub(r"\n?\}\n?", "}", re.sub(r"( ?\{|[;,])\n", lambda found: found[1].strip(), css)).replace(";}", "}") + "\n"


def icon_paths(modules: Path, name: str) -> tuple[str, ...]:
    """Return the `d` of each path of an icon (a 15 × 15 drawing); none when there is none of that name."""
    path = modules / ICON_PACKAGE / f"{name}.svg"
    if not ICON_NAME.fullmatch(name) or not path.is_file():
        return ()
    # Some have breaks written as “&#xA;”.
    shapes = (" ".join(html.unescape(shape).split()) for shape in ICON.findall(path.read_text(encoding="utf-8")))
    return tuple(_FINE.sub(_rounded, shape) for shape in shapes)


def _rounded(number: re.Match[str]) -> str:
    """Return a coordinate to a hundredth of the 15 units of a drawing: finer than screens show, and a tenth less of a page."""
    short = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    # “1.234.567” is two numbers: what began with its point begins with a space.
    return f" {short}" if number[0].startswith(".") else short
