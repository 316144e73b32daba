"""Checks of ex6_detect: filter_detections, count_objects."""

from __future__ import annotations

import torch

from grader.checking.kit import expect, expect_unchanged, one_of, same
from grader.weeks.week12.ex6_detect.plain import is_foreign, to_plain

# ---- filter_detections ----------------------------------------------------------------------------------------------


def _prediction(draw, steps, classes=None):
    """A prediction with these scores, and the names of the classes; a step is 1/64, so that the scores are exact.

    Labels repeat, the last class occurs, and the edges lie between whole pixels. classes: the labels, if they are not drawn.
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
    """All detections as (name, score, box), in the order of the prediction; names: those of the classes, or a function."""
    name = names if callable(names) else names.__getitem__
    labels, scores, boxes = (prediction[key].tolist() for key in ("labels", "scores", "boxes"))
    return [(name(label), *rest) for label, *rest in zip(labels, scores, map(tuple, boxes), strict=True)]


def _best_first(found):
    """The detections by falling score, and equal scores by the rest, so that any two right answers are equal.

    What is no list of detections comes back as it is.
    """
    try:
        return sorted(found, key=lambda d: (-d[1], str(d[0]), tuple(d[2]))) if type(found) is list else found
    except Exception:
        # what came back is something else altogether
        return found


def _plain_triples(found):
    """The detections with Python's own numbers and tuples; what is no list of three things each comes back as it is."""
    try:
        plain = [(name, to_plain(score), tuple(map(to_plain, to_plain(box)))) for name, score, box in found]
        return plain if type(found) is list else found
    except Exception:
        # what came back is something else altogether
        return found


def _known_filters(prediction, names, threshold):
    """What comes out of usual mistakes, best first as the answer is by then."""
    every = _triples(prediction, names)
    right = [d for d in every if d[1] > threshold]
    scores = [d[1] for d in every]
    good = [i for i, score in enumerate(scores) if score > threshold]
    until_bad = next((i for i, score in enumerate(scores) if score <= threshold), len(scores))

    def mixed(some):
        """Names, scores or boxes were filtered or sorted alone: each one occurs, but some not together."""
        parts = [[d[i] for d in every] for i in range(3)]
        return all(d[i] in parts[i] for d in some for i in range(3)) and any(d not in every for d in some)

    def one_of_each(some):
        """Of each name only one was kept."""
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


def _expect_filtered(student, prediction, names, threshold=None, *, in_order=False, own_numbers=False):
    """filter_detections is right; with None, no threshold is given.

    The order counts only with `in_order`, and that the numbers are Python's own only with `own_numbers`.
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
    if own_numbers:
        known = {
            "box_not_tuple": lambda got: any(not isinstance(d[2], tuple) for d in got),
            "numbers_left_as_tensors": lambda got: any(
                is_foreign(number) for d in got for number in (d[1], *d[2])
            ),
        }
        expect(_best_first(got), want, atol=1e-6, rtol=1e-6, known=known)


def check_filter_detections__above_threshold(student, draw):
    """Only detections above the threshold are kept.

    The input is best first, as a detector gives it, and the order of the result is not looked at.
    """
    for threshold in draw.distinct(2, 36, 44):
        bad = [draw.integer(33, threshold - 1), *draw.distinct(2, 4, 31)]
        steps = [*draw.distinct(4, threshold + 1, 63), *bad]
        _expect_filtered(student, *_prediction(draw, sorted(steps, reverse=True)), threshold / 64)


def check_filter_detections__plain_values(student, draw):
    """The result holds tuples, texts and Python's own floats: no tensors, no NumPy numbers, no lists."""
    steps = sorted([*draw.distinct(3, 34, 63), *draw.distinct(2, 4, 30)], reverse=True)
    _expect_filtered(student, *_prediction(draw, steps), 0.5, own_numbers=True)


def check_filter_detections__any_order(student, draw):
    """The best detection comes first, whatever the order of the input."""
    for _ in range(2):
        threshold = draw.integer(20, 28)

        def suits(steps, threshold=threshold):
            """The first is bad, the second good, the last bad, and the good ones are not in order."""
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
    """Boxes with the same score, also of one class, each come once, in any order."""
    threshold, low = draw.integer(20, 28), draw.integer(4, 18)
    top, tied = sorted(draw.distinct(2, 34, 63), reverse=True)
    first, second, third = draw.distinct(3, 1, 6)
    prediction = _prediction(draw, [top, tied, tied, tied, low], [first, second, third, second, first])
    _expect_filtered(student, *prediction, threshold / 64)


def check_filter_detections__default_threshold(student, draw):
    """Without a threshold it is 0.5; and 0 is a threshold too."""
    steps = [*draw.distinct(2, 34, 62), 33, 31, *draw.distinct(2, 2, 30)]
    prediction = _prediction(draw, sorted(steps, reverse=True))
    _expect_filtered(student, *prediction)
    _expect_filtered(student, *prediction, 0.0)


def check_filter_detections__prediction_unchanged(student, draw):
    """The prediction stays as it was; its keys come in another order, with one more."""
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
    """The right answer."""
    return {name: names.count(name) for name in names}


def _mixed_names(draw):
    """Two names that begin with the same word, 4 and 3 times, and a third one, mixed."""
    one, two = draw.names(2)
    names = [f"{one} ma"] * 4 + [f"{one} ne"] * 3 + [two]

    def telling(order):
        """The first two differ, the last one came before, and the first five hold all names: groups and halves differ."""
        return order[0] != order[1] and order[-1] in order[:-2] and set(order[:5]) == set(order)

    return draw.until(lambda: [names[i] for i in draw.permutation(len(names))], telling)


def _expect_counts(student, detections):
    """count_objects of these detections is right."""
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
    """Every detection counts for its name, also in the same place and with a low score."""
    for _ in range(2):
        detections = _detections(draw, _mixed_names(draw))
        # the same detection again is one object more
        _expect_counts(student, [*detections, detections[-1]])


def check_count_objects__empty(student, draw):
    """No detections give an empty dict, after something was counted and before something else is."""
    detections = _detections(draw, draw.names(6))
    for some in (detections[:2], [], detections[2:3]):
        _expect_counts(student, some)


def check_count_objects__again(student, draw):
    """A second call knows nothing of the first, and the list stays as it was."""
    for names in (_mixed_names(draw), _mixed_names(draw)):
        _expect_counts(student, _detections(draw, names))
        expect_unchanged(student)
