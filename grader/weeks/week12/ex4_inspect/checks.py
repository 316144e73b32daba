"""Checks of ex4_inspect: count_parameters, linear_layers, trace_shapes, conv_out, rank_models."""

from __future__ import annotations

import torch

from grader.checking.kit import expect, expect_unchanged, require, same


def _names(draw, count):
    """Names for layers: no spaces, in no particular order, none is the beginning of another."""
    return [f"{name.replace(' ', '_')}{i}" for i, name in enumerate(draw.names(count))]


def _there(student, plan, calls=None, **options):
    """The handle of the network of this plan on the student's side."""
    return student.prop("network", plan, calls, **options, keep=True)


def _numel(parameters):
    return sum(p.numel() for p in parameters)


# ---- count_parameters -----------------------------------------------------------------------------------------------


def _sizes(draw, count):
    return draw.distinct(count, 4, 13)


def _convolutional(draw):
    """A network of several kinds of layers, with parameters of its own and with buffers, and what to freeze in it:

    the weight of one layer and the bias of another, which have different sizes and are the smaller part of all numbers.
    """
    a, b, c, d = _sizes(draw, 4)
    conv, norm, linear, *names = _names(draw, 7)
    inner = [[conv, "conv", a, b, (3, 5)], [norm, "norm", b], [linear, "linear", b, c]]
    last = [[names[0], "linear", d, c], [names[1], "linear", d, c, {"bias": False}]]
    own = [[names[2], "parameter", c, d], [names[3], "buffer", a, d]]
    plan = [*own, ["blocks", "block", [["first", "block", inner, []]], []], ["rest", "block", last, []]]
    weight, bias = draw.choice([(linear, conv), (linear, norm), (norm, linear)])
    return plan, [f"blocks.first.{weight}.weight", f"blocks.first.{bias}.bias"]


def _known_counts(model, trainable_only=False):
    """Numbers that come out of usual mistakes. `model` is the examiner's own."""
    every = [p for _, p in model.named_parameters(remove_duplicate=False)]
    known = {
        "count_as_tensor": lambda got: isinstance(got, torch.Tensor),
        "shared_parameter_counted_twice": _numel(p for p in every if p.requires_grad or not trainable_only),
    }
    if trainable_only:
        return known | {"trainable_only_ignored": _numel(model.parameters())}
    buffers = [t for _, t in model.named_buffers()]
    with_buffers = [_numel([*every, *buffers]), _numel([*model.parameters(), *buffers])]
    return known | {
        "buffers_counted": lambda got: bool(buffers) and type(got) is int and got in with_buffers,
        "frozen_always_left_out": _numel(p for p in model.parameters() if p.requires_grad),
    }


def _expect_count(student, props, plan, *, trainable_only=None, **options):
    """count_parameters of this network is right; None: trainable_only is not given."""
    mine = props.network(plan, **options)
    want = _numel(p for p in mine.parameters() if p.requires_grad or not trainable_only)
    given = {} if trainable_only is None else {"trainable_only": trainable_only}
    got = student.call("count_parameters", _there(student, plan, **options), **given)
    expect(got, want, known=_known_counts(mine, bool(trainable_only)))


def check_count_parameters__all_layers(student, draw, props):
    """Convolutions, a parameter of the model itself and equal biases count, of any type; buffers do not."""
    for dtypes in ({}, {"": "float16"}):
        _expect_count(student, props, _convolutional(draw)[0], dtypes=dtypes)


def check_count_parameters__shared(student, draw, props):
    """A weight that two or three layers share counts once."""
    a, b, c = _sizes(draw, 3)
    one, two, three, four = _names(draw, 4)
    plan = [[one, "embedding", a, b], [two, "linear", b, c], ["deep", "block", [[three, "linear", b, a]], []]]
    plan.append([four, "linear", b, a])
    shared = {f"deep.{three}.weight": f"{one}.weight"}
    _expect_count(student, props, plan, shared=shared)
    shared[f"{four}.weight"] = f"{one}.weight"
    _expect_count(student, props, plan, shared=shared)


def check_count_parameters__trainable_only(student, draw, props):
    """With trainable_only: only what requires a gradient, whatever the mode; a layer may be frozen in part."""
    for train in (True, False):
        plan, frozen = _convolutional(draw)
        _expect_count(student, props, plan, trainable_only=True, frozen=frozen, train=train)


