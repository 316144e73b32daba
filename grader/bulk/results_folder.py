"""The folder RESULTS: `run.json`, a report for each submission, `gradebook.csv`. Files are written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.bulk.gradebook import gradebook
from grader.bulk.report_files import ReportFiles, report_files
from grader.core.files import write
from grader.core.model import Week
from grader.results.report import Report


class RunRecord(msgspec.Struct, frozen=True):
    """`run.json`: what a run was asked for. The seed can be read even if another version added fields."""

    week: str
    seed: int
    isolation: str = ""
    grader: str = ""


@dataclass(frozen=True)
class ResultsFolder:
    """The folder RESULTS."""

    folder: Path

    @property
    def gradebook(self) -> Path:
        return self.folder / "gradebook.csv"

    @property
    def _record(self) -> Path:
        return self.folder / "run.json"

    def seed(self, week: str) -> int | None:
        """The seed that an earlier run of the same week recorded."""
        try:
            record = msgspec.json.decode(self._record.read_bytes(), type=RunRecord)
        except (OSError, ValueError):  # no record, or a broken one (msgspec's errors are ValueErrors)
            return None
        return record.seed if record.week == week else None

    def begin(self, record: RunRecord) -> None:
        """Record what the run was asked for."""
        write(self._record, json.dumps(msgspec.to_builtins(record), ensure_ascii=False, indent=1) + "\n")

    def reports(self, ids: Iterable[str]) -> ReportFiles:
        """The files of the reports of these submissions."""
        return report_files(self.folder / "reports", ids)

    def write_gradebook(self, week: Week, reports: Iterable[Report]) -> None:
        write(self.gradebook, gradebook(week, reports))
