"""What a check author uses, next to pytest and the `student`, `draw` and `props` fixtures.

    got = student.call("predict_labels", logits, labels)
    expect(got, [labels[i] for i in logits.argmax(1)], known={"argmax_without_dim": [labels[logits.argmax() % 5]]})

`expect` compares type, then shape, then dtype, then finiteness, then values, and raises a Mismatch that says the first
difference. `known` maps the name of a mistake to the value that this mistake makes (or to a test of the value): when that
value comes back, the student is told the mistake. `require` is for properties: an argument unchanged, no gradient, the
same object.
`Twin` is an object that both sides build: the student's function is given one, the examiner computes with the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch

from grader.checking.causes import of_value
from grader.checking.compare import compare, compare_layers
from grader.checking.describe import brief
from grader.checking.student import Student
from grader.checking.twin import Twin as Twin
from grader.core.errors import Mismatch
from grader.sandbox.wire import Ref

Known = Mapping[str, Any]
"""Mistake's name to the value that it makes, or to a function of the value that says whether it is this mistake."""


def expect(
    got: object,
    want: object,
    *,
    atol: float = 1e-5,
    rtol: float = 1e-4,
    dtype: bool = True,
    known: Known | None = None,
) -> None:
    """Raise Mismatch unless `got` is `want`: type, shape, dtype, finite, values, in this order and at every depth.

    got, want: plain values, containers of them, tensors, arrays or PIL images. Numbers are equal within
    `atol + rtol * |want|`; an int is as good as the equal float; `dtype=False` lets any floating type pass.
    """
    try:
        compare(got, want, atol, rtol, dtype, "")
    except Mismatch as mismatch:
        mismatch.mistake = named(got, known, atol=atol, rtol=rtol)
        mismatch.cause = _cause(mismatch, got, want)
        mismatch.got = mismatch.got or brief(got)
        raise


def _cause(mismatch: Mismatch, got: object, want: object) -> str:
    """The general cause: of the whole values, else of the innermost two that differ."""
    return of_value(got, want, same) or (of_value(*mismatch.pair, same) if mismatch.pair else "")


def require(
    ok: bool, kind: str, *, got: str = "", expected: str = "", mistake: str | None = None, **params: str
) -> None:
    """Raise Mismatch unless `ok`. `kind` names the sentence, a key under `finding` in `locale/*.toml`."""
    if not ok:
        raise Mismatch(kind, got=got, expected=expected, mistake=mistake, params=params)


def same(got: object, want: object, *, atol: float = 1e-5, rtol: float = 1e-4) -> bool:
    """Whether `expect` would accept it."""
    try:
        compare(got, want, atol, rtol, True, "")
    except Mismatch:
        return False
    return True


def one_of(*values: object) -> Callable[[object], bool]:
    """A test for `known`: is it one of these values?"""
    return lambda got: any(same(got, value) for value in values)


def named(got: object, known: Known | None, *, atol: float = 1e-5, rtol: float = 1e-4) -> str | None:
    """The name of the first known mistake whose value this is, or None."""
    for mistake, value in (known or {}).items():
        try:
            hit = bool(value(got)) if callable(value) else same(got, value, atol=atol, rtol=rtol)
        except Exception:  # a test of the value met a value of another kind: not this mistake
            hit = False
        if hit:
            return mistake
    return None


def expect_kind(
    got: object, kind: type | tuple[type, ...], expected: str, *, known: Known | None = None
) -> None:
    """Raise Mismatch unless `got` has the type; for values whose content is examined afterwards by hand."""
    if not isinstance(got, kind) or (isinstance(got, bool) and kind in (int, float)):
        mismatch = Mismatch("type", got=brief(got), expected=expected, mistake=named(got, known))
        mismatch.cause = "none" if got is None else ""
        raise mismatch


def expect_shape(
    got: object, shape: tuple[int, ...], dtype: torch.dtype = torch.float32, *, known: Known | None = None
) -> None:
    """Raise Mismatch unless `got` is a finite tensor of this shape and dtype."""
    want = torch.zeros(shape, dtype=dtype)
    try:
        compare_layers(got, want, True, "")
    except Mismatch as mismatch:
        mismatch.mistake = named(got, known)
        mismatch.cause = of_value(got, want, same)
        raise


def expect_object(got: object, expected: str, *, known: Known | None = None) -> Ref:
    """Raise Mismatch unless an object stayed on the student's side (a model, a transform, a loader)."""
    if not isinstance(got, Ref):
        raise Mismatch("type", got=brief(got), expected=expected, mistake=named(got, known))
    return got


def expect_tidy(student: Student, *, seed: bool = True, mistake: str | None = None) -> None:
    """Raise Mismatch when the code left a switch of the whole process changed; ask after the value was found right.

    The switches are recording of gradients, default dtype and device, number of threads, deterministic algorithms, anomaly
    detection, and the seed of torch's global generator (not with `seed=False`, for code that may well set it).
    """
    for name in student.settings():
        if name != "seed" or seed:
            raise Mismatch(f"left_{name}", got="", expected="", mistake=mistake)


def expect_unchanged(student: Student, *, mistake: str | None = None) -> None:
    """Raise Mismatch when an argument of the last call is no longer what was sent. Handles are not looked into."""
    args, kwargs = student.arguments()
    sent = (*student.last.args, *(student.last.kwargs or {}).values())
    now = (*args, *kwargs.values())
    for before, after in zip(sent, now, strict=True):
        if isinstance(before, Ref):
            continue
        if not same(after, before, atol=0, rtol=0):
            raise Mismatch("argument_changed", got=brief(after), expected=brief(before), mistake=mistake)
