"""Starting and ending the student's processes. Imports no torch, so that they start before the examiner's own import.

`ForkLauncher` (Linux) keeps one warm zygote and has it fork; `SpawnLauncher` (any system) starts fresh processes, some
ahead of their use. Both make isolation `process`: enough for a self-check on one's own machine. Isolation `jail` wraps
the zygote's command, which is why `ForkLauncher` takes a `wrap`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec
import psutil

from grader.errors import GraderFault
from grader.zygote import End, Spec

START_SECONDS = 120.0
"""How long a process may take to import torch before the grader gives up on this machine."""
OUTPUT_CAP = 256 << 10
MEMORY_MIB = 2048
_PACKAGE_PARENT = str(Path(__file__).resolve().parent.parent)
_BOOT = (
    "import sys; sys.path.append({parent!r}); import grader.zygote as z; sys.path.remove({parent!r}); z.{entry}()"
)
"""The package is found wherever it lies, but its parent (which may hold `solutions/`) does not stay on the path."""


class Output:
    """Reads the student's output for ever, and keeps the first bytes since the last `take`."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._data = bytearray()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while piece := os.read(self._fd, 1 << 16):
                with self._lock:
                    if len(self._data) < OUTPUT_CAP:
                        self._data += piece
        with contextlib.suppress(OSError):
            os.close(self._fd)

    def take(self) -> str:
        with self._lock:
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
    end: Callable[[], End | None]
    """Kills it and all that it started; returns how it ended, None when that cannot be told."""


class Launcher(Protocol):
    """Starts candidates; made once for a run."""

    isolation: str

    def start(self) -> Running: ...

    def close(self) -> None: ...


class ForkLauncher:
    """Candidates forked from one warm zygote. Linux only."""

    isolation = "process"

    def __init__(self, *, hash_seed: int, wrap: Sequence[str] = (), memory: int = MEMORY_MIB) -> None:
        self._memory = memory
        self._ready = False
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [*wrap, *_command("main"), str(theirs.fileno())]
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=_environment(hash_seed),
            start_new_session=True,  # Ctrl-C is the examiner's to handle
        )
        theirs.close()

    def start(self) -> Running:
        self._wait_ready()
        ours, theirs = socket.socketpair()
        life, their_life = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        reader, writer = os.pipe()
        spec = msgspec.msgpack.encode(Spec(self._memory))
        try:
            socket.send_fds(self._control, [spec], [theirs.fileno(), writer, their_life.fileno()])
        except OSError as error:
            raise GraderFault(f"the zygote is gone: {error}") from error
        finally:
            theirs.close()
            their_life.close()
            os.close(writer)

        def end() -> End | None:
            with life:
                life.shutdown(socket.SHUT_WR)
                life.settimeout(10)
                try:
                    return msgspec.msgpack.decode(life.recv(4096), type=End)
                except (OSError, msgspec.DecodeError):
                    return None

        return Running(ours, Output(reader), Path(tempfile.mkdtemp(prefix="transfer-lab-")), end)

    def _wait_ready(self) -> None:
        if self._ready:
            return
        self._control.settimeout(START_SECONDS)
        try:
            word = self._control.recv(4096)
        except OSError as error:
            raise GraderFault(f"the student's side did not start: {error}") from error
        if word != b"ready":
            raise GraderFault(f"the student's side did not start: {word.decode(errors='replace') or 'it ended'}")
        self._control.settimeout(None)
        self._ready = True

    def close(self) -> None:
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.2 if not self._ready else 5)
        self._process.kill()
        self._process.wait()


