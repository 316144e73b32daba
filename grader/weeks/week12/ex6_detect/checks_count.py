"""Checks of ex6_detect: count_objects."""

from __future__ import annotations

from itertools import groupby

from grader.checking.kit import expect, expect_unchanged

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
    """Names of which a part is a name too, also with a capital and in another alphabet, up to 12 times, mixed."""
    one, two = draw.names(2)
    counts = {one: 12, f"{one} ma": 4, f"bo {one}": 3, f"{one}-2": 2, f"{one}-3": 1, one.capitalize(): 2}
    counts |= {"개": 3, "새": 2, two: 1}
    names = [name for name, count in counts.items() for _ in range(count)]

    def telling(order):
        """The first two differ, the last one came before, and the last group of some name is no single one."""
        last_groups = {name: len(list(group)) for name, group in groupby(order)}
        ends = order[0] != order[1] and order[-1] in order[:-2] and len({*order[-3:]}) > 1
        return ends and max(last_groups.values()) > 1

    return draw.until(lambda: [names[i] for i in draw.permutation(len(names))], telling)


def _holds(got, counts):
    """Whether these names are all there, at least so often."""
    return bool(counts) and all(got.get(name, 0) >= count for name, count in counts.items())


def _expect_counts(student, detections, before=()):
    """count_objects of these detections is right; before: those that this check had it count."""
    names = [name for name, _, _ in detections]
    right, earlier = _counts(names), _counts([name for name, _, _ in before] + names if before else [])
    known = {
        "path_without_return": lambda got: got is None,
        "pairs_for_dict": lambda got: isinstance(got, list),
        "count_never_increased": dict.fromkeys(names, 1),
        "low_scores_left_out": _counts([name for name, score, _ in detections if score > 0.5]),
        "counter_shared_by_calls": lambda got: got != right and _holds(got, right) and _holds(got, earlier),
    }
    expect(student.call("count_objects", detections), right, known=known)


def check_count_objects__several(student, draw):
    """Every detection counts for its name, also in the same place and with a low score."""
    before = []
    for _ in range(2):
        detections = _detections(draw, _mixed_names(draw))
        # the same detection again is one object more
        detections = [*detections, detections[-1]]
        _expect_counts(student, detections, before)
        before = detections


def check_count_objects__empty(student, draw):
    """No detections give an empty dict, after something was counted and before something else is."""
    detections = _detections(draw, draw.names(6))
    for some, before in ((detections[:2], ()), ([], detections[:2]), (detections[2:3], detections[:2])):
        _expect_counts(student, some, before)


def check_count_objects__again(student, draw):
    """A second call knows nothing of the first, and the list stays as it was."""
    before = ()
    for names in (_mixed_names(draw), _mixed_names(draw)):
        detections = _detections(draw, names)
        _expect_counts(student, detections, before)
        expect_unchanged(student)
        before = detections
