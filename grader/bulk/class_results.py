"""What came out for a class: what the pages and the exports are made from."""

from __future__ import annotations

from dataclasses import dataclass

from grader.core.model import Lang, SubmissionStatus, Week
from grader.intake.lms_names import Owner
from grader.results.report import Report


@dataclass(frozen=True)
class ClassRow:
    """One submission of a class."""

    report: Report
    file_name: str
    """Of its report and its page, without a suffix."""
    owner: Owner | None = None
    """Whose it is to the LMS that it came from; None when it came from elsewhere."""


@dataclass(frozen=True)
class ClassResults:
    """A week's results of a class."""

    week: Week
    lang: Lang
    """Of the pages and exports."""
    rows: tuple[ClassRow, ...]
    """In the order of the submissions."""

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(row.report for row in self.rows)

    @property
    def marked(self) -> tuple[ClassRow, ...]:
        """Without those on which the grader itself failed: nobody gets 0 points for that."""
        return tuple(row for row in self.rows if row.report.status is not SubmissionStatus.FAULT)
