"""Two values compared: type, then shape, then dtype, then finiteness, then values, at every depth."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from PIL import Image

from grader.checking.describe import brief
from grader.core.errors import Mismatch


def compare(got: Any, want: Any, atol: float, rtol: float, dtype: bool, at: str) -> None:
    """Raise Mismatch at the first difference. at: where the two values lie in the whole, such as `[2]`."""
    try:
        _compare(got, want, atol, rtol, dtype, at)
    except Mismatch as mismatch:
        mismatch.pair = mismatch.pair or (got, want)
        raise


def _compare(got: Any, want: Any, atol: float, rtol: float, dtype: bool, at: str) -> None:
    if isinstance(want, torch.Tensor):
        compare_layers(got, want, dtype, at)
        _values(got.detach(), want.detach(), atol, rtol, at, brief(got))
    elif isinstance(want, np.ndarray):
        _array(got, want, atol, rtol, at)
    elif isinstance(want, Image.Image):
        _image(got, want, atol, at)
    elif isinstance(want, list | tuple):
        _type(got, list if isinstance(want, list) else tuple, want, at)
        if len(got) != len(want):
            raise Mismatch("length", got=_there(at, got), expected=_said(at, _outline(want)))
        for i, (g, w) in enumerate(zip(got, want, strict=True)):
            compare(g, w, atol, rtol, dtype, f"{at}[{i}]")
    elif isinstance(want, dict):
        _dict(got, want, atol, rtol, dtype, at)
    elif isinstance(want, bool) or want is None or isinstance(want, str | bytes):
        _type(got, type(want), want, at)
        if got != want:
            raise Mismatch("value", got=_there(at, got), expected=_said(at, brief(want)), params={"at": at})
    elif isinstance(want, int | float):
        _number(got, want, atol, rtol, at)
    else:
        raise TypeError(f"expect() cannot compare a {type(want).__name__}")


def _number(got: Any, want: int | float, atol: float, rtol: float, at: str) -> None:
    wanted = float if isinstance(want, float) else int
    if isinstance(got, bool) or not isinstance(got, (int, float) if wanted is float else int):
        # 25.0, not 25, where the point is what is wrong
        shown = repr(got) if type(got) is float else brief(got)
        raise Mismatch("type", got=_said(at, shown), expected=_said(at, f"a plain {wanted.__name__}"))
    if isinstance(got, int) and abs(got) > 2**63:
        raise Mismatch("value", got=_there(at, got), expected=_said(at, brief(want)), params={"at": at})
    if not math.isfinite(got):
        raise Mismatch("finite", got=_there(at, got), expected=_said(at, "a finite number"))
    if abs(got - want) > (atol + rtol * abs(want) if wanted is float else 0):
        raise Mismatch("value", got=_there(at, got), expected=_said(at, brief(want)), params={"at": at})


def _dict(got: Any, want: dict[Any, Any], atol: float, rtol: float, dtype: bool, at: str) -> None:
    _type(got, dict, want, at)
    if got.keys() != want.keys():
        missing = [k for k in want if k not in got]
        extra = [k for k in got if k not in want]
        params = {"missing": brief(missing), "extra": brief(extra)}
        raise Mismatch(
            "keys", got=_there(at, list(got)), expected=_said(at, f"{len(want)} keys"), params=params
        )
    for key, value in want.items():
        compare(got[key], value, atol, rtol, dtype, f"{at}[{key!r}]")


def _type(got: object, kind: type, want: object, at: str) -> None:
    if not isinstance(got, kind) or isinstance(got, bool) is not (kind is bool):
        raise Mismatch("type", got=_there(at, got), expected=_said(at, _outline(want)))


def compare_layers(got: Any, want: torch.Tensor, dtype: bool, at: str) -> None:
    """Compare all that comes before the values of a tensor: type, shape, dtype, finiteness."""
    name = str(want.dtype).removeprefix("torch.")
    shape = f"{name} tensor {list(want.shape)}"
    if not isinstance(got, torch.Tensor):
        raise Mismatch("type", got=_there(at, got), expected=_said(at, shape))
    if got.shape != want.shape:
        raise Mismatch("shape", got=_there(at, got), expected=_said(at, shape))
    loose = not dtype and got.is_floating_point() and want.is_floating_point()
    if got.dtype != want.dtype and not loose:
        raise Mismatch("dtype", got=_there(at, got), expected=_said(at, shape))
    if got.is_floating_point() and not bool(torch.isfinite(got.detach()).all()):
        raise Mismatch("finite", got=_there(at, got), expected=_said(at, f"{shape}, every value finite"))


def _values(got: torch.Tensor, want: torch.Tensor, atol: float, rtol: float, at: str, shown: str) -> None:
    if not want.numel():
        return
    a, b = got.to(torch.float64), want.to(torch.float64)
    over = (a - b).abs() - (atol + rtol * b.abs())
    if bool((over <= 0).all()):
        return
    worst = int(over.reshape(-1).argmax())
    index = [int(i) for i in np.unravel_index(worst, tuple(want.shape))] if want.dim() else []
    where = f"{at}{index or ''}"
    share = float((over > 0).double().mean())
    raise Mismatch(
        "value",
        got=f"{shown}; at {where or '()'}: {a.reshape(-1)[worst].item():.6g}",
        expected=f"at {where or '()'}: {b.reshape(-1)[worst].item():.6g}",
        params={"at": where, "share": f"{share:.0%}"},
    )


def _array(got: Any, want: np.ndarray[Any, Any], atol: float, rtol: float, at: str) -> None:
    shape = f"{want.dtype} array {list(want.shape)}"
    if not isinstance(got, np.ndarray):
        raise Mismatch("type", got=_there(at, got), expected=_said(at, shape))
    if got.shape != want.shape:
        raise Mismatch("shape", got=_there(at, got), expected=_said(at, shape))
    if got.dtype != want.dtype:
        raise Mismatch("dtype", got=_there(at, got), expected=_said(at, shape))
    if not np.isfinite(got).all():
        raise Mismatch("finite", got=_there(at, got), expected=_said(at, f"{shape}, every value finite"))
    _values(
        torch.from_numpy(got.astype(np.float64)),
        torch.from_numpy(want.astype(np.float64)),
        atol,
        rtol,
        at,
        brief(got),
    )


def _image(got: Any, want: Image.Image, atol: float, at: str) -> None:
    outline = f"{want.mode} image {want.size[0]}x{want.size[1]}"
    if not isinstance(got, Image.Image):
        raise Mismatch("type", got=_there(at, got), expected=_said(at, outline))
    if got.mode != want.mode:
        raise Mismatch("mode", got=_there(at, got), expected=_said(at, outline))
    if got.size != want.size:
        raise Mismatch("shape", got=_there(at, got), expected=_said(at, outline))
    a, b = (torch.from_numpy(np.asarray(i).astype(np.float64)) for i in (got, want))
    _values(a, b, atol, 0.0, f"{at}pixel ", brief(got))


def _there(at: str, value: object) -> str:
    return _said(at, brief(value))


def _said(at: str, words: str) -> str:
    return f"{at}: {words}" if at else words


def _outline(want: object) -> str:
    """What kind of value it is, without the value: `list of 3 str`."""
    if isinstance(want, list | tuple):
        kinds = sorted({_kind(item) for item in want})
        return (
            f"{type(want).__name__} of {len(want)} {' or '.join(kinds) or 'items'}"
            if want
            else type(want).__name__
        )
    if isinstance(want, dict):
        return f"dict of {len(want)}"
    return _kind(want)


def _kind(item: object) -> str:
    if isinstance(item, list | tuple):
        return (
            f"{type(item).__name__} ({', '.join(_kind(i) for i in item[:4])})"
            if item
            else type(item).__name__
        )
    return "tensor" if isinstance(item, torch.Tensor) else type(item).__name__
