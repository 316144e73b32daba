"""Advice (0 points) is shown as a tip, never as a failure; what a call leaves behind in its process is found."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from support.grading import DATASETS

from grader.checking.examiner import grade
from grader.checking.setting import Setting
from grader.core.model import LANGS, Status, SubmissionResult, Week
from grader.core.week import read_week
from grader.intake.submission import Submission
from grader.results import render
from grader.results.junit import to_junit
from grader.results.report import report_of
from grader.sandbox.launcher import Launcher

WEEK_TOML = 'title.ko = "주차"\ntitle.en = "a week"\nexercises = ["ex1_first"]\n'
CHECK = """
[[function.check]]
name = "{name}"
points = {points}
title.ko = "{name}"
title.en = "{name}"
hints.ko = ["하나", "둘", "셋"]
hints.en = ["hint one", "b", "c"]
"""
EXERCISE_TOML = """title.ko = "하나"
title.en = "one"

[[function]]
name = "double"
signature = "double(x)"
title.ko = "두 배"
title.en = "twice"
""" + "".join(CHECK.format(name=n, points=p) for n, p in (("value", 2), ("tidy", 1), ("style", 0)))
CHECKS = '''
from grader.checking.kit import expect, expect_tidy, require

def check_double__value(student, draw):
    """Twice the number."""
    expect(student.call("double", 3), 6)

def check_double__tidy(student, draw):
    """Nothing is left behind."""
    expect(student.call("double", 4), 8)
    expect_tidy(student)

def check_double__style(student, draw):
    """A float stays a float."""
    got = student.call("double", 1.5)
    require(isinstance(got, float), "type", got=str(got), expected="a float")
'''


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    folder = tmp_path_factory.mktemp("weeks") / "week90"
    (folder / "ex1_first").mkdir(parents=True)
    (folder / "week.toml").write_text(WEEK_TOML, encoding="utf-8")
    (folder / "ex1_first/exercise.toml").write_text(EXERCISE_TOML, encoding="utf-8")
    (folder / "ex1_first/checks.py").write_text(CHECKS, encoding="utf-8")
    return read_week(folder)


def _graded(week: Week, launcher: Launcher, folder: Path, body: str) -> SubmissionResult:
    (folder / "ex1_first.py").write_text(f"import torch\n\ndef double(x):\n    {body}\n", encoding="utf-8")
    return grade(Setting(week, launcher, DATASETS), Submission("one", folder))


def _text(result: SubmissionResult, week: Week) -> str:
    console = Console(file=io.StringIO(), width=80)
    for block in (*render.failures(result, week, "en"), *render.tips(result, "en")):
        console.print(block)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_advice_that_is_not_followed_is_a_tip(week: Week, launcher: Launcher, tmp_path: Path) -> None:
    result = _graded(week, launcher, tmp_path, "return int(2 * x)")
    value, tidy, style = result.checks
    assert [c.status for c in result.checks] == [Status.PASSED] * 3
    assert (style.tip, value.tip, tidy.tip) == (True, False, False)
    assert result.score == result.max_score == 3
    assert _text(result, week).splitlines() == [
        " tip ex1_first.double: style",
        "   The result has the wrong type. hint one",
        "   it returned  3      ",
        "   expected     a float",
    ]
    assert all(render.tips(result, lang) for lang in LANGS)
    report = report_of(result, week)
    assert [c.status for c in report.checks] == ["passed"] * 3
    assert "failure" not in to_junit(report).replace('failures="0"', "")
    assert "<system-out>The result has the wrong type.</system-out>" in to_junit(report)


def test_advice_that_raises_is_a_tip_too(week: Week, launcher: Launcher, tmp_path: Path) -> None:
    result = _graded(week, launcher, tmp_path, "return [0, 0, 0, 6, 8][x]")
    assert [c.status for c in result.checks] == [Status.PASSED] * 3
    assert result.checks[2].tip
    assert "TypeError" in _text(result, week)


def test_a_function_that_is_wrong_gets_no_tip(week: Week, launcher: Launcher, tmp_path: Path) -> None:
    result = _graded(week, launcher, tmp_path, "return int(2 * x) + (x == 3)")
    assert result.score == 1
    assert "tip" not in _text(result, week)


def test_followed_advice_says_nothing(week: Week, launcher: Launcher, tmp_path: Path) -> None:
    result = _graded(week, launcher, tmp_path, "return 2 * x")
    assert not any(c.finding for c in result.checks)


def test_a_stub_gets_no_tip(week: Week, launcher: Launcher, tmp_path: Path) -> None:
    result = _graded(week, launcher, tmp_path, 'raise NotImplementedError("ex1_first.double")')
    assert [c.status for c in result.checks] == [Status.NOT_STARTED] * 3
    broken = _graded(week, launcher, tmp_path, "return (")
    assert [c.status for c in broken.checks] == [Status.ERROR] * 3


LEFT = {
    "gradients": "torch.set_grad_enabled(False)",
    "dtype": "torch.set_default_dtype(torch.float64)",
    "device": "torch.set_default_device('meta')",
    "threads": "torch.set_num_threads(2)",
    "deterministic": "torch.use_deterministic_algorithms(True)",
    "anomaly": "torch.autograd.set_detect_anomaly(True)",
    "seed": "torch.manual_seed(0)",
}


@pytest.mark.parametrize("what", LEFT)
def test_what_is_left_behind_is_found(week: Week, launcher: Launcher, tmp_path: Path, what: str) -> None:
    value, tidy, _ = _graded(week, launcher, tmp_path, f"{LEFT[what]}; return 2 * x").checks
    assert value.status is Status.PASSED, value
    assert tidy.status is Status.FAILED
    assert tidy.finding
    assert tidy.finding.kind == f"left_{what}"


def test_what_is_put_back_is_not_left_behind(week: Week, launcher: Launcher, tmp_path: Path) -> None:
    body = (
        "with torch.no_grad(), torch.random.fork_rng():\n        torch.manual_seed(0)\n        return 2 * x"
    )
    assert _graded(week, launcher, tmp_path, body).score == 3


def test_nonsense_is_not_called_right(week: Week, launcher: Launcher, tmp_path: Path) -> None:
    _, tidy, _ = _graded(week, launcher, tmp_path, "torch.manual_seed(0); return 5").checks
    assert tidy.finding
    assert tidy.finding.kind == "value"