def check_count_parameters__frozen_too(student, draw, props):
    """Without trainable_only frozen parameters count as well, and one model can be counted again and again."""
    plan, frozen = _convolutional(draw)
    mine = props.network(plan, frozen=frozen)
    model = _there(student, plan, frozen=frozen)
    every = _numel(mine.parameters())
    moving = _numel(p for p in mine.parameters() if p.requires_grad)
    known = _known_counts(mine)
    expect(student.call("count_parameters", model), every, known=known)
    expect(student.call("count_parameters", model, True), moving, known=_known_counts(mine, True))
    expect(student.call("count_parameters", model, False), every, known=known)


# ---- linear_layers --------------------------------------------------------------------------------------------------


def _expect_linear(student, props, plan, **options):
    """linear_layers of this network is right: names in module order."""
    mine = props.network(plan, **options)
    found = [(name, m) for name, m in mine.named_modules() if isinstance(m, torch.nn.Linear)]
    want = [name for name, _ in found]
    exact = [name for name, m in found if type(m) is torch.nn.Linear]
    ways = [[name.split(".")[-1] for name in want], [name for name in want if "." not in name]]
    known = {
        "module_order_lost": lambda got: type(got) is list and got != want and sorted(got) == sorted(want),
        "exact_class_compared": lambda got: exact != want and got == exact,
        "dotted_path_lost": lambda got: bool(got) and got != want and got in ways,
    }
    expect(student.call("linear_layers", _there(student, plan, **options)), want, known=known)


def check_linear_layers__plain(student, draw, props):
    """Some fully connected layers of the model itself, among others; their names are in no alphabetical order."""
    names = _names(draw, 6)
    a, b, c = _sizes(draw, 3)
    kinds = [["linear", a, b], ["conv", a, b, 3], ["linear", b, c], ["norm", b], ["relu"], ["linear", c, a]]
    plan = [[name, *kind] for name, kind in zip(names, kinds, strict=True)]
    linear = [name for name, kind, *_ in plan if kind == "linear"]
    if linear == sorted(linear):
        plan[0][0], plan[2][0] = plan[2][0], plan[0][0]
    _expect_linear(student, props, plan)


def check_linear_layers__nested(student, draw, props):
    """Layers in blocks of blocks have dotted names, and two blocks may use the same names."""
    names = _names(draw, 6)
    a, b = _sizes(draw, 2)
    block = [[names[0], "linear", a, b], [names[1], "relu"], [names[2], "linear", b, a]]
    deep = [["deep", "block", [[names[3], "block", block, []], [names[0], "linear", a, a]], []]]
    plan = [["right", "block", deep, []], ["middle", "linear", b, b], ["left", "block", block, []]]
    _expect_linear(student, props, plan)


def check_linear_layers__long_sequence(student, draw, props):
    """More than ten layers in a Sequential: 2 comes before 10."""
    a = draw.integer(3, 6)
    count = draw.integer(6, 8)
    layers = [layer for _ in range(count) for layer in (["linear", a, a], ["relu"])]
    _expect_linear(student, props, [[*_names(draw, 1), "sequence", layers]])


def check_linear_layers__subclass(student, draw, props):
    """Subclasses of Linear are Linear, whatever they are called; attention has one inside."""
    names = sorted(_names(draw, 4))
    a, b = _sizes(draw, 2)
    kinds = [["scorer", a, b], ["linear", b, a], ["scorer", b, b], ["attention", 2 * a, 2]]
    _expect_linear(student, props, [[name, *kind] for name, kind in zip(names, kinds, strict=True)])


def check_linear_layers__other_layers(student, draw, props):
    """Without a bias or frozen it is Linear still; an embedding, a convolution, a Bilinear or a lookalike is none."""
    names = sorted(_names(draw, 7))
    a, b, c = _sizes(draw, 3)
    kinds = [["embedding", a, b], ["linear", a, b, {"bias": False}], ["conv1d", a, b, 1]]
    kinds += [["bilinear", a, b, c], ["linear", c, b], ["embedding", c, b], ["lookalike", a, c]]
    plan = [[name, *kind] for name, kind in zip(names, kinds, strict=True)]
    frozen = [f"{names[4]}.weight", f"{names[4]}.bias"]
    _expect_linear(student, props, plan, frozen=frozen)
    _expect_linear(student, props, [part for part in plan if part[1] != "linear"])


# ---- trace_shapes ---------------------------------------------------------------------------------------------------


