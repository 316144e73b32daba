"""Values in a few characters, in Python's notation, the same in every language: `float32 [3, 224, 224], -2.1..2.6`."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from PIL import Image

from grader.sandbox.wire import Ref


def argument(value: object) -> str:
    """An argument as part of a call: small values in full, tensors and arrays by their shape alone."""
    if isinstance(value, torch.Tensor | np.ndarray) and np.prod(value.shape) > 4:
        return f"{str(value.dtype).removeprefix('torch.')} {list(value.shape)}"
    return brief(value, 40)


def brief(value: object, width: int = 120) -> str:
    """Describe `value` in about `width` characters: small values in full, large ones by type, shape and range."""
    text = _describe(value, width)
    return text if len(text) <= width else text[: width - 3] + "..."


def _describe(value: object, width: int) -> str:
    if isinstance(value, torch.Tensor):
        return _numbers(
            "tensor", str(value.dtype).removeprefix("torch."), value.detach().cpu(), value.requires_grad
        )
    if isinstance(value, np.ndarray):
        return _numbers("array", str(value.dtype), torch.from_numpy(_native(value)), False)
    if isinstance(value, np.generic):
        return f"np.{type(value).__name__}({value.item()!r})"
    if isinstance(value, Image.Image):
        return f"{value.mode} image {value.size[0]}x{value.size[1]}"
    if isinstance(value, Ref):
        return f"<{value.type}>"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return _sequence(value, width)
    if isinstance(value, dict):
        items = [f"{_describe(k, 30)}: {_describe(v, 40)}" for k, v in list(value.items())[:20]]
        full = "{" + ", ".join(items) + "}"
        return full if len(full) <= width and len(value) <= 20 else f"dict of {len(value)}: {full}"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return repr(value) if len(repr(value)) <= width else repr(value)[: width - 3] + "..."


def _native(value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    wide = {"uint16": "int32", "uint32": "int64", "uint64": "float64"}.get(str(value.dtype))
    return np.ascontiguousarray(value, wide).copy()


def _numbers(noun: str, dtype: str, value: torch.Tensor, grad: bool) -> str:
    head = f"{dtype} {noun} {list(value.shape)}"
    tail = ", requires_grad" if grad else ""
    if not value.numel():
        return f"{head}, empty{tail}"
    if value.is_complex():
        return head + tail
    flat = value.reshape(-1)
    if value.numel() <= 6:
        shown = [_scalar(v) for v in flat.tolist()]
        return f"{head} = [{', '.join(shown)}]{tail}" if value.dim() else f"{head} = {shown[0]}{tail}"
    if value.dtype is torch.bool:
        return f"{head}, {int(flat.sum())} True{tail}"
    finite = flat[torch.isfinite(flat)] if flat.is_floating_point() else flat
    if not finite.numel():
        return f"{head}, no finite value{tail}"
    odd = flat.numel() - finite.numel()
    span = f"{_scalar(finite.min().item())}..{_scalar(finite.max().item())}"
    return f"{head}, {span}{f', {odd} not finite' if odd else ''}{tail}"


def _scalar(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _sequence(value: list[Any] | tuple[Any, ...], width: int) -> str:
    opening, closing = ("[", "]") if isinstance(value, list) else ("(", ")")
    parts: list[str] = []
    used = 2
    for item in value:
        part = _describe(item, max(width // 2, 20))
        if used + len(part) + 2 > width and parts:
            parts.append("...")
            break
        parts.append(part)
        used += len(part) + 2
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    count = f" ({len(value)})" if parts and parts[-1] == "..." else ""
    return opening + ", ".join(parts) + comma + closing + count
