"""`grader full week12`: say what it takes, get it, and run the student's functions on it, one exercise after the other."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from grader.core.errors import NotReady, UsageError
from grader.core.messages import say
from grader.core.model import Lang, Week
from grader.core.target import parse_target
from grader.core.text import clean
from grader.core.week import load_week
from grader.core.workspace import Workspace, find_workspace
from grader.full import view
from grader.full.cache import Cache, home
from grader.full.files import File, load_files, select
from grader.full.side import StageEnd, StageTask, work
from grader.full.supply import supply
from grader.results import render

EX8_PICTURES = (244, 153)
"""Ants and bees: to train with, to validate with."""
FIXED = {"ex1": 3.0, "ex3": 60.0}
"""Seconds of the exercises that are no network's work, on a machine of today."""
START = 5.0
"""Seconds that each process takes to begin."""


@dataclass(frozen=True)
class FullOptions:
    """The words of the command line."""

    week: str
    exercise: str = ""
    device: str = ""
    cache: Path | None = None
    files: Path | None = None
    skip: tuple[str, ...] = ()
    yes: bool = False
    epochs: int = 10
    patience: float = 300.0
    solutions: bool = False
    submission: Path | None = None


def full(options: FullOptions, console: Console, lang: Lang) -> int:
    """Everything from the words to the exit code: 0 every stage is done, 1 one is not, 3 one is our own fault."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    stages = _stages(week, options)
    folder = _folder(options, workspace)
    files = load_files(options.files)
    _require_known(options, files)
    wanted = select(files, stages, options.skip)
    asked, stages = stages, _possible(stages, files, wanted)
    cache = Cache(home(options.cache))
    console.print(render.title(week, lang))
    if stages != asked:
        left = ", ".join(s for s in asked if s not in stages)
        console.print(
            view.full_line(say("full.left_out", lang, exercises=left, names=", ".join(options.skip)))
        )
    device = _probe(stages, wanted, options, cache, workspace, console, lang)
    if not supply(wanted, cache, console, lang, yes=options.yes):
        return 1
    begin, done, fault = time.monotonic(), 0, False
    titles = {e.short: e.title[lang] for e in week.exercises}
    for stage in stages:
        console.print()
        console.print(view.head(stage, titles[stage]))
        used = [asdict(f) for f in select(wanted, [stage])]
        task = StageTask(
            stage,
            folder,
            workspace.datasets,
            cache.folder,
            workspace.private / "full",
            device,
            used,
            options.epochs,
        )
        end = _watch(task, options.patience, console, lang)
        done += end.status == "done"
        fault |= end.status == "fault"
        _say_end(end, week, stage, console, lang)
    console.print()
    console.print(view.full_summary(week.name, done, len(stages), time.monotonic() - begin, lang))
    return 3 if fault else 0 if done == len(stages) else 1


def _stages(week: Week, options: FullOptions) -> list[str]:
    target = parse_target(week, options.exercise)
    if target.function:
        raise NotReady("whole_exercise", week=week.name, exercise=target.exercise.split("_", 1)[0])
    if options.epochs < 1:
        raise NotReady("epochs_range", epochs=options.epochs)
    if options.patience <= 0:
        raise NotReady("patience_range", seconds=f"{options.patience:g}")
    if options.device and not re.fullmatch(r"cpu|mps|cuda(:\d+)?", options.device):
        raise NotReady("not_device", device=options.device)
    return [e.short for e in week.exercises if target.exercise in ("", e.name)]


def _folder(options: FullOptions, workspace: Workspace) -> Path:
    """The folder with the files to run."""
    if options.submission is not None and options.solutions:
        raise UsageError("one_folder")
    if options.submission is not None:
        if not options.submission.is_dir():
            raise UsageError("no_submission", path=options.submission)
        return options.submission.resolve()
    folder = workspace.solutions(options.week) if options.solutions else workspace.exercises(options.week)
    if not folder.is_dir():
        raise UsageError("no_solutions" if options.solutions else "no_exercises", path=folder)
    return folder


def _require_known(options: FullOptions, files: Sequence[File]) -> None:
    names = [f.name for f in files]
    unknown = [name for name in options.skip if name not in names]
    if unknown:
        raise NotReady("not_name", name=unknown[0], names=", ".join(names))


def _possible(stages: Sequence[str], files: Sequence[File], wanted: Sequence[File]) -> list[str]:
    """The stages that have something to run on. Raises NotReady when that is none."""
    needs = {stage: select(files, [stage]) for stage in stages}
    left = [s for s in stages if s == "ex1" or select(wanted, [s])]
    left = [s for s in left if s not in ("ex7", "ex8") or len(select(wanted, [s])) == len(needs[s])]
    if not left:
        raise NotReady("nothing_left", exercises=", ".join(stages))
    return left


def _probe(
    stages: Sequence[str], files: Sequence[File], options: FullOptions, cache: Cache, workspace: Workspace,
    console: Console, lang: Lang,
) -> str:  # fmt: skip
    """The device that it will run on; without a GPU, how long that will take."""
    nowhere = workspace.private / "full"
    task = StageTask(
        "probe", nowhere, workspace.datasets, cache.folder, nowhere, options.device, [], options.epochs
    )
    with console.status(say("full.probing", lang)):
        end = work(task, lambda event: None, patience=120.0)
    if end.key:
        raise NotReady(end.key, **end.params)
    if end.status != "done":
        last = end.printed.splitlines()[-1] if end.printed else end.status
        raise NotReady("no_start", reason=clean(last))
    console.print(view.full_line(say("full.device", lang, device=end.data["title"])))
    rate = float(end.data["rate"])
    if rate:
        photos = sum(1 for p in (workspace.datasets / "photos").glob("*.[jp][pn]g"))
        took = estimate(stages, files, options.epochs, photos, rate)
        console.print(
            view.full_line(say("full.estimate", lang, took=view.duration(took, lang), rate=f"{rate:.0f}"))
        )
    return str(end.data["device"])


def estimate(stages: Sequence[str], files: Sequence[File], epochs: int, photos: int, rate: float) -> float:
    """Seconds that the stages will take on a processor that does `rate` 10^9 multiply-adds a second."""
    work_of = {
        kind: sum(f.work for f in files if f.kind == kind) for kind in ("classifier", "segmenter", "detector")
    }
    resnet = next((f.work for f in files if f.name == "resnet18"), 0.0)
    train, val = EX8_PICTURES
    work: Mapping[str, float] = {
        "ex2": (photos + 1) * work_of["classifier"],
        "ex4": work_of["classifier"],
        "ex5": 12 * work_of["segmenter"],
        "ex6": 6 * work_of["detector"],
        "ex7": (train + val) * resnet,
        "ex8": epochs * resnet * (train + val + 3 * train + val),  # backward counts as two forward passes
    }
    return sum(START + FIXED.get(s, 0.0) + work.get(s, 0.0) / rate for s in stages)


def _watch(task: StageTask, patience: float, console: Console, lang: Lang) -> StageEnd:
    """Run a stage, and show what it tells as it comes."""
    with view.steps_bar(console) as bar:
        row = bar.add_task("torch", total=None)
        return work(task, lambda event: _show(event, bar, row, console, lang), patience=patience)


def _show(event: Mapping[str, Any], bar: Progress, row: Any, console: Console, lang: Lang) -> None:
    match event["kind"]:
        case "step":
            bar.update(row, completed=event["done"], total=event["total"], description=clean(event["what"]))
        case "sentence":
            console.print(view.stage_sentence(event["key"], event["params"], lang))
        case "table":
            console.print(view.rows(event["columns"], event["cells"], lang))
        case "picture":
            console.print(view.stage_sentence("picture", {"path": event["path"]}, lang))


def _say_end(end: StageEnd, week: Week, stage: str, console: Console, lang: Lang) -> None:
    """One sentence about why a stage is not done."""
    if end.status == "done":
        return
    key = end.key or {"fault": "stage_fault"}.get(end.status, end.status)
    params = {"week": week.name, "short": stage, **end.params}
    console.print(view.stage_sentence(key, params, lang, style="bold red"))
    if end.printed and end.status in ("crashed", "disturbed", "fault"):
        console.print(view.tail(end.printed))
