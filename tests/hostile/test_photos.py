"""Photos come from telephones and from strangers: each is made small and bare, or refused with a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from guide.problem import InvalidContent
from plugins.assets.generator import FOREIGN
from tests.conftest import REPOSITORY, Town
from tests.hostile.measured import MEGABYTE
from tests.hostile.pictures import black_png, encoded, jpeg

MEGABYTES = 500
SECRET = b"48 Hidden Street"


def exif(orientation: int) -> Image.Exif:
    """Return what a telephone writes: how it was held, whose it is, where it was."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = SECRET.decode()
    data[0x013B] = SECRET.decode()
    place = data.get_ifd(0x8825)
    place[1], place[2], place[29] = "N", (48.0, 38.0, 12.0), SECRET.decode()
    return data


def png_text() -> PngImagePlugin.PngInfo:
    """Return notes in each of the forms that PNG has for them."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    notes.add_text("Author", SECRET.decode(), zip=True)
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    return notes


def flat(mode: str, form: str, width: int = 60, height: int = 40, **options: object) -> bytes:
    """Return a photo of one colour in a mode of Pillow."""
    return encoded(Image.new(mode, (width, height)), form, **options)


def frames(count: int) -> bytes:
    """Return an animation."""
    pictures = [Image.new("P", (50, 50), number % 256) for number in range(count)]
    return encoded(pictures[0], "GIF", save_all=True, append_images=pictures[1:])


def srgb() -> bytes:
    """Return a real colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


