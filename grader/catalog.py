"""Where things are: the workspace, the weeks in it, and what their `week.toml` says. There is no registry of weeks."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import GraderFault, UsageError
from grader.model import LANGS, CheckSpec, Exercise, Function, Mistake, Text, Week

WEEKS = Path(__file__).resolve().parent / "weeks"
HINTS = 3


@dataclass(frozen=True)
class Workspace:
    """A folder with exercises/, where the student works."""

    root: Path

    @property
    def datasets(self) -> Path:
        return self.root / "datasets"

    @property
    def private(self) -> Path:
        """`.grader/`: progress, hints taken, backups. Never handed in, safe to delete."""
        return self.root / ".grader"

    @property
    def backups(self) -> Path:
        return self.private / "backup"

    def exercises(self, week: str) -> Path:
        return self.root / "exercises" / week

    def solutions(self, week: str) -> Path:
        return self.root / "solutions" / week


def find_workspace(start: Path) -> Workspace:
    """Walk up from `start` to a folder that has exercises/ and datasets/. Raises UsageError when there is none."""
    for folder in (start, *start.parents):
        if (folder / "exercises").is_dir() and (folder / "datasets").is_dir():
            return Workspace(folder)
    raise UsageError("no_workspace", path=start)


def week_names() -> list[str]:
    return sorted(p.parent.name for p in WEEKS.glob("*/week.toml"))


def load_week(name: str) -> Week:
    """Read `grader/weeks/NAME/week.toml`. Raises UsageError for an unknown week, GraderFault for a bad file."""
    folder, names = WEEKS / name, week_names()
    if name not in names:
        near = difflib.get_close_matches(name, names, 1) or names or ["--help"]
        raise UsageError("no_week", week=name, weeks=", ".join(names), near=near[0])
    try:
        data = tomllib.loads((folder / "week.toml").read_text(encoding="utf-8"))
        exercises = tuple(_exercise(e) for e in data["exercise"])
        mistakes = {id: _mistake(id, m) for id, m in data.get("mistake", {}).items()}
        week = Week(name, _text(data["title"]), exercises, mistakes, folder)
        _require_unique([e.name for e in exercises])
        _require_unique([c.id for c in week.checks])
        return week
    except (AttributeError, KeyError, TypeError, ValueError, re.error) as error:
        raise GraderFault(f"{folder / 'week.toml'}: {type(error).__name__}: {error}") from error


def _require_unique(names: list[str]) -> None:
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"twice: {', '.join(twice)}")


def _exercise(data: dict[str, Any]) -> Exercise:
    name = data["name"]
    return Exercise(name, _text(data["title"]), tuple(_function(name, f) for f in data["function"]))


def _function(exercise: str, data: dict[str, Any]) -> Function:
    checks = tuple(_check(exercise, data["name"], c) for c in data["check"])
    held = (int(data.get("held_back", 0)), float(data.get("held_points", 0)))
    return Function(data["name"], data["signature"], _text(data["title"]), checks, *held)


def _check(exercise: str, function: str, data: dict[str, Any]) -> CheckSpec:
    hints = {lang: tuple(data["hints"][lang]) for lang in LANGS}
    id = f"{exercise}.{function}.{data['name']}"
    if any(not isinstance(data["hints"][lang], list) for lang in LANGS):
        raise TypeError(f"{id}: hints are a list")
    if any(len(h) != HINTS or not all(h) for h in hints.values()):
        raise ValueError(f"{id} needs {HINTS} hints in each language")
    return CheckSpec(
        id, exercise, function, data["name"], float(data["points"]), _text(data["title"]), hints,
        bool(data.get("reported", False)), bool(data.get("held", False)),
    )  # fmt: skip


def _mistake(id: str, data: dict[str, Any]) -> Mistake:
    re.compile(data.get("error", ""))
    return Mistake(id, _text(data["cause"]), tuple(data.get("functions", ())), data.get("error", ""))


def _text(data: dict[str, str]) -> Text:
    if not all(data[lang].strip() for lang in LANGS):
        raise ValueError("an empty text")
    return {lang: data[lang] for lang in LANGS}


@dataclass(frozen=True)
class Target:
    """What of a week to grade: everything, one exercise, one function or one check. Empty means all."""

    exercise: str = ""
    function: str = ""
    check: str = ""

    def matches(self, spec: CheckSpec) -> bool:
        wanted = (self.exercise, self.function, self.check)
        return all(
            w in ("", s) for w, s in zip(wanted, (spec.exercise, spec.function, spec.name), strict=True)
        )


def parse_target(week: Week, text: str) -> Target:
    """`ex6`, `ex6_detect`, `ex6.filter_detections`, `ex6.filter_detections.empty`, `week12.ex6`, or a file path.

    Raises UsageError that names what there is when it is none of these.
    """
    word = text.replace("\\", "/")
    if word.endswith(".py") or "/" in word:
        word = Path(word).stem
    word = word.removeprefix(f"{week.name}.").removeprefix(week.name)
    if not word:
        return Target()
    first, *rest = word.split(".")
    names = {n: e for e in week.exercises for n in (e.name, e.short)}
    if first not in names:
        by_function = [e for e in week.exercises for f in e.functions if f.name == first]
        if len(by_function) == 1:
            return _within(by_function[0], [first, *rest], text)
        raise _unknown(text, first, [e.name for e in week.exercises], list(names))
    return _within(names[first], rest, text)


def _within(exercise: Exercise, rest: list[str], text: str) -> Target:
    if not rest:
        return Target(exercise.name)
    functions = {f.name: f for f in exercise.functions}
    if rest[0] not in functions:
        raise _unknown(text, rest[0], list(functions))
    checks = [c.name for c in functions[rest[0]].checks]
    if rest[1:] and (rest[1] not in checks or rest[2:]):
        raise _unknown(text, rest[1], checks)
    return Target(exercise.name, rest[0], rest[1] if rest[1:] else "")


def _unknown(text: str, word: str, names: list[str], more: list[str] | None = None) -> UsageError:
    near = difflib.get_close_matches(word, [*names, *(more or [])], 1)
    return UsageError("no_target", target=text, names=", ".join(names), near=near[0] if near else names[0])


def split_address(address: str) -> tuple[str, str]:
    """`("week12", "ex6.nms")` of `week12.ex6.nms`."""
    week, _, rest = address.partition(".")
    return week, rest
