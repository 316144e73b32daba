"""Candidates in fresh processes, for systems without a safe fork (macOS, Windows) and, by option, for any.

A process connects back over the loopback and shows a token; its memory is watched from this side.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import psutil

from grader.core.errors import GraderFault
from grader.sandbox.launcher import MEMORY_MIB, START_SECONDS, Output, Running, command, environment
from grader.sandbox.protocol import End


class SpawnLauncher:
    """Candidates in fresh processes, a few of them started ahead; the same on Linux, macOS and Windows."""

    isolation = "process"

    def __init__(self, *, hash_seed: int, ahead: int = 1, memory: int = MEMORY_MIB) -> None:
        self._hash_seed = hash_seed
        self._ahead = ahead
        self._memory = memory
        self._spare: list[_Spawned] = []
        self.fill()

    def fill(self) -> None:
        """Start the spare processes that are missing, without waiting for them."""
        # a spare process may have died in hours of waiting
        self._spare = [spawned for spawned in self._spare if spawned.alive]
        while len(self._spare) < max(self._ahead, 1):
            self._spare.append(_Spawned(self._hash_seed))

    def start(self) -> Running:
        self.fill()
        spawned = self._spare.pop(0)
        if self._ahead:
            self.fill()
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
            [*command("spawn_main"), str(self._server.getsockname()[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(hash_seed),
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(self._token + b"\n")
        self._process.stdin.close()
        self._output = Output(os.dup(self._process.stdout.fileno()))
        self._process.stdout.close()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

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
                    raise GraderFault(
                        f"the student's side did not start: {self._output.take()[-500:]}"
                    ) from None
                continue
            if _first_bytes(sock, len(self._token)) != self._token:
                sock.close()
                sock = None
        self._server.close()
        watch = _MemoryWatch(self._process.pid, memory)
        scratch = Path(tempfile.mkdtemp(prefix="transfer-lab-"))

        def end() -> End:
            try:
                return self.end(watch)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)

        return Running(sock, self._output, scratch, end)

    def end(self, watch: _MemoryWatch | None = None) -> End:
        """Kill the process and its descendants. If it had ended already, the status is the one it ended with."""
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
