"""Results as JUnit XML, of one submission and of a class."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

from grader.core.model import CheckResult, Lang, Status, SubmissionResult, Week
from grader.core.text import plain
from grader.results.report import said


def to_junit(result: SubmissionResult, week: Week) -> str:
    """JUnit XML: a suite for each exercise, a case for each check; not started counts as skipped."""
    root = ET.Element("testsuites", name=f"{result.week} {plain(result.submission)}")
    for exercise in week.exercises:
        checks = [c for c in result.checks if c.spec.exercise == exercise.name]
        if not checks:
            continue
        suite = ET.SubElement(root, "testsuite", name=exercise.name, tests=str(len(checks)))
        counts = {"failures": 0, "errors": 0, "skipped": 0}
        for check in checks:
            kind = _add_result(suite, check, week)
            if kind:
                counts[kind] += 1
        suite.attrib |= {k: str(v) for k, v in counts.items()}
        suite.set("time", f"{sum(c.seconds for c in checks):.3f}")
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_result(suite: ET.Element, check: CheckResult, week: Week) -> str:
    case = ET.SubElement(
        suite, "testcase", classname=f"{check.spec.exercise}.{check.spec.function}", name=check.spec.name,
        time=f"{check.seconds:.3f}",
    )  # fmt: skip
    finding = check.finding
    if check.status is Status.PASSED:
        return ""
    text = said(check, week)
    if check.status is Status.NOT_STARTED:
        ET.SubElement(case, "skipped", message=plain(text["en"]))
        return "skipped"
    failed = check.status is Status.FAILED
    element = ET.SubElement(
        case, "failure" if failed else "error", type=str(check.status), message=plain(text["en"])
    )
    facts = [finding.call, finding.got, finding.expected] if finding else []
    lines = [*facts, text["ko"]]
    element.text = plain("\n".join(line for line in lines if line))
    return "failures" if failed else "errors"


def class_junit(week: str, reports: Iterable[Mapping[str, Any]], lang: Lang) -> str:
    """As `export.to_junit` tells one submission: not started is skipped, wrong a failure, everything else an error."""
    root = ET.Element("testsuites", name=week)
    for report in reports:
        checks = report["checks"]
        suite = ET.SubElement(root, "testsuite", name=plain(report["submission"]), tests=str(len(checks)))
        kinds = [_add_check(suite, check, lang) for check in checks]
        for kind in ("failure", "error", "skipped"):
            suite.set(kind + ("" if kind == "skipped" else "s"), str(kinds.count(kind)))
        suite.set("time", f"{sum(check['seconds'] for check in checks):.3f}")
    ET.indent(root, space=" ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_check(suite: ET.Element, check: Mapping[str, Any], lang: Lang) -> str:
    """Add a check; returns the name of the element that says why it did not pass, "" when it did."""
    case = ET.SubElement(
        suite, "testcase", classname=f"{check['exercise']}.{check['function']}", name=check["id"].rpartition(".")[2],
        time=f"{check['seconds']:.3f}",
    )  # fmt: skip
    status = check["status"]
    if status == "passed":
        return ""
    kind = {"not_started": "skipped", "failed": "failure"}.get(status, "error")
    element = ET.SubElement(case, kind, message=plain(check["message"][lang]))
    if kind != "skipped":
        element.set("type", status)
        element.text = plain("\n".join(filter(None, (check["call"], check["got"], check["expected"]))))
    return kind
