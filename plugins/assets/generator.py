"""Writes the theme's files and gives templates their addresses and the icons."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guide.files import Unreadable, read_text
from guide.problem import InvalidContent, Problem
from guide.words import msg
from plugins.assets import bundle
from plugins.base import GuideGenerator
from plugins.environment import THEME
from plugins.press import safe

if TYPE_CHECKING:
    from markupsafe import Markup

MODULES = Path(__file__).parent.parent.parent / "node_modules"
BRAND = "content/brand.css"
STATIC = THEME / "static"
# What can name another site in CSS, and “\\”, which writes any of these in disguise.
FOREIGN = ("<", "\\", "@import", "url(", "src(", "image(", "image-set(")


class AssetsGenerator(GuideGenerator):
    """Gives templates `asset_urls` (name → address), `fonts` (addresses to preload), `icon(name)` and `icon_paths(name)`."""

    def generate_context(self) -> None:
        """Read the theme's files; nothing is written yet."""
        make = partial(bundle.named, fingerprint=self.settings["FINGERPRINT"])
        faces = bundle.fonts(MODULES, MODULES.parent / ".cache", fingerprint=self.settings["FINGERPRINT"])
        assets = {"style.css": make("style.css", bundle.style_sheet(STATIC / "css", faces, self._brand()))}
        assets |= {name: make(name, data) for name, data in bundle.page_sheets(STATIC / "css").items()}
        library = bundle.library(MODULES)
        assets |= {name: make(name, data) for name, data in library.items()}
        for path in sorted((STATIC / "js").glob("*.js")):
            assets[path.name] = make(path.name, bundle.script(path.read_text(encoding="utf-8")).encode())
        for path in sorted((STATIC / "img").glob("*")):
            assets[path.name] = make(path.name, path.read_bytes())
        self.files = [*assets.values(), *(face for face, _ in faces)]
        if not (faces and library):
            self.settings["REPORTER"].poorer()
        self.press.environment.globals |= {
            "asset_urls": {name: asset.url for name, asset in assets.items()},
            "fonts": tuple(face.url for face, _ in faces[:1]),
            "icon": cache(_icon),
            "icon_paths": icon_paths,
        }

    def generate_output(self, _writer: Any) -> None:
        """Write the theme's files."""
        for asset in self.files:
            self.settings["SITE_OUTPUT"].put(asset.url, asset.data)

    def _brand(self) -> str:
        if not (self.town / BRAND).exists():
            return ""
        try:
            css = read_text(self.town, BRAND)
        except Unreadable as error:
            raise InvalidContent([error.problem]) from None
        for sign in FOREIGN:
            if sign in css.casefold():
                raise InvalidContent([_brand_problem(css, sign)])
        return css


def _brand_problem(css: str, sign: str) -> Problem:
    line = css.count("\n", 0, css.casefold().index(sign)) + 1
    return Problem(
        BRAND,
        line,
        "",
        msg("“{sign}” may not stand here: the site asks nothing of other sites.", sign=sign),
        msg("Set custom properties only: --colour-accent: #a4452c;"),
    )


def icon_paths(name: str) -> tuple[str, ...]:
    """Return the `d` of each path of an icon, for scripts that draw it."""
    return bundle.icon_paths(MODULES, name)


def _icon(name: str) -> Markup:
    shapes = "".join(f'<path d="{shape}"/>' for shape in icon_paths(name))
    return safe(f'<svg class="icon" viewBox="0 0 15 15" aria-hidden="true">{shapes}</svg>' if shapes else "")
