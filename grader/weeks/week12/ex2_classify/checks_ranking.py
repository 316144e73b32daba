"""Checks of ex2_classify: top_k."""

from __future__ import annotations

import math

import torch

from grader.checking.kit import expect, expect_tidy, expect_unchanged, one_of
from grader.weeks.week12.ex2_classify.logits import by_name, international, ranked, ranked_logits
from grader.weeks.week12.ex2_classify.photos import imagenet_names, photo_logits


def _any_probability(test):
    """A test for `known`: whether a probability in the ranking is like this."""
    return lambda got: any(test(p) for row in got for _, p in row)


def _expect_ranking(student, logits, labels, k=None):
    """top_k(logits, labels, k) is right; with None, k is not given, which means 5."""
    got = student.call("top_k", logits, labels, **({} if k is None else {"k": k}))
    k = k or 5
    p = logits.softmax(1)
    want = ranked(p, labels, k)
    values, best = logits.topk(k, dim=1)
    renormalised = [
        [(labels[i], p) for i, p in zip(*row, strict=True)]
        for row in zip(best.tolist(), values.softmax(1).tolist(), strict=True)
    ]
    over_batch = [
        ranked(logits.softmax(0), labels, k),
        ranked(logits.softmax(0), labels, k, order=logits),
    ]
    upside_down = [row[::-1] for row in want]
    numbers = best.flip(1).tolist()
    if upside_down == [sorted(row) for row in want] or numbers == [sorted(row) for row in numbers]:
        # by chance this is also the order of the names or of the numbers: it does not tell
        upside_down = want
    known = {
        "softmax_dim_0": one_of(*over_batch),
        "no_softmax": ranked(logits, labels, k),
        "softmax_over_best_only": renormalised,
        "least_likely_first": one_of(ranked(p, labels, k, largest=False), upside_down),
        "probabilities_in_percent": ranked(100 * p, labels, k),
        "sigmoid_for_softmax": ranked(logits.sigmoid(), labels, k),
        "softmax_twice": ranked(p.softmax(1), labels, k),
        "same_names_merged": by_name(p, labels, k),
        "class_numbers_for_names": ranked(p, range(len(labels)), k),
        "pair_order": [[(p, name) for name, p in row] for row in want],
        "probabilities_as_tensors": _any_probability(lambda p: isinstance(p, torch.Tensor)),
        "softmax_overflows": _any_probability(math.isnan),
    }
    if k == 1:
        del known["softmax_over_best_only"]  # always 1.0, as with dim=0 of a single row
    if len(logits) == 1:
        # a softmax over a batch of one makes every number 1.0: any k classes may come out
        known["softmax_dim_0"] = lambda got: len(got[0]) == k and all(p == 1.0 for _, p in got[0])
    expect(got, want, known=known)


def check_top_k__five_by_default(student, draw):
    """Without k, the five best names come with their probabilities, best first."""
    labels = draw.names(draw.integer(8, 12))
    _expect_ranking(student, ranked_logits(draw, draw.integer(2, 4), len(labels)), labels)


def check_top_k__only_the_best(student, draw):
    """With k = 1 each row is still a list, of one pair."""
    labels = draw.names(draw.integer(6, 9))
    _expect_ranking(student, ranked_logits(draw, draw.integer(2, 3), len(labels)), labels, k=1)


def check_top_k__every_class(student, draw):
    """With k = C every class comes; two of them share their name, as two do in ImageNet's list."""
    labels = international(draw, draw.integer(6, 9))
    labels[draw.integer(1, len(labels) - 1)] = labels[0]
    _expect_ranking(student, ranked_logits(draw, draw.integer(2, 3), len(labels)), labels, k=len(labels))


def check_top_k__one_image(student, draw):
    """One image gets a list of one ranking; a softmax over the batch would make each probability 1.0."""
    labels = draw.names(draw.integer(6, 9))
    k = draw.integer(3, 4)
    _expect_ranking(student, ranked_logits(draw, 1, len(labels)), labels, k=k)


def check_top_k__large_logits(student, draw):
    """Logits far from 0, above or below, give probabilities all the same."""
    labels = draw.names(draw.integer(6, 9))
    for offset in (800.0, -800.0):
        logits = ranked_logits(draw, draw.integer(2, 3), len(labels)) + offset
        _expect_ranking(student, logits, labels, k=3)


def check_top_k__imagenet(student, draw, props, datasets):
    """Photos get the ranking that a real network gives them, of ImageNet's 1000 classes."""
    logits = photo_logits(draw, datasets, props, 2)
    _expect_ranking(student, logits, imagenet_names(datasets), k=draw.integer(3, 4))


def check_top_k__logits_unchanged(student, draw):
    """The logits that were given keep their values."""
    labels = draw.names(draw.integer(6, 9))
    _expect_ranking(student, ranked_logits(draw, draw.integer(2, 3), len(labels)), labels, k=3)
    expect_unchanged(student)
    expect_tidy(student)
