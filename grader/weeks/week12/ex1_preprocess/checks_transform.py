"""Checks of ex1_preprocess: build_transform."""

from __future__ import annotations

import json

import torch
from PIL import Image
from torchvision import transforms

from grader.checking.kit import (
    expect,
    expect_object,
    expect_shape,
    expect_tidy,
    expect_unchanged,
    require,
    same,
)

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
NEAR = 1.05 / 255
"""How far from exact arithmetic a right way of resizing may be, in values of 0..1: one level of a pixel."""
EXACT = 2e-4
"""How far apart two computations of the same may be."""


# ---- pictures -----------------------------------------------------------------------------------------------------


def _exact(short, long):
    """Whether no rounding decides: the resized long side is a whole and even number, in whatever order it is computed."""
    resized = 256 * long // short
    ways = {256 * long / short, 256 / short * long, 256 * (long / short)}
    return resized % 2 == 0 and ways == {resized}


SHORT_SIDES = (1, 2, 3, 128, 192, 320, 384, 512)


def _long_sides(low, high):
    """Short side of a picture to the long sides that go with it, `low` to `high` times as long."""
    return {
        short: [long for long in range(int(low * short), int(high * short) + 1) if _exact(short, long)]
        for short in SHORT_SIDES
    }


LONG_SIDES = _long_sides(1.15, 1.6)
VERY_LONG_SIDES = _long_sides(9, 10)
TINY_SIDES = _long_sides(2, 4)


def _noise(draw, width, height):
    """Every pixel counts: another resize, another crop or a flip changes nearly all of them."""
    return Image.fromarray(draw.integers(height, width, 3, low=0, high=255).to(torch.uint8).numpy())


def _landscape(draw, *shorts, sides=LONG_SIDES):
    """Noise that is wider than high; its short side is one of `shorts`."""
    short = draw.choice(shorts)
    return _noise(draw, draw.choice(sides[short]), short)


def _portrait(draw, *shorts, sides=LONG_SIDES):
    """Noise that is higher than wide; its short side is one of `shorts`."""
    short = draw.choice(shorts)
    return _noise(draw, short, draw.choice(sides[short]))


def _either(draw, *shorts, sides=LONG_SIDES):
    return draw.choice([_landscape, _portrait])(draw, *shorts, sides=sides)


def _one_colour(rgb):
    """A picture of one colour, as large as the crop: no resize and no crop shows in it."""
    return Image.new("RGB", (224, 224), tuple(rgb))


# ---- what must come out -------------------------------------------------------------------------------------------


def _wanted(picture):
    """torchvision's result on a PIL image, float32 [3, 224, 224] in 0..1."""
    return transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()])(
        picture
    )


def _is_right(values, picture):
    """Whether one of the right ways of resizing gives these values in 0..1.

    On a tensor of floats nothing is rounded. PIL, and v2 with uint8, round to whole levels after each direction: both
    are a level away at most, and two levels from each other.
    """
    floats = transforms.Compose([transforms.ToTensor(), transforms.Resize(256), transforms.CenterCrop(224)])
    return same(values, floats(picture), atol=NEAR, rtol=0)


def _expect_transformed(got, picture, known=None):
    """The transform's result for `picture` is right; `known` tests values in 0..1."""
    expect_shape(got, (3, 224, 224))
    if not _is_right(got * STD + MEAN, picture):
        ways = {id: lambda got, test=test: test(got * STD + MEAN) for id, test in (known or {}).items()}
        expect(got, (_wanted(picture) - MEAN) / STD, atol=EXACT, rtol=0, known=ways)


def _known(picture):
    """Tests of values in 0..1: wrong ways to resize and crop, whether on a PIL image or on a tensor."""
    crop, to_tensor = transforms.CenterCrop(224), transforms.ToTensor()

    def on_tensor(way):
        return lambda values: same(values, crop(way(to_tensor(picture))), atol=NEAR, rtol=0)

    def on_picture(way):
        return lambda values: same(values, to_tensor(crop(way(picture))), atol=EXACT, rtol=0)

    def any_of(*tests):
        return lambda values: any(test(values) for test in tests)

    def test(*ways):
        return any_of(*(on(way) for way in ways for on in (on_tensor, on_picture)))

    modes = transforms.InterpolationMode
    others = [transforms.Resize(256, interpolation=m) for m in (modes.NEAREST, modes.BICUBIC)]
    return {
        "resized_224_by_224": test(transforms.Resize((224, 224))),
        "shorter_side_224": test(transforms.Resize(224)),
        "cropped_without_resize": test(lambda image: image),
        "resized_256_by_256": test(transforms.Resize((256, 256))),
        "other_interpolation": any_of(test(*others), on_tensor(transforms.Resize(256, antialias=False))),
    }


def _transform(student):
    """A handle of the student's transform."""
    got = student.call("build_transform")
    return expect_object(got, "something to call with a PIL image, such as transforms.Compose([...])")


# ---- checks -------------------------------------------------------------------------------------------------------


