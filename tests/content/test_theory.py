"""The theory bank: every template of every week, every fixed question, strict reading, and marking."""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import math
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from support import theory_answers
from support.grading import ROOT
from support.offenders import by_value, for_each

from grader.core.errors import GraderFault
from grader.core.model import LANGS, Lang, Text
from grader.core.week import WEEKS, load_week, week_names
from grader.exam import template as template_module
from grader.exam.bank import Bank, load_bank, numeric
from grader.exam.counts import count
from grader.exam.marking import Marked, Outcome, mark, right_answer, score_essay
from grader.exam.numbers import read_number
from grader.exam.question import (
    Choice,
    Essay,
    Numeric,
    Question,
    QuestionKind,
    Short,
    Trace,
    TrueFalse,
    bare_answer,
    bare_output,
)
from grader.exam.template import Drawn, Template, Wrong, apart, both, shows_answer, template

SEEDS = range(200)
TOPICS = {
    "pretrained", "alexnet", "transforms", "forward", "predict", "data", "architectures", "segmentation", "detection",
    "transfer", "quadrants", "training",
}  # fmt: skip
ANSWERS = {"week12": theory_answers.WEEK12}

WITH_THEORY = [week for week in week_names() if (WEEKS / week / "theory").is_dir()]
bank = functools.cache(load_bank)
TEMPLATES = {
    f"{week} {id}": (week, made) for week in WITH_THEORY for id, made in bank(week).templates.items()
}
FIXED = {
    f"{week} {id}": (week, question) for week in WITH_THEORY for id, question in bank(week).fixed.items()
}


@functools.cache
def drawn(made: Template) -> list[Numeric]:
    return [numeric(made, seed) for seed in SEEDS]


def hangul(text: str) -> bool:
    return any("가" <= c <= "힣" or "ㄱ" <= c <= "ㅣ" for c in text)


def assert_both(text: Text) -> None:
    """Both languages, each in its own; what is code or a number alone may be the same in both."""
    assert set(text) == set(LANGS)
    assert all(one.strip() == one != "" for one in text.values())
    assert not hangul(text["en"]), text["en"]
    assert hangul(text["ko"]) or text["ko"] == text["en"], text["ko"]


def numbers(text: str) -> Counter[float]:
    return Counter(float(word.replace(",", "")) for word in template_module._NUMBER.findall(text))


# ---- templates ----------------------------------------------------------------------------------------------------


def test_week12_has_templates_on_every_topic() -> None:
    made = bank("week12").templates.values()
    assert len(made) >= 42
    assert {one.topic for one in made} == TOPICS


@for_each(TEMPLATES)
def test_a_template_draws_well_formed_questions(week: str, made: Template) -> None:
    for question in drawn(made):
        assert_both(question.text)
        assert_both(question.explanation)
        assert math.isfinite(question.answer)
        assert question.tolerance >= 0
        assert question.tolerance or float(question.answer).is_integer(), "tolerance 0 is for whole numbers"
        assert len(question.wrong) >= 2
        values = [question.answer, *(one.value for one in question.wrong)]
        for i, value in enumerate(values):
            assert math.isfinite(value)
            assert all(abs(value - other) > question.tolerance for other in values[:i])
        for lang in LANGS:
            assert len({one.why[lang] for one in question.wrong}) == len(question.wrong)
        for one in question.wrong:
            assert_both(one.why)
        assert question.facts, "without facts nobody can compute it again"


@for_each(TEMPLATES)
def test_a_template_does_not_give_its_answer_away(week: str, made: Template) -> None:
    for question in drawn(made):
        small = question.tolerance == 0 and abs(question.answer) < 10
        for lang in LANGS:
            assert question.explanation[lang] not in question.text[lang]
            given = [
                n for n in numbers(question.text[lang]) if abs(n - question.answer) <= question.tolerance
            ]
            assert small or not given, question.text[lang]


@for_each(TEMPLATES)
def test_a_template_says_the_same_in_both_languages(week: str, made: Template) -> None:
    """The same numbers are shown, and the explanation arrives at the answer."""
    for question in drawn(made):
        assert numbers(question.text["ko"]).keys() == numbers(question.text["en"]).keys()
        for lang in LANGS:
            ends = numbers(question.explanation[lang])
            assert any(abs(n - question.answer) <= question.tolerance for n in ends), question.explanation[
                lang
            ]


@for_each(TEMPLATES)
def test_a_template_is_decided_by_its_seed(week: str, made: Template) -> None:
    assert [made.draw(seed) for seed in range(5)] == [made.draw(seed) for seed in range(5)]
    assert len({str(question.text) for question in drawn(made)}) >= 10


@for_each(TEMPLATES)
def test_a_templates_answer_computed_another_way(week: str, made: Template) -> None:
    again = ANSWERS[week][made.id]
    torch.manual_seed(0)
    for question in drawn(made):
        slack = max(question.tolerance / 20, 1e-9 * abs(question.answer))
        assert again(question.facts) == pytest.approx(question.answer, rel=0, abs=slack), question.facts


