"""What has passed with the same answers is not computed again, and nothing else changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.grading import DATASETS, ROOT, read_week

from grader.audit.wrong import write_wrong, wrong_solutions
from grader.checking.examiner import grade
from grader.checking.memo import Memo
from grader.checking.setting import Setting
from grader.checking.student import Student
from grader.core.model import CheckResult, SubmissionResult
from grader.core.target import Target
from grader.intake.submission import Submission
from grader.sandbox.client import Query
from grader.sandbox.launcher import Launcher

WEEK, EXERCISE = "week12", "ex2_classify"
WRONG = [one for one in wrong_solutions(read_week(WEEK)) if one.exercise == EXERCISE][::6]


def run(folder: Path, launcher: Launcher, memo: Memo | None) -> SubmissionResult:
    setting = Setting(read_week(WEEK), launcher, DATASETS, 5, memo)
    return grade(setting, Submission(folder.name, folder), target=Target(EXERCISE))


def essence(check: CheckResult) -> tuple[object, ...]:
    return check.spec.id, check.status, check.finding, check.prints


@pytest.fixture
def replays(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each check that had passed before passed by its answers."""
    found: list[bool] = []
    replay = Student.replay
    monkeypatch.setattr(Student, "replay", lambda *args: found.append(replay(*args)) or found[-1])
    return found


def test_the_same_results_with_and_without(launcher: Launcher, replays: list[bool], tmp_path: Path) -> None:
    memo = Memo()
    folders = [
        ROOT / "solutions" / WEEK,
        ROOT / "tests" / "right" / WEEK / "tutorial",
        ROOT / "exercises" / WEEK,
    ]
    for one in WRONG:
        folder = tmp_path / one.name
        folder.mkdir()
        write_wrong(one, ROOT / "solutions" / WEEK, folder)
        folders.append(folder)
    assert len(folders) > 15
    for folder in folders:
        with_it, without = run(folder, launcher, memo), run(folder, launcher, None)
        assert [essence(c) for c in with_it.checks] == [essence(c) for c in without.checks]
    assert replays.count(False) > len(WRONG) / 2
    assert replays.count(True) > 10 * len(WRONG)


def test_the_same_submission_is_not_computed_again(
    launcher: Launcher, replays: list[bool], tmp_path: Path
) -> None:
    memo = Memo()
    first = run(ROOT / "solutions" / WEEK, launcher, memo)
    assert replays == []
    shutil.copy(ROOT / "solutions" / WEEK / f"{EXERCISE}.py", tmp_path)
    second = run(tmp_path, launcher, memo)
    assert first.score == second.score == second.max_score
    # a scratch folder's name differs from one process to the next here (in a jail it does not)
    assert replays.count(True) >= len(second.checks) - 8


def test_right_for_a_while_is_not_right(launcher: Launcher, tmp_path: Path) -> None:
    """Two right answers, as they are known, and then a wrong one: the check that asks thrice fails."""
    memo = Memo()
    source = (ROOT / "solutions" / WEEK / f"{EXERCISE}.py").read_text(encoding="utf-8")
    run(ROOT / "solutions" / WEEK, launcher, memo)
    late = "\n\n_right, _times = predict_labels, [0]\n\n\ndef predict_labels(logits, labels):\n    _times[0] += 1\n"
    late += "    return _right(logits, labels) if _times[0] < 3 else []\n"
    (tmp_path / f"{EXERCISE}.py").write_text(source + late, encoding="utf-8")
    with_it, without = run(tmp_path, launcher, memo), run(tmp_path, launcher, None)
    assert [c.status for c in with_it.checks] == [c.status for c in without.checks]
    assert with_it.score < with_it.max_score


def asked(name: str) -> Query:
    return Query("call", name, [], {}, False, ())


def test_what_is_remembered_is_a_tree() -> None:
    memo = Memo()
    assert memo.first("x") is None
    memo.add("x", [(asked("a"), b"1"), (asked("b"), b"2")])
    memo.add("x", [(asked("a"), b"3")])
    memo.add("x", [(asked("a"), b"1"), (asked("b"), b"4"), (asked("c"), b"5")])
    first = memo.first("x")
    assert first is not None
    assert first.question == asked("a")
    assert first.after[b"3"] is None
    second = first.after[b"1"]
    assert second is not None
    assert second.after[b"2"] is None
    third = second.after[b"4"]
    assert third is not None
    assert third.after == {b"5": None}


def test_no_more_is_remembered_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.checking.memo.CAP", 1200)
    memo = Memo()
    memo.add("x", [(asked("a"), b"1"), (asked("b"), b"2")])
    memo.add("y", [(asked("a"), b"1")])
    assert memo.first("x") is not None
    assert memo.first("y") is None
