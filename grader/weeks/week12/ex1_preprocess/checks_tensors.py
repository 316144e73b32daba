"""Checks of ex1_preprocess: to_batch, denormalize."""

from __future__ import annotations

import numpy as np
import torch

from grader.checking.kit import expect, expect_tidy, expect_unchanged, named, require, same

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)


# ---- to_batch -----------------------------------------------------------------------------------------------------


def _image(draw):
    return draw.normal(3, draw.integer(5, 9), draw.integer(10, 14))


def check_to_batch__values(student, draw):
    """The image comes back unchanged, with a new first dimension of length 1."""
    image = _image(draw)
    elsewhere = [image.unsqueeze(dim).shape for dim in (1, 2, 3)]
    known = {"batch_dim_not_added": image, "batch_dim_not_first": lambda got: got.shape in elsewhere}
    expect(student.call("to_batch", image), image[None], atol=0, rtol=0, known=known)
    # with one row, squeeze() would take a dimension of the image away
    thin = draw.normal(3, 1, draw.integer(4, 9))
    expect(student.call("to_batch", thin), thin[None], atol=0, rtol=0)


def check_to_batch__real_size(student, draw):
    """An image of the size that the networks expect becomes a batch too, and a larger one is not cut to it."""
    for height, width in ((224, 224), (draw.integer(257, 280), draw.integer(281, 300))):
        image = draw.uniform(3, height, width, low=-2, high=2)
        known = {"batch_dim_not_added": image}
        expect(student.call("to_batch", image), image[None], atol=0, rtol=0, known=known)


def check_to_batch__image_unchanged(student, draw):
    """The image that was given keeps its shape and its values."""
    image = _image(draw)
    expect(student.call("to_batch", image), image[None], atol=0, rtol=0, known={"batch_dim_not_added": image})
    (now,), _ = student.arguments()
    expect_unchanged(student, mistake=named(now, {"unsqueeze_in_place": image[None]}))
    expect_tidy(student, seed=False)


# ---- denormalize --------------------------------------------------------------------------------------------------


def _normalised(pixels):
    """The tensor, float32 [3, H, W], of which these pixels [H, W, 3] are the picture."""
    return ((torch.as_tensor(pixels).permute(2, 0, 1).double() / 255 - MEAN) / STD).float()


def _off_whole(draw, *shape):
    """Numbers a little above or below 0: added to whole pixels they are near no half, and are not whole either."""
    return draw.uniform(*shape, low=0.1, high=0.4) * (1 - 2 * draw.integers(*shape, low=0, high=1))


def _pixels(draw, height, width, low=0, high=255):
    """float [height, width, 3]: not whole, so that it shows whether they are rounded."""
    return draw.integers(height, width, 3, low=low, high=high) + _off_whole(draw, height, width, 3)


def _as_uint8(values):
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _expect_picture(student, pixels, known=None, *, atol=1):
    """denormalize(x) is the picture with these pixels, where `atol` is 1 within one step; gives back what came."""
    x = _normalised(pixels)
    values = pixels.double().numpy()
    want = _as_uint8(values)
    again = _as_uint8(255 * ((x - MEAN) / STD).permute(1, 2, 0).numpy())
    wrapped = [
        way(v).astype(np.int64).astype(np.uint8)
        for v in (values, values.clip(0), values.clip(None, 255))
        for way in (np.rint, np.trunc)
    ]
    cut = [np.trunc(values.clip(0, 255)), np.trunc(values.clip(0, 255) * (255.999 / 255))]
    known = {
        **(known or {}),
        "normalized_again": lambda got: same(got, again, atol=1),
        "cut_off_not_rounded": lambda got: any(same(got, way.astype(np.uint8), atol=0) for way in cut),
        "not_clipped": lambda got: any(same(got, way, atol=0) for way in wrapped),
        "channels_left_first": lambda got: same(got, want.transpose(2, 0, 1), atol=1),
        "left_as_floats": lambda got: np.issubdtype(got.dtype, np.floating) and got.max() <= 1.01,
        "cast_without_times_255": lambda got: got.dtype == np.uint8 and got.max() == 1,
    }
    got = student.call("denormalize", x)
    expect(got, want, atol=atol, rtol=0, known=known)
    return got


def _sides(draw):
    """Height and width, neither of them 3."""
    return draw.integer(5, 9), draw.integer(10, 14)


def check_denormalize__round_trip(student, draw):
    """A normalised picture gets its own pixels back, rounded to whole numbers; also one that is a single row."""
    _expect_picture(student, _pixels(draw, *_sides(draw)), atol=0)
    _expect_picture(student, _pixels(draw, 1, draw.integer(20, 30)), atol=0)


def check_denormalize__clipped(student, draw):
    """Values far below 0 and far above 255 are clipped; a filter or an attack on a network makes such."""
    pixels = _pixels(draw, *_sides(draw), low=-200, high=450)
    got = _expect_picture(student, pixels)
    below, above = (pixels < -1).numpy(), (pixels > 256).numpy()
    at_the_ends = bool((got[below] == 0).all() and (got[above] == 255).all())
    ends = f"{sorted(set(got[below].tolist()))} .. {sorted(set(got[above].tolist()))}"
    require(at_the_ends, "value", got=ends, expected="0 .. 255")


def check_denormalize__three_columns(student, draw):
    """Mean and standard deviation belong to the channels, also when the picture is 3 pixels wide.

    A mean of shape [3] then goes along the columns, and no error says so.
    """
    pixels = _pixels(draw, draw.integer(5, 9), 3)
    x = _normalised(pixels)
    mean, std = MEAN.flatten(), STD.flatten()
    along_columns = _as_uint8(((x * std + mean) * 255).permute(1, 2, 0).numpy())
    _expect_picture(student, pixels, {"mean_along_columns": lambda got: same(got, along_columns, atol=1)})


def check_denormalize__tensor_unchanged(student, draw):
    """The tensor that was given keeps its values."""
    _expect_picture(student, _pixels(draw, *_sides(draw)))
    expect_unchanged(student, mistake="in_place_arithmetic")
    expect_tidy(student, seed=False)
