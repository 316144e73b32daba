"""Made-up reports of a made-up week, in the format of `grader bulk`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from grader.bulk.class_results import ClassResults, ClassRow
from grader.core.file_names import file_name
from grader.core.model import Lang, Mistake, Status, SubmissionStatus, Week
from grader.intake.lms_names import Owner
from grader.results.report import SCHEMA, CheckReport, Report
from support.small_week import WEEK as SMALL_WEEK

WEEK = Week(
    SMALL_WEEK.name,
    SMALL_WEEK.title,
    SMALL_WEEK.exercises,
    {
        **SMALL_WEEK.mistakes,
        "60": Mistake("60", "slice_to_last_good", {"ko": "순서가 다릅니다.", "en": "The order is another."}),
    },
    SMALL_WEEK.folder,
)


def report(
    id: str, *, status: SubmissionStatus = SubmissionStatus.GRADED, notes: Sequence[str] = ()
) -> Report:
    """A submission that has passed every check, or one that could not be graded."""
    checks = tuple(
        CheckReport(
            id=spec.id, exercise=spec.exercise, function=spec.function, status=Status.PASSED, points=spec.points,
            max_points=spec.points, seconds=0.25, message={"ko": "통과했습니다.", "en": "Passed."}, call="",
            got="", expected="", mistake=None, file="", line=0, reported=False,
        )
        for spec in WEEK.checks
    )  # fmt: skip
    made = Report(
        schema=SCHEMA, week=WEEK.name, submission=id, status=status, score=10.5, max_score=10.5, isolation="process",
        seed=7, seconds=2.0, grader="0", torch="2", checks=checks, notes=tuple(notes),
    )  # fmt: skip
    if status is not SubmissionStatus.GRADED:
        for place in range(len(checks)):
            made = fail(
                made, place, status=Status.FAULT if status is SubmissionStatus.FAULT else Status.ERROR
            )
    return made


def fail(made: Report, place: int, *, status: Status = Status.FAILED, **more: Any) -> Report:
    """The report with the check at `place` failed, and fewer points."""
    more.setdefault("message", {"ko": "다릅니다.", "en": "It is another."})
    checks = list(made.checks)
    checks[place] = replace(checks[place], status=status, points=0.0, **more)
    return replace(made, checks=tuple(checks), score=sum(check.points for check in checks))


def class_results(
    reports: Sequence[Report],
    lang: Lang = "en",
    *,
    names: Mapping[str, str] | None = None,
    owners: Mapping[str, Owner | None] | None = None,
) -> ClassResults:
    """What came out for a class of these reports. names: of their files; owners: whose they are to an LMS."""
    rows = [
        ClassRow(one, names[one.submission] if names else file_name(one.submission), (owners or {}).get(one.submission))
        for one in reports
    ]  # fmt: skip
    return ClassResults(WEEK, lang, tuple(rows))
