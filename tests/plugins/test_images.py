"""Photos: in the sizes and formats of readers' screens, upright, without what the telephone wrote into them."""

from __future__ import annotations

import io
import re

from PIL import Image


def jpeg(width: int, height: int, *, orientation: int = 1) -> bytes:
    image = Image.new("RGB", (width, height), "#a4452c")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone"
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def with_photo(town, data: bytes):
    town.write("content/images/oven.jpg", data)
    town.shop("the-oven", images=[{"file": "oven.jpg", "alt": "The oven, lit", "credit": "The Oven", "licence": "CC-BY-4.0"}])
    return town.build(public=True)


def test_a_photo_has_three_formats_in_widths_it_really_has(town) -> None:
    site = with_photo(town, jpeg(1200, 800))
    made = {path.name.rsplit("-", 1)[1] for path in (site / "images").iterdir()}
    assert made == {f"{width}.{kind}" for width in (480, 960, 1200) for kind in ("avif", "webp", "jpg")}
    html = (site / "places/the-oven/index.html").read_text()
    assert 'type="image/avif"' in html
    assert re.search(r'<img[^>]* width="960"[^>]* height="640"', html)
    assert 'alt="The oven, lit"' in html
    assert "CC-BY-4.0" in html


def test_a_small_photo_is_not_blown_up(town) -> None:
    site = with_photo(town, jpeg(300, 200))
    assert {path.name.rsplit("-", 1)[1] for path in (site / "images").iterdir()} == {"300.avif", "300.webp", "300.jpg"}


def test_a_photo_stands_upright_and_says_nothing_of_the_telephone(town) -> None:
    site = with_photo(town, jpeg(1200, 800, orientation=6))
    for path in (site / "images").iterdir():
        with Image.open(path) as image:
            assert image.height > image.width, path.name
            assert not image.getexif(), path.name
        assert b"Telephone" not in path.read_bytes()


def test_photos_are_made_once(town) -> None:
    site = with_photo(town, jpeg(1200, 800))
    before = {path: path.stat().st_mtime_ns for path in (site / "images").iterdir()}
    town.shop("another")
    town.build(public=True)
    assert {path: path.stat().st_mtime_ns for path in (site / "images").iterdir()} == before