@for_each(TEMPLATES)
def test_a_template_reaches_each_of_its_reasons(week: str, made: Template) -> None:
    """A typical wrong number that nearly always clashes with another is one that nobody is ever told about."""
    kept = Counter(re.sub(r"[\d,.]+", "#", w.why["en"]) for q in drawn(made) for w in q.wrong)
    assert min(kept.values()) >= len(SEEDS) // 40, kept


@for_each(TEMPLATES)
def test_a_drawn_question_is_marked_like_any_other(week: str, made: Template) -> None:
    for question in drawn(made)[:40]:
        for lang in LANGS:
            got = mark(question, question.shown, lang)
            assert (got.outcome, got.score) == (Outcome.RIGHT, 1.0)
            assert right_answer(question, lang) == question.shown
            for wrong in question.wrong:
                assert mark(question, f"{wrong.value:.12g}", lang).outcome is Outcome.WRONG
                assert mark(question, f"{wrong.value:.12g}", lang).why == wrong.why[lang]


@pytest.mark.parametrize("week", WITH_THEORY)
def test_every_template_has_an_independent_answer(week: str) -> None:
    assert set(ANSWERS.get(week, ())) == set(bank(week).templates)


def test_a_template_draws_again_when_it_shows_its_answer_or_is_ambiguous() -> None:
    calls: list[int] = []

    @template("data.numbers", topic="data", difficulty=1)
    def made(rng: object) -> Drawn:
        calls.append(1)
        n = len(calls)
        reasons = tuple(Wrong(50 + i if n > 2 else 30, both(f"이유 {i}", f"reason {i}")) for i in range(2))
        return Drawn(both(f"{n + 28}?", f"{n + 28}?"), 29 if n == 1 else 7, 0, "", both("답", "so"), reasons)

    assert (made.draw(0).answer, len(calls)) == (7, 3)

    @template("data.never", topic="data", difficulty=1)
    def never(rng: object) -> Drawn:
        return Drawn(both("?", "?"), 1, 0, "", both("답", "so"), ())

    with pytest.raises(GraderFault, match=r"data\.never"):
        never.draw(0)


def test_wrong_numbers_that_clash_are_dropped() -> None:
    wrong = tuple(Wrong(value, both("가", "a")) for value in (1.0, 1.0005, 1.01, 2.0, 2.0))
    assert [one.value for one in apart(1.0, 0.001, wrong)] == [1.01, 2.0]


@pytest.mark.parametrize(
    ("text", "shown"),
        [("크기 55 픽셀", True), ("[3, 55, 7]", True), ("155 x 5", False), ("conv55", False), ("5.5 and 0.55", False),
        ("(55)", True)],
)  # fmt: skip
def test_whether_a_text_shows_a_number(text: str, shown: bool) -> None:
    question = Drawn(both(text, text), 55, 0, "", both("", ""), ())
    assert shows_answer(question) == shown


def test_thousands_are_one_number() -> None:
    assert shows_answer(Drawn(both("1,234,567장", "1,234,567"), 1234567, 0, "", both("", ""), ()))
    assert not shows_answer(Drawn(both("1,234,567장", "1,234,567"), 234, 0, "", both("", ""), ()))


# ---- fixed questions ----------------------------------------------------------------------------------------------


def texts_of(question: Question) -> list[Text]:
    found = [question.text, question.explanation]
    if isinstance(question, Choice):
        found += [text for option in question.options for text in (option.text, option.why)]
    elif isinstance(question, TrueFalse):
        found.append(question.why)
    elif isinstance(question, Short | Trace):
        found += [one.why for one in question.wrong]
    elif isinstance(question, Essay):
        found += [question.model, *(one.text for one in question.rubric)]
    return found


