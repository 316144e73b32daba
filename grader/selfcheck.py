"""`grader week12`: grade one folder on this machine, and show the student what came out."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text

from grader import export, progress, render
from grader.catalog import Target, Workspace, find_workspace, load_week, parse_target
from grader.errors import UsageError
from grader.exam.state import Store
from grader.exam.waiting import after_a_run
from grader.launch import default_launcher
from grader.messages import note_text, say
from grader.model import CheckResult, Lang, Status, SubmissionResult, Week
from grader.seeds import derive

if TYPE_CHECKING:
    from grader.isolation import Launcher


@dataclass(frozen=True)
class Options:
    """The words of the command line."""

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


def run(options: Options, console: Console, lang: Lang) -> int:
    """Grade, show, remember; returns the exit code. Raises UsageError before anything is started."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    target = parse_target(week, options.target)
    folder, shown = find_folder(options, workspace)
    check_options(options)
    wanted = [c for c in week.checks if target.matches(c)]
    count = len({c.exercise for c in wanted})
    # the student's side imports torch in its own process while this one does the same
    launcher = default_launcher(derive(options.seed, "hash") % 2**32, start=options.start, exercises=count)
    try:
        result = _grade(options, week, target, folder, shown, workspace, launcher, console, lang)
    finally:
        launcher.close()
    own = not options.solutions and options.submission is None
    if own:
        known = progress.load(workspace.private)
        if known.set_aside:
            console.print(render.put_aside(known.set_aside, lang))
        known.record(result, folder)
    _show(result, week, options, console, lang)
    if own and (waiting := after_a_run(Store(workspace.private), result, date.today(), lang)):
        console.print(Text(f" {waiting}", style="cyan"))
    for path, text in ((options.json, export.to_json), (options.junit, export.to_junit)):
        if path:
            export.write_asked(path, text(result, week))
            console.print(" " + say("run.written", lang, path=path), markup=False)
    if result.status == "fault":
        console.print(" " + say("run.fault", lang), style="bold magenta")
        return 3
    return 0 if all(c.status is Status.PASSED for c in result.checks) else 1


def find_folder(options: Options, workspace: Workspace) -> tuple[Path, str]:
    """The folder to grade, and what to call it. Raises UsageError when it is not there."""
    if options.submission is not None and options.solutions:
        raise UsageError("one_folder")
    if options.submission is not None:
        if not options.submission.is_dir() and options.submission.suffix != ".ipynb":
            raise UsageError("no_submission", path=options.submission)
        return options.submission.resolve(), options.submission.as_posix()
    kind = "solutions" if options.solutions else "exercises"
    folder = workspace.root / kind / options.week
    if not folder.is_dir():
        raise UsageError("no_solutions" if options.solutions else "no_exercises", path=folder)
    return folder, f"{kind}/{options.week}"


def check_options(options: Options) -> None:
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
    options: Options,
    week: Week,
    target: Target,
    folder: Path,
    shown: str,
    workspace: Workspace,
    launcher: Launcher,
    console: Console,
    lang: Lang,
) -> SubmissionResult:
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
        from grader.examiner import grade
        from grader.intake import by_cells, hand_in, remarks

        handed = hand_in(folder, shown, week)
        for note in remarks(handed):
            console.print(" " + note_text(note, lang), markup=False, style="dim")
        result = grade(
            week,
            handed,
            launcher,
            datasets=workspace.datasets,
            seed=options.seed,
            target=target,
            on_result=on_result,
        )
        result = by_cells(result, handed)
        if live:
            live.update(render.overview(week, _by_id(result), lang, only), refresh=True)
    if not live:
        console.print(render.overview(week, _by_id(result), lang, only))
    return result


def _by_id(result: SubmissionResult) -> dict[str, CheckResult]:
    return {c.spec.id: c for c in result.checks}


def _show(result: SubmissionResult, week: Week, options: Options, console: Console, lang: Lang) -> None:
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
    console.print()
    hidden = 0 if options.all else len(render.failures(result, week, lang, every=True)) - len(blocks)
    if hidden:
        command = " ".join(
            [week.name, *([options.target] if options.target else []), *_other_folder(options)]
        )
        console.print(" " + say("run.more", lang, count=hidden, command=command), style="dim")
    console.print(render.summary(result, week, lang))


def _other_folder(options: Options) -> list[str]:
    if options.submission:
        return ["--submission", str(options.submission)]
    return ["--solutions"] if options.solutions else []
