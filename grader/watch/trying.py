"""The `t` key: `grader try` of the shown function, with the whole terminal for the student's code."""

from __future__ import annotations

import contextlib
import sys

from rich.console import Console

from grader.checking.recording import record_call
from grader.core.messages import say
from grader.core.model import Lang, Week
from grader.core.target import Target
from grader.core.workspace import Chosen, Workspace
from grader.sandbox.launcher import Launcher
from grader.selfcheck.attempt import run_tried
from grader.watch.board import Spot
from grader.watch.keys import Suspend
from grader.watch.snapshot import Snapshot


def try_shown(
    spot: Spot, snapshot: Snapshot, week: Week, chosen: Chosen, workspace: Workspace, launcher: Launcher,
    console: Console, lang: Lang, suspend: Suspend,
) -> None:  # fmt: skip
    """Run the call of the function's leading failure here, and wait for Enter. Ctrl-C ends either, not the session."""
    console.clear()
    with suspend(), contextlib.suppress(KeyboardInterrupt):
        console.print(" " + say("watch.checking", lang, file=snapshot.file), style="dim", markup=False)
        tried = record_call(week, Target(*spot), snapshot, launcher, workspace, lang)
        run_tried(tried, chosen.folder, workspace, console, lang)
    # again, for a terminal that the code left in another state
    with suspend(), contextlib.suppress(KeyboardInterrupt):
        console.print("\n " + say("watch.enter", lang), style="cyan", markup=False)
        sys.stdin.readline()
