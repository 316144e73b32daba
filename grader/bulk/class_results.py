"""The results of a class, from which the pages and the exports are made."""

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
    """The name of its report and of its page, without a suffix."""
    owner: Owner | None = None
    """The student as the LMS knows them; None when the submission came from elsewhere."""


@dataclass(frozen=True)
class ClassResults:
    """A week's results of a class."""

    week: Week
    lang: Lang
    """The language of the pages and exports."""
    rows: tuple[ClassRow, ...]
    """In the order of the submissions."""

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(row.report for row in self.rows)

    @property
    def marked(self) -> tuple[ClassRow, ...]:
        """All rows but those on which the grader itself failed: nobody gets 0 points for that."""
        return tuple(row for row in self.rows if row.report.status is not SubmissionStatus.FAULT)
