"""Checks of ex4_inspect: conv_out, rank_models."""

from __future__ import annotations

from grader.checking.kit import Twin, expect, expect_tidy, require, same
from grader.weeks.week12.ex4_inspect.places import given, known_places, places, tells
from grader.weeks.week12.ex4_inspect.plans import draw_names, expect_as_before, numel

# ---- conv_out -------------------------------------------------------------------------------------------------------


def _expect_out(student, size, kernel, *more, **named):
    """conv_out of these arguments is right; an argument that is not given has its default."""
    want = places(size, kernel, *more, **named)
    known = known_places(size, kernel, given(more, named))
    expect(student.call("conv_out", size, kernel, *more, **named), want, known=known)


def _fits(draw, kernel, stride=1, padding=0, dilation=1, rest=0):
    """A size for which the kernel fits a few times and `rest` pixels are left over."""
    covered = dilation * (kernel - 1) + 1
    # the size is not small against the padding
    least = -(-max(covered, 2 * padding + 1) // stride) + 1
    return covered + stride * (least + draw.integer(3, 30)) + rest - 2 * padding


def check_conv_out__size_and_kernel(student, draw):
    """The kernel goes over the whole size, by single steps or by larger ones; nothing is left over."""
    for kernel in (draw.choice([3, 5, 7, 9]), draw.choice([2, 4, 6, 8])):
        _expect_out(student, _fits(draw, kernel), kernel)
    small_kernel = draw.integer(2, 4), draw.integer(5, 6)
    # the kernel is a multiple of the stride, and odd: here a + 1 in the wrong place makes a number of its own
    small_stride = draw.choice([(9, 3), (15, 3), (15, 5)])
    for kernel, stride in (small_stride, small_kernel):
        _expect_out(student, _fits(draw, kernel, stride), kernel, stride)
    # the kernel fits just once, or is a single pixel
    kernel = draw.integer(3, 9)
    _expect_out(student, kernel, kernel, draw.integer(2, 4))
    _expect_out(student, draw.integer(5, 9), 1)


def check_conv_out__padding(student, draw):
    """The padding counts on both sides, also when it is larger than the kernel, or the kernel larger than the size."""
    for more in (False, True):

        def drawn(more=more):
            kernel, stride = draw.integer(5, 9), draw.integer(3, 4)
            padding = kernel + draw.integer(1, 3) if more else stride + 1
            return _fits(draw, kernel, stride, padding), kernel, stride, padding

        _expect_out(student, *draw.until(drawn, tells("padding_not_doubled")))
    kernel = draw.integer(4, 7)
    _expect_out(student, draw.integer(1, 2), kernel, 1, kernel - 1)


def check_conv_out__left_over(student, draw):
    """Pixels that are left over at the end are dropped, be it one or nearly a whole step."""
    for most in (False, True):

        def drawn(most=most):
            stride = draw.integer(3, 5)
            kernel = draw.choice([k for k in range(6, 12) if k % stride])
            return _fits(draw, kernel, stride, rest=stride - 1 if most else 1), kernel, stride, 0

        # the padding is given, so that no other default can make the same number
        _expect_out(student, *draw.until(drawn, tells("partial_window_counted")))


def check_conv_out__dilation(student, draw):
    """A dilation spreads the kernel out, alone and together with stride and padding."""

    def alone():
        kernel, dilation = draw.integer(4, 7), draw.integer(3, 4)
        return _fits(draw, kernel, 1, 0, dilation), kernel, 1, 0, dilation

    _expect_out(student, *draw.until(alone, tells("dilation_miscounted")))
    kernel, dilation = draw.integer(6, 8), draw.integer(2, 4)
    _expect_out(student, _fits(draw, kernel, 2, 3, dilation), kernel, 2, 3, dilation)


def check_conv_out__by_name(student, draw):
    """Stride, padding and dilation can be given by name, some of them and in any order."""
    kernel, stride, padding = draw.integer(5, 9), draw.integer(3, 4), draw.integer(2, 3)
    _expect_out(student, _fits(draw, kernel, 1, padding), kernel, padding=padding)
    _expect_out(student, _fits(draw, kernel, stride, padding), kernel, padding=padding, stride=stride)
    _expect_out(student, _fits(draw, kernel, 1, 0, 3), kernel, dilation=3)


# ---- rank_models ----------------------------------------------------------------------------------------------------


def _row(name, parameters):
    """(name, number of parameters, MiB of them)."""
    parameters = list(parameters)
    return name, numel(parameters), sum(p.numel() * p.element_size() for p in parameters) / 2**20


def _close(got, want):
    """Whether the numbers are the same as far as a float goes."""
    return same(got, want, atol=1e-9, rtol=1e-7)


def _any_order(rows):
    """Test for a known mistake: these rows, in any order."""
    return lambda got: _close(sorted(got), sorted(rows))


def _known_rankings(rows, here):
    """What comes out of usual mistakes; `rows` are right, `here` the examiner's models."""
    every = {n: [p for _, p in m.named_parameters(remove_duplicate=False)] for n, m in here.items()}
    tensors = [_row(n, [*m.parameters(), *m.buffers()]) for n, m in here.items()]
    sizes, with_buffers = (sorted(row[2] for row in each) for each in (rows, tensors))
    rounded = [[(n, count, round(mib, digits)) for n, count, mib in rows] for digits in range(8)]
    orders = {"not_sorted": list(here), "largest_first": [name for name, *_ in rows[::-1]]}
    # by name, by the memory, by the digits of the count
    orders |= {f"by {key}": [row[0] for row in sorted(rows, key=lambda row: str(row[key]))] for key in (0, 1)}
    orders["by memory"] = [row[0] for row in sorted(rows, key=lambda row: row[2])]

    counts = sorted((count for _, count, _ in rows), reverse=True)

    def came_in(order):
        only = list(orders.values()).count(orders[order]) == 1
        return lambda got: only and _any_order(rows)(got) and [row[0] for row in got] == orders[order]

    def other(made):
        return lambda got: not _any_order(rows)(made) and _any_order(made)(got)

    return {
        "not_sorted": came_in("not_sorted"),
        "largest_first": came_in("largest_first"),
        "sorted_by_other_key": lambda got: (
            _any_order(rows)(got)
            and not ([row[0] for row in got] == list(here) or [row[1] for row in got] == counts)
        ),
        "columns_swapped": _any_order([(name, mib, count) for name, count, mib in rows]),
        "four_bytes_assumed": other([(n, count, count * 4 / 2**20) for n, count, _ in rows]),
        "megabytes_for_mebibytes": _any_order([(n, count, mib * 2**20 / 1e6) for n, count, mib in rows]),
        "mib_rounded": lambda got: any(other(made)(got) for made in rounded),
        "shared_parameter_counted_twice": other([_row(n, every[n]) for n in here]),
        "buffers_counted": lambda got: (
            with_buffers != sizes and _close(sorted(row[2] for row in got), with_buffers)
        ),
    }


def _expect_ranking(student, there, here, *, either=False):
    """rank_models is right: it gets the handles `there`, and `here` are the examiner's copies, both {name: model}.

    either: the two smallest have the same size, and either may come first.
    """
    rows = sorted((_row(name, model.parameters()) for name, model in here.items()), key=lambda row: row[1])
    got = student.call("rank_models", there)
    turned = [rows[1], rows[0], *rows[2:]]
    want = turned if either and _close(got, turned) else rows
    expect(got, want, atol=1e-9, rtol=1e-7, known=_known_rankings(rows, here))


def _both(student, props, nets, order):
    """The networks {name: Twin} as handles and as the examiner's copies, in this order of their names."""
    return {n: nets[n].there(student) for n in order}, {n: nets[n].here(props) for n in order}


def _two_layers(draw, width):
    """A plan whose number of parameters grows with the width, so that no two sizes are equal by chance."""
    first, second = draw_names(draw, 2)
    return [[first, "linear", width, width + 3], [second, "linear", width + 3, 5]]


def _mixed_names(draw, count, *not_so):
    """Names in an order that is neither alphabetical nor its reverse, and the same in an order that is not theirs either.

    not_so: further orders that the second one is not.
    """
    names = sorted(draw_names(draw, count))
    orders = []
    while len(orders) < 2:
        order = draw.permutation(count)
        if order not in (sorted(order), sorted(order)[::-1]) and (not orders or tuple(order) not in not_so):
            orders.append(order)
    names[-1] = f"모델 {names[-1]}"  # which comes last in the alphabet, too
    mixed = [names[i] for i in orders[0]]
    return mixed, [mixed[i] for i in orders[1]]


def check_rank_models__numbers_and_order(student, draw, props):
    """Each model comes with its number of parameters and their MiB, the smallest model first."""
    # sorted as texts, the smallest count comes last
    names, order = _mixed_names(draw, 4, (1, 2, 3, 0))
    widths = [draw.integer(20, 22), *(16 + 12 * i + draw.integer(0, 8) for i in range(1, 4))]
    plans = [_two_layers(draw, width) for width in widths]
    nets = {name: Twin("network", plan) for name, plan in zip(names, plans, strict=True)}
    _expect_ranking(student, *_both(student, props, nets, order))


def check_rank_models__half_precision(student, draw, props):
    """Memory goes by the type of the numbers: the models with most parameters take least; one has two types."""
    names, order = _mixed_names(draw, 4, (2, 3, 0, 1), (3, 2, 0, 1))
    plans = [_two_layers(draw, 40 + 4 * i + draw.integer(0, 2)) for i in range(4)]
    first_layer = plans[2][0][0]
    half = {"": draw.choice(["float16", "bfloat16"])}
    dtypes = [{}, {"": "float64"}, {first_layer: "float16"}, half]
    nets = [Twin("network", plan, dtypes=kind) for plan, kind in zip(plans, dtypes, strict=True)]
    nets = dict(zip(names, nets, strict=True))
    _expect_ranking(student, *_both(student, props, nets, order))


def check_rank_models__shared(student, draw, props):
    """A weight that two layers share counts once; a layer that two models share counts in both."""
    names, (a, b, c) = draw_names(draw, 3), draw.distinct(3, 20, 40)
    one, two, three = draw_names(draw, 3)
    tied = [[one, "embedding", a, b], [two, "linear", b, a]]
    nets = {
        names[0]: Twin("network", [[one, "linear", a, b], [two, "linear", 50, c]]),
        names[1]: Twin("network", tied, shared={f"{two}.weight": f"{one}.weight"}),
        names[2]: Twin("network", [[one, "linear", a, b], [three, "linear", c, 90]]),
    }
    there, here = _both(student, props, nets, names)
    there[names[2]] = student.prop("share_layer", there[names[0]], there[names[2]], one, keep=True)
    here[names[2]] = props.share_layer(here[names[0]], here[names[2]], one)
    _expect_ranking(student, there, here)


def check_rank_models__frozen_and_buffers(student, draw, props):
    """Frozen parameters count, and buffers do not; one model has no parameters at all."""
    names, order = _mixed_names(draw, 4)
    act, table = draw_names(draw, 2)
    nets = {names[0]: Twin("network", [[act, "relu"], [table, "buffer", 5, draw.integer(6, 9)]])}
    for i, name in enumerate(names[1:]):
        conv, norm, linear = draw_names(draw, 3)
        width = 10 + 6 * i + draw.integer(0, 3)
        plan = [[conv, "conv", 3, width, 3], [norm, "norm", width], [linear, "linear", width, 20]]
        nets[name] = Twin("network", plan, frozen=[f"{draw.choice([conv, linear])}.weight"])
    _expect_ranking(student, *_both(student, props, nets, order))


def check_rank_models__same_size(student, draw, props):
    """Of two models with equally many parameters none is lost; either may come first."""
    names = draw_names(draw, 3)
    small = _two_layers(draw, draw.integer(20, 30))
    plans = [small, small[::-1], _two_layers(draw, 40)]
    nets = {name: Twin("network", plan) for name, plan in zip(names, plans, strict=True)}
    # as they come they are in no order, be it upwards or downwards
    order = [names[0], names[2], names[1]]
    _expect_ranking(student, *_both(student, props, nets, order), either=True)


def check_rank_models__dict_unchanged(student, draw, props):
    """The dict that was given has the same names in the same order afterwards, and the models are as before.

    An empty dict gives an empty list.
    """
    names, order = _mixed_names(draw, 3)
    nets = {name: Twin("network", _two_layers(draw, 20 + 8 * i)) for i, name in enumerate(names)}
    there, here = _both(student, props, nets, order)
    model = student.prop("with_gradients", there[order[0]], keep=True)
    before = student.prop("condition", model)
    _expect_ranking(student, there, here)
    (now,), _ = student.arguments()
    require(list(now) == list(there), "argument_changed", got=str(list(now)), expected=str(list(there)))
    expect_as_before(student, model, before)
    expect_tidy(student)
    expect(student.call("rank_models", {}), [])
