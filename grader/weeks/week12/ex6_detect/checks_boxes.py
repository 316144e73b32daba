"""Checks of ex6_detect: box_iou."""

from __future__ import annotations

import torch

from grader.checking.kit import expect, expect_tidy, expect_unchanged
from grader.weeks.week12.ex6_detect.geometry import (
    area,
    from_size,
    grown,
    iou,
    moved,
    scaled,
    shared_area,
    whole,
)
from grader.weeks.week12.ex6_detect.plain import is_foreign, to_plain

# ---- box_iou --------------------------------------------------------------------------------------------------------


def _known_ious(a, b):
    """What comes out of usual mistakes. An overlap of nothing or of all tells none of them."""
    inter = shared_area(a, b)
    clamps = [float, abs, lambda length: max(length + 1, 0)]
    raw, positive, longer = [iou(a, b, lambda a, b, side=side: shared_area(a, b, side)) for side in clamps]
    wide, high = (min(a[i + 2], b[i + 2]) - max(a[i], b[i]) for i in (0, 1))
    one_side = [
        iou(a, b, lambda a, b, inter=inter: inter) for inter in (max(wide, 0) * high, wide * max(high, 0))
    ]
    larger = area(grown(a)) + area(grown(b))
    ways = {
        "negative_sides_multiplied": [raw, positive, *one_side],
        "relative_position_assumed": [
            iou(a, b, lambda a, b: max(a[2] - b[0], 0) * max(a[3] - b[1], 0)),
        ],
        "one_added_to_sides": [longer, iou(grown(a), grown(b)), inter / (larger - inter)],
        "overlap_counted_twice": [inter / (area(a) + area(b))],
        "divided_by_one_box": [inter / area(a), inter / area(b)],
        "xyxy_read_as_xywh": [iou(from_size(a), from_size(b))],
        "coordinates_made_integers": [iou(whole(a), whole(b))],
        "overlap_rounded": [round(iou(a, b), places) for places in (2, 3, 4)],
    }
    # a simple fraction comes out of coarse edges, too
    simple = [n / 40 for n in range(41)]
    silent = (*simple, iou(a, b))
    return {
        "overlap_left_as_tensor": is_foreign,
        "none_when_apart": lambda got: got is None and not inter,
        "path_without_return": lambda got: got is None,
        **{
            id: _made([way for way in all if not any(_near(way, value) for value in silent)])
            for id, all in ways.items()
        },
    }


def _near(way, value):
    """Whether the values are too near to each other to tell one from the other."""
    return abs(way - value) < 1.5e-5


def _made(ways):
    """A test for `known`: is it, as exactly as float32 tells, one of these?"""
    return lambda got: any(abs(got - way) < 2e-7 for way in ways)


def _expect_iou(student, a, b, form=tuple, *, own_number=False):
    """box_iou of these boxes, handed over in this form, is right; only with `own_number` must it be Python's own."""
    got = student.call("box_iou", form(a), form(b))
    if not own_number:
        got = to_plain(got)
        # a tensor [1, 1] holds one number too
        while isinstance(got, list) and len(got) == 1:
            got = to_plain(got[0])
    # what is computed in float32, or with 1e-6 added below the line, is as near as this
    expect(got, float(iou(a, b)), atol=2e-6, rtol=2e-5, known=_known_ious(a, b))


def _relation(a1, a2, b1, b2):
    """Where the interval a is, seen from b."""
    if a2 < b1 or b2 < a1:
        return "before" if a2 < b1 else "after"
    if {a1, a2} & {b1, b2}:
        return "flush"
    if (a1 < b1) == (a2 < b2):
        return "low" if a1 < b1 else "high"
    return "around" if a1 < b1 else "inside"


def _pair(draw, across, down, least=14):
    """Two boxes with these relations across and down; their edges are quarters of a pixel, which float32 holds exactly.

    least: a side's length, in quarters.
    """

    def drawn():
        (x, y, u, v), (w, h, r, s) = draw.distinct(4, 0, 60), draw.distinct(4, least, 60)
        return [tuple(n / 4 for n in box) for box in ((x, y, x + w, y + h), (u, v, u + r, v + s))]

    def suits(pair):
        (x, y, x2, y2), (u, v, u2, v2) = pair
        split = any(n % 1 for n in pair[0]) and any(n % 1 for n in pair[1])
        related = (_relation(x, x2, u, u2), _relation(y, y2, v, v2)) == (across, down)
        right = iou(*pair)
        return split and related and (right in (0, 1) or abs(right - round(right, 4)) > 2e-5)

    return draw.until(drawn, suits)


def check_box_iou__overlap(student, draw):
    """Two boxes that share a part of each have the right IoU, in all four directions.

    So they do when their edges are fractions of the picture, all less than 1 apart, and far down a large picture.
    """
    for across in ("low", "high"):
        for down, form in (("low", list), ("high", tuple)):
            _expect_iou(student, *_pair(draw, across, down), form)
    _expect_iou(student, *(scaled(box, 1 / 32) for box in _pair(draw, "low", "high", 40)))
    far = 1024 * draw.integer(70, 100), 1024 * draw.integer(70, 100)
    _expect_iou(student, *(moved(box, *far) for box in _pair(draw, "high", "low")))


def check_box_iou__apart(student, draw):
    """Boxes that are apart, or that only touch, have an IoU of 0.

    They are on a diagonal, where two negative sides make an area, side by side, and one above the other; some are less
    than a pixel apart.
    """
    for across in ("before", "after"):
        for down in ("before", "after"):
            _expect_iou(student, *_pair(draw, across, down))
    _expect_iou(student, *_pair(draw, "before", "low"))
    _expect_iou(student, *_pair(draw, "high", "after"))
    for places in (("before", "low"), ("low", "after")):
        _expect_iou(student, *(scaled(box, 1 / 64) for box in _pair(draw, *places)))
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
    expect_tidy(student)
