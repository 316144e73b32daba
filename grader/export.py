"""Results as files: the JSON of one submission (DESIGN section 5) and JUnit XML."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from grader import __version__
from grader.errors import UsageError
from grader.messages import everywhere, message
from grader.model import CheckResult, Status, SubmissionResult, Text, Week

SCHEMA = 1
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow, not even escaped (https://www.w3.org/TR/xml/#charsets)."""


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
        "message": dict(_said(result, week)),
        "call": finding.call if finding else "",
        "got": finding.got if finding else "",
        "expected": finding.expected if finding else "",
        "mistake": finding.mistake if finding else None,
        "file": finding.file if finding else "",
        "line": finding.line if finding else 0,
        "reported": result.spec.reported,
    }


def _said(result: CheckResult, week: Week) -> Text:
    if result.finding:
        return message(result.finding, week.mistakes)
    return everywhere("finding.passed" if result.status is Status.PASSED else f"count.{result.status}")


def to_json(result: SubmissionResult, week: Week, *, key: str = "") -> str:
    """key: what a bulk report depends on; while it is the same, the submission need not be graded again."""
    data = to_data(result, week) | ({"key": key} if key else {})
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()  # \udcff is JSON's own escape, too


def to_junit(result: SubmissionResult, week: Week) -> str:
    """JUnit XML: a suite for each exercise, a case for each check; not started counts as skipped."""
    root = ET.Element("testsuites", name=f"{result.week} {xml_text(result.submission)}")
    for exercise in week.exercises:
        checks = [c for c in result.checks if c.spec.exercise == exercise.name]
        if not checks:
            continue
        suite = ET.SubElement(root, "testsuite", name=exercise.name, tests=str(len(checks)))
        counts = {"failures": 0, "errors": 0, "skipped": 0}
        for check in checks:
            kind = _case(suite, check, week)
            if kind:
                counts[kind] += 1
        suite.attrib |= {k: str(v) for k, v in counts.items()}
        suite.set("time", f"{sum(c.seconds for c in checks):.3f}")
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, check: CheckResult, week: Week) -> str:
    case = ET.SubElement(
        suite, "testcase", classname=f"{check.spec.exercise}.{check.spec.function}", name=check.spec.name,
        time=f"{check.seconds:.3f}",
    )  # fmt: skip
    finding = check.finding
    if check.status is Status.PASSED:
        return ""
    text = _said(check, week)
    if check.status is Status.NOT_STARTED:
        ET.SubElement(case, "skipped", message=xml_text(text["en"]))
        return "skipped"
    failed = check.status is Status.FAILED
    element = ET.SubElement(
        case, "failure" if failed else "error", type=str(check.status), message=xml_text(text["en"])
    )
    said = [finding.call, finding.got, finding.expected] if finding else []
    lines = [*said, text["ko"]]
    element.text = xml_text("\n".join(line for line in lines if line))
    return "failures" if failed else "errors"


def xml_text(text: str) -> str:
    """The text without what XML cannot carry."""
    return _NOT_XML.sub("\ufffd", text)


def write(path: Path, data: str | bytes) -> None:
    """Write whole or not at all: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    if isinstance(data, bytes):
        part.write_bytes(data)
    else:
        part.write_text(data, encoding="utf-8", newline="\n")
    os.replace(part, path)


def write_asked(path: Path, data: str | bytes) -> None:
    """`write` to a place that a person named. Raises UsageError when it cannot be written."""
    try:
        write(path, data)
    except OSError as error:
        raise UsageError("cannot_write", path=path, reason=error.strerror or type(error).__name__) from None


def put_aside(path: Path) -> Path:
    """Rename a file that cannot be read, so that it is neither overwritten nor in the way; returns its new place."""
    serial = 1
    while (aside := path.with_suffix(f".broken{serial}.json")).exists():
        serial += 1
    path.replace(aside)
    return aside
