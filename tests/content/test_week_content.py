"""Every week found: its solutions, stubs and right solutions in other styles. A bad week never reaches a student."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.grading import ROOT, grade_folder, not_passed, show

from grader.authoring.stubs import make_stub
from grader.core.model import Status
from grader.core.week import load_week, week_names
from grader.sandbox.launcher import Launcher

WEEKS = week_names()
FUNCTIONS = [
    pytest.param(w, e.name, f.name, id=f"{w}-{e.name}-{f.name}")
    for w in WEEKS
    for e in load_week(w).exercises
    for f in e.functions
]
RIGHT = [(week, folder) for week in WEEKS for folder in sorted((ROOT / "tests" / "right" / week).glob("*/"))]


@pytest.mark.parametrize("week", WEEKS)
def test_solutions_get_every_point(week: str, launcher: Launcher) -> None:
    for seed in (0, 1, 12345):
        result = grade_folder(ROOT / "solutions" / week, launcher, week=week, seed=seed)
        assert not not_passed(result), "\n".join(show(c) for c in not_passed(result))
        assert result.score == result.max_score > 0


@pytest.mark.parametrize("week", WEEKS)
def test_stubs_are_generated_and_not_started(week: str, launcher: Launcher) -> None:
    loaded = load_week(week)
    for path in sorted((ROOT / "solutions" / week).glob("*.py")):
        text = make_stub(path.read_text(encoding="utf-8"), exercise=path.stem, path=path)
        assert (ROOT / "exercises" / week / path.name).read_text(encoding="utf-8") == text
        assert loaded.stub(path.stem).read_text(encoding="utf-8") == text
    result = grade_folder(ROOT / "exercises" / week, launcher, week=week)
    assert {c.status for c in result.checks} == {Status.NOT_STARTED}, "\n".join(
        show(c) for c in result.checks
    )
    assert result.score == 0


@pytest.mark.parametrize("week", WEEKS)
def test_checks_are_enough(week: str) -> None:
    loaded = load_week(week)
    for exercise in loaded.exercises:
        for function in exercise.functions:
            assert len(function.checks) >= 3, function.name
            for check in function.checks:
                for hints in check.hints.values():
                    assert len(set(hints)) == len(hints), check.id
    reported = sum(c.points for c in loaded.checks if c.reported)
    assert reported <= 0.1 * sum(c.points for c in loaded.checks)


@pytest.mark.parametrize(("week", "exercise", "function"), FUNCTIONS)
def test_a_stub_costs_its_own_checks_only(
    week: str, exercise: str, function: str, launcher: Launcher, tmp_path: Path
) -> None:
    text = (ROOT / "solutions" / week / f"{exercise}.py").read_text(encoding="utf-8")
    text += f'\n\ndef {function}(*args, **kwargs):\n    raise NotImplementedError("{exercise}.{function}")\n'
    (tmp_path / f"{exercise}.py").write_text(text, encoding="utf-8")
    result = grade_folder(tmp_path, launcher, week=week, exercise=exercise)
    wanted = {
        c.spec.id: Status.NOT_STARTED if c.spec.function == function else Status.PASSED for c in result.checks
    }
    assert {c.spec.id: c.status for c in result.checks} == wanted


@pytest.mark.parametrize(("week", "folder"), RIGHT, ids=[f"{week}-{f.name}" for week, f in RIGHT])
def test_right_solution_in_another_style_loses_nothing(week: str, folder: Path, launcher: Launcher) -> None:
    """Some of them have all exercises, others a few; a file that is there loses nothing."""
    handed_in = [e.name for e in load_week(week).exercises if (folder / f"{e.name}.py").exists()]
    assert handed_in
    for seed in (0, 7):
        result = grade_folder(folder, launcher, week=week, seed=seed)
        lost = [c for c in not_passed(result) if c.spec.exercise in handed_in]
        assert not lost, "\n".join(show(c) for c in lost)


@pytest.mark.parametrize("week", WEEKS)
def test_two_complete_right_submissions_get_every_point(week: str, launcher: Launcher) -> None:
    names = [e.name for e in load_week(week).exercises]
    whole = [f for w, f in RIGHT if w == week and all((f / f"{name}.py").exists() for name in names)]
    assert len(whole) >= 2
    for folder in whole:
        result = grade_folder(folder, launcher, week=week, seed=11)
        assert result.score == result.max_score, folder.name
