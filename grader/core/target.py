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
    if word.endswith((".py", ".ipynb")) or "/" in word:
        word = Path(word).stem
    word = word.casefold().removeprefix(f"{week.name}.").removeprefix(week.name)
    if not word:
        return Target()
    first, *rest = word.split(".")
    names = {n.casefold(): e for e in week.exercises for n in (e.name, e.short)}
    if first not in names:
        by_function = [e for e in week.exercises for f in e.functions if f.name.casefold() == first]
        if len(by_function) == 1:
            return _within(by_function[0], [first, *rest], text)
        raise _unknown(text, first, [e.name for e in week.exercises], list(names))
    return _within(names[first], rest, text)


def _within(exercise: Exercise, rest: list[str], text: str) -> Target:
    if not rest:
        return Target(exercise.name)
    functions = {f.name.casefold(): f for f in exercise.functions}
    if rest[0] not in functions:
        raise _unknown(text, rest[0], [f.name for f in exercise.functions])
    function = functions[rest[0]]
    checks = {c.name.casefold(): c.name for c in function.checks}
    if rest[1:] and (rest[1] not in checks or rest[2:]):
        raise _unknown(text, rest[1], list(checks.values()))
    return Target(exercise.name, function.name, checks[rest[1]] if rest[1:] else "")


def _unknown(text: str, word: str, names: list[str], more: list[str] | None = None) -> UsageError:
    near = difflib.get_close_matches(word, [*names, *(more or [])], 1)
    return UsageError("no_target", target=text, names=", ".join(names), near=near[0] if near else names[0])


def split_address(*words: str) -> tuple[str, str]:
    """The week's name and the target in what a person typed: one or two words, in any case.

    `week12 ex2.top_k`, `week12.ex2.top_k`, `EX2.top_k`, `top_k`, `exercises/week12/ex2_classify.py`. Without a week, all
    weeks are searched. A word that is nothing of that comes back as the week, for `load_week` to say so. Raises UsageError
    when several weeks have it.
    """
    text = ".".join(_dotted(word) for word in words if word)
    names = week_names()
    head, _, rest = text.partition(".")
    if head.casefold() in names:
        return head.casefold(), rest
    if head.casefold().startswith("week"):
        return head, rest
    found = [name for name in names if _has(name, text)]
    if len(found) == 1:
        return found[0], text
    near = head[:2].casefold() == "ex" or (len(words) == 1 and rest)
    if not found and len(names) == 1 and near:
        return names[0], text
    if not found and not near:
        return words[0], ""
    raise UsageError("which_week", target=text, weeks=", ".join(names), week=names[-1])


def _dotted(word: str) -> str:
    """`week12.ex2_classify` of the path of a file in that week's folder; any other word as it is."""
    path = Path(word.replace("\\", "/"))
    if path.suffix not in (".py", ".ipynb") and "/" not in word and "\\" not in word:
        return word
    weeks = [part for part in path.parts if part.casefold() in week_names()]
    return ".".join([*weeks[-1:], path.stem] if path.stem not in weeks[-1:] else weeks[-1:])


def _has(week: str, text: str) -> bool:
    try:
        parse_target(load_week(week), text)
    except UsageError:
        return False
    return True


def find_target(*words: str) -> tuple[Week, Target]:
    """The week and the target that `split_address` finds. Raises UsageError when there is no such target."""
    name, rest = split_address(*words)
    week = load_week(name)
    return week, parse_target(week, rest)
