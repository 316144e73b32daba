"""Plain values as a tree of msgpack scalars and buffers of bytes: what may cross between examiner and candidate.

None, a bool, a str, a float and an int of 64 bits stand for themselves. Every other value becomes a list whose first item is
a tag, so that a tuple, a list and a dict with any keys stay apart; the numbers of tensors, arrays and images lie in the
buffers. What crosses: None, bool, int, float, str, bytes, list, tuple, dict, NumPy arrays and scalars, tensors (with
requires_grad), PIL images. A subclass crosses as its base value, taken with the base type's own methods. The sender's `keep`
keeps any other value, which crosses as a `Ref`. Nothing is ever unpickled.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image

from grader.sandbox.limits import (
    BUFFER_CAP,
    INT_BITS_CAP,
    PIXEL_CAP,
    TEXT_CAP,
    Counter,
    ProtocolError,
    Unsendable,
)

_INT64 = range(-(2**63), 2**63)

_INTEGERS = ("uint8", "int8", "int16", "int32", "int64")
_FLOATS = ("float16", "float32", "float64")
_TORCH_ONLY = ("bfloat16", "complex64", "complex128")
_NUMPY_ONLY = ("uint16", "uint32", "uint64")

TORCH_DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name) for name in ("bool", *_INTEGERS, *_FLOATS, *_TORCH_ONLY)
}
_TORCH_NAMES = {dtype: name for name, dtype in TORCH_DTYPES.items()}
_NUMPY_DTYPES = {name: np.dtype(name) for name in ("bool", *_INTEGERS, *_FLOATS, *_NUMPY_ONLY)}
_NUMPY_NAMES = {dtype: name for name, dtype in _NUMPY_DTYPES.items()}
_IMAGE_BYTES = {"1": 0, "L": 1, "P": 1, "LA": 2, "PA": 2, "La": 2, "RGB": 3, "YCbCr": 3, "LAB": 3, "HSV": 3} | {
    "RGBA": 4, "RGBa": 4, "RGBX": 4, "CMYK": 4, "I": 4, "F": 4, "I;16": 2,
}  # fmt: skip
"""Bytes of one pixel of the image modes that cross; mode `1` packs eight pixels in a byte."""


@dataclass(frozen=True)
class Ref:
    """A value that stayed on the student's side: its number there, and the name of its type."""

    number: int
    type: str


Keep = Callable[[object], Ref]


