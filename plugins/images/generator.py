"""Makes the pictures of all entries and puts them into the context; writes their files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from guide.files import Unreadable
from guide.photo import IMAGES, read_photo
from guide.problem import InvalidContent, Problem
from guide.text import slugify
from guide.words import msg
from plugins.base import GuideGenerator
from plugins.images.renditions import renditions

if TYPE_CHECKING:
    from pathlib import Path

    from guide.photo import Picture


class ImagesGenerator(GuideGenerator):
    """Fills ``context["pictures"]``: file below content/images/ → `Picture`."""

    def generate_context(self) -> None:
        """Make what is not in the cache; Pillow works outside Python's lock, so threads help."""
        files = dict.fromkeys(image.file for shop in self.guide.shops for image in shop.images)
        self.files: dict[str, Path] = {}
        problems: list[Problem] = []
        with ThreadPoolExecutor() as pool:
            for file, made in zip(files, pool.map(self._make, files), strict=True):
                if isinstance(made, Problem):
                    problems.append(made)
                    continue
                picture, paths = made
                self.context["pictures"][file] = picture
                self.files |= paths
        if problems:
            raise InvalidContent(problems)

    def _make(self, file: str) -> tuple[Picture, dict[str, Path]] | Problem:
        try:
            stem = slugify(file.rsplit(".", 1)[0].replace("/", "-"))[:60]
            return renditions(read_photo(self.town, file), stem or "photo", self.settings["CACHE"])
        except Unreadable as error:
            return error.problem
        except Exception:
            return Problem(
                f"{IMAGES}/{file}",
                0,
                "",
                msg("This photo cannot be read."),
                msg("Open it and save it again as JPEG, PNG or WebP."),
            )

    def generate_output(self, _writer: Any) -> None:
        """Copy the files into the site; their names hold their digest."""
        output = self.settings["SITE_OUTPUT"]
        for url, path in sorted(self.files.items()):
            if not output.keep(url, url):
                output.write(url, path.read_bytes(), url)
