"""Checks of ex5_segment: segment, color_palette, colorize, cut_out, mean_iou. Class numbers are always int64 tensors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, expect_kind, expect_unchanged, one_of, require, same
from grader.core.errors import Raised

IGNORE = 255


# ---- segment --------------------------------------------------------------------------------------------------------


@dataclass
class Case:
    """A drawn network, a batch for it, and what the network says about the batch."""

    sent: tuple
    parts: dict
    batch: torch.Tensor
    out: torch.Tensor
    """Scores in eval mode [N, C, H, W]."""
    aux: torch.Tensor | None
    train: torch.Tensor
    """The class numbers in train mode."""

    @property
    def ids(self):
        return self.out.argmax(1)

    def there(self, student, *, train=False):
        return student.prop("segmenter", *self.sent, **self.parts, train=train, keep=True)


def _case(draw, props, count, *, background=False, negative=False, **parts):
    """No pixel is a near tie, and mistakes show in many pixels.

    background: class 0 wins in some of the pixels (otherwise in none); negative: all scores are below 0; parts: of the
    network, see props.
    """
    sizes = (draw.integer(6, 9), draw.integer(5, 8))
    shape = (count, 3, draw.integer(5, 7), draw.integer(9, 12))

    def make():
        state = draw.state(props.segmenter(sizes, **parts), gain=1.5)
        state["classifier.0.bias"] -= 40.0 * negative
        if not background:
            state["classifier.0.bias"][0] -= 40.0
        batch = draw.normal(*shape)
        model = props.segmenter(sizes, state, **parts)
        with torch.no_grad():
            answer = model(batch)
            train = model.train()(batch)["out"].argmax(1)
        return Case((sizes, state), parts, batch, answer["out"], answer.get("aux"), train)

    def suits(case):
        first, second = case.out.topk(2, dim=1).values.unbind(1)
        share = torch.bincount(case.ids.flatten(), minlength=sizes[1]) / case.ids.numel()
        others = [case.out.softmax(0).argmax(1)] if count > 1 else []
        others += [case.aux.argmax(1)] if case.aux is not None else []
        others += [case.train] if parts.get("norm") or parts.get("drop") else []
        others += [case.out[:, 1:].argmax(1) + 1] if background else []
        telling = all((ids != case.ids).float().mean() > 0.15 for ids in others)
        return bool((first - second > 1e-3).all()) and share.max() < 0.75 and telling

    return draw.until(make, suits)


def _expect_ids(student, case, *, train=False):
    """segment's class numbers for the case are right; returns the handle of the network."""
    out, ids = case.out, case.ids
    best, one_hot = out.max(1).values, ids.unsqueeze(1)
    known = {
        "scores_argmax_dim_0": out.argmax(0),
        "first_image_then_dim_1": out[0].argmax(1),
        "max_values_for_indices": one_of(best, best.long()),
        "aux_output_taken": one_of(*(each.argmax(1) for each in [case.aux] if each is not None)),
        "batch_dim_dropped": one_of(ids[0], ids[:1], ids.squeeze()),
        "background_score_left_out": one_of(out[:, 1:].argmax(1), out[:, 1:].argmax(1) + 1),
        "class_ids_converted": lambda got: same(torch.as_tensor(got).long(), ids),
        "argmax_over_pixels": one_of(out.argmax(-1), out.argmax(2)),
        "extra_dim_kept": one_of(one_hot, ids.unsqueeze(0)),
        "layers_in_train_mode": case.train,
        "no_grad_missing": (ids + 1) % out.shape[1],
    }
    model = case.there(student, train=train)
    expect(student.call("segment", model, case.batch), ids, known=known)
    return model


def check_segment__one_image(student, draw, props):
    """In eval mode already, without dropout or batch normalisation: only what goes in and comes out counts."""
    _expect_ids(student, _case(draw, props, 1, negative=True))


def check_segment__several_images(student, draw, props):
    _expect_ids(student, _case(draw, props, draw.integer(2, 4)))


