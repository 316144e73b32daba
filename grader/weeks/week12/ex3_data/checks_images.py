"""Checks of ex3_data: channel_stats, image_grid."""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F
from torchvision.utils import make_grid

from grader.checking.kit import expect, expect_tidy, expect_unchanged, require, same

# ---- channel_stats --------------------------------------------------------------------------------------------------

CLOSE = 6e-5
"""Tolerance of all checks but one, so that four digits are enough."""

APART = 0.006
"""How far a mistake's value is from the right one at least, where it is to be told from it."""


def _stats(pixels, correction=0):
    """(means, standard deviations) of pixels [C, n]; correction=1 divides by n - 1."""
    pixels = pixels.double()
    return pixels.mean(1).tolist(), pixels.std(1, correction=correction).tolist()


def _row(images):
    """All pixels of all images in one row for each channel: [C, n]."""
    return torch.cat([image.flatten(1) for image in images], dim=1)


def _levels(draw, channels, low, high, wobble):
    """A level for each channel [C, 1], clearly apart from the others, in random order."""
    levels = torch.linspace(low, high, channels) if channels > 1 else torch.tensor([draw.number(low, high)])
    return levels[draw.permutation(channels)][:, None] + draw.uniform(channels, 1, low=-wobble, high=wobble)


def _pixels(draw, level, spread, count):
    """Pixels [C, count] in 0..1 with mean `level` and standard deviation `spread`, before they are clipped."""
    noise = draw.normal(len(level), count)
    noise = (noise - noise.mean(1, keepdim=True)) / noise.std(1, correction=0, keepdim=True)
    return (level + spread * noise.clamp(-2, 2)).clamp(0, 1)


def _each_image(images):
    """What comes out when the deviation is computed image by image: means of the deviations or of the variances."""
    made = []
    sizes = torch.tensor([[image[0].numel()] for image in images]).double()
    for correction in (0, 1):
        own = [image.flatten(1).double().std(1, correction=correction) for image in images]
        each = torch.stack(own)  # [N, C]
        for weights in (sizes / sizes.sum(), torch.ones_like(sizes) / len(sizes)):
            made += [(each * weights).sum(0), (each**2 * weights).sum(0).sqrt()]
    return [way.tolist() for way in made]


BOOK = ([0.4914, 0.4822, 0.4465], [0.485, 0.456, 0.406], [0.5, 0.5, 0.5], [0.1307], [0.5])
"""Means of CIFAR-10, ImageNet and MNIST, and those of -1..1, as they stand in every tutorial."""


def _known_stats(images, want):
    """What comes out of usual mistakes."""
    mean, std = want
    each_image = [way for way in _each_image(images) if not same(way, std, atol=APART)]
    rounded = [[[round(v, digits) for v in part] for part in want] for digits in (1, 2, 3, 4)]
    return {
        "well_known_numbers": lambda got: list(got[0]) in BOOK,
        "numbers_as_tensors": lambda got: any(
            isinstance(v, torch.Tensor | np.ndarray) for v in (*got, *got[0], *got[1])
        ),
        "pair_for_each_channel": lambda got: same(
            [list(pair) for pair in got], [list(p) for p in zip(*want, strict=True)]
        ),
        "mean_and_std_swapped": (std, mean),
        "stats_rounded": lambda got: [list(part) for part in got] in rounded,
        "image_stds_averaged": lambda got: any(same(got[1], way, atol=1e-4) for way in each_image),
        "variance_for_std": lambda got: same(got[1], [s * s for s in std], atol=1e-4),
        "channels_not_kept": lambda got: len(got[0]) != len(mean),
        "range_changed": lambda got: (
            same(got[0], [255 * m for m in mean]) or same(got[0], [m / 255 for m in mean])
        ),
    }


def _channel_stats(student, draw, images, *, data=None, known=None, strict=False):
    """channel_stats of a data set of these images is right; returns a handle of the data set.

    strict: to the last digit, and divided by n. Elsewhere n - 1 is as good, which has a check of its own.
    """
    labels = draw.integers(len(images), low=0, high=9).tolist()
    dataset = student.prop("pictures", images, labels, data, keep=True)
    got = student.call("channel_stats", dataset)
    row = _row(images)
    want, atol = _stats(row), 5e-6 if strict else CLOSE
    known = (known or {}) | _known_stats(images, want)
    if not strict and same(got, _stats(row, correction=1), atol=atol, rtol=0):
        want = _stats(row, correction=1)
    expect(got, want, atol=atol, rtol=0, known=known)
    return dataset


