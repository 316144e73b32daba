"""How the grader was started: commands that it prints can be typed as they stand, also where no environment is activated."""

from __future__ import annotations

import functools
import os
import shlex
import shutil
import sys
from pathlib import Path

WRITTEN = "python -m grader"
"""As commands stand in the words of every language."""


def as_run(text: str) -> str:
    """The text, in which `python -m grader` is the command that starts this interpreter."""
    return text.replace(WRITTEN, f"{interpreter()} -m grader") if WRITTEN in text else text


@functools.cache
def interpreter() -> str:
    """What to type for the interpreter that runs: `python` where that is it, else its path."""
    own = _plain(sys.executable)
    for name in ("python", "python3"):
        found = shutil.which(name)
        if found and _plain(found) == own:
            return name
    path = Path(sys.executable)
    here = Path.cwd()
    shown = str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
    if os.name == "nt":
        return f'& "{shown}"' if " " in shown else shown
    return shlex.quote(shown)


def _plain(path: str) -> str:
    """The path without `..`; links stay, since an environment's interpreter is a link to the system's."""
    return os.path.normcase(os.path.abspath(path))
