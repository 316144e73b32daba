"""Checks of ex5_segment: segment."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from grader.checking.kit import (
    Twin,
    expect,
    expect_kind,
    expect_tidy,
    expect_unchanged,
    one_of,
    require,
    same,
)

# ---- segment --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A drawn network, a batch for it, and what the network says about the batch."""

    net: Twin
    batch: torch.Tensor
    out: torch.Tensor
    """Scores in eval mode [N, C, H, W]."""
    aux: torch.Tensor | None
    """The same of the auxiliary part, if there is one."""
    train: torch.Tensor
    """The scores in train mode [N, C, H, W]."""

    @property
    def ids(self):
        """The right answer [N, H, W]."""
        return self.out.argmax(1)


def _case(draw, props, count, *, background=False, level=0.0, classes=None, **parts):
    """A network and a batch of `count` images for which no pixel is a near tie, and mistakes show in many pixels.

    background: class 0 wins in some of the pixels, otherwise in none; level: added to all scores; classes: how many, above
    255 some of the winners are, too; parts: what the network has, see `segmenter` in the props.
    """
    sizes = (draw.integer(6, 9), classes or draw.integer(5, 8))
    shape = (count, 3, draw.integer(5, 7), draw.integer(9, 12))

    def make():
        state = draw.state(props.segmenter(sizes, **parts), gain=1.5)
        state["classifier.0.bias"] += level
        if not background:
            state["classifier.0.bias"][0] -= 40.0
        batch = draw.normal(*shape)
        net = Twin("segmenter", sizes, state, **parts)
        with torch.no_grad():
            answer = net.here(props)(batch)
            train = net.here(props, train=True)(batch)["out"]
        return Case(net, batch, answer["out"], answer.get("aux"), train)

    def suits(case):
        first, second = case.out.topk(2, dim=1).values.unbind(1)
        share = torch.bincount(case.ids.flatten(), minlength=sizes[1]) / case.ids.numel()
        others = [case.out.softmax(0).argmax(1)] if count > 1 else []
        others += [case.aux.argmax(1)] if case.aux is not None else []
        others += [case.train.argmax(1)] if parts.get("norm") or parts.get("drop") else []
        others += [case.out[:, 1:].argmax(1) + 1] if background else []
        telling = all((ids != case.ids).float().mean() > 0.15 for ids in others)
        if parts.get("turns"):  # the class after the last is the first
            telling &= bool((case.ids == sizes[1] - 1).any())
        if sizes[1] > 256:
            telling &= float((case.ids > 255).float().mean()) > 0.05
        return bool((first - second > 1e-3).all()) and share.max() < 0.75 and telling

    return draw.until(make, suits)


def _expect_ids(student, case, *, train=False):
    """segment gives the right class numbers; returns a handle of the network, which comes in eval or train mode."""
    out, ids = case.out, case.ids
    best, one_hot = out.max(1).values, ids.unsqueeze(1)
    foreground = out[:, 1:].argmax(1)
    known = {
        "scores_argmax_dim_0": out.argmax(0),
        "first_image_then_dim_1": out[0].argmax(1),
        "max_values_for_indices": one_of(best, best.long()),
        "scores_for_class_ids": one_of(out, out.softmax(1)),
        "aux_output_taken": one_of(*(each.argmax(1) for each in [case.aux] if each is not None)),
        "batch_dim_dropped": one_of(ids[0], ids.squeeze()),
        "background_score_left_out": one_of(foreground, foreground + 1),
        "class_ids_wrapped": ids % 256,
        "class_ids_shifted": one_of(ids + 1, ids - 1),
        "scores_saturated": lambda got: bool((out > 100).all()) and same(got, 0 * ids),
        "class_ids_converted": lambda got: same(torch.as_tensor(got).long(), ids),
        "argmax_over_pixels": one_of(out.argmax(-1), out.argmax(2)),
        "extra_dim_kept": one_of(one_hot, ids.unsqueeze(0)),
        "layers_in_train_mode": case.train.argmax(1),
        "no_grad_missing": (ids + 1) % out.shape[1],
    }
    # elsewhere the same numbers come from other mistakes
    if not (ids == 0).any():
        del known["background_score_left_out"]
    if not case.net.kwargs.get("turns"):
        del known["no_grad_missing"]
    model = case.net.there(student, train=train)
    expect(student.call("segment", model, case.batch), ids, known=known)
    return model


def check_segment__one_image(student, draw, props):
    """Each pixel gets the class with the highest score; all scores are below 0, or so high that exp() overflows.

    The network has no dropout and no batch norm and is in eval mode: only what goes in and comes out counts.
    """
    _expect_ids(student, _case(draw, props, 1, level=-40.0))
    _expect_ids(student, _case(draw, props, 1, level=150.0))


def check_segment__several_images(student, draw, props):
    """Each image of a batch gets its own class numbers; there may be more of them than fit into uint8."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 4)))
    _expect_ids(student, _case(draw, props, 2, classes=draw.integer(300, 400)))


def check_segment__background(student, draw, props):
    """Class 0 is a class like the others."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), background=True))


def check_segment__aux(student, draw, props):
    """The class numbers come from "out", also when the network gives "aux" too."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), aux=True))


def check_segment__batch_norm(student, draw, props):
    """A network that comes in train mode answers in eval mode; its running statistics are not those of the batch."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), norm=True), train=True)


def check_segment__dropout(student, draw, props):
    """A network that comes in train mode answers in eval mode: dropout is off."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), drop=True), train=True)


def check_segment__no_gradient(student, draw, props):
    """No gradient is recorded; while one is, the network gives each score to the next class."""
    _expect_ids(student, _case(draw, props, draw.integer(2, 3), turns=True))


def check_segment__nothing_changed(student, draw, props):
    """The batch, the weights with their gradients, and what asks for a gradient stay as they were, and so does eval mode."""
    case = _case(draw, props, draw.integer(2, 3), norm=True, aux=True, grads=True)
    model = _expect_ids(student, case)
    expect_unchanged(student)
    before, after = props.whole_state_of(case.net.here(props)), student.prop("whole_state_of", model)
    expect_kind(after, dict, "model.state_dict()")
    changed = [name for name in before | after if not same(after.get(name), before.get(name), atol=0, rtol=0)]
    what = ", ".join(changed[:3])
    names = {
        ".requires_grad": "model_frozen_for_good",
        ".grad": "gradients_thrown_away",
        ": hooks": "forward_hook_left",
    }
    mistake = next((m for end, m in names.items() if all(name.endswith(end) for name in changed)), None)
    words = {"got": f"{what}: != before", "expected": "== before", "what": what}
    require(not changed, "model_changed", mistake=mistake, **words)
    now = student.prop("scores", model, case.batch)
    known = {"train_called_afterwards": lambda got: same(got, case.train, atol=1e-3)}
    expect(now, case.out, atol=1e-3, known=known)
    expect_tidy(student, mistake="process_left_changed")
