"""The two figures of an epoch, loss and accuracy, as `train_one_epoch` and `evaluate` return them: how they are compared."""

from __future__ import annotations

import torch

from grader.checking.kit import expect, expect_kind, require, same
from grader.weeks.week12.ex8_finetune.training import apart, distinct, fingerprints

TENSOR = {"figures_left_as_tensors": lambda got: isinstance(got, torch.Tensor)}


# ---- train_one_epoch and evaluate: (loss, accuracy) -----------------------------------------------------------------


def expect_pair(got):
    """The result has two parts. A list passes here: one check of each function asks for a tuple."""
    expect_kind(got, (tuple, list), "(loss, accuracy)", known=TENSOR)
    require(len(got) == 2, "length", got=f"{type(got).__name__} of {len(got)}", expected="(loss, accuracy)")


def expect_loss(got, right, known):
    """The first of the two is the loss of `right`, a Pass. known: mistake to the loss that it gives."""
    expect_pair(got)
    swapped = {"loss_accuracy_swapped": lambda loss: same(loss, right.accuracy)}
    expect(got[0], right.loss, known=TENSOR | swapped | fingerprints(known))


def expect_accuracy(got, right, known):
    """The second of the two is the accuracy of `right`, a Pass. known: mistake to the accuracy that it gives."""
    expect_pair(got)
    swapped = {"loss_accuracy_swapped": lambda accuracy: same(accuracy, right.loss)}
    expect(got[1], right.accuracy, known=TENSOR | swapped | fingerprints(known))


def draw_many(draw):
    """The sizes of two batches of many images: then a wrong accuracy tells by which mistake it came."""
    size = draw.integer(18, 24)
    return [size, draw.integer(7, size - 6)]


def telling(right):
    """Whether no two mistakes have one accuracy, nor one with a name and one without."""
    wrong = right.wrong_accuracies()
    return apart(right.accuracy, wrong) and distinct(wrong, right.other_accuracies())


def expect_large(got, right):
    """Logits in the hundreds overflow a softmax by hand and saturate a sigmoid; they do not harm what is asked for."""
    expect_loss(got, right, {})
    expect_accuracy(got, right, {})


def plain(got):
    """The pair with numbers in place of 0-d tensors, for checks that are not about types."""
    expect_pair(got)
    return [x.item() if isinstance(x, torch.Tensor) and x.numel() == 1 else x for x in got]


def expect_device(student, model, device):
    """The model was called on the device, as the student's side says."""
    places = student.prop("places", model)
    require(places == [device], "not_on_device", got=", ".join(places), expected=device)
