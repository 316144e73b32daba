"""The `student` fixture: the only way from a check to the student's side.

    got = student.call("predict_labels", logits, labels)

It starts the exercise's candidate when it is first needed, starts a new one after a death, and remembers the last call
so that a failure can say what was called. Values come back by value; other objects as a `Ref`, usable as an argument.
"""

from __future__ import annotations

import contextlib
import io
import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from grader.describe import argument, brief
from grader.errors import Died, Raised, StudentError
from grader.isolation import Launcher
from grader.model import CheckSpec, Week
from grader.remote import Candidate
from grader.seeds import derive
from grader.stubs import parameters
from grader.submission import HandedIn
from grader.wire import Ref

CALL_SECONDS = 10.0
LOAD_SECONDS = 20.0
LEAST_SECONDS = 1.0
"""A call may take CALL_SECONDS; after each hang of the same exercise half as long, down to LEAST_SECONDS, so that an
exercise that hangs everywhere ends in bounded time while a check that does not hang still passes."""


class Budget:
    """The seconds that a whole submission may keep the examiner waiting; nothing is left for what comes after that."""

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


@dataclass
class LastCall:
    """What was called last, for the report."""

    text: str = ""
    got: str = ""
    args: tuple[object, ...] = ()
    kwargs: dict[str, object] | None = None
    returned: bool = False


class Exercise:
    """The candidates of one exercise of one submission, one after another."""

    def __init__(
        self,
        week: Week,
        submission: HandedIn,
        launcher: Launcher,
        name: str,
        *,
        datasets: Path,
        seed: int,
        budget: Budget,
    ) -> None:
        self.week = week
        self.name = name
        self.call_seconds = CALL_SECONDS
        self.lines: dict[str, int] = {}
        """First line of each of the student's functions, as the student's side says."""
        self._submission = submission
        self._launcher = launcher
        self._datasets = datasets
        self._seed = seed
        self._budget = budget
        self._candidate: Candidate | None = None
        self._load_error: StudentError | None = None
        self._hangs = 0

    def candidate(self) -> Candidate:
        """A loaded candidate. Raises what went wrong at loading, the same again for every check, without a second try."""
        if self._candidate and self._candidate.alive:
            return self._candidate
        if self._load_error:
            raise self._load_error.with_traceback(None)  # it would grow with every check
        try:
            files = self._submission.files(self.name)
            self._candidate = Candidate(self._launcher.start())
            self.lines = self._load(self._candidate, files)
        except StudentError as error:
            if isinstance(error, Died) and error.kind == "timeout":
                error.kind = "load_timeout"
            error.at_load = True
            self._load_error = error
            self.close()
            raise
        return self._candidate

    def _load(self, candidate: Candidate, files: dict[str, bytes]) -> dict[str, int]:
        props = {path.stem: path.read_text(encoding="utf-8") for path in self.week.props(self.name)}
        seed = derive(self._seed, f"candidate/{self.name}")
        where = (str(candidate.scratch), str(self._datasets))
        main = f"{self.name}.py"
        with self._budget.spend():
            seconds = self._seconds(LOAD_SECONDS)
            lines = candidate.request("load", main, [files, props, *where, seed], seconds=seconds)
        if not isinstance(lines, dict):
            return {}
        return {k: v for k, v in lines.items() if isinstance(k, str) and isinstance(v, int)}

    def ask(
        self, op: str, name: str, args: tuple[object, ...], kwargs: dict[str, object], *, keep: bool
    ) -> Any:
        candidate = self.candidate()
        seconds = self._seconds(max(self.call_seconds / 2**self._hangs, LEAST_SECONDS))
        try:
            with self._budget.spend():
                return candidate.request(op, name, args, kwargs, keep=keep, seconds=seconds)
        except Died as died:
            self._hangs += died.kind == "timeout"
            raise

    def _seconds(self, most: float) -> float:
        """How long the next answer may take. Raises Died when the whole submission's time is used up."""
        if self._budget.left <= 0:
            self.close()
            raise Died("budget", f"{self._budget.seconds:g}")
        return min(most, self._budget.left)

    def tidy(self, text: str) -> str:
        """Without the scratch folder, whose name is new in every run and says nothing to anybody."""
        return text.replace(f"{self._candidate.scratch}{os.sep}", "") if self._candidate else text

    def take_prints(self) -> str:
        return self._candidate.output.take() if self._candidate else ""

    def close(self) -> None:
        if self._candidate:
            self._candidate.close()


