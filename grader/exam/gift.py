"""A pool of questions in Moodle's GIFT format (https://docs.moodle.org/en/GIFT_format).

The format has no units (the text asks for the number alone) and no rubrics (they stand in the general feedback). A typed
answer with `->` cannot be written: Moodle takes it for a matching question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.core.messages import say
from grader.core.model import Lang
from grader.exam.bank import Bank
from grader.exam.paper import PoolItem, group_by_topic
from grader.exam.prose import after, block, body, exact, inline, typed_forms
from grader.exam.question import Choice, Numeric, Question, Short, Trace, TrueFalse

_ESCAPES = str.maketrans({c: f"\\{c}" for c in "\\~=#{}:"} | {"\n": "\\n", "\r": ""})


def fits(question: Question) -> bool:
    """Whether GIFT can hold the question."""
    if not isinstance(question, Short | Trace):
        return True
    typed = [*typed_forms(question), *(answer for one in question.wrong for answer in one.answers)]
    return not any("->" in form for form in typed)


def to_gift(bank: Bank, items: Sequence[PoolItem], lang: Lang) -> str:
    """The file. Every question must fit (see `fits`)."""
    blocks = [f"// Transfer Lab, {bank.week}"]
    for topic, mine in group_by_topic(bank, items):
        # a single slash would begin a sub-category
        title = bank.topics[topic].title[lang].replace("/", "//")
        blocks.append(f"$CATEGORY: $course$/top/Transfer Lab {bank.week}/{title}")
        blocks += [_question(item, lang) for item in mine]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """The text with a backslash before every sign that means something in GIFT."""
    return text.translate(_ESCAPES)


def _question(item: PoolItem, lang: Lang) -> str:
    question = item.question
    text = body(question, lang)
    if isinstance(question, Numeric) and question.unit:
        text += block(say("printed.bare_number", lang, unit=question.unit))
    answers = list(_answers(question, lang))
    if answers and answers[0] in ("TRUE", "FALSE"):
        inside = "".join([*answers, "\n\t"])
    else:
        mark = "#" if isinstance(question, Numeric) else ""
        inside = "".join([mark, "\n\t", *(f"{answer}\n\t" for answer in answers)])
    general = f"####{_html(after(question, lang))}"
    return f"::{escape(item.key)}::[html]{escape(text)}{{{inside}{general}\n}}"


def _answers(question: Question, lang: Lang) -> Iterator[str]:
    if isinstance(question, Choice):
        for option in question.options:
            sign = "=" if option.right else "~"
            yield f"{sign}{_html(inline(option.text[lang]))}#{_html(inline(option.why[lang]))}"
    elif isinstance(question, TrueFalse):
        yield "TRUE" if question.answer else "FALSE"
        yield f"#{_html(inline(question.why[lang]))}#{_html(inline(say('printed.right', lang)))}"
    elif isinstance(question, Numeric):
        slack = exact(question.tolerance)
        yield f"=%100%{exact(question.answer)}:{slack}#"
        for number in question.wrong:
            yield f"=%0%{exact(number.value)}:{slack}#{_html(inline(number.why[lang]))}"
    elif isinstance(question, Short | Trace):
        for form in typed_forms(question):
            yield f"=%100%{_typed(form)}#"
        for one in question.wrong:
            for form in one.answers:
                yield f"=%0%{_typed(form)}#{_html(inline(one.why[lang]))}"


def _html(text: str) -> str:
    """A text in the question's own format. The format is named again where the text begins like a format or a weight."""
    return ("[html]" if text[:1] in ("[", "%") else "") + escape(text)


def _typed(form: str) -> str:
    """A typed answer: a star would be a wildcard, and a bracket at the beginning could be a format."""
    return ("[plain]" if form.startswith("[") else "") + escape(form.replace("*", "\\*"))
