"""One exercise being checked in a thread of its own, which can be called off at any moment, also during a hang."""

from __future__ import annotations

import contextlib
import dataclasses
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.checking.setting import Setting
from grader.core.model import CheckResult, SubmissionResult
from grader.sandbox.launcher import Launcher, Running
from grader.watch.snapshot import Snapshot

if TYPE_CHECKING:
    from grader.core.target import Target
    from grader.sandbox.protocol import End


class CalledOff(KeyboardInterrupt):
    """Ends pytest's session as Ctrl-C does, in the thread where it runs."""


class Recheck:
    """Checks one snapshot. It calls `on_result` with each result and `on_end` at the end, both in the thread."""

    def __init__(
        self,
        setting: Setting,
        snapshot: Snapshot,
        *,
        target: Target,
        first: Target,
        on_result: Callable[[Recheck, CheckResult], None],
        on_end: Callable[[Recheck, SubmissionResult | BaseException], None],
    ) -> None:
        """target: what to check; first: the part of it that is checked first."""
        self.snapshot = snapshot
        self.called_off = False
        self.shown = False
        """Whether what it found about the current function is on the screen."""
        self._leash = _Leash(setting.launcher)
        self._setting = dataclasses.replace(setting, launcher=self._leash)
        self._target = target
        self._first = first
        self._on_result = on_result
        self._on_end = on_end
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        outcome: SubmissionResult | BaseException
        try:
            from grader.checking.examiner import grade

            outcome = grade(
                self._setting, self.snapshot, target=self._target, first=self._first, on_result=self._result
            )
        except BaseException as error:
            outcome = error
        self._on_end(self, outcome)

    def _result(self, result: CheckResult) -> None:
        if self.called_off:
            raise CalledOff
        self._on_result(self, result)

    def call_off(self) -> None:
        """End it soon; nothing that it finds from now on is passed on. Its `on_end` is still called."""
        self.called_off = True
        self._leash.cut()

    @property
    def alive(self) -> bool:
        """Whether its thread or the student's process may not have ended yet."""
        return self._thread.is_alive() or self._leash.alive

    def join(self) -> None:
        """Wait until the thread and the student's process have ended."""
        self._thread.join()
        self._leash.join()


def import_examiner() -> None:
    """Import the examiner, and torch with it, before the first save needs it."""
    with contextlib.suppress(ImportError):  # the first check reports it
        import grader.checking.examiner  # noqa: F401


class _Leash:
    """A launcher whose candidate can be ended from another thread than the one that waits for its answer."""

    def __init__(self, launcher: Launcher) -> None:
        self.isolation = launcher.isolation
        self._launcher = launcher
        self._lock = threading.Lock()
        self._cut = False
        self._sock: socket.socket | None = None
        self._end: Callable[[], End | None] = lambda: None
        self._ending: list[threading.Thread] = []

    def start(self) -> Running:
        if self._cut:
            raise CalledOff
        running = self._launcher.start()
        once = _once(running.end)
        with self._lock:
            self._sock, self._end = running.sock, once
            cut = self._cut
        if cut:
            self.cut()
        return dataclasses.replace(running, end=lambda: None if self._cut else once())

    def cut(self) -> None:
        """Close the conversation, so that nobody waits; the process is ended in the background."""
        with self._lock:
            self._cut = True
            sock = self._sock
        if sock:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            thread = threading.Thread(target=self._end, daemon=True)
            thread.start()
            self._ending.append(thread)

    @property
    def alive(self) -> bool:
        return any(thread.is_alive() for thread in self._ending)

    def join(self) -> None:
        for thread in self._ending:
            thread.join()

    def close(self) -> None:
        """The launcher itself stays: it is used again."""


def _once(end: Callable[[], End | None]) -> Callable[[], End | None]:
    lock = threading.Lock()
    done = False

    def ended() -> End | None:
        nonlocal done
        with lock:
            if done:
                return None
            done = True
        return end()

    return ended
