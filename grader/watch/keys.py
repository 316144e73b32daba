"""Single key presses, where there is a terminal: termios on POSIX, msvcrt on Windows, nothing anywhere else."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

END = "\x04"
"""Posted when the terminal or the pipe behind stdin is closed, and by Ctrl-D."""
POLL_SECONDS = 0.05
"""How often Windows is asked for a key: it cannot be waited for."""
AHEAD = 16
"""More characters than this at once were pasted, not typed."""
_ESCAPE = re.compile(r"\x1b(\[[0-9;?]*[@-~]|O.|.)?")
_JAMO = dict(zip("ㅗㅣㄴㅅㅜㅂ", "hlstnq", strict=True))
"""What a Korean keyboard types for the keys, and the keys."""


@dataclass(frozen=True)
class Key:
    """A key was pressed."""

    letter: str
    at: float = field(default_factory=time.monotonic, compare=False)
    """When, by `time.monotonic`."""


Post = Callable[[Key], None]
Suspend = Callable[[], contextlib.AbstractContextManager[None]]
"""While its block runs, no key is read, and the terminal is as it was before: for a program that needs it."""


@contextlib.contextmanager
def read_keys(post: Post) -> Iterator[Suspend | None]:
    """Call `post` with every key, from a thread, while the block runs; the terminal is put back at its end.

    Yields what stops this for a while, or None where there are no keys. Where stdin is a pipe, only its end is posted:
    whoever started this is gone.
    """
    try:
        fd = sys.stdin.fileno()
    # no stdin, a closed one, or a replacement without a file number
    except (AttributeError, OSError, ValueError):
        yield None
        return
    if not os.isatty(fd):
        mode = os.fstat(fd).st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
            threading.Thread(target=_read_to_end, args=(fd, post), daemon=True).start()
        yield None
    elif sys.platform == "win32":
        with _suspendable(lambda: _windows(post)) as suspend:
            yield suspend
    elif _in_background(fd):
        yield None
    else:
        before = termios.tcgetattr(fd)
        with _suspendable(lambda: _posix(fd, before, post)) as suspend:
            yield suspend


@contextlib.contextmanager
def _suspendable(reading: Suspend) -> Iterator[Suspend]:
    """Read keys while the block runs, but not while a block of what it yields does."""
    active = contextlib.ExitStack()

    @contextlib.contextmanager
    def suspend() -> Iterator[None]:
        active.close()
        try:
            yield
        finally:
            active.enter_context(reading())

    with active:
        active.enter_context(reading())
        yield suspend


@contextlib.contextmanager
def terminated() -> Iterator[None]:
    """Make SIGTERM an exception, so that what was started is ended and the terminal is put back."""

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def letters(text: str) -> list[str]:
    """The keys in a piece of input, in lower case. Escape sequences (such as arrow keys) and pasted text give none."""
    pressed = _ESCAPE.sub("", text)
    return [_JAMO.get(key, key.lower()) for key in pressed] if len(pressed) <= AHEAD else []


def _read_to_end(fd: int, post: Post) -> None:
    with contextlib.suppress(OSError):
        while os.read(fd, 1024):
            pass
    post(Key(END))


if sys.platform == "win32":
    import msvcrt

    @contextlib.contextmanager
    def _windows(post: Post) -> Iterator[None]:
        stop = threading.Event()
        thread = threading.Thread(target=_poll, args=(stop, post), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _poll(stop: threading.Event, post: Post) -> None:
        while not stop.is_set():
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in "\x00\xe0":  # an arrow or function key: the second half says which
                    key = msvcrt.getwch()[:0]
                for small in letters(key):
                    post(Key(END if small in "\x03\x1a" else small))
            time.sleep(POLL_SECONDS)

else:
    import termios
    import tty

    def _in_background(fd: int) -> bool:
        """Whether another process has the terminal: then touching it would stop this process."""
        try:
            return os.tcgetpgrp(fd) != os.getpgrp()
        except OSError:  # not this process's controlling terminal
            return False

    @contextlib.contextmanager
    def _posix(fd: int, before: list[Any], post: Post) -> Iterator[None]:
        def enter(*_: int | FrameType | None) -> None:
            with contextlib.suppress(termios.error):
                tty.setcbreak(fd)  # key by key and without echo; Ctrl-C stays a signal

        reader, writer = os.pipe()
        thread = threading.Thread(target=_wait, args=(fd, reader, post), daemon=True)
        resumed = signal.signal(signal.SIGCONT, enter)  # after Ctrl-Z and fg
        enter()
        thread.start()
        try:
            yield
        finally:
            os.close(writer)
            thread.join()
            os.close(reader)
            signal.signal(signal.SIGCONT, resumed)
            with contextlib.suppress(termios.error):  # the terminal was closed
                termios.tcsetattr(fd, termios.TCSADRAIN, before)

    def _wait(fd: int, stop: int, post: Post) -> None:
        while True:
            ready, _, _ = select.select([fd, stop], [], [])
            if stop in ready:
                return
            try:
                data = os.read(fd, 1024)
            except OSError:
                data = b""
            if not data:
                post(Key(END))
                return
            for key in letters(data.decode("utf-8", "replace")):
                post(Key(key))
