"""Where things are: the workspace, the weeks in it, and what their `week.toml` says. There is no registry of weeks."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import Any

from grader.core.errors import GraderFault, UsageError
from grader.core.files import PACKAGE
from grader.core.model import LANGS, CheckSpec, Exercise, Function, Mistake, Text, Week

WEEKS = PACKAGE / "weeks"
HINTS = 3


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
