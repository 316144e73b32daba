"""Which questions, drawn from a seed: a paper in several variants, or a pool for another program."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.core.seeds import derive
from grader.exam.bank import Bank
from grader.exam.question import Choice, Essay, Numeric, Question, QuestionKind, TrueFalse

ESSAYS = 10
"""At most one question in ten is an essay, as long as there are others: essays take long."""


class PartName(StrEnum):
    """What the student does with the questions of a part, in the order of the parts."""

    CHOOSE = "choose"
    WRITE = "write"
    EXPLAIN = "explain"


@dataclass(frozen=True)
class PoolItem:
    """A question for another program, under a key that stays the same when its text is edited."""

    key: str
    """`data.batches-7` for a template and its seed, the id for a fixed question."""
    question: Question


@dataclass(frozen=True)
class PaperItem:
    """A question on a paper."""

    number: int
    question: Question

    @property
    def points(self) -> int:
        return question_points(self.question)


@dataclass(frozen=True)
class Part:
    """The questions of a paper that are answered in the same way."""

    name: PartName
    items: tuple[PaperItem, ...]


@dataclass(frozen=True)
class Paper:
    """One variant. All variants have the same questions; numbers and order are its own."""

    variant: str
    """A, B, C ..."""
    seed: int
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[PaperItem, ...]:
        return tuple(item for part in self.parts for item in part.items)

    @property
    def points(self) -> int:
        return sum(item.points for item in self.items)


def question_points(question: Question) -> int:
    """An essay is worth its rubric, everything else its difficulty."""
    return question.points if isinstance(question, Essay) else question.difficulty


def choose(bank: Bank, topics: Sequence[str], count: int | None, seed: int) -> tuple[str, ...]:
    """The ids of `count` questions in the bank's order, spread over topics and kinds; all ids where `count` is None."""
    order = list(bank.topics)
    ids = [id for id in bank.ids if not topics or bank.topic_of(id).id in topics]
    ids.sort(key=lambda id: order.index(bank.topic_of(id).id))
    if count is None or count >= len(ids):
        return tuple(ids)
    rng = random.Random(derive(seed, "paper/questions"))
    kind = {id: QuestionKind.NUMERIC if id in bank.templates else bank.fixed[id].kind for id in ids}
    share, taken = Counter(kind.values()), Counter[QuestionKind]()
    essays = max(count // ESSAYS, count - (len(ids) - share[QuestionKind.ESSAY]))
    stacks = [rng.sample(mine, len(mine)) for topic in order if (mine := _of_topic(bank, ids, topic))]
    rng.shuffle(stacks)
    chosen: set[str] = set()
    while len(chosen) < count:
        stack = stacks.pop(0)
        left = [id for id in stack if kind[id] != QuestionKind.ESSAY or taken[QuestionKind.ESSAY] < essays]
        if not left:
            continue
        id = min(left, key=lambda id: taken[kind[id]] / share[kind[id]])
        stack.remove(id)
        chosen.add(id)
        taken[kind[id]] += 1
        stacks += [stack] if stack else []
    return tuple(id for id in ids if id in chosen)


def _of_topic(bank: Bank, ids: Sequence[str], topic: str) -> list[str]:
    return [id for id in ids if bank.topic_of(id).id == topic]


def first_paper(bank: Bank, topics: Sequence[str], count: int, seed: int) -> Paper:
    """The paper of a seed: variant A in print, and the mock exam of that seed."""
    return papers(bank, choose(bank, topics, count, seed), seed, 1)[0]


def papers(bank: Bank, ids: Sequence[str], seed: int, variants: int) -> tuple[Paper, ...]:
    """Variant n draws its numbers and orders from seed + n: each can be made again without the others."""
    return tuple(_paper(bank, ids, seed + n, chr(ord("A") + n)) for n in range(variants))


def _paper(bank: Bank, ids: Sequence[str], seed: int, variant: str) -> Paper:
    questions = [bank.ask(id, seed) for id in ids]
    random.Random(derive(seed, "paper/order")).shuffle(questions)
    parts: list[Part] = []
    number = 0
    for name in PartName:
        mine = [question for question in questions if _part(question) == name]
        if mine:
            parts.append(Part(name, tuple(PaperItem(number + i, q) for i, q in enumerate(mine, 1))))
            number += len(mine)
    return Paper(variant, seed, tuple(parts))


def _part(question: Question) -> PartName:
    if isinstance(question, Choice | TrueFalse):
        return PartName.CHOOSE
    return PartName.EXPLAIN if isinstance(question, Essay) else PartName.WRITE


def question_pool(bank: Bank, ids: Sequence[str], seed: int, variants: int) -> tuple[PoolItem, ...]:
    """Every fixed question once, and every template once for each variant."""
    items: list[PoolItem] = []
    for id in ids:
        for n in range(variants if id in bank.templates else 1):
            question = bank.ask(id, seed + n)
            key = f"{id}-{question.seed}" if isinstance(question, Numeric) else id
            items.append(PoolItem(key, question))
    return tuple(items)


def group_by_topic(bank: Bank, items: Sequence[PoolItem]) -> list[tuple[str, list[PoolItem]]]:
    """Each topic's id with its items, topics in the bank's order."""
    groups = [(topic, [item for item in items if item.question.topic == topic]) for topic in bank.topics]
    return [(topic, mine) for topic, mine in groups if mine]
