"""Practising, as a state machine: a line that was typed goes in, what is to be shown comes out. No terminal, no file.

The same events serve the mock exam; whoever drives the machine writes a `Verdict` down before it is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.core.messages import say
from grader.core.model import Lang
from grader.exam.bank import Bank
from grader.exam.marking import Marked, Outcome, mark, score_essay, yes_or_no
from grader.exam.question import Essay, Question

LATER = 4
"""A question that was answered wrong comes again after so many others,"""
AGAIN = 2
"""and at most so often in one session."""


def _word(line: str) -> str:
    return unicodedata.normalize("NFKC", line).strip().casefold()


_QUIT = {_word(word) for word in ("q", "quit", "exit", "ㅂ", "그만")}
"""With ㅂ, which is what the key of q types on a Korean keyboard."""
_UNKNOWN = {_word(word) for word in ("?", "??", "모름", "모르겠음", "모르겠습니다")}


@dataclass(frozen=True)
class Ask:
    """A question, to be answered next."""

    question: Question
    number: int
    of: int
    because: str = ""
    """The function whose failed check queued it, `again`, `draft`, or `marking`."""
    typed: str = ""
    """What was answered or begun before."""


@dataclass(frozen=True)
class Retry:
    """What was typed cannot be understood, and costs nothing."""

    why: str


@dataclass(frozen=True)
class Verdict:
    """A question is done."""

    question: Question
    marked: Marked
    given_up: bool = False
    again: bool = False
    """It comes again in this session."""


@dataclass(frozen=True)
class Compare:
    """An essay is written: here is the model answer to hold it against."""

    question: Essay


@dataclass(frozen=True)
class Tick:
    """Is this criterion met?"""

    question: Essay
    index: int


Event = Ask | Retry | Verdict | Compare | Tick


def says_quit(line: str) -> bool:
    return _word(line) in _QUIT


def says_unknown(line: str) -> bool:
    return _word(line) in _UNKNOWN


def new_order(bank: Bank, topics: Iterable[str] = ()) -> list[str]:
    """All questions (of these topics): easy ones first, and the topics in turn, for what is mixed is kept longer."""
    wanted = set(topics) or set(bank.topics)
    ids = [id for id in bank.ids if bank.topic_of(id).id in wanted]
    seen: dict[tuple[str, int], int] = {}
    place: dict[str, tuple[int, int]] = {}
    for id in ids:
        key = (bank.topic_of(id).id, bank.difficulty_of(id))
        seen[key] = seen.get(key, 0) + 1
        place[id] = (key[1], seen[key])
    return sorted(ids, key=lambda id: place[id])


@dataclass
class Session:
    """One sitting. `begin` gives the first question, `feed` takes a line; `question` is None when it is over."""

    bank: Bank
    lang: Lang
    ids: Sequence[str]
    asked: Mapping[str, int]
    """How often each question was asked before: with every time its numbers and the order of its options change."""
    because: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Essays that an earlier session left unfinished."""
    question: Question | None = None
    answered: int = 0
    right: int = 0
    lines: list[str] = field(default_factory=list)
    """The essay so far."""
    ticks: list[bool] | None = None
    """The criteria answered so far, once an essay is compared."""

    def __post_init__(self) -> None:
        self._todo = list(self.ids)
        self._times = dict(self.asked)
        self._repeated: dict[str, int] = {}

    @property
    def expects(self) -> str:
        """What kind of line comes next: a question's kind, `more` of an essay, or `tick`."""
        if self.ticks is not None:
            return "tick"
        return "more" if self.lines else self.question.kind if self.question else ""

    def begin(self) -> list[Event]:
        self.question, self.lines, self.ticks = None, [], None
        if not self._todo:
            return []
        id = self._todo.pop(0)
        self.question = self.bank.ask(id, self._times.get(id, 0))
        if id not in self._repeated and isinstance(self.question, Essay):
            self.lines = list(self.drafts.get(id, ()))
        because = "again" if id in self._repeated else "draft" if self.lines else self.because.get(id, "")
        number, typed = self.answered + 1, "\n".join(self.lines)
        return [Ask(self.question, number, number + len(self._todo), because, typed)]

    def feed(self, line: str) -> list[Event]:
        question = self.question
        if question is None:
            return []
        if self.ticks is not None:
            return self._tick(line)
        if says_unknown(line) and not self.lines:
            return self._done(Marked(Outcome.WRONG), given_up=True)
        if isinstance(question, Essay):
            return self._write(question, line)
        marked = mark(question, line, self.lang)
        return [Retry(marked.why)] if marked.outcome is Outcome.NOT_UNDERSTOOD else self._done(marked)

    def _write(self, question: Essay, line: str) -> list[Event]:
        """An essay ends with an empty line."""
        if line.strip():
            self.lines.append(line)
            return []
        marked = mark(question, "\n".join(self.lines), self.lang)
        if marked.outcome is Outcome.NOT_UNDERSTOOD:
            return [Retry(marked.why)]
        self.ticks = []
        return [Compare(question), Tick(question, 0)]

    def _tick(self, line: str) -> list[Event]:
        question, said = self.question, yes_or_no(line)
        assert isinstance(question, Essay)
        assert self.ticks is not None
        if said is None:
            return [Retry(say("exam.yes_or_no", self.lang))]
        self.ticks.append(said)
        if len(self.ticks) < len(question.rubric):
            return [Tick(question, len(self.ticks))]
        return self._done(score_essay(question, self.ticks))

    def _done(self, marked: Marked, *, given_up: bool = False) -> list[Event]:
        question = self.question
        assert question is not None
        self.answered += 1
        self.right += marked.outcome is Outcome.RIGHT
        self._times[question.id] = self._times.get(question.id, 0) + 1
        times = self._repeated.get(question.id, 0)
        again = marked.outcome is Outcome.WRONG and times < AGAIN
        if again:
            self._repeated[question.id] = times + 1
            self._todo.insert(LATER, question.id)
        return [Verdict(question, marked, given_up, again), *self.begin()]
