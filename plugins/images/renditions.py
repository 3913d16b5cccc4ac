"""One photo in the sizes and formats that screens want, made once and kept between builds."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guide.photo import FORMATS, Picture, Rendition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image as Pixels

    from guide.photo import Photo

WIDTHS = (480, 960, 1600)
TALLEST = 3_200
# In the order browsers should try them; JPEG, which all read, is the fallback.
ENCODINGS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "avif": ("AVIF", "image/avif", {"quality": 55, "speed": 7}),
    "webp": ("WEBP", "image/webp", {"quality": 74, "method": 4}),
    "jpg": ("JPEG", "image/jpeg", {"quality": 78, "optimize": True, "progressive": True}),
}
FALLBACK = "jpg"
VERSION = 2
# Photos with more pixels take up to 350 MB once opened: they are made alone. Telephones' JPEG have 12 million.
LARGE_JPEG, LARGE = 13_000_000, 4_000_000
# EXIF 2.32, 4.6.4: how the camera was held → what sets the photo upright (a name of PIL.Image.Transpose).
_UPRIGHT = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE", 8: "ROTATE_90"}
_SIDEWAYS = {5, 6, 7, 8}
# The profiles of telephones and cameras have 500 to 3 200 bytes.
_PROFILE_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the cache and the digest of what it must hold."""

    path: Path
    digest: str

    def data(self) -> bytes | None:
        """Return the file's content, or None if it is not what was written."""
        try:
            data = self.path.read_bytes()
        except OSError:
            return None
        return data if _digest(data) == self.digest else None


def is_large(photo: Photo) -> bool:
    """Say whether a photo should not be opened while others are."""
    return photo.width * photo.height > (LARGE_JPEG if photo.data.startswith(b"\xff\xd8") else LARGE)


def renditions(photo: Photo, stem: str, cache: Path, *, again: bool = False) -> tuple[Picture, dict[str, Kept]]:
    """Return a photo's picture and its files in the cache, by address from the site's root.

    Nothing of the original's metadata (camera, place, thumbnail) is kept but its colour profile; its
    orientation is applied. `again`: make the files even if the cache has them.

    Raises:
        OSError, ValueError, SyntaxError, Warning: Pillow cannot decode the photo, or the cache cannot be written.
    """
    key = hashlib.blake2b(photo.data, digest_size=8, salt=bytes([VERSION])).hexdigest()
    folder = cache / "images" / key
    record = None if again else _recorded(folder)
    width, height, digests = record or _make(photo, folder)
    widths = _widths(width, height)
    files = {f"images/{stem}-{key}-{name}": Kept(folder / name, digests[name]) for name in _names(widths)}
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
            height=_scaled(height, shown, width),
        ),
        files,
    )


def _widths(width: int, height: int) -> tuple[int, ...]:
    """Return the widths to make: never more pixels than the photo has, nor higher than `TALLEST`."""
    widest = min(WIDTHS[-1], width, max(1, TALLEST * width // height))
    return (*(w for w in WIDTHS if w < widest), widest)


def _names(widths: tuple[int, ...]) -> Iterator[str]:
    return (f"{width}.{kind}" for width in widths for kind in ENCODINGS)


def _scaled(height: int, width: int, whole: int) -> int:
    return max(1, round(height * width / whole))


def _recorded(folder: Path) -> tuple[int, int, dict[str, str]] | None:
    """Return the upright size in pixels and the digest of each file, if the cache has them all."""
    try:
        first, *lines = (folder / "record").read_text(encoding="ascii").splitlines()
        width, height = map(int, first.split())
        digests = dict(line.split() for line in lines)
    except (OSError, ValueError):
        return None
    whole = width > 0 < height and digests.keys() == set(_names(_widths(width, height)))
    return (width, height, digests) if whole else None


def _make(photo: Photo, folder: Path) -> tuple[int, int, dict[str, str]]:
    """Fill the photo's folder of the cache; return the upright size in pixels and the digest of each file."""
    image, (width, height), profile = _opened(photo)
    folder.mkdir(parents=True, exist_ok=True)
    digests = {}
    from PIL import Image  # noqa: PLC0415 - a guide without new photos need not load it

    for wanted in _widths(width, height):
        resized = image.resize((wanted, _scaled(height, wanted, width)), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for kind, (form, _, options) in ENCODINGS.items():
            encoded = io.BytesIO()
            resized.save(encoded, form, icc_profile=profile, **options)
            digests[f"{wanted}.{kind}"] = _written(folder / f"{wanted}.{kind}", encoded.getvalue())
    # Written last: a killed build leaves no record, so the photo is made again.
    lines = [f"{width} {height}", *(f"{name} {digest}" for name, digest in digests.items())]
    _written(folder / "record", "\n".join(lines).encode("ascii"))
    return width, height, digests


def _opened(photo: Photo) -> tuple[Pixels, tuple[int, int], bytes]:
    """Return the photo upright, in RGB and as wide as its widest file; its whole size upright; its colour profile.

    It is made small before anything else: each step on all of its pixels would take another 200 MB.
    """
    from PIL import Image  # noqa: PLC0415 - a guide without new photos need not load it

    with Image.open(io.BytesIO(photo.data), formats=FORMATS) as image:
        turn = _orientation(image)
        width, height = (photo.height, photo.width) if turn in _SIDEWAYS else (photo.width, photo.height)
        widest = _widths(width, height)[-1]
        size = (widest, _scaled(height, widest, width))
        size = size[::-1] if turn in _SIDEWAYS else size
        image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
        small = _colours(image)
        if size != small.size:
            small = small.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        profile = image.info.get("icc_profile") or b""
    if turn in _UPRIGHT:
        small = small.transpose(Image.Transpose[_UPRIGHT[turn]])
    if small.mode == "RGBA":
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        small = paper
    small = small.convert("RGB")
    small.info.clear()
    kept = profile if len(profile) <= _PROFILE_BYTES and profile[16:20] == b"RGB " else b""
    return small, (width, height), kept


def _orientation(image: Pixels) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:  # Pillow raises many kinds; broken EXIF data say nothing of how the camera was held
        return 1


def _colours(image: Pixels) -> Pixels:
    """Return the photo in RGB, with A where something shines through."""
    image.load()
    if "A" in image.getbands() or "transparency" in image.info:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut them off at 255.
        return image.point(lambda value: value / 256).convert("L")
    return image if image.mode == "RGB" else image.convert("RGB")


def _written(path: Path, data: bytes) -> str:
    """Write a file whole, whoever else may be writing it, and return its digest."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    temporary.write_bytes(data)
    temporary.replace(path)
    return _digest(data)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
