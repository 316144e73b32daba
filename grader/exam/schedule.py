"""When a question is asked again: FSRS over whole days. Pure: what is known and today's date go in, an order comes out.

A student thinks in days: an answer of Monday night is a day old on Tuesday morning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import fsrs
import msgspec

from grader.exam.marking import PASS
from grader.exam.record import Card, WeekTheory

TARGET_RECALL = 0.9
"""A question is due on the day on which its predicted recall falls to this."""
FULL_SCORE = 0.99
"""An essay that scores less was hard."""
NEW_PER_SESSION = 10
"""New questions of a session without an exam day."""
LEAST_NEW_PER_DAY = 5
"""With an exam day, each day begins at least this many: what is begun early can be repeated more often."""
MOST_AHEAD = 10
"""Questions of a session when nothing is due and nothing new is left, at most."""
_SCHEDULER = fsrs.Scheduler(
    desired_retention=TARGET_RECALL,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=365,
    enable_fuzzing=False,
)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _fsrs(card: Card) -> fsrs.Card:
    return fsrs.Card(
        card_id=0, state=fsrs.State.Review, stability=card.stability, difficulty=card.difficulty,
        due=_noon(card.due), last_review=_noon(card.last),
    )  # fmt: skip


def rating(score: float) -> fsrs.Rating:
    """A wrong answer is "again", a right one "good", a half-right essay "hard"."""
    if score < PASS:
        return fsrs.Rating.Again
    return fsrs.Rating.Good if score >= FULL_SCORE else fsrs.Rating.Hard


def review(card: Card | None, score: float, today: date) -> Card:
    """The card after one more answer; a new one for a question that was never answered."""
    before = _fsrs(card) if card else fsrs.Card(card_id=0, due=_noon(today))
    after, _ = _SCHEDULER.review_card(before, rating(score), _noon(today))
    assert after.stability is not None
    assert after.difficulty is not None
    return Card(
        stability=after.stability, difficulty=after.difficulty, first=card.first if card else today, last=today,
        due=after.due.date(), asked=card.asked + 1 if card else 1, score=(card.score if card else 0.0) + score,
        right=score >= PASS,
    )  # fmt: skip


def recall(card: Card | None, day: date) -> float:
    """The probability of a right answer on that day; 0 where the question was never seen, or just failed."""
    if card is None or (day <= card.last and not card.right):
        return 0.0
    return float(_SCHEDULER.get_card_retrievability(_fsrs(card), _noon(day)))


def average_recall(ids: Sequence[str], cards: Mapping[str, Card], day: date) -> float:
    """The share of these questions that is known on that day."""
    return sum(recall(cards.get(id), day) for id in ids) / len(ids) if ids else 0.0


@dataclass(frozen=True)
class Agenda:
    """What a session asks: waiting, due and new questions; when there are none, some before they are due."""

    waiting: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return (*self.waiting, *self.due, *self.new, *self.ahead)


def agenda(
    ids: Sequence[str], known: WeekTheory, today: date, *, new: int | None, exam: date | None = None
) -> Agenda:
    """Choose a session's questions from `ids`, which are in the order in which new ones are asked.

    Seen questions are ordered by their predicted recall on the day of the exam (today, if none is given), lowest first.
    """
    cards = known.cards
    day = exam or today
    waiting = tuple(id for id in known.waiting if id in ids)
    rest = [id for id in ids if id not in waiting]
    seen = sorted((id for id in rest if id in cards), key=lambda id: (recall(cards[id], day), cards[id].due))
    due = tuple(id for id in seen if cards[id].due <= today)
    fresh = [id for id in rest if id not in cards]
    if new is None:
        begun = sum(card.first == today for id, card in cards.items() if id in ids)
        begun += sum(id not in cards for id in waiting)
        new = NEW_PER_SESSION if exam is None else max(0, quota(len(fresh) + begun, today, exam) - begun)
    made = Agenda(waiting, due, tuple(fresh[:new]))
    if made.ids or fresh:
        return made
    done = {id for id in seen if cards[id].last == today and cards[id].right}
    return Agenda(ahead=tuple([id for id in seen if id not in done][:MOST_AHEAD]))


def quota(unseen: int, today: date, exam: date) -> int:
    """New questions of a day: fewer every day, because there is more and more to repeat."""
    days = max(1, (exam - today).days)
    return max(LEAST_NEW_PER_DAY, -(-2 * unseen // (days + 1)))


@dataclass(frozen=True)
class Day:
    """What one day of the plan asks."""

    on: date
    new: int
    again: int


@dataclass(frozen=True)
class StudyPlan:
    """From today to the day before the exam."""

    exam: date
    days: tuple[Day, ...]
    now: float
    """Predicted recall on the day of the exam, over all questions, if the student stops here."""
    then: float
    """The same, if the plan is kept and no answer is wrong."""


def study_plan(
    ids: Sequence[str], known: WeekTheory, today: date, exam: date, *, new: int | None = None
) -> StudyPlan:
    """Simulate the days until the exam as if every answer were right. Every session makes its plan anew."""
    cards = {id: msgspec.structs.replace(card) for id, card in known.cards.items() if id in ids}
    begun = sum(card.first == today for card in cards.values())
    now = average_recall(ids, cards, exam)
    left = [id for id in ids if id not in cards]
    days: list[Day] = []
    for on in _days(today, exam):
        share = new if new is not None else max(0, quota(len(left) + begun, on, exam) - begun)
        fresh, left, begun = left[:share], left[share:], 0
        again = [id for id, card in cards.items() if card.due <= on]
        for id in (*again, *fresh):
            cards[id] = review(cards.get(id), 1.0, on)
        days.append(Day(on, len(fresh), len(again)))
    return StudyPlan(exam, tuple(days), now, average_recall(ids, cards, exam))


def _days(today: date, exam: date) -> Iterable[date]:
    """Today up to the day before the exam; today alone when the exam is today."""
    return (today + timedelta(days=n) for n in range(max(1, (exam - today).days)))
