"""Checks of ex6_detect: nms."""

from __future__ import annotations

import torch

from grader.checking.kit import expect, expect_tidy, expect_unchanged, one_of, same
from grader.weeks.week12.ex6_detect.geometry import (
    iou,
    moved,
    scaled,
    shared_area,
)
from grader.weeks.week12.ex6_detect.plain import is_foreign, to_plain

# ---- nms ------------------------------------------------------------------------------------------------------------


def _over(iou, threshold):
    """Whether a box goes."""
    return iou > threshold


def _kept(boxes, scores, threshold, *, order=None, drops=_over, rivals=None, overlap=iou):
    """The right answer; the keyword arguments make mistakes of it.

    order: in which the boxes are tried; drops: whether a box goes; rivals: chooses the boxes that it is compared with
    from those kept and those tried before; overlap: how it is computed.
    """
    order = sorted(range(len(boxes)), key=lambda i: -scores[i]) if order is None else order
    kept = []
    for place, i in enumerate(order):
        others = rivals(kept, order[:place]) if rivals else kept
        if not any(drops(overlap(boxes[j], boxes[i]), threshold) for j in others):
            kept.append(i)
    return kept


def _skipping(boxes, order, threshold):
    """What comes out when indices are removed from the very list that the loop goes through."""
    left, kept = list(order), []
    while left:
        best = left.pop(0)
        kept.append(best)
        for i in left:
            if iou(boxes[best], boxes[i]) > threshold:
                left.remove(i)
    return kept


def _ways(boxes, scores, threshold):
    """For each usual mistake the indices that it gives.

    What two of them give tells neither; nothing, the best alone and everything tell none.
    """
    n, right = len(boxes), _kept(boxes, scores, threshold)
    order = sorted(range(n), key=lambda i: -scores[i])
    args = ([boxes[i] for i in order], [scores[i] for i in order], threshold)
    last_first = sorted(range(n), key=lambda i: (-scores[i], -i))

    def way(**mistake):
        return _kept(boxes, scores, threshold, **mistake)

    ways = {
        "compared_with_one_only": [
            way(rivals=lambda kept, _: kept[:1]),
            way(rivals=lambda kept, _: kept[-1:]),
        ],
        "equal_overlap_dropped": [way(drops=lambda iou, t: iou >= t)],
        "score_order_ignored": [way(order=range(n)), sorted(right)],
        "negative_sides_multiplied": [
            way(overlap=lambda a, b: iou(a, b, lambda a, b: shared_area(a, b, float)))
        ],
        "last_box_lost": [right[:-1]],
        "given_threshold_unused": [_kept(boxes, scores, 0.5)],
        "any_overlap_drops": [way(drops=lambda iou, _: iou > 0)],
        "dropped_box_drops": [way(rivals=lambda _, tried: tried)],
        "list_changed_in_loop": [_skipping(boxes, order, threshold)],
        "dropped_indices_returned": [[i for i in order if i not in right], sorted(set(order) - set(right))],
        "sorted_places_returned": [_kept(*args)],
        "lowest_score_first": [way(order=order[::-1]), right[::-1]],
        "higher_index_on_ties": [way(order=last_first)],
        "looked_up_by_score": [way(order=[scores.index(score) for score in sorted(scores, reverse=True)])],
        "low_scores_left_out": [[i for i in right if scores[i] > least] for least in (0.5, 0.05)],
    }
    said = [tuple(value) for values in ways.values() for value in {tuple(value) for value in values}]
    return {
        id: [
            value
            for value in values
            if value not in ([], order[:1], order, right) and said.count(tuple(value)) == 1
        ]
        for id, values in ways.items()
    }


