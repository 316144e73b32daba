"""`grader bulk week12 SUBMISSIONS --out RESULTS`: grade a class in parallel, each submission in a jail, and survive it all.

Every report is written as soon as it is there. After a kill the same command goes on: it keeps the reports whose submission,
checks and seed are the same, and grades the rest. The order of the results never depends on the number of jobs.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from grader import __version__, similarity
from grader.catalog import Workspace, find_workspace, load_week
from grader.entries import Entry, find_entries
from grader.errors import UsageError
from grader.gradebook import Results
from grader.jail import need
from grader.messages import say
from grader.model import Lang, Week
from grader.publish import publish
from grader.worker import Graded, Task, fault, run, start

TRIES = 3
"""How often a submission may be running when a worker process dies before it counts as the grader's fault."""
SEED_BITS = 63


@dataclass(frozen=True)
class Options:
    """The words of the command line."""

    week: str
    submissions: Path
    out: Path
    jobs: int | None = None
    seed: int | None = None
    isolation: str = "jail"
    similarity: bool = False


def bulk(options: Options, console: Console, lang: Lang) -> int:
    """Grade everything that is found; returns 0 when every submission has its row, 3 when the grader failed on one."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    _check(options)
    entries = find_entries(options.submissions)
    results = Results(options.out)
    seed = options.seed
    if seed is None:
        seed = results.seed(week.name)  # as drawn by the run that this one goes on with
    if seed is None:
        seed = secrets.randbits(SEED_BITS)
    task = Task(
        week.name, seed, lang, workspace.datasets.resolve(), _hidden(workspace, options), options.isolation
    )
    try:
        results.begin({"week": week.name, "seed": seed, "isolation": task.isolation, "grader": __version__})
    except OSError as error:
        raise UsageError("cannot_write", path=options.out, reason=error.strerror or str(error)) from None
    jobs = min(options.jobs or os.cpu_count() or 1, max(len(entries), 1))
    console.print(
        " " + say("bulk.begin", lang, count=len(entries), week=week.name, jobs=jobs, isolation=task.isolation)
    )
    names = results.names(entry.id for entry in entries)
    reports = _grade_all(week, entries, names, results, task, jobs, console, lang)
    results.write_gradebook(week, reports)
    pairs = None
    if options.similarity:
        with console.status(say("bulk.comparing", lang)):
            pairs = similarity.similar(week, entries)
    page = publish(results.folder, week, entries, reports, names, lang, pairs)
    _summarise(reports, results, console, lang)
    if pairs is not None:
        console.print(" " + say("bulk.similar", lang, count=len(pairs)))
    console.print(" " + say("bulk.page", lang, path=page), markup=False)
    return 3 if any(r["status"] == "fault" for r in reports) else 0


def _check(options: Options) -> None:
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
        similarity.need()
    if options.isolation == "jail":
        need()


def _hidden(workspace: Workspace, options: Options) -> tuple[Path, ...]:
    """What no candidate may see even if it lies inside of a folder that is mounted."""
    return workspace.root.resolve(), options.submissions.resolve(), options.out.resolve()


# ---- the pool -----------------------------------------------------------------------------------------------------


def _grade_all(
    week: Week,
    entries: list[Entry],
    names: Mapping[str, str],
    results: Results,
    task: Task,
    jobs: int,
    console: Console,
    lang: Lang,
) -> list[dict[str, Any]]:
    """Grade what has to be graded, writing each report when it comes; returns all reports in the order of the entries."""
    reports = {entry.id: results.report(names[entry.id]) for entry in entries}
    kept = 0
    keys = {
        id: str(report.get("key", "")) for id, report in reports.items() if report.get("status") != "fault"
    }
    with _progress(console, lang) as show:
        bar = show.add_task("", total=len(entries))
        for graded in _in_parallel(entries, keys, task, jobs):
            if graded.report:
                results.write_report(names[graded.id], graded.report)
                reports[graded.id] = results.report(names[graded.id])
            else:
                kept += 1
            show.advance(bar)
    if kept:
        console.print(" " + say("bulk.kept", lang, count=kept))
    return [reports[entry.id] for entry in entries]


def _progress(console: Console, lang: Lang) -> Progress:
    columns = (
        TextColumn(" " + say("bulk.progress", lang)), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn(say("bulk.left", lang)), TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _in_parallel(entries: list[Entry], keys: dict[str, str], task: Task, jobs: int) -> Iterator[Graded]:
    """Grade the entries in worker processes, as they come. A worker that dies costs nothing but time."""
    waiting = list(reversed(entries))
    deaths: dict[str, int] = {}
    while waiting:
        running: dict[Future[Graded], Entry] = {}
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=start, initargs=(task,)) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < (
                        jobs if deaths else 2 * jobs
                    ):  # the second waits, already chosen
                        entry = waiting.pop()
                        running[pool.submit(run, entry, keys.get(entry.id, ""))] = entry
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        entry = running[future]
                        yield future.result()
                        del running[future]
            except BrokenProcessPool:
                jobs = 1  # from now on one at a time, so that only the one that kills its worker is blamed
                for entry in reversed(running.values()):
                    deaths[entry.id] = deaths.get(entry.id, 0) + 1
                    if deaths[entry.id] < TRIES:
                        waiting.append(entry)
                    else:
                        yield fault(task, entry, f"the worker process died {TRIES} times")


def _summarise(reports: list[dict[str, Any]], results: Results, console: Console, lang: Lang) -> None:
    scores = [report["score"] for report in reports if report["status"] == "graded"]
    if scores:
        mean, best = sum(scores) / len(scores), reports[0]["max_score"]
        console.print(" " + say("bulk.mean", lang, count=len(scores), mean=f"{mean:.1f}", max=f"{best:g}"))
    for status in ("unreadable", "fault"):
        ids = [report["submission"] for report in reports if report["status"] == status]
        if ids:
            shown = ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
            console.print(
                " " + say(f"bulk.{status}", lang, count=len(ids), ids=shown), markup=False, style="bold"
            )
    console.print(" " + say("bulk.written", lang, path=results.gradebook), markup=False)