class Traced:
    """A drawn network: its plan, the order of its calls, and a batch for it."""

    def __init__(self, draw, *, shuffled=False, twice=False, unused=False, norm=False, last=None):
        """shuffled: registered in another order than called; twice: one leaf is called twice; unused: one never;

        norm: with batch normalisation; last: kind of a leaf at the end that shows something.
        """
        a, b, c = draw.distinct(3, 4, 9)
        height, width = draw.integer(13, 15), draw.integer(17, 20)
        self.batch = draw.normal(draw.integer(2, 4), 3, height, width)
        stem, act, left, right, pool, flat, head, spare, conv, inner, end, deep = _names(draw, 12)
        self.stem = stem
        blocks = {}
        for name, i, o in ((left, a, b), (right, b, c)):
            parts = [[conv, "conv", i, o, 3], [inner, "norm", o] if norm else [inner, "relu"]]
            blocks[name] = [name, "block", parts[::-1] if shuffled else parts, [conv, inner]]
        blocks[right] = [right, "block", [[deep, *blocks[right][1:]]], [deep]]  # a block in a block
        numbers = c * ((height - 6) // 3) * ((width - 6) // 3)
        plan = [[stem, "conv", 3, a, 3], [act, "relu"], blocks[left], blocks[right], [pool, "pool", 3]]
        plan += [[flat, "flatten"], [head, "linear", numbers, 2 * draw.integer(3, 6)]]
        plan += [[end, last]] if last else []
        self.calls = [name for name, *_ in plan]
        if twice:  # after the blocks its output has another shape
            self.calls.insert(4, act)
        if unused:
            plan.insert(draw.integer(1, 6), [spare, "linear", draw.integer(3, 6), draw.integer(3, 6)])
        if shuffled:  # the last one first and the first one last, so that it is never the order of the calls
            first, *middle, final = plan
            plan = [final, *(middle[i] for i in draw.permutation(len(middle))), first]
        self.plan = plan

    def there(self, student, **options):
        return _there(student, self.plan, self.calls, **options)

    def here(self, props, **options):
        return props.network(self.plan, self.calls, **options)

    def shapes(self, props, *, train=False, grad=False):
        with torch.set_grad_enabled(grad):
            return _traced(self.here(props, train=train), self.batch)


def _traced(model, batch):
    """Output shapes of the leaves in call order, in the mode and with the gradients that are set.

    Not in props, where a submission would find it ready.
    """
    found = {}
    for name, leaf in model.named_modules():
        if not list(leaf.children()):
            leaf.register_forward_hook(lambda _m, _i, out, name=name: found.update({name: tuple(out.shape)}))
    model(batch)
    return found


def _known_shapes(want):
    """Tests for usual mistakes in what trace_shapes gives."""
    parts = {part for name in want for part in name.split(".")}
    blocks = {name.rpartition(".")[0] for name in want} | {name.partition(".")[0] for name in want}
    blocks -= {"", *want}
    return {
        "lambda_bound_late": lambda got: len(got) == 1,
        "dotted_path_lost": lambda got: set(got) < parts,
        "containers_included": lambda got: bool(set(got) & blocks),
        "uncalled_leaves_included": lambda got: set(got) > set(want),
        "shape_without_batch": {name: shape[1:] for name, shape in want.items()},
    }


def _expect_shapes(got, want, *, in_order=False, known=None):
    """The right leaves have the right shapes; with `in_order` they also come in the right order."""
    expect(got, want, known=(known or {}) | _known_shapes(want))
    if in_order:
        expect(list(got), list(want), known={"call_order_lost": lambda got: True})


def check_trace_shapes__shapes(student, draw, props):
    """The output shape of every leaf, under its full name; the order is not looked at."""
    for _ in range(2):
        net = Traced(draw)
        got = student.call("trace_shapes", net.there(student), net.batch)
        _expect_shapes(got, net.shapes(props))


def check_trace_shapes__call_order(student, draw, props):
    """In the order of the calls, which is not that of the modules."""
    net = Traced(draw, shuffled=True)
    got = student.call("trace_shapes", net.there(student), net.batch)
    _expect_shapes(got, net.shapes(props), in_order=True)


def check_trace_shapes__called_twice(student, draw, props):
    """A leaf that is called twice has its first place and its last shape."""
    net = Traced(draw, twice=True)
    got = student.call("trace_shapes", net.there(student), net.batch)
    _expect_shapes(got, net.shapes(props), in_order=True)


def check_trace_shapes__not_called(student, draw, props):
    """A leaf that is not called is left out."""
    net = Traced(draw, unused=True)
    got = student.call("trace_shapes", net.there(student), net.batch)
    _expect_shapes(got, net.shapes(props))


def check_trace_shapes__eval_mode(student, draw, props):
    """The last leaf gives another shape in train mode; the network comes in train mode, as a new one does."""
    net = Traced(draw, last="thinner")
    got = student.call("trace_shapes", net.there(student, train=True), net.batch)
    _expect_shapes(got, net.shapes(props), known={"no_eval": net.shapes(props, train=True)})


def check_trace_shapes__no_gradient(student, draw, props):
    """The last leaf gives another shape while gradients are recorded."""
    net = Traced(draw, last="doubler")
    got = student.call("trace_shapes", net.there(student, train=False), net.batch)
    _expect_shapes(got, net.shapes(props), known={"no_grad_missing": net.shapes(props, grad=True)})


def check_trace_shapes__model_as_before(student, draw, props):
    """Afterwards mode, weights, running statistics, what is frozen and other people's hooks are what they were."""
    for train in (True, False):
        net = Traced(draw, norm=True)
        options = {"state": draw.state(net.here(props)), "frozen": [f"{net.stem}.weight"]}
        model = net.there(student, **options, train=train)
        mine, other = (net.here(props, **options, train=mode) for mode in (train, not train))
        student.prop("triple", model, net.stem)
        for each in (mine, other):
            props.triple(each, net.stem)
        _expect_shapes(student.call("trace_shapes", model, net.batch), net.shapes(props))
        expect_unchanged(student)
        before, after = props.state(mine), student.prop("state", model)
        moved = [name for name in before if not same(after.get(name), before[name], atol=0, rtol=0)]
        what = ", ".join(moved[:3])
        require(not moved, "model_changed", got=f"{what}: != before", expected="== before", what=what)
        known = {"mode_not_restored": props.output(other, net.batch)}
        expect(
            student.prop("output", model, net.batch), props.output(mine, net.batch), atol=1e-4, known=known
        )


def check_trace_shapes__hooks_removed(student, draw, props):
    """A later forward pass changes nothing in the result, and there are as many hooks as before."""
    net = Traced(draw)
    model = net.there(student)
    before = student.prop("hooks", model)
    kept = student.call("trace_shapes", model, net.batch, keep=True)
    want = net.shapes(props)
    _expect_shapes(student.fetch(kept), want)
    student.prop("output", model, net.batch[:1])
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


# ---- conv_out -------------------------------------------------------------------------------------------------------


def _places(size, kernel, stride=1, padding=0, dilation=1):
    """The right answer: positions of the kernel's first point, one by one."""
    return len(range(-padding, size + padding - dilation * (kernel - 1), stride))


def _known_places(n, k, s, p, d):
    """What usual mistakes give, where they can be told apart: dilation, rounding up, padding, the + 1."""
    covered = d * (k - 1) + 1
    left_over = (n + 2 * p - covered) % s
    ways = {
        "plus_1_lost": [(n + 2 * p - covered) // s],
        "padding_not_doubled": [(n + p - covered) // s + 1, (n - covered) // s + 1] if p else [],
        "dilation_miscounted": [(n + 2 * p - c) // s + 1 for c in (k, d * k, k + (k - 1) * d) if d > 1],
        "partial_window_counted": [-(-(n + 2 * p - covered) // s) + 1] if left_over else [],
    }
    known = {id: lambda got, values=values: type(got) is int and got in values for id, values in ways.items()}
    return {"true_division": lambda got: isinstance(got, float), **known}


def _expect_out(student, size, kernel, *more, **named):
    """conv_out of these arguments is right; what is not given has its default."""
    want = _places(size, kernel, *more, **named)
    given = dict(zip(("stride", "padding", "dilation"), more, strict=False)) | named
    full = {"stride": 1, "padding": 0, "dilation": 1} | given
    known = _known_places(size, kernel, *full.values())
    expect(student.call("conv_out", size, kernel, *more, **named), want, known=known)


def _fits(draw, kernel, stride=1, padding=0, dilation=1, rest=0):
    """A size for which the kernel fits a few times and `rest` pixels are left over."""
    covered = dilation * (kernel - 1) + 1
    least = -(-max(covered, 2 * padding + 1) // stride) + 1  # the size is not small against the padding
    return covered + stride * (least + draw.integer(3, 30)) + rest - 2 * padding


def check_conv_out__size_and_kernel(student, draw):
    """Without stride and padding, and with a stride; nothing is left over."""
    for kernel in draw.distinct(2, 2, 9):
        _expect_out(student, _fits(draw, kernel), kernel)
    for kernel, stride in (
        (draw.integer(2, 4), draw.integer(5, 6)),
        (draw.integer(5, 9), draw.integer(2, 4)),
    ):
        _expect_out(student, _fits(draw, kernel, stride), kernel, stride)


def check_conv_out__padding(student, draw):
    """Pixels on both sides, also more than the kernel has."""
    kernel, stride = draw.integer(5, 9), draw.integer(3, 4)
    for padding in (stride + 1, kernel + draw.integer(1, 3)):
        _expect_out(student, _fits(draw, kernel, stride, padding), kernel, stride, padding)


def check_conv_out__left_over(student, draw):
    """What is left over at the end is dropped, whether it is one pixel or nearly a whole step."""
    for rest in ("one", "most"):
        stride = draw.integer(3, 5)
        kernel = draw.choice([k for k in range(6, 12) if k % stride])
        size = _fits(draw, kernel, stride, rest=1 if rest == "one" else stride - 1)
        _expect_out(student, size, kernel, stride)


def check_conv_out__dilation(student, draw):
    """A kernel that is spread out, alone and with everything else."""
    kernel, dilation = draw.integer(4, 7), draw.integer(3, 4)
    _expect_out(student, _fits(draw, kernel, 1, 0, dilation), kernel, 1, 0, dilation)
    kernel, dilation = draw.integer(6, 8), draw.integer(2, 4)
    _expect_out(student, _fits(draw, kernel, 2, 3, dilation), kernel, 2, 3, dilation)


def check_conv_out__by_name(student, draw):
    """The last three arguments by their names, in any order and number."""
    kernel, stride, padding = draw.integer(5, 9), draw.integer(3, 4), draw.integer(2, 3)
    _expect_out(student, _fits(draw, kernel, 1, padding), kernel, padding=padding)
    _expect_out(student, _fits(draw, kernel, stride, padding), kernel, padding=padding, stride=stride)
    _expect_out(student, _fits(draw, kernel, 1, 0, 3), kernel, dilation=3)


# ---- rank_models ----------------------------------------------------------------------------------------------------


def _row(name, parameters):
    parameters = list(parameters)
    return name, _numel(parameters), sum(p.numel() * p.element_size() for p in parameters) / 2**20


def _close(got, want):
    return same(got, want, atol=1e-9, rtol=1e-7)


def _any_order(rows):
    """Test for a known mistake: these rows, whatever their order."""
    return lambda got: _close(sorted(got), sorted(rows))


def _known_rankings(rows, here):
    """What comes out of usual mistakes, for the right `rows` and the models `here`."""
    every = {n: [p for _, p in m.named_parameters(remove_duplicate=False)] for n, m in here.items()}
    tensors = [_row(n, [*m.parameters(), *m.buffers()]) for n, m in here.items()]
    sizes, with_buffers = (sorted(row[2] for row in each) for each in (rows, tensors))
    rounded = [_any_order([(n, count, round(mib, digits)) for n, count, mib in rows]) for digits in range(4)]
    return {
        "sorted_by_other_key": _any_order(rows),
        "four_bytes_assumed": _any_order([(n, count, count * 4 / 2**20) for n, count, _ in rows]),
        "megabytes_for_mebibytes": _any_order([(n, count, mib * 2**20 / 1e6) for n, count, mib in rows]),
        "mib_rounded": lambda got: any(test(got) for test in rounded),
        "shared_parameter_counted_twice": _any_order([_row(n, every[n]) for n in here]),
        "buffers_counted": lambda got: (
            with_buffers != sizes and _close(sorted(row[2] for row in got), with_buffers)
        ),
    }


def _expect_ranking(student, there, here, *, either=False):
    """rank_models of the handles `there` is right for the models `here` (both {name: model}).

    either: the two smallest have the same size and may come in either order.
    """
    rows = sorted((_row(name, model.parameters()) for name, model in here.items()), key=lambda row: row[1])
    got = student.call("rank_models", there)
    turned = [rows[1], rows[0], *rows[2:]]
    want = turned if either and _close(got, turned) else rows
    expect(got, want, atol=1e-9, rtol=1e-7, known=_known_rankings(rows, here))


def _both(student, props, models, order):
    """The models {name: (plan, options)} on the student's side and here, in this order of their names."""
    there = {name: _there(student, models[name][0], **models[name][1]) for name in order}
    return there, {name: props.network(models[name][0], **models[name][1]) for name in order}


def _two_layers(draw, width):
    """A plan whose number of parameters grows with the width, so that no two sizes are equal by chance."""
    first, second = _names(draw, 2)
    return [[first, "linear", width, width + 3], [second, "linear", width + 3, 5]]


def _mixed_names(draw, count):
    """Names whose alphabetical order is neither rising nor falling, and an order of them that is not so either."""
    names = sorted(_names(draw, count))
    orders = []
    while len(orders) < 2:
        order = draw.permutation(count)
        if order not in (sorted(order), sorted(order)[::-1]):
            orders.append(order)
    return [names[i] for i in orders[0]], orders[1]


def check_rank_models__numbers_and_order(student, draw, props):
    names, order = _mixed_names(draw, 4)
    models = {name: (_two_layers(draw, 16 + 12 * i + draw.integer(0, 8)), {}) for i, name in enumerate(names)}
    _expect_ranking(student, *_both(student, props, models, [names[i] for i in order]))


def check_rank_models__half_precision(student, draw, props):
    """The model with most parameters takes least memory; one model has numbers of two kinds."""
    names, order = _mixed_names(draw, 3)
    plans = [_two_layers(draw, 40 + 4 * i + draw.integer(0, 2)) for i in range(3)]
    dtypes = [{}, {plans[1][0][0]: "float16"}, {"": draw.choice(["float16", "bfloat16"])}]
    models = {n: (plan, {"dtypes": kind}) for n, plan, kind in zip(names, plans, dtypes, strict=True)}
    _expect_ranking(student, *_both(student, props, models, [names[i] for i in order]))


def check_rank_models__shared(student, draw, props):
    """A weight that two layers share counts once; a layer that two models share counts in both."""
    names, (a, b, c) = _names(draw, 3), draw.distinct(3, 20, 40)
    one, two, three = _names(draw, 3)
    tied = [[one, "embedding", a, b], [two, "linear", b, a]]
    models = {
        names[0]: (tied, {"shared": {f"{two}.weight": f"{one}.weight"}}),
        names[1]: ([[one, "linear", a, b], [two, "linear", 50, c]], {}),
        names[2]: ([[one, "linear", a, b], [three, "linear", c, 70]], {}),
    }
    there, here = _both(student, props, models, names)
    there[names[2]] = student.prop("share_layer", there[names[1]], there[names[2]], one, keep=True)
    here[names[2]] = props.share_layer(here[names[1]], here[names[2]], one)
    _expect_ranking(student, there, here)


def check_rank_models__frozen_and_buffers(student, draw, props):
    """Frozen parameters count, and buffers do not."""
    names, order = _mixed_names(draw, 3)
    models = {}
    for i, name in enumerate(names):
        conv, norm, linear = _names(draw, 3)
        width = 10 + 6 * i + draw.integer(0, 3)
        plan = [[conv, "conv", 3, width, 3], [norm, "norm", width], [linear, "linear", width, 20]]
        models[name] = (plan, {"frozen": [f"{draw.choice([conv, linear])}.weight"]})
    _expect_ranking(student, *_both(student, props, models, [names[i] for i in order]))


def check_rank_models__same_size(student, draw, props):
    """Of two models with equally many parameters none is lost; either may come first."""
    names = _names(draw, 3)
    small = _two_layers(draw, draw.integer(20, 30))
    plans = [small, small[::-1], _two_layers(draw, 40)]
    models = {name: (plan, {}) for name, plan in zip(names, plans, strict=True)}
    _expect_ranking(student, *_both(student, props, models, names[::-1]), either=True)


def check_rank_models__dict_unchanged(student, draw, props):
    """The dict has the same names in the same order afterwards."""
    names, order = _mixed_names(draw, 3)
    models = {name: (_two_layers(draw, 20 + 8 * i), {}) for i, name in enumerate(names)}
    there, here = _both(student, props, models, [names[i] for i in order])
    _expect_ranking(student, there, here)
    (now,), _ = student.arguments()
    require(list(now) == list(there), "argument_changed", got=str(list(now)), expected=str(list(there)))
