"""`grader full week12`: say what it takes, get it, and run the student's functions on it, one exercise after the other."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID

from grader.core.errors import GraderFault, NotReady
from grader.core.messages import say
from grader.core.model import Lang, Week
from grader.core.target import parse_target
from grader.core.text import clean
from grader.core.week import load_week
from grader.core.workspace import Workspace, find_workspace
from grader.full import view
from grader.full.cache import Cache, home
from grader.full.files import File, load_list, load_other, select
from grader.full.side import run_task
from grader.full.sources import Sources, read_sources
from grader.full.stages import WeekStage, find_stages
from grader.full.supply import supply
from grader.full.task import (
    Probe,
    Probed,
    StageEnd,
    StageEvent,
    StagePicture,
    StagePlan,
    StageRemark,
    StageSentence,
    StageStatus,
    StageStep,
    StageTable,
    StageTask,
)
from grader.results import render

LAST_LINES = (StageStatus.CRASHED, StageStatus.DISTURBED, StageStatus.FAULT)
"""After these ends the last lines that the process wrote are shown."""


@dataclass(frozen=True)
class FullOptions:
    """What the command line of `grader full` says."""

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
    """Run the command. Returns 0 when every stage is done, 1 when one is not, 3 when one is the grader's own fault."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    own = load_list(week)
    asked = _asked(week, find_stages(week, own), options)
    chosen = workspace.chosen(week.name, solutions=options.solutions, submission=options.submission)
    files = load_other(options.files, week, own).file if options.files else own.file
    _require_known(options, files)
    wanted = select(files, [s.short for s in asked], options.skip)
    stages = [s for s in asked if s.possible(own.file, wanted)]
    if not stages:
        raise NotReady("nothing_left", exercises=_listed(asked))
    sources = read_sources(chosen, week, lang)
    console.print(render.title(week, lang))
    for text in sources.remarks(lang):
        console.print(view.full_line(text, "dim"))
    if stages != asked:
        left = [s for s in asked if s not in stages]
        console.print(view.full_line(_left_out(left, own.file, wanted, options, lang)))
    wanted = select(wanted, [s.short for s in stages])
    run = FullRun(options, workspace, sources, Cache(home(options.cache)), wanted, console, lang)
    device = run.probe(stages)
    if not supply(wanted, run.cache, console, lang, yes=options.yes):
        return 1
    begin = time.monotonic()
    ends = [run.stage(stage, device) for stage in stages]
    done = ends.count(StageStatus.DONE)
    console.print()
    console.print(view.full_summary(week.name, done, len(stages), time.monotonic() - begin, lang))
    return 3 if StageStatus.FAULT in ends else 0 if done == len(stages) else 1


def _asked(week: Week, stages: list[WeekStage], options: FullOptions) -> list[WeekStage]:
    """The stages that the command line names. Raises NotReady for options that cannot be followed."""
    target = parse_target(week, options.exercise)
    if not stages:
        raise NotReady("no_stages", week=week.name)
    if target.function:
        raise NotReady("whole_exercise", week=week.name, exercise=target.exercise.split("_", 1)[0])
    if options.epochs < 1:
        raise NotReady("epochs_range", epochs=options.epochs)
    if options.patience <= 0:
        raise NotReady("patience_range", seconds=f"{options.patience:g}")
    if options.device and not re.fullmatch(r"cpu|mps|cuda(:\d+)?", options.device):
        raise NotReady("not_device", device=options.device)
    asked = [s for s in stages if target.exercise in ("", s.exercise.name)]
    if not asked:
        short = week.exercise(target.exercise).short
        raise NotReady("no_stage", week=week.name, exercise=short, exercises=_listed(stages))
    return asked


def _require_known(options: FullOptions, files: Sequence[File]) -> None:
    names = [f.name for f in files]
    unknown = [name for name in options.skip if name not in names]
    if unknown:
        raise NotReady("not_name", name=unknown[0], names=", ".join(names))


def _left_out(
    left: Sequence[WeekStage], own: Sequence[File], wanted: Sequence[File], options: FullOptions, lang: Lang
) -> str:
    """Say which stages have nothing to run on, and which files they lack: those skipped, or those not in the list."""
    there = {f.name for f in wanted}
    lacking = [f.name for f in select(own, [s.short for s in left]) if f.name not in there]
    return say("full.left_out", lang, exercises=_listed(left), names=", ".join(options.skip or lacking))


