"""Checks of ex7_extract: replace_head, feature_extractor."""

from __future__ import annotations

from dataclasses import replace

import torch

from grader.checking.kit import expect, expect_kind, expect_shape, expect_tidy, require, same
from grader.weeks.week12.ex7_extract.networks import (
    HEADS,
    copied,
    draw_head,
    draw_net,
    expect_body,
    expect_same_model,
    expect_step,
    expect_train_mode,
    not_frozen,
    returned,
    short,
    stepped,
    with_head,
)

# ---- new heads: replace_head and feature_extractor ----------------------------------------------------------------


def draw_classes(draw):
    """How many classes the new head gets: never 2, and fewer than before even when one too many."""
    return draw.integer(3, 8)


def expect_head(student, draw, props, net, function="replace_head", *, original=False, more=False):
    """The model gives a logit for each new class, from its own features and a last layer that the examiner draws.

    original: look at the model that was given, whatever came back. more: the new head has more classes than the old one.
    Returns what came back, and the model that was given.
    """
    num_classes = net.classes + draw.integer(2, 5) if more else draw_classes(draw)
    batch = net.batch(draw)
    head = draw_head(draw, net, num_classes)
    want = with_head(net, head)

    model = net.twin.there(student)
    got = student.call(function, model, num_classes)
    used = model if original else returned(got, model)
    is_copy = original and copied(student, got, model)
    expect_new_head(student, props, net, used, batch, want, is_copy=is_copy)
    logits = student.prop("forward_eval", used, batch, head)
    softmax = {
        "softmax_behind_head": lambda got: (
            bool((got > 0).all()) and same(got.sum(1), torch.ones_like(got[:, 0]))
        )
    }
    expect(logits, props.forward_eval(want.twin.here(props), batch), known=softmax)
    expect_train_mode(student, draw, props, used, want, head)
    return got, model


def expect_new_head(student, props, net, model, batch, want, *, is_copy=False):
    """The model runs, has one logit for each class, and no layer but the last has changed."""
    logits, values = student.prop("look", model, batch)
    layers = {f"layer.{name}" for name, _ in net.twin.here(props).named_children()}
    old, right = (len(batch), net.classes), (len(batch), want.classes)

    def untouched(got):
        """The logits are those of the network as it was given."""
        return same(got, props.forward_eval(net.twin.here(props), batch))

    known = {
        "head_under_unused_name": lambda got: (
            tuple(got.shape) == old and added(student.prop("clues", model), layers)
        ),
        "only_out_features_changed": lambda got: (
            untouched(got) and f"out.{want.classes}" in student.prop("clues", model)
        ),
        "copy_changed": lambda got: is_copy and untouched(got),
        "new_head_not_attached": lambda got: tuple(got.shape) == old,
        "two_classes_hardcoded": lambda got: tuple(got.shape) == (len(batch), 2),
    }
    expect_shape(logits, right, batch.dtype, known=known)
    expect_body(values, want)


def added(clues, layers):
    """Whether a layer was put where the forward pass never looks."""
    return bool({clue for clue in clues if clue.startswith("layer.")} - layers)


def trained_head(student, draw, props, net, function, *, frozen, known, original=False, classes=None):
    """Take a training step after the call, and compare all weights with the examiner's own step.

    frozen: what must not move. known: makes the known mistakes of `after`, which gives the weights after a step with other
    frozen parameters, and of `clues`. original: as in `expect_head`; classes: how many the new head has, drawn if not given.
    """
    num_classes, batch = classes or draw_classes(draw), net.batch(draw)
    labels = draw.integers(len(batch), low=1, high=num_classes - 1)
    head = draw_head(draw, net, num_classes)
    lr = draw.number(0.5, 1.0)
    want = with_head(net, head)

    def after(frozen):
        return stepped(props, replace(want, frozen=frozen), batch, labels, lr)[0]

    model = net.twin.there(student)
    got = student.call(function, model, num_classes)
    used = model if original else returned(got, model)

    def clues():
        return student.prop("clues", used)

    is_copy = original and copied(student, got, model)
    expect_new_head(student, props, net, used, batch, want, is_copy=is_copy)
    values, *_ = student.prop("train_step", used, batch, labels, lr, head)
    trainable = [n for n in net.parameters if n not in frozen]
    expect_step(values, want, after(frozen), trainable, known=known(after, clues))
    return got, model


# ---- replace_head -------------------------------------------------------------------------------------------------


def check_replace_head__resnet(student, draw, props):
    """A ResNet gets a new last layer in `.fc`, with fewer or more classes than before, and nothing else changes."""
    for more in (False, True):
        expect_head(student, draw, props, draw_net(draw, props, "resnet"), more=more)
    expect_tidy(student, seed=False)


def check_replace_head__alexnet_and_vgg(student, draw, props):
    """AlexNet and VGG get a new last layer in `.classifier`; the others stay, dropout too."""
    for family in ("alexnet", "vgg"):
        expect_head(student, draw, props, draw_net(draw, props, family))


def check_replace_head__squeezenet(student, draw, props):
    """SqueezeNet gets a new convolution in `.classifier`; the other layers stay, dropout too."""
    expect_head(student, draw, props, draw_net(draw, props, "squeezenet"))


def check_replace_head__names(student, draw, props):
    """All layers keep their names, and the new head has those of the old one."""
    for family in HEADS:
        net = draw_net(draw, props, family)
        got, model = expect_head(student, draw, props, net, more=family == "squeezenet")
        names = student.prop("names", returned(got, model))
        expect_kind(names, list, "list")
        changed = [n for n, right in zip(names, net.state, strict=False) if n != right]
        said = {"got": short(changed), "expected": short([n for n in net.state if n not in names])}
        require(not changed, "model_changed", mistake="head_wrapped", what="model.state_dict()", **said)


