"""What the content tests share: the wrong and right solutions under tests/, and grading one of them."""

from __future__ import annotations

import functools
import os
import re
from dataclasses import dataclass
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

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT / "datasets"
_HEADER = re.compile(r"^# (mistake|function|caught|what|named): *(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class WrongSolution:
    """One file under tests/mistakes: appended to the complete solution, it replaces one function by a wrong one.

    Header lines: `mistake` (a row of the list of known mistakes, or `-`), `function`, `caught` (checks that must fail,
    comma separated, `exercise.function.check`), `what`, and `named: no` where the value is no fingerprint of the row.
    """

    path: Path
    mistake: str
    function: str
    caught: tuple[str, ...]
    named: bool
    text: str

    @property
    def exercise(self) -> str:
        return self.function.split(".")[0]


def read_wrong(path: Path) -> WrongSolution:
    text = path.read_text(encoding="utf-8")
    head = dict(_HEADER.findall(text))
    caught = tuple(name.strip() for name in head["caught"].split(","))
    named = head["mistake"] != "-" and head.get("named", "yes") != "no"
    return WrongSolution(path, head["mistake"], head["function"], caught, named, text)


def wrong_solutions(week: str) -> list[WrongSolution]:
    return [read_wrong(p) for p in sorted((ROOT / "tests" / "mistakes" / week).glob("*.py"))]


def write_wrong(wrong: WrongSolution, week: str, folder: Path) -> None:
    solution = ROOT / "solutions" / week / f"{wrong.exercise}.py"
    text = solution.read_text(encoding="utf-8") + "\n\n" + wrong.text
    (folder / solution.name).write_text(text, encoding="utf-8")


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
