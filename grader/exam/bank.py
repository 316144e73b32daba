"""The bank of a week: `theory/*.toml` has the fixed questions, `theory/templates*.py` those that are drawn from a seed.

Both are read strictly: a fault of the content is one sentence with the file, the question and the key. Templates are
content like checks: they come with the package, never from a student.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from grader.core.content import convert, near_word
from grader.core.errors import GraderFault, UsageError
from grader.core.week import WEEKS, week_names
from grader.exam.question import Numeric, Question, QuestionKind, Topic
from grader.exam.template import Template, templates_of
from grader.exam.topic_file import QuestionHead, read_topic, require_topic


@dataclass(frozen=True)
class Bank:
    """All questions of one week. Nothing is drawn before it is asked for."""

    week: str
    topics: Mapping[str, Topic]
    fixed: Mapping[str, Question]
    templates: Mapping[str, Template]

    @property
    def ids(self) -> tuple[str, ...]:
        """All questions: the fixed ones, then the templates."""
        return (*self.fixed, *self.templates)

    def topic_of(self, id: str) -> Topic:
        return self.topics[self._source(id).topic]

    def difficulty_of(self, id: str) -> int:
        return self._source(id).difficulty

    def ask(self, id: str, seed: int) -> Question:
        """The question `id` as this seed has it: numbers drawn, options in an order of their own."""
        made = self.templates.get(id)
        return numeric(made, seed) if made else self.fixed[id].variant(seed)

    def queued_by(self, function: str, mistake: str | None = None) -> tuple[str, ...]:
        """The questions that a failed check of `ex2_classify.top_k` queues: those on its mistake first.

        A question that names functions is queued by these alone, any other by the functions of its topic.
        """
        on_mistake = [id for id in self.ids if mistake and mistake in self._source(id).mistakes]
        by_name = [id for id in self.ids if function in self._source(id).functions]
        by_topic = [
            id
            for id in self.ids
            if not self._source(id).functions and function in self.topic_of(id).functions
        ]
        return tuple(dict.fromkeys((*on_mistake, *by_name, *by_topic)))

    def _source(self, id: str) -> Question | Template:
        """The fixed question, or the template that draws it."""
        return self.fixed.get(id) or self.templates[id]


def numeric(made: Template, seed: int) -> Numeric:
    """The question that a template draws from this seed."""
    drawn = made.draw(seed)
    return Numeric(
        id=made.id, kind=QuestionKind.NUMERIC, topic=made.topic, difficulty=made.difficulty, text=drawn.text,
        explanation=drawn.explanation, functions=made.functions, mistakes=made.mistakes, seed=seed,
        answer=drawn.answer, tolerance=drawn.tolerance, unit=drawn.unit, wrong=drawn.wrong, facts=drawn.facts,
    )  # fmt: skip


def find_bank(week: str | None) -> Bank:
    """The bank of a week; of the last week that has theory, where none is named. Raises UsageError for any other."""
    weeks = [name for name in week_names() if (WEEKS / name / "theory").is_dir()]
    if not weeks or week not in (None, *weeks):
        raise UsageError("no_theory", week=week or "week", weeks=", ".join(weeks))
    return load_bank(week or weeks[-1])


def check_topics(bank: Bank, topics: Sequence[str]) -> None:
    """Raises UsageError for a topic that the bank does not have."""
    for topic in topics:
        if topic not in bank.topics:
            raise UsageError("no_topic", topic=topic, topics=", ".join(bank.topics))


def load_bank(week: str, folder: Path | None = None) -> Bank:
    """Read the theory of a week (from `folder`, if given). Raises GraderFault where the content is at fault."""
    folder = folder or WEEKS / week / "theory"
    topics: dict[str, Topic] = {}
    fixed: dict[str, Question] = {}
    templates: dict[str, Template] = {}
    for path in sorted(folder.glob("*.toml")):
        topic, questions = read_topic(path)
        topics[topic.id] = topic
        for question in questions:
            _require_new(path, question.id, fixed)
            fixed[question.id] = question
    for path in sorted(folder.glob("templates*.py")):
        for made in read_templates(path, week):
            if topics and made.topic not in topics:
                raise GraderFault(
                    f"{path}: {made.id}: there is no topic {made.topic}; {near_word(made.topic, topics)}"
                )
            if made.id in fixed:
                raise GraderFault(f"{path}: {made.id}: this id is taken by a fixed question")
            _require_new(path, made.id, templates)
            templates[made.id] = made
    return Bank(week, topics, fixed, templates)


def _require_new(path: Path, id: str, known: Container[str]) -> None:
    if id in known:
        raise GraderFault(f"{path}: {id}: this id is there twice")


def read_templates(path: Path, week: str) -> tuple[Template, ...]:
    """Load one `templates*.py` of the package and take the templates that it defines. Raises GraderFault."""
    spec = spec_from_file_location(f"grader.weeks.{week}.theory.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise GraderFault(f"{path}: cannot be loaded")
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise GraderFault(f"{path}: {type(error).__name__}: {error}") from error
    found = templates_of(module)
    for made in found:
        head = {key: getattr(made, key) for key in ("id", "difficulty", "functions", "mistakes")}
        convert(head, QuestionHead, path, where=made.id)
        require_topic(path, made.id, made.topic)
    return found
