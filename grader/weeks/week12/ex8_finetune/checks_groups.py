"""Checks of ex8_finetune: param_groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from grader.checking.kit import Twin, expect, expect_tidy, require, same

# ---- param_groups ---------------------------------------------------------------------------------------------------

HEADS = {"resnet": "fc", "alexnet": "classifier.6", "vgg": "classifier.6", "squeezenet": "classifier.1"}


@dataclass(frozen=True)
class Case:
    """A network, the learning rates of head and backbone, and a gradient for each parameter, frozen or not."""

    net: Twin
    head: str
    """The name of the last layer."""
    names: list
    """Of all parameters."""
    lrs: list
    gradients: dict
    no_lr: float
    """The learning rate of a group that has none of its own."""

    @property
    def state(self):
        """The network's weights before a step."""
        return self.net.kwargs["state"]

    def of_head(self, name):
        """Whether a parameter belongs to the last layer."""
        return name.startswith(f"{self.head}.")

    def rate(self, name, after):
        """The learning rate of the step that led to `after`, or None if it was no step along the gradient."""
        before, gradient = self.state[name], self.gradients[name]
        if not isinstance(after, torch.Tensor) or after.shape != before.shape:
            return None
        rate = float(((before - after) * gradient).sum() / (gradient * gradient).sum())
        return rate if same(after, before - rate * gradient, atol=1e-4) else None


def draw_case(draw, props, family, *, shared=()):
    """A case of this family; `shared` names two layers that have one weight."""
    b = 2 * draw.integer(2, 4)
    width = draw.choice([w for w in range(9, 15) if w != 2 * b])
    # as many classes as inputs: shapes do not tell the last layer from others
    sizes = (draw.integer(3, 5), b, width, width)
    model = props.pretrained(family, sizes)
    state = draw.state(model)
    names = [name for name, _ in model.named_parameters()]
    if shared:
        first, second = (f"{layer}.weight" for layer in shared)
        state[second] = state[first]
        names.remove(second)
    gradients = {n: draw.normal(*state[n].shape) for n in names}
    lrs = [draw.number(0.5, 0.9), draw.number(0.05, 0.2)]
    net, no_lr = Twin("pretrained", family, sizes, state=state), draw.number(2.2, 4.2)
    return Case(net, HEADS[family], names, lrs, gradients, no_lr)


def expect_groups(student, case, model, groups, frozen=(), *, ordered=False):
    """A step of SGD with the groups moves each parameter at its rate. What is frozen has a gradient, but stays.

    ordered: there are two groups, and the head's comes first.
    """
    lrs, counts, after = student.prop("move", model, groups, case.gradients, case.no_lr)
    want = {n: 0.0 if n in frozen else case.lrs[0 if case.of_head(n) else 1] for n in case.names}
    rates = {n: case.rate(n, after.get(n)) for n in case.names}
    expect(rates, want, atol=1e-4, known=known_rates(case, want, frozen, lrs, counts))
    if ordered:
        expect(lrs, case.lrs, known={"backbone_group_first": case.lrs[::-1]})
    flags = {f"{n}.requires_grad": n not in frozen for n in case.names} | {"model.training": True}
    changed = [n for n, right in flags.items() if after.get(n) is not right]
    what = ", ".join(changed[:3])
    said = {"got": f"{what}: != before", "expected": "== before", "what": what}
    require(not changed, "model_changed", **said)


def known_rates(case, want, frozen, lrs, counts):
    """For `known`: mistake to a test whether the rates are those that it makes.

    lrs, counts: the learning rate and the number of parameters of each group.
    """
    head_lr, backbone_lr = case.lrs
    head = [n for n in case.names if case.of_head(n)]
    classifier = [n for n in case.names if n.startswith(case.head.split(".")[0])]
    two_rates = len(lrs) == 2 and not same(lrs[0], lrs[1])

    def again(got):
        return any(want[n] and same(got[n], k * want[n]) for n in want for k in (2, 3))

    def is_like(change):
        return lambda got: same(got, want | {n: v for n, v in change.items() if n not in frozen})

    swapped = is_like({n: backbone_lr if n in head else head_lr for n in case.names})
    return {
        "parameter_listed_twice": again,
        "old_head_collected": lambda got: (
            any(want[n] for n in head) and all(got[n] in (0.0, None) for n in head)
        ),
        "frozen_parameters_included": lambda got: any(got[n] for n in frozen),
        "lr_key_missing": lambda got: any(same(lr, case.no_lr) for lr in lrs),
        "one_rate_for_all": lambda got: len(lrs) == 2 and same(lrs[0], lrs[1]),
        "one_group_for_all": lambda got: len(lrs) == 1,
        "head_group_empty": lambda got: (
            two_rates
            and 0 in counts
            and any(want[n] for n in head)
            and is_like(dict.fromkeys(head, backbone_lr))(got)
        ),
        # with the head frozen, or all but the head, one group says too little
        "learning_rates_swapped": lambda got: two_rates and 0 not in counts and swapped(got),
        "whole_classifier_as_head": is_like(dict.fromkeys(classifier, head_lr)),
        "head_bias_in_backbone": is_like({f"{case.head}.bias": backbone_lr}),
        "wrong_layer_as_head": lambda got: (
            0 not in counts and all(any(same(r, lr) for lr in case.lrs) for n, r in got.items() if want[n])
        ),
        "some_parameters_left_out": lambda got: any(want[n] and got[n] == 0.0 for n in want),
    }


