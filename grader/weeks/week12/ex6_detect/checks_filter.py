"""Checks of ex6_detect: filter_detections."""

from __future__ import annotations

import torch

from grader.checking.kit import expect, expect_tidy, expect_unchanged, same
from grader.weeks.week12.ex6_detect.plain import best_first, is_foreign, plain_triples

# ---- filter_detections ----------------------------------------------------------------------------------------------


def _prediction(draw, steps, classes=None):
    """A prediction with these scores, and the names of the classes; a step is 1/64, so that the scores are exact.

    The edges lie between whole pixels. Of the four best, two and two have one name: the first two as two classes of one
    name, which ImageNet has too. There are more classes than labels, so that a name beside the right one is found.
    classes: the labels of the rows, if they are not drawn.
    """
    n = len(steps)
    last = max(n + 1, draw.integer(8, 10))
    names = ["__background__", *(f"{name.title().swapcase()} 개" for name in draw.names(last + 1))]
    ranked = sorted(range(n), key=lambda i: -steps[i])

    def suits(labels):
        """No name is also that of the place, or of the label beside it."""
        shifts = [labels[i] - i for i in range(n)]
        return not {-1, 0, 1} & {*shifts} and (n < 4 or len({labels[i] for i in ranked[:3]}) == 3)

    def drawn():
        labels = draw.integers(n, low=1, high=last).tolist()
        if n > 3:
            labels[ranked[3]] = labels[ranked[2]]
        return labels

    labels = classes or draw.until(drawn, suits)
    if n > 3 and not classes:
        names[labels[ranked[1]]] = names[labels[ranked[0]]]
    corner, size = draw.uniform(n, 2, low=20, high=90), draw.uniform(n, 2, low=15, high=60)
    boxes = torch.cat([corner, corner + size], dim=1)
    scores = torch.tensor(steps, dtype=torch.float32) / 64
    return {"boxes": boxes, "labels": torch.tensor(labels, dtype=torch.int64), "scores": scores}, names


def _triples(prediction, names):
    """All detections as (name, score, box), in the order of the prediction; names: those of the classes, or a function."""
    name = names if callable(names) else names.__getitem__
    labels, scores, boxes = (prediction[key].tolist() for key in ("labels", "scores", "boxes"))
    return [(name(label), *rest) for label, *rest in zip(labels, scores, map(tuple, boxes), strict=True)]


def _made(ways):
    """A test for `known`: is it, to the last digit, one of these lists?"""
    return lambda got: any(same(got, way, atol=1e-6, rtol=0) for way in ways)


def _usual_ways(prediction, names, threshold):
    """For each usual mistake the lists that it gives, best first as the answer is by then."""
    every = _triples(prediction, names)
    labels, scores = prediction["labels"].tolist(), [d[1] for d in every]
    right = [d for d in every if d[1] > threshold]
    good = [i for i, score in enumerate(scores) if score > threshold]
    until_bad = next((i for i, score in enumerate(scores) if score <= threshold), len(scores))
    padded = [*names, *names]
    renamed = {
        "label_number_for_name": [[(label, *d[1:]) for label, d in zip(labels, every, strict=True)]],
        "names_shifted_by_one": [
            _triples(prediction, lambda i: names[i - 1]),
            _triples(prediction, lambda i: padded[i + 1]),
        ],
        "name_by_position": [[(padded[i], *d[1:]) for i, d in enumerate(every)]],
        "boxes_returned_as_xywh": [[(n, s, (x, y, x2 - x, y2 - y)) for n, s, (x, y, x2, y2) in every]],
    }
    ways = {id: [[d for d in way if d[1] > threshold] for way in all] for id, all in renamed.items()}
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
    # all, nothing and what is right tell no mistake
    silent = [best_first(way) for way in (every, [], right)]
    ways = {id: [best_first(way) for way in all] for id, all in ways.items()}
    open_ = [best_first(every)] if not any(silent[0] in all for all in [silent[1:], *ways.values()]) else []
    ways = {id: [way for way in all if way not in silent] for id, all in ways.items()}
    return ways | {"nothing_filtered": open_}


def _rounded(number, exact):
    """Whether a number was rounded or cut off: to some places, or to a whole one."""
    return number == exact or int(exact) == number or any(round(exact, n) == number for n in range(6))


