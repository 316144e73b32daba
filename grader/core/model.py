"""The data that the parts hand to each other: checks as the catalog knows them, results as the examiner makes them.

Nothing here prints, imports torch or knows a language: a failure is data, words are made in `messages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

Lang = Literal["ko", "en"]
LANGS: tuple[Lang, ...] = ("ko", "en")
Text = Mapping[Lang, str]
"""One text in every language."""


class Status(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not_started"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    FAULT = "fault"


class SubmissionStatus(StrEnum):
    """What became of a whole submission."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    """It holds nothing that can be graded: no points."""
    FAULT = "fault"
    """The grader itself failed on it: its points say nothing."""


@dataclass(frozen=True)
class CheckSpec:
    """One check, as `week.toml` lists it."""

    id: str
    """`exercise.function.name`, for example `ex6_detect.filter_detections.none_above_threshold`."""
    exercise: str
    function: str
    name: str
    points: float
    title: Text
    hints: Mapping[Lang, tuple[str, ...]]
    reported: bool = False
    """Decided by what the student's side reports of itself (mode, call order), not by a value."""
    held: bool = False
    """Runs only at grading: a release leaves it out."""


@dataclass(frozen=True)
class Function:
    name: str
    signature: str
    """As a student types it: `top_k(logits, labels, k=5)`."""
    title: Text
    checks: tuple[CheckSpec, ...]
    held_back: int = 0
    """In a student's copy: how many more checks run only at grading."""
    held_points: float = 0.0
    """What these are worth."""


@dataclass(frozen=True)
class Exercise:
    name: str
    title: Text
    functions: tuple[Function, ...]

    @property
    def short(self) -> str:
        """`ex6` of `ex6_detect`."""
        return self.name.split("_", 1)[0]

    @property
    def filename(self) -> str:
        return f"{self.name}.py"


@dataclass(frozen=True)
class Mistake:
    """One known mistake: its likely cause in words, and the error text that gives it away, if there is one."""

    id: str
    cause: Text
    functions: tuple[str, ...] = ()
    """`exercise.function` names that `error` is looked for in."""
    error: str = ""
    """A regular expression searched in `Type: message` of an exception."""


@dataclass(frozen=True)
class Week:
    name: str
    title: Text
    exercises: tuple[Exercise, ...]
    mistakes: Mapping[str, Mistake]
    folder: Path
    """`grader/weeks/week12`: week.toml, check_*.py, props.py, stubs/."""

    def props(self, exercise: str) -> tuple[Path, ...]:
        """The modules that an exercise's checks may use on the student's side: the week's, then its own, if there is one."""
        own = self.folder / f"props_{exercise}.py"
        return (self.folder / "props.py", *([own] if own.is_file() else []))

    @property
    def checks(self) -> tuple[CheckSpec, ...]:
        return tuple(c for e in self.exercises for f in e.functions for c in f.checks)

    def exercise(self, name: str) -> Exercise:
        return next(e for e in self.exercises if e.name == name)

    def function(self, exercise: str, name: str) -> Function:
        return next(f for f in self.exercise(exercise).functions if f.name == name)


@dataclass(frozen=True)
class Finding:
    """Why a check did not pass, without words of any language."""

    kind: str
    """Names the sentence: a key under `finding` in `locale/*.toml`."""
    params: Mapping[str, str] = field(default_factory=dict)
    call: str = ""
    got: str = ""
    expected: str = ""
    mistake: str | None = None
    file: str = ""
    line: int = 0
    source: str = ""
    """The student's own line that raised, or a caret picture of a syntax error."""


@dataclass(frozen=True)
class Note:
    """Something that was noticed about a submission's files, without words of any language."""

    key: str
    """Names the sentence: a key under `note` in `locale/*.toml`."""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckResult:
    spec: CheckSpec
    status: Status
    seconds: float = 0.0
    finding: Finding | None = None
    prints: str = ""
    """What the student's code wrote to its output during this check, capped."""

    @property
    def points(self) -> float:
        return self.spec.points if self.status is Status.PASSED else 0.0


@dataclass(frozen=True)
class SubmissionResult:
    week: str
    submission: str
    checks: tuple[CheckResult, ...]
    isolation: str
    seed: int
    seconds: float
    torch: str
    status: SubmissionStatus = SubmissionStatus.GRADED
    notes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return round(sum(c.points for c in self.checks), 6)

    @property
    def max_score(self) -> float:
        return round(sum(c.spec.points for c in self.checks), 6)
