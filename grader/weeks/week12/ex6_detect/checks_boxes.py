"""Checks of ex6_detect: box_iou, nms."""

from __future__ import annotations

import math

import torch

from grader.checking.kit import expect, expect_unchanged, one_of
from grader.weeks.week12.ex6_detect.plain import is_foreign, to_plain

# ---- box_iou --------------------------------------------------------------------------------------------------------


def _area(box):
    """Width times height."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _shared(a, b, side=lambda length: max(length, 0.0)):
    """The area that two boxes share; side: makes a length of the difference of two edges, here without negative ones."""
    return side(min(a[2], b[2]) - max(a[0], b[0])) * side(min(a[3], b[3]) - max(a[1], b[1]))


def _iou(a, b, shared=_shared):
    """The right answer; with another `shared`, that of a mistake."""
    inter = shared(a, b)
    return inter / ((_area(a) + _area(b) - inter) or math.inf)


def _known_ious(a, b):
    """What comes out of usual mistakes."""
    inter = _shared(a, b)
    grown = [(*box[:2], box[2] + 1, box[3] + 1) for box in (a, b)]
    whole = [tuple(map(int, box)) for box in (a, b)]
    sizes = [(x, y, x + w, y + h) for x, y, w, h in (a, b)]
    clamps = [float, abs, lambda length: max(length + 1, 0)]
    raw, positive, longer = [_iou(a, b, lambda a, b, side=side: _shared(a, b, side)) for side in clamps]
    wide, high = (min(a[i + 2], b[i + 2]) - max(a[i], b[i]) for i in (0, 1))
    one_side = [
        _iou(a, b, lambda a, b, inter=inter: inter) for inter in (max(wide, 0) * high, wide * max(high, 0))
    ]
    return {
        "overlap_left_as_tensor": is_foreign,
        "none_when_apart": lambda got: got is None,
        "negative_sides_multiplied": one_of(raw, positive, *one_side),
        "relative_position_assumed": one_of(
            _iou(a, b, lambda a, b: max(a[2] - b[0], 0) * max(a[3] - b[1], 0))
        ),
        "plus_1_or_overlap_twice": one_of(inter / (_area(a) + _area(b)), longer, _iou(*grown)),
        "divided_by_one_box": one_of(inter / _area(a), inter / _area(b), inter / min(_area(a), _area(b))),
        "xyxy_read_as_xywh": one_of(_iou(*sizes)),
        "coordinates_made_integers": one_of(_iou(*whole)),
    }


def _expect_iou(student, a, b, form=tuple, *, own_number=False):
    """box_iou of these boxes, handed over in this form, is right; only with `own_number` must it be Python's own."""
    got = student.call("box_iou", form(a), form(b))
    if not own_number:
        got = to_plain(got)
        # a tensor [1, 1] holds one number too
        while isinstance(got, list) and len(got) == 1:
            got = to_plain(got[0])
    expect(got, float(_iou(a, b)), known=_known_ious(a, b))


def _relation(a1, a2, b1, b2):
    """Where the interval a is, seen from b."""
    if a2 < b1 or b2 < a1:
        return "before" if a2 < b1 else "after"
    if {a1, a2} & {b1, b2}:
        return "flush"
    if (a1 < b1) == (a2 < b2):
        return "low" if a1 < b1 else "high"
    return "around" if a1 < b1 else "inside"


def _pair(draw, across, down):
    """Two boxes with these relations across and down; their edges are quarters of a pixel, which float32 holds exactly."""

    def drawn():
        (x, y, u, v), (w, h, r, s) = draw.distinct(4, 0, 60), draw.distinct(4, 14, 60)
        return [tuple(n / 4 for n in box) for box in ((x, y, x + w, y + h), (u, v, u + r, v + s))]

    def suits(pair):
        (x, y, x2, y2), (u, v, u2, v2) = pair
        split = any(n % 1 for n in pair[0]) and any(n % 1 for n in pair[1])
        return split and (_relation(x, x2, u, u2), _relation(y, y2, v, v2)) == (across, down)

    return draw.until(drawn, suits)


def check_box_iou__overlap(student, draw):
    """Two boxes that share a part of each have the right IoU, in all four directions."""
    for across in ("low", "high"):
        for down, form in (("low", list), ("high", tuple)):
            _expect_iou(student, *_pair(draw, across, down), form)


def check_box_iou__apart(student, draw):
    """Boxes that are apart, or that only touch, have an IoU of 0.

    They are on a diagonal, where two negative sides make an area, side by side, and one above the other.
    """
    for across in ("before", "after"):
        for down in ("before", "after"):
            _expect_iou(student, *_pair(draw, across, down))
    _expect_iou(student, *_pair(draw, "before", "low"))
    _expect_iou(student, *_pair(draw, "high", "after"))
    for down in ("low", "after"):
        a, _ = _pair(draw, "before", down)
        touching = (a[2], a[1], a[2] + 5.25, a[3]) if down == "low" else (*a[2:], a[2] + 3, a[3] + 5.5)
        _expect_iou(student, a, touching)
        _expect_iou(student, touching, a)


