"""A bulk worker: one process with a jailed zygote of its own, which grades one submission after another.

What goes in and comes out is plain data, so that a pool of processes and a cluster can use the same two functions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from grader.checking.depends import Ground, ground
from grader.checking.setting import Setting
from grader.core.messages import note_text
from grader.core.model import CheckResult, Finding, Lang, Status, SubmissionResult, SubmissionStatus, Week
from grader.core.seeds import derive
from grader.core.week import load_week
from grader.intake.read import Handed, read_entry
from grader.intake.submission import Entry
from grader.results.report import Report, report_of
from grader.sandbox.default import default_launcher
from grader.sandbox.jail import JailLauncher
from grader.sandbox.launcher import Launcher

SECONDS = 300.0
"""How long the answers of one submission may take in all; the solutions need 2."""
JAIL_MEMORY_MIB = 2048


@dataclass(frozen=True)
class RunSettings:
    """What all submissions of a run have in common."""

    week: str
    seed: int
    lang: Lang
    datasets: Path
    hidden: tuple[Path, ...]
    isolation: str
    start: str | None = None


@dataclass(frozen=True)
class Delivery:
    """What a worker delivers for one submission."""

    id: str
    report: Report | None
    """The report with the key of what it depends on; None when the stored report is still valid."""


class Worker:
    """Grades the entries of one run, one after another."""

    def __init__(self, task: RunSettings) -> None:
        self._task = task
        self._week = load_week(task.week)
        self.ground = ground(self._week)
        self._launcher = launcher(task)
        self._setting: Setting | None = None

    def grade(self, entry: Entry, known: str) -> Delivery:
        """Grade one entry unless its stored report, whose key is `known`, is still valid."""
        return self.grade_handed(read_entry(entry, self._week), known)

    def grade_handed(self, handed: Handed, known: str) -> Delivery:
        """Grade a submission that has been read."""
        task = self._task
        key = report_key(task, self.ground, handed)
        if key == known:
            return Delivery(handed.name, None)
        if handed.unreadable:
            why = note_text(handed.unreadable, task.lang)
            result = not_graded(self._week, task, handed.name, SubmissionStatus.UNREADABLE, why)
        else:
            result = self._graded(handed)
        notes = (note_text(note, task.lang) for note in handed.notes)
        result = replace(result, notes=(*result.notes, *notes))
        return Delivery(handed.name, report_of(result, self._week, key=key))

    def _graded(self, handed: Handed) -> SubmissionResult:
        # these import torch, which the process that hands out the work does not need
        from grader.checking.examiner import grade
        from grader.checking.memo import Memo

        if self._setting is None:
            task = self._task
            self._setting = Setting(self._week, self._launcher, task.datasets, task.seed, Memo())
        return grade(self._setting, handed, seconds=SECONDS)

    def close(self) -> None:
        self._launcher.close()


def report_key(task: RunSettings, here: Ground, handed: Handed) -> str:
    """The key of all that a report depends on: while it is the same, the stored report is valid."""
    return here.key(seed=task.seed, isolation=task.isolation, handed=handed.digest)


def not_graded(
    week: Week, task: RunSettings, id: str, status: SubmissionStatus, why: str
) -> SubmissionResult:
    """A result without points, and why: the submission cannot be read, or the grader itself failed on it."""
    finding = Finding(status.value, {"text": why})
    each = Status.FAULT if status is SubmissionStatus.FAULT else Status.ERROR
    return SubmissionResult(
        week=week.name,
        submission=id,
        checks=tuple(CheckResult(spec, each, finding=finding) for spec in week.checks),
        isolation=task.isolation,
        seed=task.seed,
        seconds=0.0,
        torch="",
        status=status,
        notes=(why,),
    )


def fault(task: RunSettings, entry: Entry, why: str) -> Delivery:
    """A report of the grader's own failure on one submission. The class goes on; the next run tries it again."""
    week = load_week(task.week)
    result = not_graded(week, task, entry.id, SubmissionStatus.FAULT, why)
    return Delivery(entry.id, report_of(result, week))


def launcher(task: RunSettings) -> Launcher:
    """The student's side of a worker. Raises JailBroken when a jail was asked for and does not hold."""
    hash_seed = derive(task.seed, "hash") % 2**32
    if task.isolation == "process":
        return default_launcher(hash_seed, start=task.start)
    jail = JailLauncher(
        hash_seed=hash_seed, datasets=task.datasets, hidden=task.hidden, memory=JAIL_MEMORY_MIB
    )
    try:
        jail.test()
    except BaseException:
        jail.close()
        raise
    return jail
