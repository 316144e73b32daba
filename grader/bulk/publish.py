"""What a run writes for people and for other programs, after the marks are there: the pages and the exports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.bulk.class_results import ClassResults, ClassRow
from grader.bulk.lms import canvas, gradescope, moodle
from grader.bulk.pages import Pair, pages
from grader.bulk.similarity import similarity_table
from grader.core.errors import UsageError
from grader.core.files import write
from grader.core.model import SubmissionStatus
from grader.results.junit import class_to_junit

EXPORTS = "exports"


def publish(folder: Path, results: ClassResults, pairs: Sequence[Pair] | None = None) -> Path:
    """Write `index.html`, `students/` and `exports/` into RESULTS; returns the page to open. Raises UsageError.

    pairs: None when nobody asked for similar submissions.
    """
    files = pages(results, pairs) | _exports(results)
    if pairs is not None:
        files["similarity.csv"] = similarity_table(pairs)
    try:
        for name, text in files.items():
            write(folder / name, text)
        for row in results.rows:  # an earlier run may have written one
            if row.report.status is SubmissionStatus.FAULT:
                (folder / _gradescope(row)).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError("cannot_write", path=folder, reason=error.strerror or str(error)) from None
    return folder / "index.html"


def _exports(results: ClassResults) -> dict[str, str]:
    """What other programs read: path below RESULTS to text."""
    week, lang = results.week, results.lang
    files = {
        f"{EXPORTS}/canvas.csv": canvas(results),
        f"{EXPORTS}/moodle.csv": moodle(results),
        f"{EXPORTS}/junit.xml": class_to_junit(week.name, results.reports, lang),
    }
    return files | {_gradescope(row): gradescope(row.report, week, lang) for row in results.marked}


def _gradescope(row: ClassRow) -> str:
    return f"{EXPORTS}/gradescope/{row.file_name}.json"