def _expect_kept(student, boxes, scores, threshold=None, *, form=torch.tensor, own_numbers=False):
    """nms is right for these boxes and scores, handed over in this form; with None, no threshold is given.

    own_numbers: a tensor of indices will not do.
    """
    given = {} if threshold is None else {"iou_threshold": threshold}
    threshold = 0.5 if threshold is None else threshold
    right = _kept(boxes, scores, threshold)
    got = student.call("nms", form(boxes), form(scores), **given)
    found = got if own_numbers else to_plain(got)
    # the usual mistakes are worked out only where something is wrong
    ways = {} if same(found, right) else _ways(boxes, scores, threshold)
    known = {
        "path_without_return": lambda got: got is None,
        "indices_left_as_tensor": lambda got: is_foreign(got) or any(map(is_foreign, got)),
        "mask_returned": lambda got: len(got) == len(boxes) and all(isinstance(i, bool) for i in got),
    }
    expect(found, right, known=known | {id: one_of(*values) for id, values in ways.items()})


def _clear(boxes, threshold=0.5):
    """Whether no IoU is so close to the threshold that rounding decides."""
    return all(abs(iou(a, b) - threshold) > 0.03 for a in boxes for b in boxes)


def _objects(draw):
    """Boxes of four objects, best first: A B A A B C D.

    B overlaps A a little. C is far away on A's diagonal, so that two negative sides make a large area. D is alone too.
    """

    def drawn():
        width, height = draw.integer(128, 192) / 4, draw.integer(128, 192) / 4
        a = (8.5, 9.25, 8.5 + width, 9.25 + height)
        b = moved(a, round(3.3 * width) / 4, draw.integer(0, 12) / 4)
        c = moved(a, round(7.5 * width) / 4, round(7.5 * height) / 4)
        near = [moved(box, *(draw.integer(-7, 7) / 4 for _ in range(2))) for box in (a, a, b)]
        return [a, b, *near, c, moved(a, 4 * width, height / 2)]

    def suits(boxes):
        return _clear(boxes) and _kept(boxes, range(7)[::-1], 0.5) == [0, 1, 5, 6]

    return draw.until(drawn, suits)


