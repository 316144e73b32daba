"""How much one message between examiner and candidate may hold; both sides count alike."""

from __future__ import annotations

BUFFER_CAP = 64 << 20
DEPTH_CAP = 64
ITEM_CAP = 200_000
ODD_CAP = 5_000
INT_BITS_CAP = 4096
TEXT_CAP = 1 << 20
PIXEL_CAP = 16 << 20
HEADER_CAP = 2 << 20
"""Caps in bytes, levels, values, tuples and large ints, bits, characters, pixels, and bytes of a header: far above what
any check needs.

A submission can choose the hash of a tuple or a large int: a dict or set of 100 000 with the same hash takes minutes.
"""
LEAST_BYTES = 4096
"""What the smallest tensor, array or image counts for under BUFFER_CAP: about what it takes in memory."""


class ProtocolError(Exception):
    """The other side sent something that is not a frame, or not a value."""


class Unsendable(Exception):
    """A value that should cross is too large, too deep, or cannot be read."""


class Counter:
    """How much one message holds; both sides count alike, each with its own error."""

    def __init__(self, error: type[Exception]) -> None:
        self._error = error
        self._items = self._odd = self._bytes = 0

    def count(self, depth: int, *, odd: bool = False) -> None:
        self._items += not odd
        self._odd += odd
        if depth > DEPTH_CAP:
            raise self._error("too deeply nested")
        if self._items > ITEM_CAP or self._odd > ODD_CAP:
            raise self._error("too many values")

    def count_bytes(self, size: int) -> None:
        # a message that names the same bytes a thousand times is a bomb
        self._bytes += max(size, LEAST_BYTES)
        if self._bytes > BUFFER_CAP:
            raise self._error("too large")
