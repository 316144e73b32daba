"""The pytest plug-in of a run: picks the checks that are wanted, gives them their fixtures, keeps what became of each."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from grader.checking.draw import Draw
from grader.checking.exercise_run import Budget, ExerciseRun
from grader.checking.findings import finding_of
from grader.checking.memo import digest_of
from grader.checking.props import load_props
from grader.checking.setting import Setting
from grader.checking.student import Student
from grader.core.errors import Died, GraderFault, Mismatch, Raised
from grader.core.model import CheckResult, CheckSpec, Finding, Status
from grader.intake.submission import HandedIn

OnResult = Callable[[CheckResult], None]


class Plugin:
    """Collects the checks that are wanted, gives them their fixtures, and keeps what became of each."""

    def __init__(
        self,
        setting: Setting,
        submission: HandedIn,
        wanted: dict[str, CheckSpec],
        *,
        budget: Budget,
        on_result: OnResult,
        until_failed: bool = False,
    ) -> None:
        """wanted: the checks to run by their ids, in the order in which they run. until_failed: none after a failure."""
        self.wanted = wanted
        self.results: dict[str, CheckResult] = {}
        self.trouble = ""
        self.interrupted = False
        self.stopped = False
        """Whether checks were left out after one that failed."""
        self._until_failed = until_failed
        self._setting = setting
        self._submission = submission
        self._budget = budget
        self._on_result = on_result
        self._exercise: ExerciseRun | None = None
        self._students: dict[str, Student] = {}

    def close(self) -> None:
        if self._exercise:
            self._exercise.close()

    def exercise(self, name: str) -> ExerciseRun:
        if self._exercise is None or self._exercise.name != name:
            self.close()
            self._exercise = ExerciseRun(self._setting, self._submission, name, budget=self._budget)
        return self._exercise

    # ---- fixtures ---------------------------------------------------------------------------------------------

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Student:
        """The way to the student's side."""
        spec = self.wanted[check_id(request.node)]
        remember = self._setting.memo is not None
        student = Student(
            spec,
            self._setting.week,
            lambda: self.exercise(spec.exercise),
            self._setting.seed,
            remember=remember,
            on_ask=self._setting.on_ask,
        )
        self._students[spec.id] = student
        return student

    @pytest.fixture
    def draw(self, request: pytest.FixtureRequest) -> Draw:
        """This check's own random inputs."""
        return Draw(self._setting.seed, check_id(request.node))

    @pytest.fixture
    def props(self, request: pytest.FixtureRequest) -> types.SimpleNamespace:
        """The exercise's props, for the examiner's own computation."""
        return load_props(
            self._setting.week, self.wanted[check_id(request.node)].exercise, self._setting.datasets
        )

    @pytest.fixture
    def datasets(self) -> Path:
        """The folder of real photos, names and weights."""
        return self._setting.datasets

    # ---- hooks ------------------------------------------------------------------------------------------------

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = {check_id(item): item for item in items}
        unknown = sorted(set(found) - {spec.id for spec in self._setting.week.checks})
        if unknown:
            self.trouble = f"exercise.toml does not list {', '.join(unknown)}"
            found.clear()
        items[:] = [found[id] for id in self.wanted if id in found]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.trouble = f"{report.nodeid}: {report.longreprtext[-1500:]}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Leave out a check that has passed before on the same answers as this submission gives; see `memo`."""
        id = check_id(pyfuncitem)
        first, student = self._setting.memo.first(id) if self._setting.memo else None, self._students.get(id)
        return True if first and student and student.replay(first) else None

    def pytest_keyboard_interrupt(self) -> None:
        self.interrupted = True

    def pytest_internalerror(self, excrepr: Any) -> None:
        self.trouble = str(excrepr)[-1500:]

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep the result. pytest's own hook would spend most of a failing check's time on the text of a traceback."""
        if call.when == "call" or (call.when == "setup" and call.excinfo):
            error = call.excinfo.value if call.excinfo else None
            if not isinstance(error, KeyboardInterrupt):
                self._record(check_id(item), error, call.duration)
                if self._until_failed and self.results[check_id(item)].status is not Status.PASSED:
                    self.stopped = True
                    item.session.shouldfail = "a check failed"
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        assert call.when != "collect"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)

    def _record(self, id: str, error: BaseException | None, seconds: float) -> None:
        spec = self.wanted[id]
        student = self._students.get(id)
        status, finding = self._judge(spec, student, error)
        if spec.advice and status in (Status.FAILED, Status.ERROR) and not getattr(error, "at_load", False):
            status = Status.PASSED  # the finding stays: it is shown as a tip
        if self._setting.memo and error is None and student and student.transcript:
            self._setting.memo.add(id, student.transcript)
        prints = self._exercise.take_prints() if self._exercise else ""
        answers = digest_of(student.transcript) if student and student.transcript else ""
        if finding and finding.cause == "none" and prints.strip():
            finding = dataclasses.replace(finding, cause="printed")
        result = CheckResult(spec, status, round(seconds, 4), finding, prints, answers)
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
            # the check stumbled over a value that came back: the work is wrong, and it is not the grader's fault
            if student.last.returned:
                error = Mismatch("unusable", got=student.last.got, expected=spec.title["en"])
            else:  # what a prop gave, on the student's side
                error = Raised("prepare", type(error).__name__, str(error)[:200])
        where = functools.partial(self._submission.place, spec.exercise)
        status, finding = finding_of(spec, self._setting.week, error, where)
        if not finding.file:
            own = where("", self._exercise.lines.get(spec.function, 0) if self._exercise else 0)
            finding = dataclasses.replace(finding, file=own.file, line=own.line)
        tidy = self._exercise.tidy if self._exercise else str
        return status, dataclasses.replace(
            finding,
            call=student.last.text if student and not getattr(error, "at_load", False) else "",
            got=tidy(finding.got or (student.last.got if student else "")),
        )


def check_id(item: Any) -> str:
    """`ex6_detect.nms.shuffled` of check_nms__shuffled in ex6_detect/checks.py."""
    function, _, name = item.name.removeprefix("check_").partition("__")
    return f"{item.path.parent.name}.{function}.{name}"
