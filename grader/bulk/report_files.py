"""`RESULTS/reports/`: a file for each submission, read strictly. What is no report of this version is graded again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.core.file_names import file_name, file_names
from grader.core.files import write
from grader.results.report import BrokenReport, Report, decode, encode


@dataclass(frozen=True)
class ReportFiles:
    """The files of a class's reports."""

    folder: Path
    names: Mapping[str, str]
    """Id of each submission to the name of its file, without `.json`."""

    def read(self, id: str) -> Report | None:
        """The report of an earlier run; None when it is missing or cannot be used."""
        try:
            report = decode(self._path(id).read_bytes())
        except (OSError, BrokenReport):
            return None
        return report if report.submission == id else None

    def write(self, report: Report) -> Report:
        """Write a report; returns it as the next run will read it."""
        text = encode(report)
        write(self._path(report.submission), text)
        return decode(text.encode())

    def _path(self, id: str) -> Path:
        return self.folder / f"{self.names[id]}.json"


def report_files(folder: Path, ids: Iterable[str]) -> ReportFiles:
    """The files of the reports in `folder`. On a disk that ignores case, no two names differ only in case."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".Case"
    probe.touch()
    one_case = probe.with_name(".case").exists()
    probe.unlink()
    ids = list(ids)
    return ReportFiles(folder, file_names(ids) if one_case else {id: file_name(id) for id in ids})
