"""Trials: one submission, one seed, the checks of an exercise or a function; and what came out, to be kept.

A trial is plain data that a worker process gets, and its outcome plain data that it gives back. Its key is the digest of all
that the outcome depends on: while it is the same, the trial need not be made again.
"""

from __future__ import annotations

import functools
import hashlib
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.checking.depends import Ground, ground
from grader.checking.setting import Setting
from grader.core.files import PACKAGE
from grader.core.model import CheckResult, Status, Week
from grader.core.parallel import end_with_parent
from grader.core.seeds import derive
from grader.core.target import Target
from grader.core.week import load_week
from grader.intake.places import Place
from grader.sandbox.default import default_launcher
from grader.sandbox.launcher import Launcher

CALL_SECONDS = 2.0
"""How long a call of a mutant may take: the solutions need milliseconds, and a mutant whose loop never ends is common."""
ENGINE = ("audit/trials.py", "checking/*.py", "core/*.py", "sandbox/*.py")
"""The code that decides what comes out of a trial."""


@dataclass(frozen=True)
class Trial:
    """One submission on one seed."""

    id: str
    """The same for the same trial of any day: a sample is drawn by it."""
    exercise: str
    function: str
    """Empty for all of the exercise."""
    seed: int
    files: Mapping[str, bytes]
    """Name to bytes: the exercise's file and the modules beside it."""
    quick: bool = False
    """Whether it ends with the first check that fails, and calls may take CALL_SECONDS only."""


class FailedCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A check that did not pass, or advice that was not followed (`passed`), without words of any language."""

    check: str
    status: Status
    kind: str
    params: dict[str, str] = {}
    call: str = ""
    got: str = ""
    expected: str = ""
    cause: str = ""
    """A general cause, where no mistake is named."""
    mistake: str = ""
    """The name of the mistake that it was called."""
    answers: str = ""
    """A digest of what the submission answered."""


class TrialOutcome(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What came out of a trial."""

    failed: tuple[FailedCheck, ...] = ()
    """In the order of the week."""
    fault: str = ""
    """What went wrong in the grader itself; empty where nothing did."""

    def by_check(self) -> dict[str, FailedCheck]:
        return {one.check: one for one in self.failed}


@dataclass(frozen=True)
class TrialSettings:
    """What all trials of an audit have in common."""

    week: str
    datasets: Path


# ---- keys -----------------------------------------------------------------------------------------------------------


class TrialKeys:
    """The keys of trials, as things are now."""

    def __init__(self, week: Week) -> None:
        self._week = week
        self._grounds: dict[str, Ground] = {}

    def changed(self, exercises: Iterable[str]) -> list[str]:
        """Those of the exercises whose checks are no longer what they were when their first key was made."""
        return [name for name in exercises if ground(self._week, name) != self._grounds[name]]

    def key(self, trial: Trial) -> str:
        here = self._grounds.get(trial.exercise)
        if here is None:
            here = self._grounds[trial.exercise] = ground(self._week, trial.exercise)
        digest = hashlib.sha256(engine().encode())
        for part in (trial.exercise, trial.function, str(CALL_SECONDS if trial.quick else "")):
            digest.update(f"{part}\0".encode())
        for name, data in sorted(trial.files.items()):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
        return here.key(seed=trial.seed, isolation="process", handed=digest.hexdigest())


@functools.cache
def engine() -> str:
    """A digest of the code that makes a trial."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in ENGINE for path in PACKAGE.glob(pattern)):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


# ---- in a worker process --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _InMemory:
    """The files of a trial as a submission."""

    name: str
    exercise: str
    texts: Mapping[str, bytes]

    def files(self, exercise: str) -> dict[str, bytes]:
        return dict(self.texts)

    def place(self, exercise: str, file: str, line: int) -> Place:
        return Place(file or f"{exercise}.py", line)


class Trier:
    """Makes trials, one after another, with a student's side of its own."""

    def __init__(self, task: TrialSettings) -> None:
        self._week = load_week(task.week)
        self._datasets = task.datasets
        self._launcher: Launcher = default_launcher(derive(0, "hash") % 2**32)
        self._settings: dict[tuple[str, int, bool], Setting] = {}

    def try_one(self, trial: Trial) -> TrialOutcome:
        # this imports torch, which the process that hands out the work does not need
        from grader.checking.examiner import grade

        submission = _InMemory(trial.id, trial.exercise, trial.files)
        target = Target(trial.exercise, trial.function)
        result = grade(self._setting(trial), submission, target=target, until_failed=trial.quick)
        fault = next((c for c in result.checks if c.status is Status.FAULT), None)
        failed = [_failed(c, self._week) for c in result.checks if c.missed]
        text = fault.finding.params.get("text", "?") if fault and fault.finding else ""
        return TrialOutcome(tuple(failed) if not text else (), text)

    def _setting(self, trial: Trial) -> Setting:
        """The setting of trials like this one. It remembers what passed before, until another exercise or seed comes."""
        from grader.checking.memo import Memo

        key = (trial.exercise, trial.seed, trial.quick)
        if key not in self._settings:
            seconds = CALL_SECONDS if trial.quick else None
            self._settings = {
                key: Setting(
                    self._week, self._launcher, self._datasets, trial.seed, Memo(), call_seconds=seconds
                )
            }
        return self._settings[key]

    def close(self) -> None:
        self._launcher.close()


def _failed(result: CheckResult, week: Week) -> FailedCheck:
    finding = result.finding
    assert finding is not None
    mistake = week.mistakes[finding.mistake].name if finding.mistake else ""
    return FailedCheck(
        result.spec.id, result.status, finding.kind, dict(finding.params), call=finding.call, got=finding.got,
        expected=finding.expected, cause=finding.cause, mistake=mistake, answers=result.answers,
    )  # fmt: skip


_trier: Trier | None = None
_settings: TrialSettings | None = None


def begin_trials(settings: TrialSettings) -> None:
    """Prepare a process of a pool."""
    global _settings
    _settings = settings
    warnings.simplefilter("ignore")  # of the checks' own computations; the screen belongs to the progress bar
    end_with_parent()


def try_in_worker(trial: Trial) -> tuple[Trial, TrialOutcome]:
    """Make a trial in a process that `begin_trials` prepared."""
    global _trier
    assert _settings is not None
    try:
        _trier = _trier or Trier(_settings)
        return trial, _trier.try_one(trial)
    except Exception as error:
        if _trier:
            _trier.close()  # the next trial gets a fresh student's side
            _trier = None
        return trial, TrialOutcome(fault=f"{type(error).__name__}: {error}"[:300])
