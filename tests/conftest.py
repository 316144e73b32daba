"""Fixtures of the project's own tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.grading import group

from grader.sandbox.default import default_launcher
from grader.sandbox.launcher import Launcher

os.environ.setdefault("OMP_NUM_THREADS", "1")
# Before xdist starts its processes: several test at once, and threads that wait for each other spin (65 s in place of 12).
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
"""As in an activated environment: printed commands say `python -m grader` on every machine."""

collect_ignore = ["submissions"]
"""Hostile code, conftest.py and all: it runs in a jail or not at all."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="every wrong solution, not only the daily ones")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, up to four: tests of commands also wait for processes and time limits."""
    return min((os.cpu_count() or 1) + 1, 4)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The tests of a `group` stay on one process, in order: they share fixtures and a `memo`.

    xdist 3.8 marks groups in a node id that pytest 9.2 no longer reads: with `loadgroup` every test would go alone.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    return Groups(config, log)


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """One warm student's side for the whole session: forked where that is possible."""
    launcher = default_launcher(hash_seed=1)
    yield launcher
    launcher.close()
