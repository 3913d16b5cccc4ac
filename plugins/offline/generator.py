"""Queues the page that one has without a network, and writes the manifest, its icons and the service worker."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from guide.words import Message, msg
from plugins.base import GuideGenerator
from plugins.environment import THEME
from plugins.key import Keys
from plugins.offline import worker
from plugins.offline.icon import icon
from plugins.offline.manifest import ICONS, NAME, manifest
from plugins.offline.roster import roster_of
from plugins.press import Crumb, Files, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

STATIC = THEME / "static"


class OfflineGenerator(GuideGenerator):
    """What a reader has without a network.

    The worker lives where a web server will serve the site for good. The preview and a site read from the disk get the
    one that says farewell: it frees the reader of a worker that another site left at the same address.
    """

    @property
    def lives(self) -> bool:
        """Say whether the site has a worker."""
        return self.guide.site.offline and self.settings["FINGERPRINT"] and not self.settings["BROWSABLE"]

    def generate_output(self, _writer: Any) -> None:
        """Queue the page and the icons; the worker is written last, when every page is known."""
        super().generate_output(_writer)
        if self.guide.site.offline:
            self.press.environment.globals["offline_url"] = self.guide.urls.offline
        if not self.lives:
            self.settings["SITE_OUTPUT"].put(worker.NAME, worker.farewell(STATIC))
            return
        self.press.environment.globals["manifest_url"] = NAME
        self.settings["SITE_OUTPUT"].put(NAME, manifest(self.guide, self._assets["favicon.svg"]))
        self.press.files.append(Files(tuple(ICONS), _icons, lambda: ()))
        self.press.closing.append(self._write_worker)

    def pages(self) -> Iterator[Page]:
        """Yield the page."""
        if not self.guide.site.offline:
            return
        title = self._say(msg("Offline"))
        yield Page(
            url=self.guide.urls.offline,
            template="offline.html",
            title=title,
            description=self._say(msg("The guide's names, telephone numbers and hours on one page, to have at hand without a network.")),
            trail=(Crumb(self._say(msg("Home")), ""), Crumb(title, self.guide.urls.offline)),
            indexed=False,
            values=self._values,
        )

    def _values(self) -> dict[str, Any]:
        groups = roster_of(self.guide, self.openings)
        return {"groups": groups, "whole": all(group.lines for group in groups)}

    def _say(self, message: Message) -> str:
        return message.in_language(self.guide.site.language)

    @property
    def _assets(self) -> dict[str, str]:
        urls: dict[str, str] = self.press.environment.globals["asset_urls"]  # type: ignore[assignment]
        return urls

    def _write_worker(self) -> None:
        """Write the worker, with a digest of what every page and every file of the press was made from."""
        output = self.settings["SITE_OUTPUT"]
        names = sorted([*(page.file for page in self.press.pages.values()), *(name for files in self.press.files for name in files.names)])
        digest = Keys().key([(name, output.after[name].key) for name in names])
        output.put(worker.NAME, worker.worker(STATIC, digest, self.guide.urls.offline, ("", self.guide.urls.offline, *self._kept())))

    def _kept(self) -> Iterator[str]:
        """Yield the addresses of the theme's own files: what comes from npm is kept once a page has asked for it, the typeface at once."""
        yield from self.press.environment.globals["fonts"]  # type: ignore[misc]
        for name, url in self._assets.items():
            if name == "style.css" or any((STATIC / folder / name).is_file() for folder in ("js", "img")):
                yield url


@cache
def _icons() -> tuple[bytes, ...]:
    return tuple(icon(size, purpose) for size, purpose in ICONS.values())