def check_param_groups__resnet(student, draw, props):
    """There are two groups, the head's first, with all parameters."""
    case = draw_case(draw, props, "resnet")
    model = case.net.there(student)
    groups = student.call("param_groups", model, *case.lrs, keep=True)
    expect_groups(student, case, model, groups, ordered=True)
    expect_tidy(student)


def check_param_groups__alexnet_and_vgg(student, draw, props):
    """Of the three layers in .classifier only the last is the head. Once the backbone has the larger rate."""
    for family in ("alexnet", "vgg"):
        case = draw_case(draw, props, family)
        case = replace(case, lrs=case.lrs[::-1]) if family == "vgg" else case
        model = case.net.there(student)
        groups = student.call("param_groups", model, *case.lrs, keep=True)
        expect_groups(student, case, model, groups)


def check_param_groups__squeezenet(student, draw, props):
    """The head is the nn.Conv2d in .classifier, which is not the last layer there."""
    case = draw_case(draw, props, "squeezenet")
    model = case.net.there(student)
    groups = student.call("param_groups", model, *case.lrs, keep=True)
    expect_groups(student, case, model, groups)


def check_param_groups__frozen(student, draw, props):
    """No frozen parameter is in a group: some of the backbone, then a part of the head as well."""
    part = draw.choice(["weight", "bias"])
    for family, of_head in (("resnet", []), (draw.choice(["vgg", "resnet"]), [part])):
        case = draw_case(draw, props, family)
        first = case.names[: draw.integer(2, 4)]
        frozen = (*first, *(f"{case.head}.{part}" for part in of_head))
        model = case.net.there(student, frozen=frozen)
        groups = student.call("param_groups", model, *case.lrs, keep=True)
        expect_groups(student, case, model, groups, frozen)


def check_param_groups__always_two(student, draw, props):
    """There are two groups, one of them empty, when the head alone is frozen, or everything but the head.

    There are two, too, when both have the same learning rate.
    """
    case = draw_case(draw, props, "resnet")
    case = replace(case, lrs=[case.lrs[0]] * 2)
    model = case.net.there(student)
    groups = student.call("param_groups", model, *case.lrs, keep=True)
    lrs, *_ = student.prop("move", model, groups, case.gradients, case.no_lr)
    expect(lrs, case.lrs)
    for of_head in (True, False):
        case = draw_case(draw, props, draw.choice(["resnet", "alexnet"]))
        frozen = tuple(n for n in case.names if case.of_head(n) is of_head)
        model = case.net.there(student, frozen=frozen)
        groups = student.call("param_groups", model, *case.lrs, keep=True)
        expect_groups(student, case, model, groups, frozen, ordered=True)


def check_param_groups__shared(student, draw, props):
    """A weight that two layers share is in the groups only once."""
    shared = ("layer1.0.conv1", "layer1.0.conv2")
    case = draw_case(draw, props, "resnet", shared=shared)
    model = student.prop("tie", case.net.there(student), *shared, keep=True)
    groups = student.call("param_groups", model, *case.lrs, keep=True)
    expect_groups(student, case, model, groups)


def check_param_groups__new_head(student, draw, props):
    """The model gets a new head between two calls: the groups of the second call hold the new one."""
    case = draw_case(draw, props, draw.choice(["resnet", "vgg"]))
    weight, bias = f"{case.head}.weight", f"{case.head}.bias"
    old = {name: draw.normal(*case.state[name].shape) for name in (weight, bias)}
    model = case.net.but(state=case.state | old).there(student)
    student.call("param_groups", model, *case.lrs, keep=True)
    student.prop("new_head", model, case.head, case.state[weight], case.state[bias])
    groups = student.call("param_groups", model, *case.lrs, keep=True)
    expect_groups(student, case, model, groups)
