"""Checks of ex5_segment: color_palette, colorize, cut_out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, expect_kind, expect_unchanged, one_of, require, same
from grader.core.errors import Raised
from grader.weeks.week12.ex5_segment.masks import draw_mask

# ---- color_palette --------------------------------------------------------------------------------------------------


def _voc(num_classes):
    """The palette of PASCAL VOC, in which the bits of the class number are spread over the three colours."""
    colors = np.zeros((num_classes, 3), int)
    for bit in range(8):
        colors[:, bit % 3] += (np.arange(num_classes) >> bit & 1) << 7 - bit // 3
    return colors


def _known_palettes(count):
    """The right palette, and for each mistake the palettes that it makes, as integers [count, 3]."""
    numbers = np.array([2**25 - 1, 2**15 - 1, 2**21 - 1])
    ids = np.arange(count + 1)[:, None]
    product, one_more = (ids * numbers)[:-1], ids * numbers
    single = ids[:-1].astype(np.float32) * numbers.astype(np.float32)
    right = product % 255
    wrong = {
        "background_dropped": [one_more[1:] % 255, right[1:]],
        "modulo_256": [product % 256, ids[:-1] * (numbers % 255) % 256, product % 256 % 255],
        "float32_for_large_ints": [single % 255],
        # the cast wraps, as the multiplication in int32 does
        "int32_overflow": [product.astype(np.int32) % 255],
        "rgb_order_changed": [right[:, [2, 1, 0]], right[:, [1, 2, 0]], right[:, [2, 0, 1]]],
        "voc_palette_used": [_voc(count)],
        "classes_not_in_rows": [right.T, right.ravel()],
        "class_count_fixed": [np.arange(n)[:, None] * numbers % 255 for n in (20, 21) if n != count],
        "minus_1_forgotten": [ids[:-1] * (numbers + 1) % 255],
    }
    return right, wrong


def _expect_palette(student, num_classes=None):
    """color_palette is right; None: the number of classes is not given."""
    got = student.call("color_palette", *([] if num_classes is None else [num_classes]))
    kind = torch.as_tensor if isinstance(got, torch.Tensor) else np.asarray
    right, wrong = _known_palettes(num_classes or 21)
    known = {k: one_of(*(kind(v.astype(np.uint8)) for v in values)) for k, values in wrong.items()}
    # the right numbers in another type, also in 0..1
    known["not_cast_to_uint8"] = lambda got: any(
        np.allclose(np.asarray(got) * factor, right) for factor in (1, 255)
    )
    expect(got, kind(right.astype(np.uint8)), known=known)


def check_color_palette__colours(student, draw):
    """The formula gives the colours of a few classes, and of another number of them in a second call."""
    for count in draw.distinct(2, 5, 19):
        _expect_palette(student, count)


def check_color_palette__by_default(student, draw):
    """Without an argument there are 21 classes, also after a call with another number."""
    _expect_palette(student)
    _expect_palette(student, draw.integer(2, 60))
    _expect_palette(student)


def check_color_palette__many_classes(student, draw):
    """More than 64 classes have the right colours too: there the product does not fit into int32."""
    _expect_palette(student, draw.integer(130, 250))


# ---- colorize -------------------------------------------------------------------------------------------------------


def _nearest(length, size):
    """For each of `size` pixels the nearest of `length` mask pixels, in every way of rounding that is right.

    torch rounds i * length / size down; Pillow does so from the middle of the pixel; the last way keeps both ends in place.
    """
    i = np.arange(size)
    ways = [i * length / size, (i + 0.5) * length / size, i * length / size + 0.5]
    ways += [i * (length - 1) / (size - 1) + 0.5]
    return [np.floor(way).astype(int).clip(0, length - 1) for way in ways]


@dataclass(frozen=True)
class Painting:
    """A mask, a palette of different colours, and the height and width of the picture."""

    mask: torch.Tensor
    palette: torch.Tensor
    height: int
    width: int

    @property
    def size(self):
        return self.width, self.height

    def ids(self, mask=None):
        """Class numbers of the picture in every right way [ways, height, width]; for a mistake, of another mask."""
        mask = self.mask.numpy() if mask is None else mask
        rows, columns = _nearest(mask.shape[0], self.height), _nearest(mask.shape[1], self.width)
        return np.stack([mask[np.ix_(r, c)] for r in rows for c in columns])

    def mixed(self):
        """Pixels of pictures in which neighbours were mixed: their colours, or their class numbers."""
        mask, palette, modes = self.mask.numpy(), self.palette.numpy(), [*Image.Resampling][1:]
        small, numbers = Image.fromarray(mask.astype(np.uint8)), self.mask[None, None].float()
        ids = [np.asarray(small.resize(self.size, mode)) for mode in modes]
        for more in ({}, {"antialias": True}, {"align_corners": True}):
            large = torch.nn.functional.interpolate(numbers, self.size[::-1], mode="bilinear", **more)
            ids += [np.floor(large[0, 0].numpy()), np.rint(large[0, 0].numpy())]
        pictures = [np.asarray(Image.fromarray(palette[mask]).resize(self.size, mode)) for mode in modes]
        return pictures + [palette[each.astype(int).clip(0, len(palette) - 1)] for each in ids]


def _side(length, factor, unlike=0):
    """About `factor` times the side of a mask, but even, and without a divisor that the two share; None: the same."""
    if factor is None:
        return length
    size = 2 * round(length * factor / 2)
    while np.gcd(size, length) > 1 or size == unlike:
        size += 2
    return size


def _painting(draw, height=None, width=None, *, background=True, last=False):
    """Draw a mask, and a picture about `height` and `width` times as large.

    Without them it is as large as the mask, and a square, so that only the colours count. background, last: the first and
    the last class occur. The mask's sides are odd, and the picture's even without a common divisor: no pixel of the picture
    lies just between two of the mask.
    """
    shape = draw.choice([7, 9]), draw.choice([11, 13])
    if height is None:
        shape = shape[1], shape[1]
    classes = draw.integer(160, 250)
    # far apart, so that a number between two of them is another class
    ids = [i * classes // 6 + draw.integer(0, 2) for i in range(1, 6)]
    mask = draw_mask(draw, shape, [0] * background + ids + [classes - 1] * last)
    code = torch.tensor(draw.distinct(classes, 1, 255**3 - 1))
    palette = torch.stack([code % 255, code // 255 % 255, code // 255**2], dim=1).to(torch.uint8)
    rows = _side(shape[0], height)
    return Painting(mask, palette, rows, _side(shape[1], width, unlike=rows))


def _fits(got, colors):
    """Whether each pixel has one of its colours; colors: [ways, height, width, 3]."""
    pixels = np.asarray(got.convert("RGB"))
    return pixels.shape == colors.shape[1:] and bool((pixels == colors).all(axis=-1).any(axis=0).all())


def _known_pictures(case):
    """Tests for usual mistakes in what colorize gives."""
    ids, mask, palette = case.ids(), case.mask.numpy(), case.palette.numpy()
    # all reds, all greens, all blues, cut into threes
    planes = palette.T.reshape(palette.shape)
    grey = np.arange(256, dtype=np.uint8)[:, None].repeat(3, axis=1)
    own = _known_palettes(256)[0].astype(np.uint8)
    return {
        "array_for_pil_image": lambda got: isinstance(got, np.ndarray | torch.Tensor),
        "width_height_swapped": lambda got: got.size == case.size[::-1] != case.size,
        "resized_to_other_size": lambda got: got.size != case.size,
        "colour_channels_mixed_up": lambda got: (
            _fits(got, palette[ids][..., ::-1]) or _fits(got, planes[ids])
        ),
        "palette_row_shifted": lambda got: _fits(got, np.roll(palette, 1, axis=0)[ids]),
        "own_colours_used": lambda got: _fits(got, own[ids]),
        "class_numbers_as_grey": lambda got: _fits(got, grey[ids]),
        "rows_columns_swapped": lambda got: _fits(got, palette[case.ids(mask.T)]),
        "to_tensor_on_mask": lambda got: _fits(got, palette[0 * ids]),
        "resized_by_interpolation": lambda got: any(_fits(got, each[None]) for each in case.mixed()),
    }


def _expect_picture(student, case, palette):
    """colorize gives a picture of the right size in which each pixel has the colour of a nearest mask pixel."""
    got = student.call("colorize", case.mask, palette, case.size)
    known = _known_pictures(case)
    expect_kind(got, Image.Image, f"PIL image {case.width}x{case.height}", known=known)
    # the only mode that cannot be converted to RGB
    require(got.mode != "La", "mode", got=got.mode, expected="RGB")
    picture = got.convert("RGB")
    ways = case.palette.numpy()[case.ids()]
    want, pixels = ways[0], np.asarray(picture)
    if pixels.shape == want.shape:
        right = (pixels == ways).all(axis=-1).any(axis=0)
        want = np.where(right[..., None], pixels, want)
    expect(picture, Image.fromarray(want), atol=0, known=known)


def _expect_picture_of_either(student, case):
    """colorize is right with an array or else with a tensor as the palette; that both will do is a check of its own."""
    try:
        _expect_picture(student, case, case.palette.numpy())
    except Raised:
        _expect_picture(student, case, case.palette)


def check_colorize__size_of_mask(student, draw):
    """Every class has the colour of its row in the palette; the picture has the size of the mask."""
    _expect_picture_of_either(student, _painting(draw))


def check_colorize__larger(student, draw):
    """A larger picture takes the nearest pixel of the mask; it grows by no whole number, and more in width."""
    _expect_picture_of_either(student, _painting(draw, draw.number(2.4, 2.8), draw.number(3.2, 3.8)))


def check_colorize__smaller(student, draw):
    """A smaller picture takes the nearest pixel of the mask; the last class of the palette occurs."""
    case = _painting(draw, draw.number(0.6, 0.8), draw.number(0.4, 0.6), last=True)
    _expect_picture_of_either(student, case)


def check_colorize__other_shape(student, draw):
    """A picture may be higher and narrower than the mask; its size is (width, height)."""
    _expect_picture_of_either(student, _painting(draw, draw.number(2.4, 2.8), draw.number(0.5, 0.7)))


def check_colorize__palette_kinds(student, draw):
    """The palette may be an array or a tensor."""
    case = _painting(draw)
    _expect_picture(student, case, case.palette.numpy())
    _expect_picture(student, case, case.palette)


def check_colorize__arguments_unchanged(student, draw):
    """Mask and palette stay as they were.

    Class 0 does not occur in the mask: the picture is right even if the first colour of the palette was changed.
    """
    _expect_picture_of_either(student, _painting(draw, background=False))
    expect_unchanged(student)


# ---- cut_out --------------------------------------------------------------------------------------------------------


def _color(draw):
    """A colour whose three numbers are far apart."""
    parts = [draw.integer(10, 40), draw.integer(100, 140), draw.integer(200, 240)]
    return tuple(parts[i] for i in draw.permutation(3))


def _scene(draw):
    """A picture, a mask for it, and the class numbers in the mask in order: 0, which is all around, and four others."""
    width, height = draw.integer(11, 14), draw.integer(6, 9)
    ids = [0, *sorted(draw.distinct(4, 1, 90))]
    mask = torch.nn.functional.pad(draw_mask(draw, (height - 2, width - 2), ids), (1, 1, 1, 1))
    return draw.image(width, height), mask, ids


def _cut(pixels, keep, background):
    """The pixels where `keep` is true, and the background elsewhere."""
    return np.where(keep[..., None], pixels, np.array(background, np.uint8))


def _known_cuts(pixels, mask, class_id, background, mode):
    """Tests for usual mistakes in what cut_out gives."""
    keep = mask == class_id

    def is_one(*pictures):
        return lambda got: any(same(got.convert("RGB"), Image.fromarray(each), atol=0) for each in pictures)

    def kept(*masks):
        return is_one(*(_cut(pixels, each, background) for each in masks))

    return {
        "array_for_pil_image": lambda got: isinstance(got, np.ndarray | torch.Tensor),
        "class_0_as_none": lambda got: class_id == 0 and kept(keep | True, keep & False)(got),
        "made_transparent_only": lambda got: got.mode == "RGBA" != mode or is_one(pixels)(got),
        "not_converted_to_rgb": lambda got: got.mode == mode != "RGB",
        "object_removed_rest_kept": kept(~keep),
        "background_not_as_given": is_one(
            *(_cut(pixels, keep, (each,) * 3) for each in (0, 255, background[0]))
        ),
        "colour_as_mask": kept(keep & pixels.any(axis=-1), keep & (pixels != background).any(axis=-1)),
        "mask_read_as_xy": kept(keep.reshape(keep.shape[::-1]).T),
        "other_classes_kept": kept(mask >= class_id, mask > 0),
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
    for mode in ("RGBA", "P", "LA", "CMYK", "1"):
        image, mask, ids = _scene(draw)
        _expect_cut(student, image.convert(mode), mask, ids[2], _color(draw))


def check_cut_out__any_class(student, draw):
    """A class that is nowhere leaves only background, one that is everywhere the whole image; 0 is a class."""
    image, mask, ids = _scene(draw)
    _expect_cut(student, image, mask, ids[-1] + 1, _color(draw))
    _expect_cut(student, image, torch.full_like(mask, ids[1]), ids[1], _color(draw))
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
