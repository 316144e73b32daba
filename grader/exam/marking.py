"""Marking one answer. Pure: a question, the typed answer and a language go in; its score and the reason come out.

An answer that cannot be understood (no number, a letter that no option has) is not wrong: it costs nothing and is asked
for again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.core.messages import say
from grader.core.model import Lang
from grader.exam.numbers import read_number
from grader.exam.question import (
    Choice,
    Essay,
    Numeric,
    Question,
    Short,
    Trace,
    TrueFalse,
    bare_answer,
    bare_output,
)

LONGEST_ANSWER = 2000
"""Characters of an answer. A longer one is not understood, except for an essay."""
PASS = 0.5
"""An essay is right from this share of its points on."""


class Outcome(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_UNDERSTOOD = "not_understood"
    """It costs nothing; `Marked.why` says in one sentence what to type instead."""
    SELF = "self"
    """An essay: the student compares it with the model answer, and `score_essay` counts the criteria."""


@dataclass(frozen=True)
class Marked:
    """What an answer is worth."""

    outcome: Outcome
    score: float = 0.0
    """From 0 to 1."""
    why: str = ""
    """The reason for this very answer, in the language asked for; empty where the bank has none."""
    read_as: str = ""
    """How the answer was understood: `B`, `O`, `3.5`."""


LETTERS = "ABCDE"
_KOREAN = ("가나다라마", "ㄱㄴㄷㄹㅁ")
_TRUE = (
    "O ㅇ ○ ◯ 〇 ⭕ T Y true yes right correct 참 예 네 맞다 맞음 맞아요 맞습니다 옳다 옳음 옳습니다 그렇다"
)
_FALSE = (
    "X × ✕ ✗ ✘ ❌ F N false no wrong incorrect 거짓 아니오 아니요 아니다 아님 틀리다 틀림 틀려요 틀립니다 틀렸다 "
    "옳지않다 맞지않다 그렇지않다 그르다"
)
_UNITS = {
    "px": "px pixel pixels 픽셀",
    "%": "% percent 퍼센트 프로",
    "MiB": "mib mebibyte mebibytes 메비바이트",
    "s": "s sec second seconds 초",
    "ms": "ms millisecond milliseconds 밀리초",
    "h": "h hour hours 시간",
}
_COUNTED = "개 장 번 회 층 배 배치 에폭 단계 걸음 픽셀 px pixel pixels times batches batch images steps"
"""Words that may follow a number without a unit."""


def mark(question: Question, answer: str, lang: Lang) -> Marked:
    """Mark what was typed. Every kind takes answers in both languages; `lang` is that of the reason."""
    if isinstance(question, Essay):
        return Marked(Outcome.SELF) if answer.strip() else _again("empty", lang)
    if not answer.strip():
        return _again("empty", lang)
    if len(answer) > LONGEST_ANSWER:
        return _again("too_long", lang)
    if isinstance(question, Choice):
        return _mark_choice(question, answer, lang)
    if isinstance(question, TrueFalse):
        return _mark_true_false(question, answer, lang)
    if isinstance(question, Numeric):
        return _mark_numeric(question, answer, lang)
    if isinstance(question, Short):
        return _mark_short(question, answer, lang)
    if isinstance(question, Trace):
        return _mark_trace(question, answer, lang)
    raise TypeError(f"no way to mark {type(question).__name__}")


def score_essay(question: Essay, ticked: Sequence[bool]) -> Marked:
    """The result of an essay. `ticked` says which criteria are met, in the rubric's order."""
    met = sum(one.points for one, tick in zip(question.rubric, ticked, strict=True) if tick)
    score = met / question.points
    return Marked(
        Outcome.RIGHT if score >= PASS else Outcome.WRONG, score, read_as=f"{met}/{question.points}"
    )


def right_answer(question: Question, lang: Lang) -> str:
    """The answer to show: `B. text`, `O`, `3.5 px`, the first accepted form, what the code prints, the model answer."""
    if isinstance(question, Choice):
        return f"{LETTERS[question.right]}. {question.options[question.right].text[lang]}"
    if isinstance(question, TrueFalse):
        return "O" if question.answer else "X"
    if isinstance(question, Numeric):
        return question.shown
    if isinstance(question, Short):
        korean = [form for form in question.accepted if any("가" <= c <= "힣" for c in form)]
        others = [form for form in question.accepted if form not in korean]
        return ((korean or others) if lang == "ko" else (others or korean))[0]
    if isinstance(question, Trace):
        return question.answer
    if isinstance(question, Essay):
        return question.model[lang]
    raise TypeError(f"no answer to {type(question).__name__}")


