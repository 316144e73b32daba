"""Forks the student's processes from a warm zygote (Linux).

Imports no torch, so that the student's side starts before the examiner imports torch itself. Isolation `process` is enough
for a self-check on one's own machine; `jail` gives the zygote another command and each scratch folder another place.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import msgspec

from grader.core.errors import GraderFault
from grader.sandbox.launcher import MEMORY_MIB, START_SECONDS, Output, Running, command, environment
from grader.sandbox.protocol import End, Spec


class ForkLauncher:
    """Candidates forked from one warm zygote. Linux only."""

    isolation = "process"

    def __init__(self, *, hash_seed: int, memory: int = MEMORY_MIB) -> None:
        self._spec = Spec(memory)
        self._hash_seed = hash_seed
        self._start_zygote()

    @property
    def pid(self) -> int:
        """The process id of the zygote, or of what it runs in."""
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
        # a submission runs as the same user and can kill the zygote
        if self._ready and self._process.poll() is not None:
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
