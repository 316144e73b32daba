"""Numeric questions drawn from a seed: what a template returns, and the decorator that makes a template of a function.

    @template("data.batches", topic="data", difficulty=1, functions=("ex3_data.make_loader",))
    def batches(rng: random.Random) -> Drawn: ...

A template first rounds the numbers that it shows and then computes with them. Two rules hold for all templates: a draw
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
"""Draws until a template gives up."""
MIN_WRONG = 2
"""Wrong numbers that a question has at least."""
_NUMBER = re.compile(r"(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]*\d)")
_REGISTRY = "__templates__"


@dataclass(frozen=True)
class Wrong:
    """A number that students typically give instead."""

    value: float
    why: Text
    """How students arrive at it, and what is wrong with it."""


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
    """What was drawn: a test computes the answer from it another way."""


@dataclass(frozen=True)
class Template:
    """A function that draws questions, and what they have in common."""

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
    """Make a template of a function, and list it in the function's module."""

    def remember(make: Callable[[random.Random], Drawn]) -> Template:
        made = Template(id, topic, difficulty, functions, mistakes, make)
        make.__globals__.setdefault(_REGISTRY, []).append(made)
        return made

    return remember


def templates_of(module: object) -> tuple[Template, ...]:
    """The templates that a loaded module defines, in their order."""
    return tuple(getattr(module, _REGISTRY, ()))


def both(ko: str, en: str) -> Text:
    """One text in both languages."""
    return {"ko": ko, "en": en}


def apart(answer: float, tolerance: float, wrong: tuple[Wrong, ...]) -> tuple[Wrong, ...]:
    """The wrong numbers that differ clearly from the answer and from each other; of two that are close, the first."""
    kept: list[Wrong] = []
    for one in wrong:
        if all(abs(one.value - other) > 2 * tolerance + 1e-9 for other in (answer, *(w.value for w in kept))):
            kept.append(one)
    return tuple(kept)


def shows_answer(drawn: Drawn) -> bool:
    """Whether a number in the text is the answer. Small whole numbers are everywhere (indices, kernels) and may be."""
    if drawn.tolerance == 0 and abs(drawn.answer) < 10:
        return False
    shown = {float(word.replace(",", "")) for text in drawn.text.values() for word in _NUMBER.findall(text)}
    return any(abs(number - drawn.answer) <= drawn.tolerance for number in shown)
