"""Reports as JUnit XML: of one submission, a suite for each exercise; of a class, a suite for each submission.

A check that was not started is skipped, a wrong one is a failure, and any other that did not pass is an error.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence

from grader.core.model import Lang, Status
from grader.core.text import plain
from grader.results.report import CheckReport, Report

_ELEMENTS = {Status.NOT_STARTED: "skipped", Status.FAILED: "failure"}
"""The element of a case that says why its check did not pass; every other status has `error`."""


def to_junit(report: Report) -> str:
    """One submission. Its messages are English for the tools that read it; the Korean message stands below the facts."""
    return _document(f"{report.week} {report.submission}", report.by_exercise.items(), "en", below="ko")


def class_to_junit(week: str, reports: Iterable[Report], lang: Lang) -> str:
    """A class, in one language."""
    return _document(week, ((report.submission, report.checks) for report in reports), lang)


def _document(
    name: str,
    suites: Iterable[tuple[str, Sequence[CheckReport]]],
    lang: Lang,
    *,
    below: Lang | None = None,
) -> str:
    """lang: language of the messages. below: language in which each message is repeated below the facts, if any."""
    root = ET.Element("testsuites", name=plain(name))
    for title, checks in suites:
        suite = ET.SubElement(root, "testsuite", name=plain(title), tests=str(len(checks)))
        elements = [_add_case(suite, check, lang, below) for check in checks]
        suite.set("failures", str(elements.count("failure")))
        suite.set("errors", str(elements.count("error")))
        suite.set("skipped", str(elements.count("skipped")))
        suite.set("time", f"{sum(check.seconds for check in checks):.3f}")
    ET.indent(root, space=" ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_case(suite: ET.Element, check: CheckReport, lang: Lang, below: Lang | None) -> str:
    """Add a check. Returns the name of the element that says why it did not pass; "" when it did."""
    case = ET.SubElement(
        suite, "testcase", classname=f"{check.exercise}.{check.function}", name=check.name, time=f"{check.seconds:.3f}"
    )  # fmt: skip
    if check.status is Status.PASSED:
        if check.max_points == 0 and check.got:  # advice that was not followed
            ET.SubElement(case, "system-out").text = plain(check.message[lang])
        return ""
    element = ET.SubElement(case, _ELEMENTS.get(check.status, "error"), message=plain(check.message[lang]))
    if check.status is not Status.NOT_STARTED:
        element.set("type", check.status)
        lines = (check.call, check.got, check.expected, check.message[below] if below else "")
        element.text = plain("\n".join(filter(None, lines)))
    return element.tag
