"""The results of a class on disk: `run.json`, a report for each submission, `gradebook.csv`. Written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.core.file_names import file_name, file_names
from grader.core.files import write
from grader.core.model import Week
from grader.core.text import in_cell


@dataclass(frozen=True)
class ResultsFolder:
    """The folder RESULTS."""

    folder: Path

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def gradebook(self) -> Path:
        return self.folder / "gradebook.csv"

    def seed(self, week: str) -> int | None:
        """The seed that an earlier run of the same week recorded."""
        data = _read(self.folder / "run.json")
        seed = data.get("seed")
        return seed if data.get("week") == week and isinstance(seed, int) else None

    def begin(self, data: dict[str, Any]) -> None:
        """Record what the run was asked for."""
        write(self.folder / "run.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The file name of each report, without `.json`; on a disk to which A and a are one name no two are alike."""
        self.reports.mkdir(parents=True, exist_ok=True)
        probe = self.reports / ".Case"
        probe.touch()
        one_case = probe.with_name(".case").exists()
        probe.unlink()
        ids = list(ids)
        return file_names(ids) if one_case else {id: file_name(id) for id in ids}

    def report(self, name: str) -> dict[str, Any]:
        """The report of an earlier run; empty when there is none, or none that can be read."""
        return _read(self.reports / f"{name}.json")

    def write_report(self, name: str, text: str) -> None:
        write(self.reports / f"{name}.json", text)

    def write_gradebook(self, week: Week, reports: Iterable[dict[str, Any]]) -> None:
        write(self.gradebook, gradebook(week, reports))


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def gradebook(week: Week, reports: Iterable[dict[str, Any]]) -> str:
    """A row for each report, in their order: `submission,status,score,max_score,<exercises>,isolation,note`."""
    names = [e.name for e in week.exercises]
    rows = [["submission", "status", "score", "max_score", *names, "isolation", "note"]]
    for report in reports:
        points = dict.fromkeys(names, 0.0)
        for check in report["checks"]:
            points[check["exercise"]] += check["points"]
        numbers = [report["score"], report["max_score"], *(round(points[n], 6) for n in names)]
        note = "; ".join(report["notes"])
        row = [
            report["submission"],
            report["status"],
            *(f"{n:g}" for n in numbers),
            report["isolation"],
            note,
        ]
        rows.append(row)
    return table(rows)


def table(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV: no cell is a formula, and every character can be shown and written as UTF-8."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([in_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
