"""Checks of ex6_detect: detect, filter_detections, count_objects, box_iou, nms, draw_detections."""

from __future__ import annotations

import math

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, expect_kind, expect_unchanged, named, one_of, require, same

KEYS = ("boxes", "labels", "scores")


def _is_foreign(value):
    """Whether it is a tensor, array or NumPy number that somebody forgot to make Python's own."""
    return isinstance(value, torch.Tensor | np.ndarray | np.generic) and not isinstance(value, float | str)


def _plain(value):
    """Numbers in tensors and NumPy numbers as Python's own, for checks that look at something else."""
    if type(value) is list:
        return [_plain(item) for item in value]
    return value.tolist() if _is_foreign(value) and np.prod(value.shape) < 100 else value


# ---- detect ---------------------------------------------------------------------------------------------------------


class Looked:
    """A drawn detector and an image for it; `answer` says what it finds there."""

    def __init__(self, draw, props, count, **options):
        """count: how many objects are in the image. options: those of the detector."""
        self.options = options
        self.grid = draw.integer(3, 4)
        self.model = props.Detector(self.grid).eval()  # the examiner's own
        cells = self.grid * self.grid

        def drawn():
            """Lit cells on black, each in a colour of its own."""
            lit = torch.zeros(cells)
            lit[draw.distinct(count, 0, cells - 1)] = 1
            colours = draw.uniform(3, self.grid, self.grid, low=0.2) * lit.reshape(self.grid, self.grid)
            height, width = draw.distinct(2, 4, 8)
            image = colours.repeat_interleave(height, 1).repeat_interleave(width, 2)
            self.image = image * draw.uniform(*image.shape, low=0.8, high=1.0)
            self.state = draw.state(self.model, gain=2.5) | {"classes": draw.integers(cells, low=1, high=90)}
            self.model.load_state_dict(self.state)
            return self.answer()["scores"]

        def telling(scores):
            """No two scores are about the same, and some, but not all, are below 0.5."""
            gaps = (scores[:-1] - scores[1:]).tolist()
            return min(gaps, default=1) > 0.01 and (count < 2 or scores[0] > 0.5 > scores[-1])

        draw.until(drawn, telling)

    def there(self, student, *, train=False):
        """The handle of the detector on the student's side."""
        return student.prop("detector", self.state, self.grid, train=train, **self.options, keep=True)

    def answer(self, image=None, part_in_train_mode=False):
        """What the detector says in eval mode: the three keys that count."""
        self.model.load_state_dict(self.state)
        self.model.norm.train(part_in_train_mode)
        with torch.no_grad():
            found = self.model([self.image if image is None else image])[0]
        return {key: found[key] for key in KEYS}

    def known(self):
        """What comes out of usual mistakes; computed only when it is asked for."""
        right, x = self.answer(), self.image
        mean, std = torch.tensor([[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]]).reshape(2, 3, 1, 1)

        def answers(*images):
            return lambda got: len(got["scores"]) and any(same(got, self.answer(image)) for image in images)

        return {
            "list_returned_as_is": lambda got: isinstance(got, list),
            "image_normalized_first": answers((x - mean) / std, (x - 0.5) / 0.5),
            "image_times_255": answers(x * 255),
            "image_in_bgr": answers(x.flip(0)),
            "eval_root_only": lambda got: same(got, self.answer(part_in_train_mode=True)),
            "box_dim_squeezed": {key: value.squeeze() for key, value in right.items()},
            "one_subtracted_from_labels": right | {"labels": right["labels"] - 1},
            "tensors_turned_into_arrays": lambda got: any(
                not isinstance(value, torch.Tensor) for value in got.values()
            ),
            "filtered_too_early": lambda got: len(got["scores"]) < len(right["scores"]),
        }


def _three(got):
    """Without the further keys that a prediction may have."""
    if not isinstance(got, dict):
        return got
    return {key: value for key, value in got.items() if key in KEYS}


def _expect_found(student, looked, *, train=False):
    """detect gives what the detector finds in the image; returns it."""
    got = _three(student.call("detect", looked.there(student, train=train), looked.image))
    expect(got, looked.answer(), known=looked.known())
    return got


def check_detect__one_image(student, draw, props):
    """The detector is in eval mode already: only what goes in and comes out counts."""
    for count in draw.distinct(2, 4, 7):
        _expect_found(student, Looked(draw, props, count))


def check_detect__eval_mode(student, draw, props):
    """As torchvision's detectors do, this one asks for targets in train mode; its parts differ there, too."""
    _expect_found(student, Looked(draw, props, draw.integer(3, 6)), train=True)


