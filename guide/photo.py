"""What a photo file is before anybody opens it whole: its format and its size in pixels."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from guide.files import Unreadable, read_bytes
from guide.problem import Problem
from guide.words import msg

if TYPE_CHECKING:
    from pathlib import Path

IMAGES = "content/images"
PHOTO_BYTES = 20 * 1024 * 1024
PIXELS = 50_000_000
# JPEG can be opened at a part of its size; the others take ten bytes a pixel and more.
PIXELS_BUT_JPEG = 16_000_000
# Longer than any camera's picture; above it WebP has no room, and a strip of one pixel would become nothing.
SIDE = 16_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


class Photo(NamedTuple):
    """A photo of the town: its bytes, its width and height in pixels as stored."""

    data: bytes
    width: int
    height: int


class Rendition(NamedTuple):
    """A photo in one format: ``srcset`` entries as (address from the site's root, width)."""

    media_type: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as pages show it: best formats first, then JPEG, which any browser reads.

    `width` and `height` are in pixels, of `src`.
    """

    renditions: tuple[Rendition, ...]
    src: str
    srcset: tuple[tuple[str, int], ...]
    width: int
    height: int


def read_photo(town: Path, file: str) -> Photo:
    """Read a photo's header.

    Raises:
        Unreadable: missing, special, too heavy, or not a photo that can be opened (see `measured`).
    """
    path = f"{IMAGES}/{file}"
    if not _inside(town, path):
        raise Unreadable(
            Problem(path, 0, "", msg("This photo does not stand in content/images/."), msg("Put the photo itself there."))
        )
    return measured(path, read_bytes(town, path, PHOTO_BYTES))


def measured(path: str, data: bytes) -> Photo:
    """Return what the bytes of the file at `path` hold; its pixels are not decoded.

    Raises:
        Unreadable: not a photo, or with more pixels than can be opened (a “decompression bomb”).
    """
    from PIL import Image  # noqa: PLC0415 - a guide without photos need not load it

    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with warnings.catch_warnings():
            # Pillow also warns of broken notes of the camera, which nobody needs.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
                limit = PIXELS if image.format == "JPEG" else PIXELS_BUT_JPEG
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unreadable(
            Problem(
                path,
                0,
                "",
                msg("This photo is too large: more than {limit} million pixels.", limit=PIXELS // 1_000_000),
                msg("Reduce it: 2000 pixels wide are plenty."),
            )
        ) from None
    except Exception:
        raise Unreadable(
            Problem(
                path,
                0,
                "",
                msg("This photo cannot be read."),
                msg("Open it and save it again as JPEG, PNG or WebP."),
            )
        ) from None
    if width * height > limit or max(width, height) > SIDE:
        raise Unreadable(
            Problem(
                path,
                0,
                "",
                msg("This photo is too large: {width} × {height} pixels.", width=width, height=height),
                msg("Reduce it: 2000 pixels wide are plenty."),
            )
        )
    return Photo(data, width, height)


def _inside(town: Path, path: str) -> bool:
    """Say whether no folder on the way is a link that leads elsewhere."""
    return (town / path).resolve().is_relative_to((town / IMAGES).resolve()) and not (town / IMAGES).is_symlink()
