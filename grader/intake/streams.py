"""The bytes inside a compressed stream, piece by piece: no more is unpacked than is asked for."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from grader.intake.paths import LeftOut

CHUNK = 64 << 10
STREAM_CAP = 64 << 20
"""How much is unpacked at most: more would take seconds."""
RATIO = 200
"""A file may unpack to this many times its bytes in the archive. Code packs to a quarter, pictures not at all."""
STREAM_FREE = 16 << 20
"""Below this many bytes the ratio of a whole stream says nothing: there may be zeros in a data file."""
STREAMS = 1000
"""How many compressed streams may follow each other: pbzip2 writes one for each 900 kB."""
LZMA_MEMORY = 128 << 20


class Decompressor(Protocol):
    """What bz2 and lzma call a decompressor: it gives out no more than it is asked for."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class Gzip:
    """zlib with the interface of bz2 and lzma."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)


PACKED: dict[bytes, Callable[[], Decompressor]] = {
    b"\x1f\x8b": Gzip,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=LZMA_MEMORY),
}
"""Decompressors by the bytes that their streams begin with. The archive's name does not matter."""


class Stream:
    """The bytes of a tar, unpacked as they are asked for. Raises LeftOut when they become too many."""

    def __init__(self, file: io.FileIO, packed: bytes, most: int = STREAM_CAP) -> None:
        self._file = file
        self._packed = packed
        self._most = most
        self._in = self.size = 0
        self._rest = b""
        self._pieces = self._unpacked() if packed else iter(self._raw, b"")

    def read(self, size: int) -> bytes:
        """Return `size` bytes, or fewer at the end."""
        pieces, missing = [], size
        while missing > 0 and (piece := self._rest or self._next()):
            pieces.append(piece[:missing])
            self._rest = piece[missing:]
            missing -= len(pieces[-1])
        return b"".join(pieces)

    def skip(self, size: int) -> None:
        """Pass over `size` bytes. Raises LeftOut when there are fewer."""
        while size > 0:
            piece = self.read(min(size, CHUNK))
            if not piece:
                raise LeftOut("damaged")
            size -= len(piece)

    def _raw(self) -> bytes:
        data = self._file.read(CHUNK)
        self._in += len(data)
        return data

    def _next(self) -> bytes:
        piece = next(self._pieces, b"")
        self.size += len(piece)
        if self.size > self._most or (self._packed and self.size > STREAM_FREE + RATIO * self._in):
            raise LeftOut("bomb")
        return piece

    def _unpacked(self) -> Iterator[bytes]:
        new = PACKED[self._packed]
        machine, streams = new(), 1
        while True:
            data = b""
            if machine.eof:
                data = machine.unused_data
                data += self._raw() if len(data) < CHUNK else b""
                if not data.startswith(self._packed) or streams == STREAMS:
                    return  # the end, or padding
                machine, streams = new(), streams + 1
            elif machine.needs_input:
                data = self._raw()
            piece = machine.decompress(data, CHUNK)
            if piece:
                yield piece
            elif not data and not machine.eof:
                raise EOFError
