"""The kinds of questions. Fixed questions and those drawn from a template are asked and marked alike."""

from __future__ import annotations

import math
import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from grader.core.model import Text
from grader.core.seeds import derive
from grader.exam.template import Wrong


class QuestionKind(StrEnum):
    """The kinds, as files and exports name them."""

    CHOICE = "choice"
    TRUE_FALSE = "true_false"
    NUMERIC = "numeric"
    SHORT = "short"
    ESSAY = "essay"
    TRACE = "trace"
    DIAGNOSE = "diagnose"


@dataclass(frozen=True)
class Topic:
    """One topic of the bank."""

    id: str
    title: Text
    functions: tuple[str, ...]
    """The exercises' functions (`ex2_classify.forward`) whose failed check queues this topic's questions."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has."""

    id: str
    kind: QuestionKind
    topic: str
    """The id of a Topic."""
    difficulty: int
    """1 recall, 2 understanding, 3 transfer."""
    text: Text
    explanation: Text
    functions: tuple[str, ...] = ()
    """Where given, these queue the question in place of the topic's."""
    mistakes: tuple[str, ...] = ()
    """Known mistakes of the week that queue this question."""
    code: str = ""

    def variant(self, seed: int) -> Question:
        """The question as it is asked with this seed; most are the same for every seed."""
        return self


@dataclass(frozen=True)
class Option:
    """One option of a choice."""

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
        """The options in another order: nobody shall learn the letter instead of the answer."""
        options = list(self.options)
        random.Random(derive(seed, self.id)).shuffle(options)
        return replace(self, options=tuple(options))


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Question):
    """A statement that is true or false."""

    answer: bool
    why: Text
    """Why the other answer is wrong."""


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
        """The answer as one writes it: with as many decimals as the tolerance asks for, and the unit."""
        decimals = max(0, round(-math.log10(self.tolerance))) if self.tolerance else 0
        unit = self.unit if self.unit in ("", "%") else f" {self.unit}"
        return f"{self.answer:,.{decimals}f}{unit}"


@dataclass(frozen=True)
class WrongAnswers:
    """Typical wrong answers with the same reason."""

    answers: tuple[str, ...]
    why: Text


@dataclass(frozen=True, kw_only=True)
class Short(Question):
    """A word or two. All accepted forms count as right, in either language."""

    accepted: tuple[str, ...]
    wrong: tuple[WrongAnswers, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trace(Question):
    """What does this code print?"""

    answer: str
    wrong: tuple[WrongAnswers, ...]


@dataclass(frozen=True)
class Criterion:
    """One criterion of an essay's rubric."""

    points: int
    text: Text


@dataclass(frozen=True, kw_only=True)
class Essay(Question):
    """The student marks it against the model answer, one criterion after the other."""

    rubric: tuple[Criterion, ...]
    model: Text

    @property
    def points(self) -> int:
        return sum(one.points for one in self.rubric)


def bare_answer(text: str) -> str:
    """A short answer as it is compared: without case, spaces, hyphens, underscores, quotes, and a full stop at the end."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    folded = "".join(c for c in folded if not c.isspace() and c not in "-_‐‑–—`'\"‘’“”")
    return folded.rstrip(".。").removesuffix("()")


def bare_output(text: str) -> str:
    """Printed output as it is compared: without case, with one kind of quotes, spaces only between two words."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace('"', "'").replace("`", "")
    words: list[str] = []
    for word in folded.split():
        glue = words and _joins(words[-1][-1]) and _joins(word[0])
        words += [" ", word] if glue else [word]
    return "".join(words)


def _joins(character: str) -> bool:
    """Whether a space beside this character counts: it does between `1` and `2`, not between `,` and `2`."""
    return character.isalnum() or character in "._'-"
