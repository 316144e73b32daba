"""The small commands: where am I, hint, reset, sync. None of them imports torch or runs a student's code."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from grader import progress, render, stubs
from grader.catalog import (
    HINTS,
    Target,
    Workspace,
    find_workspace,
    load_week,
    parse_target,
    split_address,
    week_names,
)
from grader.errors import UsageError
from grader.messages import say
from grader.model import CheckResult, Lang, Status, Week


def where(console: Console, lang: Lang) -> int:
    """Progress of every week, and the next step."""
    workspace = find_workspace(Path.cwd())
    known = progress.load(workspace.private)
    if known.set_aside:
        console.print(render.put_aside(known.set_aside, lang))
    for name in week_names():
        week = load_week(name)
        console.print(render.title(week, lang))
        done = {
            spec.id: CheckResult(spec, status)
            for spec in week.checks
            if (status := known.status(spec, name)) is not None
        }
        console.print(render.overview(week, done, lang))
        _next(week, known, workspace, console, lang)
    return 0


def _next(week: Week, known: progress.Progress, workspace: Workspace, console: Console, lang: Lang) -> None:
    folder = workspace.exercises(week.name)
    if not known.week(week.name).checks:
        console.print(" " + say("where.welcome", lang, folder=f"exercises/{week.name}/"), markup=False)
        console.print(f"   python -m grader {week.name}", style="cyan")
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


def hint(address: str, console: Console, lang: Lang, *, key: bool = False) -> int:
    """The next hint of the first check that has not passed in what the address names; `key`: asked for by a key press."""
    workspace = find_workspace(Path.cwd())
    week, target = _find(address)
    known = progress.load(workspace.private)
    if known.set_aside:
        console.print(render.put_aside(known.set_aside, lang))
    specs = [c for c in week.checks if target.matches(c)]
    open_ = [c for c in specs if known.status(c, week.name) is not Status.PASSED]
    spec = open_[0] if open_ else specs[0]
    name = f"{spec.exercise}.{spec.function}"
    if not open_:
        console.print(" " + say("hint.passed", lang, function=name), style="green")
    number = known.take_hint(spec, HINTS)
    head = say("hint.number", lang, number=number, count=HINTS)
    console.print(Text.assemble(" ", (name, "bold"), f": {spec.title[lang]}   ", (head, "dim")))
    console.print(Padding(Text(spec.hints[lang][number - 1]), (0, 0, 0, 3), expand=False))
    short = spec.exercise.split("_", 1)[0]
    more, last = ("watch.hint_more", "watch.hint_last") if key else ("hint.more", "hint.last")
    after = more if number < HINTS else last
    console.print(" " + say(after, lang, week=week.name, short=short), style="dim", markup=False)
    return 0


def reset(address: str, console: Console, lang: Lang) -> int:
    """Put an exercise's file back to its stub; the student's file is kept."""
    workspace = find_workspace(Path.cwd())
    week, target = _find(address)
    if not target.exercise:
        raise UsageError("no_address", address=address)
    if target.function:
        raise UsageError("one_file", address=f"{week.name}.{target.exercise.split('_', 1)[0]}")
    path = workspace.exercises(week.name) / f"{target.exercise}.py"
    backup, changed = stubs.reset(path, week.folder / "stubs", workspace.backups)
    if backup:
        console.print(
            " " + say("reset.kept", lang, path=_short(backup, workspace)), markup=False, soft_wrap=True
        )
    key = "reset.done" if changed else "reset.same"
    console.print(" " + say(key, lang, path=_short(path, workspace)), markup=False, soft_wrap=True)
    return 0


def sync(name: str, console: Console, lang: Lang, *, force: bool) -> int:
    """Write the stubs of a week. Returns 1 when an edited file was left alone."""
    workspace = find_workspace(Path.cwd())
    week = load_week(name)
    done = stubs.sync(
        workspace.solutions(week.name),
        workspace.exercises(week.name),
        week.folder / "stubs",
        workspace.backups,
        force=force,
    )
    for one in done:
        backup = _short(one.backup, workspace) if one.backup else ""
        line = say(f"sync.{one.action}", lang, path=_short(one.path, workspace), backup=backup)
        console.print(" " + line, markup=False, soft_wrap=True)
    return 1 if any(one.action == "edited" for one in done) else 0


def _find(address: str) -> tuple[Week, Target]:
    word, rest = split_address(address)
    if word not in week_names() and not rest and len(week_names()) == 1 and not word.startswith("week"):
        word, rest = week_names()[0], address  # `grader hint ex2` where there is one week
    week = load_week(word)
    return week, parse_target(week, rest)


def _short(path: Path, workspace: Workspace) -> str:
    try:
        return path.relative_to(workspace.root).as_posix()
    except ValueError:
        return str(path)
