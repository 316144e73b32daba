"""Made-up reports of a made-up week, in the format of `grader bulk`."""

from __future__ import annotations

from typing import Any

from test_export import WEEK as EXPORT_WEEK

from grader.core.model import Mistake, Week

WEEK = Week(
    EXPORT_WEEK.name,
    EXPORT_WEEK.title,
    EXPORT_WEEK.exercises,
    {
        **EXPORT_WEEK.mistakes,
        "60": Mistake("60", "slice_to_last_good", {"ko": "순서가 다릅니다.", "en": "The order is another."}),
    },
    EXPORT_WEEK.folder,
)


def report(id: str, *, status: str = "graded", notes: list[str] | None = None) -> dict[str, Any]:
    """A submission that has passed every check, or one that could not be graded."""
    checks = [
        {
            "id": spec.id, "exercise": spec.exercise, "function": spec.function, "status": "passed", "points": spec.points,
            "max_points": spec.points, "seconds": 0.25, "message": {"ko": "통과했습니다.", "en": "Passed."}, "call": "",
            "got": "", "expected": "", "mistake": None, "file": "", "line": 0, "reported": False,
        }
        for spec in WEEK.checks
    ]  # fmt: skip
    made = {
        "schema": 1, "week": WEEK.name, "submission": id, "status": status, "isolation": "process", "seed": 7,
        "seconds": 2.0, "grader": "0", "torch": "2", "checks": checks, "notes": notes or [],
    }  # fmt: skip
    if status != "graded":
        for check in checks:
            fail(check, status="error" if status == "unreadable" else "fault")
    made["score"] = sum(check["points"] for check in checks)
    made["max_score"] = sum(check["max_points"] for check in checks)
    return made


def fail(check: dict[str, Any], *, status: str = "failed", **more: Any) -> None:
    """Make a check of a report fail."""
    more.setdefault("message", {"ko": "다릅니다.", "en": "It is another."})
    check.update(status=status, points=0.0, **more)
