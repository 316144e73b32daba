"""Checks of ex4_inspect: trace_shapes."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from grader.checking.kit import Twin, expect, expect_tidy, expect_unchanged, require, same
from grader.sandbox.wire import Ref
from grader.weeks.week12.ex4_inspect.plans import draw_names, expect_as_before

# ---- trace_shapes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Traced:
    """A drawn network, a batch for it, and the names of its first layer and of a block in it."""

    net: Twin
    batch: torch.Tensor
    stem: str
    block: str

    def shapes(self, props, *, train=False, grad=False):
        """What trace_shapes should give; with `train` or `grad`, what it gives in train mode or with gradients."""
        with torch.set_grad_enabled(grad):
            return _shapes_of(self.net.here(props, train=train), self.batch)


def _draw_traced(draw, *, between=False, shuffled=False, twice=False, unused=False, norm=False, last=None):
    """Draw a network of two blocks, one of them nested.

    between: its forward does something between the layers, too, which changes shapes;
    shuffled: its layers are registered in another order than they are called; twice: one of them is called twice;
    unused: one is never called; norm: with batch normalisation; last: kind of a layer at the end that shows something.
    """
    a, b, c = draw.distinct(3, 4, 9)
    height, width = draw.integer(13, 15), draw.integer(17, 20)
    batch = draw.normal(draw.integer(2, 4), 3, height, width)
    stem, act, left, right, pool, flat, head, spare, conv, inner, end, deep, drop = draw_names(draw, 13)

    def block(name, i, o):
        parts = [[conv, "conv", i, o, 3], [inner, "norm", o] if norm else [inner, "relu"]]
        return [name, "block", parts[::-1] if shuffled else parts, [conv, inner]]

    nested = [right, "block", [[deep, *block(right, b, c)[1:]]], [deep]]
    numbers = c * ((height - 6) // 3) * ((width - 6) // 3)
    plan = [[stem, "conv", 3, a, 3], [act, "relu"], block(left, a, b), nested, [pool, "pool", 3]]
    plan += [[flat, "flatten"], [head, "linear", numbers, 2 * draw.integer(3, 6)]]
    plan += [[end, last]] if last else []
    calls = [name for name, *_ in plan]
    if last == "thinner":
        # the mode of the model itself shows, too
        calls.insert(-1, "() thin")
    if between:
        # no leaf flattens, and the linear layer gets what two functions have made of the pictures
        calls = [name for name in calls if name != flat]
        calls.insert(calls.index(head), "() flatten")
        calls.insert(calls.index(pool), "() widen")
        calls.insert(calls.index(head), drop)
        plan = [[drop, "dropout"] if part[0] == flat else part for part in plan]
        numbers = c * ((height - 6) // 3) * ((width - 4) // 3)
        plan = [[head, "linear", numbers, *part[3:]] if part[0] == head else part for part in plan]
    if twice:
        # after the blocks, so that the second output has another shape
        calls.insert(4, act)
    if unused:
        plan.insert(draw.integer(1, 6), [spare, "linear", draw.integer(3, 6), draw.integer(3, 6)])
    if shuffled:
        # the last is registered first and the first last: never in the order of the calls
        first, *middle, final = plan
        plan = [final, *(middle[i] for i in draw.permutation(len(middle))), first]
    return Traced(Twin("network", plan, calls), batch, stem, left)


def _shapes_of(model, batch):
    """Output shapes of the leaves in call order, in the mode and with the gradients that are set.

    This is not in props, where a submission would find it ready.
    """
    found = {}
    for name, leaf in model.named_modules():
        if not list(leaf.children()):
            leaf.register_forward_hook(lambda _m, _i, out, name=name: found.update({name: tuple(out.shape)}))
    model(batch)
    return found


def _known_shapes(want):
    """Tests for usual mistakes in what trace_shapes gives."""
    last_parts = {name.rpartition(".")[2] for name in want}
    one_level = {name.partition(".")[0] for name in want}
    blocks = {name.rpartition(".")[0] for name in want} | one_level
    blocks -= {"", *want}
    return {
        "lambda_bound_late": lambda got: len(got) == 1 and len(want) > 1,
        "dotted_path_lost": lambda got: set(got) == last_parts != set(want),
        "inner_modules_missed": lambda got: set(got) == one_level != set(want),
        "modules_for_names": lambda got: bool(got) and all(isinstance(name, Ref) for name in got),
        "containers_included": lambda got: bool(set(got) & blocks),
        "uncalled_leaves_included": lambda got: set(got) > set(want),
        "shape_without_batch": {name: shape[1:] for name, shape in want.items()},
        "batch_size_fixed": {name: (1, *shape[1:]) for name, shape in want.items()},
        "shapes_as_lists": {name: list(shape) for name, shape in want.items()},
    }


def _expect_shapes(got, want, *, in_order=False, known=None):
    """The right leaves have the right shapes; with `in_order` they also come in the right order."""
    expect(got, want, known=(known or {}) | _known_shapes(want))
    if in_order:
        expect(list(got), list(want), known={"call_order_lost": lambda got: True})


def _expect_traced(student, props, case, *, in_order=False):
    """trace_shapes of this network, in train mode as a new one is, gives the right shapes."""
    got = student.call("trace_shapes", case.net.there(student), case.batch)
    _expect_shapes(got, case.shapes(props), in_order=in_order)


def check_trace_shapes__shapes(student, draw, props):
    """Every leaf comes under its full name with its output shape; the order is not looked at.

    What a forward does without a module, such as flatten, is not in it.
    """
    for between in (False, True):
        _expect_traced(student, props, _draw_traced(draw, between=between))


def check_trace_shapes__call_order(student, draw, props):
    """The leaves come in the order of their calls, which is not the order in which they are registered."""
    _expect_traced(student, props, _draw_traced(draw, shuffled=True), in_order=True)


def check_trace_shapes__called_twice(student, draw, props):
    """A leaf that is called twice keeps its first place and has its last shape."""
    _expect_traced(student, props, _draw_traced(draw, twice=True), in_order=True)


def check_trace_shapes__not_called(student, draw, props):
    """A leaf that is not called is left out."""
    _expect_traced(student, props, _draw_traced(draw, unused=True))


def check_trace_shapes__eval_mode(student, draw, props):
    """The shapes are those of eval mode; in train mode, in which the network comes, its last leaf gives another one.

    That goes for the mode of the leaf, and for that of the model itself.
    """
    case = _draw_traced(draw, last="thinner")
    got = student.call("trace_shapes", case.net.there(student, train=True), case.batch)
    leaf = [case.net.args[0][-1][0]]
    modes = [{"train": True}, {"train": True, "other_mode": leaf}, {"train": False, "other_mode": leaf}]
    no_eval = [_shapes_of(case.net.here(props, **mode), case.batch) for mode in modes]
    _expect_shapes(got, case.shapes(props), known={"no_eval": lambda got: got in no_eval})


def check_trace_shapes__no_gradient(student, draw, props):
    """No gradient is recorded; the last leaf gives another shape while one is."""
    case = _draw_traced(draw, last="doubler")
    got = student.call("trace_shapes", case.net.there(student, train=False), case.batch)
    _expect_shapes(got, case.shapes(props), known={"no_grad_missing": case.shapes(props, grad=True)})
    expect_tidy(student)


def check_trace_shapes__model_as_before(student, draw, props):
    """Modes, weights, statistics, gradients, what is frozen, and a hook of somebody else are afterwards as before.

    The network comes in train mode, in eval mode, and in train mode but for a block, as where a part is frozen.
    """
    for train, mixed in ((True, False), (False, False), (True, True)):
        case = _draw_traced(draw, norm=True)
        net = case.net.but(state=draw.state(case.net.here(props)), frozen=[f"{case.stem}.weight"])
        net = net.but(other_mode=[case.block] if mixed else [])
        model = student.prop("with_gradients", net.there(student, train=train), keep=True)
        mine, other = (net.here(props, train=mode) for mode in (train, not train))
        student.prop("triple", model, case.stem)
        for each in (mine, other):
            props.triple(each, case.stem)
        before = student.prop("condition", model)
        _expect_shapes(student.call("trace_shapes", model, case.batch), case.shapes(props))
        expect_unchanged(student)
        mistakes = {".training": "mode_not_restored", ".grad": "gradients_deleted"}
        expect_as_before(student, model, before, mistakes=mistakes)
        want, in_other_mode = (props.output(each, case.batch) for each in (mine, other))
        known = {"mode_not_restored": in_other_mode}
        expect(student.prop("output", model, case.batch), want, atol=1e-4, known=known)


def check_trace_shapes__hooks_removed(student, draw, props):
    """There are as many hooks as before, and a later forward pass changes nothing in the result."""
    case = _draw_traced(draw)
    model = case.net.there(student)
    before = student.prop("hooks", model)
    kept = student.call("trace_shapes", model, case.batch, keep=True)
    want = case.shapes(props)
    _expect_shapes(student.fetch(kept), want)
    student.prop("output", model, case.batch[:1])
    left = {"got": "result after another forward pass: != before", "expected": "== before"}
    require(
        same(student.fetch(kept), want),
        "model_changed",
        mistake="hooks_not_removed",
        what="forward hooks",
        **left,
    )
    now = student.prop("hooks", model)
    left = {"got": f"{now} forward hooks", "expected": f"{before}"}
    require(now == before, "model_changed", mistake="hooks_not_removed", what="forward hooks", **left)
