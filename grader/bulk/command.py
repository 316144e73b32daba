"""`grader bulk week12 SUBMISSIONS --out RESULTS`: grade a class in parallel, each submission in a jail.

No submission can stop the class. Every report is written as soon as it is there. After a kill the same command goes on: it
keeps the reports whose submission, checks and seed are the same, and grades the rest. The order of the results never
depends on the number of jobs.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from grader import __version__
from grader.bulk import similarity
from grader.bulk.class_results import ClassResults, ClassRow
from grader.bulk.cluster import connected
from grader.bulk.pool import in_parallel
from grader.bulk.publish import publish
from grader.bulk.report_files import ReportFiles
from grader.bulk.results_folder import ResultsFolder, RunRecord
from grader.bulk.worker import Delivery, RunSettings
from grader.core.errors import UsageError
from grader.core.messages import say
from grader.core.model import Lang, SubmissionStatus, Week
from grader.core.week import load_week
from grader.core.workspace import Workspace, find_workspace
from grader.intake.entries import find_entries
from grader.intake.lms_names import owner
from grader.intake.submission import Entry
from grader.results.report import Report
from grader.sandbox.jail import require_jail

SEED_BITS = 63


@dataclass(frozen=True)
class BulkOptions:
    """What the command line of `grader bulk` says."""

    week: str
    submissions: Path
    out: Path
    jobs: int | None = None
    seed: int | None = None
    isolation: str = "jail"
    similarity: bool = False
    cluster: str | None = None


def bulk(options: BulkOptions, console: Console, lang: Lang) -> int:
    """Grade everything that is found; returns 0 when every submission has its row, 3 when the grader failed on one."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    _check_options(options)
    entries = find_entries(options.submissions)
    out = ResultsFolder(options.out)
    seed = options.seed
    if seed is None:
        seed = out.seed(week.name)  # the seed of an earlier run, which this one continues
    if seed is None:
        seed = secrets.randbits(SEED_BITS)
    task = RunSettings(
        week=week.name,
        seed=seed,
        lang=lang,
        datasets=workspace.datasets.resolve(),
        hidden=_hidden(workspace, options),
        isolation=options.isolation,
    )
    with _graders(options, week, entries, task) as (jobs, grade):
        try:
            out.begin(RunRecord(week.name, seed, task.isolation, __version__))
        except OSError as error:
            raise UsageError("cannot_write", path=options.out, reason=error.strerror or str(error)) from None
        console.print(
            " "
            + say("bulk.begin", lang, count=len(entries), week=week.name, jobs=jobs, isolation=task.isolation)
        )
        files = out.reports(entry.id for entry in entries)
        reports = _grade_all(entries, files, grade, console, lang)
    out.write_gradebook(week, reports)
    pairs = None
    if options.similarity:
        with console.status(say("bulk.comparing", lang)):
            pairs = similarity.similar(week, entries)
    rows = [
        ClassRow(report, files.names[entry.id], owner(entry))
        for entry, report in zip(entries, reports, strict=True)
    ]
    page = publish(out.folder, ClassResults(week, lang, tuple(rows)), pairs)
    _summarise(reports, out, console, lang)
    if pairs is not None:
        console.print(" " + say("bulk.similar", lang, count=len(pairs)))
    console.print(" " + say("bulk.page", lang, path=page), markup=False)
    return 3 if any(report.status is SubmissionStatus.FAULT for report in reports) else 0


GradeClass = Callable[[Mapping[str, str]], Iterator[Delivery]]
"""Grade each submission unless its stored report is still valid. Takes the keys of the stored reports, by id."""


@contextmanager
def _graders(
    options: BulkOptions, week: Week, entries: list[Entry], task: RunSettings
) -> Iterator[tuple[int, GradeClass]]:
    """How many submissions are graded at a time, and by whom: processes of this machine, or a cluster."""
    if options.cluster is None:
        jobs = min(options.jobs or os.cpu_count() or 1, max(len(entries), 1))
        yield jobs, lambda keys: in_parallel(entries, task, keys, jobs=jobs)
    else:
        with connected(options.cluster) as cluster:
            yield cluster.processes, lambda keys: cluster.grade(entries, task, week, keys)


def _check_options(options: BulkOptions) -> None:
    if options.isolation not in ("jail", "process"):
        raise UsageError("not_isolation", isolation=options.isolation)
    if options.jobs is not None and options.jobs < 1:
        raise UsageError("jobs_range", jobs=options.jobs)
    if options.seed is not None and options.seed < 0:
        raise UsageError("seed_range", seed=options.seed)
    if options.out.exists() and not options.out.is_dir():
        raise UsageError("cannot_write", path=options.out, reason="not a folder")
    if options.out.resolve() == options.submissions.resolve():
        raise UsageError("same_folder", path=options.out)
    if options.similarity:
        similarity.require_copydetect()
    if options.isolation == "jail" and options.cluster is None:
        require_jail()


def _hidden(workspace: Workspace, options: BulkOptions) -> tuple[Path, ...]:
    """The folders that no candidate may see, even inside a folder that is mounted."""
    return workspace.root.resolve(), options.submissions.resolve(), options.out.resolve()


def _grade_all(
    entries: Sequence[Entry], files: ReportFiles, grade: GradeClass, console: Console, lang: Lang
) -> list[Report]:
    """Grade each entry unless its stored report is still valid, and write each new report at once.

    Returns all reports, in the order of the entries.
    """
    stored = {entry.id: report for entry in entries if (report := files.read(entry.id))}
    keys = {id: report.key for id, report in stored.items() if report.status is not SubmissionStatus.FAULT}
    fresh: dict[str, Report] = {}
    with _progress_bar(console, lang) as show:
        bar = show.add_task("", total=len(entries))
        for delivery in grade(keys):
            if delivery.report:
                fresh[delivery.id] = files.write(delivery.report)
            show.advance(bar)
    if kept := len(entries) - len(fresh):
        console.print(" " + say("bulk.kept", lang, count=kept))
    return [(stored | fresh)[entry.id] for entry in entries]


def _progress_bar(console: Console, lang: Lang) -> Progress:
    columns = (
        TextColumn(" " + say("bulk.progress", lang)), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn(say("bulk.left", lang)), TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _summarise(reports: Sequence[Report], out: ResultsFolder, console: Console, lang: Lang) -> None:
    scores = [report.score for report in reports if report.graded]
    if scores:
        mean, best = sum(scores) / len(scores), reports[0].max_score
        console.print(" " + say("bulk.mean", lang, count=len(scores), mean=f"{mean:.1f}", max=f"{best:g}"))
    for status in (SubmissionStatus.UNREADABLE, SubmissionStatus.FAULT):
        ids = [report.submission for report in reports if report.status is status]
        if ids:
            shown = ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
            console.print(
                " " + say(f"bulk.{status}", lang, count=len(ids), ids=shown), markup=False, style="bold"
            )
    console.print(" " + say("bulk.written", lang, path=out.gradebook), markup=False)