def check_box_iou__inside(student, draw):
    """A box inside another one has the share of its area, and a box with itself has 1."""
    a, b = _pair(draw, "inside", "inside")
    for pair in ((a, b), (b, a), (a, a)):
        _expect_iou(student, *pair)


def check_box_iou__crossing(student, draw):
    """Boxes that cross overlap, although no corner of one is inside the other."""
    _expect_iou(student, *_pair(draw, "around", "inside"))
    _expect_iou(student, *_pair(draw, "inside", "around"))


def check_box_iou__tensors(student, draw):
    """Boxes may be tensors, which stay as they are; the result is Python's own number all the same."""
    for down in ("high", "inside"):
        _expect_iou(student, *_pair(draw, "low", down), torch.tensor, own_number=True)
        expect_unchanged(student)


# ---- nms ------------------------------------------------------------------------------------------------------------


def _over(iou, threshold):
    """Whether a box goes."""
    return iou > threshold


def _kept(boxes, scores, threshold, *, order=None, drops=_over, rivals=None, iou=_iou):
    """The right answer; the keyword arguments make mistakes of it.

    order: in which the boxes are tried; drops: whether a box goes; rivals: chooses the boxes that it is compared with
    from those kept and those tried before; iou: how the overlap is computed.
    """
    order = sorted(range(len(boxes)), key=lambda i: -scores[i]) if order is None else order
    kept = []
    for place, i in enumerate(order):
        others = rivals(kept, order[:place]) if rivals else kept
        if not any(drops(iou(boxes[j], boxes[i]), threshold) for j in others):
            kept.append(i)
    return kept


def _ways(boxes, scores, threshold):
    """For each usual mistake the indices that it gives."""
    n, right = len(boxes), _kept(boxes, scores, threshold)
    order = sorted(range(n), key=lambda i: -scores[i])
    args = ([boxes[i] for i in order], [scores[i] for i in order], threshold)
    last_first = sorted(range(n), key=lambda i: (-scores[i], -i))
    ways = {
        "compared_with_one_only": [
            _kept(boxes, scores, threshold, rivals=lambda kept, _: kept[:1]),
            _kept(boxes, scores, threshold, rivals=lambda kept, _: kept[-1:]),
        ],
        "equal_overlap_dropped": [_kept(boxes, scores, threshold, drops=lambda iou, t: iou >= t)],
        "score_order_ignored": [
            _kept(boxes, scores, threshold, order=range(n)),
            sorted(right),
            [i in right for i in range(n)],
        ],
        "negative_sides_multiplied": [
            _kept(boxes, scores, threshold, iou=lambda a, b: _iou(a, b, lambda a, b: _shared(a, b, float)))
        ],
        "last_box_lost": [right[:-1]],
        "given_threshold_unused": [
            _kept(boxes, scores, 0.5),
            _kept(boxes, scores, threshold, drops=lambda iou, _: iou > 0),
        ],
        "dropped_box_drops": [_kept(boxes, scores, threshold, rivals=lambda _, tried: tried)],
        "dropped_indices_returned": [[i for i in order if i not in right], sorted(set(order) - set(right))],
        "sorted_places_returned": [_kept(*args)],
        "lowest_score_first": [_kept(boxes, scores, threshold, order=order[::-1]), right[::-1]],
        "higher_index_on_ties": [_kept(boxes, scores, threshold, order=last_first)],
    }
    return {id: [way for way in values if way != right] for id, values in ways.items()}


def _expect_kept(student, boxes, scores, threshold=None, *, form=torch.tensor, own_numbers=False):
    """nms is right for these boxes and scores, handed over in this form; with None, no threshold is given.

    own_numbers: a tensor of indices will not do.
    """
    given = () if threshold is None else (threshold,)
    threshold = threshold or 0.5
    known = {id: one_of(*ways) for id, ways in _ways(boxes, scores, threshold).items()}
    known = {"indices_left_as_tensor": lambda got: is_foreign(got) or any(map(is_foreign, got))} | known
    got = student.call("nms", form(boxes), form(scores), *given)
    expect(got if own_numbers else to_plain(got), _kept(boxes, scores, threshold), known=known)


def _clear(boxes, threshold=0.5):
    """Whether no IoU is so close to the threshold that rounding decides."""
    return all(abs(_iou(a, b) - threshold) > 0.03 for a in boxes for b in boxes)


def _moved(box, across, down):
    """The box, moved so far to the right and down."""
    return (box[0] + across, box[1] + down, box[2] + across, box[3] + down)


