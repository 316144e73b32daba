"""One exercise of one submission: its process, a new one after a death, and how long it may keep the examiner waiting."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import os
import time
from collections.abc import Iterator

from grader.checking.props import prop_sources
from grader.checking.setting import Setting
from grader.core.errors import Died, Frame, StudentError
from grader.core.seeds import derive
from grader.intake.submission import HandedIn
from grader.sandbox.client import Answer, Client, Query

CALL_SECONDS = 10.0
LOAD_SECONDS = 20.0
LEAST_SECONDS = 1.0
"""A call may take CALL_SECONDS. Each hang of the same exercise halves that, down to LEAST_SECONDS. An exercise that hangs
everywhere then ends in bounded time, and a check that does not hang still passes."""


class Budget:
    """The seconds that a whole submission may keep the examiner waiting. When they are used up, no further call is made."""

    def __init__(self, seconds: float = math.inf) -> None:
        self.seconds = seconds
        self.left = seconds

    @contextlib.contextmanager
    def spend(self) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - begun


class ExerciseRun:
    """The candidates of one exercise of one submission, one after another."""

    def __init__(self, setting: Setting, submission: HandedIn, name: str, *, budget: Budget) -> None:
        self.name = name
        self.call_seconds = setting.call_seconds or CALL_SECONDS
        self.lines: dict[str, int] = {}
        """First line of each of the student's functions, as the student's side says."""
        self.submission = submission
        self._setting = setting
        self._budget = budget
        self._candidate: Client | None = None
        self._load_error: StudentError | None = None
        self._hangs = 0

    def candidate(self) -> Client:
        """A loaded candidate. Raises StudentError when loading failed: the same for every check, without a second try."""
        if self._candidate and self._candidate.alive:
            return self._candidate
        if self._load_error:
            raise self._load_error.with_traceback(None)  # its traceback would grow with every check
        try:
            files = self.submission.files(self.name)
            launcher = self._setting.launcher
            self._candidate = Client(launcher.start(), says_where=launcher.isolation == "process")
            self.lines = self._load(self._candidate, files)
        except StudentError as error:
            if isinstance(error, Died) and error.kind == "timeout":
                error.kind = "load_timeout"
            error.at_load = True
            self._load_error = error
            self.close()
            raise
        return self._candidate

    def _load(self, candidate: Client, files: dict[str, bytes]) -> dict[str, int]:
        week = self._setting.week
        props = prop_sources(week, self.name)
        seed = derive(self._setting.seed, f"candidate/{self.name}")
        where = (str(candidate.scratch), str(self._setting.datasets))
        main = f"{self.name}.py"
        with self._budget.spend():
            seconds = self._seconds(LOAD_SECONDS)
            lines = candidate.request("load", main, [files, props, *where, seed], seconds=seconds)
        if not isinstance(lines, dict):
            return {}
        return {k: v for k, v in lines.items() if isinstance(k, str) and isinstance(v, int)}

    def ask(self, asked: Query) -> Answer:
        candidate = self.candidate()
        seconds = self._seconds(max(self.call_seconds / 2**self._hangs, LEAST_SECONDS))
        try:
            with self._budget.spend():
                return candidate.ask(asked, seconds)
        except Died as died:
            self._hangs += died.kind == "timeout"
            died.frames = [dataclasses.replace(frame, source=self._line(frame)) for frame in died.frames]
            raise

    def _line(self, frame: Frame) -> str:
        """A line of the student's code, as it was handed in."""
        lines = self.submission.files(self.name).get(frame.file, b"").decode("utf-8", "replace").splitlines()
        return lines[frame.line - 1].strip()[:200] if 0 < frame.line <= len(lines) else ""

    def _seconds(self, most: float) -> float:
        """How long the next answer may take. Raises Died when the whole submission's time is used up."""
        if self._budget.left <= 0:
            self.close()
            raise Died("budget", f"{self._budget.seconds:g}")
        return min(most, self._budget.left)

    def tidy(self, text: str) -> str:
        """The text without the scratch folder, whose name is new in every run and tells nobody anything."""
        return text.replace(f"{self._candidate.scratch}{os.sep}", "") if self._candidate else text

    def take_prints(self) -> str:
        return self._candidate.output.take() if self._candidate else ""

    def close(self) -> None:
        if self._candidate:
            self._candidate.close()
