"""What a student sees of the theory, as rich renderables. Pure: nothing here prints, asks or reads a file.

What was typed goes into `Text`, never into markup, and without control characters. `code` keeps its backticks: without
colour nothing else would mark it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.core.messages import say
from grader.core.model import Lang
from grader.core.text import clean, points
from grader.exam.bank import Bank
from grader.exam.marking import LETTERS, Marked, Outcome, right_answer
from grader.exam.mock import HandIn, Scored
from grader.exam.practice import Ask, Compare, Event, Expects, Occasion, Retry, Tick, Verdict
from grader.exam.question import Choice, Essay, Numeric, Question, TrueFalse
from grader.results.render import labelled

BAR_WIDTH = 10
_INLINE = re.compile(r"(`[^`\n]+`)")


def highlighted(text: str, style: str = "") -> Text:
    """A text of the bank, its code in another colour."""
    out = Text(style=style)
    for part in _INLINE.split(text):
        out.append(part, "cyan" if _INLINE.fullmatch(part) else "")
    return out


def build_event(one: Event | HandIn, bank: Bank, lang: Lang, *, next_day: str = "") -> RenderableType:
    """An event of a session or a mock exam. `next_day` is when the question of a verdict comes again."""
    if isinstance(one, Ask):
        return build_question(one, bank, lang)
    if isinstance(one, Retry):
        return _in(Text(one.why, style="yellow"))
    if isinstance(one, Verdict):
        return build_verdict(one, lang, next_day)
    if isinstance(one, Compare):
        return Group(Text(), _labelled([("model", highlighted(one.question.model[lang]))], lang))
    if isinstance(one, Tick):
        return build_criterion(one, lang)
    numbers = ", ".join(f"#{n}" for n in one.open)
    left = say("exam.open", lang, numbers=numbers) if numbers else say("exam.all_answered", lang)
    return Group(Text(), _line(Text(left, style="bold")), _line(Text(say("exam.hand_in", lang))))


def build_question(one: Ask, bank: Bank, lang: Lang) -> RenderableType:
    """A question with its topic, its code and its options, and why it is asked."""
    question = one.question
    head = Text.assemble(
        (say("exam.question", lang, number=one.number, of=one.of), "bold"), "   ",
        (bank.topics[question.topic].title[lang], "dim"),
    )  # fmt: skip
    lines: list[RenderableType] = [Text(), _line(head)]
    if one.occasion is not Occasion.NEXT:
        lines.append(_line(Text(say(f"exam.{one.occasion}", lang), style="dim")))
    elif one.because:
        lines.append(_line(Text(say("exam.because", lang, function=one.because), style="yellow")))
    lines += [Text(), _in(highlighted(question.text[lang])), *code_and_options(question, lang)]
    if one.typed:
        lines += [Text(), _labelled([("typed", Text(clean(one.typed)))], lang)]
    lines.append(Text())
    return Group(*lines)


def code_and_options(question: Question, lang: Lang) -> list[RenderableType]:
    """What stands below a question's text."""
    out: list[RenderableType] = []
    if question.code:
        out += [
            Text(),
            Padding(Text(question.code, style="cyan", overflow="fold"), (0, 0, 0, 7), expand=False),
        ]
    if isinstance(question, Choice):
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column(overflow="fold")
        for letter, option in zip(LETTERS, question.options, strict=False):
            table.add_row(letter, highlighted(option.text[lang]))
        out += [Text(), _in(table)]
    return out


def prompt(expects: Expects, question: Question | None, lang: Lang) -> str:
    """What stands before the cursor: which kind of answer is expected."""
    if expects is Expects.MORE:
        return "     ... > "
    if expects is not Expects.ANSWER or question is None:
        return f"   {say(f'expects.{expects}', lang)} > "
    if isinstance(question, Choice):
        return f"   A-{LETTERS[len(question.options) - 1]} > "
    if isinstance(question, TrueFalse):
        return "   O/X > "
    unit = f" ({question.unit})" if isinstance(question, Numeric) and question.unit else ""
    return f"   {say(f'expects.{question.kind}', lang)}{unit} > "


def build_verdict(one: Verdict, lang: Lang, next_day: str = "") -> RenderableType:
    """Whether an answer was right, why, and when its question comes again."""
    rows = explained(one.question, one.marked, lang, given_up=one.given_up)
    after = say("exam.soon", lang) if one.again else next_day and say("exam.next_day", lang, day=next_day)
    foot = [_in(Text(after, style="dim"))] if after else []
    return Group(_in(_word(one, lang)), _labelled(rows, lang), *foot)


