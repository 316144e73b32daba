"""A pool of questions as Moodle XML (https://docs.moodle.org/en/Moodle_XML_format), with units, points and rubrics."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from grader.core.messages import say
from grader.core.model import Lang
from grader.core.text import plain
from grader.exam.bank import Bank
from grader.exam.marking import unit_forms
from grader.exam.paper import PoolItem, group_by_topic, question_points
from grader.exam.prose import after, answer, block, body, exact, inline, rubric, typed_forms
from grader.exam.question import Choice, Essay, Numeric, Question, Short, Trace, TrueFalse

NO_UNITS, UNITS_IN_THE_ANSWER = 3, 0
"""Values of `showunits`: no unit is expected, or one may be typed behind the number."""


def to_moodle(bank: Bank, items: Sequence[PoolItem], lang: Lang) -> str:
    """The file, a category for each topic."""
    root = ET.Element("quiz")
    for topic, mine in group_by_topic(bank, items):
        # a single slash would begin a sub-category
        title = bank.topics[topic].title[lang].replace("/", "//")
        category = ET.SubElement(ET.SubElement(root, "question", type="category"), "category")
        _plain(category, "text", f"$course$/top/Transfer Lab {bank.week}/{title}")
        for item in mine:
            _question(root, item, lang)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _question(root: ET.Element, item: PoolItem, lang: Lang) -> None:
    question = item.question
    element = ET.SubElement(root, "question", type=_type(question))
    _plain(ET.SubElement(element, "name"), "text", item.key)
    _html(element, "questiontext", body(question, lang))
    _html(element, "generalfeedback", after(question, lang))
    _plain(element, "defaultgrade", str(question_points(question)))
    _plain(element, "penalty", "1" if isinstance(question, TrueFalse) else "0.3333333")
    _plain(element, "hidden", "0")
    _plain(element, "idnumber", f"{item.key}-{lang}")
    _answers(element, question, lang)
    tags = ET.SubElement(element, "tags")
    for tag in (question.topic, question.kind, f"difficulty {question.difficulty}"):
        _plain(ET.SubElement(tags, "tag"), "text", tag)


def _type(question: Question) -> str:
    kinds: tuple[tuple[type[Question], str], ...] = (
        (Choice, "multichoice"),
        (TrueFalse, "truefalse"),
        (Numeric, "numerical"),
        (Short, "shortanswer"),
        (Trace, "shortanswer"),
        (Essay, "essay"),
    )
    return next(name for kind, name in kinds if isinstance(question, kind))


def _answers(element: ET.Element, question: Question, lang: Lang) -> None:
    if isinstance(question, Choice):
        for key, word in (("single", "true"), ("shuffleanswers", "true"), ("answernumbering", "ABCD")):
            _plain(element, key, word)
        for option in question.options:
            _answer(element, option.right, inline(option.text[lang]), inline(option.why[lang]), "html")
    elif isinstance(question, TrueFalse):
        for word in ("true", "false"):
            right = (word == "true") == question.answer
            _answer(element, right, word, inline(say("printed.right", lang) if right else question.why[lang]))
    elif isinstance(question, Numeric):
        _numeric(element, question, lang)
    elif isinstance(question, Short | Trace):
        _plain(element, "usecase", "0")
        for form in typed_forms(question):
            _answer(element, True, _typed(form), "", "plain_text")
        for one in question.wrong:
            for form in one.answers:
                _answer(element, False, _typed(form), inline(one.why[lang]), "plain_text")
    elif isinstance(question, Essay):
        _essay(element, question, lang)


def _numeric(element: ET.Element, question: Numeric, lang: Lang) -> None:
    _number(element, True, question.answer, question.tolerance, "")
    for one in question.wrong:
        _number(element, False, one.value, question.tolerance, inline(one.why[lang]))
    if question.unit:
        units = ET.SubElement(element, "units")
        for name in dict.fromkeys((question.unit, *unit_forms(question.unit))):
            unit = ET.SubElement(units, "unit")
            _plain(unit, "multiplier", "1")
            _plain(unit, "unit_name", name)
    _plain(element, "unitgradingtype", "0")
    _plain(element, "unitpenalty", "0")
    _plain(element, "showunits", str(UNITS_IN_THE_ANSWER if question.unit else NO_UNITS))
    _plain(element, "unitsleft", "0")


def _number(element: ET.Element, right: bool, value: float, tolerance: float, why: str) -> None:
    _plain(_answer(element, right, exact(value), why), "tolerance", exact(tolerance))


def _essay(element: ET.Element, question: Essay, lang: Lang) -> None:
    for key, word in (
        ("responseformat", "editor"), ("responserequired", "1"), ("responsefieldlines", "15"),
        ("attachments", "0"), ("attachmentsrequired", "0"),
    ):  # fmt: skip
        _plain(element, key, word)
    model = block(say("printed.model", lang)) + answer(question, lang)
    _html(element, "graderinfo", rubric(question, lang) + model)
    _html(element, "responsetemplate", "")


def _answer(
    element: ET.Element, right: bool, text: str, why: str, format: str = "moodle_auto_format"
) -> ET.Element:
    made = ET.SubElement(element, "answer", fraction="100" if right else "0", format=format)
    _plain(made, "text", text)
    _html(made, "feedback", why)
    return made


def _html(parent: ET.Element, name: str, text: str) -> None:
    _plain(ET.SubElement(parent, name, format="html"), "text", text)


def _plain(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = plain(text)


def _typed(form: str) -> str:
    """A typed answer; a star without a backslash would be a wildcard."""
    return form.replace("*", "\\*")
