"""What the student is told of code that raises, prints, waits or hangs: through the whole of one check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.grading import grade_folder

from grader.core.messages import message
from grader.core.model import CheckResult
from grader.core.week import load_week
from grader.sandbox.launcher import Launcher

HANG = "    n = 0\n    while True:\n        n += 1\n"
CASES = {
    "printed": ("    print([round(size)])\n", "none|printed", "prints its result"),
    "nothing": ("    size + 1\n", "none", "Nothing came back"),
    "np": ("    return np.floor(size)\n", "not_imported", "import numpy as np"),
    "typo": ("    return paddin\n", "", "Did you mean: 'padding'?"),
    "attribute": ("    return 'x'.uper()\n", "", "Did you mean: 'upper'?"),
    "no parentheses": (
        "    import torch\n    with torch.no_grad:\n        return 1\n",
        "no_parentheses",
        "parentheses are missing",
    ),
    "input": ("    return int(input('?'))\n", "asks", "waits for a person"),
    "breakpoint": ("    breakpoint()\n    return 1\n", "debugger", "grader try"),
    "sorted in place": ("    return [1].sort()[0]\n", "none_inside", "list.sort()"),
    "float": (
        "    return (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1\n",
        "float_for_int",
        "float",
    ),
}


def _first(folder: Path, launcher: Launcher, body: str, above: str = "") -> CheckResult:
    head = "def conv_out(size, kernel, stride=1, padding=0, dilation=1):\n"
    (folder / "ex4_inspect.py").write_text(above + head + body, encoding="utf-8")
    return grade_folder(folder, launcher, exercise="ex4_inspect", function="conv_out").checks[0]


def _said(check: CheckResult) -> str:
    assert check.finding
    return f"{message(check.finding, load_week('week12').mistakes)['en']} {check.finding.got}"


@pytest.mark.parametrize("what", CASES)
def test_the_cause_is_said(what: str, launcher: Launcher, tmp_path: Path) -> None:
    body, cause, words = CASES[what]
    check = _first(tmp_path, launcher, body)
    assert words in _said(check)
    assert check.finding
    assert re.fullmatch(cause, check.finding.cause)


def test_an_error_outside_the_functions_is_said_to_be_there(launcher: Launcher, tmp_path: Path) -> None:
    check = _first(tmp_path, launcher, "    return 1\n", above="import cv2\n")
    assert "outside the functions" in _said(check)
    assert "cv2 is not installed" in _said(check)


def test_a_hang_says_its_line(launcher: Launcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.checking.exercise_run.CALL_SECONDS", 1.0)
    check = _first(tmp_path, launcher, f"    print('before')\n{HANG}")
    assert check.status == "timeout"
    finding = check.finding
    assert finding
    assert finding.line in (4, 5)
    assert finding.source in ("while True:", "n += 1")
    assert check.prints == "before\n"


def test_prints_that_look_like_a_hang_stay_prints(launcher: Launcher, tmp_path: Path) -> None:
    check = _first(tmp_path, launcher, "    print('Timeout (1')\n    return 1\n")
    assert check.prints == "Timeout (1\n"
