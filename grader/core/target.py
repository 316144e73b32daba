"""The part of a week that a person's words name: the whole, an exercise, a function or one check."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from grader.core.errors import UsageError
from grader.core.model import CheckSpec, Exercise, Week
from grader.core.week import load_week, week_names


@dataclass(frozen=True)
class Target:
    """The part of a week to grade: everything, one exercise, one function or one check. An empty field means all."""

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

    Raises UsageError when it is none of these; the error names the targets that there are.
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


def find_target(address: str) -> tuple[Week, Target]:
    """The week and the target of `week12`, `week12.ex6` or `ex6.nms`. Without a week, all weeks are searched.

    Raises UsageError when there is no such target, or more than one week has it.
    """
    names = week_names()
    word, _, rest = address.partition(".")
    if word in names or word.startswith("week"):
        week = load_week(word)
        return week, parse_target(week, rest)
    found: list[tuple[Week, Target]] = []
    for name in names:
        week = load_week(name)
        try:
            found.append((week, parse_target(week, address)))
        except UsageError:
            if len(names) == 1:
                raise
    if len(found) != 1:
        raise UsageError("which_week", target=address, weeks=", ".join(names), week=names[-1])
    return found[0]
