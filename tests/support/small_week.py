"""A made-up week of two exercises, for tests of what is written about results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.core.model import CheckSpec, Exercise, Function, Mistake, Week

TITLE: Mapping[Any, str] = {"ko": "값", "en": "values"}


def _check(exercise: str, function: str, name: str) -> CheckSpec:
    return CheckSpec(
        f"{exercise}.{function}.{name}", exercise, function, name, 1.5, TITLE, {"ko": ("가",), "en": ("a",)}
    )


CHECKS = tuple(_check("ex1_first", "load", name) for name in ("values", "empty", "large")) + tuple(
    _check("ex2_second", "show", name) for name in ("values", "empty", "large", "odd")
)


WEEK = Week(
    "week90",
    TITLE,
    (
        Exercise("ex1_first", TITLE, (Function("load", "load(path)", TITLE, CHECKS[:3]),)),
        Exercise("ex2_second", TITLE, (Function("show", "show(x)", TITLE, CHECKS[3:]),)),
    ),
    {"59": Mistake("59", "last_of_none", {"ko": "빈 목록입니다.", "en": "The list is empty."})},
    Path(),
)