def check_detect__no_gradient(student, draw, props):
    """And not by freezing the caller's model."""
    looked = Looked(draw, props, draw.integer(3, 6))
    model = looked.there(student)
    got = _three(student.call("detect", model, looked.image))
    expect(got, looked.answer(), known=looked.known())
    tied = [key for key in KEYS if got[key].requires_grad]
    words = {"got": f"{', '.join(tied)}: requires_grad=True", "expected": "requires_grad=False"}
    require(not tied, "requires_grad", mistake="no_grad_missing", **words)
    frozen = [str(name) for name, asks in student.prop("asks", model).items() if not asks]
    words = {"got": f"{', '.join(frozen)}: requires_grad=False", "expected": "requires_grad as before"}
    require(not frozen, "model_changed", mistake="caller_model_frozen", what=", ".join(frozen), **words)


def check_detect__few_boxes(student, draw, props):
    """One box, and none at all; here the detector gives one more key."""
    for count in (1, 0):
        _expect_found(student, Looked(draw, props, count, masks=True))


def check_detect__on_cpu(student, draw, props):
    looked = Looked(draw, props, draw.integer(3, 6), away=True)
    got = _three(student.call("detect", looked.there(student), looked.image))
    right = looked.answer()
    if isinstance(got, dict):
        left = [key for key in KEYS if same(got.get(key), -right[key])]  # as it is on the other device
        words = {"got": f"{', '.join(left)}: on cuda:0", "expected": "all three on cpu"}
        require(not left, "not_cpu", mistake="tensors_left_on_device", **words)
    expect(got, right, known=looked.known())


def check_detect__image_unchanged(student, draw, props):
    _expect_found(student, Looked(draw, props, draw.integer(3, 6)))
    expect_unchanged(student, mistake="image_changed_in_place")


# ---- filter_detections ----------------------------------------------------------------------------------------------


def _prediction(draw, steps, classes=None):
    """Boxes and labels for these scores, given in steps of 1/64 so that they are exact, and the names of the classes.

    Labels repeat, the last class occurs, and the boxes lie between whole pixels. classes: labels, if not to be drawn.
    """
    n = len(steps)
    names = ["__background__", *draw.names(draw.integer(7, 9))]
    top = len(names) - 1

    def suits(labels):
        return n < 3 or (top in labels and len(set(labels)) < n and len(set(labels)) > 1)

    labels = classes or draw.until(lambda: draw.integers(n, low=1, high=top).tolist(), suits)
    corner, size = draw.uniform(n, 2, low=20, high=90), draw.uniform(n, 2, low=15, high=60)
    boxes = torch.cat([corner, corner + size], dim=1)
    scores = torch.tensor(steps, dtype=torch.float32) / 64
    return {"boxes": boxes, "labels": torch.tensor(labels, dtype=torch.int64), "scores": scores}, names


def _triples(prediction, names):
    """All of them as (name, score, box), in the order of the prediction; `names`: of the classes, or a function."""
    name = names if callable(names) else names.__getitem__
    labels, scores, boxes = (prediction[key].tolist() for key in ("labels", "scores", "boxes"))
    return [(name(label), *rest) for label, *rest in zip(labels, scores, map(tuple, boxes), strict=True)]


def _best_first(found):
    """Sorted by falling score, equal scores by the rest: two right answers are equal then. Or what it is, if no list."""
    try:
        return sorted(found, key=lambda d: (-d[1], str(d[0]), tuple(d[2]))) if type(found) is list else found
    except Exception:  # what came back is something else altogether
        return found


def _plain_triples(found):
    """With Python's own numbers and tuples in it, if it is a list of three things each."""
    try:
        plain = [(name, _plain(score), tuple(map(_plain, _plain(box)))) for name, score, box in found]
        return plain if type(found) is list else found
    except Exception:  # what came back is something else altogether
        return found