def _known_filters(prediction, names, threshold):
    """What comes out of usual mistakes, best first as the answer is by then."""
    every = _triples(prediction, names)
    right = best_first([d for d in every if d[1] > threshold])

    def mixed(some):
        """Names, scores or boxes were filtered or sorted alone: each one occurs, but some not together."""
        parts = [[d[i] for d in every] for i in range(3)]
        return all(d[i] in parts[i] for d in some for i in range(3)) and any(d not in every for d in some)

    def one_of_each(some):
        """Of each name one was kept."""
        once = sorted({d[0] for d in right})
        return len(once) < len(right) and sorted(d[0] for d in some) == once and all(d in right for d in some)

    def turned(some):
        """The parts of each detection are there, in another order."""
        return sorted(sorted(map(str, d)) for d in some) == sorted(sorted(map(str, d)) for d in right)

    def rounded(some):
        pairs = [((d[1], *d[2]), (w[1], *w[2])) for d, w in zip(some, right, strict=True)]
        return [d[0] for d in some] == [d[0] for d in right] and all(
            _rounded(g, w) for numbers in pairs for g, w in zip(*numbers, strict=True)
        )

    return {
        "path_without_return": lambda got: got is None,
        **{id: _made(all) for id, all in _usual_ways(prediction, names, threshold).items()},
        "one_per_name_kept": one_of_each,
        "best_of_nothing_returned": lambda got: not right and got == [max(every, key=lambda d: d[1])],
        "parts_filtered_alone": mixed,
        "parts_in_other_order": turned,
        "scores_or_boxes_rounded": rounded,
    }


def _expect_filtered(student, prediction, names, threshold=None, *, in_order=False, own_numbers=False):
    """filter_detections is right; with None, no threshold is given.

    The order counts only with `in_order`, and that the numbers are Python's own only with `own_numbers`.
    """
    given = {} if threshold is None else {"threshold": threshold}
    threshold = 0.5 if threshold is None else threshold
    want = best_first([d for d in _triples(prediction, names) if d[1] > threshold])
    got = student.call("filter_detections", prediction, names, **given)
    known = _known_filters(prediction, names, threshold)
    found = plain_triples(got)
    expect(best_first(found), want, atol=1e-6, rtol=0, known=known)
    if in_order:
        scores = [d[1] for d in want]
        known = {"lowest_score_first": scores[::-1], "not_sorted_by_score": lambda got: True}
        expect([d[1] for d in found], scores, atol=0, rtol=0, known=known)
    if own_numbers:
        known = {
            "box_not_tuple": lambda got: any(not isinstance(d[2], tuple) for d in got),
            "numbers_left_as_tensors": lambda got: any(
                is_foreign(number) for d in got for number in (d[1], *d[2])
            ),
        }
        expect(best_first(got), want, atol=1e-6, rtol=0, known=known)


def check_filter_detections__above_threshold(student, draw):
    """Only detections above the threshold are kept, few or many.

    The input is best first, as a detector gives it, and the order of the result is not looked at.
    """
    for threshold, count in zip(draw.distinct(2, 36, 44), (4, 14), strict=True):
        bad = [draw.integer(33, threshold - 1), *draw.distinct(2, 4, 31)]
        steps = [*draw.distinct(count, threshold + 1, 63), *bad]
        _expect_filtered(student, *_prediction(draw, sorted(steps, reverse=True)), threshold / 64)


def check_filter_detections__plain_values(student, draw):
    """The result holds tuples, texts and Python's own floats: no tensors, no NumPy numbers, no lists."""
    steps = sorted([*draw.distinct(4, 34, 63), *draw.distinct(2, 4, 30)], reverse=True)
    _expect_filtered(student, *_prediction(draw, steps), 0.5, own_numbers=True)
    expect_tidy(student)


