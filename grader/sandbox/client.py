"""The examiner's side of a candidate: ask it, and say in the grader's own words what became of it.

Every reply is a claim: it is decoded strictly, and anything malformed ends the candidate.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import msgspec

from grader.core.errors import Died, Frame, Raised
from grader.sandbox.launcher import Running
from grader.sandbox.limits import ProtocolError
from grader.sandbox.protocol import (
    ChannelClosed,
    End,
    ErrorInfo,
    Reply,
    Request,
    decode_header,
    frame,
    read_frame,
    write_frame,
)
from grader.sandbox.wire import Packer, Unpacker

_RAISED_KINDS = {"raised", "missing_function", "signature", "syntax", "unsendable"}


@dataclass(frozen=True)
class Query:
    """A request, packed: it can be sent at any later time."""

    op: str
    name: str
    args: Any
    kwargs: Any
    keep: bool
    buffers: tuple[bytes, ...]

    def frame(self, number: int, seconds: float) -> bytes:
        request = Request(self.op, self.name, self.args, self.kwargs, self.keep, number, seconds)
        return frame(request, list(self.buffers))

    def __len__(self) -> int:
        """Its size in bytes, roughly."""
        return 500 + sum(map(len, self.buffers))


def query(
    op: str,
    name: str = "",
    args: Sequence[object] = (),
    kwargs: dict[str, object] | None = None,
    *,
    keep: bool = False,
) -> Query:
    """Pack a question. Later changes to the values do not reach it."""
    packer = Packer()
    tree = packer.pack(list(args)), packer.pack(dict(kwargs or {}))
    return Query(op, name, *tree, keep, tuple(packer.buffers))


@dataclass(frozen=True)
class Answer:
    """A reply that was well-formed."""

    reply: Reply
    buffers: bytearray
    value: Any

    def open(self) -> Any:
        """Return the value or a Ref. Raises Raised when the code raised, Died when it ran out of memory or exited."""
        if self.reply.error:
            raise _problem(self.reply.error)
        return self.value

    def digest(self) -> bytes:
        """A digest of the whole answer: equal digests mean equal answers."""
        head = msgspec.msgpack.encode((self.reply.value, self.reply.error))
        digest = hashlib.blake2b(len(head).to_bytes(8, "little") + head, digest_size=16)
        digest.update(self.buffers)
        return digest.digest()


class Client:
    """One running candidate. Every method that talks to it raises Raised or Died, and nothing else."""

    def __init__(self, running: Running, *, says_where: bool = False) -> None:
        """says_where: a call that hangs says its line. That takes a thread on the student's side, so not in a jail."""
        self._says_where = says_where
        self._sock = running.sock
        self._end = running.end
        self.output = running.output
        self.scratch = running.scratch
        self.alive = True
        self._number = 0

    def request(
        self,
        op: str,
        name: str = "",
        args: Sequence[object] = (),
        kwargs: dict[str, object] | None = None,
        *,
        keep: bool = False,
        seconds: float = 10.0,
    ) -> Any:
        """Ask, and return the value or a Ref. Raises Raised when the student's code raised, Died when it ended."""
        return self.ask(query(op, name, args, kwargs, keep=keep), seconds).open()

    def ask(self, asked: Query, seconds: float) -> Answer:
        """Ask, and return what came back. Raises Died when the process ended, or sent something that is not an answer."""
        deadline = time.monotonic() + seconds
        self._number += 1
        try:
            write_frame(self._sock, asked.frame(self._number, seconds if self._says_where else 0.0), deadline)
            header, buffers = read_frame(self._sock, deadline)
            reply = decode_header(header, Reply)
            if reply.number != self._number:
                raise ProtocolError("a reply to nothing")
            return Answer(reply, buffers, None if reply.error else Unpacker(buffers).unpack(reply.value))
        except TimeoutError:
            stopped = _stopped_at(self.output.take_dump(), str(self.scratch))
            self.close()
            raise Died("timeout", f"{seconds:.3g}", stopped) from None
        except ChannelClosed:
            raise self._ended() from None
        except ProtocolError as error:
            self.close()
            raise Died("protocol", str(error)[:200]) from None

    def _ended(self) -> Died:
        """Say how the process ended, from its exit status, when it closed the socket by itself."""
        end = self.close()
        if end is None:
            return Died("exit", "?")
        if end.why:
            return Died("memory", "") if end.why == "memory" else Died("timeout", "")
        code = os.waitstatus_to_exitcode(end.status) if os.name == "posix" else end.status
        if code >= 0 and not (os.name == "nt" and code >= 0xC0000000):
            return Died("exit", str(code))
        try:
            name = signal.Signals(-code).name if code < 0 else f"0x{code:08X}"
        except ValueError:
            name = str(code)
        return Died("signal", name)

    def close(self) -> End | None:
        """End the process and everything that it started; safe to call twice."""
        if not self.alive:
            return None
        self.alive = False
        self._sock.close()
        end = self._end()
        self.output.join(0.2)
        return end


_DUMPED = re.compile(
    r'^  File "(?P<file>[^"\n]+)", line (?P<line>\d{1,7}) in (?P<function>[^\n]{1,80})$', re.M
)
"""A line of what faulthandler writes."""


def _stopped_at(dump: str, scratch: str) -> list[Frame]:
    """The student's innermost line in the traceback of a call that hung (a claim, as all that is printed)."""
    for found in _DUMPED.finditer(dump):
        path = PurePath(found["file"])
        if str(path.parent) == scratch:
            return [Frame(path.name[:200], int(found["line"]), found["function"])]
    return []


def _problem(error: ErrorInfo) -> Raised | Died:
    """What the student's side says went wrong, with every field capped."""
    frames = [Frame(f[0][:200], f[1], f[2][:80], f[3][:200]) for f in error.frames[:6]]
    if error.type == "MemoryError" or "can't allocate memory" in error.text:
        return Died("memory", f"{error.type}: {error.text}"[:200].rstrip(": "), frames)
    if error.type == "SystemExit":
        return Died("sys_exit", error.text[:80], frames)
    kind: Any = error.kind if error.kind in _RAISED_KINDS else "raised"
    return Raised(kind, error.type[:80], error.text[:2000], frames, error.caret[:600])
