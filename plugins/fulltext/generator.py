"""Makes the index once every page is printed; where there will be none, no page asks for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from guide.words import msg
from plugins.base import GuideGenerator
from plugins.fulltext import bundle
from plugins.key import Keys

MODULES = Path(__file__).parent.parent.parent / "node_modules"
SCRIPT = "fulltext.js"
# Above, only articles and written pages: the finder knows the names, categories and communes of all shops by itself.
SHOPS = 2_000


class FulltextGenerator(GuideGenerator):
    """Must stand after those that queue articles, pages and shops; adds no page.

    In the preview there is no index: it would be made again at every word that somebody writes.
    """

    def generate_output(self, _writer: Any) -> None:
        """Ask the press for its pages once they are printed, or take the script's name away from templates."""
        templates = bundle.TEMPLATES if len(self.guide.shops) <= SHOPS else bundle.TEMPLATES - {bundle.SHOP}
        files = sorted(page.file for page in self.press.pages.values() if page.indexed and page.template in templates)
        binary = bundle.program(MODULES)
        if binary is None:
            self.settings["REPORTER"].remark(msg("The npm package “pagefind” is missing: nobody can search in the texts of the site."))
        if binary and files and self.settings["FULLTEXT"] and not self.settings["SITE_OUTPUT"].in_place:
            self.press.closing.append(partial(self._index, binary, files))
            return
        urls: dict[str, str] = self.press.environment.globals["asset_urls"]  # type: ignore[assignment]
        urls.pop(SCRIPT, None)

    def _index(self, binary: Path, files: list[str]) -> None:
        """Write the index, or keep that of the last build if none of its pages changed."""
        output = self.settings["SITE_OUTPUT"]
        key = Keys().key((self.press.frame, [(file, output.after[file].key) for file in files]))
        known = [path for path in output.before if path.startswith(bundle.FOLDER)]
        if known and all(output.before[path].key == key and output.before[path].holds(f"{output.folder}/{path}") for path in known):
            for path in known:
                output.keep(path, key)
            return
        try:
            made = bundle.made(binary, output.staging, files, self.settings["CACHE"], self.guide.site.language)
        except bundle.Failed as error:
            self.settings["REPORTER"].remark(msg("Nobody can search in the texts of the site, because pagefind failed: {why}", why=str(error)))
            return
        for path, data in made.items():
            output.write(path, data, key)