def check_filter_detections__any_order(student, draw):
    """The best detection comes first, whatever the order of the input."""
    for first in (0, 1):
        threshold = draw.integer(20, 28)

        def suits(steps, threshold=threshold, first=first):
            """Of the first two one is good, but not the best, the last is bad, and the good ones are not in order."""
            good = [step for step in steps if step > threshold]
            ways = (sorted(good), sorted(good, reverse=True))
            begin = steps[1 - first] < threshold < steps[first] < max(good)
            return begin and steps[-1] < threshold and good not in ways

        def mixed(threshold=threshold, suits=suits):
            def steps():
                drawn = [*draw.distinct(4, 34, 63), *draw.distinct(4, 4, threshold - 1)]
                return [drawn[i] for i in draw.permutation(len(drawn))]

            return _prediction(draw, draw.until(steps, suits))

        def tells(drawn, threshold=threshold):
            """By name or by box the good ones are in another order than by score, from either end."""
            good = [d for d in _triples(*drawn) if d[1] > threshold / 64]
            best = sorted(good, key=lambda d: -d[1])
            others = [sorted(good), *(sorted(good, key=lambda d, i=i: d[i]) for i in (0, 2))]
            return all(best not in (other, other[::-1]) for other in others)

        _expect_filtered(student, *draw.until(mixed, tells), threshold / 64, in_order=True)


def check_filter_detections__equal_to_threshold(student, draw):
    """A score that is equal to the threshold is dropped, and one that is hardly above it is kept."""
    # rounded to two places, these are less than what they are
    for threshold, above in ((draw.choice((20, 22, 29)), 31), (32, 33)):
        hardly = threshold + draw.integer(8, 16) / 128
        steps = [*draw.distinct(2, 34, 63), above, hardly, threshold, *draw.distinct(2, 4, threshold - 4)]
        _expect_filtered(student, *_prediction(draw, sorted(steps, reverse=True)), threshold / 64)


def check_filter_detections__none_above_threshold(student, draw):
    """An empty list comes back when no box is good enough."""
    for count in draw.distinct(2, 2, 6):
        steps = sorted(draw.distinct(count, 4, 31), reverse=True)
        _expect_filtered(student, *_prediction(draw, steps), draw.integer(33, 60) / 64)


def check_filter_detections__no_boxes(student, draw):
    """An empty list comes back when there is no box at all."""
    _expect_filtered(student, *_prediction(draw, []), draw.integer(4, 60) / 64)


def check_filter_detections__one_box(student, draw):
    """A single box makes a list of one."""
    _expect_filtered(student, *_prediction(draw, [draw.integer(44, 63)]), draw.integer(20, 40) / 64)


def check_filter_detections__equal_scores(student, draw):
    """Boxes with the same score, also of one class, and one that is there twice, each come once, in any order."""
    threshold, low = draw.integer(20, 28), draw.integer(4, 18)
    top, tied = sorted(draw.distinct(2, 34, 63), reverse=True)
    first, second, third = draw.distinct(3, 6, 8)
    steps, classes = [top, tied, tied, tied, tied, low], [first, second, third, second, third, first]
    prediction, names = _prediction(draw, steps, classes)
    prediction["boxes"][4] = prediction["boxes"][2]
    _expect_filtered(student, prediction, names, threshold / 64)


def check_filter_detections__default_threshold(student, draw):
    """Without a threshold it is 0.5 and nothing near it; and 0 is a threshold too, that 0 itself is not above."""
    near = draw.integer(2, 6) / 64
    steps = [*draw.distinct(3, 34, 62), 32 + near, 32 - near, *draw.distinct(2, 2, 30), 0]
    prediction = _prediction(draw, sorted(steps, reverse=True))
    _expect_filtered(student, *prediction)
    _expect_filtered(student, *prediction, 0.0)


def check_filter_detections__prediction_unchanged(student, draw):
    """What was given stays as it was; the keys come in another order, with one more, and the rows are not sorted."""

    def mixed():
        steps = [*draw.distinct(4, 34, 63), *draw.distinct(3, 4, 30)]
        return [steps[i] for i in draw.permutation(len(steps))]

    steps = draw.until(mixed, lambda steps: min(steps[:2]) < 32 < max(steps[-2:]) and steps[0] < max(steps))
    prediction, names = _prediction(draw, steps)
    masks = draw.uniform(len(steps), 1, 2, 3)
    prediction = {"labels": prediction["labels"], "masks": masks, "scores": prediction["scores"]} | prediction
    _expect_filtered(student, prediction, names, 0.5)
    (now, *_), _ = student.arguments()
    fewer = isinstance(now, dict) and any(
        isinstance(now.get(key), torch.Tensor) and len(now[key]) < len(steps) for key in prediction
    )
    expect_unchanged(student, mistake="written_into_prediction" if fewer else None)
