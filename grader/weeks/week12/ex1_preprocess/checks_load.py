"""Checks of ex1_preprocess: load_rgb."""

from __future__ import annotations

import io

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, require


def _size(draw):
    """Width and height of a small picture that is not square."""
    return draw.integer(20, 32), draw.integer(34, 48)


def _file_of(picture, suffix, **save):
    """The bytes of a file of this picture."""
    buffer = io.BytesIO()
    picture.save(buffer, format=Image.registered_extensions()[suffix], **save)
    return buffer.getvalue()


UNCONVERTED = {
    "grey_or_palette_unconverted": lambda got: got.mode in ("1", "L", "P"),
    "alpha_or_cmyk_unconverted": lambda got: got.mode in ("LA", "RGBA", "CMYK"),
}
"""Known mistakes: the picture that came back has one channel, or two or four."""


def _smaller(got, size):
    """Test for a known mistake: the picture was made smaller."""
    return got.mode == "RGB" and got.width < size[0] and got.height <= size[1]


def _expect_file(student, picture, suffix, known=None, *, atol=0, **save):
    """load_rgb of a file of `picture` gives its RGB pixels, and leaves the file alone."""
    data = _file_of(picture, suffix, **save)
    path = student.file(data, suffix)
    known = UNCONVERTED | (known or {})
    expect(
        student.call("load_rgb", path), Image.open(io.BytesIO(data)).convert("RGB"), atol=atol, known=known
    )
    kept = student.prop("file_bytes", path) == data
    require(kept, "argument_changed", got="", expected="the file as it was", mistake="file_written")


def check_load_rgb__colour(student, draw):
    """A colour picture comes back with its own pixels."""
    picture = draw.image(*_size(draw))
    blue_first = Image.merge("RGB", picture.split()[::-1])
    _expect_file(student, picture, draw.choice([".png", ".bmp"]), {"channels_in_bgr": blue_first})


def check_load_rgb__grey(student, draw):
    """A grey picture and a black-and-white one come back as RGB."""
    width, height = _size(draw)
    grey = Image.fromarray(draw.pixels(height, width, 1)[:, :, 0])
    _expect_file(student, grey, ".png")
    black_and_white = grey.point(lambda v: 255 * (v > 110)).convert("1")
    _expect_file(student, black_and_white, ".png")


def check_load_rgb__palette(student, draw):
    """A palette picture comes back in its colours, not as numbers of the palette."""
    picture = draw.image(*_size(draw)).quantize(draw.integer(12, 40))
    numbers = Image.merge("RGB", [Image.fromarray(np.asarray(picture))] * 3)
    known = {"palette_numbers_as_grey": numbers}
    _expect_file(student, picture, ".png", known)


def check_load_rgb__transparency(student, draw):
    """A picture with an alpha channel comes back as RGB.

    It is opaque: whether the channel is dropped or the picture is painted on a background makes no difference.
    """
    picture = draw.image(*_size(draw))
    picture.putalpha(255)
    _expect_file(student, picture, ".png")
    _expect_file(student, picture.convert("LA"), ".png")


def check_load_rgb__cmyk(student, draw):
    """A CMYK picture comes back as RGB; three of its four channels are not its colours."""
    width, height = _size(draw)
    inks = draw.pixels(height, width, 4)
    picture = Image.merge("CMYK", [Image.fromarray(inks[:, :, i].copy()) for i in range(4)])
    three_of_four = Image.merge("RGB", picture.split()[:3])
    known = {"cmyk_black_dropped": three_of_four}
    _expect_file(student, picture, ".tif", known, atol=1)


def check_load_rgb__size_kept(student, draw):
    """A picture keeps its size: it is not made smaller, nor turned as its EXIF orientation says.

    One is longer than any limit that somebody would put in, and as thin as can be.
    """
    for size in ((draw.integer(300, 320), draw.integer(262, 280)), (draw.integer(4200, 4400), 1)):
        picture = draw.image(*size)
        smaller = {"resized_on_loading": lambda got, size=size: _smaller(got, size)}
        _expect_file(student, picture, ".png", smaller)
    picture = draw.image(*_size(draw))
    exif = Image.Exif()
    exif[0x0112] = draw.choice([6, 8])  # orientation: a quarter turn
    turned = {"turned_by_exif": lambda got: got.size == picture.size[::-1]}
    _expect_file(student, picture, ".png", turned, exif=exif)


def check_load_rgb__file_gone(student, draw):
    """The pixels are still there when the file is not.

    Noise does not compress: the file is far larger than what Python reads ahead.
    """
    noise = draw.integers(draw.integer(240, 256), draw.integer(260, 300), 3, low=0, high=255)
    picture = Image.fromarray(noise.to(torch.uint8).numpy())
    path = student.file(picture, ".png")
    kept = student.call("load_rgb", path, keep=True)
    student.prop("wipe_file", path)
    expect(student.fetch(kept), picture, atol=0)