def check_segment__background(student, draw, props):
    """Class 0 is a class like the others."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), background=True))


def check_segment__aux(student, draw, props):
    """A network that gives "aux" too."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), aux=True))


def check_segment__batch_norm(student, draw, props):
    """It comes in train mode, as a new network does, and its running statistics are not those of the batch."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), norm=True), train=True)


def check_segment__dropout(student, draw, props):
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), drop=True), train=True)


def check_segment__no_gradient(student, draw, props):
    """While gradients are recorded the network gives each score to the next class."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), turns=True))


def check_segment__nothing_changed(student, draw, props):
    """The batch, the weights and what asks for a gradient are as before, and what was in eval mode is still so."""
    case = _case(draw, props, draw.integer(2, 3), norm=True, aux=True)
    model = _expect_ids(student, case)
    expect_unchanged(student)
    before, after = props.state_of(props.segmenter(*case.sent, **case.parts)), student.prop("state_of", model)
    expect_kind(after, dict, "model.state_dict()")
    changed = [name for name, value in before.items() if not same(after.get(name), value, atol=0, rtol=0)]
    what = ", ".join(changed[:3])
    frozen = bool(changed) and all(name.endswith(".requires_grad") for name in changed)
    cause = "model_frozen_for_good" if frozen else None
    require(
        not changed, "model_changed", got=f"{what}: != before", expected="== before", mistake=cause, what=what
    )
    expect(
        student.prop("scores", model, case.batch),
        case.out,
        atol=1e-3,
        known={"train_called_afterwards": lambda got: True},
    )


# ---- color_palette --------------------------------------------------------------------------------------------------


def _voc(num_classes):
    """The palette of PASCAL VOC, in which the bits of the class number are spread over the three colours."""
    colors = np.zeros((num_classes, 3), int)
    for bit in range(8):
        colors[:, bit % 3] += (np.arange(num_classes) >> bit & 1) << 7 - bit // 3
    return colors


def _known_palettes(count):
    """Mistake number to the palettes that it makes, as integers."""
    numbers = np.array([2**25 - 1, 2**15 - 1, 2**21 - 1])
    ids = np.arange(count + 1)[:, None]
    product, one_more = (ids * numbers)[:-1], ids * numbers
    single = ids[:-1].astype(np.float32) * numbers.astype(np.float32)
    right = product % 255
    return (
        right,
        {
            "background_dropped": [one_more[1:] % 255, right[1:]],
            "modulo_256": [product % 256, ids[:-1] * (numbers % 255) % 256, product % 256 % 255],
            "float32_for_large_ints": [single % 255],
            "int32_overflow": [
                product.astype(np.int32) % 255
            ],  # the cast wraps, as the multiplication in int32 does
            "rgb_order_changed": [right[:, [2, 1, 0]], right[:, [1, 2, 0]], right[:, [2, 0, 1]]],
            "voc_palette_used": [_voc(count)],
            "classes_not_in_rows": [right.T, right.ravel()],
            "class_count_fixed": [np.arange(n)[:, None] * numbers % 255 for n in (20, 21) if n != count],
            "minus_1_forgotten": [ids[:-1] * (numbers + 1) % 255],
        },
    )


def _expect_palette(student, num_classes=None):
    """color_palette is right; None: the number of classes is not given."""
    got = student.call("color_palette", *([] if num_classes is None else [num_classes]))
    kind = torch.as_tensor if isinstance(got, torch.Tensor) else np.asarray
    right, wrong = _known_palettes(num_classes or 21)
    known = {k: one_of(*(kind(v.astype(np.uint8)) for v in values)) for k, values in wrong.items()}
    # other types with the right numbers, also in 0..1
    known["not_cast_to_uint8"] = lambda got: any(
        np.allclose(np.asarray(got) * factor, right) for factor in (1, 255)
    )
    expect(got, kind(right.astype(np.uint8)), known=known)


def check_color_palette__colours(student, draw):
    """Few classes; another number the second time."""
    for count in draw.distinct(2, 5, 19):
        _expect_palette(student, count)