def _known_filters(prediction, names, threshold):
    """What comes out of usual mistakes, best first."""
    every = _triples(prediction, names)
    right = [d for d in every if d[1] > threshold]
    scores = [d[1] for d in every]
    good = [i for i, score in enumerate(scores) if score > threshold]
    until_bad = next((i for i, score in enumerate(scores) if score <= threshold), len(scores))

    def mixed(some):
        """Names, scores or boxes were filtered or sorted alone: each occurs, but not together."""
        parts = [[d[i] for d in every] for i in range(3)]
        return all(d[i] in parts[i] for d in some for i in range(3)) and any(d not in every for d in some)

    def one_of_each(some):
        return len({d[0] for d in some}) == len(some) < len(right) and all(d in right for d in some)

    ways = {
        "label_number_for_name": [
            [(label, *d[1:]) for label, d in zip(prediction["labels"].tolist(), every, strict=True)]
        ],
        "names_shifted_by_one": [
            _triples(prediction, lambda i: names[i - 1]),
            _triples(prediction, lambda i: (names * 2)[i + 1]),
        ],
        "name_by_position": [[((names * 9)[i], *d[1:]) for i, d in enumerate(every)]],
        "boxes_returned_as_xywh": [[(n, s, (x, y, x2 - x, y2 - y)) for n, s, (x, y, x2, y2) in every]],
    }
    ways = {id: [[d for d in way if d[1] > threshold] for way in all] for id, all in ways.items()}
    ways |= {
        "input_assumed_sorted": [
            every[: good[-1] + 1] if good else [],
            every[: len(good)],
            every[:until_bad],
        ],
        "looked_up_by_score": [
            [every[scores.index(d[1])] for d in right],
            list({d[1]: d for d in right}.values()),
        ],
        "threshold_inclusive": [[d for d in every if d[1] >= threshold]],
        "threshold_fixed_at_half": [[d for d in every if d[1] > 0.5]],
        "below_threshold_kept": [
            [d for d in every if d[1] <= threshold],
            [d for d in every if d[1] < threshold],
        ],
    }
    known = {id: one_of(*[_best_first(way) for way in all]) for id, all in ways.items()}
    return {
        "path_without_return": lambda got: got is None,
        **known,
        "one_per_name_kept": one_of_each,
        "best_of_nothing_returned": lambda got: not right and len(got) == 1,
        "parts_filtered_alone": mixed,
        "scores_or_boxes_rounded": lambda got: same(got, _best_first(right), atol=1, rtol=0),
    }


def _expect_filtered(student, prediction, names, threshold=None, *, in_order=False, plain=False):
    """filter_detections is right; the order counts only with `in_order`, and what kind of numbers with `plain`.

    threshold None: it is not given.
    """
    given = {} if threshold is None else {"threshold": threshold}
    threshold = 0.5 if threshold is None else threshold
    want = _best_first([d for d in _triples(prediction, names) if d[1] > threshold])
    got = student.call("filter_detections", prediction, names, **given)
    known = _known_filters(prediction, names, threshold)
    found = _plain_triples(got)
    expect(_best_first(found), want, atol=1e-6, rtol=1e-6, known=known)
    if in_order:
        expect(
            [d[1] for d in found],
            [d[1] for d in want],
            atol=0,
            rtol=0,
            known={"not_sorted_by_score": lambda got: True},
        )
    if plain:
        known = {
            "box_not_tuple": lambda got: any(not isinstance(d[2], tuple) for d in got),
            "numbers_left_as_tensors": lambda got: any(
                _is_foreign(number) for d in got for number in (d[1], *d[2])
            ),
        }
        expect(_best_first(got), want, atol=1e-6, rtol=1e-6, known=known)


def check_filter_detections__above_threshold(student, draw):
    """The input is best first, as a detector gives it; the order of the result is not looked at."""
    for threshold in draw.distinct(2, 36, 44):
        bad = [draw.integer(33, threshold - 1), *draw.distinct(2, 4, 31)]
        steps = [*draw.distinct(4, threshold + 1, 63), *bad]
        _expect_filtered(student, *_prediction(draw, sorted(steps, reverse=True)), threshold / 64)


def check_filter_detections__plain_values(student, draw):
    """Tuples of a text, a float and a tuple of four floats: no tensors, no NumPy numbers, no lists in it."""
    steps = sorted([*draw.distinct(3, 34, 63), *draw.distinct(2, 4, 30)], reverse=True)
    _expect_filtered(student, *_prediction(draw, steps), 0.5, plain=True)


def check_filter_detections__any_order(student, draw):
    """The input is in no order; the best comes first."""
    for _ in range(2):
        threshold = draw.integer(20, 28)

        def suits(steps, threshold=threshold):
            """The first is bad, good and bad ones follow each other, and the good ones are not in order."""
            good = [step for step in steps if step > threshold]
            ways = (good, sorted(good), sorted(good, reverse=True))
            return steps[0] < threshold < steps[1] and steps[-1] < threshold and good not in ways[1:]

        def mixed(threshold=threshold):
            steps = [*draw.distinct(4, 34, 63), *draw.distinct(4, 4, threshold - 1)]
            return [steps[i] for i in draw.permutation(len(steps))]

        _expect_filtered(student, *_prediction(draw, draw.until(mixed, suits)), threshold / 64, in_order=True)