@functools.cache
def functions_of(week: str) -> frozenset[str]:
    """Every function of the exercises."""
    return frozenset(
        f"{path.stem}.{node.name}"
        for path in sorted((ROOT / "solutions" / week).glob("ex*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    )


@pytest.mark.parametrize("week", WITH_THEORY)
def test_what_a_question_refers_to_exists(week: str) -> None:
    entries = [*bank(week).fixed.values(), *bank(week).templates.values(), *bank(week).topics.values()]
    mistakes = set(load_week(week).mistakes)
    for entry in entries:
        assert set(entry.functions) <= functions_of(week), entry.id
        assert set(getattr(entry, "mistakes", ())) <= mistakes, entry.id


def test_the_bank_of_week12_is_large() -> None:
    """At least 150 questions, at least 40 of them drawn, every kind, every topic."""
    whole = bank("week12")
    assert len(whole.ids) >= 150
    assert set(whole.topics) == TOPICS
    assert {question.topic for question in whole.fixed.values()} == TOPICS
    kinds = {question.kind for question in whole.fixed.values()}
    assert kinds == {"choice", "true_false", "short", "essay", "trace", "diagnose"}
    for topic in whole.topics.values():
        assert_both(topic.title)
    counted = count(whole)
    assert (counted.total, counted.kind(QuestionKind.NUMERIC)) == (len(whole.ids), len(whole.templates))
    assert counted.langs == dict.fromkeys(LANGS, len(whole.ids))
    assert min(counted.topic(topic) for topic in TOPICS) >= 12


@for_each(FIXED)
def test_a_fixed_question_is_complete_in_both_languages(week: str, question: Question) -> None:
    for text in texts_of(question):
        assert_both(text)
        for lang in LANGS:
            assert text[lang].count("`") % 2 == 0, text[lang]
    assert question.explanation["en"] not in question.text["en"]


@for_each(FIXED)
def test_the_right_option_is_not_the_long_one(week: str, question: Question) -> None:
    if isinstance(question, Choice):
        for lang in LANGS:
            right = len(question.options[question.right].text[lang])
            longest = max(len(option.text[lang]) for option in question.options if not option.right)
            assert right <= max(1.5 * longest, longest + 12), question.options[question.right].text[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_neither_length_nor_place_tells_over_the_whole_bank(lang: Lang) -> None:
    """Always to take the longest, the second longest ... or always the same letter is little better than to guess."""
    choices = [question for _, question in FIXED.values() if isinstance(question, Choice)]
    ranks: Counter[int] = Counter()
    for question in choices:
        lengths = [len(option.text[lang]) for option in question.options]
        ranks[sum(length > lengths[question.right] for length in lengths)] += 1
    assert max(ranks.values()) <= 0.4 * len(choices), ranks
    for seed in range(5):
        asked = [question.variant(seed) for question in choices]
        places = Counter(question.right for question in asked)
        assert max(places.values()) <= 0.4 * len(choices), places


def output_of(code: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "<question>", "exec"), {"__name__": "__main__"})
    return out.getvalue().strip()


@for_each(FIXED)
def test_a_trace_prints_its_answer(week: str, question: Question) -> None:
    if isinstance(question, Trace):
        assert output_of(question.code) == question.answer
        assert output_of(question.code) == question.answer, "not the same when run again"
    elif question.code:
        ast.parse(question.code)


@for_each(FIXED)
def test_a_fixed_question_is_marked(week: str, question: Question) -> None:
    for seed in range(3):
        asked = bank(week).ask(question.id, seed)
        check_marks(asked)


def check_marks(question: Question) -> None:
    """The right answer is right, each known wrong one is wrong with its own reason, in both languages."""
    for lang in LANGS:
        if isinstance(question, Essay):
            assert mark(question, "an answer", lang).outcome is Outcome.SELF
            assert score_essay(question, [True] * len(question.rubric)).score == 1
            continue
        answer = right_answer(question, lang)
        given = answer[0] if isinstance(question, Choice) else answer
        assert mark(question, given, lang).outcome is Outcome.RIGHT
        for reply, why in wrong_answers(question):
            assert mark(question, reply, lang) == Marked(Outcome.WRONG, 0.0, why[lang], reply)


def wrong_answers(question: Question) -> list[tuple[str, Text]]:
    if isinstance(question, Choice):
        return [("ABCDE"[i], o.why) for i, o in enumerate(question.options) if not o.right]
    if isinstance(question, TrueFalse):
        return [("X" if question.answer else "O", question.why)]
    assert isinstance(question, Short | Trace)
    return [(answer, one.why) for one in question.wrong for answer in one.answers]


# ---- reading ------------------------------------------------------------------------------------------------------

GOOD = """
[topic]
title.ko = "순전파"
title.en = "Forward pass"
functions = ["ex2_classify.forward"]

[[question]]
id = "forward.dropout"
kind = "choice"
difficulty = 2
text.ko = "드롭아웃은 언제 값을 버립니까?"
text.en = "When does dropout drop values?"
explanation.ko = "학습 모드에서만 버립니다."
explanation.en = "In training mode only."
functions = ["ex2_classify.forward"]
mistakes = ["1"]
[[question.option]]
text.ko = "학습 모드에서"
text.en = "in training mode"
right = true
why.ko = "맞습니다."
why.en = "Yes."
[[question.option]]
text.ko = "평가 모드에서"
text.en = "in evaluation mode"
why.ko = "평가 모드에서는 그대로 둡니다."
why.en = "Evaluation mode leaves them."
[[question.option]]
text.ko = "항상"
text.en = "always"
why.ko = "모드에 따라 다릅니다."
why.en = "It depends on the mode."

[[question]]
id = "forward.no_grad"
kind = "true_false"
difficulty = 1
text.ko = "`no_grad` 는 드롭아웃을 끕니다."
text.en = "`no_grad` switches dropout off."
explanation.ko = "드롭아웃은 `eval()` 이 끕니다."
explanation.en = "`eval()` switches dropout off."
answer = false
why.ko = "`no_grad` 는 기울기만 끕니다."
why.en = "`no_grad` only concerns gradients."

[[question]]
id = "forward.function"
kind = "short"
difficulty = 1
text.ko = "로짓을 확률로 바꾸는 함수는?"
text.en = "Which function turns logits into probabilities?"
explanation.ko = "소프트맥스입니다."
explanation.en = "Softmax."
accepted = ["softmax", "소프트맥스", "soft max 함수"]
[[question.wrong]]
answers = ["sigmoid", "시그모이드"]
why.ko = "클래스마다 따로 계산합니다."
why.en = "It treats each class by itself."

[[question]]
id = "forward.shape"
kind = "trace"
difficulty = 2
text.ko = "무엇이 출력됩니까?"
text.en = "What is printed?"
explanation.ko = "두 행, 세 열입니다."
explanation.en = "Two rows, three columns."
code = '''
import torch
print(torch.zeros(2, 3).shape)
'''
answer = "torch.Size([2, 3])"
[[question.wrong]]
answer = "torch.Size([3, 2])"
why.ko = "뒤바뀌었습니다."
why.en = "Swapped."
[[question.wrong]]
answer = "6"
why.ko = "원소의 수입니다."
why.en = "That is the number of elements."

[[question]]
id = "forward.cause"
kind = "diagnose"
difficulty = 3
text.ko = "같은 이미지인데 결과가 다릅니다. 원인은?"
text.en = "The same image gives different results. Why?"
explanation.ko = "`eval()` 이 빠졌습니다."
explanation.en = "`eval()` is missing."
code = "logits = model(batch)"
[[question.option]]
text.ko = "`no_grad` 가 없다"
text.en = "there is no `no_grad`"
why.ko = "결과는 같습니다."
why.en = "The result would be the same."
[[question.option]]
text.ko = "`eval()` 이 없다"
text.en = "there is no `eval()`"
right = true
why.ko = "드롭아웃이 켜져 있습니다."
why.en = "Dropout is on."
[[question.option]]
text.ko = "배치가 작다"
text.en = "the batch is small"
why.ko = "배치 크기는 상관이 없습니다."
why.en = "The size does not matter."

[[question]]
id = "forward.explain"
kind = "essay"
difficulty = 3
text.ko = "`eval()` 과 `no_grad` 를 비교하세요."
text.en = "Compare `eval()` and `no_grad`."
explanation.ko = "서로 다른 일을 합니다."
explanation.en = "They do different things."
model.ko = "`eval()` 은 층의 동작을, `no_grad` 는 기울기를 바꿉니다."
model.en = "`eval()` changes layers, `no_grad` gradients."
[[question.rubric]]
points = 2
text.ko = "드롭아웃"
text.en = "dropout"
[[question.rubric]]
points = 1
text.ko = "배치 정규화"
text.en = "batch normalisation"
[[question.rubric]]
points = 1
text.ko = "기울기"
text.en = "gradients"
"""

TEMPLATE = """
from grader.exam.template import Drawn, Wrong, both, template

@template("forward.sum", topic="forward", difficulty=1, functions=("ex2_classify.forward",), mistakes=("2",))
def total(rng):
    a, b = rng.randint(10, 99), rng.randint(10, 99)
    wrong = (Wrong(a * b, both("곱했습니다.", "Multiplied.")), Wrong(a - b, both("뺐습니다.", "Subtracted.")))
    return Drawn(both(f"{a} + {b} 는?", f"{a} + {b}?"), a + b, 0, "", both("더합니다.", "Add."), wrong, {"a": a, "b": b})
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forward.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "templates.py").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def small(folder: Path) -> Bank:
    return load_bank("week12", folder)


def test_a_bank_is_read(small: Bank) -> None:
    names = ("dropout", "no_grad", "function", "shape", "cause", "explain", "sum")
    assert small.ids == tuple(f"forward.{name}" for name in names)
    kinds = [small.ask(id, 1).kind for id in small.ids]
    assert kinds == ["choice", "true_false", "short", "trace", "diagnose", "essay", "numeric"]
    assert small.topic_of("forward.sum").title == {"ko": "순전파", "en": "Forward pass"}
    assert small.difficulty_of("forward.cause") == 3
    assert small.fixed["forward.shape"].code == "import torch\nprint(torch.zeros(2, 3).shape)"


def test_every_kind_is_marked(small: Bank) -> None:
    for id in small.ids:
        if id != "forward.sum":
            check_marks(small.ask(id, 5))


def test_a_seed_decides_numbers_and_the_order_of_options(small: Bank) -> None:
    for id in small.ids:
        assert small.ask(id, 3) == small.ask(id, 3)
    first, orders = small.fixed["forward.dropout"], set()
    for seed in range(40):
        asked = small.ask("forward.dropout", seed)
        assert isinstance(asked, Choice)
        assert isinstance(first, Choice)
        assert {o.text["en"] for o in asked.options} == {o.text["en"] for o in first.options}
        assert asked.options[asked.right].text["en"] == "in training mode"
        orders.add(tuple(o.text["en"] for o in asked.options))
    assert len(orders) == 6
    assert len({small.ask("forward.sum", seed).text["en"] for seed in range(40)}) > 30


def test_a_failed_check_queues_its_questions(small: Bank) -> None:
    waiting = small.queued_by("ex2_classify.forward", "2")
    assert waiting[0] == "forward.sum"
    assert set(waiting) == set(small.ids)
    assert small.queued_by("ex2_classify.top_k") == ()
    assert small.queued_by("ex1_preprocess.load_rgb", "1") == ("forward.dropout",)


BROKEN = {
    # the sentence, after the file's name: old text, new text
    "topic.extra: unknown key; there are title, functions": ("[topic]", "[topic]\nextra = 1"),
    "topics: unknown key; did you mean topic?": ("[topic]", "topics = 1\n[topic]"),
    "topic.title.en is missing": ('title.en = "Forward pass"\n', ""),
    "topic.title.en is empty": ('title.en = "Forward pass"', 'title.en = " "'),
    "topic.title.fr: unknown key; there are ko, en": ('title.en = "Forward pass"', 'title.en = "x"\ntitle.fr = "x"'),
    "topic.functions.1: expected ex2_classify.forward or the like, got 'forward'":
        ('["ex2_classify.forward"]\n\n', '["forward"]\n\n'),
    "predict.dropout: the id does not begin with the topic forward":
        ('id = "forward.dropout"', 'id = "predict.dropout"'),
    "question.Dropout.id: expected topic.snake_case, got 'Dropout'": ('id = "forward.dropout"', 'id = "Dropout"'),
    "question.forward.dropout: this id is there twice": ('id = "forward.no_grad"', 'id = "forward.dropout"'),
    "question.forward.dropout.kind: there is no 'guess'; "
    "there are choice, diagnose, true_false, short, trace, essay": ('kind = "choice"', 'kind = "guess"'),
    "question.forward.dropout.kind: there is no 'choise'; did you mean choice?":
        ('kind = "choice"', 'kind = "choise"'),
    "question.forward.dropout.kind is missing": ('kind = "choice"\n', ""),
    "question.forward.dropout.difficulty: expected 1, 2 or 3, got 4":
        ('kind = "choice"\ndifficulty = 2', 'kind = "choice"\ndifficulty = 4'),
    "question.forward.dropout.difficulty: expected 1, 2 or 3, got true":
        ('kind = "choice"\ndifficulty = 2', 'kind = "choice"\ndifficulty = true'),
    "question.forward.dropout.text.ko is missing": ('text.ko = "드롭아웃은 언제 값을 버립니까?"\n', ""),
    "question.forward.dropout.mistakes.1: expected the number of a known mistake, in quotes, got 1":
        ('mistakes = ["1"]', "mistakes = [1]"),
    "question.forward.dropout.mistakes.1: expected the number of a known mistake, in quotes, got 'first'":
        ('mistakes = ["1"]', 'mistakes = ["first"]'),
    "question.forward.dropout.mistake: unknown key; did you mean mistakes?":
        ('mistakes = ["1"]', 'mistake = ["1"]'),
    "question.forward.dropout.code: unknown key; "
    "there are kind, id, difficulty, functions, mistakes, text, explanation, option":
        ('mistakes = ["1"]', 'mistakes = ["1"]\ncode = "x"'),
    "question.forward.dropout: 0 options are right: it is one":
        ('right = true\nwhy.ko = "맞습니다."', 'why.ko = "맞습니다."'),
    "question.forward.dropout: 2 options are right: it is one":
        ('why.ko = "모드에 따라 다릅니다."', 'right = true\nwhy.ko = "모드에 따라 다릅니다."'),
    "question.forward.dropout: 2 options: there are 3 to 5": (GOOD[GOOD.index('[[question.option]]\ntext.ko = "항상"') :
        GOOD.index('[[question]]\nid = "forward.no_grad"')], ""),
    "question.forward.dropout.option.3.why.en is missing": ('why.en = "It depends on the mode."', ""),
    "question.forward.dropout: two options (en) are the same: intrainingmode":
        ('text.en = "always"', 'text.en = "In Training-Mode"'),
    "question.forward.dropout: two reasons (en) are the same: Evaluation mode leaves them.":
        ('why.en = "It depends on the mode."', 'why.en = "Evaluation mode leaves them."'),
    "question.forward.no_grad.answer: expected true or false, got a string": ("answer = false", 'answer = "no"'),
    "question.forward.function.accepted: expected at least one answer, got 0":
        ('accepted = ["softmax", "소프트맥스", "soft max 함수"]', "accepted = []"),
    "question.forward.function.accepted.2 is empty":
        ('accepted = ["softmax", "소프트맥스", "soft max 함수"]', 'accepted = ["softmax", " "]'),
    "question.forward.function: nothing is left of an answer without spaces and hyphens":
        ('accepted = ["softmax", "소프트맥스", "soft max 함수"]', 'accepted = ["softmax", "-"]'),
    "question.forward.function.wrong.1.answers: expected at least one answer, got 0":
        ('answers = ["sigmoid", "시그모이드"]', "answers = []"),
    "question.forward.function: two answers are the same: softmax":
        ('answers = ["sigmoid", "시그모이드"]', 'answers = ["Soft-max"]'),
    "question.forward.shape: two answers are the same: torch.size([2,3])":
        ('answer = "6"', 'answer = "torch.Size([2,3])"'),
    "question.forward.shape: 1 wrong answers: at least two": (GOOD[GOOD.index('[[question.wrong]]\nanswer = "6"') :
        GOOD.index('[[question]]\nid = "forward.cause"')], ""),
    "question.forward.shape: more than 15 lines of code": ("print(torch.zeros(2, 3).shape)", "x = 1\n" * 15),
    "question.forward.shape.code is missing": ("code = '''\nimport torch\nprint(torch.zeros(2, 3).shape)\n'''\n", ""),
    "question.forward.cause.code is empty": ('code = "logits = model(batch)"', 'code = ""'),
    "question.forward.cause: more than 15 lines of code":
        ('code = "logits = model(batch)"', 'code = """\n' + "x = 1\n" * 16 + '"""'),
    "question.forward.explain.rubric.1.points: expected 1 to 10, got 0": ("points = 2", "points = 0"),
    "question.forward.explain.rubrik: unknown key; did you mean rubric?":
        ("[[question.rubric]]\npoints = 2", "[[question.rubrik]]\npoints = 2"),
    "question.forward.explain: 2 criteria: there are 3 to 5":
        ('[[question.rubric]]\npoints = 2\ntext.ko = "드롭아웃"\ntext.en = "dropout"\n', ""),
    "Expected ']' at the end of a table declaration (at line 2, column 7)": ("[topic]", "[topic"),
}  # fmt: skip


@for_each({sentence: (sentence, *change) for sentence, change in BROKEN.items()})
def test_a_fault_is_one_sentence_with_file_question_and_key(
    folder: Path, sentence: str, old: str, new: str
) -> None:
    path = folder / "forward.toml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GraderFault) as caught:
        load_bank("week12", folder)
    assert str(caught.value) == f"{path}: {sentence}"


def test_a_files_name_is_its_topic(folder: Path) -> None:
    (folder / "forward.toml").rename(folder / "Forward.toml")
    with pytest.raises(GraderFault, match=r"Forward\.toml: the file's name is the topic's id, in snake_case"):
        load_bank("week12", folder)


BROKEN_TEMPLATES = {
    "predict.sum: the id does not begin with the topic forward": ("forward.sum", "predict.sum"),
    "forward.Sum.id: expected topic.snake_case, got 'forward.Sum'": ("forward.sum", "forward.Sum"),
    "forward.dropout: this id is taken by a fixed question": ("forward.sum", "forward.dropout"),
    "fordward.sum: there is no topic fordward; did you mean forward?":
        ('"forward.sum", topic="forward"', '"fordward.sum", topic="fordward"'),
    "forward.sum.difficulty: expected 1, 2 or 3, got 0": ("difficulty=1", "difficulty=0"),
    "forward.sum.functions.1: expected ex2_classify.forward or the like, got 'forward'":
        ("ex2_classify.forward", "forward"),
    "forward.sum.mistakes.1: expected the number of a known mistake, in quotes, got 'two'": ('"2"', '"two"'),
    "SyntaxError: ": ("def total", "def total("),
}  # fmt: skip


@for_each({sentence: (sentence, *change) for sentence, change in BROKEN_TEMPLATES.items()})
def test_a_fault_of_a_template_is_one_sentence_with_the_file(
    folder: Path, sentence: str, old: str, new: str
) -> None:
    path = folder / "templates.py"
    assert old in TEMPLATE
    path.write_text(TEMPLATE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GraderFault) as caught:
        load_bank("week12", folder)
    assert str(caught.value).startswith(f"{path}: {sentence}")


def test_one_id_in_two_files(folder: Path) -> None:
    (folder / "templates_more.py").write_text(TEMPLATE, encoding="utf-8")
    with pytest.raises(GraderFault, match=r"forward\.sum: this id is there twice"):
        load_bank("week12", folder)


# ---- marking ------------------------------------------------------------------------------------------------------


@for_each(
    by_value([
        ("3.5", (3.5,), ""), ("3,5", (3.5,), ""), ("1,234", (1234, 1.234), ""), ("61,100,840", (61100840,), ""),
        ("61 100 840", (61100840,), ""), ("61.100.840", (61100840,), ""), ("0,333", (0.333,), ""),
        ("12,345.6", (12345.6,), ""), ("1/7", (1 / 7,), ""), (" 1 / 7 ", (1 / 7,), ""), ("½", (0.5,), ""),
        ("1e-3", (0.001,), ""), ("1E+3", (1000,), ""), ("2 × 10^-3", (0.002,), ""), ("10^6", (1e6,), ""),
        ("３．５", (3.5,), ""), ("１，２３４", (1234, 1.234), ""), ("−0.5", (-0.5,), ""), ("+3", (3,), ""),
        (".5", (0.5,), ""),
        ("5.", (5,), ""), ("= 4", (4,), ""), ("12px", (12,), "px"), ("12 PX", (12,), "px"), ("４０％", (40,), "%"),
        ("5개", (5,), "개"), ("224만", (224,), "만"), ("3.5 MiB", (3.5,), "mib"), ("1e-3 s", (0.001,), "s"),
    ])
)  # fmt: skip
def test_a_number_as_people_type_it(typed: str, values: tuple[float, ...], unit: str) -> None:
    read = read_number(typed)
    assert read.values == pytest.approx(values)
    assert (read.unit, read.problem) == (unit, None)


@for_each(
    by_value([
        ("", "empty"), ("  ", "empty"), ("seven", "no_number"), ("일곱", "no_number"), ("1/0", "zero_division"),
        ("1/2/3", "no_number"), ("1e999", "no_number"), ("nan", "no_number"), ("inf", "no_number"), ("--3", "no_number"),
        ("1.2.3", "no_number"), ("3 1/2", "no_number"), ("1 2", "no_number"), ("1,23,4", "no_number"),
        ("9" * 61, "no_number"),
        ("0x10", "no_number"), ("3 or 4", "no_number"), ("?", "no_number"),
    ])
)  # fmt: skip
def test_what_is_no_number(typed: str, problem: str) -> None:
    assert read_number(typed).problem == problem


def number(answer: float, tolerance: float = 0, unit: str = "") -> Numeric:
    text = both("질문", "question")
    wrong = (
        Wrong(answer + 1, both("하나 많습니다.", "One too many.")),
        Wrong(0, both("없습니다.", "Nothing.")),
    )
    return Numeric(
        id="data.x", kind=QuestionKind.NUMERIC, topic="data", difficulty=1, text=text, explanation=text, seed=0,
        answer=answer, tolerance=tolerance, unit=unit, wrong=wrong,
    )  # fmt: skip


@for_each(
    by_value([
        (number(27), "27", "right"), (number(27), "27.0", "right"), (number(27), "54/2", "right"),
        (number(27), "28", "wrong"), (number(27), "26.99", "wrong"), (number(27), "27개", "right"),
        (number(27), "27%", "not_understood"), (number(27), "", "not_understood"), (number(27), "many", "not_understood"),
        (number(27, unit="px"), "27", "right"), (number(27, unit="px"), "27 pixels", "right"),
        (number(27, unit="px"), "27 픽셀", "right"), (number(27, unit="px"), "27 cm", "not_understood"),
        (number(1234), "1,234", "right"), (number(1.234, 0.001), "1,234", "right"), (number(1 / 7, 0.001), "1/7", "right"),
        (number(1 / 7, 0.001), "0.143", "right"), (number(1 / 7, 0.001), "0,142", "right"),
        (number(1 / 7, 0.001), "0.15", "wrong"), (number(40, 0.1, "%"), "40 %", "right"),
        (number(40, 0.1, "%"), "40퍼센트", "right"), (number(3.1, 0.1, "MiB"), "3.1 mib", "right"),
        (number(3.1, 0.1, "MiB"), "3.1 MB", "not_understood"), (number(2, 0.1, "s"), "2초", "right"),
        (number(61100840), "61,100,840", "right"), (number(61100840), "61100841", "wrong"),
    ])
)  # fmt: skip
def test_marking_numbers(question: Numeric, typed: str, outcome: str) -> None:
    for lang in LANGS:
        got = mark(question, typed, lang)
        assert got.outcome == outcome
        assert got.score == (outcome == "right")
        if outcome == "not_understood":
            assert got.why.strip()
            assert hangul(got.why) == (lang == "ko")


def test_a_wrong_number_has_its_own_reason() -> None:
    assert mark(number(27), "28", "ko").why == "하나 많습니다."
    assert mark(number(27), "0", "en").why == "Nothing."
    assert mark(number(27), "9", "en").why == ""
    assert mark(number(27, 0.5), "28.3", "en").why == "One too many."


def test_the_number_that_is_shown() -> None:
    shown = [
        (27, 0, "px", "27 px"),
        (61100840, 0, "", "61,100,840"),
        (1 / 7, 0.001, "", "0.143"),
        (40, 0.1, "%", "40.0%"),
    ]
    for answer, tolerance, unit, text in shown:
        assert number(answer, tolerance, unit).shown == text
    assert right_answer(number(2.5, 0.01), "ko") == "2.50"


@for_each(
    by_value([
        ("a", 0), ("A", 0), ("B)", 1), ("(c)", 2), ("1", 0), ("2.", 1), ("3번", 2), ("②", 1), ("Ｂ", 1), ("３", 2),
        ("나", 1),
        ("ㄷ", 2), (" b ", 1), ("in evaluation mode", 1), ("항상", 2), ("Always", 2),
        ("d", None), ("4", None), ("0", None), ("ab", None), ("maybe", None), ("라", None), ("-", None),
    ])
)  # fmt: skip
def test_marking_choices(small: Bank, typed: str, place: int | None) -> None:
    question = small.fixed["forward.dropout"]
    assert isinstance(question, Choice)
    for lang in LANGS:
        got = mark(question, typed, lang)
        if place is None:
            assert got.outcome is Outcome.NOT_UNDERSTOOD
            assert "C" in got.why
        else:
            assert got.outcome == ("right" if place == 0 else "wrong")
            assert (got.read_as, got.why) == ("ABC"[place], question.options[place].why[lang])


def test_a_label_that_is_another_options_text_is_asked_again(small: Bank) -> None:
    question = small.fixed["forward.dropout"]
    assert isinstance(question, Choice)
    options = [replace(o, text=both(n, n)) for o, n in zip(question.options, ("3", "1", "7"), strict=True)]
    numbered = replace(question, options=tuple(options))
    assert mark(numbered, "1", "en").outcome is Outcome.NOT_UNDERSTOOD
    assert mark(numbered, "a", "en").outcome is Outcome.RIGHT
    assert mark(numbered, "7", "en").read_as == "C"


TRUE = "O o ○ ⭕ ㅇ 참 맞다 맞습니다 예 네 옳다 true True t T yes y Ｔ"
FALSE = "X x × ❌ 거짓 틀리다 틀립니다 아니오 아니요 false False f F no n Ｘ"


@pytest.mark.parametrize("lang", LANGS)
def test_marking_true_false(small: Bank, lang: Lang) -> None:
    question = small.fixed["forward.no_grad"]
    for word in FALSE.split():
        assert mark(question, f" {word} ", lang) == Marked(Outcome.RIGHT, 1.0, "", "X"), word
    for word in TRUE.split():
        got = mark(question, word, lang)
        assert (got.outcome, got.read_as) == (Outcome.WRONG, "O"), word
        assert got.why.startswith("`no_grad`")
    for word in ("", "1", "0", "maybe", "글쎄요", "ox", "tf"):
        assert mark(question, word, lang).outcome is Outcome.NOT_UNDERSTOOD, word


@for_each(
    by_value([
        ("softmax", "right", ""), ("SoftMax", "right", ""), ("soft-max", "right", ""), ("soft_max", "right", ""),
        ("ｓｏｆｔｍａｘ", "right", ""), ("소프트맥스", "right", ""), ("소프트 맥스", "right", ""),
        ("`softmax`", "right", ""),
        ("softmax()", "right", ""), ("softmax.", "right", ""),
        ("시그모이드", "wrong", "It treats each class by itself."), ("Sigmoid", "wrong", "It treats each class by itself."),
        ("relu", "wrong", ""), ("", "not_understood", None), (" - ", "not_understood", None),
        ("x" * 2001, "not_understood", None),
    ])
)  # fmt: skip
def test_marking_short_answers(small: Bank, typed: str, outcome: str, why: str | None) -> None:
    got = mark(small.fixed["forward.function"], typed, "en")
    assert got.outcome == outcome
    assert why is None or got.why == why


@for_each(
    by_value([
        ("torch.Size([2, 3])", "right", ""), ("torch.Size([2,3])", "right", ""), (" torch.size( [ 2 , 3 ] ) ", "right", ""),
        ("(2, 3)", "right", ""), ("[2, 3]", "right", ""), ("torch.Size([3, 2])", "wrong", "Swapped."),
        ("6", "wrong", "That is the number of elements."), ("2 3", "wrong", ""), ("\n", "not_understood", None),
    ])
)  # fmt: skip
def test_marking_traces(small: Bank, typed: str, outcome: str, why: str | None) -> None:
    got = mark(small.fixed["forward.shape"], typed, "en")
    assert got.outcome == outcome
    assert why is None or got.why == why


@for_each(
    by_value([
        ("1 2", "1\n2", True), ("1 2", "12", False), ("['a', 'b']", '[ "a","b" ]', True),
        ("tensor([1, -1])", "tensor([1,-1])", True),
        ("3 -1", "3-1", False), ("True\nFalse", "true false", True), ("0.5", ".5", False), ("'a' 'b'", "'a''b'", False),
    ])
)  # fmt: skip
def test_spaces_of_printed_output(a: str, b: str, same: bool) -> None:
    assert (bare_output(a) == bare_output(b)) == same


def test_an_essay_is_marked_by_its_rubric(small: Bank) -> None:
    essay = small.fixed["forward.explain"]
    assert isinstance(essay, Essay)
    assert mark(essay, "eval ...", "ko").outcome is Outcome.SELF
    assert mark(essay, " ", "ko").outcome is Outcome.NOT_UNDERSTOOD
    assert score_essay(essay, [True, True, True]) == Marked(Outcome.RIGHT, 1.0, read_as="4/4")
    assert score_essay(essay, [True, False, False]) == Marked(Outcome.RIGHT, 0.5, read_as="2/4")
    assert score_essay(essay, [False, False, True]).outcome is Outcome.WRONG
    assert right_answer(essay, "en") == essay.model["en"]


def test_the_answer_in_the_readers_language(small: Bank) -> None:
    assert right_answer(small.fixed["forward.function"], "ko") == "소프트맥스"
    assert right_answer(small.fixed["forward.function"], "en") == "softmax"
    assert right_answer(small.fixed["forward.cause"], "en") == "B. there is no `eval()`"
    assert right_answer(small.fixed["forward.no_grad"], "ko") == "X"


def test_plain_keeps_what_matters() -> None:
    assert bare_answer("Mean-IoU") == bare_answer("mean iou") == bare_answer("ＭＥＡＮ＿ＩｏＵ") == "meaniou"
    assert bare_answer("model.eval()") == bare_answer("model.eval") == "model.eval"
    assert bare_answer("mIoU") != bare_answer("IoU")
