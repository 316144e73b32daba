"""Checks of ex5_segment: mean_iou."""

from __future__ import annotations

import torch

from grader.checking.kit import expect, expect_tidy, expect_unchanged, one_of, same
from grader.weeks.week12.ex5_segment.masks import draw_mask

# ---- mean_iou -------------------------------------------------------------------------------------------------------

IGNORE = 255
"""The class number of pixels whose class is unknown."""


def _counts(pred, target, num_classes):
    """How many pixels have each class in both, in the prediction, and in at least one of the two: float64 tensors [C]."""
    ids = torch.arange(num_classes)[:, None]
    p, t = pred.flatten() == ids, target.flatten() == ids  # [C, pixels]
    return [each.sum(1).double() for each in (p & t, p, p | t)]


def _mean(part, whole):
    """Mean of part / whole over the classes whose whole is not 0."""
    return float((part[whole > 0] / whole[whole > 0]).mean())


def _miou(pred, target, num_classes):
    """What mean_iou should give."""
    seen = target != IGNORE
    both, _, union = _counts(pred[seen], target[seen], num_classes)
    return _mean(both, union)


def _wrong_ious(pred, target, num_classes):
    """For each mistake the values that it makes."""
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
            _miou(pred, target.where(seen, pred), num_classes),
            _miou(torch.stack([a for a, _ in whole]), torch.stack([b for _, b in whole]), num_classes),
        ],
        "presence_before_ignoring": [total / counted],
        "absent_classes_averaged": [total / num_classes, (total + absent) / num_classes],
        "pixel_accuracy_for_iou": [float(both.sum() / t.sum())],
        "images_scored_one_by_one": [sum(_miou(a, b, num_classes) for a, b in images) / len(images)],
        "only_first_image": [_miou(*images[0], num_classes)],
        "one_sided_classes_left_out": [
            _mean(both * (t > 0), union * (t > 0)),
            _mean(both * (p > 0), union * (p > 0)),
            _mean(both, union * (both > 0)),
            _mean(both, union * ~upper),
        ],
        "overlap_in_union_twice": [_mean(both, p + t)],
        "dice_for_iou": [_mean(2 * both, p + t)],
        "divided_by_one_side": [_mean(both, t), _mean(both, p)],
        "background_not_averaged": [_mean(both[1:], union[1:])],
        "last_class_missing": [_mean(both[:-1], union[:-1])],
        "classes_weighted_by_size": [float((both[t > 0] / union[t > 0] * t[t > 0]).sum() / t.sum())],
        "single_pixels_left_out": [_mean(both * (union > 1), union * (union > 1))],
        "classes_summed_before_dividing": [float(both.sum() / union.sum())],
    }


_EVERYWHERE = (
    "pixel_accuracy_for_iou",
    "overlap_in_union_twice",
    "dice_for_iou",
    "divided_by_one_side",
    "classes_summed_before_dividing",
)
"""Mistakes whose values differ from the right one in every case."""


def _told(wrong, want):
    """The values from which one mistake can be told: neither the right one nor that of another mistake."""

    def alone(mistake, value):
        others = [want, *(v for name, values in wrong.items() if name != mistake for v in values)]
        return all(not abs(value - other) < 3e-4 for other in others)

    return {mistake: [v for v in values if v == v and alone(mistake, v)] for mistake, values in wrong.items()}


def _known_ious(pred, target, num_classes, want):
    """Tests for usual mistakes in what mean_iou gives."""
    told = _told(_wrong_ious(pred, target, num_classes), want)
    known = {mistake: one_of(*values) for mistake, values in told.items()}
    absent = known["absent_classes_averaged"]
    known["absent_classes_averaged"] = lambda got: got != got or absent(got)
    known["result_rounded"] = lambda got: any(got == round(want, digits) for digits in (2, 3, 4))
    known["mean_left_as_tensor"] = lambda got: isinstance(got, torch.Tensor) and same(got.item(), want)
    return known


def _expect_miou(student, pred, target, num_classes):
    """mean_iou of this prediction and this target is right."""
    got, want = student.call("mean_iou", pred, target, num_classes), _miou(pred, target, num_classes)
    # so close that four decimals are too few, and so wide that float32 is right
    near = {"atol": 5e-6, "rtol": 0.0}
    known = None if same(got, want, **near) else _known_ious(pred, target, num_classes, want)
    expect(got, want, **near, known=known)


def _segmented(draw, shape, ids, num_classes, *, change=None, telling=()):
    """A prediction and a target with these class numbers, which agree in most pixels.

    change: changes both in place to what the check needs; telling: further mistakes whose values must all be clearly wrong.
    """

    def make():
        target, other = draw_mask(draw, shape, ids), draw_mask(draw, shape, ids)
        # each class of each image has a share of right pixels of its own
        share = draw.uniform(*shape[:-2], 1, num_classes, low=0.3, high=0.95)
        right = draw.uniform(*shape) < share.expand(*shape[:-1], num_classes).gather(-1, target)
        pred = torch.where(right, target, other)
        if change:
            change(pred, target)
        return pred, target

    def suits(pair):
        wrong, want = _wrong_ious(*pair, num_classes), _miou(*pair, num_classes)
        told = _told(wrong, want)
        clear = all(
            told[mistake] == wrong[mistake] and all(abs(v - want) > 0.003 for v in wrong[mistake])
            for mistake in (*_EVERYWHERE, *telling)
        )
        return clear and abs(round(want, 2) - want) > 1e-3 and abs(round(want, 4) - want) > 2e-5

    return draw.until(make, suits)


