"""Checks of ex1_preprocess: load_rgb, build_transform, to_batch, denormalize."""

from __future__ import annotations

import io
import json

import numpy as np
import torch
from PIL import Image
from torchvision import transforms

from grader.checking.kit import expect, expect_object, expect_shape, expect_unchanged, require, same

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
NEAR = 0.05
"""How far a transform may be from torchvision's result: v2 may convert to float before it resizes."""


# ---- load_rgb -----------------------------------------------------------------------------------------------------


def _size(draw):
    """Width and height of a small picture that is not square."""
    return draw.integer(20, 32), draw.integer(34, 48)


def _as_rgb(picture, suffix, **save):
    """What must come back for a file of this picture."""
    buffer = io.BytesIO()
    picture.save(buffer, format=Image.registered_extensions()[suffix], **save)
    return Image.open(buffer).convert("RGB")


def _not_converted(got):
    """Test for a known mistake: the picture has the file's mode."""
    return got.mode != "RGB"


def _expect_file(student, picture, suffix, known, *, atol=0, **save):
    """load_rgb of a file of `picture` gives its RGB pixels."""
    got = student.call("load_rgb", student.file(picture, suffix, **save))
    expect(got, _as_rgb(picture, suffix, **save), atol=atol, known=known)


def check_load_rgb__colour(student, draw):
    """A colour picture comes back with its own pixels."""
    picture = draw.image(*_size(draw))
    blue_first = Image.merge("RGB", picture.split()[::-1])
    _expect_file(student, picture, draw.choice([".png", ".bmp"]), {"channels_in_bgr": blue_first})


def check_load_rgb__grey(student, draw):
    """A grey picture and a black-and-white one come back as RGB."""
    width, height = _size(draw)
    grey = Image.fromarray(draw.pixels(height, width, 1)[:, :, 0])
    _expect_file(student, grey, ".png", {"grey_or_palette_unconverted": _not_converted})
    black_and_white = grey.point(lambda v: 255 * (v > 110)).convert("1")
    _expect_file(student, black_and_white, ".png", {"grey_or_palette_unconverted": _not_converted})


def check_load_rgb__palette(student, draw):
    """A palette picture comes back in its colours, not as numbers of the palette."""
    picture = draw.image(*_size(draw)).quantize(draw.integer(12, 40))
    numbers = Image.merge("RGB", [Image.fromarray(np.asarray(picture))] * 3)
    known = {"grey_or_palette_unconverted": _not_converted, "palette_numbers_as_grey": numbers}
    _expect_file(student, picture, ".png", known)


def check_load_rgb__transparency(student, draw):
    """A picture with an alpha channel comes back as RGB.

    It is opaque: whether the channel is dropped or the picture is painted on a background makes no difference.
    """
    picture = draw.image(*_size(draw))
    picture.putalpha(255)
    _expect_file(student, picture, ".png", {"alpha_or_cmyk_unconverted": _not_converted})
    _expect_file(student, picture.convert("LA"), ".png", {"alpha_or_cmyk_unconverted": _not_converted})


def check_load_rgb__cmyk(student, draw):
    """A CMYK picture comes back as RGB; three of its four channels are not its colours."""
    width, height = _size(draw)
    inks = draw.pixels(height, width, 4)
    picture = Image.merge("CMYK", [Image.fromarray(inks[:, :, i].copy()) for i in range(4)])
    three_of_four = Image.merge("RGB", picture.split()[:3])
    known = {"alpha_or_cmyk_unconverted": _not_converted, "cmyk_black_dropped": three_of_four}
    _expect_file(student, picture, ".tif", known, atol=1)


def check_load_rgb__size_kept(student, draw):
    """A picture keeps its size: it is not made smaller, nor turned as its EXIF orientation says."""
    picture = draw.image(draw.integer(300, 320), draw.integer(262, 280))
    smaller = {"resized_on_loading": lambda got: got.mode == "RGB" and got.size != picture.size}
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
    picture = _noise(draw, draw.integer(260, 300), draw.integer(240, 256))
    path = student.file(picture, ".png")
    kept = student.call("load_rgb", path, keep=True)
    student.prop("wipe_file", path)
    expect(student.fetch(kept), picture, atol=0)


# ---- build_transform ----------------------------------------------------------------------------------------------


def _exact(short, long):
    """Whether no rounding decides: the resized long side is a whole and even number, in whatever order it is computed."""
    resized = 256 * long // short
    ways = {256 * long / short, 256 / short * long, 256 * (long / short)}
    return resized % 2 == 0 and ways == {resized}


LONG_SIDES = {
    short: [long for long in range(int(1.15 * short), int(1.6 * short)) if _exact(short, long)]
    for short in (128, 192, 320, 384, 512)
}
"""Short side of a picture to the long sides that go with it."""