class Packer(Counter):
    """Turns values into a tree for the header, and collects the bytes that go into the buffers."""

    def __init__(self, keep: Keep | None = None) -> None:
        super().__init__(Unsendable)
        self.buffers: list[bytes] = []
        self.size = 0
        self._keep = keep

    def pack(self, value: object, depth: int = 0) -> Any:
        """Return the tree of `value`. Raises Unsendable when it is too large or deep, or unknown and not to be kept."""
        self.count(depth)
        if value is None or value is True or value is False:
            return value
        if isinstance(value, Ref):
            return ["ref", value.number, value.type]
        if isinstance(value, str):
            return _clean(str.__str__(value))
        if isinstance(value, bytes):
            raw = bytes.__getitem__(value, slice(None))
            return ["bytes", self._put(raw), len(raw)]
        if isinstance(value, np.generic):
            return self._array("scalar", np.asarray(value), value)
        if isinstance(value, int):
            return self._int(int.__int__(value), depth)
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, list):
            return ["list", *(self.pack(v, depth + 1) for v in list.__iter__(value))]
        if isinstance(value, tuple):
            self.count(depth, odd=True)
            return ["tuple", *(self.pack(v, depth + 1) for v in tuple.__iter__(value))]
        if isinstance(value, dict):
            pairs = dict.items(value)
            return ["dict", *(self.pack(x, depth + 1) for pair in pairs for x in pair)]
        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if isinstance(value, np.ndarray):
            return self._array("array", np.ndarray.view(value, np.ndarray), value)
        if isinstance(value, Image.Image):
            return self._image(value)
        return self._kept(value)

    def _kept(self, value: object) -> Any:
        if self._keep is None:
            raise Unsendable(f"{type(value).__name__} cannot cross")
        return self.pack(self._keep(value))

    def _int(self, value: int, depth: int) -> Any:
        if value in _INT64:
            return value
        if value.bit_length() > INT_BITS_CAP:
            raise Unsendable("too large a number")
        self.count(depth, odd=True)
        return ["int", hex(value)]

    def _put(self, raw: bytes) -> int:
        """Append to the buffers, 8-byte aligned; returns the offset."""
        offset = self.size
        padded = len(raw) + (-len(raw) % 8)
        self.count_bytes(padded)
        self.buffers.append(raw + bytes(padded - len(raw)))
        self.size = offset + padded
        return offset

    def _tensor(self, value: torch.Tensor) -> Any:
        with torch._C.DisableTorchFunctionSubclass(), torch.no_grad():
            if value.layout is not torch.strided or value.is_meta or value.dtype not in _TORCH_NAMES:
                return self._kept(value)
            grad = bool(value.requires_grad)
            plain = torch.Tensor.detach(value).as_subclass(torch.Tensor)
            if plain.numel() * plain.element_size() > BUFFER_CAP:
                raise Unsendable("too large")
            # not .contiguous(): it keeps the stride of a single element, whose bytes can then not be viewed
            dense = plain.cpu().resolve_conj().resolve_neg().clone(memory_format=torch.contiguous_format)
            raw = dense.reshape(-1).view(torch.uint8).numpy().tobytes() if dense.numel() else b""
            return ["tensor", _TORCH_NAMES[dense.dtype], list(dense.shape), self._put(raw), grad]

    def _array(self, tag: str, plain: np.ndarray[Any, Any], value: object) -> Any:
        native = plain.dtype.newbyteorder("=")
        if native not in _NUMPY_NAMES:
            return self._kept(value)
        if plain.nbytes > BUFFER_CAP:
            raise Unsendable("too large")
        raw = np.ascontiguousarray(plain, native).tobytes()
        return [tag, _NUMPY_NAMES[native], list(plain.shape), self._put(raw)]

    def _image(self, value: Image.Image) -> Any:
        try:
            type(value).load(value)  # a lazily opened file is read only now, by its own class's load
            mode, size = str(value.mode), (int(value.size[0]), int(value.size[1]))
            if mode not in _IMAGE_BYTES:
                return self._kept(value)
            if size[0] * size[1] > PIXEL_CAP:
                raise Unsendable("too large")
            raw = Image.Image.tobytes(value)
            palette = bytes(Image.Image.getpalette(value) or ()) if mode == "P" else b""
        except Unsendable:
            raise
        except Exception as error:
            raise Unsendable(f"the image could not be read: {type(error).__name__}: {error}") from error
        return ["image", mode, [*size], self._put(raw), len(raw), self._put(palette), len(palette)]


def _clean(text: str) -> str:
    """The text itself where UTF-8 can carry it; lone surrogates are escaped."""
    if len(text) > TEXT_CAP:
        raise Unsendable("too long a text")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


