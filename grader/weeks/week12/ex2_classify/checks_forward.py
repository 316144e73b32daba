"""Checks of ex2_classify: forward."""

from __future__ import annotations

import torch

from grader.checking.kit import Twin, expect, expect_tidy, expect_unchanged, require, same
from grader.weeks.week12.ex2_classify.photos import photo_batch


def _classifier(draw, props, **parts):
    """A tiny network of drawn sizes and weights; parts: `norm=False` or `drop=False` leaves one out."""
    sizes = (draw.integer(4, 7), draw.integer(4, 8))
    state = draw.state(props.classifier(*sizes, **parts))
    return Twin("loaded_classifier", state, *sizes, **parts)


def _answer(net, props, batch, **mode):
    """The logits in eval mode, or in train mode with `train=True`."""
    with torch.no_grad():
        return net.here(props, **mode)(batch)


def _batch(draw, count):
    """[count, 3, H, W], with H and W unlike each other."""
    return draw.normal(count, 3, draw.integer(6, 8), draw.integer(9, 11))


def check_forward__batch_sizes(student, draw, props):
    """The logits come back for several images and for one.

    The model is in eval mode already, so that only what goes in and comes out counts.
    """
    for count in (draw.integer(17, 20), 1):
        net = _classifier(draw, props)
        batch = _batch(draw, count)
        want = _answer(net, props, batch)
        got = student.call("forward", net.there(student), batch)
        known = {
            "probabilities_for_logits": want.softmax(1),
            "single_image_squeezed": want.squeeze(),
            "class_numbers_for_logits": want.argmax(1),
            "first_image_only": lambda got, want=want: same(got, want[0]) or same(got, want[:1]),
        }
        expect(got, want, atol=1e-4, known=known)


def check_forward__batch_norm(student, draw, props):
    """A model that comes in train mode answers in eval mode: batch norm uses its running statistics.

    The second model says that it is in eval mode, but one of its layers is not.
    """
    net = _classifier(draw, props, drop=False)
    batch = _batch(draw, draw.integer(2, 4))
    for mode in ({"train": True}, {"train": False, "but": props.NORM}):
        got = student.call("forward", net.there(student, **mode), batch)
        known = {"no_eval": _answer(net, props, batch, **mode)}
        expect(got, _answer(net, props, batch), atol=1e-4, known=known)


def check_forward__dropout(student, draw, props):
    """A model that comes in train mode answers in eval mode: dropout is off."""
    net = _classifier(draw, props, norm=False)
    batch = _batch(draw, draw.integer(2, 4))
    got = student.call("forward", net.there(student, train=True), batch)

    def random(got):
        """The same model and batch give something else the next time: dropout is on."""
        again = student.call("forward", net.there(student, train=True), batch)
        return got.shape == again.shape and not same(got, again)

    expect(got, _answer(net, props, batch), atol=1e-4, known={"no_eval": random})


def check_forward__no_gradient(student, draw, props):
    """The logits carry no gradient, and what comes after the call may record one as before."""
    net = _classifier(draw, props)
    batch = _batch(draw, draw.integer(2, 4))
    got = student.call("forward", net.there(student), batch)
    expect(got, _answer(net, props, batch), atol=1e-4)
    words = {"got": "requires_grad=True", "expected": "requires_grad=False"}
    require(not got.requires_grad, "requires_grad", mistake="no_grad_missing", **words)
    expect_tidy(student)


def check_forward__nothing_changed(student, draw, props):
    """The batch and the weights, statistics and gradient flags of the model stay as they were.

    A model that came in eval mode stays in it, and no parameter gets a gradient. One layer is frozen, the others are not.
    """
    net = _classifier(draw, props)
    batch = _batch(draw, draw.integer(2, 4))
    model = net.there(student, frozen=props.NORM)
    before = student.prop("state_of", model)
    got = student.call("forward", model, batch)
    expect(got, _answer(net, props, batch), atol=1e-4)
    expect_unchanged(student)
    after = student.prop("state_of", model)
    changed = [name for name, value in before.items() if not same(after.get(name), value, atol=0, rtol=0)]
    flags_only = all(name.endswith(".requires_grad") for name in changed)
    _require_unchanged(changed, "requires_grad_changed" if flags_only else None)
    _require_unchanged(student.prop("gradients_in", model), None)
    _require_unchanged(student.prop("training_in", model), "left_in_train_mode")


def _require_unchanged(changed, mistake):
    what = ", ".join(changed[:3])
    require(
        not changed, "model_changed", what=what, got=what, expected="the model as it was", mistake=mistake
    )


def check_forward__modes_of_layers(student, draw, props):
    """Who restores the modes restores each layer's own. The model is in train mode, but for its batch norm."""
    net = _classifier(draw, props)
    batch = _batch(draw, draw.integer(2, 4))
    model = net.there(student, train=True, but=props.NORM)
    before = student.prop("training_in", model)
    expect(student.call("forward", model, batch), _answer(net, props, batch), atol=1e-4)
    after = student.prop("training_in", model)
    if after:
        _require_unchanged(sorted(set(after) ^ set(before)), None)


def check_forward__device(student, draw):
    """Model and batch go to the device, and the logits come back to the CPU.

    "meta" stands for the GPU that this machine may lack; model and batch notice whether they were moved.
    """
    answer = draw.normal(draw.integer(2, 4), draw.integer(5, 8))
    model = student.prop("DeviceSpy", answer, keep=True)
    batch = student.prop("batch_spy", _batch(draw, len(answer)), keep=True)
    result = student.call("forward", model, batch, device="meta", keep=True)
    expect(student.fetch(result), answer)
    places, is_back = student.prop("device_report", result)
    seen = f"model on {places[0]}, batch on {places[1]}"
    require(
        places == ["meta", "meta"],
        "not_on_device",
        got=seen,
        expected="both on meta",
        mistake="not_moved_to_device",
    )
    require(
        is_back, "not_cpu", got="result on meta", expected="result on cpu", mistake="logits_left_on_device"
    )
    expect_tidy(student)


def check_forward__real_network(student, draw, props, datasets):
    """A real network gives its own logits for a photo."""
    batch = photo_batch(draw, datasets, 1)
    got = student.call("forward", student.prop("squeezenet", keep=True), batch)
    with torch.no_grad():
        want = props.shared_squeezenet()(batch)
    known = {"probabilities_for_logits": want.softmax(1), "single_image_squeezed": want[0]}
    expect(got, want, atol=1e-2, rtol=1e-3, known=known)