def _listed(stages: Sequence[WeekStage]) -> str:
    return ", ".join(s.short for s in stages)


@dataclass(frozen=True)
class FullRun:
    """One run: the student's code, the files, the options, and the console that shows it."""

    options: FullOptions
    workspace: Workspace
    sources: Sources
    cache: Cache
    files: Sequence[File]
    console: Console
    lang: Lang

    @property
    def week(self) -> Week:
        return self.sources.week

    def probe(self, stages: Sequence[WeekStage]) -> str:
        """The device that it will run on; without a GPU, says how long that will take."""
        task = Probe(device=self.options.device, plans=tuple(map(self._plan, stages)))
        with self.console.status(say("full.probing", self.lang)):
            end = run_task(task, {}, lambda event: None, cache=self.cache.folder, patience=120.0)
        probed = self._probed(end)
        self._say("full.device", device=probed.title)
        if probed.rate:
            took = view.duration(probed.seconds, self.lang)
            self._say("full.estimate", took=took, rate=view.billions(probed.rate, self.lang))
        return probed.device

    def _probed(self, end: StageEnd) -> Probed:
        last = clean(end.printed.splitlines()[-1]) if end.printed else end.status.value
        if end.key and end.status is StageStatus.FAULT:
            raise GraderFault(f"{self.week.folder}: {last}")
        if end.key:
            raise NotReady(end.key, **end.params)
        if end.probed is None:
            raise NotReady("no_start", reason=last)
        return end.probed

    def stage(self, stage: WeekStage, device: str) -> StageStatus:
        """Run a stage, show what it tells as it comes, and say in one sentence why it is not done."""
        self.console.print()
        self.console.print(view.head(stage.short, stage.exercise.title[self.lang]))
        task = StageTask(
            plan=self._plan(stage), exercises={e.short: e.name for e in self.week.exercises}, device=device,
            cache=self.cache.folder, out=self.workspace.private / "full",
        )  # fmt: skip
        with view.steps_bar(self.console) as bar:
            row = bar.add_task("torch", total=None)
            end = run_task(
                task,
                self.sources.files,
                lambda event: self._show(event, stage, bar, row),
                cache=self.cache.folder,
                patience=self.options.patience,
            )
        self._say_end(end, stage)
        return end.status

    def _plan(self, stage: WeekStage) -> StagePlan:
        return StagePlan(
            module=self.week.module(stage.path), path=stage.path, datasets=self.workspace.datasets,
            files=select(self.files, [stage.short]), epochs=self.options.epochs,
        )  # fmt: skip

    def _show(self, event: StageEvent, stage: WeekStage, bar: Progress, row: TaskID) -> None:
        match event:
            case StageStep(done, total, what):
                bar.update(row, completed=done, total=total, description=clean(what))
            case StageSentence(key, params):
                self.console.print(view.stage_line(stage.sentence(key, self.lang, params)))
            case StageRemark(key, params):
                self.console.print(view.stage_line(say(f"full.{key}", self.lang, **params)))
            case StageTable(columns, cells):
                heads = [stage.column(column, self.lang) for column in columns]
                self.console.print(view.rows(heads, cells))
            case StagePicture(path):
                self.console.print(view.stage_line(say("full.picture", self.lang, path=path)))

    def _say_end(self, end: StageEnd, stage: WeekStage) -> None:
        if end.status is StageStatus.DONE:
            return
        key = end.key or ("stage_fault" if end.status is StageStatus.FAULT else end.status.value)
        params = {"week": self.week.name, "short": stage.short, **end.params}
        if end.line:
            params["place"] = self.sources.place(end.line)
        if key == "no_file":
            key, more = self.sources.missing(params["short"], self.lang)
            params |= more
        self.console.print(view.stage_line(say(f"full.{key}", self.lang, **params), style="bold red"))
        if end.printed and end.status in LAST_LINES:
            self.console.print(view.tail(self.sources.restored(end.printed)))

    def _say(self, key: str, **params: str) -> None:
        self.console.print(view.full_line(say(key, self.lang, **params)))
