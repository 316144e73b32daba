"""Checks of ex5_segment: segment, color_palette, colorize, cut_out, mean_iou. Class numbers are always int64 tensors."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from grader.kit import expect, expect_kind, expect_shape, expect_unchanged, named, require, same

IGNORE = 255
BITS = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])


def _first(make, suits):
    """The first that suits of the values that `make` draws."""
    while not suits(value := make()):
        pass
    return value


def _any_of(*values):
    """A test for `known`: is it one of these?"""
    return lambda got: any(same(got, value) for value in values)


# ---- segment ------------------------------------------------------------------------------------------------------


@dataclass
class Case:
    """A drawn network and a batch for it, and what the network says in eval mode."""

    sent: tuple
    parts: dict
    batch: torch.Tensor
    out: torch.Tensor
    """[N, C, H, W]"""
    aux: torch.Tensor | None
    train: torch.Tensor
    """The class numbers in train mode."""

    @property
    def ids(self):
        return self.out.argmax(1)

    def network(self, student, *, train=False):
        return student.prop("segmenter", *self.sent, **self.parts, train=train)


def _case(draw, props, count, *, background=False, negative=False, **parts):
    """No pixel is a near tie, and mistakes show: in train mode, in "aux" and with a softmax over the batch many differ.

    background: class 0 wins in some of the pixels (otherwise in none); negative: all scores are below 0.
    """
    sizes = (draw.integer(6, 9), draw.integer(5, 8))
    shape = (count, 3, draw.integer(5, 7), draw.integer(9, 12))

    def make():
        state = draw.state(props.segmenter(sizes, **parts), gain=1.5)
        state["classifier.bias"] -= 25.0 * negative
        if not background:
            state["classifier.bias"][0] -= 30.0
        batch = draw.normal(*shape)
        with torch.no_grad():
            model = props.segmenter(sizes, state, **parts)
            answer = model(batch)
            train = model.train()(batch)["out"].argmax(1)
        return Case((sizes, state), parts, batch, answer["out"], answer.get("aux"), train)

    def suits(case):
        best = case.out.topk(2, dim=1).values
        spread = torch.bincount(case.ids.flatten(), minlength=sizes[1]) / case.ids.numel()
        other = [case.out.softmax(0).argmax(1)] if count > 1 else []
        other += [case.aux.argmax(1)] if case.aux is not None else []
        other += [case.train] if parts.get("norm") or parts.get("drop") else []
        other += [case.out[:, 1:].argmax(1) + 1] if background else []
        telling = all((ids != case.ids).float().mean() > 0.15 for ids in other)
        return bool((best[:, 0] - best[:, 1] > 1e-3).all()) and spread.max() < 0.75 and telling

    return _first(make, suits)


def _expect_ids(student, case, **network):
    """segment's class numbers for the case; returns the handle of the network."""
    out, ids = case.out, case.ids
    model = case.network(student, **network)
    got = student.call("segment", model, case.batch)
    best = out.max(1).values
    known = {
        "44": _any_of(out.argmax(0)),
        "45": _any_of(out[0].argmax(1)),
        "46": _any_of(best, best.long()),
        "252": _any_of(ids[0], ids[:1]),
        "253": _any_of(out[:, 1:].argmax(1), out[:, 1:].argmax(1) + 1),
    }
    if case.aux is not None:
        known["251"] = case.aux.argmax(1)
    if case.parts.get("norm"):
        known["47"] = case.train
    if case.parts.get("drop"):
        known["47"] = lambda got: not same(got, student.call("segment", case.network(student, **network), case.batch))
    expect(got, ids, known={k: v for k, v in known.items() if not same(v, ids)})
    return model


def check_segment__one_image(student, draw, props):
    # in eval mode already, without dropout or batch normalisation: only what goes in and comes out counts
    _expect_ids(student, _case(draw, props, 1, negative=True))


def check_segment__several_images(student, draw, props):
    _expect_ids(student, _case(draw, props, draw.integer(2, 4)))


def check_segment__background(student, draw, props):
    """Class 0 is a class like the others."""
    _expect_ids(student, _case(draw, props, draw.integer(1, 2), background=True))


def check_segment__aux(student, draw, props):
    """A network that gives "aux" too."""
    _expect_ids(student, _case(draw, props, draw.integer(1, 2), aux=True))


def check_segment__batch_norm(student, draw, props):
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), norm=True), train=True)


def check_segment__dropout(student, draw, props):
    _expect_ids(student, _case(draw, props, draw.integer(1, 2), drop=True), train=True)


def check_segment__no_gradient(student, draw, props):
    """Class numbers never carry a gradient, so only the network can say whether one was recorded."""
    _expect_ids(student, _case(draw, props, draw.integer(1, 2), norm=True, drop=True))
    asked = student.prop("recorded")
    require(
        asked == [False] * len(asked),
        "requires_grad",
        mistake="2",
        got="scores.requires_grad=True",
        expected="scores.requires_grad=False",
    )


def check_segment__nothing_changed(student, draw, props):
    case = _case(draw, props, draw.integer(1, 2), norm=True)
    model = _expect_ids(student, case)
    expect_unchanged(student)
    state = props.state_of(props.segmenter(*case.sent, **case.parts))
    now = student.prop("state_of", model)
    expect_kind(now, dict, "model.state_dict()")
    changed = [name for name, value in state.items() if not same(now.get(name), value, atol=0, rtol=0)]
    said = ", ".join(changed[:3])
    require(not changed, "model_changed", what=said, got=f"{said}: != before", expected="== before")
