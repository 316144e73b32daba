"""What a bank holds: the number of questions by topic, kind and language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from grader.core.messages import say
from grader.core.model import LANGS, Lang
from grader.exam.bank import Bank
from grader.exam.question import Question, QuestionKind


@dataclass(frozen=True)
class Counts:
    """Numbers of questions. A template counts once."""

    cells: Counter[tuple[str, QuestionKind]]
    """By topic and kind."""
    langs: Counter[str]
    """By language: the questions with a text and an explanation in it."""

    @property
    def total(self) -> int:
        return self.cells.total()

    def topic(self, name: str) -> int:
        return sum(count for (topic, _), count in self.cells.items() if topic == name)

    def kind(self, name: QuestionKind) -> int:
        return sum(count for (_, kind), count in self.cells.items() if kind is name)


def count(bank: Bank) -> Counts:
    """Count a bank."""
    questions = [bank.ask(id, 0) for id in bank.ids]
    cells = Counter((question.topic, question.kind) for question in questions)
    return Counts(cells, Counter(lang for question in questions for lang in LANGS if _has(question, lang)))


def _has(question: Question, lang: Lang) -> bool:
    return bool(question.text.get(lang) and question.explanation.get(lang))


def build_table(bank: Bank, lang: Lang) -> Table:
    """A row for each topic, a column for each kind, the languages below."""
    counts = count(bank)
    all_ = say("counts.all", lang)
    said = ", ".join(f"{name} {counts.langs[name]}" for name in LANGS)
    table = Table(box=None, padding=(0, 1, 0, 0), caption=said, caption_justify="left", show_edge=False)
    table.add_column(no_wrap=True)
    for name in (*QuestionKind, all_):
        table.add_column(name, justify="right", no_wrap=True, header_style="dim")
    for topic in bank.topics:
        row = [str(counts.cells[topic, kind] or "-") for kind in QuestionKind]
        table.add_row(topic, *row, Text(str(counts.topic(topic)), style="bold"))
    sums = (str(counts.kind(kind)) for kind in QuestionKind)
    table.add_row(all_, *sums, str(counts.total), style="bold")
    return table
