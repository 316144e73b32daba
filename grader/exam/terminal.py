"""Lines that are typed: by a person at a terminal, or through a pipe."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.core.text import clean

WIDEST = 100
"""Columns. Longer lines of prose are hard to read."""


class TimeUp(Exception):
    """The time ran out before a line was typed."""


class Terminal:
    """Shows renderables and reads lines. Raises EOFError where the input ends, KeyboardInterrupt for Ctrl-C."""

    def __init__(self, console: Console) -> None:
        self._console = console
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure:
            # bytes that are no text are an answer that is not understood, and do not end the session
            reconfigure(errors="replace")
        self._echo = not (sys.stdin and sys.stdin.isatty())
        if not self._echo:
            with contextlib.suppress(ImportError):
                # lets `input` edit the line; Windows does not have it
                import readline  # noqa: F401

    def show(self, what: RenderableType) -> None:
        """Print a renderable."""
        self._console.print(what, width=min(self._console.width, WIDEST))

    def tell(self, sentence: str, style: str = "") -> None:
        """Print one sentence, set in by a column."""
        self.show(Padding(Text(sentence, style=style), (0, 0, 0, 1), expand=False))

    def read(self, prompt: str, *, seconds: float | None = None) -> str:
        """One line, without control characters. Raises TimeUp after `seconds` where the system has an alarm clock."""
        with contextlib.nullcontext() if seconds is None else _alarm(seconds):
            line = clean(input(prompt))
        if self._echo:
            # a piped session can then be read like one that was typed
            self._console.print(Text(line))
        return line

    def end_line(self) -> None:
        """End the line of a prompt that got no answer; else print an empty line."""
        self._console.print()


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    # rings again and again: readline does not notice a signal that comes before it begins to wait
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), 0.25)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
