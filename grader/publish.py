"""What a run writes for people and for other programs, after the marks are there: the pages and the exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader import export
from grader.classpage import Pair, pages
from grader.errors import UsageError
from grader.model import Lang, Week


def publish(
    folder: Path,
    week: Week,
    reports: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    lang: Lang,
    pairs: Sequence[Pair] | None = None,
) -> Path:
    """Write `index.html` and `students/` into RESULTS; returns the page to open. Raises UsageError.

    names: id of each report to its file name without a suffix.
    """
    files: dict[str, str] = pages(week, reports, names, lang, pairs)
    try:
        for name, text in files.items():
            export.write(folder / name, text)
    except OSError as error:
        raise UsageError("cannot_write", path=folder, reason=error.strerror or str(error)) from None
    return folder / "index.html"
