"""`gradebook.csv`, and CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from grader.core.model import Week
from grader.core.text import in_cell
from grader.results.report import Report


def gradebook(week: Week, reports: Iterable[Report]) -> str:
    """A row for each report, in their order: `submission,status,score,max_score,<exercises>,isolation,note`."""
    names = [exercise.name for exercise in week.exercises]
    rows = [["submission", "status", "score", "max_score", *names, "isolation", "note"]]
    for report in reports:
        checks = report.by_exercise
        points = [round(sum(check.points for check in checks.get(name, ())), 6) for name in names]
        numbers = [f"{number:g}" for number in (report.score, report.max_score, *points)]
        note = "; ".join(report.notes)
        rows.append([report.submission, report.status, *numbers, report.isolation, note])
    return table(rows)


def table(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV: no cell is a formula, and every character can be shown and written as UTF-8."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([in_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
