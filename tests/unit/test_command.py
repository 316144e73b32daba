"""Printed commands can be typed as they stand; an interpreter without the packages says which one has them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.grading import ROOT

from grader.core import command


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    command.interpreter.cache_clear()
    yield
    command.interpreter.cache_clear()


def test_an_activated_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert command.as_run("try python -m grader week12") == "try python -m grader week12"


def test_an_environment_in_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv/bin/python"))
    monkeypatch.chdir(tmp_path)
    assert command.as_run("python -m grader hint ex2") == ".venv/bin/python -m grader hint ex2"


def test_an_environment_elsewhere_with_a_space(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "my lab/python"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    assert command.as_run("python -m grader") == f"'{tmp_path}/my lab/python' -m grader"


def test_another_python_first_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A link to the same file is another environment."""
    other = tmp_path / "python"
    other.symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command.interpreter() != "python"


def test_text_without_a_command_stays() -> None:
    assert command.as_run("python is a snake") == "python is a snake"


@pytest.mark.parametrize("there", [True, False], ids=["environment", "none"])
def test_an_interpreter_without_the_packages(tmp_path: Path, *, there: bool) -> None:
    shutil.copytree(
        ROOT / "grader", tmp_path / "grader", ignore=shutil.ignore_patterns("weeks", "__pycache__")
    )
    if there:
        (tmp_path / ".venv/bin").mkdir(parents=True)
        (tmp_path / ".venv/bin/python").touch()
    ended = subprocess.run(
        [sys.executable, "-S", "-m", "grader", "week12"], cwd=tmp_path, capture_output=True, check=False, text=True,
        encoding="utf-8", env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "cyclopts" in ended.stderr
    assert (".venv/bin/python -m grader" in ended.stderr) is there
    assert ("-m venv .venv" in ended.stderr) is not there
