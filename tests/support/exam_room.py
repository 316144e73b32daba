"""What the tests of `grader exam` share: a lab, right and wrong answers, a process with pipes or a terminal."""

from __future__ import annotations

import builtins
import functools
import io
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.core.model import Lang
from grader.exam.bank import load_bank
from grader.exam.marking import LETTERS
from grader.exam.practice_terminal import Desk, open_desk
from grader.exam.question import Choice, Essay, Numeric, Question, Short, Trace, TrueFalse
from grader.exam.record import Card, TheoryData, WeekTheory

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)
BANK = functools.cache(load_bank)("week12")
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def room(folder: Path) -> Path:
    """Make `folder` a lab, as far as the exam needs one."""
    for name in ("exercises", "datasets"):
        (folder / name).mkdir(parents=True)
    return folder


def right(question: Question) -> list[str]:
    """The lines that answer a question right."""
    if isinstance(question, Choice):
        return [LETTERS[question.right].lower()]
    if isinstance(question, TrueFalse):
        return ["O" if question.answer else "X"]
    if isinstance(question, Numeric):
        return [repr(question.answer)]
    if isinstance(question, Short):
        return [question.accepted[0]]
    if isinstance(question, Trace):
        return [" ".join(question.answer.split("\n"))]
    assert isinstance(question, Essay)
    return ["first line", "second line", "", *(["y"] * len(question.rubric))]


def wrong(question: Question) -> list[str]:
    """Lines that answer a question wrong."""
    if isinstance(question, Choice):
        return [LETTERS[(question.right + 1) % len(question.options)]]
    if isinstance(question, TrueFalse):
        return ["X" if question.answer else "O"]
    if isinstance(question, Numeric):
        return [repr(question.answer + 10 * question.tolerance + 1)]
    if isinstance(question, Essay):
        return ["a line", "", *(["n"] * len(question.rubric))]
    return ["something else"]


def card(*, stability: float = 5.0, last: date = TODAY, due: date = TODAY, **more: object) -> Card:
    fields = {"difficulty": 5.0, "first": last, "score": 1.0, "right": True, **more}
    return msgspec.convert({"stability": stability, "last": last, "due": due, **fields}, Card)


def state(root: Path) -> TheoryData:
    return msgspec.json.decode((root / ".grader" / "theory.json").read_bytes(), type=TheoryData)


def known(root: Path) -> WeekTheory:
    return state(root).week("week12")


# ---- in this process ----------------------------------------------------------------------------------------------