def _objects(draw):
    """Boxes of four objects, best first: A B A A B C D.

    B overlaps A a little. C is far away on A's diagonal, so that two negative sides make a large area. D is alone too.
    """

    def drawn():
        width, height = draw.integer(128, 192) / 4, draw.integer(128, 192) / 4
        a = (8.5, 9.25, 8.5 + width, 9.25 + height)
        b = _moved(a, round(3.3 * width) / 4, draw.integer(0, 12) / 4)
        c = _moved(a, round(7.5 * width) / 4, round(7.5 * height) / 4)
        near = [_moved(box, *(draw.integer(-7, 7) / 4 for _ in range(2))) for box in (a, a, b)]
        return [a, b, *near, c, _moved(a, 4 * width, height / 2)]

    def suits(boxes):
        return _clear(boxes) and _kept(boxes, range(7)[::-1], 0.5) == [0, 1, 5, 6]

    return draw.until(drawn, suits)


def _scores(draw, count):
    """Falling scores that float32 holds exactly; the last are below 0.5."""
    steps = [*draw.distinct((count + 1) // 2, 33, 63), *draw.distinct(count // 2, 3, 30)]
    return [step / 64 for step in sorted(steps, reverse=True)]


def _row(draw, count):
    """Boxes in a row or a column: each overlaps the next by 0.6 and the one after that by a third."""
    width, height = (4 * draw.integer(6, 12) for _ in range(2))
    box = (3.25, 5.5, 3.25 + width, 5.5 + height)
    across, down = (width / 4, 0) if draw.integer(0, 1) else (0, height / 4)
    return [_moved(box, i * across, i * down) for i in range(count)]


def check_nms__several_objects(student, draw):
    """Each object keeps its best box; the input is best first already."""
    boxes = _objects(draw)
    _expect_kept(student, boxes, _scores(draw, len(boxes)))


def check_nms__any_order(student, draw):
    """The best box comes first, whatever the order of the input."""
    for _ in range(2):
        boxes, scores = _objects(draw), _scores(draw, 7)

        def mixed(boxes=boxes, scores=scores):
            order = draw.permutation(len(boxes))
            return [boxes[i] for i in order], [scores[i] for i in order]

        def tells(args):
            """Three mistakes have six values, and no two of them are equal."""
            ways = _ways(*args, 0.5)
            return (
                len(
                    {
                        tuple(way)
                        for id in ("score_order_ignored", "sorted_places_returned", "lowest_score_first")
                        for way in ways[id]
                    }
                )
                == 6
            )

        _expect_kept(student, *draw.until(mixed, tells))


def check_nms__dropped_drops_none(student, draw):
    """A box that was dropped drops no other.

    The second of a row goes because of the first; the third overlaps the second more than the first, and stays.
    """
    for count in (5, 6):
        _expect_kept(student, _row(draw, count), _scores(draw, count))


def check_nms__other_threshold(student, draw):
    """The threshold that is given counts: 0.7 drops none of a row, 0.25 drops two of three."""
    for threshold in (0.7, 0.25):
        _expect_kept(student, _row(draw, 3), _scores(draw, 3), threshold)


def check_nms__equal_to_threshold(student, draw):
    """An IoU of exactly the threshold stays.

    The second box is half of the first, where no threshold is given, or a quarter of it.
    """
    for threshold in (0.5, 0.25):
        width, height = draw.integer(8, 12), draw.integer(30, 50)
        a = (7.5, 4.25, 7.5 + 4 * width, 4.25 + height)
        part = (7.5, 4.25, 7.5 + 4 * width * threshold, 4.25 + height)
        again = _moved(a, draw.integer(1, 4) / 4, draw.integer(-4, 0) / 4)
        below = _moved(a, 0, 0.8 * height // 1)
        given = [] if threshold == 0.5 else [threshold]
        _expect_kept(student, [a, part, again, below], _scores(draw, 4), *given)


def check_nms__equal_scores(student, draw):
    """Of boxes with equal scores the one with the lower index comes first."""
    a, b, a_again, _, b_again, c, _ = _objects(draw)
    top, low = _scores(draw, 2)
    _expect_kept(student, [a, c, a_again, b, b_again], [top, top, top, low, low])


def check_nms__no_boxes(student, draw):
    """No boxes give an empty list, as tensors and as lists; a single box is kept."""
    expect(
        student.call("nms", torch.zeros(0, 4), torch.zeros(0)),
        [],
        known={"indices_left_as_tensor": torch.zeros(0).long()},
    )
    expect(student.call("nms", [], []), [])
    _expect_kept(student, _row(draw, 1), _scores(draw, 2)[1:])


def check_nms__lists(student, draw):
    """Lists are as good as tensors, neither is changed, and the result is a list of Python's own integers."""
    for form in (list, torch.tensor):
        boxes = _objects(draw)
        _expect_kept(student, boxes, _scores(draw, len(boxes)), form=form, own_numbers=True)
        expect_unchanged(student)
