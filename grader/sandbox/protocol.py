"""Length-prefixed frames between examiner and candidate, and the two messages in them.

A frame is `<u32 header length><u32 buffer length><header><buffers>`; the header is msgpack, checked by msgspec against
`Request` or `Reply`, whose values are `wire` trees. Every length is capped before anything is read.
"""

from __future__ import annotations

import socket
import struct
import time
from typing import Any, TypeVar

import msgspec

from grader.sandbox.limits import BUFFER_CAP, HEADER_CAP, ProtocolError, Unsendable

JAIL_SCRATCH = "/scratch"
"""A jailed candidate's scratch folder: a file system of its own."""
_LENGTHS = struct.Struct("<II")


class ChannelClosed(Exception):
    """The other side closed its end."""


class Request(msgspec.Struct):
    """From the examiner: do `op` with a name and with values."""

    op: str
    name: str = ""
    args: Any = None
    kwargs: Any = None
    keep: bool = False
    number: int = 0
    """Echoed in the reply, so that a frame too many is not taken for the answer to the next request."""
    seconds: float = 0.0
    """How long the examiner waits for the reply; 0 where nobody needs to know."""


class ErrorInfo(msgspec.Struct):
    """An exception on the student's side, as capped text."""

    kind: str
    type: str = ""
    text: str = ""
    frames: list[tuple[str, int, str, str]] = []
    caret: str = ""


class Reply(msgspec.Struct):
    """From the candidate: a value, or an error."""

    value: Any = None
    error: ErrorInfo | None = None
    number: int = 0


M = TypeVar("M", Request, Reply)


def frame(message: Request | Reply, buffers: list[bytes]) -> bytes:
    """The bytes of one frame. Raises Unsendable when the header is over its cap."""
    header = msgspec.msgpack.encode(message)
    if len(header) > HEADER_CAP:
        raise Unsendable("too large")
    return b"".join([_LENGTHS.pack(len(header), sum(map(len, buffers))), header, *buffers])


def read_frame(sock: socket.socket, deadline: float | None) -> tuple[bytes, bytearray]:
    """Read one frame's header and buffers before `deadline` (time.monotonic() seconds, None: wait for ever).

    Raises TimeoutError, ChannelClosed, or ProtocolError when a length is over its cap.
    """
    head, tail = _LENGTHS.unpack(read_exact(sock, _LENGTHS.size, deadline))
    if head > HEADER_CAP or tail > BUFFER_CAP:
        raise ProtocolError(f"frame too large: {head} + {tail} bytes")
    return bytes(read_exact(sock, head, deadline)), read_exact(sock, tail, deadline)


def write_frame(sock: socket.socket, data: bytes, deadline: float | None) -> None:
    """Send `data` before `deadline`. Raises TimeoutError or ChannelClosed."""
    try:
        _arm(sock, deadline)
        sock.sendall(data)
    except (BrokenPipeError, ConnectionError) as error:
        raise ChannelClosed from error


def read_exact(sock: socket.socket, count: int, deadline: float | None) -> bytearray:
    """Receive exactly `count` bytes before `deadline`. Raises TimeoutError or ChannelClosed."""
    data = bytearray()
    while len(data) < count:  # grows with what has come, not with what was promised
        _arm(sock, deadline)
        try:
            piece = sock.recv(min(count - len(data), 1 << 20))
        except ConnectionError as error:
            raise ChannelClosed from error
        if not piece:
            raise ChannelClosed
        data += piece
    return data


def _arm(sock: socket.socket, deadline: float | None) -> None:
    if deadline is None:
        sock.settimeout(None)
        return
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    sock.settimeout(left)


def decode_header(header: bytes, kind: type[M]) -> M:
    """The message in a header. Raises ProtocolError when it is not one."""
    try:
        return msgspec.msgpack.decode(header, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProtocolError(f"{type(error).__name__}: {error}"[:200]) from None


class Spec(msgspec.Struct):
    """Limits of one candidate."""

    memory: int
    """MiB of address space on top of what the zygote has; in a jail, also MiB of all its processes together."""
    disk: int = 64
    """MiB of scratch files, and of shared memory (jail)."""
    cpu: int = 120
    """Seconds of one process (jail)."""
    wall: float = 600.0
    """Seconds until the whole candidate is ended, whatever the examiner waits for (jail)."""


class End(msgspec.Struct):
    """How a candidate ended: its wait status (os.waitstatus_to_exitcode reads it), CPU seconds and peak MiB."""

    status: int
    cpu: float
    peak: float
    why: str = ""
    """The limit for which the warden killed it: "memory" or "wall"; empty otherwise."""