def _again(key: str, lang: Lang, **params: object) -> Marked:
    return Marked(Outcome.NOT_UNDERSTOOD, why=say(f"marking.{key}", lang, **params))


def _verdict(right: bool, why: str, read_as: str) -> Marked:
    return Marked(Outcome.RIGHT if right else Outcome.WRONG, float(right), why, read_as)


def _mark_choice(question: Choice, answer: str, lang: Lang) -> Marked:
    chosen = {_label(answer, len(question.options)), _same_text(question, answer)} - {None}
    if len(chosen) != 1:
        last = LETTERS[len(question.options) - 1]
        return _again("no_option", lang, last=last, count=len(question.options))
    number = chosen.pop() or 0
    option = question.options[number]
    return _verdict(option.right, option.why[lang], LETTERS[number])


def _label(answer: str, count: int) -> int | None:
    """The place that a letter or a number means: `b`, `B)`, `(b)`, `2`, `2번`, `②`, `나`."""
    word = bare_answer(answer).strip("().[]<>:").removesuffix("번").upper()
    labels = (LETTERS, "12345", *_KOREAN, *(unicodedata.normalize("NFKC", row) for row in _KOREAN))
    places = [row[:count].index(word) for row in labels if len(word) == 1 and word in row[:count]]
    return places[0] if places else None


def _same_text(question: Choice, answer: str) -> int | None:
    """The option whose whole text was typed, in either language."""
    for number, option in enumerate(question.options):
        if any(bare_answer(text) == bare_answer(answer) for text in option.text.values()):
            return number
    return None


def yes_or_no(answer: str) -> bool | None:
    """What `O`, `네`, `t`, `아니오` and the like mean; None for anything else."""
    word = bare_answer(answer).strip("().!,")
    if word in {bare_answer(form) for form in _TRUE.split()}:
        return True
    return False if word in {bare_answer(form) for form in _FALSE.split()} else None


def _mark_true_false(question: TrueFalse, answer: str, lang: Lang) -> Marked:
    said = yes_or_no(answer)
    if said is None:
        return _again("no_true_false", lang)
    right = said == question.answer
    return _verdict(right, "" if right else question.why[lang], "O" if said else "X")


def _mark_numeric(question: Numeric, answer: str, lang: Lang) -> Marked:
    read = read_number(answer)
    if read.problem:
        return _again(read.problem, lang)
    if read.unit and not _unit_fits(read.unit, question.unit):
        return _again("unit" if question.unit else "no_unit", lang, typed=read.unit, unit=question.unit)
    slack = question.tolerance + 1e-9 * max(1.0, abs(question.answer))
    value = next((v for v in read.values if abs(v - question.answer) <= slack), None)
    if value is not None:
        return _verdict(True, "", f"{value:.12g}")
    value = read.values[0]
    near = min(question.wrong, key=lambda one: abs(one.value - value), default=None)
    known = near is not None and abs(near.value - value) <= slack
    return _verdict(False, near.why[lang] if near and known else "", f"{value:.12g}")


def unit_forms(unit: str) -> tuple[str, ...]:
    """What may be typed for this unit, in lower case."""
    return tuple(_UNITS.get(unit, unit.casefold()).split())


def _unit_fits(typed: str, wanted: str) -> bool:
    return typed in unit_forms(wanted) or (wanted in ("", "px") and typed in _COUNTED.split())


def _mark_short(question: Short, answer: str, lang: Lang) -> Marked:
    word = bare_answer(answer)
    if not word:
        return _again("empty", lang)
    if word in {bare_answer(form) for form in question.accepted}:
        return _verdict(True, "", answer.strip())
    for one in question.wrong:
        if word in {bare_answer(form) for form in one.answers}:
            return _verdict(False, one.why[lang], answer.strip())
    return _verdict(False, "", answer.strip())


def _mark_trace(question: Trace, answer: str, lang: Lang) -> Marked:
    said = bare_output(answer)
    for one in question.wrong:
        if said in {bare_output(form) for form in one.answers}:
            return _verdict(False, one.why[lang], answer.strip())
    wanted = bare_output(question.answer)
    forms = {wanted}
    if wanted.startswith("torch.size([") and wanted.endswith("])"):
        # a shape may also be written as one says it
        sizes = wanted.removeprefix("torch.size([").removesuffix("])")
        forms |= {f"[{sizes}]", f"({sizes})", f"torch.size({sizes})", f"({sizes},)"}
    return _verdict(said in forms, "", answer.strip())
