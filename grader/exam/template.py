"""Numeric questions drawn from a seed: what a template hands back, and the decorator that makes one of a function.

    @template("data.batches", topic="data", difficulty=1, functions=("ex3_data.make_loader",))
    def batches(rng: random.Random) -> Drawn: ...

A template rounds what it shows first and then computes. What all have to promise is looked after here, once: a draw
that shows its own answer is drawn again, and typical wrong numbers that cannot be told apart are dropped.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.core.errors import GraderFault
from grader.core.model import Text
from grader.core.seeds import derive

ATTEMPTS = 200
MIN_WRONG = 2
_NUMBER = re.compile(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]*\d)")
_REGISTRY = "__templates__"


@dataclass(frozen=True)
class Wrong:
    """A number that students typically give instead."""

    value: float
    why: Text
    """How one gets there, and what is wrong with it."""


@dataclass(frozen=True)
class Drawn:
    """A numeric question with its numbers filled in."""

    text: Text
    answer: float
    tolerance: float
    """Absolute; 0 for whole numbers. One unit of the last place that the text asks for."""
    unit: str
    """`px`, `%`, `MiB` ...; empty where the answer is a bare number."""
    explanation: Text
    wrong: tuple[Wrong, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What was drawn, so that a test can compute the answer another way."""


@dataclass(frozen=True)
class Template:
    """A function that draws a question, and what is known of it before anything is drawn."""

    id: str
    topic: str
    difficulty: int
    functions: tuple[str, ...]
    mistakes: tuple[str, ...]
    make: Callable[[random.Random], Drawn]

    def draw(self, seed: int) -> Drawn:
        """The question of this seed: always the same one, on every machine."""
        rng = random.Random(derive(seed, self.id))
        for _ in range(ATTEMPTS):
            drawn = self.make(rng)
            drawn = replace(drawn, wrong=apart(drawn.answer, drawn.tolerance, drawn.wrong))
            if len(drawn.wrong) >= MIN_WRONG and not shows_answer(drawn):
                return drawn
        raise GraderFault(f"template {self.id}: nothing good in {ATTEMPTS} draws with seed {seed}")


def template(
    id: str, *, topic: str, difficulty: int, functions: tuple[str, ...] = (), mistakes: tuple[str, ...] = ()
) -> Callable[[Callable[[random.Random], Drawn]], Template]:
    """Make a template of a function, and remember it in the module that the function stands in."""

    def remember(make: Callable[[random.Random], Drawn]) -> Template:
        made = Template(id, topic, difficulty, functions, mistakes, make)
        make.__globals__.setdefault(_REGISTRY, []).append(made)
        return made

    return remember


def templates_of(module: object) -> tuple[Template, ...]:
    """The templates that a loaded module has defined, in their order."""
    return tuple(getattr(module, _REGISTRY, ()))


def both(ko: str, en: str) -> Text:
    return {"ko": ko, "en": en}


def apart(answer: float, tolerance: float, wrong: tuple[Wrong, ...]) -> tuple[Wrong, ...]:
    """The wrong numbers that nobody can mistake for the answer or for one another; of two that clash, the first."""
    kept: list[Wrong] = []
    for one in wrong:
        if all(abs(one.value - other) > 2 * tolerance + 1e-9 for other in (answer, *(w.value for w in kept))):
            kept.append(one)
    return tuple(kept)


def shows_answer(drawn: Drawn) -> bool:
    """Whether a number in the text is the answer. Small whole numbers are everywhere (indices, kernels): they may be."""
    if drawn.tolerance == 0 and abs(drawn.answer) < 10:
        return False
    shown = {float(word.replace(",", "")) for text in drawn.text.values() for word in _NUMBER.findall(text)}
    return any(abs(number - drawn.answer) <= drawn.tolerance for number in shown)
