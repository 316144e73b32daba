"""Practising, as a state machine: a line that was typed goes in, events to show come out. No terminal, no file.

The mock exam has the same events. Whoever drives the machine saves a `Verdict` before showing it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from grader.core.messages import say
from grader.core.model import Lang
from grader.exam.bank import Bank
from grader.exam.marking import Marked, Outcome, mark, score_essay, yes_or_no
from grader.exam.question import Essay, Question

REPEAT_AFTER = 4
"""A question that was answered wrong comes again after this many others."""
MOST_REPEATS = 2
"""How often a wrong question comes again in one session, at most."""


def _word(line: str) -> str:
    return unicodedata.normalize("NFKC", line).strip().casefold()


_QUIT = {_word(word) for word in ("q", "quit", "exit", "ㅂ", "그만")}
"""ㅂ is what the q key types on a Korean keyboard."""
_UNKNOWN = {_word(word) for word in ("?", "??", "모름", "모르겠음", "모르겠습니다")}


class Occasion(StrEnum):
    """Why a question is on the screen. All but the first name a sentence under `exam` in `locale/*.toml`."""

    NEXT = "next"
    AGAIN = "again"
    """It was answered wrong before in this session."""
    DRAFT = "draft"
    """An essay that was begun before goes on."""
    MARKING = "marking"
    """An essay is to be marked by its author."""


class Expects(StrEnum):
    """What the next line is taken for."""

    ANSWER = "answer"
    MORE = "more"
    """One more line of an essay."""
    TICK = "tick"
    """Whether a criterion of an essay is met."""
    HAND_IN = "hand_in"
    """Whether a mock exam is handed in."""


@dataclass(frozen=True)
class Ask:
    """A question, to be answered next."""

    question: Question
    number: int
    of: int
    occasion: Occasion = Occasion.NEXT
    because: str = ""
    """The function whose failed check queued it, if one did."""
    typed: str = ""
    """What was answered or begun before."""


@dataclass(frozen=True)
class Retry:
    """What was typed cannot be understood: it costs nothing."""

    why: str


@dataclass(frozen=True)
class Verdict:
    """A question was answered, or given up."""

    question: Question
    marked: Marked
    given_up: bool = False
    again: bool = False
    """It comes again in this session."""


@dataclass(frozen=True)
class Compare:
    """An essay is written: its author compares it with the model answer."""

    question: Essay


@dataclass(frozen=True)
class Tick:
    """Is this criterion met?"""

    question: Essay
    index: int


Event = Ask | Retry | Verdict | Compare | Tick


def says_quit(line: str) -> bool:
    """Whether the line ends the session."""
    return _word(line) in _QUIT


def says_unknown(line: str) -> bool:
    """Whether the line says "I do not know"."""
    return _word(line) in _UNKNOWN


def new_order(bank: Bank, topics: Iterable[str] = ()) -> list[str]:
    """All questions (of these topics): easy ones first, and the topics in turn, for mixed practice is kept longer."""
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
    """One session. `begin` gives the first question, `feed` takes a line; `question` is None when it is over."""

    bank: Bank
    lang: Lang
    ids: Sequence[str]
    asked: Mapping[str, int]
    """How often each question was asked before: its numbers and the order of its options change each time."""
    because: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    """Question to the function whose failed check queued it."""
    drafts: Mapping[str, Sequence[str]] = field(default_factory=dict, kw_only=True)
    """Essays that an earlier session left unfinished."""
    question: Question | None = None
    answered: int = 0
    right: int = 0
    lines: list[str] = field(default_factory=list)
    """The essay so far."""
    ticks: list[bool] | None = None
    """The criteria ticked so far; None before an essay is compared."""

    def __post_init__(self) -> None:
        self._todo = list(self.ids)
        self._times = dict(self.asked)
        self._repeated: dict[str, int] = {}

    @property
    def expects(self) -> Expects:
        """What the next line is taken for, while there is a question."""
        if self.ticks is not None:
            return Expects.TICK
        return Expects.MORE if self.lines else Expects.ANSWER

    def begin(self) -> list[Event]:
        """Ask the next question; no event when none is left."""
        self.question, self.lines, self.ticks = None, [], None
        if not self._todo:
            return []
        id = self._todo.pop(0)
        self.question = self.bank.ask(id, self._times.get(id, 0))
        if id not in self._repeated and isinstance(self.question, Essay):
            self.lines = list(self.drafts.get(id, ()))
        occasion = Occasion.DRAFT if self.lines else Occasion.NEXT
        occasion = Occasion.AGAIN if id in self._repeated else occasion
        return [
            Ask(
                self.question,
                number=self.answered + 1,
                of=self.answered + 1 + len(self._todo),
                occasion=occasion,
                because=self.because.get(id, ""),
                typed="\n".join(self.lines),
            )
        ]

    def feed(self, line: str) -> list[Event]:
        """Take one line; returns the events to show."""
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
        """Add a line to the essay; an empty line ends it."""
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
        again = marked.outcome is Outcome.WRONG and times < MOST_REPEATS
        if again:
            self._repeated[question.id] = times + 1
            self._todo.insert(REPEAT_AFTER, question.id)
        return [Verdict(question, marked, given_up=given_up, again=again), *self.begin()]