def _shape(draw, images=None):
    """The shape [H, W] of one mask, or [N, H, W] of several."""
    size = draw.integer(7, 9), draw.integer(10, 12)
    return size if images is None else (images, *size)


_FIRST_AND_LAST = ("background_not_averaged", "last_class_missing")


def check_mean_iou__one_image(student, draw):
    """The mean is right for one image [H, W] in which every class occurs and no pixel is ignored; also for a single row."""
    classes = draw.integer(4, 6)
    pair = _segmented(draw, _shape(draw), range(classes), classes, telling=_FIRST_AND_LAST)
    _expect_miou(student, *pair, classes)
    row = 1, draw.integer(9, 12)
    pair = draw.until(
        lambda: [draw_mask(draw, row, [0, 1, 2]) for _ in range(2)],
        lambda pair: bool((_counts(*pair, 3)[0] > 0).all()) and not torch.equal(*pair),
    )
    _expect_miou(student, *pair, 3)


def check_mean_iou__several_images(student, draw):
    """The pixels of all images are counted together.

    Each class has hundreds of pixels, and the images are not predicted equally well. Then one has more than fit into int16.
    """
    classes, shape = draw.integer(4, 5), (draw.integer(3, 4), draw.integer(26, 30), draw.integer(31, 35))

    def change(pred, target):
        # another class is missing in every image
        for i in range(shape[0]):
            for each in (pred, target):
                each[i][each[i] == i] = classes - 1

    pair = _segmented(
        draw,
        shape,
        range(classes),
        classes,
        change=change,
        telling=["images_scored_one_by_one", "only_first_image", *_FIRST_AND_LAST],
    )
    _expect_miou(student, *pair, classes)
    # most are of the class in the middle
    large = draw.uniform(2, 2, draw.integer(141, 149), 150)
    pred, target = (large > 0.1).long() + (large > 0.9).long()
    _expect_miou(student, pred, target, 3)


def check_mean_iou__ignored(student, draw):
    """Pixels whose target is 255 do not count; every class occurs elsewhere too."""
    classes, shape = draw.integer(4, 6), _shape(draw, draw.integer(3, 4))

    def change(pred, target):
        hidden = draw.uniform(*shape) < 0.25
        # the last image, and not the first, has no ignored pixel
        hidden[-1] = False
        target[hidden] = IGNORE
        # one class is hidden more often than the others
        pred[hidden & (draw.uniform(*shape) < 0.5)] = classes - 2

    pair = _segmented(draw, shape, range(classes), classes, change=change, telling=["ignored_pixels_counted"])
    _expect_miou(student, *pair, classes)


def check_mean_iou__only_where_ignored(student, draw):
    """A class that is predicted only where the target is unknown is absent, and so is another one."""
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
    """Classes that occur nowhere do not count; here most do not occur, the last one among them. One has a single pixel.

    There are so many classes that a pair of them, as one number, does not fit into int16.
    """
    classes = draw.integer(190, 200)
    high, *low = draw.integer(176, classes - 2), *draw.distinct(4, 1, 120)

    def change(pred, target):
        for each in (pred, target):
            each[each == low[0]] = low[1]
            each[0, 0, 0] = low[0]

    pair = _segmented(
        draw,
        _shape(draw, 1),
        [0, *low, high],
        classes,
        change=change,
        telling=["absent_classes_averaged", "single_pixels_left_out"],
    )
    _expect_miou(student, *pair, classes)


def check_mean_iou__in_one_only(student, draw):
    """A class that is only predicted, or never predicted, counts with 0.

    The number of the one that is only predicted is above all of the target's; there are higher ones, which are absent.
    """
    classes = draw.integer(5, 7)

    def change(pred, target):
        pred[pred == 1] = 2
        pred[..., : draw.integer(1, 2)] = classes - 1

    ids = range(classes - 1)
    count = classes + draw.integer(1, 3)
    pair = _segmented(draw, _shape(draw), ids, count, change=change, telling=["one_sided_classes_left_out"])
    _expect_miou(student, *pair, count)


def check_mean_iou__arguments_unchanged(student, draw):
    """Prediction and target stay as they were."""
    classes, shape = draw.integer(4, 6), _shape(draw, 1)

    def change(pred, target):
        target[draw.uniform(*shape) < 0.2] = IGNORE

    _expect_miou(student, *_segmented(draw, shape, range(classes), classes, change=change), classes)
    expect_unchanged(student, mistake="arguments_overwritten")
    expect_tidy(student, mistake="process_left_changed")
