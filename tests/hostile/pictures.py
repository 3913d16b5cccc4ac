"""Photos as strangers send them: good ones, and those that would fill the memory of whoever opens them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """Return an image's file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def jpeg(width: int = 64, height: int = 48, **options: Any) -> bytes:
    """Return a photo with a corner of another colour."""
    image = Image.new("RGB", (width, height), "#a4452c")
    image.paste("#204060", (0, 0, width // 4, height // 4))
    return encoded(image, "JPEG", **options)


def black_png(width: int, height: int, *, colour: int = 0, depth: int = 1) -> bytes:
    """Return a PNG of nothing but zeros: a few kilobytes for any number of pixels."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = b"\0" * (1 + (width * channels * depth + 7) // 8)
    press = zlib.compressobj(9)
    some = max(1, 1_000_000 // len(row))
    data = b"".join(press.compress(row * min(some, height - top)) for top in range(0, height, some)) + press.flush()
    palette = [(b"PLTE", b"\0\0\0")] if colour == 3 else []
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [(b"IHDR", header), *palette, (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
