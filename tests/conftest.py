"""Fixtures of the project's own tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox.default import default_launcher
from grader.sandbox.launcher import Launcher

collect_ignore = ["submissions"]
"""Hostile code, conftest.py and all: it runs in a jail or not at all."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="every wrong solution, not only the daily ones")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of a file stay on one process, in order, unless they are in a group already."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(name=item.path.stem))


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """One warm student's side for the whole session: forked where that is possible."""
    launcher = default_launcher(hash_seed=1)
    yield launcher
    launcher.close()
