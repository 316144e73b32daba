"""Where a kernel fits, and what comes out of usual mistakes in counting its places, for the checks of conv_out."""

from __future__ import annotations


def places(size, kernel, stride=1, padding=0, dilation=1):
    """The right answer: the positions of the kernel's first point are counted one by one."""
    return len(range(-padding, size + padding - dilation * (kernel - 1), stride))


def mistaken(n, k, s, p, d):
    """What comes out of usual mistakes: dilation, rounding, padding, the + 1."""
    covered = d * (k - 1) + 1
    left_over = (n + 2 * p - covered) % s
    return {
        "plus_1_lost": [(n + 2 * p - covered) // s],
        "padding_not_doubled": [(n + p - covered) // s + 1, (n - covered) // s + 1] if p else [],
        "dilation_miscounted": [(n + 2 * p - c) // s + 1 for c in (k, d * k, k + (k - 1) * d) if d > 1],
        "partial_window_counted": [-(-(n + 2 * p - covered) // s) + 1] if left_over else [],
    }


def unnamed(n, k, s, p, d, defaults):
    """What comes out of other mistakes: "same" padding, stride or kernel left out, another default of the padding."""
    covered = d * (k - 1) + 1
    paddings = [k // 2, (k - 1) // 2, *([1] if "padding" in defaults else [])]
    half_kernels = (n + 2 * p - 2 * d * (k // 2) - 1) // s + 1
    one_by_one = n // s + 2 * p // s - d * (k - 1) // s
    without_kernel = {-(-n // s), n // s, (n + 2 * p) // s, (n + 2 * p) // s + 1}
    others = {(n + 2 * padding - covered) // s + 1 for padding in paddings}
    return without_kernel | others | {n + 2 * p - covered + 1, half_kernels, one_by_one}


DEFAULTS = {"stride": 1, "padding": 0, "dilation": 1}


def known_places(size, kernel, said):
    """Tests for usual mistakes, where the number is that of one mistake only.

    said: stride, padding and dilation, as far as they are given.
    """
    stride, padding, dilation = (DEFAULTS | said).values()
    ways = mistaken(size, kernel, stride, padding, dilation)
    nobody = unnamed(size, kernel, stride, padding, dilation, DEFAULTS.keys() - said)
    values = [value for id in ways for value in {*ways[id]}] + [*nobody]
    own = {id: [value for value in ways[id] if values.count(value) == 1] for id in ways}
    known = {id: lambda got, id=id: type(got) is int and got in own[id] for id in own}
    return {"true_division": lambda got: isinstance(got, float), **known}


def given(more, named=None):
    """Stride, padding and dilation as far as they are given."""
    return dict(zip(DEFAULTS, more, strict=False)) | (named or {})


def tells(mistake):
    """Whether all that comes out of this mistake, with these arguments, comes out of no other and is not right."""

    def suits(arguments):
        size, kernel, *more = arguments
        known, right = known_places(size, kernel, given(more)), places(*arguments)
        made = mistaken(size, kernel, *(DEFAULTS | given(more)).values())[mistake]
        return all(known[mistake](value) and value != right for value in made)

    return suits
