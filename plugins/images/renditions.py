"""One photo in the sizes and formats that screens want, made once and kept between builds."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import TYPE_CHECKING

from guide.photo import FORMATS, PIXELS, Picture, Rendition

if TYPE_CHECKING:
    from pathlib import Path

    from guide.photo import Photo

WIDTHS = (480, 960, 1600)
# In the order browsers should try them; JPEG, which all read, is the fallback.
ENCODINGS = {
    "avif": ("AVIF", "image/avif", {"quality": 55, "speed": 7}),
    "webp": ("WEBP", "image/webp", {"quality": 74, "method": 4}),
    "jpg": ("JPEG", "image/jpeg", {"quality": 78, "optimize": True, "progressive": True}),
}
FALLBACK = "jpg"
VERSION = 1


def renditions(photo: Photo, stem: str, cache: Path) -> tuple[Picture, dict[str, Path]]:
    """Return a photo's picture and its files in the cache, by address from the site's root.

    Nothing of the original's metadata (camera, place, thumbnail) is kept; its orientation is applied.

    Raises:
        OSError, ValueError, SyntaxError, Warning: Pillow cannot decode the photo.
    """
    key = hashlib.blake2b(photo.data, digest_size=8, salt=bytes([VERSION])).hexdigest()
    folder = cache / "images" / key
    width, height = _make(photo, folder)
    widths = _widths(width)
    files = {f"images/{stem}-{key}-{w}.{kind}": folder / f"{w}.{kind}" for w in widths for kind in ENCODINGS}
    name = f"images/{stem}-{key}-{{}}.{{}}"
    shown = widths[min(1, len(widths) - 1)]
    return (
        Picture(
            renditions=tuple(
                Rendition(media_type, tuple((name.format(w, kind), w) for w in widths))
                for kind, (_, media_type, _) in ENCODINGS.items()
                if kind != FALLBACK
            ),
            src=name.format(shown, FALLBACK),
            srcset=tuple((name.format(w, FALLBACK), w) for w in widths),
            width=shown,
            height=round(height * shown / width),
        ),
        files,
    )


def _widths(width: int) -> tuple[int, ...]:
    """Return the widths to make: never more pixels than the photo has."""
    smaller = tuple(w for w in WIDTHS if w < width)
    return (*smaller, min(width, WIDTHS[-1])) if width < WIDTHS[-1] or not smaller else WIDTHS


def _make(photo: Photo, folder: Path) -> tuple[int, int]:
    """Fill the photo's folder of the cache if it is not there; return the upright size in pixels."""
    done = folder / "size"
    try:
        width, height = map(int, done.read_text(encoding="ascii").split())
    except (OSError, ValueError):
        pass
    else:
        return width, height
    from PIL import Image, ImageOps  # noqa: PLC0415 - a guide without new photos need not load it

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Image.MAX_IMAGE_PIXELS = PIXELS
        with Image.open(io.BytesIO(photo.data), formats=FORMATS) as opened:
            opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
            turned = photo.width, photo.height
            if opened.getexif().get(0x0112, 1) in {5, 6, 7, 8}:
                turned = photo.height, photo.width
            upright = ImageOps.exif_transpose(opened)
            image = upright.convert("RGBA") if "A" in upright.getbands() or "transparency" in upright.info else upright
            if image.mode == "RGBA":
                paper = Image.new("RGB", image.size, "white")
                paper.paste(image, mask=image.getchannel("A"))
                image = paper
            image = image.convert("RGB")
    folder.mkdir(parents=True, exist_ok=True)
    for width in _widths(turned[0]):
        height = max(1, round(turned[1] * width / turned[0]))
        resized = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for kind, (form, _, options) in ENCODINGS.items():
            temporary = folder / f"{width}.{kind}.new"
            resized.save(temporary, form, **options)
            temporary.replace(folder / f"{width}.{kind}")
    # Written last: a killed build leaves no size, so the photo is made again.
    done.write_text(f"{turned[0]} {turned[1]}", encoding="ascii")
    return turned
