"""The examiner: runs a week's hidden checks with pytest on one submission, and turns what happens into results.

A result exists only here. pytest's exit code is ignored: every check that the week lists needs a result of its own,
and one without it is the grader's fault, never a pass.
"""

from __future__ import annotations

import contextlib
import math
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import torch

from grader.checking.exercise_run import Budget
from grader.checking.helpers import blame, broken, called
from grader.checking.plugin import OnResult, Plugin
from grader.checking.setting import Setting
from grader.core.errors import StudentError
from grader.core.model import (
    CheckResult,
    CheckSpec,
    Finding,
    Status,
    SubmissionResult,
    SubmissionStatus,
    Week,
)
from grader.core.target import Target
from grader.intake.submission import HandedIn

_INI = Path(__file__).resolve().parent / "checks.ini"


def grade(
    setting: Setting,
    submission: HandedIn,
    *,
    target: Target | None = None,
    first: Target | None = None,
    on_result: OnResult = lambda result: None,
    seconds: float = math.inf,
    until_failed: bool = False,
) -> SubmissionResult:
    """Run the checks that `target` names on one submission, calling `on_result` after each, in the week's order.

    first: which of these checks run before the others.
    seconds: how long all of the student's answers together may take; an answer after that counts as a timeout.
    until_failed: whether to stop after the first check that does not pass; the result has those that ran.
    """
    begun = time.monotonic()
    wanted = [spec for spec in setting.week.checks if (target or Target()).matches(spec)]
    ordered = sorted(wanted, key=lambda s: not first.matches(s)) if first else wanted
    results = _run(setting, submission, ordered, Budget(seconds), on_result, until_failed=until_failed)
    checks = tuple(results[spec.id] for spec in wanted if spec.id in results)
    if not until_failed:
        checks = _helpers_named(setting, submission, checks)
    return SubmissionResult(
        week=setting.week.name,
        submission=submission.name,
        checks=checks,
        isolation=setting.launcher.isolation,
        seed=setting.seed,
        seconds=round(time.monotonic() - begun, 3),
        torch=torch.__version__.split("+")[0],
        status=SubmissionStatus.FAULT
        if any(c.status is Status.FAULT for c in checks)
        else SubmissionStatus.GRADED,
    )


def _run(
    setting: Setting,
    submission: HandedIn,
    wanted: Sequence[CheckSpec],
    budget: Budget,
    on_result: OnResult = lambda result: None,
    *,
    until_failed: bool = False,
) -> dict[str, CheckResult]:
    """Run these checks in this order; a result for each of them, or up to the first that fails, by its id."""
    # checks are tiny: a pool of threads costs more than it saves, and much more on a busy machine
    torch.set_num_threads(1)
    order = {spec.id: spec for spec in wanted}
    plugin = Plugin(setting, submission, order, budget=budget, on_result=on_result, until_failed=until_failed)
    try:
        _run_pytest(setting.week, plugin)
    finally:
        plugin.close()
    if plugin.interrupted:
        raise KeyboardInterrupt
    if plugin.stopped:
        return plugin.results
    return {spec.id: plugin.results.get(spec.id) or _no_result(spec, plugin) for spec in wanted}


def _helpers_named(
    setting: Setting, submission: HandedIn, checks: tuple[CheckResult, ...]
) -> tuple[CheckResult, ...]:
    """The results, of which the failed ones name a failing function that is called.

    Where such a function was not asked for, its checks are run here, for this purpose alone.
    """
    named: dict[str, CheckResult] = {}
    for exercise in dict.fromkeys(c.spec.exercise for c in checks if c.status is not Status.PASSED):
        own = [c for c in checks if c.spec.exercise == exercise]
        functions = [f.name for f in setting.week.exercise(exercise).functions]
        try:
            text = submission.files(exercise)[f"{exercise}.py"].decode("utf-8")
        except StudentError:
            continue
        calls = called(text, functions)
        needed = frozenset().union(*(calls.get(name, frozenset()) for name in broken(own)))
        needed -= {c.spec.function for c in own}
        others = [c for c in setting.week.checks if c.exercise == exercise and c.function in needed]
        ran = _run(setting, submission, others, Budget()) if others else {}
        failing = broken([*own, *ran.values()])
        named |= {c.spec.id: blame(c, calls, failing) for c in own}
    return tuple(named.get(c.spec.id, c) for c in checks)


def _no_result(spec: CheckSpec, plugin: Plugin) -> CheckResult:
    text = plugin.trouble or f"no check for {spec.id}"
    return CheckResult(spec, Status.FAULT, finding=Finding("fault", {"text": text}))


def _run_pytest(week: Week, plugin: Plugin) -> None:
    names = {spec.exercise for spec in plugin.wanted.values()}
    files = [str(path) for e in week.exercises if e.name in names for path in week.check_files(e.name)]
    options = ["-c", str(_INI), "--rootdir", str(week.folder), "--confcutdir", str(week.folder)]
    options += ["--import-mode=importlib", "--assert=plain", "--capture=no"]
    for unused in ("cacheprovider", "terminal", "logging", "warnings", "faulthandler", "unraisableexception"):
        options += ["-p", f"no:{unused}"]
    options += ["-p", "no:threadexception"]
    with _own_environment():
        pytest.main([*options, *files], plugins=[plugin])


@contextlib.contextmanager
def _own_environment() -> Iterator[None]:
    """Let in no plug-in and no option from outside, so that the checks run the same on every machine."""
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_CURRENT_TEST")
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
