"""JUnit XML of a class: a suite for each submission, a case for each check."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

from grader.model import Lang
from grader.names import plain


def class_junit(week: str, reports: Iterable[Mapping[str, Any]], lang: Lang) -> str:
    """As `export.to_junit` tells one submission: not started is skipped, wrong a failure, everything else an error."""
    root = ET.Element("testsuites", name=week)
    for report in reports:
        checks = report["checks"]
        suite = ET.SubElement(root, "testsuite", name=plain(report["submission"]), tests=str(len(checks)))
        kinds = [_case(suite, check, lang) for check in checks]
        for kind in ("failure", "error", "skipped"):
            suite.set(kind + ("" if kind == "skipped" else "s"), str(kinds.count(kind)))
        suite.set("time", f"{sum(check['seconds'] for check in checks):.3f}")
    ET.indent(root, space=" ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, check: Mapping[str, Any], lang: Lang) -> str:
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