class SpawnLauncher:
    """Candidates in fresh processes, a few of them started ahead; the same on Linux, macOS and Windows."""

    isolation = "process"

    def __init__(self, *, hash_seed: int, ahead: int = 1, memory: int = MEMORY_MIB) -> None:
        self._hash_seed = hash_seed
        self._ahead = ahead
        self._memory = memory
        self._spare: list[_Spawned] = []
        self._fill()

    def _fill(self) -> None:
        while len(self._spare) < max(self._ahead, 1):
            self._spare.append(_Spawned(self._hash_seed))

    def start(self) -> Running:
        self._fill()
        spawned = self._spare.pop(0)
        if self._ahead:
            self._fill()
        return spawned.running(self._memory)

    def close(self) -> None:
        for spawned in self._spare:
            spawned.end()


class _Spawned:
    """One fresh process that connects back over the loopback, showing a token that only it was told."""

    def __init__(self, hash_seed: int) -> None:
        self._token = secrets.token_hex(16).encode()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._process = subprocess.Popen(
            [*_command("spawn_main"), str(self._server.getsockname()[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(hash_seed),
            start_new_session=True,
        )
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(self._token + b"\n")
        self._process.stdin.close()
        self._output = Output(os.dup(self._process.stdout.fileno()))
        self._process.stdout.close()

    def running(self, memory: int) -> Running:
        deadline = time.monotonic() + START_SECONDS
        self._server.settimeout(0.5)
        sock: socket.socket | None = None
        while sock is None:
            try:
                sock, _ = self._server.accept()
            except TimeoutError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    self.end()
                    raise GraderFault(f"the student's side did not start: {self._output.take()[-500:]}") from None
                continue
            if _first_bytes(sock, len(self._token)) != self._token:
                sock.close()
                sock = None
        self._server.close()
        watch = _MemoryWatch(self._process.pid, memory)
        scratch = Path(tempfile.mkdtemp(prefix="transfer-lab-"))
        return Running(sock, self._output, scratch, lambda: self.end(watch))

    def end(self, watch: _MemoryWatch | None = None) -> End | None:
        """Kill the process and its descendants; the exit status is the one it had if it was gone already."""
        self._server.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5 if watch else 0)
        with contextlib.suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self._process.pid).children(recursive=True):
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()
        self._process.kill()
        code = self._process.wait()
        if watch:
            watch.stop()
        status = code if os.name == "nt" else (-code if code < 0 else code << 8)
        return End(status, 0.0, watch.peak if watch else 0.0)


def _first_bytes(sock: socket.socket, count: int) -> bytes:
    sock.settimeout(10)
    data = b""
    with contextlib.suppress(OSError):
        while len(data) < count and (piece := sock.recv(count - len(data))):
            data += piece
    return data


class _MemoryWatch:
    """Kills a spawned candidate whose memory grows over the limit, on systems without RLIMIT_AS too."""

    def __init__(self, pid: int, limit: int) -> None:
        self.peak = 0.0
        self._limit = limit
        self._stop = threading.Event()
        self._process = psutil.Process(pid)
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with contextlib.suppress(psutil.Error):
            base = self._process.memory_info().rss
            while not self._stop.wait(0.05):
                used = (self._process.memory_info().rss - base) / (1 << 20)
                self.peak = max(self.peak, used)
                if used > self._limit:
                    self._process.kill()
                    return

    def stop(self) -> None:
        self._stop.set()


def _command(entry: str) -> list[str]:
    boot = _BOOT.format(parent=_PACKAGE_PARENT, entry=entry)
    return [sys.executable, "-P", "-s", "-X", "utf8", "-c", boot]


def _environment(hash_seed: int) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONHASHSEED": str(hash_seed),
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "",
    }


def default_launcher(hash_seed: int, *, start: str | None = None, exercises: int = 1) -> Launcher:
    """Fork on Linux, spawn elsewhere; `start` ("fork" or "spawn") overrides."""
    start = start or ("fork" if sys.platform == "linux" else "spawn")
    if start == "fork":
        return ForkLauncher(hash_seed=hash_seed)
    return SpawnLauncher(hash_seed=hash_seed, ahead=min(exercises - 1, 3, max((os.cpu_count() or 1) - 1, 0)))