def _noise(draw, width, height):
    """Every pixel counts: another resize, another crop or a flip changes nearly all of them."""
    return Image.fromarray(draw.integers(height, width, 3, low=0, high=255).to(torch.uint8).numpy())


def _landscape(draw, *shorts):
    """Noise that is wider than high; its short side is one of `shorts`."""
    short = draw.choice(shorts)
    return _noise(draw, draw.choice(LONG_SIDES[short]), short)


def _portrait(draw, *shorts):
    """Noise that is higher than wide; its short side is one of `shorts`."""
    short = draw.choice(shorts)
    return _noise(draw, short, draw.choice(LONG_SIDES[short]))


def _one_colour(rgb):
    """A picture of one colour, as large as the crop: no resize and no crop shows in it."""
    return Image.new("RGB", (224, 224), tuple(rgb))


def _wanted(picture):
    """torchvision's result, float32 [3, 224, 224]."""
    steps = [transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()]
    return (transforms.Compose(steps)(picture) - MEAN) / STD


def _squeezed(picture):
    """The whole picture as a square, before it is normalised: what Resize((224, 224)) gives."""
    return transforms.ToTensor()(transforms.Resize((224, 224))(picture))


def _transform(student):
    """A handle of the student's transform."""
    got = student.call("build_transform")
    return expect_object(got, "something to call with a PIL image, such as transforms.Compose([...])")


def check_build_transform__colours(student, draw):
    """Each value is scaled and normalised as ImageNet's networks expect.

    The pictures have one colour, so that only the value counts and not where it is.
    """
    transform = _transform(student)
    for low, high in ((5, 40), (215, 250)):
        picture = _one_colour(draw.distinct(3, low, high))
        v = transforms.ToTensor()(picture)
        ways = {
            "no_normalize": v,
            "normalized_unscaled_values": (255 * v - MEAN) / STD,
            "mean_std_swapped": (v - STD) / MEAN,
            "normalized_with_0_5": (v - 0.5) / 0.5,
            "multiplied_by_std": (v - MEAN) * STD,
            "left_as_uint8": (255 * v).round().to(torch.uint8),
            "constants_in_bgr": (v - MEAN.flip(0)) / STD.flip(0),
            "not_divided_by_std": v - MEAN,
        }
        # nothing is resized here, so a mistake's value is known more closely than NEAR
        known = {id: lambda got, way=way: same(got, way, atol=2e-3) for id, way in ways.items()} | {
            "not_cropped_to_224": lambda got: got.shape == (3, 256, 256),
            "channels_left_last": lambda got: got.shape == (224, 224, 3),
            "batch_dim_added": lambda got: got.shape == (1, 3, 224, 224),
        }
        expect(student.invoke(transform, picture), (v - MEAN) / STD, atol=NEAR, rtol=0, known=known)


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
        known = {
            "resized_224_by_224": _squeezed(picture),
            "shorter_side_224": transforms.ToTensor()(transforms.CenterCrop(224)(only_resized)),
            "cropped_without_resize": transforms.ToTensor()(transforms.CenterCrop(224)(picture)),
            "resized_256_by_256": transforms.ToTensor()(
                transforms.CenterCrop(224)(transforms.Resize((256, 256))(picture))
            ),
            "random_transform": _differs(student, transform, picture, got),
        }
        want = _wanted(picture) * STD + MEAN  # [3, 224, 224] in 0..1
        expect((got - low) / span, want, atol=NEAR * 0.23, rtol=0, known=known)


def _three(values):
    """The values of the three channels, in short."""
    return str([round(float(v), 3) for v in values.flatten()])


def _differs(student, transform, picture, first):
    """Test for a known mistake: the transform gives another result for the same picture in one of a few more calls."""
    return lambda got: any(not same(student.invoke(transform, picture), first) for _ in range(6))


def check_build_transform__values(student, draw):
    """The whole transform gives what torchvision's gives."""
    picture = draw.choice([_landscape, _portrait])(draw, 384, 512)
    got = student.invoke(_transform(student), picture)
    squeezed = (_squeezed(picture) - MEAN) / STD
    expect(got, _wanted(picture), atol=NEAR, rtol=0, known={"resized_224_by_224": squeezed})


def check_build_transform__small_picture(student, draw):
    """A picture that is smaller than the crop is made larger first."""
    picture = draw.choice([_landscape, _portrait])(draw, 128, 192)
    expect(student.invoke(_transform(student), picture), _wanted(picture), atol=NEAR, rtol=0)


def check_build_transform__same_every_time(student, draw):
    """The same picture gives the same tensor in every call: nothing in it is random."""
    transform = _transform(student)
    picture = draw.choice([_landscape, _portrait])(draw, 128)
    results = [student.invoke(transform, picture) for _ in range(8)]

    def random(first):
        return any(not same(other, first) for other in results)

    expect(results[0], _wanted(picture), atol=NEAR, rtol=0, known={"random_transform": random})
    require(not random(results[0]), "nondeterministic", mistake="random_transform")