def _scores(draw, count):
    """Falling scores that float32 holds exactly; the last are below 0.5, and of many the last two next to nothing."""
    steps = [*draw.distinct((count + 1) // 2, 33, 63), *draw.distinct(count // 2, 3, 30)]
    steps = sorted(steps, reverse=True)
    if count > 3:
        steps[-2:] = sorted((step / 16 for step in draw.distinct(2, 1, 40)), reverse=True)
    return [step / 64 for step in steps]


def _row(draw, count):
    """Boxes on a diagonal: each overlaps the next by 0.62, the one after that by 0.39, and the third by 0.24."""
    width, height = (8 * draw.integer(3, 6) for _ in range(2))
    box = (3.25, 5.5, 3.25 + width, 5.5 + height)
    return [moved(box, i * width / 8, i * height / 8) for i in range(count)]


def check_nms__several_objects(student, draw):
    """Each object keeps its best box, also with edges in 0..1, and far down a large picture; the best come first already."""
    _expect_kept(student, _objects(draw), _scores(draw, 7))
    _expect_kept(student, [scaled(box, 1 / 1024) for box in _objects(draw)], _scores(draw, 7))
    far = 1024 * draw.integer(70, 100), 1024 * draw.integer(70, 100)
    _expect_kept(student, [moved(box, *far) for box in _objects(draw)], _scores(draw, 7))


def _mixed(draw, boxes, scores):
    """The same in another order, in which three mistakes have six values, and no two of them are equal."""

    def mixed():
        order = draw.permutation(len(boxes))
        return [boxes[i] for i in order], [scores[i] for i in order]

    def tells(args):
        ways = _ways(*args, 0.5)
        ids = ("score_order_ignored", "sorted_places_returned", "lowest_score_first")
        return sum(len(ways[id]) for id in ids) == 5

    return draw.until(mixed, tells)


def check_nms__any_order(student, draw):
    """The best box comes first, whatever the order of the input, also of many objects."""
    for _ in range(2):
        _expect_kept(student, *_mixed(draw, _objects(draw), _scores(draw, 7)))
    width, height = draw.integer(12, 20), draw.integer(12, 20)
    alone = [(x, y, x + width, y + height) for x in range(3, 90, 30) for y in range(5, 140, 30)]
    order = draw.permutation(30)
    boxes = [*alone, *(moved(box, 0.5, 0.25) for box in alone)]
    scores = [step / 64 for step in draw.distinct(30, 2, 63)]
    _expect_kept(student, [boxes[i] for i in order], scores)


def check_nms__dropped_drops_none(student, draw):
    """A box that was dropped drops no other.

    The second of a row goes because of the first; the third overlaps the second more than the first, and stays. The last
    is far away.
    """
    for count in (9, 10):
        boxes = _row(draw, count)
        _expect_kept(student, [*boxes, moved(boxes[-1], 100, 0)], _scores(draw, count + 1))


def check_nms__other_threshold(student, draw):
    """The threshold that is given counts: 0.8 drops none of a row, 0.25 drops two of three, 0 what overlaps, 1 nothing."""
    for threshold in (0.8, 0.25):
        _expect_kept(student, _row(draw, 6), _scores(draw, 6), threshold)
    boxes = _row(draw, 6)
    # a box that only touches the first has an IoU of 0
    beside = moved(boxes[0], boxes[0][2] - boxes[0][0], 0)
    _expect_kept(student, [*boxes, beside], _scores(draw, 7), 0.0)
    # the same box again has an IoU of exactly 1
    _expect_kept(student, [*boxes[:3], boxes[0]], _scores(draw, 4), 1.0)


def _parts(draw, threshold):
    """Four boxes far apart, and of each a part: exactly the threshold, 1/256 less, 1/256 more, and 16/256 less of it.

    Of the first two the part has the higher score. Heights are 64, so that float32 holds every edge and IoU exactly.
    """
    width, left, top = draw.integer(8, 24), draw.integer(0, 20) + 0.25, draw.integer(0, 20) + 0.5
    wholes = [(left + 100 * i, top, left + 100 * i + width, top + 64) for i in range(4)]
    shares = [threshold + more / 256 for more in (0, -1, 1, -16)]
    parts = [(x1, y1, x2, y1 + 64 * share) for (x1, y1, x2, _), share in zip(wholes, shares, strict=True)]
    first, second = [*parts[:2], *wholes[2:]], [*wholes[:2], *parts[2:]]
    # what is left out with the last, or with those of low scores, differs from what is at the threshold
    order = draw.until(
        lambda: draw.permutation(4),
        lambda order: 3 in order[2:] and [i for i in order if i != 2][-1] != 0,
    )
    return [first[i] for i in order] + [second[i] for i in order]


def check_nms__equal_to_threshold(student, draw):
    """An IoU of exactly the threshold, or hardly below it, stays; hardly above it goes. Without a threshold it is 0.5."""
    for threshold in (None, 0.25):
        _expect_kept(student, _parts(draw, threshold or 0.5), _scores(draw, 8), threshold)


def check_nms__equal_scores(student, draw):
    """Of boxes with equal scores the one with the lower index comes first."""
    a, b, a_again, _, b_again, _, alone = _objects(draw)
    top, low = _scores(draw, 2)
    _expect_kept(student, [a, alone, a_again, b, b_again], [top, top, top, low, low])


def check_nms__no_boxes(student, draw):
    """No boxes give an empty list, as tensors and as lists; a single box is kept."""
    nothing = {"path_without_return": lambda got: got is None, "indices_left_as_tensor": is_foreign}
    for boxes, scores in ((torch.zeros(0, 4), torch.zeros(0)), ([], [])):
        expect(student.call("nms", boxes, scores), [], known=nothing)
    _expect_kept(student, _row(draw, 1), _scores(draw, 2)[1:])


def check_nms__lists(student, draw):
    """Lists are as good as tensors, nothing is changed, and the result is a list of Python's own integers."""
    for form in (list, torch.tensor):
        boxes, scores = _mixed(draw, _objects(draw), _scores(draw, 7))
        _expect_kept(student, boxes, scores, form=form, own_numbers=True)
        expect_unchanged(student)
    expect_tidy(student)
