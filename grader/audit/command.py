"""`grader audit week12`: how good the checks of a week are, said by trials.

Mutants of the solutions say what gets through, right solutions what is unfair, wrong solutions what depends on luck and
what is misnamed. What came out of a trial is kept while nothing that it depends on changes; the same command goes on after a
kill. The figures are held against the goals of `[audit]` in week.toml.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec
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
from grader.audit import judge
from grader.audit.items import class_part, read_class
from grader.audit.page import audit_page
from grader.audit.report import AUDIT_SCHEMA, Audit, audit_json
from grader.audit.view import show_audit
from grader.core.errors import UsageError
from grader.core.files import write_asked
from grader.core.messages import say
from grader.core.model import Lang, Week
from grader.core.target import Target, parse_target
from grader.core.week import load_week
from grader.core.workspace import Workspace, find_workspace

PARTS = ("mutants", "unfair", "luck", "names")


@dataclass(frozen=True)
class AuditOptions:
    """What the command line of `grader audit` says."""

    week: str
    target: str = ""
    seeds: int = 20
    jobs: int | None = None
    only: tuple[str, ...] = ()
    sample: int | None = None
    results: Path | None = None
    json: Path | None = None
    html: Path | None = None


def audit(options: AuditOptions, console: Console, lang: Lang) -> int:
    """Try, show, write; returns 0 when every goal is met, 1 when not, 3 when the grader itself failed on a trial."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    target = parse_target(week, options.target)
    _check_options(options)
    of_class = read_class(options.results, week) if options.results else None
    if not workspace.solutions(week.name).is_dir():
        raise UsageError("no_solutions", path=workspace.solutions(week.name))
    found = _audited(options, week, target, workspace, console, lang)
    if of_class:
        found = msgspec.structs.replace(found, class_part=class_part(week, of_class, target))
    show_audit(found, week, console, lang)
    for path, text in ((options.json, audit_json), (options.html, lambda it: audit_page(it, week, lang))):
        if path is not None:
            write_asked(path, text(found))
            console.print(" " + say("audit.written", lang, path=path), markup=False, soft_wrap=True)
    if found.faults:
        return 3
    return 0 if found.met else 1


def _check_options(options: AuditOptions) -> None:
    for part in options.only:
        if part not in PARTS:
            raise UsageError("audit_only", part=part, parts=", ".join(PARTS))
    if options.seeds < 1:
        raise UsageError("seeds_range", seeds=options.seeds)
    if options.sample is not None and options.sample < 1:
        raise UsageError("sample_range", sample=options.sample)
    if options.jobs is not None and options.jobs < 1:
        raise UsageError("jobs_range", jobs=options.jobs)
    if not all(importlib.util.find_spec(name) for name in ("libcst", "mutmut")):
        raise UsageError("no_extra", extra="audit")


def _audited(
    options: AuditOptions, week: Week, target: Target, workspace: Workspace, console: Console, lang: Lang
) -> Audit:
    from grader.audit.equivalent import read_equivalents  # these need the libraries that make mutants
    from grader.audit.gather import gather
    from grader.audit.run import try_all

    begun = time.monotonic()
    parts = options.only or PARTS
    marks = read_equivalents(week)
    try:
        everything = gather(week, workspace, target, seeds=options.seeds, parts=parts)
    except (ValueError, SyntaxError) as error:  # of the reader of wrong solutions: it has file and line
        raise UsageError("wrong_solution", text=error) from None
    some = everything.sampled(options.sample) if options.sample else everything
    trials, jobs = some.trials, options.jobs or os.cpu_count() or 1
    counts = {"mutants": len(some.mutants), "right": len(some.right), "wrong": len(some.wrong)}
    console.print(" " + say("audit.begin", lang, week=week.name, jobs=jobs, **counts), soft_wrap=True)
    with _progress_bar(console, lang) as show:
        bar = show.add_task("", total=len(trials))
        tried = try_all(
            week,
            trials,
            datasets=workspace.datasets.resolve(),
            cache=workspace.private / "audit" / "trials.sqlite",
            jobs=jobs,
            on_done=lambda count: show.advance(bar, count),
        )
    out = tried.outcomes
    mutants = (
        judge.judge_mutants(week, everything.mutants, some.mutants, out, marks)
        if "mutants" in parts
        else None
    )
    fairness = judge.judge_fairness(week, some, out) if "unfair" in parts else None
    luck = judge.judge_luck(some, out) if "luck" in parts else None
    whole = not options.target and not options.sample
    names = judge.judge_names(week, some, out, whole=whole) if "names" in parts else None
    given = sum(
        Target(one.trial.exercise, one.trial.function).matches(check) and not check.advice
        for one in some.right
        for check in week.checks
    )
    return Audit(
        schema=AUDIT_SCHEMA,
        week=week.name,
        target=options.target,
        seeds=options.seeds,
        trials=len(trials),
        all_trials=len(everything.trials),
        kept=tried.kept,
        seconds=round(time.monotonic() - begun, 1),
        grader=__version__,
        torch=_version("torch"),
        goals=judge.goals(week, mutants, fairness, luck, names, given),
        mutants=mutants,
        fairness=fairness,
        luck=luck,
        names=names,
        class_part=None,
        faults=judge.faults(out),
    )


def _version(package: str) -> str:
    return importlib.metadata.version(package).partition("+")[0]


def _progress_bar(console: Console, lang: Lang) -> Progress:
    columns = (
        TextColumn(" " + say("audit.progress", lang)), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn(say("audit.left", lang)), TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
