"""What tests share that grade a submission: where things are, grading one, and words for a failure."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path
from typing import NoReturn

import pytest

from grader.checking.examiner import grade
from grader.checking.memo import Memo
from grader.checking.setting import Setting
from grader.core.model import CheckResult, Status, SubmissionResult
from grader.core.target import Target
from grader.core.week import load_week
from grader.intake.submission import Submission
from grader.sandbox.launcher import Launcher

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "datasets"

read_week = functools.cache(load_week)
"""A week's file takes tens of milliseconds to read: once is enough for hundreds of submissions."""


@functools.cache
def memo(week: str, seed: int) -> Memo:
    """As in a class: what has passed with the same answers is not computed again."""
    return Memo()


def grade_folder(
    folder: Path,
    launcher: Launcher,
    *,
    week: str = "week12",
    exercise: str = "",
    function: str = "",
    seed: int = 0,
    remember: bool = True,
) -> SubmissionResult:
    return grade(
        Setting(read_week(week), launcher, DATASETS, seed, memo(week, seed) if remember else None),
        Submission(folder.name, folder),
        target=Target(exercise, function),
    )


def group(nodeid: str) -> str:
    """The tests that run faster on one process, one after another: those of a file; where ids name an exercise, its."""
    exercise = re.search(r"\[\w+-(ex\d+_[a-z_]+?)-", nodeid)
    return nodeid.partition("::")[0] + (f" {exercise[1]}" if exercise and "content/" in nodeid else "")


def no_jail(why: str) -> NoReturn:
    """Skip a test that needs the jail; in CI, which has one, that is a failure."""
    if os.environ.get("GRADER_TEST_JAIL") == "required":
        pytest.fail(f"no jail on this machine: {why}")
    pytest.skip(f"no jail on this machine: {why}")


def show(check: CheckResult) -> str:
    """One line for a test's failure message."""
    f = check.finding
    return f"{check.spec.id} {check.status} " + (
        f"{f.kind} {dict(f.params)} call={f.call} got={f.got} expected={f.expected} mistake={f.mistake}"
        if f
        else ""
    )


def not_passed(result: SubmissionResult) -> list[CheckResult]:
    return [c for c in result.checks if c.status is not Status.PASSED]
