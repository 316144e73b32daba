"""A file of fixed questions, `theory/TOPIC.toml`, as its author writes it, and the questions that it makes.

    [topic]        title, functions
    [[question]]   id, kind, difficulty, text, explanation, and what its kind needs: options, an answer, a rubric

`core.content` reads it. The rules between the fields of a question stand below the table that they are about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from grader.core.content import Both, Content, Line, read_toml
from grader.core.errors import GraderFault
from grader.core.model import LANGS
from grader.exam.question import (
    Choice,
    Criterion,
    Essay,
    Option,
    Question,
    QuestionKind,
    Short,
    Topic,
    Trace,
    TrueFalse,
    WrongAnswers,
    bare_answer,
    bare_output,
)

CODE_LINES = 15
"""Lines of a question's code, at most."""
_SNAKE = r"[a-z][a-z0-9_]*"

QuestionId = Annotated[str, Meta(pattern=rf"^{_SNAKE}\.{_SNAKE}\Z", description="topic.snake_case")]
Difficulty = Annotated[int, Meta(ge=1, le=3, description="1, 2 or 3")]
FunctionName = Annotated[
    str,
    Meta(pattern=r"^ex\d+_[a-z0-9_]+\.[a-z_][a-z0-9_]*\Z", description="ex2_classify.forward or the like"),
]
MistakeNumber = Annotated[
    str, Meta(pattern=r"^\d+\Z", description="the number of a known mistake, in quotes")
]
Points = Annotated[int, Meta(ge=1, le=10, description="1 to 10")]


class QuestionHead(Content, frozen=True, kw_only=True):
    """What a fixed question and a template have in common."""

    id: QuestionId
    difficulty: Difficulty
    functions: tuple[FunctionName, ...] = ()
    mistakes: tuple[MistakeNumber, ...] = ()


class QuestionTable(QuestionHead, frozen=True, kw_only=True, tag_field="kind"):
    """`[[question]]`: what every kind has."""

    text: Both
    explanation: Both

    def question(self, topic: str) -> Question:
        """The question of this table."""
        raise NotImplementedError

    def _common(self, topic: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": QuestionKind(str(self.__struct_config__.tag)),
            "topic": topic,
            "difficulty": self.difficulty,
            "text": self.text.text,
            "explanation": self.explanation.text,
            "functions": self.functions,
            "mistakes": self.mistakes,
        }


class OptionTable(Content, frozen=True, kw_only=True):
    """`[[question.option]]`"""

    text: Both
    right: bool = False
    why: Both


class ChoiceTable(QuestionTable, frozen=True, kw_only=True, tag=QuestionKind.CHOICE.value):
    """Multiple choice."""

    option: tuple[OptionTable, ...]

    def __post_init__(self) -> None:
        texts = [one.text.text for one in self.option]
        right = sum(one.right for one in self.option)
        _require(3 <= len(texts) <= 5, f"{len(texts)} options: there are 3 to 5")
        _require(right == 1, f"{right} options are right: it is one")
        for lang in LANGS:
            _require_distinct((bare_answer(text[lang]) or text[lang] for text in texts), f"options ({lang})")
            _require_distinct((one.why.text[lang] for one in self.option), f"reasons ({lang})")

    def question(self, topic: str) -> Choice:
        options = tuple(Option(one.text.text, one.right, one.why.text) for one in self.option)
        return Choice(**self._common(topic), options=options)


class DiagnoseTable(ChoiceTable, frozen=True, kw_only=True, tag=QuestionKind.DIAGNOSE.value):
    """Multiple choice on a symptom, with or without the code that shows it."""

    code: Line = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_short(self.code)

    def _common(self, topic: str) -> dict[str, Any]:
        return super()._common(topic) | {"code": self.code.strip("\n")}


class TrueFalseTable(QuestionTable, frozen=True, kw_only=True, tag=QuestionKind.TRUE_FALSE.value):
    """A statement that is true or false."""

    answer: bool
    why: Both

    def question(self, topic: str) -> TrueFalse:
        return TrueFalse(**self._common(topic), answer=self.answer, why=self.why.text)


class WrongAnswersTable(Content, frozen=True, kw_only=True):
    """`[[question.wrong]]` of a short answer: several forms with one reason."""

    answers: Annotated[tuple[Line, ...], Meta(min_length=1, description="at least one answer")]
    why: Both


