"""Makes the pictures of all entries and puts them into the context; writes their files."""

from __future__ import annotations

import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from guide.files import Unreadable
from guide.markdown import photos_of
from guide.photo import IMAGES, read_photo
from guide.problem import InvalidContent, Problem
from guide.text import slugify
from guide.words import msg
from plugins.base import GuideGenerator
from plugins.images.renditions import Kept, is_large, renditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guide.photo import Picture


class ImagesGenerator(GuideGenerator):
    """Fills ``context["pictures"]``: file below content/images/ → `Picture`."""

    def generate_context(self) -> None:
        """Make what is not in the cache; Pillow works outside Python's lock, so threads help."""
        files = dict.fromkeys(self._named())
        self.files: dict[str, tuple[Kept, str]] = {}
        problems: list[Problem] = []
        # Warnings are caught here, once: the threads share what is done with them.
        with warnings.catch_warnings(), ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            warnings.simplefilter("ignore")
            for file, together in zip(files, list(pool.map(self._make_unless_large, files)), strict=True):
                made = together or self._make(file)
                if isinstance(made, Problem):
                    problems.append(made)
                    continue
                picture, kept = made
                self.context["pictures"][file] = picture
                self.files |= {url: (rendition, file) for url, rendition in kept.items()}
        if problems:
            raise InvalidContent(problems)

    def _named(self) -> Iterator[str]:
        """Yield every photo that an entry, an article or an author shows."""
        guide = self.guide
        yield from (image.file for shop in guide.shops for image in shop.images)
        yield from (record.image.file for record in (*guide.articles, *guide.authors) if record.image)
        for article in guide.articles:
            yield from photos_of(article.body)

    def _make_unless_large(self, file: str) -> tuple[Picture, dict[str, Kept]] | Problem | None:
        try:
            large = is_large(read_photo(self.town, file))
        except Unreadable as error:
            return error.problem
        return None if large else self._make(file)

    def _make(self, file: str, *, again: bool = False) -> tuple[Picture, dict[str, Kept]] | Problem:
        try:
            stem = slugify(file.rsplit(".", 1)[0].replace("/", "-"))[:60]
            return renditions(read_photo(self.town, file), stem or "photo", self.settings["CACHE"], again=again)
        except Unreadable as error:
            return error.problem
        except Exception as error:
            if isinstance(error, OSError) and error.errno:
                raise  # the disk's fault (full, read-only), not the photo's
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
        for url, (kept, file) in sorted(self.files.items()):
            if output.keep(url, url):
                continue
            data = kept.data()
            if data is None:
                # The cache lost the file, or holds another thing under its name.
                made = self._make(file, again=True)
                if isinstance(made, Problem):
                    raise InvalidContent([made])
                data = made[1][url].path.read_bytes()
            output.write(url, data, url)