def check_build_transform__colours(student, draw):
    """Each value is scaled and normalised as ImageNet's networks expect.

    The pictures have one colour, so that only the value counts and not where it is: every right way gives the same.
    """
    transform = _transform(student)
    for low, high in ((5, 40), (215, 250)):
        picture = _one_colour(draw.distinct(3, low, high))
        v = transforms.ToTensor()(picture)
        known = {
            "no_normalize": v,
            "normalized_unscaled_values": (255 * v - MEAN) / STD,
            "mean_std_swapped": (v - STD) / MEAN,
            "normalized_with_0_5": (v - 0.5) / 0.5,
            "multiplied_by_std": (v - MEAN) * STD,
            "left_as_uint8": (255 * v).round().to(torch.uint8),
            "constants_in_bgr": (v - MEAN.flip(0)) / STD.flip(0),
            "not_divided_by_std": v - MEAN,
            "not_cropped_to_224": lambda got: got.shape == (3, 256, 256),
            "channels_left_last": lambda got: got.shape == (224, 224, 3),
            "batch_dim_added": lambda got: got.shape == (1, 3, 224, 224),
        }
        expect(student.invoke(transform, picture), (v - MEAN) / STD, atol=1e-3, rtol=0, known=known)


def check_build_transform__framing(student, draw):
    """The right part of the picture comes out at the right scale, however values are normalised.

    A black and a white picture show how this transform maps values, channel by channel; that is undone before comparing.
    """
    transform = _transform(student)
    shape = (3, 224, 224)
    black = student.invoke(transform, _one_colour([0, 0, 0]))
    expect_shape(black, shape, known={"not_cropped_to_224": lambda got: got.shape == (3, 256, 256)})
    white = student.invoke(transform, _one_colour([255, 255, 255]))
    expect_shape(white, shape)
    low, span = black.mean((1, 2), keepdim=True), (white - black).mean((1, 2), keepdim=True)
    brighter = bool((span > 1e-3).all())
    flat = same(black, low.expand(shape)) and same(white, (low + span).expand(shape))
    said = f"black: {_three(low)}, white: {_three(low + span)}"
    require(brighter and flat, "value", got=said, expected="white above black")
    for picture in (_landscape(draw, 320, 384), _portrait(draw, 384, 512)):
        got = student.invoke(transform, picture)
        only_resized = transforms.Resize(224)(picture)
        sizes = {"resized_224_without_crop": lambda got, p=only_resized: got.shape == (3, p.height, p.width)}
        expect_shape(got, shape, known=sizes)
        known = {**_known(picture), "random_transform": _differs(student, transform, picture, got)}
        _expect_transformed(((got - low) / span - MEAN) / STD, picture, known)


def _three(values):
    """The values of the three channels, in short."""
    return str([round(float(v), 3) for v in values.flatten()])


def _differs(student, transform, picture, first):
    """Test for a known mistake: the transform gives another result for the same picture in one of a few more calls."""
    return lambda got: any(not same(student.invoke(transform, picture), first) for _ in range(6))


def check_build_transform__values(student, draw):
    """The whole transform gives what torchvision's gives, for a usual picture and for one that is very long."""
    transform = _transform(student)
    for picture in (_either(draw, 384, 512), _either(draw, 128, 192, sides=VERY_LONG_SIDES)):
        _expect_transformed(student.invoke(transform, picture), picture, _known(picture))


def check_build_transform__small_picture(student, draw):
    """A picture that is smaller than the crop is made larger first, down to one pixel wide."""
    transform = _transform(student)
    tiny = [_either(draw, short, sides=TINY_SIDES) for short in (1, 3)]
    for picture in (_either(draw, 128, 192), *tiny):
        _expect_transformed(student.invoke(transform, picture), picture)


def check_build_transform__same_every_time(student, draw):
    """The same picture gives the same tensor in every call: nothing in it is random.

    And it stays what it is when another picture is transformed.
    """
    transform = _transform(student)
    picture = _either(draw, 128)
    results = [student.invoke(transform, picture) for _ in range(8)]

    def random(first):
        return any(not same(other, first) for other in results)

    _expect_transformed(results[0], picture, {"random_transform": lambda values: random(results[0])})
    require(not random(results[0]), "nondeterministic", mistake="random_transform")
    kept = student.invoke(transform, picture, keep=True)
    student.invoke(transform, _one_colour([0, 0, 0]))
    expect(
        student.fetch(kept),
        results[0],
        known={"one_result_for_all": student.invoke(transform, _one_colour([0, 0, 0]))},
    )


def check_build_transform__picture_unchanged(student, draw):
    """The transform leaves the picture as it was, and torch too."""
    picture = _either(draw, 320)
    _expect_transformed(student.invoke(_transform(student), picture), picture)
    expect_unchanged(student)
    expect_tidy(student, seed=False)


def check_build_transform__photo(student, draw, props, datasets):
    """A real network recognises a photo in the student's tensor as surely as in the right one."""
    name = draw.choice(["fox.jpg", "tiger.png", "zebra.jpg"])
    photo = Image.open(datasets / "photos" / name).convert("RGB")
    got = student.invoke(_transform(student), photo)
    expect_shape(got, (3, 224, 224))
    names = json.loads((datasets / "imagenet_class_index.json").read_text(encoding="utf-8"))
    with torch.no_grad():
        both = torch.stack([got, (_wanted(photo) - MEAN) / STD])
        chances = props.shared_squeezenet()(both).softmax(1)
    (p, right_p), (best, right) = (side.tolist() for side in chances.max(1))
    # the probability counts too: a picture that is only nearly right is often still recognised
    expect((names[str(best)][1], p), (names[str(right)][1], right_p), atol=0.1, rtol=0)