class Room:
    """A desk in this process: its lines come from a list, and what it shows is kept."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, root: Path, lang: Lang = "en", width: int = 80
    ) -> None:
        self.out = io.StringIO()
        self.root, self.lang = root, lang
        self._patch = monkeypatch
        self._console = Console(file=self.out, width=width, highlight=False)
        monkeypatch.chdir(root)

    def desk(self, lines: Iterable[str] | Iterator[str] = (), today: date = TODAY) -> Desk:
        typed = iter(lines)

        def read(prompt: str = "") -> str:
            self.out.write(prompt)
            line = next(typed, None)
            if line is None:
                raise EOFError
            if line == "\x03":
                raise KeyboardInterrupt
            return line

        self._patch.setattr(builtins, "input", read)
        return open_desk(self._console, self.lang, "week12", today)

    def text(self) -> str:
        """What was shown, with one space in place of every gap."""
        return " ".join(self.out.getvalue().split())

    def clear(self) -> None:
        self.out.seek(0)
        self.out.truncate()


# ---- a process of its own -----------------------------------------------------------------------------------------


def environment(**more: str) -> dict[str, str]:
    dropped = ("GRADER_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "NO_COLOR", "PYTEST_ADDOPTS")
    kept = {k: v for k, v in os.environ.items() if k not in dropped}
    path = os.pathsep.join([str(ROOT), *filter(None, [kept.get("PYTHONPATH")])])
    return {**kept, "LANG": "C.UTF-8", "COLUMNS": "80", "TERM": "xterm-256color", "PYTHONPATH": path, **more}


def grader(cwd: Path, *words: str, typed: str | bytes = "", **env: str) -> tuple[int, str, str]:
    """Exit code, output and errors of `python -m grader WORDS` with these lines on its input."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", *words], cwd=cwd, env=environment(**env), check=False, capture_output=True,
        input=typed if isinstance(typed, bytes) else typed.encode(),
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Talk:
    """A running `grader`, at a pseudo-terminal or with pipes: wait for a text, type a line, kill it."""

    def __init__(self, process: subprocess.Popen[bytes], read: int, write: int) -> None:
        self.process, self._read, self._write = process, read, write
        self.seen = ""
        self._bytes = b""
        self._from = 0

    def wait(self, text: str, seconds: float = 60) -> str:
        """Read until `text` comes; returns what came since the last wait."""
        end = time.monotonic() + seconds
        while text not in self.seen[self._from :]:
            assert time.monotonic() < end, f"{text!r} did not come:\n{self.seen[self._from :]}"
            if not self._take(0.2) and self.process.poll() is not None and not self._take(0.2):
                raise AssertionError(f"ended ({self.process.returncode}) before {text!r}:\n{self.seen}")
        at = self.seen.index(text, self._from) + len(text)
        new, self._from = self.seen[self._from : at], at
        return new

    def _take(self, seconds: float) -> bool:
        if not select.select([self._read], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._read, 65536)
        except OSError:  # the other end of a pseudo-terminal is closed
            return False
        self._bytes += chunk
        self.seen = _ESCAPE.sub("", self._bytes.decode(errors="ignore")).replace("\r\n", "\n")
        return bool(chunk)

    @property
    def raw(self) -> str:
        return self._bytes.decode(errors="replace")

    def type(self, text: str) -> None:
        os.write(self._write, text.encode())

    def interrupt(self) -> int:
        """Press Ctrl-C until the process ends; returns its exit code.

        readline does not notice a Ctrl-C that comes before it begins to wait.
        """
        for _ in range(5):
            time.sleep(0.3)
            self.type("\x03")
            end = time.monotonic() + 5
            while self.process.poll() is None and time.monotonic() < end:
                self._take(0.1)
            if self.process.poll() is not None:
                break
        return self.end(10)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self, seconds: float = 60) -> int:
        """Read to the end; returns the exit code."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self._take(0.1)
        while self._take(0.1):
            pass
        return self.process.wait(10)


@contextmanager
def talk(cwd: Path, *words: str, terminal: bool = False, **env: str) -> Iterator[Talk]:
    command = [sys.executable, "-m", "grader", *words]
    if terminal:
        pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
        main, child = pty.openpty()
        read, write, other = main, main, child
    else:
        read, other = os.pipe()
        write = -1
    process = subprocess.Popen(
        command, cwd=cwd, env=environment(**env), stdin=other if terminal else subprocess.PIPE, stdout=other,
        stderr=other, start_new_session=True, preexec_fn=_own_terminal if terminal else None,
    )  # fmt: skip
    os.close(other)
    if process.stdin:
        write = process.stdin.fileno()
    made = Talk(process, read, write)
    try:
        yield made
    finally:
        if process.poll() is None:
            made.kill()
        os.close(read)
        if process.stdin:
            process.stdin.close()


def _own_terminal() -> None:
    """Make the pseudo-terminal the process's own: Ctrl-C typed there then reaches it."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def too_wide(text: str, width: int) -> list[str]:
    """The lines that do not fit."""
    return [line for line in text.splitlines() if cell_len(line.rstrip()) > width]


def ids(kind: str, topics: Sequence[str] = ()) -> list[str]:
    """The questions of a kind (on these topics)."""
    found = [id for id in BANK.ids if BANK.ask(id, 0).kind == kind]
    return [id for id in found if not topics or BANK.topic_of(id).id in topics]