def check_channel_stats__colour(student, draw):
    """Each channel has its own mean and deviation.

    The images have one size and the same pixels in another order, some of them black: only the channels differ.
    """
    height, width = draw.integer(5, 6), draw.integer(8, 10)
    levels = _levels(draw, 3, 0.4, 0.6, 0.02), _levels(draw, 3, 0.06, 0.16, 0.01)
    pixels = _pixels(draw, *levels, height * width)
    pixels[:, : height * width // 8] = 0
    orders = [draw.permutation(height * width) for _ in range(draw.integer(11, 14))]
    images = [pixels[:, order].reshape(3, height, width) for order in orders]
    _channel_stats(student, draw, images)


def _bright_and_dark(draw, channels, sizes):
    """Images of these sizes from dark to bright; the values within an image are close together."""
    light = torch.linspace(0.3, 0.7, len(sizes))
    base = _levels(draw, channels, -0.1, 0.1, 0.02)
    spread = _levels(draw, channels, 0.03, 0.05, 0.005)
    made = []
    for (height, width), level in zip(sizes, light, strict=True):
        pixels = _pixels(draw, base + level, spread * draw.number(0.7, 1.3), height * width)
        made.append(pixels.reshape(channels, height, width))
    return made


def check_channel_stats__bright_and_dark(student, draw):
    """The deviation is taken over all images at once; most of it lies between them."""
    size = (draw.integer(3, 5), draw.integer(6, 8))
    _channel_stats(student, draw, _bright_and_dark(draw, 3, [size] * draw.choice([11, 13])))


def check_channel_stats__sizes_differ(student, draw):
    """Every pixel counts the same, so that a large image counts more than a small one."""
    small, large = (draw.integer(2, 3), draw.integer(4, 5)), (draw.integer(8, 10), draw.integer(11, 13))
    # in turn, so that no batch of neighbours has images of one size
    sizes = [small, large] * draw.integer(3, 4)
    images = _bright_and_dark(draw, 3, sizes)
    mean = torch.stack([image.double().mean((1, 2)) for image in images]).mean(0).tolist()
    _channel_stats(
        student,
        draw,
        images,
        known={"image_means_averaged": lambda got: same(got[0], mean, atol=2e-6, rtol=0)},
    )


def check_channel_stats__any_channels(student, draw):
    """Images may have one, two or four channels."""
    for channels in (1, 2, 4):
        size = (draw.integer(3, 5), draw.integer(6, 8))
        images = _bright_and_dark(draw, channels, [size] * draw.integer(9, 11))
        _channel_stats(student, draw, images)


def _rounding_shows(values):
    """Whether some value has clearly more than four digits after the point."""
    return any(abs(round(v, 4) - v) > 2e-5 for part in values for v in part)


def check_channel_stats__few_pixels(student, draw):
    """The divisor is n, not n - 1, which shows where pixels are few; and nothing is rounded."""
    for channels in (1, 3):
        size = (1, draw.integer(2, 4))
        images = draw.until(
            lambda channels=channels, size=size: _bright_and_dark(draw, channels, [size, size]),
            lambda images: _rounding_shows(_stats(_row(images))),
        )
        row = _row(images)
        unbiased = _stats(row, correction=1)
        known = {"divided_by_n_minus_1": lambda got, want=unbiased: same(got, want)}
        _channel_stats(student, draw, images, known=known, strict=True)


def _naive_variances(images):
    """E[x^2] - E[x]^2 in the usual ways of computing it, [ways, C]: for a channel of one value it is often below 0."""
    made = []
    for dtype in (torch.float32, torch.float64):
        stack = torch.stack(images).to(dtype)
        row = stack.transpose(0, 1).flatten(1)
        total, squares = (sum(image.flatten(1).pow(power).sum(1) for image in stack) for power in (1, 2))
        made.append(squares / row.shape[1] - (total / row.shape[1]) ** 2)
        made.append((row**2).mean(1) - row.mean(1) ** 2)
        made.append((stack**2).mean((0, 2, 3)) - stack.mean((0, 2, 3)) ** 2)
    return torch.stack([way.double() for way in made])


def check_channel_stats__one_value(student, draw):
    """A channel in which all pixels are equal has the deviation 0: rounding below 0 must not become nan."""
    count, size = draw.integer(10, 12), (7, 9)  # so many that rounding shows in float64, too
    drawn = [draw.uniform(12, 1, 1, low=0.1, high=0.9).expand(-1, *size).clone() for _ in range(12)]
    image = max(drawn, key=lambda one: int((_naive_variances([one] * count) < 0).any(1).sum()))
    images = [image.clone() for _ in range(count)]
    dataset = student.prop("pictures", images, [0] * count, keep=True)
    got = student.call("channel_stats", dataset)
    mean, std = _stats(_row(images))
    known = {"root_of_less_than_0": lambda got: any(math.isnan(s) for s in got[1])}
    # 3e-3: what is left of the digits of a float32
    expect(got, (mean, [0.0] * len(std)), atol=3e-3, rtol=0, known=known)


def check_channel_stats__items_not_raw_data(student, draw):
    """The items count, not the raw pixels under `.data`, which no transform has changed."""
    height, width, count = draw.integer(3, 5), draw.integer(6, 8), draw.integer(6, 9)
    raw = draw.integers(count, height, width, 3, low=0, high=255).to(torch.uint8)
    raw[..., draw.integer(0, 2)] //= 3
    images = list(draw.uniform(count, 3, height, width, low=0.62, high=0.68))
    pixels = raw.reshape(-1, 3).T
    wrong = [_stats(pixels), _stats(pixels / 255)]
    known = {"raw_pixels_read": lambda got: any(same(got, way, atol=APART) for way in wrong)}
    _channel_stats(student, draw, images, data=raw.numpy(), known=known)


def check_channel_stats__images_unchanged(student, draw):
    """The images of the data set keep their values."""
    size = (draw.integer(3, 5), draw.integer(6, 8))
    images = _bright_and_dark(draw, 3, [size] * draw.integer(9, 11))
    dataset = _channel_stats(student, draw, images)
    now = [item[0] for item in student.prop("read_items", dataset)]
    kept = same(now, images, atol=0, rtol=0)
    said = {"got": "dataset[i][0] != before", "expected": "dataset[i][0] == before"}
    require(kept, "argument_changed", mistake="in_place_arithmetic", **said)
    expect_tidy(student)


# ---- image_grid -----------------------------------------------------------------------------------------------------


def _images(draw, count, channels=3, size=None):
    """Images that are not square, with values away from 0 and 1."""
    height, width = size or (draw.integer(3, 5), draw.integer(6, 8))
    return draw.uniform(count, channels, height, width, low=0.2, high=0.8)


def _expect_grid(student, images, *nrow, **named):
    """image_grid(images, nrow) is right; nrow may be left out, or given by name."""
    want = make_grid(images, *nrow, padding=2, **named)
    columns = {*nrow, *named.values()}.pop() if nrow or named else 8
    known = {
        "channels_moved_last": want.permute(1, 2, 0),
        "no_border": make_grid(images, columns, padding=0),
        "nrow_as_rows": make_grid(images, -(-len(images) // columns), padding=2),
    }
    if columns < 8:  # with more, at most 8 may have been meant
        known["nrow_not_passed_on"] = make_grid(images, padding=2)
    if len(images) == 1:
        known = {"border_round_single_image": F.pad(want, (2, 2, 2, 2))}
    expect(student.call("image_grid", images, *nrow, **named), want, atol=1e-6, rtol=0, known=known)


def check_image_grid__rows(student, draw):
    """Full rows come out right, and a last row in which images are missing; also a single column and long rows."""
    nrow = draw.integer(3, 5)
    _expect_grid(student, _images(draw, nrow * draw.choice([2, 6])), nrow)
    _expect_grid(student, _images(draw, nrow * draw.integer(2, 3) + draw.integer(1, nrow - 1)), nrow)
    _expect_grid(student, _images(draw, draw.integer(2, 4)), 1)
    _expect_grid(student, _images(draw, draw.integer(13, 16)), draw.integer(9, 12))


def check_image_grid__default_nrow(student, draw):
    """Without nrow there are eight images in a row; fewer images make a narrower grid."""
    _expect_grid(student, _images(draw, draw.integer(11, 15)))
    _expect_grid(student, _images(draw, draw.integer(5, 7)))


def check_image_grid__list(student, draw):
    """A list of images will do, also of images three pixels wide, and is not changed."""
    nrow = draw.integer(4, 5)
    count = nrow * 2 + draw.integer(1, nrow - 1)
    _expect_grid(student, list(_images(draw, count, size=(draw.integer(4, 6), 3))), nrow)
    expect_unchanged(student)
    expect_tidy(student)


def check_image_grid__grey(student, draw):
    """Grey images become a grid of three channels, also images one pixel wide, and a list of them."""
    nrow = draw.integer(3, 4)
    count = nrow + draw.integer(1, nrow - 1)
    _expect_grid(student, _images(draw, count, channels=1), nrow)
    _expect_grid(student, list(_images(draw, count, channels=1, size=(draw.integer(3, 5), 1))), nrow=nrow)


def check_image_grid__single(student, draw):
    """A single image gets no border, be it from a tensor or from a list, in colour or grey."""
    _expect_grid(student, _images(draw, 1), draw.integer(2, 8))
    _expect_grid(student, list(_images(draw, 1)), draw.integer(2, 8))
    _expect_grid(student, _images(draw, 1, channels=1), draw.integer(2, 8))
