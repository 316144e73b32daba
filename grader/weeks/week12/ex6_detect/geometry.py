"""Boxes (x1, y1, x2, y2) and how much they overlap, for the checks of ex6_detect."""

from __future__ import annotations

import math


def area(box):
    """Width times height."""
    return (box[2] - box[0]) * (box[3] - box[1])


def shared_area(a, b, side=lambda length: max(length, 0.0)):
    """The area that two boxes share; side: makes a length of the difference of two edges, here without negative ones."""
    return side(min(a[2], b[2]) - max(a[0], b[0])) * side(min(a[3], b[3]) - max(a[1], b[1]))


def iou(a, b, shared=shared_area):
    """The right answer; with another `shared`, that of a mistake."""
    inter = shared(a, b)
    return inter / ((area(a) + area(b) - inter) or math.inf)


def moved(box, across, down):
    """The box, moved so far to the right and down."""
    return (box[0] + across, box[1] + down, box[2] + across, box[3] + down)


def scaled(box, factor):
    """The box with every edge multiplied."""
    return tuple(edge * factor for edge in box)


def grown(box):
    """The box, one longer and one higher: what it becomes for whoever counts pixels in place of edges."""
    return (*box[:2], box[2] + 1, box[3] + 1)


def whole(box):
    """The box with the fractions of its edges cut off."""
    return tuple(map(int, box))


def from_size(box):
    """The box that comes out when the last two are taken for width and height."""
    x, y, width, height = box
    return (x, y, x + width, y + height)
