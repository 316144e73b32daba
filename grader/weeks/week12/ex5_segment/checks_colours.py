"""Checks of ex5_segment: color_palette, colorize."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, expect_kind, expect_tidy, expect_unchanged, one_of, require
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
    """The right palette, as integers [count, 3], and for each mistake the palettes that it makes."""
    numbers = np.array([2**25 - 1, 2**15 - 1, 2**21 - 1])
    ids = np.arange(count + 1)[:, None]
    product, one_more = (ids * numbers)[:-1], ids * numbers
    single = ids[:-1].astype(np.float32) * numbers.astype(np.float32)
    right = product % 255
    wrong = {
        "background_dropped": [one_more[1:] % 255, right[1:]],
        "modulo_256": [product % 256, product % 256 % 255],
        "class_ids_wrapped": [right[np.arange(count) % 256]],
        "float32_for_large_ints": [single % 255],
        # the cast wraps, as the multiplication in int32 does
        "int32_overflow": [product.astype(np.int32) % 255],
        "rgb_order_changed": [right[:, order] for order in itertools.permutations(range(3))][1:],
        "voc_palette_used": [_voc(count)],
        "classes_not_in_rows": [right.T, right.ravel()],
        "reshape_for_permute": [right.T.reshape(count, 3)],
        "minus_1_forgotten": [ids[:-1] * (numbers + 1) % 255],
    }
    # modulo before multiplying, which then wraps
    early = ids[:-1] * (numbers % 255) % 256
    wrong["modulo_256"] += [early, early % 255]
    return right, wrong


def _is_palette(got, count):
    """Whether these are the colours of `count` classes, of whatever type."""
    rows = np.asarray(got)
    return rows.shape == (count, 3) and np.array_equal(rows, _known_palettes(count)[0])


def _expect_palette(student, num_classes=None):
    """color_palette is right; None: the number of classes is not given."""
    got = student.call("color_palette", *([] if num_classes is None else [num_classes]))
    kind = torch.as_tensor if isinstance(got, torch.Tensor) else np.asarray
    right, wrong = _known_palettes(num_classes or 21)
    known = {k: one_of(*(kind(v.astype(np.uint8)) for v in values)) for k, values in wrong.items()}
    # the right numbers in another type, also in 0..1
    known["not_cast_to_uint8"] = lambda got: (
        np.shape(got) == right.shape and any(np.allclose(np.asarray(got) * each, right) for each in (1, 255))
    )
    known["class_count_fixed"] = lambda got: len(got) != len(right) and _is_palette(got, len(got))
    expect(got, kind(right.astype(np.uint8)), known=known)


def check_color_palette__colours(student, draw):
    """The formula gives the colours of a few classes, and of another number of them in a second call; one class will do."""
    for count in [*draw.distinct(2, 5, 19), 1]:
        _expect_palette(student, count)


def check_color_palette__by_default(student, draw):
    """Without an argument there are 21 classes, also after a call with another number."""
    _expect_palette(student)
    _expect_palette(student, draw.integer(22, 60))
    _expect_palette(student)
    expect_tidy(student, mistake="process_left_changed")


def check_color_palette__many_classes(student, draw):
    """Above 64 classes the product does not fit into int32, above 255 the number of the class not into uint8."""
    _expect_palette(student, draw.integer(270, 400))


# ---- colorize -------------------------------------------------------------------------------------------------------


def _nearest(length, size):
    """For each of `size` pixels the nearest of `length` mask pixels, in every way of rounding that is right.

    torch rounds i * length / size down; Pillow does so from the middle of the pixel; the last way keeps both ends in place.
    """
    i = np.arange(size)
    ways = [i * length / size, (i + 0.5) * length / size, i * length / size + 0.5]
    ways += [i * (length - 1) / max(size - 1, 1) + 0.5]
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


def _painting(draw, height=None, width=None, *, shape=None, background=True, last=False):
    """Draw a mask, and a picture about `height` and `width` times as large.

    Without them it is as large as the mask, and a square, so that only the colours count. background, last: the first and
    the last class occur. The mask's sides are odd, and the picture's even without a common divisor: no pixel of the picture
    lies just between two of the mask.
    """
    if shape is None:
        shape = draw.choice([7, 9]), draw.choice([11, 13])
        shape = shape if height else (shape[1], shape[1])
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
    # the coloured mask [H, W, 3] read as [3, H, W], and the picture [3, H, W] read as [H, W, 3]
    torn = palette[mask].reshape(3, -1).T
    places = case.ids(np.arange(mask.size).reshape(mask.shape))
    planes_read = palette[ids].transpose(0, 3, 1, 2).reshape(*ids.shape, 3)
    grey = np.arange(256, dtype=np.uint8)[:, None].repeat(3, axis=1)
    own = _known_palettes(256)[0].astype(np.uint8)
    return {
        "array_for_pil_image": lambda got: isinstance(got, np.ndarray | torch.Tensor),
        "width_height_swapped": lambda got: got.size == case.size[::-1] != case.size,
        "resized_to_other_size": lambda got: got.size != case.size,
        "colour_channels_mixed_up": lambda got: (
            _fits(got, palette[ids][..., ::-1]) or _fits(got, planes[ids])
        ),
        # with three rows and columns, [3, H, W] looks the same without a reshape
        "reshape_for_permute": lambda got: (
            mask.shape != (3, 3) and (_fits(got, torn[places]) or _fits(got, planes_read))
        ),
        "palette_row_shifted": lambda got: any(
            _fits(got, np.roll(palette, step, axis=0)[ids]) for step in (1, -1)
        ),
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
    """A picture may be higher and narrower than the mask, and the mask a single row or column; size is (width, height)."""
    _expect_picture_of_either(student, _painting(draw, draw.number(2.4, 2.8), draw.number(0.5, 0.7)))
    strip = draw.choice([(1, draw.choice([11, 13])), (draw.choice([11, 13]), 1)])
    _expect_picture_of_either(student, _painting(draw, *(4 if n == 1 else 0.6 for n in strip), shape=strip))


def check_colorize__palette_kinds(student, draw):
    """The palette may be an array or a tensor. A mask of 3 x 3 has as many rows and columns as a picture has channels."""
    case = _painting(draw, shape=(3, 3))
    _expect_picture(student, case, case.palette.numpy())
    _expect_picture(student, case, case.palette)


def check_colorize__arguments_unchanged(student, draw):
    """Mask and palette stay as they were.

    In one mask class 0 does not occur: the picture is right even if the first colour of the palette was changed.
    """
    for background in (False, True):
        _expect_picture_of_either(student, _painting(draw, background=background))
        expect_unchanged(student, mistake="arguments_overwritten")
    expect_tidy(student, mistake="process_left_changed")
