"""Checks of ex4_inspect: count_parameters, linear_layers."""

from __future__ import annotations

import torch

from grader.checking.kit import Twin, expect, expect_tidy
from grader.sandbox.wire import Ref
from grader.weeks.week12.ex4_inspect.plans import draw_names, draw_sizes, expect_as_before, numel

# ---- count_parameters -----------------------------------------------------------------------------------------------


def _convolutional(draw):
    """The plan of a network of several kinds of layers, and names of parameters in it to freeze.

    The network has parameters and buffers of its own too. Frozen are the weight of one layer and the bias of another: their
    sizes differ, and most numbers stay trainable.
    """
    a, b, c, d = draw_sizes(draw, 4)
    conv, norm, linear, *names = draw_names(draw, 8)
    inner = [[conv, "conv", a, b, (3, 5)], [norm, "norm", b], [linear, "linear", b, c]]
    last = [[names[0], "linear", d, c], [names[1], "linear", d, c, {"bias": False}]]
    # one parameter is a single number without a dimension
    own = [[names[2], "parameter", c, d], [names[3], "buffer", a, d], [names[4], "parameter"]]
    plan = [*own, ["blocks", "block", [["first", "block", inner, []]], []], ["rest", "block", last, []]]
    weight, bias = linear, draw.choice([conv, norm])
    return plan, [f"blocks.first.{weight}.weight", f"blocks.first.{bias}.bias"]


def _known_counts(model, trainable_only=False):
    """Numbers that come out of usual mistakes; `model` is the examiner's copy."""
    every = [p for _, p in model.named_parameters(remove_duplicate=False)]
    known = {
        "count_as_tensor": lambda got: isinstance(got, torch.Tensor),
        "shared_parameter_counted_twice": numel(p for p in every if p.requires_grad or not trainable_only),
    }
    if trainable_only:
        return known | {"trainable_only_ignored": numel(model.parameters())}
    buffers = [t for _, t in model.named_buffers()]
    with_buffers = [numel([*every, *buffers]), numel([*model.parameters(), *buffers])]
    return known | {
        "buffers_counted": lambda got: bool(buffers) and type(got) is int and got in with_buffers,
        "frozen_always_left_out": numel(p for p in model.parameters() if p.requires_grad),
    }


def _expect_count(student, props, net, *, trainable_only=None):
    """count_parameters of this network is right; None: trainable_only is not given."""
    mine = net.here(props)
    want = numel(p for p in mine.parameters() if p.requires_grad or not trainable_only)
    given = {} if trainable_only is None else {"trainable_only": trainable_only}
    got = student.call("count_parameters", net.there(student), **given)
    expect(got, want, known=_known_counts(mine, bool(trainable_only)))


def check_count_parameters__all_layers(student, draw, props):
    """Every parameter counts, of any layer and any type, the model's own too; buffers do not."""
    for dtypes in ({}, {"": "float16"}):
        _expect_count(student, props, Twin("network", _convolutional(draw)[0], dtypes=dtypes))


def check_count_parameters__shared(student, draw, props):
    """A weight that two or three layers share counts once."""
    a, b, c = draw_sizes(draw, 3)
    one, two, three, four = draw_names(draw, 4)
    plan = [[one, "embedding", a, b], [two, "linear", b, c], ["deep", "block", [[three, "linear", b, a]], []]]
    plan.append([four, "linear", b, a])
    net = Twin("network", plan)
    by_two = {f"deep.{three}.weight": f"{one}.weight"}
    by_three = by_two | {f"{four}.weight": f"{one}.weight"}
    for shared in (by_two, by_three):
        _expect_count(student, props, net.but(shared=shared))


def check_count_parameters__trainable_only(student, draw, props):
    """With trainable_only, only what requires a gradient counts, in any mode; a layer may be frozen in part."""
    for train in (True, False):
        plan, frozen = _convolutional(draw)
        _expect_count(student, props, Twin("network", plan, frozen=frozen, train=train), trainable_only=True)


def check_count_parameters__frozen_too(student, draw, props):
    """Without trainable_only frozen parameters count too, and counting leaves the model as it was."""
    plan, frozen = _convolutional(draw)
    net = Twin("network", plan, frozen=frozen, dtypes={"rest": "float16"})
    mine, model = net.here(props), student.prop("with_gradients", net.there(student), keep=True)
    before = student.prop("condition", model)
    every = numel(mine.parameters())
    trainable = numel(p for p in mine.parameters() if p.requires_grad)
    known = _known_counts(mine)
    expect(student.call("count_parameters", model), every, known=known)
    expect_as_before(student, model, before)
    expect(student.call("count_parameters", model, True), trainable, known=_known_counts(mine, True))
    expect(student.call("count_parameters", model, False), every, known=known)
    expect_as_before(student, model, before)
    expect_tidy(student)