def check_filter_detections__equal_to_threshold(student, draw):
    """A score that is equal to the threshold is dropped."""
    for threshold in (draw.integer(20, 30), 32):
        steps = [*draw.distinct(3, 34, 63), threshold, *draw.distinct(2, 4, threshold - 4)]
        _expect_filtered(student, *_prediction(draw, sorted(steps, reverse=True)), threshold / 64)


def check_filter_detections__none_above_threshold(student, draw):
    """Boxes there are, but none that is good enough."""
    for count in draw.distinct(2, 2, 6):
        steps = sorted(draw.distinct(count, 4, 31), reverse=True)
        _expect_filtered(student, *_prediction(draw, steps), draw.integer(33, 60) / 64)


def check_filter_detections__no_boxes(student, draw):
    _expect_filtered(student, *_prediction(draw, []), draw.integer(4, 60) / 64)


def check_filter_detections__one_box(student, draw):
    _expect_filtered(student, *_prediction(draw, [draw.integer(44, 63)]), draw.integer(20, 40) / 64)


def check_filter_detections__equal_scores(student, draw):
    """Several boxes with one score, also of one class: each comes once, in any order."""
    threshold, low = draw.integer(20, 28), draw.integer(4, 18)
    top, tied = sorted(draw.distinct(2, 34, 63), reverse=True)
    first, second, third = draw.distinct(3, 1, 6)
    prediction = _prediction(draw, [top, tied, tied, tied, low], [first, second, third, second, first])
    _expect_filtered(student, *prediction, threshold / 64)


def check_filter_detections__default_threshold(student, draw):
    """It is 0.5; and 0 is a threshold as well."""
    steps = [*draw.distinct(2, 34, 62), 33, 31, *draw.distinct(2, 2, 30)]
    prediction = _prediction(draw, sorted(steps, reverse=True))
    _expect_filtered(student, *prediction)
    _expect_filtered(student, *prediction, 0.0)


def check_filter_detections__prediction_unchanged(student, draw):
    """The dictionary too, whose keys come in another order, with one more."""
    steps = sorted([*draw.distinct(3, 34, 63), *draw.distinct(3, 4, 30)], reverse=True)
    prediction, names = _prediction(draw, steps)
    masks = draw.uniform(len(steps), 1, 2, 3)
    prediction = {"labels": prediction["labels"], "masks": masks, "scores": prediction["scores"]} | prediction
    _expect_filtered(student, prediction, names, 0.5)
    expect_unchanged(student, mistake="written_into_prediction")


# ---- count_objects --------------------------------------------------------------------------------------------------


def _detections(draw, names):
    """A detection for each of these names, best first; some names have a box twice, and the last scores are low."""
    boxes = [(x + 0.5, 8.25, x + 30.5, 40.0) for x in (4, 44, 84)]
    scores = sorted([*draw.distinct(len(names) - 3, 55, 95), *draw.distinct(3, 5, 45)], reverse=True)
    return [(name, score / 100, draw.choice(boxes)) for name, score in zip(names, scores, strict=True)]


def _counts(names):
    return {name: names.count(name) for name in names}


def _mixed_names(draw):
    """Two names that begin with the same word, 4 and 3 times, and one more: no two of the same follow at the ends."""
    one, two = draw.names(2)
    names = [f"{one} ma"] * 4 + [f"{one} ne"] * 3 + [two]

    def telling(order):
        """What is sure counts differently, and the first name comes back after others."""
        return order[0] != order[1] and order[-1] in order[:-2] and set(order[:5]) == set(order)

    return draw.until(lambda: [names[i] for i in draw.permutation(len(names))], telling)


def _expect_counts(student, detections):
    names = [name for name, _, _ in detections]
    known = {
        "path_without_return": lambda got: got is None,
        "pairs_for_dict": lambda got: isinstance(got, list),
        "count_never_increased": dict.fromkeys(names, 1),
        "low_scores_left_out": _counts([name for name, score, _ in detections if score > 0.5]),
        "counter_shared_by_calls": lambda got: (
            sum(got.values()) > len(names) and all(type(n) is int for n in got.values())
        ),
    }
    expect(student.call("count_objects", detections), _counts(names), known=known)


def check_count_objects__several(student, draw):
    """Names that repeat, also in the same place and with low scores."""
    for _ in range(2):
        detections = _detections(draw, _mixed_names(draw))
        _expect_counts(student, [*detections, detections[-1]])  # the same one again is one more


