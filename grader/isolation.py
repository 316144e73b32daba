"""The student's processes: what one is, and forking them from a warm zygote (Linux).

Imports no torch, so that the student's side starts before the examiner's own import. Isolation `process` is enough for a
self-check on one's own machine; `jail` gives the zygote another command and each candidate's scratch folder another place.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from grader.errors import GraderFault
from grader.zygote import End, Spec

START_SECONDS = 120.0
"""How long a process may take to import torch before the grader gives up on this machine."""
OUTPUT_CAP = 256 << 10
MEMORY_MIB = 2048
NO_GPU = {"CUDA_VISIBLE_DEVICES": "", "HIP_VISIBLE_DEVICES": ""}
"""A check is the same on every machine, whether it has a GPU or not."""
_PACKAGE_PARENT = str(Path(__file__).resolve().parent.parent)
_BOOT = "import sys; sys.path.insert(0, {parent!r}); import grader.zygote as z; del sys.path[0]; z.{entry}()"
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
        """What was printed since the last call: also what has come through the pipe and was not read yet."""
        with self._lock:
            for _ in range(64):  # a flood is not waited for
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
    """As the student's side calls it."""
    end: Callable[[], End | None]
    """Kills it and all that it started, and clears its scratch folder; returns how it ended, None when that is unknown."""


class Launcher(Protocol):
    """Starts candidates; made once for a run."""

    isolation: str

    def start(self) -> Running: ...

    def close(self) -> None: ...


class ForkLauncher:
    """Candidates forked from one warm zygote. Linux only."""

    isolation = "process"

    def __init__(self, *, hash_seed: int, memory: int = MEMORY_MIB) -> None:
        self._spec = Spec(memory)
        self._hash_seed = hash_seed
        self._start_zygote()

    @property
    def pid(self) -> int:
        """Of the zygote, or of what it runs in."""
        return self._process.pid

    def _command(self, control: int) -> list[str]:
        """The zygote's command line, given the descriptor of its control socket."""
        return [*command("main"), str(control)]

    def _scratch(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="transfer-lab-"))

    def _tidy(self, scratch: Path) -> None:
        shutil.rmtree(scratch, ignore_errors=True)

    def _start_zygote(self) -> None:
        self._ready = False
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                self._command(theirs.fileno()),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=environment(self._hash_seed),
                start_new_session=True,  # Ctrl-C is the examiner's to handle
            )

    def start(self) -> Running:
        if self._ready and self._process.poll() is not None:  # a submission of this same user can kill it
            self.close()
            self._start_zygote()
        self._wait_ready()
        ours, theirs = socket.socketpair()
        life, their_life = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        reader, writer = os.pipe()
        spec = msgspec.msgpack.encode(self._spec)
        try:
            socket.send_fds(self._control, [spec], [theirs.fileno(), writer, their_life.fileno()])
        except OSError as error:
            raise GraderFault(f"the zygote is gone: {error}") from error
        finally:
            theirs.close()
            their_life.close()
            os.close(writer)

        scratch = self._scratch()

        def end() -> End | None:
            with life:
                life.shutdown(socket.SHUT_WR)
                life.settimeout(10)
                try:
                    return msgspec.msgpack.decode(life.recv(4096), type=End)
                except (OSError, msgspec.DecodeError):
                    return None
                finally:
                    self._tidy(scratch)

        return Running(ours, Output(reader), scratch, end)

    def _wait_ready(self) -> None:
        if self._ready:
            return
        self._control.settimeout(START_SECONDS)
        try:
            word = self._control.recv(4096)
        except OSError as error:
            raise GraderFault(f"the student's side did not start: {error}") from error
        if word != b"ready":
            raise GraderFault(
                f"the student's side did not start: {word.decode(errors='replace') or 'it ended'}"
            )
        self._control.settimeout(None)
        self._ready = True

    def close(self) -> None:
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.2 if not self._ready else 5)
        self._process.kill()
        self._process.wait()


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
