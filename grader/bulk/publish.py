"""What a run writes for people and for other programs, after the marks are there: the pages and the exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.bulk.lms import canvas, gradescope, moodle
from grader.bulk.pages import Pair, pages
from grader.bulk.similarity import similarity_table
from grader.core.errors import UsageError
from grader.core.files import write
from grader.core.model import Lang, Week
from grader.intake.lms_names import owner
from grader.intake.submission import Entry
from grader.results.junit import class_junit

EXPORTS = "exports"


def publish(
    folder: Path,
    week: Week,
    entries: Sequence[Entry],
    reports: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    lang: Lang,
    pairs: Sequence[Pair] | None = None,
) -> Path:
    """Write `index.html`, `students/` and `exports/` into RESULTS; returns the page to open. Raises UsageError.

    names: id of each report to its file name without a suffix.
    """
    files = pages(week, reports, names, lang, pairs) | _exports(week, entries, reports, names, lang)
    if pairs is not None:
        files["similarity.csv"] = similarity_table(pairs)
    try:
        for name, text in files.items():
            write(folder / name, text)
        for report in reports:  # as an earlier run left it, before the grader failed
            if report["status"] == "fault":
                (folder / _gradescope(names[report["submission"]])).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError("cannot_write", path=folder, reason=error.strerror or str(error)) from None
    return folder / "index.html"


def _exports(
    week: Week,
    entries: Sequence[Entry],
    reports: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    lang: Lang,
) -> dict[str, str]:
    """What other programs read: path below RESULTS to text."""
    owners = {entry.id: owner(entry) for entry in entries}
    files = {
        f"{EXPORTS}/canvas.csv": canvas(week, reports, owners),
        f"{EXPORTS}/moodle.csv": moodle(week, reports, owners, lang),
        f"{EXPORTS}/junit.xml": class_junit(week.name, reports, lang),
    }
    for report in reports:
        if report["status"] != "fault":
            files[_gradescope(names[report["submission"]])] = gradescope(week, report, lang)
    return files


def _gradescope(name: str) -> str:
    return f"{EXPORTS}/gradescope/{name}.json"