class ShortTable(QuestionTable, frozen=True, kw_only=True, tag=QuestionKind.SHORT.value):
    """A word or two."""

    accepted: Annotated[tuple[Line, ...], Meta(min_length=1, description="at least one answer")]
    wrong: tuple[WrongAnswersTable, ...] = ()

    def __post_init__(self) -> None:
        forms = [
            bare_answer(form) for form in (*self.accepted, *(a for one in self.wrong for a in one.answers))
        ]
        _require(all(forms), "nothing is left of an answer without spaces and hyphens")
        _require_distinct(forms, "answers")

    def question(self, topic: str) -> Short:
        wrong = tuple(WrongAnswers(one.answers, one.why.text) for one in self.wrong)
        return Short(**self._common(topic), accepted=self.accepted, wrong=wrong)


class WrongOutputTable(Content, frozen=True, kw_only=True):
    """`[[question.wrong]]` of a trace."""

    answer: Line
    why: Both


class TraceTable(QuestionTable, frozen=True, kw_only=True, tag=QuestionKind.TRACE.value):
    """What code prints."""

    code: Line
    answer: Line
    wrong: tuple[WrongOutputTable, ...]

    def __post_init__(self) -> None:
        _require_short(self.code)
        _require(len(self.wrong) >= 2, f"{len(self.wrong)} wrong answers: at least two")
        _require_distinct(map(bare_output, (self.answer, *(one.answer for one in self.wrong))), "answers")

    def question(self, topic: str) -> Trace:
        wrong = tuple(WrongAnswers((one.answer.strip(),), one.why.text) for one in self.wrong)
        code, answer = self.code.strip("\n"), self.answer.strip()
        return Trace(**self._common(topic), code=code, answer=answer, wrong=wrong)


class CriterionTable(Content, frozen=True, kw_only=True):
    """`[[question.rubric]]`"""

    points: Points
    text: Both


class EssayTable(QuestionTable, frozen=True, kw_only=True, tag=QuestionKind.ESSAY.value):
    """An essay with its rubric and a model answer."""

    rubric: tuple[CriterionTable, ...]
    model: Both

    def __post_init__(self) -> None:
        _require(3 <= len(self.rubric) <= 5, f"{len(self.rubric)} criteria: there are 3 to 5")

    def question(self, topic: str) -> Essay:
        rubric = tuple(Criterion(one.points, one.text.text) for one in self.rubric)
        return Essay(**self._common(topic), rubric=rubric, model=self.model.text)


class TopicTable(Content, frozen=True, kw_only=True):
    """`[topic]`"""

    title: Both
    functions: tuple[FunctionName, ...] = ()


class TopicFile(Content, frozen=True, kw_only=True):
    """The whole file."""

    topic: TopicTable
    question: tuple[
        ChoiceTable | DiagnoseTable | TrueFalseTable | ShortTable | TraceTable | EssayTable, ...
    ] = ()

    def __post_init__(self) -> None:
        twice = [id for id, times in Counter(one.id for one in self.question).items() if times > 1]
        _require(not twice, f"question.{twice[0] if twice else ''}: this id is there twice")


def read_topic(path: Path) -> tuple[Topic, tuple[Question, ...]]:
    """Read one file of fixed questions. Raises GraderFault, in one sentence with the file, the question and the key."""
    if not re.fullmatch(_SNAKE, path.stem):
        raise GraderFault(f"{path}: the file's name is the topic's id, in snake_case")
    file = read_toml(path, TopicFile)
    for one in file.question:
        require_topic(path, one.id, path.stem)
    topic = Topic(path.stem, file.topic.title.text, file.topic.functions)
    return topic, tuple(one.question(topic.id) for one in file.question)


def require_topic(path: Path, id: str, topic: str) -> None:
    """Raises GraderFault for an id that does not begin with its topic."""
    if id.split(".")[0] != topic:
        raise GraderFault(f"{path}: {id}: the id does not begin with the topic {topic}")


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)


def _require_short(code: str) -> None:
    _require(len(code.strip("\n").splitlines()) <= CODE_LINES, f"more than {CODE_LINES} lines of code")


def _require_distinct(words: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for word in words:
        _require(word not in seen, f"two {what} are the same: {word}")
        seen.add(word)