class Unpacker(Counter):
    """Turns a received tree and its buffers back into values; believes nothing that it reads."""

    def __init__(self, buffers: bytearray, resolve: Callable[[Ref], object] | None = None) -> None:
        super().__init__(ProtocolError)
        self._buffers = buffers
        self._resolve = resolve

    def unpack(self, tree: object, depth: int = 0) -> Any:
        """Return the value. Raises ProtocolError on anything that `Packer` would not have written."""
        try:
            return self._value(tree, depth)
        except (ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError) as error:
            raise ProtocolError(f"{type(error).__name__}: {error}") from None

    def _value(self, tree: object, depth: int) -> Any:
        self.count(depth)
        if tree is None or type(tree) in (bool, int, float, str):
            return tree
        if type(tree) is not list or not tree:
            raise ProtocolError(f"not a value: {type(tree).__name__}")
        tag, *rest = tree
        if tag == "tuple" or tag == "int":
            self.count(depth, odd=True)
        match tag:
            case "list":
                return [self._value(v, depth + 1) for v in rest]
            case "tuple":
                return tuple(self._value(v, depth + 1) for v in rest)
            case "dict":
                flat = [self._value(v, depth + 1) for v in rest]
                return dict(zip(flat[::2], flat[1::2], strict=True))
            case "int":
                return self._int(*rest)
            case "bytes":
                return bytes(self._slice(*rest))
            case "tensor":
                return self._tensor(*rest)
            case "array":
                return self._array(*rest)
            case "scalar":
                return self._array(*rest)[()]
            case "image":
                return self._image(*rest)
            case "ref":
                return self._ref(*rest)
        raise ProtocolError("unknown tag")

    def _int(self, text: str) -> int:
        if type(text) is not str or len(text) > INT_BITS_CAP // 4 + 3:
            raise ProtocolError("bad number")
        return int(text, 16)

    def _slice(self, offset: int, size: int) -> memoryview:
        if (
            type(offset) is not int
            or type(size) is not int
            or not 0 <= offset <= offset + size <= len(self._buffers)
        ):
            raise ProtocolError("outside the buffers")
        self.count_bytes(size)
        return memoryview(self._buffers)[offset : offset + size]

    @staticmethod
    def _count(shape: list[int]) -> int:
        if type(shape) is not list or len(shape) > 16 or any(type(n) is not int or n < 0 for n in shape):
            raise ProtocolError("bad shape")
        if any(n > 2**40 for n in shape):
            raise ProtocolError("bad shape")
        return math.prod(shape)

    def _tensor(self, dtype: str, shape: list[int], offset: int, grad: bool) -> torch.Tensor:
        kind, count = TORCH_DTYPES[dtype], self._count(shape)
        raw = bytearray(self._slice(offset, count * kind.itemsize))
        if not count:
            tensor = torch.empty(shape, dtype=kind)
        elif kind is torch.bool:  # any byte but 0 and 1 is undefined behaviour in a bool tensor
            tensor = torch.frombuffer(raw, dtype=torch.uint8).ne(0).reshape(shape)
        else:
            tensor = torch.frombuffer(raw, dtype=kind).reshape(shape)
        return tensor.requires_grad_() if grad is True else tensor

    def _array(self, dtype: str, shape: list[int], offset: int) -> np.ndarray[Any, Any]:
        kind, count = _NUMPY_DTYPES[dtype], self._count(shape)
        raw = bytearray(self._slice(offset, count * kind.itemsize))
        if dtype == "bool":
            return np.frombuffer(raw, np.uint8).astype(bool).reshape(shape)
        return np.frombuffer(raw, kind).reshape(shape)

    def _image(
        self, mode: str, size: list[int], offset: int, length: int, at: int, colours: int
    ) -> Image.Image:
        width, height = size
        if self._count([width, height]) > PIXEL_CAP or not width or not height:
            raise ProtocolError("bad image size")
        if length != (height * ((width + 7) // 8) if mode == "1" else width * height * _IMAGE_BYTES[mode]):
            raise ProtocolError("bad image length")
        image = Image.frombytes(mode, (width, height), bytes(self._slice(offset, length)))
        palette = bytes(self._slice(at, colours))
        if palette and mode == "P" and len(palette) <= 768:
            image.putpalette(palette)
        return image

    def _ref(self, number: int, name: str) -> object:
        if type(number) is not int or type(name) is not str or number < 0:
            raise ProtocolError("bad reference")
        ref = Ref(number, name[:80])
        return self._resolve(ref) if self._resolve else ref
