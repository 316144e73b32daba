"""Which way of starting the student's processes fits this system."""

from __future__ import annotations

import os
import sys

from grader.sandbox.fork import ForkLauncher
from grader.sandbox.launcher import Launcher
from grader.sandbox.spawn import SpawnLauncher


def default_launcher(hash_seed: int, *, start: str | None = None, exercises: int = 1) -> Launcher:
    """Fork on Linux, spawn elsewhere; `start` ("fork" or "spawn") overrides."""
    start = start or ("fork" if sys.platform == "linux" else "spawn")
    if start == "fork":
        return ForkLauncher(hash_seed=hash_seed)
    return SpawnLauncher(hash_seed=hash_seed, ahead=min(exercises - 1, 3, max((os.cpu_count() or 1) - 1, 0)))
