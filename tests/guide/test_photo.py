"""A photo is looked at before it is opened: what it is, how large it becomes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from guide.files import Unreadable
from guide.photo import FORMATS, SIDE, read_photo
from guide.shop import parse_image_path


def photo(form: str, size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    held = io.BytesIO()
    Image.new(mode, size).save(held, form)
    return held.getvalue()


def put(town: Path, data: bytes, file: str = "a/b.jpg") -> str:
    target = town / "content" / "images" / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return file


def why_not(town: Path, file: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_photo(town, file)
    assert caught.value.problem.fix is not None
    return caught.value.problem.text("en")


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_read_whatever_the_name_says(tmp_path: Path, form: str) -> None:
    data = photo(form)
    found = read_photo(tmp_path, put(tmp_path, data))
    assert (found.data, found.width, found.height) == (data, 40, 30)


@pytest.mark.parametrize("form", ["BMP", "TIFF", "ICO", "PPM", "EPS"])
def test_other_formats_are_refused(tmp_path: Path, form: str) -> None:
    assert "cannot be read" in why_not(tmp_path, put(tmp_path, photo(form)))


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\xff\xd8\xff\xe0", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"])
def test_what_is_no_photo_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "cannot be read" in why_not(tmp_path, put(tmp_path, data))


@pytest.mark.parametrize("size", [(SIDE + 1, 1), (1, SIDE + 1), (5_000, 5_000)])
def test_a_photo_with_more_pixels_than_can_be_opened_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    assert "too large" in why_not(tmp_path, put(tmp_path, photo("PNG", size, "1")))


def test_a_photo_that_is_not_there_or_elsewhere_is_refused(tmp_path: Path) -> None:
    put(tmp_path, photo("PNG"))
    (tmp_path / "secret.png").write_bytes(photo("PNG"))
    (tmp_path / "content" / "images" / "link.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "content" / "images" / "folder").symlink_to(tmp_path)
    assert "does not exist" in why_not(tmp_path, "none.png")
    assert "does not stand in content/images/" in why_not(tmp_path, "link.png")
    assert "does not stand in content/images/" in why_not(tmp_path, "folder/secret.png")
    assert "does not stand in content/images/" in why_not(tmp_path, "../../secret.png")


@pytest.mark.parametrize("path", ["a.jpg", "a/b c.JPEG", "été/four à bois.webp", "a/b/c.d.avif", "a-b_c.gif"])
def test_a_path_below_the_photos_is_taken(path: str) -> None:
    assert parse_image_path(f" {path} ") == path


@pytest.mark.parametrize("path", ["../a.jpg", "a/../b.jpg", "/a.jpg", "a//b.jpg", "./a.jpg", "a/.b.jpg", "a.svg", "a", "", "a\\b.jpg", "C:a.jpg", "a\n.jpg", ["a.jpg"]])
def test_another_path_is_refused(path: object) -> None:
    with pytest.raises(ValueError, match=r"photo|several"):
        parse_image_path(path)