def _word(one: Verdict, lang: Lang) -> Text:
    if one.given_up:
        return Text(say("exam.given_up", lang), style="bold yellow")
    right = one.marked.outcome is Outcome.RIGHT
    text = Text(
        say("exam.right" if right else "exam.wrong", lang), style="bold green" if right else "bold red"
    )
    if isinstance(one.question, Essay):
        text.append(f"  {one.marked.read_as}")
    return text


def explained(
    question: Question, marked: Marked, lang: Lang, *, given_up: bool = False
) -> list[tuple[str, Text]]:
    """What was answered, what is right, and why: the rows below a verdict."""
    rows: list[tuple[str, Text]] = []
    wrong = marked.outcome is Outcome.WRONG
    if wrong and not given_up and marked.read_as and not isinstance(question, Essay):
        rows.append(("typed", Text(clean(_read(question, marked.read_as, lang)))))
    if (wrong and not isinstance(question, Essay)) or given_up:
        rows.append(("right", highlighted(right_answer(question, lang), "bold")))
    if marked.why:
        rows.append(("why", highlighted(marked.why)))
    rows.append(("explained", highlighted(question.explanation[lang])))
    return rows


def _read(question: Question, read_as: str, lang: Lang) -> str:
    """`B. the option's text` of `B`."""
    if isinstance(question, Choice) and read_as in LETTERS[: len(question.options)]:
        return f"{read_as}. {question.options[LETTERS.index(read_as)].text[lang]}"
    return read_as


def build_criterion(one: Tick, lang: Lang) -> RenderableType:
    """One criterion of an essay, to be ticked."""
    criterion = one.question.rubric[one.index]
    of = len(one.question.rubric)
    head = say("exam.criterion", lang, number=one.index + 1, of=of, points=criterion.points)
    return Group(Text(), _in(Text(head, style="dim")), _in(highlighted(criterion.text[lang])))


def build_shares(rows: Sequence[tuple[str, float, str, str]]) -> RenderableType:
    """A row for each topic: its name, a bar for a share from 0 to 1, and two words."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True, justify="right")
    for name, share, *words in rows:
        full = min(int(BAR_WIDTH * share + 0.5), BAR_WIDTH if share > 0.999 else BAR_WIDTH - 1)
        table.add_row(
            name, Text("#" * full, style="green") + Text("." * (BAR_WIDTH - full), style="dim"), *words
        )
    return _in(table)


def build_scored(one: Scored, bank: Bank, lang: Lang) -> RenderableType:
    """One question of a finished mock exam: in short where it was right, else in full."""
    question, marked = one.question, one.marked
    right = marked.outcome is Outcome.RIGHT
    blank = not one.typed.strip()
    word = say("exam.blank" if blank else "exam.right" if right else "exam.wrong", lang)
    style = "bold green" if right else "bold yellow" if blank else "bold red"
    points_ = f"   {points(marked.score)}" if isinstance(question, Essay) else ""
    head = Text.assemble(
        f"#{one.number}  ", (word, style), points_, "   ", (bank.topics[question.topic].title[lang], "dim")
    )
    lines: list[RenderableType] = [Text(), _line(head), _in(highlighted(question.text[lang]))]
    if not right:
        lines += [*code_and_options(question, lang), Text()]
    if isinstance(question, Essay):
        rows = [("explained", highlighted(question.explanation[lang]))]
        rows = [("right", highlighted(right_answer(question, lang))), *rows] if blank else rows
    else:
        rows = explained(question, marked, lang, given_up=blank)
    return Group(*lines, _labelled(rows, lang))


def clock(seconds: float) -> str:
    """Minutes and seconds, without hours: `38:12`, `90:00`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def _line(text: Text) -> RenderableType:
    """Set in by one column, also where it wraps."""
    return Padding(text, (0, 0, 0, 1), expand=False)


def _in(what: RenderableType) -> RenderableType:
    return Padding(what, (0, 0, 0, 3), expand=False)


def _labelled(rows: Sequence[tuple[str, Text]], lang: Lang) -> RenderableType:
    return labelled([(say(f"answer.{label}", lang), text) for label, text in rows])