def check_count_objects__empty(student, draw):
    """Nothing, after something was counted and before one more."""
    detections = _detections(draw, draw.names(6))
    for some in (detections[:2], [], detections[2:3]):
        _expect_counts(student, some)


def check_count_objects__again(student, draw):
    """A second call knows nothing of the first, and the list is as it was."""
    for names in (_mixed_names(draw), _mixed_names(draw)):
        _expect_counts(student, _detections(draw, names))
        expect_unchanged(student)


# ---- box_iou --------------------------------------------------------------------------------------------------------


def _area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def _shared(a, b, side=lambda length: max(length, 0.0)):
    """The area that two boxes share; `side` makes a length of the difference of two edges."""
    return side(min(a[2], b[2]) - max(a[0], b[0])) * side(min(a[3], b[3]) - max(a[1], b[1]))


def _iou(a, b, shared=_shared):
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
        "overlap_left_as_tensor": _is_foreign,
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


def _expect_iou(student, a, b, form=tuple, *, plain=False):
    """box_iou of these boxes, handed over in this form, is right; with `plain`, it is a Python number."""
    got = student.call("box_iou", form(a), form(b))
    while (
        not plain and isinstance(got := _plain(got), list) and len(got) == 1
    ):  # a tensor [1, 1] holds one number
        got = got[0]
    expect(got, float(_iou(a, b)), known=_known_ious(a, b))


def _relation(a1, a2, b1, b2):
    """How the interval a lies to b."""
    if a2 < b1 or b2 < a1:
        return "before" if a2 < b1 else "after"
    if {a1, a2} & {b1, b2}:
        return "flush"
    if (a1 < b1) == (a2 < b2):
        return "low" if a1 < b1 else "high"
    return "around" if a1 < b1 else "inside"


def _pair(draw, across, down):
    """Two boxes that lie so to each other, in quarters of a pixel: not all whole, and exact in float32."""

    def drawn():
        (x, y, u, v), (w, h, r, s) = draw.distinct(4, 0, 60), draw.distinct(4, 14, 60)
        return [tuple(n / 4 for n in box) for box in ((x, y, x + w, y + h), (u, v, u + r, v + s))]

    def suits(pair):
        (x, y, x2, y2), (u, v, u2, v2) = pair
        split = any(n % 1 for n in pair[0]) and any(n % 1 for n in pair[1])
        return split and (_relation(x, x2, u, u2), _relation(y, y2, v, v2)) == (across, down)

    return draw.until(drawn, suits)


def check_box_iou__overlap(student, draw):
    """A part of each, in all four directions."""
    for across in ("low", "high"):
        for down, form in (("low", list), ("high", tuple)):
            _expect_iou(student, *_pair(draw, across, down), form)


def check_box_iou__apart(student, draw):
    """On the diagonal, side by side, above each other, and with an edge or a corner in common."""
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
    """One box inside the other, and twice the same box."""
    a, b = _pair(draw, "inside", "inside")
    for pair in ((a, b), (b, a), (a, a)):
        _expect_iou(student, *pair)


def check_box_iou__crossing(student, draw):
    """They overlap although no corner of one lies inside the other."""
    _expect_iou(student, *_pair(draw, "around", "inside"))
    _expect_iou(student, *_pair(draw, "inside", "around"))


def check_box_iou__tensors(student, draw):
    """The result is a plain number all the same, and the arguments stay as they are."""
    for down in ("high", "inside"):
        _expect_iou(student, *_pair(draw, "low", down), torch.tensor, plain=True)
        expect_unchanged(student)


# ---- nms ------------------------------------------------------------------------------------------------------------


def _over(iou, threshold):
    return iou > threshold


def _kept(boxes, scores, threshold, *, order=None, drops=_over, rivals=None, iou=_iou):
    """The right answer by default. The other arguments are what mistakes do.

    order: in which the boxes are tried; drops: when a box goes; rivals: which ones it is compared with, of those kept
    and those tried before.
    """
    order = sorted(range(len(boxes)), key=lambda i: -scores[i]) if order is None else order
    kept = []
    for place, i in enumerate(order):
        others = rivals(kept, order[:place]) if rivals else kept
        if not any(drops(iou(boxes[j], boxes[i]), threshold) for j in others):
            kept.append(i)
    return kept


def _ways(boxes, scores, threshold):
    """What comes out of usual mistakes, for each its number."""
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


