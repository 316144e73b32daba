"""The data that the packages hand to each other: checks as a week lists them, results as the examiner makes them.

Nothing here prints, imports torch or knows a language: a failure is data, and `messages` puts it into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
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
    """One check, as `exercise.toml` lists it."""

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

    @property
    def short(self) -> str:
        """Its exercise as students name it: `ex6`."""
        return self.exercise.split("_", 1)[0]

    @property
    def function_id(self) -> str:
        """The function that it belongs to: `ex6_detect.filter_detections`."""
        return f"{self.exercise}.{self.function}"

    @property
    def advice(self) -> bool:
        """It is worth no points: what it finds is a tip, never a failure."""
        return self.points == 0


@dataclass(frozen=True)
class Function:
    name: str
    signature: str
    """As a student types it: `top_k(logits, labels, k=5)`."""
    title: Text
    checks: tuple[CheckSpec, ...]
    begin: Text | None = None
    """How to begin: the first hint of whoever has not begun."""
    notice: Text | None = None
    """What is worth noticing in the solution, for `grader compare`."""
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
    """Its number, by which reports and theory call it."""
    name: str
    """What checks call it: `argmax_dim_0`."""
    cause: Text
    functions: tuple[str, ...] = ()
    """`exercise.function` names that `error` is looked for in."""
    error: str = ""
    """A regular expression searched in `Type: message` of an exception."""


@dataclass(frozen=True)
class Week:
    """A week, and where its files are: this class alone knows what lies where in a week's folder."""

    name: str
    title: Text
    exercises: tuple[Exercise, ...]
    mistakes: Mapping[str, Mistake]
    """By number."""
    folder: Path
    """`grader/weeks/week12`: week.toml, props.py, theory/, and a folder for each exercise."""
    goals: Mapping[str, float] = field(default_factory=dict)
    """What `grader audit` must find of its checks, by the names of the figures; empty where week.toml has no `[audit]`."""

    def check_files(self, exercise: str) -> tuple[Path, ...]:
        """`checks.py`, or `checks_*.py` where an exercise has many."""
        return tuple(sorted((self.folder / exercise).glob("checks*.py")))

    def props(self, exercise: str) -> tuple[Path, ...]:
        """The props of an exercise, for the student's side: the week's, then its own, `props.py` or `props_*.py` too."""
        week = self.folder / "props.py"
        return (*([week] if week.is_file() else []), *sorted((self.folder / exercise).glob("props*.py")))

    def deciding(self, exercise: str) -> tuple[Path, ...]:
        """The files of the week and of an exercise that decide on marks: all but pictures, full run, stub and theory."""
        own = self.folder / exercise
        tables = (self.folder / "week.toml", own / "exercise.toml")
        return (*tables, *deciding_modules(self.folder), *deciding_modules(own))

    def module(self, path: Path) -> str:
        """What `import` calls a module of this week: `grader.weeks.week12.ex6_detect.props`."""
        parts = path.relative_to(self.folder).with_suffix("").parts
        return ".".join(("grader", "weeks", self.name, *parts))

    def stub(self, exercise: str) -> Path:
        """The student's file as `sync` wrote it last."""
        return self.folder / exercise / "stub.py.txt"

    @cached_property
    def mistake_ids(self) -> Mapping[str, str]:
        """A mistake's name to its number."""
        return {mistake.name: id for id, mistake in self.mistakes.items()}

    @property
    def checks(self) -> tuple[CheckSpec, ...]:
        return tuple(c for e in self.exercises for f in e.functions for c in f.checks)

    def exercise(self, name: str) -> Exercise:
        return next(e for e in self.exercises if e.name == name)

    def function(self, exercise: str, name: str) -> Function:
        return next(f for f in self.exercise(exercise).functions if f.name == name)


def deciding_modules(folder: Path) -> tuple[Path, ...]:
    """The modules in a folder of content, without those of its pictures and of the full run."""
    others = ("pictures", "props_pictures", "full")
    return tuple(p for p in sorted(folder.glob("*.py")) if not p.name.startswith(others))


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
    cause: str = ""
    """A general cause, where no known mistake explains it: a key under `cause` in `locale/*.toml`."""
    helper: str = ""
    """A function of the week that this one calls and that fails its own checks: the place to begin."""


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
    answers: str = ""
    """A digest of all that the student's side answered, where a run remembers that."""

    @property
    def points(self) -> float:
        return self.spec.points if self.status is Status.PASSED else 0.0

    @property
    def missed(self) -> bool:
        """Not passed, or advice that was not followed: what a wrong solution may be caught by."""
        return self.status is not Status.PASSED or self.tip

    @property
    def tip(self) -> bool:
        """Advice that was not followed: it passes, and has a finding to show."""
        return self.status is Status.PASSED and self.finding is not None


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
