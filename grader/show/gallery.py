"""A week's pictures: found by looking, each made on its own, so that one that fails costs no other.

`weeks/week12/ex6_detect/pictures.py` holds functions `show_NAME(stage) -> Figure`; `pictures.toml` beside it lists them and
has their words.
"""

from __future__ import annotations

import importlib.util
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import torch
from matplotlib.figure import Figure

from grader.checking.exercise_run import Budget, ExerciseRun
from grader.checking.setting import Setting
from grader.core.errors import GraderFault
from grader.core.model import Lang, Status, Week
from grader.intake.submission import HandedIn
from grader.results.render import worst
from grader.show import figure
from grader.show.figure import INK, TONES, wrapped
from grader.show.fonts import korean_font, writable
from grader.show.stage import Attempt, PictureStage, ShowWeek
from grader.show.words import PictureWords, Words

OnPicture = Callable[[str, int, int], None]
"""Called at every step with the picture's id or what it is doing, the number of steps done, and of how many."""


@dataclass(frozen=True)
class Complaint:
    """One of the student's functions that did not do what a picture shows."""

    function: str
    status: Status
    said: str
    got: str
    expected: str
    place: str


@dataclass(frozen=True)
class Shown:
    """One picture that was made."""

    id: str
    exercise: str
    file: str
    entry: PictureWords
    state: str
    """A `model.Status`, or "unmeasured": a picture that needs a longer run, which was not asked for."""
    troubles: tuple[Complaint, ...]
    seconds: float


def make(
    setting: Setting,
    words: Words,
    ids: Sequence[str],
    submission: HandedIn,
    *,
    folder: Path,
    lang: Lang,
    long: bool,
    on_step: OnPicture,
) -> list[Shown]:
    """Make the pictures `ids` into `folder`; nothing that the student's code does stops it.

    lang: of the words beside the pictures; those in the pictures are English where no font has Korean.
    long: whether a picture may train for minutes. Raises GraderFault when a week's pictures and words do not fit.
    """
    torch.set_num_threads(1)  # more threads would mostly wait; the student's side has one, too
    drawn: Lang = lang if lang == "en" or korean_font() else "en"
    week = setting.week
    show_week = ShowWeek(week.name, week.title, week.exercises, week.mistakes, week.folder)
    setting = replace(setting, week=show_week)
    made: list[Shown] = []
    for exercise in dict.fromkeys(id.partition(".")[0] for id in ids):
        side = ExerciseRun(setting, submission, exercise, budget=Budget())
        try:
            for id in [i for i in ids if i.partition(".")[0] == exercise]:

                def step(text: str, done: int, total: int, id: str = id) -> None:
                    on_step(text or id, done, total)

                step("", 0, 0)
                stage = PictureStage(
                    setting, side, words, drawn, submission=submission, cache=folder / "measured", long=long, step=step,
                )  # fmt: skip
                made.append(_one(stage, id, words.pictures[id], folder, lang))
        finally:
            side.close()
    return made


def _one(stage: PictureStage, id: str, entry: PictureWords, folder: Path, lang: Lang) -> Shown:
    begun = time.monotonic()
    exercise, _, name = id.partition(".")
    draw = _drawing(stage.week, exercise, name)
    path = folder / f"{exercise}-{name}.png"
    fault = ""
    try:
        _finish(draw(stage), stage, entry, path)
    except Exception as error:  # raised by a value that we did not foresee, or by our own mistake
        traceback.print_exception(error)
        fault = f"{type(error).__name__}: {error}"
        _finish(_instead(stage, fault), stage, entry, path)
    status = _status(stage.attempts)
    if fault and status in (Status.PASSED, Status.NOT_STARTED):
        status = Status.FAULT
    troubles = [_trouble(a, lang) for a in stage.attempts if not a.ok]
    state = "unmeasured" if stage.skipped and status is Status.PASSED else str(status)
    if status is Status.FAULT:
        troubles.append(Complaint(name, Status.FAULT, fault, "", "", ""))
    return Shown(
        id,
        exercise,
        path.name,
        entry,
        state,
        tuple(dict.fromkeys(troubles)),
        round(time.monotonic() - begun, 2),
    )


def _status(attempts: Sequence[Attempt]) -> Status:
    """The status of a picture: the worst of its attempts; "not started" only where nothing else is wrong."""
    return worst([a.status for a in attempts]) or Status.PASSED


def _trouble(attempt: Attempt, lang: Lang) -> Complaint:
    got, expected = attempt.detail()
    return Complaint(attempt.function, attempt.status, attempt.said(lang), got, expected, attempt.place)


def _instead(stage: PictureStage, text: str) -> Figure:
    made = figure.new_figure(8, 2.5)
    told = [f"{a.function}: {a.said(stage.lang)}" for a in stage.attempts if not a.ok] or [text]
    figure.text_panel(
        figure.grid(made, 1, 1)[0, 0], "\n".join(dict.fromkeys(told)), tone=figure.ORANGE, width=80
    )
    return made


def _finish(made: Figure, stage: PictureStage, entry: PictureWords, path: Path) -> None:
    """Add the title above the picture, and say below it in a few words what is wrong or not there yet."""
    columns = int(made.get_figwidth() * 14.5)
    title = wrapped(writable(entry.title[stage.lang]), int(made.get_figwidth() * 8))
    made.suptitle(
        title, x=0.01, ha="left", fontsize=13, weight="bold", color=INK, parse_math=False, linespacing=1.3
    )
    lines = [wrapped(writable(stage.note), columns)] if stage.note else []
    lines += [wrapped(writable(_line(a, stage.lang)), columns) for a in stage.attempts if not a.ok]
    if lines:
        tone = INK if stage.note else TONES[_status(stage.attempts)]
        text = "\n".join(dict.fromkeys(lines))
        made.supxlabel(text, x=0.01, ha="left", fontsize=9, color=tone, parse_math=False, linespacing=1.4)
        made.set_figheight(made.get_figheight() + 0.21 * (text.count("\n") + 1))
    figure.save(made, path)


def _line(attempt: Attempt, lang: Lang) -> str:
    """What became of an attempt, in one line."""
    got, expected = attempt.detail()
    more = f"  ({got}  /  {expected})" if attempt.status is Status.FAILED and got else ""
    more = f"  ({got})" if attempt.status is Status.ERROR and got else more
    return f"{attempt.function}: {attempt.said(lang)}{more[:220]}"


def _drawing(week: Week, exercise: str, name: str) -> Callable[[PictureStage], Figure]:
    """`show_NAME` of the exercise's `pictures.py`, or of a `pictures_*.py` beside it."""
    for path in sorted((week.folder / exercise).glob("pictures*.py")):
        draw: Callable[[PictureStage], Figure] | None = getattr(_module(week, path), f"show_{name}", None)
        if draw is not None:
            return draw
    raise GraderFault(
        f"{exercise}/pictures.toml lists {name}, but no pictures*.py beside it has a show_{name}"
    )


def _module(week: Week, path: Path) -> ModuleType:
    name = week.module(path)
    module = sys.modules.get(name)
    if module is None:
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise GraderFault(f"{path} cannot be read")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return module