def _expect_kept(student, boxes, scores, threshold=None, *, form=torch.tensor, plain=False):
    """nms is right; threshold None: it is not given. Boxes and scores are plain numbers, handed over in this form.

    plain: a tensor of indices will not do.
    """
    given = () if threshold is None else (threshold,)
    threshold = threshold or 0.5
    known = {id: one_of(*ways) for id, ways in _ways(boxes, scores, threshold).items()}
    known = {"indices_left_as_tensor": lambda got: _is_foreign(got) or any(map(_is_foreign, got))} | known
    got = student.call("nms", form(boxes), form(scores), *given)
    expect(got if plain else _plain(got), _kept(boxes, scores, threshold), known=known)


def _clear(boxes, threshold=0.5):
    """No IoU is so close to the threshold that rounding decides."""
    return all(abs(_iou(a, b) - threshold) > 0.03 for a in boxes for b in boxes)


def _moved(box, across, down):
    return (box[0] + across, box[1] + down, box[2] + across, box[3] + down)


def _objects(draw):
    """Boxes of four objects, best first: A B A A B C D. B overlaps A a little; C is on A's diagonal, so far away that

    two negative sides make a large area; D is alone as well.
    """

    def drawn():
        width, height = draw.integer(128, 192) / 4, draw.integer(128, 192) / 4
        a = (8.5, 9.25, 8.5 + width, 9.25 + height)
        b = _moved(a, round(3.3 * width) / 4, draw.integer(0, 12) / 4)
        c = _moved(a, round(7.5 * width) / 4, round(7.5 * height) / 4)
        near = [_moved(box, *(draw.integer(-7, 7) / 4 for _ in range(2))) for box in (a, a, b)]
        return [a, b, *near, c, _moved(a, 4 * width, height / 2)]

    return draw.until(
        drawn, lambda boxes: _clear(boxes) and _kept(boxes, range(7)[::-1], 0.5) == [0, 1, 5, 6]
    )