# What is made into a picture, with the size it has upright.
TAKEN: dict[str, tuple[bytes, tuple[int, int]]] = {
    "cmyk.jpg": (flat("CMYK", "JPEG"), (60, 40)),
    "grey.jpg": (flat("L", "JPEG"), (60, 40)),
    "grey-16.png": (flat("I;16", "PNG"), (60, 40)),
    "colour-16.png": (black_png(60, 40, colour=2, depth=16), (60, 40)),
    "transparent-16.png": (black_png(60, 40, colour=6, depth=16), (60, 40)),
    "palette.png": (flat("P", "PNG", transparency=0), (60, 40)),
    "bits.png": (flat("1", "PNG"), (60, 40)),
    "grey-transparent.png": (flat("LA", "PNG"), (60, 40)),
    "transparent.webp": (flat("RGBA", "WEBP", lossless=True), (60, 40)),
    "flat.avif": (flat("RGB", "AVIF"), (60, 40)),
    "frames.gif": (frames(1_000), (50, 50)),
    "one-pixel.png": (black_png(1, 1), (1, 1)),
    "a-column.png": (black_png(2, 15_000), (1, 7_500)),
    "a-line.png": (black_png(15_000, 2), (960, 1)),
    "notes.png": (flat("RGB", "PNG", pnginfo=png_text()), (60, 40)),
    "comment.jpg": (jpeg(60, 40, comment=SECRET), (60, 40)),
    "broken-exif.jpg": (jpeg(60, 40, exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + SECRET), (60, 40)),
    "xmp.webp": (flat("RGB", "WEBP", xmp=SECRET, exif=exif(1).tobytes()), (60, 40)),
    "profile.jpg": (jpeg(60, 40, icc_profile=srgb()), (60, 40)),
    "heavy-profile.jpg": (jpeg(60, 40, icc_profile=SECRET * 50_000), (60, 40)),
    **{f"held-{n}.jpg": (jpeg(60, 40, exif=exif(n)), (60, 40) if n < 5 else (40, 60)) for n in range(1, 9)},
    "huge.jpg": (flat("RGB", "JPEG", 8_000, 6_000, quality=30), (960, 720)),
    "huge-cmyk.jpg": (flat("CMYK", "JPEG", 6_000, 6_000, quality=30), (960, 960)),
    "tall.jpg": (flat("RGB", "JPEG", 3_100, 15_900, quality=30), (623, 3_195)),
    "large.png": (black_png(4_000, 4_000, colour=6, depth=8), (960, 960)),
    "large-grey.png": (black_png(4_000, 4_000, colour=4, depth=16), (960, 960)),
    "large.webp": (flat("RGBA", "WEBP", 4_000, 4_000, lossless=True, method=0), (960, 960)),
    "large.avif": (flat("RGBA", "AVIF", 4_000, 4_000, speed=10), (960, 960)),
}
GOOD = jpeg(400, 300)
NOISE = encoded(Image.frombytes("L", (200, 200), b"".join(bytes([n * n % 251, n % 199]) for n in range(20_000))), "PNG")
# What is refused when the town is read, with the beginning of what is said.
REFUSED = {
    "bomb.png": (black_png(20_000, 20_000), "This photo"),
    "bomb-of-eight-bits.png": (black_png(8_000, 8_000, colour=3, depth=8), "This photo is too large: more than 50 million pixels."),
    "long.png": (black_png(60_000, 1), "This photo is too large: 60000 × 1 pixels."),
    "high.png": (black_png(1, 60_000), "This photo is too large: 1 × 60000 pixels."),
    "large.gif": (flat("P", "GIF", 5_000, 5_000), "This photo is too large: 5000 × 5000 pixels."),
    "nothing.jpg": (b"", "This photo cannot be read."),
    "zeros.jpg": (bytes(10_000), "This photo cannot be read."),
    "drawing.jpg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "This photo cannot be read."),
    "page.jpg": (b"<!doctype html><script>alert(1)</script>", "This photo cannot be read."),
    "script.gif": (b"GIF89a=1;alert(1)//", "This photo cannot be read."),
    "document.png": (b"%PDF-1.7\n", "This photo cannot be read."),
    "bitmap.png": (flat("RGB", "BMP"), "This photo cannot be read."),
    "tiff.jpg": (flat("RGB", "TIFF"), "This photo cannot be read."),
    "postscript.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "This photo cannot be read."),
    "beginning.jpg": (GOOD[:12], "This photo cannot be read."),
}
# What only turns out to be broken when its pixels are looked at.
BROKEN = {
    "half.jpg": GOOD[: len(GOOD) // 2],
    "half.png": NOISE[: len(NOISE) // 2],
    "half.gif": encoded(Image.linear_gradient("L"), "GIF")[:3_000],
}
# Builds a town in a process of its own, and says how much memory that took.
BUILD = """
import json, sys, warnings
from pathlib import Path
from tests.conftest import Town
from tests.hostile.measured import memory
warnings.simplefilter("error")
site = Town(Path(sys.argv[1])).build()
print(json.dumps({"memory": memory(), "filters": len(warnings.filters)}))
"""


def town_of(town: Town, photos: dict[str, bytes]) -> None:
    """Give each photo to a shop."""
    for name, data in photos.items():
        town.write(f"content/images/{name}", data)
        town.shop(name.replace(".", "-"), images=[{"file": name, "alt": "a", "credit": "b"}])


@pytest.mark.slow
def test_each_photo_is_made_small_upright_and_bare(town: Town, tmp_path: Path) -> None:
    """Whatever its format: within the memory of a small machine, nothing of the original but the picture in the output."""
    town_of(town, {name: data for name, (data, _) in TAKEN.items()})
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(town.folder)], cwd=REPOSITORY, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert json.loads(done.stdout)["memory"] < MEGABYTES * MEGABYTE
    made = sorted((tmp_path / "output" / "images").iterdir())
    for path in made:
        data = path.read_bytes()
        assert SECRET not in data
        assert len(data) < 300_000
        with Image.open(BytesIO(data)) as picture:
            picture.load()
            assert picture.format in {"JPEG", "WEBP", "AVIF"}
            assert not picture.getexif()
            assert not {"comment", "xmp", "exif", "photoshop"} & picture.info.keys()
            assert picture.width <= 1_600
    guide = town.guide()
    for name, (_, (width, height)) in TAKEN.items():
        page = (tmp_path / "output" / guide.urls.shop(name.replace(".", "-")) / "index.html").read_text(encoding="utf-8")
        assert f'width="{width}" height="{height}"' in page, name


def test_a_colour_profile_stays_with_the_colours(town: Town) -> None:
    """The photos of recent telephones would look pale without it; one that is no profile is left out."""
    town_of(town, {name: TAKEN[name][0] for name in ("profile.jpg", "heavy-profile.jpg", "cmyk.jpg")})
    kept = {path.name.split("-")[0] for path in (town.build() / "images").iterdir() if Image.open(path).info.get("icc_profile")}
    assert kept == {"profile"}


def test_sixteen_bits_of_grey_are_still_a_picture(town: Town) -> None:
    """Cut off at 255 they would be a white sheet."""
    town_of(town, {"ramp.png": encoded(Image.linear_gradient("L").convert("I;16").point(lambda value: value * 257), "PNG")})
    (path,) = (town.build() / "images").glob("*256.jpg")
    with Image.open(path) as picture:
        assert picture.convert("L").getextrema() == pytest.approx((0, 255), abs=3)


def test_each_bad_photo_is_refused_when_the_town_is_read(town: Town) -> None:
    """At the line of the entry that names it."""
    town_of(town, {name: data for name, (data, _) in REFUSED.items()})
    guide, problems = town.check()
    assert guide is None
    told = {problem.path: str(problem.what) for problem in problems}
    for name, (_, said) in REFUSED.items():
        assert f"The photo “{name}” cannot be used. {said}" in told[f"shops/{name.replace('.', '-')}.yaml"]


def test_each_broken_photo_is_refused_by_its_name(town: Town) -> None:
    """All of them at once, and no other photo with them."""
    town_of(town, {**BROKEN, "good.jpg": GOOD})
    with pytest.raises(InvalidContent) as refusal:
        town.build()
    assert [problem.path for problem in refusal.value.problems] == sorted(f"content/images/{name}" for name in BROKEN)
    assert {str(problem.what) for problem in refusal.value.problems} == {"This photo cannot be read."}


def test_one_photo_under_many_names_is_made_by_many_at_once(town: Town) -> None:
    """They share their files in the cache, and nobody stumbles over another's."""
    town_of(town, {f"copy-{number}.jpg": GOOD for number in range(12)})
    site = town.build()
    assert len({path.read_bytes() for path in (site / "images").glob("*-400.jpg")}) == 1
    assert not list((town.folder.parent / "cache").rglob("*.new"))


@pytest.mark.parametrize(
    "css", ["a { background: url(//example.org/a) }", "@import '//example.org/a';", "@\\69mport '//example.org';", "a { background: u\\72l(//example.org/a) }", "a { background: image-set('//example.org/a' 1x) }", "a { background: URL(//example.org/a) }", "</style><script>alert(1)</script>"]
)  # fmt: skip
def test_the_towns_own_colours_ask_no_other_site(town: Town, css: str) -> None:
    """Neither openly nor in disguise."""
    town.write("content/brand.css", f":root {{ --accent: #a4452c; }}\n{css}\n")
    with pytest.raises(InvalidContent) as refusal:
        town.build()
    (problem,) = refusal.value.problems
    assert (problem.path, problem.line) == ("content/brand.css", 2)
    assert any(f"“{sign}”" in str(problem.what) for sign in FOREIGN)
