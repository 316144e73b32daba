"""General causes: what is usually behind a value of another kind that no known mistake of the week explains.

A cause is a key under `cause` in `locale/*.toml`. It is given where the value itself shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from PIL import Image

from grader.sandbox.wire import Ref

Same = Callable[[object, object], bool]
"""Whether two values are equal, for the check that compares them."""


def of_value(got: object, want: object, same: Same) -> str:
    """The cause that a wrong value shows, at the place where it first differs from the right one; "" where it shows none."""
    if got is None:
        return "none"
    if isinstance(got, Ref) and got.type in ("method", "function", "builtin_function_or_method"):
        return "not_called"
    kind = _kind(want)
    if kind != _kind(got):
        return _OTHER_KINDS.get((kind, _kind(got)), "")
    if kind in ("tensor", "array"):
        return _of_tensor(torch.as_tensor(got), torch.as_tensor(want), same)
    if isinstance(want, list) and isinstance(got, list):
        return _of_list(got, want, same)
    if isinstance(want, float) and isinstance(got, float | int) and 0 < want <= 1 and same(got / 100, want):
        return "percent"
    return ""


_OTHER_KINDS = {
    ("number", "tensor"): "tensor_for_number",
    ("number", "NumPy number"): "numpy_for_number",
    ("number", "str"): "text_for_number",
    ("int", "tensor"): "tensor_for_number",
    ("int", "NumPy number"): "numpy_for_number",
    ("int", "number"): "float_for_int",
    ("int", "str"): "text_for_number",
    ("str", "int"): "number_for_name",
    ("str", "tensor"): "number_for_name",
    ("str", "object"): "object_for_name",
    ("list", "tensor"): "tensor_for_list",
    ("list", "array"): "tensor_for_list",
    ("list", "tuple"): "tuple_for_list",
    ("list", "dict"): "dict_for_list",
    ("list", "object"): "iterator_for_list",
    ("tuple", "list"): "list_for_tuple",
    ("tuple", "tensor"): "tensor_for_tuple",
    ("tensor", "array"): "array_for_tensor",
    ("tensor", "list"): "list_for_tensor",
    ("tensor", "tuple"): "pair_for_tensor",
    ("tensor", "number"): "number_for_tensor",
    ("tensor", "image"): "image_for_tensor",
    ("array", "tensor"): "tensor_for_array",
    ("array", "image"): "image_for_array",
    ("image", "array"): "array_for_image",
    ("image", "tensor"): "array_for_image",
}
"""(kind that is wanted, kind that came) to the cause."""


def _kind(value: object) -> str:
    kinds: tuple[tuple[str, Any], ...] = (
        ("bool", bool), ("NumPy number", np.generic), ("int", int), ("number", float), ("str", str), ("list", list),
        ("tuple", tuple), ("dict", dict), ("tensor", torch.Tensor), ("array", np.ndarray), ("image", Image.Image),
        ("object", Ref),
    )  # fmt: skip
    # np.float64 is a float, and as good as one
    return next(
        (name for name, kind in kinds if isinstance(value, kind) and type(value) is not np.float64), "number"
    )


def _of_tensor(got: torch.Tensor, want: torch.Tensor, same: Same) -> str:
    if got.shape != want.shape and got.numel() == want.numel():
        if got.dim() == want.dim() + 1 and got.shape[:1] == (1,) and got.shape[1:] == want.shape:
            return "batch_extra"
        if want.dim() == got.dim() + 1 and want.shape[:1] == (1,) and want.shape[1:] == got.shape:
            return "batch_missing"
    if want.dim() and want.shape[0] > 1 and (same(got, want[0]) or same(got, want[:1])):
        return "first_only"
    return ""


def _of_list(got: list[object], want: list[object], same: Same) -> str:
    if len(want) > 1 and (same(got, want[:1]) or same(got, want[0])):
        return "first_only"
    if len(want) > 1 and not same(want, want[::-1]) and same(got, want[::-1]):
        return "backwards"
    return ""
