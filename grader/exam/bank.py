"""The bank of a week: `theory/*.toml` for what is fixed, `theory/templates*.py` for what is drawn, read strictly.

A key that is not known, a language that is missing, a second right option: each is a fault of the content, with the file
and the question in its message. Templates are content like checks: they come with the package, never from a student.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TypeVar

from grader.core.errors import GraderFault
from grader.core.model import LANGS
from grader.core.week import WEEKS
from grader.exam.fields import Fields, Flaw
from grader.exam.question import (
    Choice,
    Criterion,
    Essay,
    Numeric,
    Option,
    Question,
    Short,
    Topic,
    Trace,
    TrueFalse,
    WrongAnswers,
    bare,
    printed,
)
from grader.exam.template import Template, templates_of

CODE_LINES = 15
Entry = TypeVar("Entry")
_TOPIC = re.compile(r"[a-z][a-z0-9_]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_FUNCTION = re.compile(r"ex\d+_[a-z0-9_]+\.[a-z_][a-z0-9_]*")
_MISTAKE = re.compile(r"\d+")


@dataclass(frozen=True)
class Bank:
    """All questions of one week. Nothing is drawn before it is asked for."""

    week: str
    topics: Mapping[str, Topic]
    fixed: Mapping[str, Question]
    templates: Mapping[str, Template]

    @property
    def ids(self) -> tuple[str, ...]:
        return (*self.fixed, *self.templates)

    def topic_of(self, id: str) -> Topic:
        return self.topics[self._entry(id).topic]

    def difficulty_of(self, id: str) -> int:
        return self._entry(id).difficulty

    def ask(self, id: str, seed: int) -> Question:
        """The question `id` as this seed has it: numbers drawn, options in an order of their own."""
        made = self.templates.get(id)
        return numeric(made, seed) if made else self.fixed[id].variant(seed)

    def waiting_for(self, function: str, mistake: str | None = None) -> tuple[str, ...]:
        """The questions that a failed check of `ex2_classify.top_k` queues: those on its mistake first.

        A question that names functions of its own answers to these alone, any other to its topic's.
        """
        on_mistake = [id for id in self.ids if mistake and mistake in self._entry(id).mistakes]
        by_name = [id for id in self.ids if function in self._entry(id).functions]
        by_topic = [
            id for id in self.ids if not self._entry(id).functions and function in self.topic_of(id).functions
        ]
        return tuple(dict.fromkeys((*on_mistake, *by_name, *by_topic)))

    def _entry(self, id: str) -> Question | Template:
        return self.fixed.get(id) or self.templates[id]


def numeric(made: Template, seed: int) -> Numeric:
    """What a template draws, as a question like any other."""
    drawn = made.draw(seed)
    return Numeric(
        id=made.id, kind="numeric", topic=made.topic, difficulty=made.difficulty, text=drawn.text,
        explanation=drawn.explanation, functions=made.functions, mistakes=made.mistakes, seed=seed,
        answer=drawn.answer, tolerance=drawn.tolerance, unit=drawn.unit, wrong=drawn.wrong, facts=drawn.facts,
    )  # fmt: skip


def load_bank(week: str, folder: Path | None = None) -> Bank:
    """Read the theory of a week (from `folder`, if given). Raises GraderFault where the content is at fault."""
    folder = folder or WEEKS / week / "theory"
    topics: dict[str, Topic] = {}
    fixed: dict[str, Question] = {}
    for path in sorted(folder.glob("*.toml")):
        topic, questions = read_topic(path)
        topics[topic.id] = topic
        for question in questions:
            _add(fixed, question.id, question, path)
    templates: dict[str, Template] = {}
    for path in sorted(folder.glob("templates*.py")):
        for made in read_templates(path, week):
            if made.id in fixed:
                raise GraderFault(f"{path}: {made.id}: this id is taken by a fixed question")
            if topics and made.topic not in topics:
                raise GraderFault(f"{path}: {made.id}: there is no topic {made.topic}")
            _add(templates, made.id, made, path)
    return Bank(week, topics, fixed, templates)


def _add(known: dict[str, Entry], id: str, entry: Entry, path: Path) -> None:
    if id in known:
        raise GraderFault(f"{path}: {id}: this id is there twice")
    known[id] = entry


def read_templates(path: Path, week: str) -> tuple[Template, ...]:
    """Load one `templates*.py` of the package and take the templates that it defines."""
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
        try:
            _require(bool(_NAME.fullmatch(made.id)), "an id is <topic>.<snake_case>")
            _require(
                made.id.split(".")[0] == made.topic, f"the id does not begin with the topic {made.topic}"
            )
            _require(made.difficulty in (1, 2, 3), "difficulty is 1, 2 or 3")
            _require_names(made.functions, made.mistakes)
        except Flaw as flaw:
            raise GraderFault(f"{path}: {made.id}: {flaw}") from flaw
    return found


def read_topic(path: Path) -> tuple[Topic, tuple[Question, ...]]:
    """Read one file of fixed questions. Raises GraderFault that names the file and the question."""
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        whole = Fields(data)
        topic = _topic(whole.table("topic"), path.stem)
        tables = whole.tables("question", default=[], named=False)
        whole.finish()
        questions: list[Question] = []
        for number, fields in enumerate(tables, 1):
            where = f"{path}: question {number}"
            id = fields.word("id", _NAME)
            where = f"{path}: {id}"
            _require(id.split(".")[0] == topic.id, f"the id does not begin with the topic {topic.id}")
            _require(id not in {q.id for q in questions}, "this id is there twice")
            questions.append(_question(fields, id, topic.id))
        return topic, tuple(questions)
    except (Flaw, tomllib.TOMLDecodeError, UnicodeDecodeError) as flaw:
        raise GraderFault(f"{where}: {flaw}") from flaw


def _topic(fields: Fields, stem: str) -> Topic:
    _require(bool(_TOPIC.fullmatch(stem)), "the file's name is the topic's id, in snake_case")
    topic = Topic(stem, fields.text("title"), fields.words("functions", default=()))
    fields.finish()
    _require_names(topic.functions, ())
    return topic


def _question(fields: Fields, id: str, topic: str) -> Question:
    kind = fields.one_of("kind", tuple(_READERS))
    common = {
        "id": id,
        "kind": kind,
        "topic": topic,
        "difficulty": fields.whole("difficulty", 1, 3),
        "text": fields.text("text"),
        "explanation": fields.text("explanation"),
        "functions": fields.words("functions", default=()),
        "mistakes": fields.words("mistakes", default=()),
    }
    if kind == "trace" or (kind == "diagnose" and "code" in fields):
        common["code"] = fields.string("code").strip("\n")
        _require(len(str(common["code"]).splitlines()) <= CODE_LINES, f"more than {CODE_LINES} lines of code")
    question = _READERS[kind](fields, common)
    fields.finish()
    _require_names(question.functions, question.mistakes)
    return question


def _choice(fields: Fields, common: dict[str, object]) -> Question:
    options = []
    for one in fields.tables("option"):
        options.append(Option(one.text("text"), one.boolean("right", default=False), one.text("why")))
        one.finish()
    _require(3 <= len(options) <= 5, f"{len(options)} options: there are 3 to 5")
    _require(
        sum(o.right for o in options) == 1, f"{sum(o.right for o in options)} options are right: it is one"
    )
    for lang in LANGS:
        _require_distinct((bare(o.text[lang]) or o.text[lang] for o in options), f"options ({lang})")
        _require_distinct((o.why[lang] for o in options), f"reasons ({lang})")
    return Choice(**common, options=tuple(options))  # type: ignore[arg-type]


def _true_false(fields: Fields, common: dict[str, object]) -> Question:
    return TrueFalse(**common, answer=fields.boolean("answer"), why=fields.text("why"))  # type: ignore[arg-type]


def _short(fields: Fields, common: dict[str, object]) -> Question:
    accepted = fields.words("accepted")
    _require(bool(accepted), "accepted is empty")
    wrong = tuple(_wrong_answers(one, one.words("answers")) for one in fields.tables("wrong", default=[]))
    forms = [*accepted, *(answer for one in wrong for answer in one.answers)]
    _require(all(bare(form) for form in forms), "nothing is left of an answer without spaces and hyphens")
    _require_distinct((bare(form) for form in forms), "answers")
    return Short(**common, accepted=accepted, wrong=wrong)  # type: ignore[arg-type]


def _trace(fields: Fields, common: dict[str, object]) -> Question:
    answer = fields.string("answer").strip()
    wrong = tuple(_wrong_answers(one, (one.string("answer").strip(),)) for one in fields.tables("wrong"))
    _require(len(wrong) >= 2, f"{len(wrong)} wrong answers: at least two")
    _require_distinct((printed(form) for form in (answer, *(w.answers[0] for w in wrong))), "answers")
    return Trace(**common, answer=answer, wrong=wrong)  # type: ignore[arg-type]


def _essay(fields: Fields, common: dict[str, object]) -> Question:
    rubric = []
    for one in fields.tables("rubric"):
        rubric.append(Criterion(one.whole("points", 1, 10), one.text("text")))
        one.finish()
    _require(3 <= len(rubric) <= 5, f"{len(rubric)} criteria: there are 3 to 5")
    return Essay(**common, rubric=tuple(rubric), model=fields.text("model"))  # type: ignore[arg-type]


_READERS = {
    "choice": _choice,
    "diagnose": _choice,
    "true_false": _true_false,
    "short": _short,
    "trace": _trace,
    "essay": _essay,
}


def _wrong_answers(fields: Fields, answers: tuple[str, ...]) -> WrongAnswers:
    _require(bool(answers), "wrong: no answers")
    made = WrongAnswers(answers, fields.text("why"))
    fields.finish()
    return made


def _require(holds: bool, flaw: str) -> None:
    if not holds:
        raise Flaw(flaw)


def _require_distinct(words: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for word in words:
        _require(word not in seen, f"two {what} are the same: {word}")
        seen.add(word)


def _require_names(functions: tuple[str, ...], mistakes: tuple[str, ...]) -> None:
    for name in functions:
        _require(
            bool(_FUNCTION.fullmatch(name)), f"functions: {name} is not ex2_classify.forward or the like"
        )
    for name in mistakes:
        _require(bool(_MISTAKE.fullmatch(name)), f"mistakes: {name} is not a number of a known mistake")
