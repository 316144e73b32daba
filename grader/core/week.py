"""The weeks that there are, read from their folders. There is no registry: a folder with a `week.toml` is a week.

weeks/week12/week.toml                    title, order of the exercises, mistakes that several exercises share
weeks/week12/ex6_detect/exercise.toml     title, functions, checks with points, titles and hints, mistakes
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from grader.core.content import Both, Content, Line, read_toml
from grader.core.errors import GraderFault, UsageError
from grader.core.files import PACKAGE
from grader.core.model import CheckSpec, Exercise, Function, Mistake, Week

WEEKS = PACKAGE / "weeks"
HINTS = 3
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z_][a-z0-9_]*\Z", description="a name in snake_case")]
Hints = Annotated[tuple[Line, ...], msgspec.Meta(min_length=HINTS, max_length=HINTS)]


class HintsTable(Content, frozen=True):
    """Three hints in every language, each more concrete than the one before."""

    ko: Hints
    en: Hints


class CheckTable(Content, frozen=True):
    """`[[function.check]]`"""

    name: Name
    points: Annotated[float, msgspec.Meta(ge=0)]
    title: Both
    hints: HintsTable
    reported: bool = False
    held: bool = False


class FunctionTable(Content, frozen=True):
    """`[[function]]`"""

    name: Name
    signature: Line
    title: Both
    check: Annotated[tuple[CheckTable, ...], msgspec.Meta(min_length=1)]
    begin: Both | None = None
    notice: Both | None = None
    held_back: int = 0
    held_points: float = 0.0


class MistakeTable(Content, frozen=True):
    """`[mistake.NAME]`"""

    number: Annotated[int, msgspec.Meta(gt=0)]
    cause: Both
    functions: tuple[Line, ...] = ()
    error: str = ""

    def __post_init__(self) -> None:
        try:
            re.compile(self.error)
        except re.error as error:
            raise ValueError(f"error is no regular expression: {error}") from None


class ExerciseTable(Content, frozen=True):
    """`exercise.toml`"""

    title: Both
    function: Annotated[tuple[FunctionTable, ...], msgspec.Meta(min_length=1)]
    mistake: Mapping[Name, MistakeTable] = {}


class WeekTable(Content, frozen=True):
    """`week.toml`"""

    title: Both
    exercises: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1)]
    mistake: Mapping[Name, MistakeTable] = {}


def week_names() -> list[str]:
    return sorted(p.parent.name for p in WEEKS.glob("*/week.toml"))


def load_week(name: str) -> Week:
    """Read a week. Raises UsageError for an unknown one, GraderFault with file and key where its content is at fault."""
    names = week_names()
    if name not in names:
        near = difflib.get_close_matches(name, names, 1) or names or ["--help"]
        raise UsageError("no_week", week=name, weeks=", ".join(names), near=near[0])
    return read_week(WEEKS / name)


def read_week(folder: Path) -> Week:
    """Read the week that lies in `folder`. Raises GraderFault."""
    path = folder / "week.toml"
    table = read_toml(path, WeekTable)
    _require_unique(path, table.exercises)
    mistakes = _mistakes(table.mistake, "")
    exercises = []
    for name in table.exercises:
        own = folder / name / "exercise.toml"
        if not own.is_file():
            raise GraderFault(f"{path}: exercises: there is no {name}/exercise.toml")
        exercise, more = _exercise(own, name)
        exercises.append(exercise)
        mistakes += more
    stray = sorted(
        p.parent.name for p in folder.glob("*/exercise.toml") if p.parent.name not in table.exercises
    )
    if stray:
        raise GraderFault(f"{path}: exercises: {stray[0]} has a folder and is not listed")
    _require_unique(path, [m.id for m in mistakes])
    _require_unique(path, [m.name for m in mistakes])
    week = Week(folder.name, table.title.text, tuple(exercises), {m.id: m for m in mistakes}, folder)
    _require_functions(path, week)
    return week


def _exercise(path: Path, name: str) -> tuple[Exercise, list[Mistake]]:
    table = read_toml(path, ExerciseTable)
    functions = tuple(_function(name, one) for one in table.function)
    _require_unique(path, [f.name for f in functions])
    _require_unique(path, [c.id for f in functions for c in f.checks])
    return Exercise(name, table.title.text, functions), _mistakes(table.mistake, name)


def _function(exercise: str, table: FunctionTable) -> Function:
    checks = tuple(_check(exercise, table.name, one) for one in table.check)
    return Function(
        table.name, table.signature, table.title.text, checks,
        begin=table.begin.text if table.begin else None, notice=table.notice.text if table.notice else None,
        held_back=table.held_back, held_points=table.held_points,
    )  # fmt: skip


def _check(exercise: str, function: str, table: CheckTable) -> CheckSpec:
    return CheckSpec(
        id=f"{exercise}.{function}.{table.name}", exercise=exercise, function=function, name=table.name,
        points=table.points, title=table.title.text, hints={"ko": table.hints.ko, "en": table.hints.en},
        reported=table.reported, held=table.held,
    )  # fmt: skip


def _mistakes(tables: Mapping[str, MistakeTable], exercise: str) -> list[Mistake]:
    """The mistakes of a file. `exercise.toml` names its functions alone, `week.toml` with the exercise before them."""
    before = f"{exercise}." if exercise else ""
    return [
        Mistake(str(one.number), name, one.cause.text, tuple(before + f for f in one.functions), one.error)
        for name, one in tables.items()
    ]


def _require_unique(path: Path, names: Iterable[str]) -> None:
    names = list(names)
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise GraderFault(f"{path}: twice: {', '.join(twice)}")


def _require_functions(path: Path, week: Week) -> None:
    """Raise GraderFault when a mistake names a function that does not exist."""
    there = {f"{e.name}.{f.name}" for e in week.exercises for f in e.functions}
    for mistake in week.mistakes.values():
        for name in mistake.functions:
            if name not in there:
                near = difflib.get_close_matches(name, there, 1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise GraderFault(f"{path}: mistake.{mistake.name}.functions: there is no {name}{hint}")
