"""What crosses between the two processes comes out as it went in, whatever its memory looks like."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from grader.checking.kit import same
from grader.sandbox.wire import Packer, Unpacker


def across(value: object) -> Any:
    packer = Packer()
    tree = packer.pack(value)
    return Unpacker(bytearray(b"".join(packer.buffers))).unpack(tree)


TENSORS = {
    "one element with a stride": torch.rand(1, 5)[:, 4],
    "a column": torch.rand(4, 5)[:, 2],
    "turned": torch.rand(3, 4).t(),
    "every second": torch.arange(12).reshape(2, 6)[:, ::2],
    "broadcast": torch.ones(5, dtype=torch.int32).expand(3, 5),
    "channels last": torch.rand(2, 3, 4, 4).to(memory_format=torch.channels_last),
    "empty": torch.zeros(0, 4),
    "a number": torch.tensor(2.5, dtype=torch.float64),
    "flags": torch.tensor([True, False]),
    "half": torch.rand(3).half(),
    "bfloat16": torch.rand(3).bfloat16(),
    "complex, conjugated": torch.rand(3, dtype=torch.complex64).conj(),
    "negated view": torch.rand(3, dtype=torch.complex64).conj().imag,
    "not finite": torch.tensor([math.nan, math.inf, -math.inf]),
}


@pytest.mark.parametrize("value", TENSORS.values(), ids=TENSORS)
def test_tensors(value: torch.Tensor) -> None:
    got = across(value)
    assert got.dtype == value.dtype
    assert got.shape == value.shape
    assert torch.equal(torch.nan_to_num(got), torch.nan_to_num(value))
    assert torch.equal(got.isnan(), value.isnan())


def test_a_tensor_that_asks_for_a_gradient() -> None:
    assert across(torch.ones(2, requires_grad=True)).requires_grad


PLAIN = [
    None, True, 0, -(2**63), 2**63 - 1, 0.1, -0.0, math.inf, "", "한글 \x00 \U0001f600", b"\x00\xff", [], (), {},
    [1, [2.0, ("a", None)], {"k": [b"x"], 3: (True,)}], (1, 2.5, "x"),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values(value: object) -> None:
    got = across(value)
    assert got == value
    assert type(got) is type(value)


ARRAYS = {
    "turned": np.arange(6, dtype=np.int16).reshape(2, 3).T,
    "big-endian": np.arange(4, dtype=">f8"),
    "empty": np.zeros((0, 2), np.uint8),
    "backwards": np.arange(5)[::-1],
    "no dimension": np.array(3.5),
}


@pytest.mark.parametrize("value", ARRAYS.values(), ids=ARRAYS)
def test_arrays(value: np.ndarray) -> None:
    got = across(value)
    assert got.dtype == value.dtype.newbyteorder("=")
    assert got.shape == value.shape
    assert (got == value).all()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I", "F"])
def test_images(mode: str) -> None:
    image = Image.fromarray(np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)).convert(mode)
    got = across(image)
    assert same(got, image, atol=0)
