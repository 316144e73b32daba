"""`grader show week12 [ex6]`: make the pictures, say what became of each, and where the page is."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from grader.checking.setting import Setting
from grader.core.errors import UsageError
from grader.core.files import write_asked
from grader.core.messages import say
from grader.core.model import Lang, Status, Week
from grader.core.seeds import derive
from grader.core.target import parse_target
from grader.core.week import load_week
from grader.core.workspace import find_workspace
from grader.results import render
from grader.sandbox.default import default_launcher
from grader.show.words import load_words, wanted

if TYPE_CHECKING:
    from grader.show.gallery import Shown


@dataclass(frozen=True)
class ShowOptions:
    """What the command line of `grader show` says."""

    week: str
    target: str = ""
    solutions: bool = False
    submission: Path | None = None


def show(options: ShowOptions, console: Console, lang: Lang) -> int:
    """Make the pictures and the page; returns 0 when all were made, 3 when one failed by the grader's own fault.

    Raises UsageError before anything is started: wrong week, exercise or folder, no pictures, a folder that is not writable.
    """
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    target = parse_target(week, options.target)
    chosen = workspace.chosen(week.name, solutions=options.solutions, submission=options.submission)
    words = load_words(week)
    ids = wanted(words, target)
    if not ids:
        raise UsageError("no_pictures", target=options.target or week.name, week=week.name)
    folder = workspace.private / "show"
    _prepare(folder)
    console.print(render.title(week, lang))
    # the student's side imports torch in its own process while this one does the same
    launcher = default_launcher(derive(0, "hash") % 2**32, exercises=1)
    try:
        from grader.intake.read import hand_in
        from grader.show import gallery, page

        with _progress(console) as on_step:
            pictures = gallery.make(
                Setting(week, launcher, workspace.datasets), words, ids, hand_in(chosen.path, chosen.shown, week),
                folder=folder, lang=lang, long=bool(target.exercise), on_step=on_step,
            )  # fmt: skip
    finally:
        launcher.close()
    index = folder / "index.html"
    write_asked(index, page.build_page(week, pictures, chosen.shown, lang))
    console.print(picture_table(week, pictures, lang))
    place = index.relative_to(Path.cwd()) if index.is_relative_to(Path.cwd()) else index
    fault = any(p.state == Status.FAULT for p in pictures)
    if fault:
        console.print(" " + say("run.fault", lang), style="bold magenta")
    console.print(Text(" " + say("show.written", lang, count=len(pictures), path=place)), soft_wrap=True)
    return 3 if fault else 0


def picture_table(week: Week, pictures: Sequence[Shown], lang: Lang) -> RenderableType:
    """A row for each picture: its exercise, its title, and a word for what became of it."""
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_column(no_wrap=True)
    last = ""
    for picture in pictures:
        short = week.exercise(picture.exercise).short
        word = say(f"show.state.{picture.state}", lang)
        table.add_row(
            f" {short if short != last else ''}",
            Text(picture.entry.title[lang]),
            Text(word, style=_style(picture.state)),
        )
        last = short
    return table


def _style(state: str) -> str:
    return render.STYLES[Status(state)] if state in set(Status) else "dim"


@contextlib.contextmanager
def _progress(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for the picture that is being made and its steps; nothing where the output is no terminal."""
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(24), TimeElapsedColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=None)

        def on_step(text: str, done: int, total: int) -> None:
            bar.update(task, description=text, completed=done, total=total or None)

        yield on_step


def _prepare(folder: Path) -> None:
    """Empty the folder for this run's pictures; what earlier runs measured stays."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in [*folder.glob("ex*-*.png"), folder / "index.html"]:
            old.unlink(missing_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise UsageError("cannot_write", path=folder, reason=error.strerror or type(error).__name__) from None