def check_build_transform__picture_unchanged(student, draw):
    """The transform leaves the picture as it was."""
    picture = draw.choice([_landscape, _portrait])(draw, 320)
    got = student.invoke(_transform(student), picture)
    expect(got, _wanted(picture), atol=NEAR, rtol=0)
    expect_unchanged(student)


def check_build_transform__photo(student, draw, props, datasets):
    """A real network recognises a photo in the student's tensor as surely as in the right one."""
    name = draw.choice(["fox.jpg", "tiger.png", "zebra.jpg"])
    photo = Image.open(datasets / "photos" / name).convert("RGB")
    got = student.invoke(_transform(student), photo)
    expect_shape(got, (3, 224, 224))
    names = json.loads((datasets / "imagenet_class_index.json").read_text(encoding="utf-8"))
    with torch.no_grad():
        chances = props.shared_squeezenet()(torch.stack([got, _wanted(photo)])).softmax(1)
    (p, right_p), (best, right) = (side.tolist() for side in chances.max(1))
    # the probability counts too: a picture that is only nearly right is often still recognised
    expect((names[str(best)][1], p), (names[str(right)][1], right_p), atol=0.1, rtol=0)


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
    """An image of the size that the networks expect becomes a batch too."""
    image = draw.uniform(3, 224, 224, low=-2, high=2)
    expect(student.call("to_batch", image), image[None], atol=0, rtol=0, known={"batch_dim_not_added": image})


def check_to_batch__image_unchanged(student, draw):
    """The image that was given keeps its shape and its values."""
    image = _image(draw)
    expect(student.call("to_batch", image), image[None], atol=0, rtol=0, known={"batch_dim_not_added": image})
    expect_unchanged(student, mistake="unsqueeze_in_place")


# ---- denormalize --------------------------------------------------------------------------------------------------


def _picture_of(x):
    """The right answer, before it is cut to 0..255: float64 [H, W, 3]."""
    return ((x.double() * STD + MEAN) * 255).permute(1, 2, 0).numpy()


def _as_uint8(values):
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _expect_picture(student, x, known=None):
    """denormalize(x) is within one step of the right picture."""
    values = _picture_of(x)
    want = _as_uint8(values)
    again = _as_uint8(255 * ((x - MEAN) / STD).permute(1, 2, 0).numpy())
    wrapped = [
        np.rint(v).astype(np.int64).astype(np.uint8) for v in (values, values.clip(0), values.clip(None, 255))
    ]
    # normalised a second time, not clipped, channels first: they share a name
    ways = [again, *wrapped, want.transpose(2, 0, 1)]
    known = {
        **(known or {}),
        "normalize_not_fully_undone": lambda got: any(same(got, way, atol=1) for way in ways),
        "left_as_floats": lambda got: np.issubdtype(got.dtype, np.floating) and got.max() <= 1.01,
        "cast_without_times_255": lambda got: got.dtype == np.uint8 and got.max() == 1,
    }
    expect(student.call("denormalize", x), want, atol=1, rtol=0, known=known)


def _sides(draw):
    """Height and width, neither of them 3."""
    return draw.integer(5, 9), draw.integer(10, 14)


def check_denormalize__round_trip(student, draw):
    """A normalised picture gets its own pixels back."""
    pixels = torch.from_numpy(draw.pixels(*_sides(draw)))  # [H, W, 3]
    _expect_picture(student, (pixels.permute(2, 0, 1) / 255 - MEAN) / STD)


def check_denormalize__clipped(student, draw):
    """Values far below 0 and far above 255 are clipped; a filter or an attack on a network makes such."""
    _expect_picture(student, draw.uniform(3, *_sides(draw), low=-5, high=5))


def check_denormalize__three_columns(student, draw):
    """Mean and standard deviation belong to the channels, also when the picture is 3 pixels wide.

    A mean of shape [3] then goes along the columns, and no error says so.
    """
    x = draw.uniform(3, draw.integer(5, 9), 3, low=-1.7, high=2.2)
    mean, std = MEAN.flatten(), STD.flatten()
    along_columns = _as_uint8(((x * std + mean) * 255).permute(1, 2, 0).numpy())
    _expect_picture(student, x, {"mean_along_columns": lambda got: same(got, along_columns, atol=1)})


def check_denormalize__tensor_unchanged(student, draw):
    """The tensor that was given keeps its values."""
    _expect_picture(student, draw.uniform(3, *_sides(draw), low=-1.7, high=2.2))
    expect_unchanged(student, mistake="in_place_arithmetic")
