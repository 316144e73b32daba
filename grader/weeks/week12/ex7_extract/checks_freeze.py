"""Checks of ex7_extract: freeze, trainable_names."""

from __future__ import annotations

from dataclasses import replace

from grader.checking.kit import expect, expect_tidy, require, same
from grader.weeks.week12.ex7_extract.networks import (
    copied,
    draw_net,
    expect_same_model,
    expect_step,
    expect_train_mode,
    not_frozen,
    returned,
    short,
)

# ---- freeze -------------------------------------------------------------------------------------------------------


def frozen_after(student, draw, props, net, *, original=False):
    """Freeze the network, train a new layer on top of it for a step, and compare all weights with the examiner's.

    original: look at the model that was given, whatever came back. Returns what came back, and the model that was given.
    """
    batch, outputs = net.batch(draw), draw.integer(3, 6)
    labels = draw.integers(len(batch), low=0, high=outputs - 1)
    probe = (draw.normal(outputs, net.classes, std=0.5), draw.normal(outputs))
    lr = draw.number(0.5, 1.0)

    def after(frozen):
        model = replace(net, frozen=frozen).twin.here(props)
        return props.train_step(model, batch, labels, lr, probe=probe)

    model = net.twin.there(student)
    got = student.call("freeze", model)
    used = model if original else returned(got, model)
    values, got_probe, images = student.prop("train_step", used, batch, labels, lr, probe=probe)
    want, want_probe, want_images = after(net.parameters)
    expect(got_probe, want_probe)

    def unchanged(now):
        return same(list(now.values()), after(net.frozen)[0])

    known = not_frozen(unchanged, lambda: student.prop("clues", used))
    if original and copied(student, got, model):
        known = {"copy_changed": unchanged}
    expect_step(values, net, dict(zip(net.state, want, strict=True)), [], known=known)
    said = {"got": "x.grad != expected", "expected": "x.grad == expected", "what": "model(x).backward()"}
    require(same(images, want_images), "model_changed", mistake="graph_cut", **said)
    return got, model


def check_freeze__resnet(student, draw, props):
    """No weight of a frozen ResNet moves in a step of training, and the new layer on top of it does."""
    frozen_after(student, draw, props, draw_net(draw, props, "resnet"))
    expect_tidy(student)


def check_freeze__any_network(student, draw, props):
    """Networks of other families freeze too.

    They have deeper nesting, other kinds of layers, and a parameter of the model itself.
    """
    for family in (draw.choice(["alexnet", "vgg"]), "blocks"):
        net = draw_net(draw, props, family)
        got, model = frozen_after(student, draw, props, net)
        expect_train_mode(student, draw, props, returned(got, model), net)


def check_freeze__some_frozen_before(student, draw, props):
    """A network that was frozen in part is frozen as a whole."""
    net = draw_net(draw, props, "resnet")
    # neither the first layer nor the last: whoever freezes only these is then not taken for one who froze nothing
    some = ("bn1", draw.choice(["layer1", "layer2"]))
    before = [n for n in net.parameters if n.startswith(some)]
    frozen_after(student, draw, props, replace(net, frozen=before))


def check_freeze__in_place(student, draw, props):
    """The model that was passed in is frozen itself, whatever came back."""
    frozen_after(student, draw, props, draw_net(draw, props, "vgg"), original=True)


def check_freeze__same_object(student, draw, props):
    """The model that was passed in comes back."""
    got, model = frozen_after(student, draw, props, draw_net(draw, props, "alexnet"))
    expect_same_model(student, got, model)


# ---- trainable_names ----------------------------------------------------------------------------------------------


def expect_names(student, props, net, trainable, gradients=None, *, empty="requires_grad_asked_elsewhere"):
    """trainable_names gives these names, in module order, and changes nothing.

    empty: what an empty list is called, where no other mistake makes one.
    """
    names = net.parameters
    want = [n for n in names if n in trainable]
    frozen = [n for n in names if n not in trainable]
    twin = replace(net, frozen=frozen).twin
    model = twin.there(student)
    student.prop("set_gradients", model, gradients or {})
    got = student.call("trainable_names", model)
    known = {
        **({empty: []} if empty else {}),
        "every_name_kept": names,
        "frozen_names_listed": frozen,
        **({"gradient_asked_for": [n for n in names if n in gradients]} if gradients else {}),
    }
    expect(got, want, known={k: v for k, v in known.items() if v != want})
    right, now = props.state_of(twin.here(props)), student.prop("state_of", model)
    changed = [n for n in right if not same(now.get(n), right[n], atol=0, rtol=0)]
    said = {"got": f"{short(changed)}: != before", "expected": "== before", "what": short(changed)}
    require(not changed, "model_changed", **said)


def check_trainable_names__some(student, draw, props):
    """Only the names of trainable parameters come back, in module order.

    A drawn half of them is trainable; the last one is among them, the first is not. Some have a gradient of an earlier
    training: of the frozen ones, too, and not all of the trainable ones.
    """
    net = draw_net(draw, props, "resnet")
    names = net.parameters
    inner = names[1:-1]
    order = draw.permutation(len(inner))
    gradients = {n: draw.normal(*net.state[n].shape) for n in (names[0], inner[order[0]], inner[order[-1]])}
    expect_names(student, props, net, {inner[i] for i in order[: len(inner) // 2]} | {names[-1]}, gradients)
    expect_tidy(student)


def check_trainable_names__all_and_none(student, draw, props):
    """All names come back, without buffers of batch norm, or an empty list when all is frozen."""
    net = draw_net(draw, props, "vgg")
    expect_names(student, props, net, set(net.parameters))
    expect_names(student, props, net, set())


def check_trainable_names__nested(student, draw, props):
    """Names in blocks within blocks are dotted, and a parameter of the model itself has its own name."""
    net = draw_net(draw, props, "blocks")
    names = net.parameters
    kept = draw.distinct(4, 1, len(names) - 2)
    expect_names(student, props, net, {names[0], *(names[i] for i in kept)}, empty="")
