"""`grader sync`: the stubs of a week, written from its solutions."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from grader.authoring.stubs import write_stubs
from grader.core.messages import say
from grader.core.model import Lang
from grader.core.stub import FileAction
from grader.core.week import load_week
from grader.core.workspace import find_workspace


def sync(name: str, console: Console, lang: Lang, *, force: bool) -> int:
    """Write the stubs of a week. Returns 1 when an edited file was left alone."""
    workspace = find_workspace(Path.cwd())
    week = load_week(name)
    done = write_stubs(week, workspace, force=force)
    for one in done:
        backup = workspace.short(one.backup) if one.backup else ""
        line = say(f"sync.{one.action}", lang, path=workspace.short(one.path), backup=backup)
        console.print(" " + line, markup=False, soft_wrap=True)
    return 1 if any(one.action is FileAction.LEFT for one in done) else 0
