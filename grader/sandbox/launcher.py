"""What a running candidate is, who starts one, and the command that starts a process of the student's side."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.sandbox.protocol import End

START_SECONDS = 120.0
"""How long a process may take to import torch before the grader gives up on this machine."""


OUTPUT_CAP = 256 << 10


DUMP = "Timeout (0:"
"""How the traceback of a call that takes too long begins (faulthandler)."""


MEMORY_MIB = 2048


NO_GPU = {"CUDA_VISIBLE_DEVICES": "", "HIP_VISIBLE_DEVICES": ""}
"""A check is the same on every machine, whether it has a GPU or not."""


_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])


_BOOT = "import sys; sys.path.insert(0, {parent!r}); import grader.sandbox.zygote as z; del sys.path[0]; z.{entry}()"
"""The package is found wherever it lies, but its parent (which may hold `solutions/`) does not stay on the path."""


class Output:
    """Reads the student's output for ever, and keeps the first bytes since the last `take`."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._data = bytearray()
        self._lock = threading.Lock()
        self._polls = os.name == "posix"  # Windows can neither select on a pipe nor read it without blocking
        if self._polls:
            os.set_blocking(fd, False)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        more = True
        with contextlib.suppress(OSError):
            while more:
                if self._polls:
                    select.select([self._fd], [], [])
                    with self._lock:
                        more = self._read()
                else:
                    piece = os.read(self._fd, 1 << 16)
                    more = self._keep(piece)
        with self._lock:
            os.close(self._fd)
            self._polls = False

    def _read(self) -> bool:
        try:
            return self._keep(os.read(self._fd, 1 << 16))
        except BlockingIOError:
            return True

    def _keep(self, piece: bytes) -> bool:
        if len(self._data) < OUTPUT_CAP:
            self._data += piece
        return bool(piece)

    def take(self) -> str:
        """What was printed since the last call, also what still waits in the pipe."""
        return self._take().partition(DUMP)[0]

    def take_dump(self) -> str:
        """The traceback that a call wrote which takes too long; "" while there is none. What was printed before it stays."""
        printed, _, dump = self._take().partition(DUMP)
        with self._lock:
            self._data[:0] = printed.encode()
        return dump

    def _take(self) -> str:
        with self._lock:
            for _ in range(64):  # do not wait for the end of a flood
                if not self._polls or not select.select([self._fd], [], [], 0)[0] or not self._read():
                    break
            text = self._data.decode("utf-8", "replace")
            self._data.clear()
        return text

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)


@dataclass(frozen=True)
class Running:
    """A student's process: how to talk to it, what it prints, where it may write, and how to end it."""

    sock: socket.socket
    output: Output
    scratch: Path
    """Its path on the student's side."""
    end: Callable[[], End | None]
    """Kills it and all that it started, and clears its scratch folder; returns how it ended, None when that is unknown."""


class Launcher(Protocol):
    """Starts candidates; made once for a run."""

    isolation: str

    def start(self) -> Running: ...

    def close(self) -> None: ...


def command(entry: str) -> list[str]:
    """The command that runs a function of `zygote` in a fresh interpreter."""
    boot = _BOOT.format(parent=_PACKAGE_PARENT, entry=entry)
    return [sys.executable, "-P", "-s", "-X", "utf8", "-c", boot]


def environment(hash_seed: int) -> dict[str, str]:
    """This process's environment, with a fixed hash seed and one thread."""
    return {
        **os.environ,
        **NO_GPU,
        "PYTHONHASHSEED": str(hash_seed),
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "",
    }
