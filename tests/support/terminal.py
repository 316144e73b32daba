"""A pseudo-terminal with a program in it, as a student sits in front of one. POSIX only."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

CLEAR = "\x1b[2J"
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal:
    """The program's screen, 80 x 40, and its keyboard."""

    def __init__(self, words: Sequence[str], cwd: Path, env: Mapping[str, str]) -> None:
        self._ours, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
        self.before = termios.tcgetattr(self.theirs)
        self._text = ""
        self.process = subprocess.Popen(
            words, cwd=cwd, env={**env, "TERM": "xterm"}, stdin=self.theirs, stdout=self.theirs, stderr=self.theirs,
            start_new_session=True, preexec_fn=_take_terminal,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """All that was written since the last `forget`, without colours and movements."""
        return _plain(self._text)

    @property
    def screen(self) -> str:
        """What stands there: all that was written since the screen was cleared."""
        return _plain(self._text.rpartition(CLEAR)[2])

    def forget(self) -> None:
        self._text = ""

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def read(self, seconds: float) -> None:
        """Take in what is written within so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select([self._ours], [], [], left)[0]:
            try:
                self._text += os.read(self._ours, 1 << 16).decode("utf-8", "replace")
            except OSError:  # Linux: the program has closed its end
                return

    def wait(self, word: str, seconds: float = 90) -> str:
        """Wait until the screen shows `word`, and return the screen."""
        end = time.monotonic() + seconds
        while word not in self.screen:
            assert time.monotonic() < end, f"no {word!r} in:\n{self.text}"
            assert self.process.poll() is None, f"ended without {word!r}:\n{self.text}"
            self.read(0.05)
        return self.screen

    def end(self, seconds: float = 30) -> int:
        """Wait for the program's end; returns its exit code."""
        stop = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < stop:
            self.read(0.05)
        self.read(0.05)
        return self.process.wait(0)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.theirs)
        os.close(self._ours)


def _plain(text: str) -> str:
    return _CONTROL.sub("", text).replace("\u00a0", " ")


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
