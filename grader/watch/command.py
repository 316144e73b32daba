"""`grader week12 --watch`, from its options to its exit code."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from grader.core.errors import UsageError
from grader.core.model import Lang
from grader.core.seeds import derive
from grader.core.target import parse_target
from grader.core.week import load_week
from grader.core.workspace import find_workspace
from grader.sandbox.default import default_launcher
from grader.selfcheck.check import CheckOptions, check_options
from grader.watch.keys import terminated
from grader.watch.loop import Watch


def run_watch(options: CheckOptions, console: Console, lang: Lang) -> int:
    """Watch until the student quits; returns the exit code. Raises UsageError before anything is started."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    parse_target(week, options.target)
    workspace.chosen(week.name, solutions=options.solutions, submission=options.submission)
    check_options(options)
    if options.json or options.junit:
        raise UsageError("watch_files")
    with terminated():
        launcher = default_launcher(derive(options.seed, "hash") % 2**32, start=options.start)
        try:
            watch = Watch(options, week, workspace, launcher, console, lang)
            try:
                watch.run()
            finally:
                watch.close()
        finally:
            launcher.close()
    return 0