def check_replace_head__frozen_stays_frozen(student, draw, props):
    """What was frozen stays frozen, and only the new head trains; the old head was frozen too.

    Once the new head has as many classes as the old one.
    """

    def known(after, clues):
        return {"everything_unfrozen": lambda got: same(got, after(()))}

    for family, as_many in (("resnet", False), (draw.choice(["alexnet", "vgg"]), False), ("resnet", True)):
        net = draw_net(draw, props, family)
        all_frozen = replace(net, frozen=net.parameters)
        more = {"frozen": net.parameters[:-2], "classes": net.classes if as_many else None}
        trained_head(student, draw, props, all_frozen, "replace_head", known=known, **more)


def check_replace_head__trainable_stays_trainable(student, draw, props):
    """What was trainable stays trainable; only some of the first layers were frozen."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"])):
        net = draw_net(draw, props, family)
        body = net.parameters[:-2]
        frozen = body[: draw.integer(1, 4)]

        def known(after, clues, body=body):
            return {
                "everything_unfrozen": lambda got: same(got, after(())),
                "rest_frozen_too": lambda got: same(got, after(body)),
            }

        partly = replace(net, frozen=frozen)
        trained_head(student, draw, props, partly, "replace_head", frozen=frozen, known=known)


def check_replace_head__dtype(student, draw, props):
    """Advice: a float64 model gets a float64 head."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"]), "squeezenet"):
        expect_head(student, draw, props, draw_net(draw, props, family, dtype="float64"))


def check_replace_head__device(student, draw, props):
    """Advice: the new head is on the device of the model.

    On torch's meta device nothing has values, so the student's side is asked where the head is.
    """
    for family in ("resnet", draw.choice(["alexnet", "vgg"])):
        net, num_classes = draw_net(draw, props, family), draw_classes(draw)
        model = net.twin.there(student, device="meta")
        got = student.call("replace_head", model, num_classes)
        want = with_head(net, draw_head(draw, net, num_classes))
        want = props.devices(want.twin.here(props, device="meta"))
        devices = student.prop("devices", returned(got, model))
        expect_kind(devices, list, "list")
        # the last two are the shapes of the head
        expect(devices[-2:], want[-2:])
        elsewhere = short([d for d in devices[:-2] if d != "meta"])
        require(devices == want, "not_on_device", got=elsewhere, expected="meta")


def check_replace_head__in_place(student, draw, props):
    """The model that was passed in has the new head, whatever came back."""
    expect_head(student, draw, props, draw_net(draw, props, draw.choice(["resnet", "vgg"])), original=True)


def check_replace_head__same_object(student, draw, props):
    """The model that was passed in comes back."""
    for family in ("resnet", "alexnet", "squeezenet"):
        got, model = expect_head(student, draw, props, draw_net(draw, props, family))
        expect_same_model(student, got, model)


# ---- feature_extractor --------------------------------------------------------------------------------------------


def only_head_trains(student, draw, props, net, **more):
    """After the call a step of training moves the new head, and nothing else."""
    names = net.parameters

    def known(after, clues):
        as_given = [n for n in net.frozen if n in names[:-2]]
        features = [n for n in names if not n.startswith("classifier")]
        return not_frozen(lambda got: same(got, after(as_given)), clues) | {
            "whole_classifier_trains": lambda got: features != names and same(got, after(features)),
        }

    more |= {"frozen": names[:-2], "known": known}
    return trained_head(student, draw, props, net, "feature_extractor", **more)


def check_feature_extractor__outputs(student, draw, props):
    """Each family gives a logit for each new class, from the features of the network as it was given."""
    for family in HEADS:
        net, more = draw_net(draw, props, family), family in ("resnet", "squeezenet")
        expect_head(student, draw, props, net, "feature_extractor", more=more)
    expect_tidy(student, seed=False)


def check_feature_extractor__resnet(student, draw, props):
    """In a ResNet only the new head trains."""
    only_head_trains(student, draw, props, draw_net(draw, props, "resnet"))


def check_feature_extractor__classifier(student, draw, props):
    """In AlexNet, VGG and SqueezeNet only the last layer in `.classifier` trains."""
    for family in ("alexnet", "vgg", "squeezenet"):
        only_head_trains(student, draw, props, draw_net(draw, props, family))


def check_feature_extractor__some_frozen_before(student, draw, props):
    """The new head trains although the old one, and some of the first layers, were frozen. It may have as many classes."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"])):
        net = draw_net(draw, props, family)
        names = net.parameters
        frozen = (*names[1 : draw.integer(3, 4)], *names[-2:])
        classes = net.classes if family == "resnet" else None
        only_head_trains(student, draw, props, replace(net, frozen=frozen), classes=classes)


def check_feature_extractor__dtype(student, draw, props):
    """Advice: a float64 model gets a float64 head, which alone trains."""
    for family in ("resnet", draw.choice(["alexnet", "vgg", "squeezenet"])):
        only_head_trains(student, draw, props, draw_net(draw, props, family, dtype="float64"))


def check_feature_extractor__in_place(student, draw, props):
    """The model that was passed in is the feature extractor, whatever came back."""
    net = draw_net(draw, props, draw.choice(["resnet", "vgg"]))
    only_head_trains(student, draw, props, net, original=True)


def check_feature_extractor__same_object(student, draw, props):
    """The model that was passed in comes back."""
    for family in ("resnet", "alexnet", "squeezenet"):
        got, model = expect_head(student, draw, props, draw_net(draw, props, family), "feature_extractor")
        expect_same_model(student, got, model)
