"""Results as files: the JSON of one submission (DESIGN section 5) and JUnit XML."""

from __future__ import annotations

import json
from typing import Any

from grader import __version__
from grader.core.messages import everywhere, message
from grader.core.model import CheckResult, Status, SubmissionResult, Text, Week

SCHEMA = 1


def to_data(result: SubmissionResult, week: Week) -> dict[str, Any]:
    """Plain data in the format of `--json` and of bulk reports."""
    return {
        "schema": SCHEMA,
        "week": result.week,
        "submission": result.submission,
        "status": result.status,
        "score": result.score,
        "max_score": result.max_score,
        "isolation": result.isolation,
        "seed": result.seed,
        "seconds": result.seconds,
        "grader": __version__,
        "torch": result.torch,
        "checks": [_check(c, week) for c in result.checks],
        "notes": list(result.notes),
    }


def _check(result: CheckResult, week: Week) -> dict[str, Any]:
    finding = result.finding
    return {
        "id": result.spec.id,
        "exercise": result.spec.exercise,
        "function": result.spec.function,
        "status": str(result.status),
        "points": result.points,
        "max_points": result.spec.points,
        "seconds": result.seconds,
        "message": dict(said(result, week)),
        "call": finding.call if finding else "",
        "got": finding.got if finding else "",
        "expected": finding.expected if finding else "",
        "mistake": finding.mistake if finding else None,
        "file": finding.file if finding else "",
        "line": finding.line if finding else 0,
        "reported": result.spec.reported,
    }


def said(result: CheckResult, week: Week) -> Text:
    if result.finding:
        return message(result.finding, week.mistakes)
    return everywhere("finding.passed" if result.status is Status.PASSED else f"count.{result.status}")


def to_json(result: SubmissionResult, week: Week, *, key: str = "") -> str:
    """key: what a bulk report depends on; while it is the same, the submission need not be graded again."""
    data = to_data(result, week) | ({"key": key} if key else {})
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()  # \udcff is JSON's own escape, too
