"""Checks of ex6_detect: draw_detections."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from grader.checking.kit import expect, expect_kind, expect_unchanged, named, require, same

# ---- draw_detections ------------------------------------------------------------------------------------------------

GREEN = (0, 255, 0)


def _canvas(draw, width, height):
    """A picture without bright and dark pixels, so that no colour of an outline occurs in it."""
    return draw.image(width // 8, height // 8).resize((width, height)).point(lambda value: 64 + value // 2)


def _colour(draw):
    """A strong colour: not green, and another one when red and blue are swapped."""
    return draw.choice([(255, 0, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 128, 0), (0, 128, 255)])


def _short_names(draw, count):
    """Different names of two letters."""
    names = ["ba", "do", "gi", "ku", "me", "no", "ri", "su", "ta", "wo"]
    return [names[i] for i in draw.distinct(count, 0, len(names) - 1)]


def _one_box(draw):
    """A picture with a large box in its middle: a short name has room on every side, whatever the font."""
    x, y = draw.integer(48, 60), draw.integer(62, 70)
    box = (x, y, x + draw.integer(160, 170), y + draw.integer(100, 110))
    name, score = *_short_names(draw, 1), draw.integer(40, 63) / 64
    return _canvas(draw, 280, 230), [(name, score, tuple(map(float, box)))]


def _some_boxes(draw, names):
    """Boxes side by side, one for each name, whose edges lie between pixels; the last score is low."""
    scores = [draw.integer(40, 63) / 64 for _ in names[1:]] + [draw.integer(4, 20) / 64]
    boxes = []
    for i in range(len(names)):
        x1, y1 = 24 + 192 * i + draw.number(0, 8), draw.number(52, 66)
        boxes.append((x1, y1, x1 + draw.number(136, 150), y1 + draw.number(86, 100)))
    return _canvas(draw, 192 * len(names) + 16, 200), list(zip(names, scores, boxes, strict=True))


def _changes(picture, image, color=None):
    """Where the picture differs from the image; with a colour, where it has about this colour: [H, W]."""
    far = abs(np.asarray(picture, np.int16) - np.asarray(color or image, np.int16)) > (12 if color else 2)
    away = far[..., 0] | far[..., 1] | far[..., 2]
    return ~away if color else away


def _strips(marks, box, width, *, beyond=False):
    """For each of the four sides, without the corners, the marks [along, across] that are at most `width` from the edge.

    beyond: those on the next two pixels on either side, instead.
    """
    x1, y1, x2, y2 = box
    upright, level = (marks, y1, y2), (marks.T, x1, x2)
    strips = []
    for edge, (side, begin, end) in ((x1, upright), (x2, upright), (y1, level), (y2, level)):
        low, high = max(math.ceil(edge - width), 0), math.floor(edge + width) + 1
        places = [low - 2, low - 1, high, high + 1] if beyond else range(low, high)
        places = [place for place in places if 0 <= place < side.shape[1]]
        strips.append(side[math.ceil(begin) + width + 1 : math.floor(end) - width, places])
    return strips


def _along(marks, box, width, **options):
    """How much of each of the four sides has a mark at most `width` away from the edge, or, with `beyond`, further."""
    strips = _strips(marks, box, width, **options)
    return [float(strip.any(axis=1).mean()) if strip.size else 0.0 for strip in strips]


def _thickness(hit, box, width):
    """How many of the four sides are on most of their length too thin for this width, and how many too thick.

    One pixel more or less is as good.
    """
    counts = [strip.sum(axis=1) for strip in _strips(hit, box, width)]
    thin = sum(float((count < width - 1).mean()) > 0.75 for count in counts)
    return thin, sum(float((count > width + 1).mean()) > 0.75 for count in counts)


def _outlined(marks, box, width):
    """Whether there are marks on all four sides; a name may hide a part of one or two."""
    shares = _along(marks, box, width)
    return min(shares) > 0.25 and sum(shares) > 3


def _part(marks, box, grow):
    """The marks in the box, which is made larger by `grow` on all sides, or smaller."""
    x1, y1, x2, y2 = box
    rows = slice(max(math.floor(y1 - grow), 0), max(math.ceil(y2 + grow) + 1, 0))
    return marks[rows, max(math.floor(x1 - grow), 0) : max(math.ceil(x2 + grow) + 1, 0)]


def _why_no_outline(got, hit, changed, detections, box, width):
    """The known mistake that leaves this box without an outline, or None."""
    x, y, w, h = box
    ways = {
        "colour_not_as_given": lambda _: all(_outlined(changed, box, width) for _, _, box in detections),
        "only_one_box_drawn": lambda _: any(_outlined(hit, box, width) for _, _, box in detections),
        "xyxy_read_as_xywh": lambda _: _along(hit, (x, h + width, x + w, y + h), width)[0] > 0.5,
    }
    return named(got, ways)


def _picture(got, image, *, rgb=False):
    """What came back, as RGB, once it is found to be a picture as large as the image; rgb: RGBA will not do."""
    kind = f"RGB image {image.size[0]}x{image.size[1]}"
    expect_kind(got, Image.Image, kind, known={"path_without_return": lambda got: got is None})
    require(got.mode == "RGB" or (got.mode == "RGBA" and not rgb), "mode", got=got.mode, expected=kind)
    require(got.size == image.size, "shape", got=f"{got.size[0]}x{got.size[1]}", expected=kind)
    return got.convert("RGB")


def _expect_outlines(got, image, detections, color=GREEN, width=3, *, rgb=False):
    """The picture has outlines of this colour on all boxes, and most of what is outside is as before; returns it as RGB.

    rgb: RGBA will not do.
    """
    got = _picture(got, image, rgb=rgb)
    hit, changed = _changes(got, image, color), _changes(got, image)
    for box in (box for _, _, box in detections if not _outlined(hit, box, width)):
        shares = ", ".join(f"{share:.0%}" for share in _along(hit, box, width))
        words = {
            "got": f"{color} on {shares} of the left, right, upper, lower side",
            "expected": f"an outline at most {width} pixels from {tuple(round(edge, 2) for edge in box)}",
        }
        why = _why_no_outline(got, hit, changed, detections, box, width)
        require(False, "value", mistake=why, **words)
    for _, _, box in detections:
        _part(changed, box, width + 1)[:] = False
    share = float(changed.mean())
    words = {"got": f"{share:.0%} outside of the boxes is changed", "expected": "most as it was"}
    require(share < 0.4, "value", **words)
    return got


def _inside(picture, image, box):
    """How much of what is inside the box is changed."""
    return float(_part(_changes(picture, image), box, -5).mean())


def check_draw_detections__outline(student, draw):
    """Without a colour and a width the outline is green and 3 pixels thick, and the result is RGB."""
    image, detections = _one_box(draw)
    _expect_outlines(student.call("draw_detections", image, detections), image, detections, rgb=True)


def check_draw_detections__several(student, draw):
    """Every box gets its outline, also one with a low score, and two of one name; the edges lie between pixels.

    Of a box in a corner of the picture the two sides inside are drawn.
    """
    name, other = _short_names(draw, 2)
    image, detections = _some_boxes(draw, draw.choice([[name, other, name], [name, name, other]]))
    _expect_outlines(student.call("draw_detections", image, detections), image, detections)
    image = _canvas(draw, 320, 260)
    x, y = draw.integer(150, 170), draw.integer(110, 130)
    for box, sides in (
        ((0.0, 0.0, float(x), float(y)), (1, 3)),
        ((float(x), float(y), 320.0, 260.0), (0, 2)),
    ):
        got = student.call("draw_detections", image, [(name, 0.75, box)])
        shares = _along(_changes(_picture(got, image), image, GREEN), box, 3)
        worst = min(shares[side] for side in sides)
        words = {"got": f"{GREEN} on {worst:.0%} of a side", "expected": f"an outline of {box}"}
        require(worst > 0.25, "value", **words)


def check_draw_detections__colour(student, draw):
    """The outline has the colour that is given."""
    color = _colour(draw)
    image, detections = _one_box(draw)
    got = student.call("draw_detections", image, detections, color=color)
    _expect_outlines(got, image, detections, color)


def check_draw_detections__width(student, draw):
    """The outline is as thick as its width, and not further from the edge; a name may be there on a part of a side."""
    for width in (1, draw.integer(5, 7), None):
        image, detections = _one_box(draw)
        given = {} if width is None else {"width": width}
        width = width or 3
        got = student.call("draw_detections", image, detections, **given)
        got = _expect_outlines(got, image, detections, GREEN, width)
        box = detections[0][2]
        thin, thick = _thickness(_changes(got, image, GREEN), box, width)
        words = {"got": f"less than that on {thin} sides", "expected": f"{width} pixels, or one more or less"}
        require(thin < 3, "value", mistake="line_too_thin", **words)
        filled = _inside(got, image, box) > 0.5
        worst = max(_along(_changes(got, image), box, width, beyond=True))
        words = {"got": f"further away on {worst:.0%} of a side", "expected": f"at most {width} pixels away"}
        require(worst < 0.75, "value", mistake="fill_for_outline" if filled else "line_width_fixed", **words)
        words = {
            "got": f"more than that on {thick} sides",
            "expected": f"{width} pixels, or one more or less",
        }
        require(thick < 3, "value", mistake="line_width_fixed", **words)


def check_draw_detections__not_filled(student, draw):
    """Most of the inside stays as it was; a name may be on a part of it."""
    image, detections = _one_box(draw)
    got = _expect_outlines(student.call("draw_detections", image, detections), image, detections)
    share = _inside(got, image, detections[0][2])
    words = {"got": f"{share:.0%} of the inside is changed", "expected": "only the outline is drawn"}
    require(share < 0.5, "value", mistake="fill_for_outline", **words)


def check_draw_detections__names(student, draw):
    """Another name gives another picture; where the names are and what they look like is free."""
    image, detections = _some_boxes(draw, _short_names(draw, 2))
    got = _expect_outlines(student.call("draw_detections", image, detections), image, detections)
    for i, (name, *rest) in enumerate(detections):
        other = name[0] + draw.choice([letter for letter in "aeiou" if letter != name[1]])
        others = [*detections[:i], (other, *rest), *detections[i + 1 :]]
        again = _expect_outlines(student.call("draw_detections", image, others), image, detections)
        words = {"got": f"the same picture for {other!r} and {name!r}", "expected": "the names in it"}
        require(not same(again, got, atol=0), "value", mistake="names_not_written", **words)


def check_draw_detections__no_detections(student, draw):
    """Without detections the picture is the image, but a copy: painting on it does not change the caller's.

    The first image is a column of three pixels.
    """
    thin = draw.image(1, 3)
    expect(
        student.call("draw_detections", thin, []),
        thin,
        atol=1,
        known={"path_without_return": lambda got: got is None},
    )
    image = _canvas(draw, *draw.distinct(2, 60, 90))
    result = student.call("draw_detections", image, [], keep=True)
    expect(student.fetch(result), image, atol=1, known={"path_without_return": lambda got: got is None})
    student.prop("paint", result)
    (now, _), _ = student.arguments()
    words = {"got": "the image that was given", "expected": "a copy of it"}
    require(same(now, image, atol=0), "not_a_copy", mistake="image_not_copied", **words)


def check_draw_detections__image_unchanged(student, draw):
    """The image and the list that were given stay as they were."""
    image, detections = _one_box(draw)
    _expect_outlines(student.call("draw_detections", image, detections), image, detections)
    (now, *_), _ = student.arguments()
    expect_unchanged(student, mistake=None if same(now, image, atol=0) else "image_not_copied")


def check_draw_detections__name_at_the_edge(student, draw):
    """The name of a box in a corner is seen (advice, for whoever writes names at all)."""
    image = _canvas(draw, 320, 260)
    x, y = draw.integer(150, 170), draw.integer(110, 130)
    names = _short_names(draw, 2)
    for box in ((40, 60, x, y), (0, 0, x, y), (x, y, 320, 260)):
        detections = [[(name, 0.75, tuple(map(float, box)))] for name in names]
        one, two = (_picture(student.call("draw_detections", image, each), image) for each in detections)
        if box[0] == 40 and same(one, two, atol=0):
            return
        words = {"got": f"the same picture for {names[0]!r} and {names[1]!r}", "expected": "the names in it"}
        require(not same(one, two, atol=0), "value", mistake="name_outside_picture", **words)


def check_draw_detections__small_box(student, draw):
    """A box that is smaller than two widths is drawn, too (advice)."""
    image = _canvas(draw, 120, 90)
    for size in (2, 5):
        x, y = draw.integer(40, 60), draw.integer(40, 50)
        box = tuple(map(float, (x, y, x + size, y + size)))
        got = student.call("draw_detections", image, [(*_short_names(draw, 1), 0.75, box)], width=4)
        near = float(_part(_changes(_picture(got, image), image, GREEN), box, 1).mean())
        words = {"got": f"{GREEN} on {near:.0%} of {box}", "expected": "a box that is seen"}
        require(near > 0.3, "value", **words)
