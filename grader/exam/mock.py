"""A mock exam: sitting a paper as a state machine, and its score. No terminal, no file, no clock.

    write -> hand in -> tick (the student marks the essays) -> done

All that must survive an interruption is in `record.Mock`: whoever drives the machine saves it after every line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from grader.core.messages import say
from grader.core.model import Lang
from grader.exam.bank import Bank
from grader.exam.marking import Marked, Outcome, mark, score_essay, yes_or_no
from grader.exam.practice import Ask, Compare, Event, Expects, Occasion, Retry, Tick, says_unknown
from grader.exam.question import Essay, Question
from grader.exam.record import Mock, Taken, TheoryData
from grader.exam.schedule import review

LONGEST_LINE = 20_000
"""Characters; the rest of a line is dropped."""
_GO_TO = re.compile(r"#\s*(\d{1,4})")


class Phase(StrEnum):
    """How far a mock exam has come."""

    WRITE = "write"
    HAND_IN = "hand_in"
    TICK = "tick"
    DONE = "done"


@dataclass(frozen=True)
class HandIn:
    """Every question was asked: the student hands in, or goes back to one."""

    open: tuple[int, ...]
    """Numbers of the questions without an answer, from 1."""


@dataclass(frozen=True)
class Scored:
    """One question of the finished paper."""

    number: int
    question: Question
    typed: str
    marked: Marked


class Sitting:
    """One mock exam. `data` changes with every line; nothing else has to be saved."""

    def __init__(self, bank: Bank, data: Mock, lang: Lang) -> None:
        self.bank, self.data, self.lang = bank, data, lang
        _drop_lost_questions(bank, data)
        self.questions = [bank.ask(id, data.seed) for id in data.ids]

    @property
    def phase(self) -> Phase:
        """How far the exam has come, by its data alone."""
        if not self.data.over:
            return Phase.WRITE if self.data.at < len(self.questions) else Phase.HAND_IN
        return Phase.DONE if self._to_tick() is None else Phase.TICK

    @property
    def expects(self) -> Expects:
        """What the next line is taken for, before the exam is done."""
        if self.phase is Phase.WRITE:
            return Expects.MORE if self.data.draft else Expects.ANSWER
        return Expects.HAND_IN if self.phase is Phase.HAND_IN else Expects.TICK

    @property
    def left(self) -> float:
        """Seconds on the clock."""
        return max(0.0, self.data.minutes * 60 - self.data.used)

    def begin(self) -> list[Event | HandIn]:
        """What to show first, also after an interruption."""
        if self.phase is Phase.WRITE:
            at = self.data.at
            typed = "\n".join(self.data.draft) or self.data.answers.get(at, "")
            return [self._ask(at, Occasion.DRAFT if self.data.draft else Occasion.NEXT, typed)]
        if self.phase is Phase.HAND_IN:
            numbers = (n for n in range(len(self.questions)) if n not in self.data.answers)
            return [HandIn(tuple(n + 1 for n in numbers))]
        return self._next_tick()

    def _ask(self, at: int, occasion: Occasion, typed: str) -> Ask:
        return Ask(self.questions[at], at + 1, len(self.questions), occasion, typed=typed)

    def feed(self, line: str) -> list[Event | HandIn]:
        """Take one line; returns the events to show."""
        line = line[:LONGEST_LINE]
        if self.phase is Phase.TICK:
            return self._tick(line)
        if not self.data.draft and (found := _GO_TO.fullmatch(unicodedata.normalize("NFKC", line).strip())):
            return self._go_to(int(found[1]))
        if self.phase is Phase.HAND_IN:
            return self._hand_in(line)
        return self._answer(line)

    def time_up(self) -> list[Event | HandIn]:
        """End the exam: what is written by now counts, half an essay too."""
        if self.data.draft:
            self.data.answers[self.data.at] = "\n".join(self.data.draft)
            self.data.draft = []
        return self._over()

    def _go_to(self, number: int) -> list[Event | HandIn]:
        if not 1 <= number <= len(self.questions):
            return [Retry(say("exam.no_number", self.lang, number=number, count=len(self.questions)))]
        self.data.at = number - 1
        return self.begin()

    def _answer(self, line: str) -> list[Event | HandIn]:
        at, question = self.data.at, self.questions[self.data.at]
        if says_unknown(line) and not self.data.draft:
            self.data.answers.pop(at, None)
            return self._turn()
        if isinstance(question, Essay) and line.strip():
            self.data.draft.append(line)
            return []
        typed = "\n".join(self.data.draft) if isinstance(question, Essay) else line
        if not typed.strip() and at in self.data.answers:
            return self._turn()  # gone back to, and left as it was
        marked = mark(question, typed, self.lang)
        if marked.outcome is Outcome.NOT_UNDERSTOOD:
            return [Retry(marked.why)]
        self.data.answers[at], self.data.draft = typed, []
        return self._turn()

    def _turn(self) -> list[Event | HandIn]:
        self.data.at += 1
        return self.begin()

    def _hand_in(self, line: str) -> list[Event | HandIn]:
        if line.strip() and not yes_or_no(line):
            return [Retry(say("exam.hand_in", self.lang))]
        return self._over()

    def _over(self) -> list[Event | HandIn]:
        self.data.over = True
        return self._next_tick()

    def _to_tick(self) -> int | None:
        """The first essay that was written and is not marked yet."""
        for at in sorted(self.data.answers):
            question = self.questions[at] if at < len(self.questions) else None
            if isinstance(question, Essay) and len(self.data.ticks.get(at, [])) < len(question.rubric):
                return at
        return None

    def _next_tick(self) -> list[Event | HandIn]:
        at = self._to_tick()
        if at is None:
            return []
        question, done = self.questions[at], len(self.data.ticks.get(at, []))
        assert isinstance(question, Essay)
        tick = Tick(question, done)
        if done:
            return [tick]
        ask = self._ask(at, Occasion.MARKING, self.data.answers[at])
        return [ask, Compare(question), tick]

    def _tick(self, line: str) -> list[Event | HandIn]:
        said, at = yes_or_no(line), self._to_tick()
        assert at is not None
        if said is None:
            return [Retry(say("exam.yes_or_no", self.lang))]
        self.data.ticks.setdefault(at, []).append(said)
        return self._next_tick()

    def scored(self) -> list[Scored]:
        """What each question is worth; one without an answer is worth nothing."""
        out = []
        for at, question in enumerate(self.questions):
            typed = self.data.answers.get(at, "")
            if not typed.strip():
                marked = Marked(Outcome.WRONG)
            elif isinstance(question, Essay):
                marked = score_essay(question, self.data.ticks[at][: len(question.rubric)])
            else:
                marked = mark(question, typed, self.lang)
                if marked.outcome is Outcome.NOT_UNDERSTOOD:
                    # the question has changed since it was answered
                    marked = replace(marked, outcome=Outcome.WRONG, why="")
            out.append(Scored(at + 1, question, typed, marked))
        return out


def topic_scores(scored: Sequence[Scored]) -> dict[str, tuple[float, float]]:
    """Topic to points won and points possible."""
    out: dict[str, tuple[float, float]] = {}
    for one in scored:
        won, possible = out.get(one.question.topic, (0.0, 0.0))
        out[one.question.topic] = (won + one.marked.score, possible + 1)
    return out


def finish(data: TheoryData, mock: Mock, scored: Sequence[Scored], today: date) -> None:
    """Put the result into the record and every answer into the schedule, as practice does."""
    week = data.week(mock.week)
    for one in scored:
        id = one.question.id
        if one.typed.strip():
            week.cards[id] = review(week.cards.get(id), one.marked.score, today)
        if one.marked.outcome is Outcome.RIGHT:
            week.waiting.pop(id, None)
    topics = topic_scores(scored)
    score = round(sum(won for won, _ in topics.values()), 6)
    taken = Taken(
        week=mock.week, seed=mock.seed, on=today, score=score, most=float(len(scored)), seconds=round(mock.used, 1),
        topics=topics,
    )  # fmt: skip
    data.taken.append(taken)
    data.mock = None


def _drop_lost_questions(bank: Bank, data: Mock) -> None:
    """Drop the questions that the bank no longer has: a new version may lack some."""
    kept = [at for at, id in enumerate(data.ids) if id in bank.ids]
    if len(kept) < len(data.ids):
        data.answers = {new: data.answers[old] for new, old in enumerate(kept) if old in data.answers}
        data.ticks = {new: data.ticks[old] for new, old in enumerate(kept) if old in data.ticks}
        data.at = sum(old < data.at for old in kept)
        data.draft = []
        data.ids = [data.ids[old] for old in kept]
    data.at = min(data.at, len(data.ids))
