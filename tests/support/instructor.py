"""An instructor's copy of the lab, in which weeks can be made and broken, and commands run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.commands import Done, environment
from support.grading import ROOT


def repository(root: Path) -> Path:
    """An instructor's copy, with what the tests of a week's content need."""
    kept = shutil.ignore_patterns("__pycache__", ".*")
    for name in ("exercises", "solutions", "grader"):
        shutil.copytree(ROOT / name, root / name, ignore=kept)
    shutil.copytree(ROOT / "tests" / "support", root / "tests" / "support", ignore=kept)
    shutil.copy(ROOT / "tests" / "conftest.py", root / "tests")
    (root / "tests" / "content").mkdir(parents=True)
    for path in (ROOT / "tests" / "content").glob("*.py"):
        shutil.copy(path, root / "tests" / "content")
    shutil.copy(ROOT / "pyproject.toml", root)
    try:
        (root / "datasets").symlink_to(ROOT / "datasets", target_is_directory=True)
    except OSError:  # Windows without the right to make links
        shutil.copytree(ROOT / "datasets", root / "datasets")
    return root


def python_there(cwd: Path, *words: str) -> Done:
    """Python with the packages of the copy."""
    env = environment() | {"PYTHONPATH": os.pathsep.join([str(cwd), str(cwd / "tests")])}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def grader_there(cwd: Path, *words: str) -> Done:
    return python_there(cwd, "-m", "grader", *words)
