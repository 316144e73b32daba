"""`grader`: how far the student is in each week, and the next step. Imports no torch and runs none of the student's code."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from grader.core.command import as_run
from grader.core.messages import say
from grader.core.model import CheckResult, Lang, Status, Week
from grader.core.week import load_week, week_names
from grader.core.workspace import Workspace, find_workspace
from grader.results import progress, render


def where(console: Console, lang: Lang) -> int:
    """Progress of every week, and the next step."""
    workspace = find_workspace(Path.cwd())
    known = progress.load_progress(workspace.private)
    if known.set_aside:
        console.print(render.put_aside_line(known.set_aside, lang))
    for name in week_names():
        week = load_week(name)
        console.print(render.title(week, lang))
        done = {
            spec.id: CheckResult(spec, status)
            for spec in week.checks
            if (status := known.status(spec, name)) is not None
            and (status is Status.PASSED or known.leads(spec, name) or not known.week(name).leading)
        }
        console.print(render.overview(week, done, lang))
        _next(week, known, workspace, console, lang)
    return 0


def _next(week: Week, known: progress.Progress, workspace: Workspace, console: Console, lang: Lang) -> None:
    folder = workspace.exercises(week.name)
    if not known.week(week.name).checks:
        console.print(" " + say("where.welcome", lang, folder=f"exercises/{week.name}/"), markup=False)
        console.print(as_run(f"   python -m grader {week.name}"), style="cyan")
        return
    changed = [e.name for e in week.exercises if known.changed(e, week.name, folder)]
    if changed:
        console.print(" " + say("where.changed", lang, names=", ".join(changed)), markup=False)
    step = progress.next_function(known, week)
    if step is None:
        console.print(" " + say("where.done", lang), style="green")
        return
    exercise, function = step
    short = exercise.split("_", 1)[0]
    file = f"exercises/{week.name}/{exercise}.py"
    console.print(" " + say("where.next", lang, function=function, file=file), markup=False)
    for key in ("where.check", "where.hint"):
        line = say(key, lang, week=week.name, short=short, name=function)
        console.print(" " + line, style="cyan", markup=False)
