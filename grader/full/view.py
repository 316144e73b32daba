"""What a full run shows: pure renderables, and the two kinds of progress bars."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table
from rich.text import Text

from grader.core.messages import say
from grader.core.model import Lang
from grader.core.text import clean
from grader.full.files import File

_NUMBER = re.compile(r"[-\d.,/ ]*")
OnBytes = Callable[[int], None]


def billions(count: float, lang: Lang) -> str:
    """So many billions, as the language counts: `76 billion`, `760억`."""
    return f"{10 * count:,.0f}억" if lang == "ko" else f"{count:.0f} billion"


def size(count: int) -> str:
    """1.4 GB, 233 MB, 29 kB: in powers of 1000, as download pages say it."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}" if count < 10 * factor else f"{count / factor:.0f} {unit}"
    return f"{max(count, 0) / 1000:.0f} kB"


def duration(seconds: float, lang: Lang) -> str:
    if seconds < 90:
        return say("full.seconds", lang, count=max(round(seconds), 1))
    if seconds < 5400:
        return say("full.minutes", lang, count=round(seconds / 60))
    return say("full.hours", lang, count=f"{seconds / 3600:.1f}")


def full_line(text: str, style: str = "") -> RenderableType:
    """A sentence, indented by one column on each of its lines."""
    return Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, 1), expand=False)


def supply_table(
    files: Sequence[File], partly: Mapping[str, int], total: int, folder: Path, lang: Lang
) -> RenderableType:
    """What would be downloaded, how much, where from, where to, under which licence."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column(say("full.col.file", lang), overflow="fold")
    table.add_column(say("full.col.size", lang), justify="right", no_wrap=True)
    table.add_column(say("full.col.licence", lang), overflow="fold", style="dim")
    for file in files:
        have = partly.get(file.name, 0)
        much = size(file.size)
        if have:
            much = say("full.rest", lang, rest=size(max(file.size - have, 0)), size=much)
        table.add_row(file.title, much, file.licence)
    hosts = ", ".join(sorted({file.url.split("/")[2] for file in files}))
    return Group(
        full_line(say("full.plan", lang, count=len(files), size=size(total))),
        Padding(table, (0, 0, 0, 1), expand=False),
        full_line(say("full.plan_from", lang, hosts=hosts)),
        full_line(say("full.plan_to", lang, path=folder)),
    )


def put_aside_line(file: File, aside: Path, lang: Lang) -> RenderableType:
    return full_line(say("full.aside", lang, name=file.path, path=aside), "yellow")


def fetched(file: File, lang: Lang) -> RenderableType:
    return full_line(say("full.fetched", lang, name=file.path, size=size(file.size)))


def bytes_bar(console: Console, lang: Lang) -> Progress:
    """For downloads: name, bar, bytes, speed, time left."""
    return Progress(
        TextColumn(" {task.description}", table_column=None),
        BarColumn(bar_width=16),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(compact=True),
        console=console,
        disable=not console.is_terminal,
    )


def steps_bar(console: Console) -> Progress:
    """For a stage: what is being done, bar, count, time left. Goes away when the stage is over."""
    return Progress(
        TextColumn("   {task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def head(short: str, title: str) -> RenderableType:
    return Text.assemble(" ", (short, "bold"), "  ", title)


def stage_line(text: str, style: str = "") -> RenderableType:
    """One sentence of a stage, whatever was filled into it."""
    return Padding(Text(clean(text), style=style, overflow="fold"), (0, 0, 0, 3), expand=False)


def rows(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> RenderableType:
    """A table of a stage."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    for at, column in enumerate(columns):
        number = all(_NUMBER.fullmatch(row[at]) for row in cells)
        table.add_column(clean(column), justify="right" if number else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(clean(cell), overflow="fold") for cell in row))
    return Padding(table, (0, 0, 0, 3), expand=False)


def full_summary(week: str, done: int, stages: int, seconds: float, lang: Lang) -> RenderableType:
    style = "green" if done == stages else "bold"
    took = duration(seconds, lang)
    return full_line(say("full.summary", lang, week=week, done=done, stages=stages, took=took), style)


def tail(printed: str) -> RenderableType:
    """The last lines that a process wrote."""
    return Padding(Text(clean(printed), style="dim", overflow="fold"), (0, 0, 0, 5), expand=False)
