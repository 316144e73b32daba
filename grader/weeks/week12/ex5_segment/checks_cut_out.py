"""Checks of ex5_segment: cut_out."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, expect_tidy, expect_unchanged, same
from grader.weeks.week12.ex5_segment.masks import draw_mask

# ---- cut_out --------------------------------------------------------------------------------------------------------


def _color(draw):
    """A colour whose three numbers are far apart."""
    parts = [draw.integer(10, 40), draw.integer(100, 140), draw.integer(200, 240)]
    return tuple(parts[i] for i in draw.permutation(3))


def _scene(draw):
    """A picture, a mask for it, and the class numbers in the mask in order: 0, which is all around, and four others.

    The picture is not square. Two of the classes do not fit into int8, and one number after the third is free.
    """
    short, long = draw.integer(6, 9), draw.integer(11, 14)
    width, height = draw.choice([(long, short), (short, long)])
    last = draw.integer(200, 240)
    ids = [0, *sorted(draw.distinct(2, 1, 100)), draw.integer(130, last - 2), last]
    mask = torch.nn.functional.pad(draw_mask(draw, (height - 2, width - 2), ids), (1, 1, 1, 1))
    return draw.image(width, height), mask, ids


def _cut(pixels, keep, background):
    """The pixels where `keep` is true, and the background elsewhere."""
    return np.where(keep[..., None], pixels, np.array(background, np.uint8))


def _other_background(got, pixels, keep, background):
    """Whether the right pixels stayed, and all others have one colour, which is not the background."""
    found = np.asarray(got.convert("RGB"))
    stays, rest = found[keep], found[~keep]
    one = len(rest) > 0 and bool((rest == rest[0]).all()) and tuple(rest[0]) != tuple(background)
    return one and len(stays) > 0 and np.array_equal(stays, pixels[keep])


def _known_cuts(pixels, mask, class_id, background, mode):
    """Tests for usual mistakes in what cut_out gives."""
    keep = mask == class_id
    # where all or nothing stays, several mistakes give the same picture
    mixed = keep.any() and not keep.all()

    right = Image.fromarray(_cut(pixels, keep, background))

    def kept(*masks):
        pictures = [Image.fromarray(_cut(pixels, each, background)) for each in masks]
        return lambda got: any(
            same(got.convert("RGB"), each, atol=0) for each in pictures if not same(each, right, atol=0)
        )

    return {
        "array_for_pil_image": lambda got: isinstance(got, np.ndarray | torch.Tensor),
        "class_0_as_none": lambda got: class_id == 0 and kept(keep | True, keep & False)(got),
        "made_transparent_only": lambda got: mixed and kept(keep | True)(got),
        "not_converted_to_rgb": lambda got: (
            got.mode == mode != "RGB" and not same(got.convert("RGB"), right, atol=0)
        ),
        "object_removed_rest_kept": lambda got: mixed and kept(~keep)(got),
        "background_not_as_given": lambda got: _other_background(got, pixels, keep, background),
        # black or white marked what is to be removed
        "colour_as_mask": kept(*(keep & (pixels != mark).any(axis=-1) for mark in (0, 255))),
        "mask_read_as_xy": kept(keep.reshape(keep.shape[::-1]).T),
        "other_classes_kept": lambda got: mixed and kept(mask >= class_id, mask <= class_id, mask > 0)(got),
    }


def _expect_cut(student, image, mask, class_id, background=None):
    """cut_out is right; with None, no background is given, which means white."""
    color = background or (255, 255, 255)
    pixels, ids = np.array(image.convert("RGB")), mask.numpy()
    got = student.call("cut_out", image, mask, class_id, *([background] if background else []))
    known = _known_cuts(pixels, ids, class_id, color, image.mode)
    expect(got, Image.fromarray(_cut(pixels, ids == class_id, color)), atol=0, known=known)


def check_cut_out__rgb_image(student, draw):
    """The pixels of one class stay, and the rest becomes the background; the class is neither first nor last."""
    for _ in range(2):
        image, mask, ids = _scene(draw)
        _expect_cut(student, image, mask, draw.choice(ids[1:-1]), _color(draw))


def check_cut_out__by_default(student, draw):
    """Without a background the rest is white; black can be asked for."""
    image, mask, ids = _scene(draw)
    _expect_cut(student, image, mask, ids[2])
    _expect_cut(student, image, mask, ids[2], (0, 0, 0))


def check_cut_out__grey_image(student, draw):
    """The background keeps its colour when the image is grey."""
    image, mask, ids = _scene(draw)
    _expect_cut(student, image.convert("L"), mask, ids[2], _color(draw))


def check_cut_out__other_modes(student, draw):
    """An image of any other mode is cut out as RGB."""
    for mode in ("RGBA", "P", "LA", "CMYK", "1", "YCbCr"):
        image, mask, ids = _scene(draw)
        _expect_cut(student, image.convert(mode), mask, ids[2], _color(draw))


def check_cut_out__any_class(student, draw):
    """A class that is nowhere leaves only background, one that is everywhere the whole image; 0 is a class.

    The picture may also be a single row or column of pixels.
    """
    image, mask, ids = _scene(draw)
    # between two others, so that a comparison by < or > shows
    _expect_cut(student, image, mask, ids[3] + 1, _color(draw))
    _expect_cut(student, image, torch.zeros_like(mask), ids[1], _color(draw))
    _expect_cut(student, image, torch.full_like(mask, ids[3]), ids[3], _color(draw))
    length, turned = draw.integer(5, 9), draw.choice([False, True])
    row = draw_mask(draw, (1, length), ids[:2])
    strip = draw.image(1, length) if turned else draw.image(length, 1)
    _expect_cut(student, strip, row.T.clone() if turned else row, ids[1], _color(draw))
    _expect_cut(student, image, mask, 0, _color(draw))


def check_cut_out__any_colour(student, draw):
    """Pixels that stay may be black, white, or of the colour of the background."""
    image, mask, ids = _scene(draw)
    background = _color(draw)
    pixels, stays = np.array(image), mask.numpy() == ids[2]
    special = np.array([(0, 0, 0), (255, 255, 255), background], np.uint8)
    # the three colours in turn
    pixels[stays] = np.resize(special, (stays.sum(), 3))
    _expect_cut(student, Image.fromarray(pixels), mask, ids[2], background)


def check_cut_out__arguments_unchanged(student, draw):
    """Image and mask stay as they were."""
    image, mask, ids = _scene(draw)
    _expect_cut(student, image, mask, ids[2], _color(draw))
    expect_unchanged(student, mistake="image_or_mask_overwritten")
    expect_tidy(student, mistake="process_left_changed")