# ---- linear_layers --------------------------------------------------------------------------------------------------


def _expect_linear(student, props, net, model=None):
    """linear_layers of this network is right: names in module order."""
    mine = net.here(props)
    found = [(name, m) for name, m in mine.named_modules() if isinstance(m, torch.nn.Linear)]
    want = [name for name, _ in found]
    exact = [name for name, m in found if type(m) is torch.nn.Linear]
    last_parts, one_level = [name.split(".")[-1] for name in want], [name for name in want if "." not in name]
    known = {
        "module_order_lost": lambda got: type(got) is list and got != want and sorted(got) == sorted(want),
        "exact_class_compared": lambda got: exact != want and got == exact,
        "dotted_path_lost": lambda got: got == last_parts,
        "inner_modules_missed": lambda got: bool(got) and got == one_level and len(want) > len(got) + 1,
        "weights_for_layers": [f"{name}.weight" for name in want],
        "modules_for_names": lambda got: bool(got) and all(isinstance(m, Ref) for m in got),
    }
    expect(student.call("linear_layers", model or net.there(student)), want, known=known)


def check_linear_layers__plain(student, draw, props):
    """The fully connected layers of the model itself are found among others, in module order.

    The first two names are not in alphabetical order.
    """
    names = draw_names(draw, 6)
    a, b, c = draw_sizes(draw, 3)
    kinds = [["linear", a, b], ["conv", a, b, 3], ["linear", b, c], ["norm", b], ["relu"], ["linear", c, a]]
    plan = [[name, *kind] for name, kind in zip(names, kinds, strict=True)]
    linear = [name for name, kind, *_ in plan if kind == "linear"]
    if linear == sorted(linear):
        plan[0][0], plan[2][0] = plan[2][0], plan[0][0]
    _expect_linear(student, props, Twin("network", plan))


def check_linear_layers__nested(student, draw, props):
    """Layers in blocks of blocks have dotted names; two blocks may use the same names inside.

    One name is not ASCII, one has a capital, and one begins as that of a parameter does.
    """
    names = draw_names(draw, 6)
    names[3], names[0], names[2] = f"{names[3]}층", f"weight_{names[0]}", names[2].capitalize()
    a, b = draw_sizes(draw, 2)
    block = [[names[0], "linear", a, b], [names[1], "relu"], [names[2], "linear", b, a]]
    deep = [["deep", "block", [[names[3], "block", block, []], [names[0], "linear", a, a]], []]]
    plan = [["right", "block", deep, []], ["middle", "linear", b, b], ["left", "block", block, []]]
    _expect_linear(student, props, Twin("network", plan))


def check_linear_layers__long_sequence(student, draw, props):
    """A Sequential of more than ten layers keeps their order: 2 comes before 10."""
    a = draw.integer(3, 6)
    count = draw.integer(6, 8)
    layers = [layer for _ in range(count) for layer in (["linear", a, a], ["relu"])]
    _expect_linear(student, props, Twin("network", [[*draw_names(draw, 1), "sequence", layers]]))


def check_linear_layers__subclass(student, draw, props):
    """A subclass of Linear is found, whatever its name; attention has one inside."""
    names = sorted(draw_names(draw, 4))
    a, b = draw_sizes(draw, 2)
    kinds = [["scorer", a, b], ["linear", b, a], ["scorer", b, b], ["attention", 2 * a, 2]]
    plan = [[name, *kind] for name, kind in zip(names, kinds, strict=True)]
    _expect_linear(student, props, Twin("network", plan))


def check_linear_layers__other_layers(student, draw, props):
    """Linear without a bias or frozen is found; an embedding, a convolution, a Bilinear or a lookalike is not."""
    names = sorted(draw_names(draw, 7))
    a, b, c = draw_sizes(draw, 3)
    kinds = [["embedding", a, b], ["linear", a, b, {"bias": False}], ["conv1d", a, b, 1]]
    kinds += [["bilinear", a, b, c], ["linear", c, b], ["identity"], ["lookalike", a, c]]
    plan = [[name, *kind] for name, kind in zip(names, kinds, strict=True)]
    frozen = [f"{names[4]}.weight", f"{names[4]}.bias"]
    net = Twin("network", plan, frozen=frozen)
    model = student.prop("with_gradients", net.there(student), keep=True)
    before = student.prop("condition", model)
    _expect_linear(student, props, net, model)
    expect_as_before(student, model, before)
    _expect_linear(student, props, Twin("network", [part for part in plan if part[1] != "linear"]))
    expect_tidy(student)
