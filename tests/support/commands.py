"""Commands as a user runs them: a process of its own, in a copy of the lab's folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.grading import ROOT


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def lab(root: Path) -> Path:
    """A student's copy: exercises/ and datasets/, no solutions/."""
    shutil.copytree(ROOT / "exercises", root / "exercises")
    try:
        (root / "datasets").symlink_to(ROOT / "datasets", target_is_directory=True)
    except OSError:  # Windows without the right to make links
        shutil.copytree(ROOT / "datasets", root / "datasets")
    return root


def environment(**more: str) -> dict[str, str]:
    dropped = ("GRADER_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "PYTEST_ADDOPTS")
    kept = {k: v for k, v in os.environ.items() if k not in dropped}
    path = os.pathsep.join([str(ROOT), *filter(None, [kept.get("PYTHONPATH")])])
    return {**kept, "LANG": "C.UTF-8", "COLUMNS": "80", "PYTHONPATH": path, **more}


def python(cwd: Path, *words: str, typed: str | None = None, **env: str) -> Done:
    """typed: what waits on a pipe to be read; None where nobody types."""
    nobody = {"stdin": subprocess.DEVNULL} if typed is None else {}
    done = subprocess.run(
        [sys.executable, *words], cwd=cwd, env=environment(**env), capture_output=True, text=True,
        encoding="utf-8", check=False, input=typed, **nobody,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def grader(cwd: Path, *words: str, typed: str | None = None, **env: str) -> Done:
    return python(cwd, "-m", "grader", *words, typed=typed, **env)
