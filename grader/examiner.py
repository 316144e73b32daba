"""The examiner: runs a week's hidden checks with pytest on one submission, and turns what happens into results.

A result exists only here. pytest's exit code is ignored: every check that `week.toml` lists needs a result of its own,
and one without it is the grader's fault, never a pass.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import importlib.util
import math
import os
import sys
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
import torch

from grader.catalog import Target
from grader.draw import Draw
from grader.errors import Died, GraderFault, Mismatch, Raised
from grader.exercise import Budget, Exercise
from grader.findings import finding_of
from grader.isolation import Launcher
from grader.memo import Memo
from grader.model import CheckResult, CheckSpec, Finding, Status, SubmissionResult, Week
from grader.student import Student
from grader.submission import HandedIn

OnResult = Callable[[CheckResult], None]
_INI = Path(__file__).resolve().parent / "weeks" / "checks.ini"


def grade(
    week: Week,
    submission: HandedIn,
    launcher: Launcher,
    *,
    datasets: Path,
    seed: int,
    target: Target | None = None,
    first: Target | None = None,
    on_result: OnResult = lambda result: None,
    seconds: float = math.inf,
    memo: Memo | None = None,
) -> SubmissionResult:
    """Run the checks that `target` names on one submission, calling `on_result` after each, in week.toml's order.

    first: of these checks, the ones to run before the others.
    seconds: how long all of the student's answers together may take; what is not answered by then counts as too long.
    memo: what has passed before, of the same week and seed.
    """
    begun = time.monotonic()
    torch.set_num_threads(
        1
    )  # checks are tiny: a pool of threads costs more than it saves, and much more on a busy machine
    wanted = [spec for spec in week.checks if (target or Target()).matches(spec)]
    open_exercise = functools.partial(
        Exercise, week, submission, launcher, datasets=datasets, seed=seed, budget=Budget(seconds)
    )
    ordered = sorted(wanted, key=lambda s: not first.matches(s)) if first else wanted
    order = {spec.id: spec for spec in ordered}
    plugin = _Plugin(week, submission, open_exercise, datasets, seed, order, on_result, memo)
    try:
        _run_pytest(week, plugin)
    finally:
        plugin.close()
    if plugin.interrupted:
        raise KeyboardInterrupt
    checks = tuple(plugin.results.get(spec.id) or _no_result(spec, plugin) for spec in wanted)
    return SubmissionResult(
        week=week.name,
        submission=submission.name,
        checks=checks,
        isolation=launcher.isolation,
        seed=seed,
        seconds=round(time.monotonic() - begun, 3),
        torch=torch.__version__.split("+")[0],
        status="fault" if any(c.status is Status.FAULT for c in checks) else "graded",
    )


def _no_result(spec: CheckSpec, plugin: _Plugin) -> CheckResult:
    text = plugin.trouble or f"no check for {spec.id}"
    return CheckResult(spec, Status.FAULT, finding=Finding("fault", {"text": text}))


def _run_pytest(week: Week, plugin: _Plugin) -> None:
    names = {spec.exercise for spec in plugin.wanted.values()}
    files = [str(week.folder / f"check_{e.name}.py") for e in week.exercises if e.name in names]
    options = ["-c", str(_INI), "--rootdir", str(week.folder), "--confcutdir", str(week.folder)]
    options += ["--import-mode=importlib", "--assert=plain", "--capture=no"]
    for unused in ("cacheprovider", "terminal", "logging", "warnings", "faulthandler", "unraisableexception"):
        options += ["-p", f"no:{unused}"]
    options += ["-p", "no:threadexception"]
    with _own_environment():
        pytest.main([*options, *files], plugins=[plugin])


@contextlib.contextmanager
def _own_environment() -> Iterator[None]:
    """No plug-in and no option from outside: the checks run the same on every machine."""
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


class _Plugin:
    """Collects the checks that are wanted, gives them their fixtures, and keeps what became of each."""

    def __init__(
        self,
        week: Week,
        submission: HandedIn,
        open_exercise: Callable[[str], Exercise],
        datasets: Path,
        seed: int,
        wanted: dict[str, CheckSpec],
        on_result: OnResult,
        memo: Memo | None = None,
    ) -> None:
        self.wanted = wanted
        self.results: dict[str, CheckResult] = {}
        self.trouble = ""
        self.interrupted = False
        self._week = week
        self._submission = submission
        self._open_exercise = open_exercise
        self._datasets = datasets
        self._seed = seed
        self._on_result = on_result
        self._memo = memo
        self._exercise: Exercise | None = None
        self._students: dict[str, Student] = {}

    def close(self) -> None:
        if self._exercise:
            self._exercise.close()

    def exercise(self, name: str) -> Exercise:
        if self._exercise is None or self._exercise.name != name:
            self.close()
            self._exercise = self._open_exercise(name)
        return self._exercise

    # ---- fixtures ---------------------------------------------------------------------------------------------

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Student:
        """The way to the student's side."""
        spec = self.wanted[_check_id(request.node)]
        remember = self._memo is not None
        student = Student(
            spec, self._week, lambda: self.exercise(spec.exercise), self._seed, remember=remember
        )
        self._students[spec.id] = student
        return student

    @pytest.fixture
    def draw(self, request: pytest.FixtureRequest) -> Draw:
        """This check's own random inputs."""
        return Draw(self._seed, _check_id(request.node))

    @pytest.fixture
    def props(self, request: pytest.FixtureRequest) -> types.SimpleNamespace:
        """The exercise's props, for the examiner's own computation."""
        return load_props(self._week, self.wanted[_check_id(request.node)].exercise, self._datasets)

    @pytest.fixture
    def datasets(self) -> Path:
        """The folder of real photos, names and weights."""
        return self._datasets

    # ---- hooks ------------------------------------------------------------------------------------------------

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = {_check_id(item): item for item in items}
        unknown = sorted(set(found) - {spec.id for spec in self._week.checks})
        if unknown:
            self.trouble = f"week.toml does not list {', '.join(unknown)}"
            found.clear()
        items[:] = [found[id] for id in self.wanted if id in found]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.trouble = f"{report.nodeid}: {report.longreprtext[-1500:]}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """A check that has passed with the answers that this submission gives, too, need not run."""
        id = _check_id(pyfuncitem)
        first, student = self._memo.first(id) if self._memo else None, self._students.get(id)
        return True if first and student and student.replay(first) else None

    def pytest_keyboard_interrupt(self) -> None:
        self.interrupted = True

    def pytest_internalerror(self, excrepr: Any) -> None:
        self.trouble = str(excrepr)[-1500:]

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep the result; in place of pytest's own, which spends most of a failing check's time on a traceback as text."""
        if call.when == "call" or (call.when == "setup" and call.excinfo):
            error = call.excinfo.value if call.excinfo else None
            if not isinstance(error, KeyboardInterrupt):
                self._record(_check_id(item), error, call.duration)
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def _record(self, id: str, error: BaseException | None, seconds: float) -> None:
        spec = self.wanted[id]
        student = self._students.get(id)
        status, finding = self._judge(spec, student, error)
        if self._memo and status is Status.PASSED and student and student.transcript:
            self._memo.add(id, student.transcript)
        prints = self._exercise.take_prints() if self._exercise else ""
        result = CheckResult(spec, status, round(seconds, 4), finding, prints)
        self.results[id] = result
        self._on_result(result)

    def _judge(
        self, spec: CheckSpec, student: Student | None, error: BaseException | None
    ) -> tuple[Status, Finding | None]:
        if error is None:
            return Status.PASSED, None
        if not isinstance(error, Raised | Died | Mismatch | AssertionError):
            if isinstance(error, GraderFault) or student is None or not student.heard:
                text = f"{spec.id}: {type(error).__name__}: {error}"
                return Status.FAULT, Finding("fault", {"text": text})
            # the check stumbled over what came back: wrong work, whatever it is, and never the grader's fault
            if student.last.returned:
                error = Mismatch("unusable", got=student.last.got, expected=spec.title["en"])
            else:  # what a prop gave, on the student's side
                error = Raised("prepare", type(error).__name__, str(error)[:200])
        status, finding = finding_of(spec, self._week, error)
        lines = self._exercise.lines if self._exercise else {}
        tidy = self._exercise.tidy if self._exercise else str
        return status, dataclasses.replace(
            finding,
            call=student.last.text if student and not getattr(error, "at_load", False) else "",
            got=tidy(finding.got or (student.last.got if student else "")),
            file=f"{self._submission.shown or self._submission.name}/{finding.file or spec.exercise + '.py'}",
            line=finding.line or lines.get(spec.function, 0),
        )


def _check_id(item: Any) -> str:
    """`ex6_detect.nms.shuffled` of check_nms__shuffled in check_ex6_detect.py."""
    function, _, name = item.name.removeprefix("check_").partition("__")
    return f"{item.path.stem.removeprefix('check_')}.{function}.{name}"


def load_props(week: Week, exercise: str, datasets: Path) -> types.SimpleNamespace:
    """What the exercise's props define, and behind it what the week's do: the same texts that run on the student's side."""
    names: dict[str, Any] = {}
    for path in week.props(exercise):
        module = sys.modules.get(path.stem)
        if module is None or getattr(module, "__file__", None) != str(path):
            spec = importlib.util.spec_from_file_location(path.stem, path)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[path.stem] = module  # one may say `from props import ...`, as on the other side
            spec.loader.exec_module(module)
        module.__dict__["DATASETS"] = datasets
        names |= vars(module)
    return types.SimpleNamespace(**names)
