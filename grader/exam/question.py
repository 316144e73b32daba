"""The kinds of questions. A fixed one from a file and one drawn from a template are asked and marked alike."""

from __future__ import annotations

import math
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.core.model import Text
from grader.core.seeds import derive
from grader.exam.template import Wrong

KINDS = ("choice", "true_false", "numeric", "short", "essay", "trace", "diagnose")


@dataclass(frozen=True)
class Topic:
    """One topic of the bank."""

    id: str
    title: Text
    functions: tuple[str, ...]
    """Functions of the exercises (`ex2_classify.forward`) whose failed check queues this topic's questions."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has. `kind` is one of KINDS, `topic` the id of a Topic."""

    id: str
    kind: str
    topic: str
    difficulty: int
    """1 recall, 2 understanding, 3 transfer."""
    text: Text
    explanation: Text
    functions: tuple[str, ...] = ()
    """Narrower than the topic's, where given."""
    mistakes: tuple[str, ...] = ()
    """Known mistakes of the week that queue this question."""
    code: str = ""

    def variant(self, seed: int) -> Question:
        """The question as the seed has it; most are the same for every seed."""
        return self


@dataclass(frozen=True)
class Option:
    text: Text
    right: bool
    why: Text
    """Why it is right, or what is wrong with it."""


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """Multiple choice, also of the kind `diagnose`. Exactly one option is right."""

    options: tuple[Option, ...]

    @property
    def right(self) -> int:
        return next(i for i, option in enumerate(self.options) if option.right)

    def variant(self, seed: int) -> Choice:
        """The same options in another order: a place is nothing to remember."""
        options = list(self.options)
        random.Random(derive(seed, self.id)).shuffle(options)
        return replace(self, options=tuple(options))


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Question):
    answer: bool
    why: Text
    """For those who chose the other."""


@dataclass(frozen=True, kw_only=True)
class Numeric(Question):
    """A number with a tolerance, drawn from a template."""

    seed: int
    answer: float
    tolerance: float
    unit: str
    wrong: tuple[Wrong, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The answer as one writes it: as many decimals as the tolerance asks for, and the unit."""
        decimals = max(0, round(-math.log10(self.tolerance))) if self.tolerance else 0
        unit = self.unit if self.unit in ("", "%") else f" {self.unit}"
        return f"{self.answer:,.{decimals}f}{unit}"


@dataclass(frozen=True)
class WrongAnswers:
    answers: tuple[str, ...]
    why: Text


@dataclass(frozen=True, kw_only=True)
class Short(Question):
    """A word or two. All accepted forms count alike, in either language."""

    accepted: tuple[str, ...]
    wrong: tuple[WrongAnswers, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trace(Question):
    """What does this code print?"""

    answer: str
    wrong: tuple[WrongAnswers, ...]


@dataclass(frozen=True)
class Criterion:
    points: int
    text: Text


@dataclass(frozen=True, kw_only=True)
class Essay(Question):
    """Marked by the student against the model answer, one criterion after the other."""

    rubric: tuple[Criterion, ...]
    model: Text

    @property
    def points(self) -> int:
        return sum(one.points for one in self.rubric)


def bare(text: str) -> str:
    """What is compared of a short answer: no case, no spaces, hyphens, underscores, quotes or full stop at the end."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    folded = "".join(c for c in folded if not c.isspace() and c not in "-_‐‑–—`'\"‘’“”")
    return folded.rstrip(".。").removesuffix("()")


def printed(text: str) -> str:
    """What is compared of printed output: no case, one kind of quotes, spaces only where they part two words."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace('"', "'").replace("`", "")
    words: list[str] = []
    for word in folded.split():
        glue = words and _joins(words[-1][-1]) and _joins(word[0])
        words += [" ", word] if glue else [word]
    return "".join(words)


def _joins(character: str) -> bool:
    """Whether a space beside it means something: between `1` and `2`, but not between `,` and `2`."""
    return character.isalnum() or character in "._'-"
