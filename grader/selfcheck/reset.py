"""`grader reset`: put an exercise back to its stub; the student's file is kept."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from grader.core.errors import UsageError
from grader.core.messages import say
from grader.core.model import Lang
from grader.core.stub import restore
from grader.core.target import find_target
from grader.core.workspace import find_workspace


def reset(address: str, console: Console, lang: Lang) -> int:
    """Put an exercise's file back to its stub; the student's file is kept."""
    workspace = find_workspace(Path.cwd())
    week, target = find_target(address)
    if not target.exercise:
        raise UsageError("no_address", address=address)
    if target.function:
        raise UsageError("one_file", address=f"{week.name}.{target.exercise.split('_', 1)[0]}")
    path = workspace.exercises(week.name) / f"{target.exercise}.py"
    backup, changed = restore(path, week.stub(target.exercise), workspace.backups)
    if backup:
        console.print(
            " " + say("reset.kept", lang, path=workspace.short(backup)), markup=False, soft_wrap=True
        )
    key = "reset.done" if changed else "reset.same"
    console.print(" " + say(key, lang, path=workspace.short(path)), markup=False, soft_wrap=True)
    return 0
