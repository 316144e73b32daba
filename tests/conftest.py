"""Fixtures of the project's own tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox.default import default_launcher
from grader.sandbox.launcher import Launcher

collect_ignore = ["submissions"]
"""Hostile code, conftest.py and all: it runs in a jail or not at all."""


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """One warm student's side for the whole session: forked where that is possible."""
    launcher = default_launcher(hash_seed=1)
    yield launcher
    launcher.close()