def _scores(draw, count):
    """Falling, exact in float32, the last of them below 0.5."""
    steps = [*draw.distinct((count + 1) // 2, 33, 63), *draw.distinct(count // 2, 3, 30)]
    return [step / 64 for step in sorted(steps, reverse=True)]


def _row(draw, count):
    """Boxes in a row or a column: each overlaps the next by 0.6 and the one after that by a third."""
    width, height = (4 * draw.integer(6, 12) for _ in range(2))
    box = (3.25, 5.5, 3.25 + width, 5.5 + height)
    across, down = (width / 4, 0) if draw.integer(0, 1) else (0, height / 4)
    return [_moved(box, i * across, i * down) for i in range(count)]


def check_nms__several_objects(student, draw):
    """The input is best first already."""
    boxes = _objects(draw)
    _expect_kept(student, boxes, _scores(draw, len(boxes)))


def check_nms__any_order(student, draw):
    """The input is in no order; the best comes first."""
    for _ in range(2):
        boxes, scores = _objects(draw), _scores(draw, 7)

        def mixed(boxes=boxes, scores=scores):
            order = draw.permutation(len(boxes))
            return [boxes[i] for i in order], [scores[i] for i in order]

        def tells(args):
            """Six ways to be wrong are wrong, each in a way of its own."""
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
    """The second goes because of the first; the third overlaps the second more than the first, and stays."""
    for count in (5, 6):
        _expect_kept(student, _row(draw, count), _scores(draw, count))


def check_nms__other_threshold(student, draw):
    """0.7 drops none of a row, 0.25 drops two of three; slight overlaps stay."""
    for threshold in (0.7, 0.25):
        _expect_kept(student, _row(draw, 3), _scores(draw, 3), threshold)


def check_nms__equal_to_threshold(student, draw):
    """An IoU of exactly the threshold stays: the second box is half of the first (the default), or a quarter."""
    for threshold in (0.5, 0.25):
        width, height = draw.integer(8, 12), draw.integer(30, 50)
        a = (7.5, 4.25, 7.5 + 4 * width, 4.25 + height)
        part = (7.5, 4.25, 7.5 + 4 * width * threshold, 4.25 + height)
        again = _moved(a, draw.integer(1, 4) / 4, draw.integer(-4, 0) / 4)
        below = _moved(a, 0, 0.8 * height // 1)
        given = [] if threshold == 0.5 else [threshold]
        _expect_kept(student, [a, part, again, below], _scores(draw, 4), *given)


def check_nms__equal_scores(student, draw):
    """Of equal scores the lower index comes first."""
    a, b, a_again, _, b_again, c, _ = _objects(draw)
    top, low = _scores(draw, 2)
    _expect_kept(student, [a, c, a_again, b, b_again], [top, top, top, low, low])


def check_nms__no_boxes(student, draw):
    """None at all, as tensors and as lists, and one."""
    expect(
        student.call("nms", torch.zeros(0, 4), torch.zeros(0)),
        [],
        known={"indices_left_as_tensor": torch.zeros(0).long()},
    )
    expect(student.call("nms", [], []), [])
    _expect_kept(student, _row(draw, 1), _scores(draw, 2)[1:])


def check_nms__lists(student, draw):
    """Lists are as good as tensors, neither is changed, and the result is a list of plain integers."""
    for form in (list, torch.tensor):
        boxes = _objects(draw)
        _expect_kept(student, boxes, _scores(draw, len(boxes)), form=form, plain=True)
        expect_unchanged(student)


# ---- draw_detections ------------------------------------------------------------------------------------------------

GREEN = (0, 255, 0)


def _canvas(draw, width, height):
    """A picture without bright and dark pixels, so that no colour of an outline occurs in it."""
    return draw.image(width // 8, height // 8).resize((width, height)).point(lambda value: 64 + value // 2)


def _colour(draw):
    """Strong, not green, and another one when red and blue are swapped."""
    return draw.choice([(255, 0, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 128, 0), (0, 128, 255)])


def _short_names(draw, count):
    """Different names of two letters."""
    names = ["ba", "do", "gi", "ku", "me", "no", "ri", "su", "ta", "wo"]
    return [names[i] for i in draw.distinct(count, 0, len(names) - 1)]


def _one_box(draw):
    """A picture with a large box in its middle: whatever the font is, there is room for a short name everywhere."""
    x, y = draw.integer(48, 60), draw.integer(62, 70)
    box = (x, y, x + draw.integer(160, 170), y + draw.integer(100, 110))
    name, score = *_short_names(draw, 1), draw.integer(40, 63) / 64
    return _canvas(draw, 280, 230), [(name, score, tuple(map(float, box)))]


def _two_boxes(draw):
    """Two boxes side by side whose edges lie between pixels; the second score is low."""
    scores = (draw.integer(40, 63) / 64, draw.integer(4, 20) / 64)
    boxes = []
    for x in (24, 216):
        x1, y1 = x + draw.number(0, 8), draw.number(52, 66)
        boxes.append((x1, y1, x1 + draw.number(136, 150), y1 + draw.number(86, 100)))
    return _canvas(draw, 400, 200), list(zip(_short_names(draw, 2), scores, boxes, strict=True))


def _changes(picture, image, color=None):
    """Where the picture is not the image (or, with color, where it has about this colour): [H, W]."""
    far = abs(np.asarray(picture, np.int16) - np.asarray(color or image, np.int16)) > (40 if color else 2)
    away = far[..., 0] | far[..., 1] | far[..., 2]
    return ~away if color else away


def _along(marks, box, width, *, beyond=False):
    """How much of each of the four sides, without the corners, has a mark at most `width` away from the edge.

    beyond: on the two pixels that follow on either side, instead. `marks` is an array [H, W].
    """
    x1, y1, x2, y2 = box
    upright, level = (marks, y1, y2), (marks.T, x1, x2)
    shares = []
    for edge, (side, begin, end) in ((x1, upright), (x2, upright), (y1, level), (y2, level)):
        low, high = max(math.ceil(edge - width), 0), math.floor(edge + width) + 1
        places = [low - 2, low - 1, high, high + 1] if beyond else range(low, high)
        places = [place for place in places if 0 <= place < side.shape[1]]
        strip = side[math.ceil(begin) + width + 1 : math.floor(end) - width, places]
        shares.append(float(strip.any(axis=1).mean()) if strip.size else 0.0)
    return shares


def _outlined(marks, box, width):
    """Whether there are marks on all four sides; a text may hide a part of one or two."""
    shares = _along(marks, box, width)
    return min(shares) > 0.25 and sum(shares) > 3


def _part(marks, box, grow):
    """The marks in a box that is larger by `grow` on all sides (or smaller)."""
    x1, y1, x2, y2 = box
    rows = slice(max(math.floor(y1 - grow), 0), max(math.ceil(y2 + grow) + 1, 0))
    return marks[rows, max(math.floor(x1 - grow), 0) : max(math.ceil(x2 + grow) + 1, 0)]


def _why_no_outline(got, hit, changed, detections, box, width):
    """The number of the mistake that leaves this box without an outline, if it is a known one."""
    x, y, w, h = box
    ways = {
        "colour_not_as_given": lambda _: all(_outlined(changed, box, width) for _, _, box in detections),
        "only_one_box_drawn": lambda _: any(_outlined(hit, box, width) for _, _, box in detections),
        "xyxy_read_as_xywh": lambda _: _along(hit, (x, h + width, x + w, y + h), width)[0] > 0.5,
    }
    return named(got, ways)


def _expect_outlines(got, image, detections, color=GREEN, width=3, *, rgb=False):
    """A picture of the same size: outlines of this colour on all boxes, and most of what is outside as before.

    rgb: RGBA will not do. Returns the picture.
    """
    kind = f"RGB image {image.size[0]}x{image.size[1]}"
    expect_kind(got, Image.Image, kind, known={"path_without_return": lambda got: got is None})
    require(got.mode == "RGB" or (got.mode == "RGBA" and not rgb), "mode", got=got.mode, expected=kind)
    require(got.size == image.size, "shape", got=f"{got.size[0]}x{got.size[1]}", expected=kind)
    got = got.convert("RGB")
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
    """One box in green, 3 pixels thick: neither is given. The result is RGB."""
    image, detections = _one_box(draw)
    _expect_outlines(student.call("draw_detections", image, detections), image, detections, rgb=True)


def check_draw_detections__several(student, draw):
    """Two boxes with edges between pixels, one with a low score."""
    image, detections = _two_boxes(draw)
    _expect_outlines(student.call("draw_detections", image, detections), image, detections)


def check_draw_detections__colour(student, draw):
    color = _colour(draw)
    image, detections = _one_box(draw)
    got = student.call("draw_detections", image, detections, color=color)
    _expect_outlines(got, image, detections, color)


def check_draw_detections__width(student, draw):
    """The outline is not further from the edge than its width; text may be there on a part of a side."""
    for width in (1, draw.integer(5, 7), None):
        image, detections = _one_box(draw)
        given = {} if width is None else {"width": width}
        width = width or 3
        got = student.call("draw_detections", image, detections, **given)
        got = _expect_outlines(got, image, detections, GREEN, width)
        filled = _inside(got, image, detections[0][2]) > 0.5
        worst = max(_along(_changes(got, image), detections[0][2], width, beyond=True))
        words = {"got": f"further away on {worst:.0%} of a side", "expected": f"at most {width} pixels away"}
        require(worst < 0.75, "value", mistake="fill_for_outline" if filled else "line_width_fixed", **words)


def check_draw_detections__not_filled(student, draw):
    """Most of the inside is what it was; text may be on a part of it."""
    image, detections = _one_box(draw)
    got = _expect_outlines(student.call("draw_detections", image, detections), image, detections)
    share = _inside(got, image, detections[0][2])
    words = {"got": f"{share:.0%} of the inside is changed", "expected": "only the outline is drawn"}
    require(share < 0.5, "value", mistake="fill_for_outline", **words)


def check_draw_detections__names(student, draw):
    """Nothing is said about where a name is and what it looks like; but with another name the picture is another."""
    image, detections = _two_boxes(draw)
    got = _expect_outlines(student.call("draw_detections", image, detections), image, detections)
    for i, (name, *rest) in enumerate(detections):
        other = name[0] + draw.choice([letter for letter in "aeiou" if letter != name[1]])
        others = [*detections[:i], (other, *rest), *detections[i + 1 :]]
        again = _expect_outlines(student.call("draw_detections", image, others), image, detections)
        words = {"got": f"the same picture for {other!r} and {name!r}", "expected": "the names in it"}
        require(not same(again, got, atol=0), "value", mistake="names_not_written", **words)


def check_draw_detections__no_detections(student, draw):
    """The same picture, and a copy of it: what is painted on it later is not in the caller's."""
    image = _canvas(draw, *draw.distinct(2, 60, 90))
    result = student.call("draw_detections", image, [], keep=True)
    expect(student.fetch(result), image, atol=1, known={"path_without_return": lambda got: got is None})
    student.prop("paint", result)
    (now, _), _ = student.arguments()
    words = {"got": "the image that was given", "expected": "a copy of it"}
    require(same(now, image, atol=0), "not_a_copy", mistake="image_not_copied", **words)


def check_draw_detections__image_unchanged(student, draw):
    image, detections = _one_box(draw)
    _expect_outlines(student.call("draw_detections", image, detections), image, detections)
    (now, *_), _ = student.arguments()
    expect_unchanged(student, mistake=None if same(now, image, atol=0) else "image_not_copied")
