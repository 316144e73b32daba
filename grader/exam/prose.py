"""The words of a question as HTML, for the formats that are written to files: text, options, answer, reasons, rubric.

The bank's texts have three marks: `code` between backticks, a blank line, and lines set in by four spaces.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from grader.core.messages import say
from grader.core.model import Lang
from grader.core.text import plain
from grader.exam.marking import LETTERS, right_answer
from grader.exam.question import Choice, Essay, Numeric, Question, Short, Trace, TrueFalse

_CODE = re.compile(r"`([^`\n]+)`")
INDENT = "    "


def inline(text: str) -> str:
    """One run of text, without paragraphs."""
    return _CODE.sub(r"<code>\1</code>", html.escape(plain(text), quote=False)).replace("\n", "<br>")


def code(text: str) -> str:
    """Lines of code as they were typed."""
    return f"<pre>{html.escape(plain(text), quote=False)}</pre>"


def block(text: str) -> str:
    """Paragraphs; lines that are set in stay as they were typed."""
    out: list[str] = []
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        inside = line.startswith(INDENT)
        if lines and (not line.strip() or inside != lines[0].startswith(INDENT)):
            whole = "\n".join(lines)
            out.append(code(whole) if lines[0].startswith(INDENT) else f"<p>{inline(whole)}</p>")
            lines = []
        if line.strip():
            lines.append(line)
    return "".join(out)


def body(question: Question, lang: Lang) -> str:
    """What is asked, with its code."""
    return block(question.text[lang]) + (code(question.code) if question.code else "")


def answer(question: Question, lang: Lang) -> str:
    """The right answer: a letter and its option, O or X, a number, the accepted forms, the output, a model answer."""
    if isinstance(question, Trace):
        return code(question.answer)
    if isinstance(question, Essay):
        return block(question.model[lang])
    if isinstance(question, Short):
        return inline(" / ".join(question.accepted))
    return inline(right_answer(question, lang))


def reasons(question: Question, lang: Lang) -> Iterable[tuple[str, str]]:
    """The answers that have a reason of their own, each with it, both as HTML."""
    if isinstance(question, Choice):
        for letter, option in zip(LETTERS, question.options, strict=False):
            yield letter, inline(option.why[lang])
    elif isinstance(question, TrueFalse):
        yield ("X" if question.answer else "O"), inline(question.why[lang])
    elif isinstance(question, Numeric):
        for number in question.wrong:
            yield wrong_number(number.value, question), inline(number.why[lang])
    elif isinstance(question, Short | Trace):
        for one in question.wrong:
            said = inline(" / ".join(one.answers))
            yield f"<code>{said}</code>" if isinstance(question, Trace) else said, inline(one.why[lang])


def wrong_number(value: float, question: Numeric) -> str:
    """A wrong number as one writes it: with the answer's decimals, or with more where these would round it away."""
    decimals = len(question.shown.partition(".")[2].split(" ")[0].rstrip("%"))
    word = f"{value:,.{decimals}f}"
    return f"{value:,.6g}" if abs(float(word.replace(",", "")) - value) > question.tolerance else word


def rubric(question: Essay, lang: Lang) -> str:
    """The criteria with their points, as a list."""
    rows = (
        f"<li>{html.escape(say('printed.points', lang, points=one.points))} {inline(one.text[lang])}</li>"
        for one in question.rubric
    )
    return f"<ul>{''.join(rows)}</ul>"


def after(question: Question, lang: Lang) -> str:
    """What is read after answering: the explanation; of an essay the model answer and the rubric first."""
    explained = block(question.explanation[lang])
    if isinstance(question, Essay):
        return answer(question, lang) + rubric(question, lang) + explained
    return explained


def exact(value: float) -> str:
    """A number for a machine: without a point where it is whole, else with every digit."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def typed_forms(question: Short | Trace) -> tuple[str, ...]:
    """The right answers for a program that compares texts letter by letter: with and without spaces after commas."""
    forms = list(question.accepted) if isinstance(question, Short) else [question.answer]
    if isinstance(question, Trace) and (found := re.fullmatch(r"torch\.Size\(\[(.*)\]\)", question.answer)):
        forms += [f"[{found[1]}]", f"({found[1]})"]
    return tuple(dict.fromkeys(form for one in forms for form in (one, one.replace(", ", ","))))
