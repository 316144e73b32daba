"""`grader week12`: grade one folder on this machine, and show the student what came out."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.text import Text

from grader.checking.setting import Setting
from grader.core.errors import UsageError
from grader.core.files import write_asked
from grader.core.messages import note_text, say
from grader.core.model import CheckResult, Lang, Status, SubmissionResult, SubmissionStatus, Week
from grader.core.seeds import derive
from grader.core.target import Target, parse_target
from grader.core.week import load_week
from grader.core.workspace import Chosen, find_workspace
from grader.exam.record import Store
from grader.exam.waiting import after_a_run
from grader.results import progress, render
from grader.results.junit import to_junit
from grader.results.report import encode, report_of
from grader.sandbox.default import default_launcher


@dataclass(frozen=True)
class CheckOptions:
    """What the command line of `grader week12` says."""

    week: str
    target: str = ""
    all: bool = False
    json: Path | None = None
    junit: Path | None = None
    seed: int = 0
    solutions: bool = False
    submission: Path | None = None
    prints: bool = False
    start: str | None = None


def self_check(options: CheckOptions, console: Console, lang: Lang) -> int:
    """Grade, show, remember; returns the exit code. Raises UsageError before anything is started."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    target = parse_target(week, options.target)
    chosen = workspace.chosen(week.name, solutions=options.solutions, submission=options.submission)
    check_options(options)
    wanted = [c for c in week.checks if target.matches(c)]
    count = len({c.exercise for c in wanted})
    # the student's side imports torch in its own process while this one does the same
    launcher = default_launcher(derive(options.seed, "hash") % 2**32, start=options.start, exercises=count)
    try:
        setting = Setting(week, launcher, workspace.datasets, options.seed)
        result = _grade(setting, chosen, target, console, lang)
    finally:
        launcher.close()
    if chosen.own:
        known = progress.load_progress(workspace.private)
        if known.set_aside:
            console.print(render.put_aside_line(known.set_aside, lang))
        known.record(result, chosen.path)
    _show(result, week, options, console, lang)
    if chosen.own and (waiting := after_a_run(Store(workspace.private), result, date.today(), lang)):
        console.print(Text(f" {waiting}", style="cyan"))
    report = report_of(result, week)
    for path, written in ((options.json, encode), (options.junit, to_junit)):
        if path:
            write_asked(path, written(report))
            console.print(" " + say("run.written", lang, path=path), markup=False)
    if result.status is SubmissionStatus.FAULT:
        console.print(" " + say("run.fault", lang), style="bold magenta")
        return 3
    return 0 if all(c.status is Status.PASSED for c in result.checks) else 1


def check_options(options: CheckOptions) -> None:
    """Raises UsageError for options that cannot be followed."""
    if options.seed < 0:
        raise UsageError("seed_range", seed=options.seed)
    if options.start not in (None, "fork", "spawn"):
        raise UsageError("not_start", start=options.start)
    if options.start == "fork" and sys.platform != "linux":
        raise UsageError("not_fork")
    for path in (options.json, options.junit):
        if path and (path.is_dir() or not os.access(_nearest(path), os.W_OK)):
            raise UsageError(
                "cannot_write", path=path, reason=os.strerror(errno.EISDIR if path.is_dir() else errno.EACCES)
            )


def _nearest(path: Path) -> Path:
    """The closest folder above `path` that exists: where it would be written or made."""
    return next(folder for folder in path.absolute().parents if folder.exists())


def _grade(
    setting: Setting, chosen: Chosen, target: Target, console: Console, lang: Lang
) -> SubmissionResult:
    week = setting.week
    only = [c.id for c in week.checks if target.matches(c)]
    done: dict[str, CheckResult] = {}
    console.print(render.title(week, lang))
    # where nobody watches (a pipe, a file) the table is printed once, at the end
    live = Live(console=console, auto_refresh=False) if console.is_terminal else None
    with live or contextlib.nullcontext():

        def on_result(result: CheckResult) -> None:
            done[result.spec.id] = result
            if live:
                live.update(render.overview(week, done, lang, only), refresh=True)

        if live:
            live.update(render.overview(week, done, lang, only), refresh=True)
        from grader.checking.examiner import grade
        from grader.intake.read import hand_in, remarks

        handed = hand_in(chosen.path, chosen.shown, week)
        for note in remarks(handed):
            console.print(" " + note_text(note, lang), markup=False, style="dim")
        result = grade(setting, handed, target=target, on_result=on_result)
        if live:
            live.update(render.overview(week, _by_id(result), lang, only), refresh=True)
    if not live:
        console.print(render.overview(week, _by_id(result), lang, only))
    return result


def _by_id(result: SubmissionResult) -> dict[str, CheckResult]:
    return {c.spec.id: c for c in result.checks}


def _show(result: SubmissionResult, week: Week, options: CheckOptions, console: Console, lang: Lang) -> None:
    if options.prints:
        blocks = render.prints(result, lang)
        for block in blocks:
            console.print(block)
        if not blocks:
            console.print(" " + say("run.no_prints", lang))
    blocks = render.failures(result, week, lang, every=options.all)
    for block in blocks:
        console.print()
        console.print(block)
    for block in render.tips(result, lang):
        console.print()
        console.print(block)
    console.print()
    hidden = 0 if options.all else len(render.failures(result, week, lang, every=True)) - len(blocks)
    if hidden:
        command = " ".join(
            [week.name, *([options.target] if options.target else []), *_other_folder(options)]
        )
        console.print(" " + say("run.more", lang, count=hidden, command=command), style="dim")
    console.print(render.summary(result, week, lang))


def _other_folder(options: CheckOptions) -> list[str]:
    if options.submission:
        return ["--submission", str(options.submission)]
    return ["--solutions"] if options.solutions else []