def check_color_palette__by_default(student, draw):
    """Without an argument there are 21 classes, also after a call with another number."""
    _expect_palette(student)
    _expect_palette(student, draw.integer(2, 60))
    _expect_palette(student)


def check_color_palette__many_classes(student, draw):
    """With more than 64 classes the product does not fit into int32."""
    _expect_palette(student, draw.integer(130, 250))


# ---- colorize -------------------------------------------------------------------------------------------------------


def _mask(draw, shape, ids):
    """A class number for every pixel; each of them occurs."""
    ids = torch.tensor(ids)
    return draw.until(
        lambda: ids[draw.integers(*shape, low=0, high=len(ids) - 1)], lambda m: len(m.unique()) == len(ids)
    )


def _nearest(length, size):
    """For each of `size` pixels the nearest of `length` mask pixels, in every way of rounding that is right.

    torch rounds i * length / size down, Pillow from the middle of the pixel; the last way takes both ends for equal.
    """
    i = np.arange(size)
    ways = [i * length / size, (i + 0.5) * length / size, i * length / size + 0.5]
    ways += [i * (length - 1) / (size - 1) + 0.5]
    return [np.floor(way).astype(int).clip(0, length - 1) for way in ways]


class Painting:
    """A mask, a palette of different colours, and the size of the picture.

    height, width: about so many times those of the mask (None: as large as the mask, a square, so that only the colours
    count); background, last: the first and the last class occur. The mask's sides are odd and the picture's even
    without a common divisor, so that no pixel lies just between two of the mask.
    """

    def __init__(self, draw, height=None, width=None, *, background=True, last=False):
        shape = draw.choice([7, 9]), draw.choice([11, 13])
        if height is None:
            shape = shape[1], shape[1]
        classes = draw.integer(160, 250)
        # far apart, so that a number between two of them is another class
        ids = [i * classes // 6 + draw.integer(0, 2) for i in range(1, 6)]
        self.mask = _mask(draw, shape, [0] * background + ids + [classes - 1] * last)
        code = torch.tensor(draw.distinct(classes, 1, 255**3 - 1))
        self.palette = torch.stack([code % 255, code // 255 % 255, code // 255**2], dim=1).to(torch.uint8)
        self.height = self._side(shape[0], height)
        self.width = self._side(shape[1], width, unlike=self.height)

    @staticmethod
    def _side(length, factor, unlike=0):
        if factor is None:
            return length
        size = 2 * round(length * factor / 2)
        while np.gcd(size, length) > 1 or size == unlike:
            size += 2
        return size

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


def _fits(got, colors):
    """Has each pixel one of its colours? colors: [ways, height, width, 3]"""
    pixels = np.asarray(got.convert("RGB"))
    return pixels.shape == colors.shape[1:] and bool((pixels == colors).all(axis=-1).any(axis=0).all())


def _known_pictures(case):
    """Tests for usual mistakes."""
    ids, mask, palette = case.ids(), case.mask.numpy(), case.palette.numpy()
    planes = palette.T.reshape(palette.shape)  # all reds, all greens, all blues
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
    require(got.mode != "La", "mode", got=got.mode, expected="RGB")  # the only mode that has no way to RGB
    picture = got.convert("RGB")
    ways = case.palette.numpy()[case.ids()]
    want, pixels = ways[0], np.asarray(picture)
    if pixels.shape == want.shape:
        right = (pixels == ways).all(axis=-1).any(axis=0)
        want = np.where(right[..., None], pixels, want)
    expect(picture, Image.fromarray(want), atol=0, known=known)


def _expect_picture_of_either(student, case):
    """With an array or else with a tensor as the palette: that both will do is a check of its own."""
    try:
        _expect_picture(student, case, case.palette.numpy())
    except Raised:
        _expect_picture(student, case, case.palette)


def check_colorize__size_of_mask(student, draw):
    """Every class has the colour of its row in the palette."""
    _expect_picture_of_either(student, Painting(draw))


def check_colorize__larger(student, draw):
    """By no whole number, and more in width than in height."""
    _expect_picture_of_either(student, Painting(draw, draw.number(2.4, 2.8), draw.number(3.2, 3.8)))


def check_colorize__smaller(student, draw):
    """Also the last class of the palette occurs."""
    _expect_picture_of_either(
        student, Painting(draw, draw.number(0.6, 0.8), draw.number(0.4, 0.6), last=True)
    )


def check_colorize__other_shape(student, draw):
    """Higher and narrower than the mask."""
    _expect_picture_of_either(student, Painting(draw, draw.number(2.4, 2.8), draw.number(0.5, 0.7)))


def check_colorize__palette_kinds(student, draw):
    """The palette may be an array or a tensor."""
    case = Painting(draw)
    _expect_picture(student, case, case.palette.numpy())
    _expect_picture(student, case, case.palette)


def check_colorize__arguments_unchanged(student, draw):
    """Class 0 does not occur in the mask: a palette whose first colour was changed still gives the right picture."""
    _expect_picture_of_either(student, Painting(draw, background=False))
    expect_unchanged(student)


# ---- cut_out --------------------------------------------------------------------------------------------------------


def _color(draw):
    """A colour whose three numbers are far apart."""
    parts = [draw.integer(10, 40), draw.integer(100, 140), draw.integer(200, 240)]
    return tuple(parts[i] for i in draw.permutation(3))


def _scene(draw):
    """A picture, a mask for it, and the class numbers in the mask, in order: 0, which is all around, and four others."""
    width, height = draw.integer(11, 14), draw.integer(6, 9)
    ids = [0, *sorted(draw.distinct(4, 1, 90))]
    mask = torch.nn.functional.pad(_mask(draw, (height - 2, width - 2), ids), (1, 1, 1, 1))
    return draw.image(width, height), mask, ids


def _cut(pixels, keep, background):
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
    """cut_out is right; None: no background is given."""
    color = background or (255, 255, 255)
    pixels, ids = np.array(image.convert("RGB")), mask.numpy()
    got = student.call("cut_out", image, mask, class_id, *([background] if background else []))
    known = _known_cuts(pixels, ids, class_id, color, image.mode)
    expect(got, Image.fromarray(_cut(pixels, ids == class_id, color)), atol=0, known=known)


def check_cut_out__rgb_image(student, draw):
    """One of the classes stays, neither the first nor the last; the rest has the colour that is given."""
    for _ in range(2):
        image, mask, ids = _scene(draw)
        _expect_cut(student, image, mask, draw.choice(ids[1:-1]), _color(draw))


def check_cut_out__by_default(student, draw):
    """Without a background the rest is white; black can be asked for."""
    image, mask, ids = _scene(draw)
    _expect_cut(student, image, mask, ids[2])
    _expect_cut(student, image, mask, ids[2], (0, 0, 0))


def check_cut_out__grey_image(student, draw):
    """The background has a colour also when the image has none."""
    image, mask, ids = _scene(draw)
    _expect_cut(student, image.convert("L"), mask, ids[2], _color(draw))


def check_cut_out__other_modes(student, draw):
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
    pixels[stays] = np.resize(special, (stays.sum(), 3))  # one after another
    _expect_cut(student, Image.fromarray(pixels), mask, ids[2], background)


def check_cut_out__arguments_unchanged(student, draw):
    image, mask, ids = _scene(draw)
    _expect_cut(student, image, mask, ids[2], _color(draw))
    expect_unchanged(student, mistake="image_or_mask_overwritten")


# ---- mean_iou -------------------------------------------------------------------------------------------------------


def _counts(pred, target, num_classes):
    """Pixels of each class in both, in the prediction, and in one of the two at least (float64 tensors [C])."""
    ids = torch.arange(num_classes)[:, None]
    p, t = pred.flatten() == ids, target.flatten() == ids  # [C, pixels]
    return [each.sum(1).double() for each in (p & t, p, p | t)]


def _mean(part, whole):
    """Mean of part / whole over the classes for which there is a whole."""
    return float((part[whole > 0] / whole[whole > 0]).mean())


def _miou(pred, target, num_classes):
    """What mean_iou should give."""
    seen = target != IGNORE
    both, _, union = _counts(pred[seen], target[seen], num_classes)
    return _mean(both, union)


def _wrong_ious(pred, target, num_classes):
    """Mistake number to the values that it makes."""
    seen = target != IGNORE
    both, p, union = _counts(pred[seen], target[seen], num_classes)
    t = union - p + both
    there, absent = int((union > 0).sum()), int((union == 0).sum())
    total = _mean(both, union) * there
    not_ignored = _counts(pred, target, num_classes)
    counted = int((not_ignored[2] > 0).sum())
    upper = torch.arange(num_classes) > int(target[seen].max())
    images = [(pred, target)] if pred.dim() == 2 else list(zip(pred, target, strict=True))
    whole = [(a, b) for a, b in images if (b != IGNORE).all()] or images
    return {
        "ignored_pixels_counted": [
            _mean(not_ignored[0], not_ignored[2]),
            _mean(not_ignored[0], not_ignored[2]) * counted / (counted + 1),
            _miou(pred, target.where(seen, torch.tensor(0)), num_classes),
            _miou(pred * seen, target * seen, num_classes),
            _miou(pred, target.where(seen, torch.tensor(num_classes - 1)), num_classes),
            _miou(torch.stack([a for a, _ in whole]), torch.stack([b for _, b in whole]), num_classes),
        ],
        "presence_before_ignoring": [total / counted],
        "absent_classes_averaged": [total / num_classes, (total + absent) / num_classes],
        "pixel_accuracy_for_iou": [float(both.sum() / t.sum())],
        "images_scored_one_by_one": [
            sum(_miou(a, b, num_classes) for a, b in images) / len(images),
            _miou(*images[0], num_classes),
        ],
        "one_sided_classes_left_out": [
            _mean(both * (t > 0), union * (t > 0)),
            _mean(both * (p > 0), union * (p > 0)),
            _mean(both, union * (both > 0)),
            _mean(both, union * ~upper),
        ],
        "overlap_in_union_twice": [_mean(both, p + t)],
        "dice_for_iou": [_mean(2 * both, p + t)],
        "divided_by_one_side": [_mean(both, t), _mean(both, p)],
        "first_or_last_class_missing": [_mean(both[1:], union[1:]), _mean(both[:-1], union[:-1])],
        "classes_summed_before_dividing": [float(both.sum() / union.sum())],
    }


def _expect_miou(student, pred, target, num_classes):
    wrong = _wrong_ious(pred, target, num_classes)
    known = {mistake: one_of(*values) for mistake, values in wrong.items()}
    known["absent_classes_averaged"] = lambda got: (
        got != got or any(same(got, value) for value in wrong["absent_classes_averaged"])
    )
    known["mean_left_as_tensor"] = lambda got: isinstance(got, torch.Tensor)
    expect(student.call("mean_iou", pred, target, num_classes), _miou(pred, target, num_classes), known=known)


def _segmented(draw, shape, ids, num_classes, *, change=None, telling=()):
    """Prediction and target with these class numbers, of which most pixels agree.

    change: changes both in place to what the check needs; telling: mistakes whose values must all be clearly wrong.
    """

    def make():
        target, other = _mask(draw, shape, ids), _mask(draw, shape, ids)
        # another share of right pixels for every class in every image
        share = draw.uniform(*shape[:-2], 1, num_classes, low=0.3, high=0.95)
        right = draw.uniform(*shape) < share.expand(*shape[:-1], num_classes).gather(-1, target)
        pred = torch.where(right, target, other)
        if change:
            change(pred, target)
        return pred, target

    def suits(pair):
        wrong, want = _wrong_ious(*pair, num_classes), _miou(*pair, num_classes)
        values = [
            v
            for mistake in (
                "pixel_accuracy_for_iou",
                "overlap_in_union_twice",
                "dice_for_iou",
                "divided_by_one_side",
                "classes_summed_before_dividing",
                *telling,
            )
            for v in wrong[mistake]
        ]
        return all(abs(v - want) > 0.003 for v in values) and abs(round(want, 2) - want) > 1e-3

    return draw.until(make, suits)


def _shape(draw, images=None):
    """[H, W], or [N, H, W] for some images."""
    size = draw.integer(7, 9), draw.integer(10, 12)
    return size if images is None else (images, *size)


def check_mean_iou__one_image(student, draw):
    """[H, W] in which every class occurs and no pixel is ignored."""
    classes = draw.integer(4, 6)
    pair = _segmented(draw, _shape(draw), range(classes), classes, telling=["first_or_last_class_missing"])
    _expect_miou(student, *pair, classes)


def check_mean_iou__several_images(student, draw):
    """All pixels are counted together, hundreds of each class; the images are not equally well predicted."""
    classes, shape = draw.integer(4, 5), (draw.integer(3, 4), draw.integer(26, 30), draw.integer(31, 35))

    def change(pred, target):
        for i in range(shape[0]):  # a class is missing in every image
            for each in (pred, target):
                each[i][each[i] == i] = classes - 1

    pair = _segmented(
        draw,
        shape,
        range(classes),
        classes,
        change=change,
        telling=["images_scored_one_by_one", "first_or_last_class_missing"],
    )
    _expect_miou(student, *pair, classes)


def check_mean_iou__ignored(student, draw):
    """Some pixels are ignored in all images but the first; every class occurs elsewhere, too."""
    classes, shape = draw.integer(4, 6), _shape(draw, draw.integer(3, 4))

    def change(pred, target):
        hidden = draw.uniform(*shape) < 0.25
        hidden[0] = False
        target[hidden] = IGNORE
        pred[hidden & (draw.uniform(*shape) < 0.5)] = classes - 2  # not all classes are hidden equally often

    pair = _segmented(draw, shape, range(classes), classes, change=change, telling=["ignored_pixels_counted"])
    _expect_miou(student, *pair, classes)


def check_mean_iou__only_where_ignored(student, draw):
    """A class is predicted where the target is unknown, and nowhere else: it is absent, and so is another one."""
    classes, shape = draw.integer(6, 8), _shape(draw, 1)
    odd, absent = draw.distinct(2, 1, classes - 1)

    def change(pred, target):
        hidden = draw.uniform(*shape) < 0.25
        target[hidden] = IGNORE
        pred[hidden & (draw.uniform(*shape) < 0.5)] = odd

    ids = [i for i in range(classes) if i not in (odd, absent)]
    pair = _segmented(
        draw,
        shape,
        ids,
        classes,
        change=change,
        telling=["presence_before_ignoring", "absent_classes_averaged"],
    )
    _expect_miou(student, *pair, classes)


def check_mean_iou__absent_classes(student, draw):
    """Most of many classes do not occur, the last one among them."""
    classes = draw.integer(21, 40)
    ids = [0, *draw.distinct(4, 1, classes - 2)]
    pair = _segmented(draw, _shape(draw, 1), ids, classes, telling=["absent_classes_averaged"])
    _expect_miou(student, *pair, classes)


def check_mean_iou__in_one_only(student, draw):
    """One class is only predicted, and its number is above all of the target's; another is never predicted."""
    classes = draw.integer(5, 7)

    def change(pred, target):
        pred[pred == 1] = 2
        pred[..., : draw.integer(1, 2)] = classes - 1

    ids = range(classes - 1)
    pair = _segmented(draw, _shape(draw), ids, classes, change=change, telling=["one_sided_classes_left_out"])
    _expect_miou(student, *pair, classes)


def check_mean_iou__arguments_unchanged(student, draw):
    classes, shape = draw.integer(4, 6), _shape(draw, 1)

    def change(pred, target):
        target[draw.uniform(*shape) < 0.2] = IGNORE

    _expect_miou(student, *_segmented(draw, shape, range(classes), classes, change=change), classes)
    expect_unchanged(student)