class Student:
    """What a check sees of the submission. Made new for every check."""

    def __init__(self, spec: CheckSpec, week: Week, exercise: Callable[[], Exercise], seed: int) -> None:
        self.spec = spec
        self.last = LastCall()
        self._week = week
        self._exercise = exercise
        self._seed = seed
        self._begun: Candidate | None = None
        self._files = 0
        self._touched: set[int] = set()
        self._called = ""
        self.heard = False
        """Whether a value came back in this check, be it of a prop: whatever fails afterwards may be due to it."""

    def call(self, name: str, *args: object, keep: bool = False, **kwargs: object) -> Any:
        """Call the student's function and return its value.

        With `keep` the value stays on the student's side even if it could cross, and a Ref comes back. Raises Raised
        when the student's code raises, Died when its process ends; a check lets both through.
        """
        signature = self._week.function(self.spec.exercise, name).signature
        names = parameters(signature)
        shown = [f"{n}={self._shown(a)}" if n else self._shown(a) for n, a in _zip(names, args)]
        shown += [f"{k}={self._shown(v)}" for k, v in kwargs.items()]
        self._called = f"{name}({', '.join(shown)})"
        return self._asked("call", name, args, kwargs, keep, self._called)

    def invoke(self, target: Ref, *args: object, keep: bool = False, **kwargs: object) -> Any:
        """Call something that a student's function returned, such as a transform or a model."""
        shown = [self._shown(a) for a in args] + [f"{k}={self._shown(v)}" for k, v in kwargs.items()]
        text = f"{self._called or target.type}({', '.join(shown)})"
        self._touched.add(target.number)
        return self._asked("invoke", "", args, kwargs, keep, text, target=target)

    def _shown(self, value: object) -> str:
        return argument(self._exercise().tidy(value) if isinstance(value, str) else value)

    def _asked(
        self,
        op: str,
        name: str,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        keep: bool,
        text: str,
        *,
        target: Ref | None = None,
    ) -> Any:
        self.last = LastCall(text, "", args, kwargs)
        self._touched |= {a.number for a in args if isinstance(a, Ref)}
        value = self._ask(op, name, (target, *args) if target else args, kwargs, keep=keep)
        self._touched |= {value.number} if isinstance(value, Ref) else set()
        self.last.got = brief(value)
        self.last.returned = True
        return value

    def prop(self, name: str, *args: object, keep: bool = False, **kwargs: object) -> Any:
        """Call a function of the week's props.py on the student's side; returns its value, or a Ref to its object.

        What it raises while it uses an object that the student's code had in its hands is the student's error.
        """
        used = {a.number for a in (*args, *kwargs.values()) if isinstance(a, Ref)} & self._touched
        try:
            return self._ask("prop", name, args, kwargs, keep=keep)
        except Raised as error:
            if not error.at_load:
                error.kind = "raised_in_use" if used else "prepare"
            raise

    def fetch(self, ref: Ref) -> Any:
        """The value of a Ref that was kept."""
        value = self._ask("fetch", "", (ref,), {}, keep=False)
        self.last.got = brief(value)
        return value

    def arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments of the last call as they are now, after it (a claim of the student's side)."""
        args, kwargs = self._ask("arguments", "", (), {}, keep=False)
        return args, kwargs

    def file(self, data: bytes | Image.Image, suffix: str, **save: Any) -> str:
        """Write a file into the student's scratch folder, and return its path as the student's side sees it."""
        if isinstance(data, Image.Image):
            buffer = io.BytesIO()
            data.save(buffer, format=Image.registered_extensions()[suffix], **save)
            data = buffer.getvalue()
        self._files += 1
        # no two checks use the same name: a student's function may remember what it read from a path
        path = self.prop("write_file", f"{self.spec.name}{self._files}{suffix}", data)
        return str(path)

    def _ask(
        self, op: str, name: str, args: tuple[object, ...], kwargs: dict[str, object], *, keep: bool
    ) -> Any:
        exercise, seed = self._exercise(), (derive(self._seed, f"begin/{self.spec.id}"),)
        candidate = exercise.candidate()
        if self._begun is not candidate:
            try:
                exercise.ask("begin", "", seed, {}, keep=False)
            except Died as died:  # of what an earlier check did: it has no part in this one
                if died.kind in ("timeout", "budget"):
                    raise
                candidate = exercise.candidate()
                exercise.ask("begin", "", seed, {}, keep=False)
            self._begun = candidate
        value = exercise.ask(op, name, args, kwargs, keep=keep)
        self.heard |= not (keep and isinstance(value, Ref))
        return value


def _zip(names: list[str], args: tuple[object, ...]) -> list[tuple[str, object]]:
    return [(names[i] if i < len(names) else "", a) for i, a in enumerate(args)]
