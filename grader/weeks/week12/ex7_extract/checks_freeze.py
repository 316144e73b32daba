"""Checks of ex7_extract: freeze, trainable_names."""

from __future__ import annotations

from dataclasses import replace

from grader.checking.kit import expect, same
from grader.weeks.week12.ex7_extract.networks import (
    draw_net,
    expect_same_model,
    expect_step,
    not_frozen,
    returned,
    stepped,
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
        return stepped(props, replace(net, frozen=frozen), batch, labels, lr, probe=probe)

    model = net.twin.there(student)
    got = student.call("freeze", model)
    used = model if original else returned(got, model)
    values, got_probe = student.prop("train_step", used, batch, labels, lr, probe=probe)
    want, want_probe = after(net.parameters)
    expect(got_probe, want_probe)
    known = not_frozen(lambda got: same(got, after(net.frozen)[0]), lambda: student.prop("clues", used))
    expect_step(values, net, want, [], known=known)
    return got, model


def check_freeze__resnet(student, draw, props):
    """No weight of a frozen ResNet moves in a step of training, and the new layer on top of it does."""
    frozen_after(student, draw, props, draw_net(draw, props, "resnet"))


def check_freeze__any_network(student, draw, props):
    """Networks of other families freeze too.

    They have deeper nesting, other kinds of layers, and a parameter of the model itself.
    """
    for family in (draw.choice(["alexnet", "vgg"]), "blocks"):
        frozen_after(student, draw, props, draw_net(draw, props, family))


def check_freeze__some_frozen_before(student, draw, props):
    """A network that was frozen in part is frozen as a whole."""
    net = draw_net(draw, props, "resnet")
    first = ("conv1", "bn1", draw.choice(["layer1", "layer2"]))
    before = [n for n in net.parameters if n.startswith(first)]
    frozen_after(student, draw, props, replace(net, frozen=before))


def check_freeze__in_place(student, draw, props):
    """The model that was passed in is frozen itself, whatever came back."""
    frozen_after(student, draw, props, draw_net(draw, props, "vgg"), original=True)


def check_freeze__same_object(student, draw, props):
    """The model that was passed in comes back."""
    got, model = frozen_after(student, draw, props, draw_net(draw, props, "alexnet"))
    expect_same_model(student, got, model)


# ---- trainable_names ----------------------------------------------------------------------------------------------


def expect_names(student, net, trainable):
    """trainable_names gives these names, in module order."""
    names = net.parameters
    want = [n for n in names if n in trainable]
    frozen = [n for n in names if n not in trainable]
    got = student.call("trainable_names", replace(net, frozen=frozen).twin.there(student))
    known = {"requires_grad_asked_elsewhere": [], "every_name_kept": names, "frozen_names_listed": frozen}
    expect(got, want, known={k: v for k, v in known.items() if v != want})


def check_trainable_names__some(student, draw, props):
    """Only the names of trainable parameters come back, in module order.

    A drawn half of them is trainable; the last one is among them, the first is not.
    """
    net = draw_net(draw, props, "resnet")
    names = net.parameters
    inner = names[1:-1]
    order = draw.permutation(len(inner))
    expect_names(student, net, {inner[i] for i in order[: len(inner) // 2]} | {names[-1]})


def check_trainable_names__all_and_none(student, draw, props):
    """All names come back, without buffers of batch norm, or an empty list when all is frozen."""
    net = draw_net(draw, props, "vgg")
    expect_names(student, net, set(net.parameters))
    expect_names(student, net, set())


def check_trainable_names__nested(student, draw, props):
    """Names in blocks within blocks are dotted, and a parameter of the model itself has its own name."""
    net = draw_net(draw, props, "blocks")
    names = net.parameters
    kept = draw.distinct(4, 1, len(names) - 2)
    expect_names(student, net, {names[0], *(names[i] for i in kept)})
