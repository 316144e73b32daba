"""A paper to print, and its key: two HTML pages that need nothing else, made by the templates in `sheets/`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader.core.messages import say
from grader.core.model import Lang, Text
from grader.core.text import in_html
from grader.exam import prose
from grader.exam.marking import LETTERS
from grader.exam.paper import Paper, PaperItem
from grader.exam.question import Choice, Essay, Numeric, Question, QuestionKind, Short, Trace, TrueFalse

LINES_PER_POINT = 1.5
"""Ruled lines of an essay, for each of its points."""
_WORDS = (
    "name", "student_id", "score", "choose", "write", "explain", "answer", "true", "false", "key", "reasons", "see_below",
)  # fmt: skip


def to_html(title: Text, week: str, papers: Sequence[Paper], lang: Lang, *, key: bool) -> str:
    """The papers or their keys, one variant after the other."""
    template = _environment(lang).get_template("key.html.j2" if key else "paper.html.j2")
    words = {word: say(f"printed.{word}", lang) for word in _WORDS}
    return template.render(
        lang=lang, week=week, title=title[lang], papers=papers, words=words, many=len(papers) > 1
    )


def _environment(lang: Lang) -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "sheets", encoding="utf-8"),
        autoescape=True,
        finalize=in_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "variant": lambda paper: say("printed.variant", lang, variant=paper.variant),
        "seed": lambda paper: say("printed.seed", lang, seed=paper.seed),
    }
    made.filters |= {
        "kind": _kind,
        "body": lambda item: Markup(prose.body(item.question, lang)),
        "options": lambda item: _options(item, lang),
        "answer": lambda item: Markup(prose.answer(item.question, lang)),
        "short_answer": lambda item: _short_answer(item.question, lang),
        "explanation": lambda item: Markup(prose.block(item.question.explanation[lang])),
        "reasons": lambda item: [(Markup(a), Markup(b)) for a, b in prose.reasons(item.question, lang)],
        "rubric": lambda item: Markup(_rubric(item.question, lang)),
        "slack": _slack,
        "lines": lambda item: range(round(LINES_PER_POINT * item.points)),
        "points": lambda item: say("printed.points", lang, points=item.points),
    }
    return made


def _kind(item: PaperItem) -> QuestionKind:
    """What the template draws: a trace looks like a short answer on paper, a diagnosis like a choice."""
    kinds: dict[type[Question], QuestionKind] = {
        Choice: QuestionKind.CHOICE,
        TrueFalse: QuestionKind.TRUE_FALSE,
        Numeric: QuestionKind.NUMERIC,
        Short: QuestionKind.SHORT,
        Trace: QuestionKind.SHORT,
        Essay: QuestionKind.ESSAY,
    }
    return kinds[type(item.question)]


def _options(item: PaperItem, lang: Lang) -> list[tuple[str, Markup]]:
    question = item.question
    if not isinstance(question, Choice):
        return []
    return [
        (letter, Markup(prose.inline(option.text[lang])))
        for letter, option in zip(LETTERS, question.options, strict=False)
    ]


def _short_answer(question: Question, lang: Lang) -> Markup:
    """The answer in the table of the key: of a choice the letter alone, of an essay nothing."""
    if isinstance(question, Choice):
        return Markup(LETTERS[question.right])
    if isinstance(question, Essay):
        return Markup("")
    if isinstance(question, Trace):
        return Markup(prose.inline(f"`{question.answer}`"))
    return Markup(prose.answer(question, lang))


def _rubric(question: Question, lang: Lang) -> str:
    return prose.rubric(question, lang) if isinstance(question, Essay) else ""


def _slack(item: PaperItem) -> str:
    question = item.question
    return f"± {question.tolerance:g}" if isinstance(question, Numeric) and question.tolerance else ""
