"""Practising the theory: the session, the schedule, what is remembered, what a failed check queues, and the terminal."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.console import Console
from support.exam_room import (
    BANK,
    TODAY,
    Room,
    card,
    environment,
    grader,
    ids,
    known,
    right,
    room,
    talk,
    too_wide,
    wrong,
)
from support.grading import ROOT, read_week
from support.offenders import for_each

from grader.audit.wrong import write_wrong, wrong_solutions
from grader.core.errors import STOPPED, UsageError
from grader.core.model import LANGS, CheckResult, Finding, Lang, Status, SubmissionResult
from grader.core.week import load_week
from grader.exam import practice_terminal, screen
from grader.exam.marking import Outcome
from grader.exam.practice import (
    MOST_REPEATS,
    REPEAT_AFTER,
    Ask,
    Compare,
    Expects,
    Retry,
    Session,
    Tick,
    Verdict,
    new_order,
    says_quit,
    says_unknown,
)
from grader.exam.question import Essay, Numeric, Question, Short, Trace, bare_answer, bare_output
from grader.exam.record import Card, Store, TheoryData, WeekTheory
from grader.exam.schedule import TARGET_RECALL, agenda, average_recall, quota, recall, review, study_plan
from grader.exam.waiting import PER_FUNCTION, after_a_run, questions_to_queue, queue, waiting_line

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pseudo-terminals")
WEEK = load_week("week12")


# ---- the session --------------------------------------------------------------------------------------------------


def session(*ids: str, lang: Lang = "en") -> Session:
    return Session(BANK, lang, ids, {})


def feed(made: Session, lines: list[str]) -> list[object]:
    return [event for line in lines for event in made.feed(line)]


@for_each({id: (id,) for id in BANK.ids})
def test_every_question_can_be_answered_right_and_wrong(id: str) -> None:
    for answers, outcome in ((right, Outcome.RIGHT), (wrong, Outcome.WRONG)):
        made = session(id)
        (asked,) = made.begin()
        assert isinstance(asked, Ask)
        events = feed(made, answers(asked.question))
        (verdict,) = [event for event in events if isinstance(event, Verdict)]
        assert (verdict.question.id, verdict.marked.outcome) == (id, outcome)
        assert made.answered == 1
        assert made.right == (outcome is Outcome.RIGHT)
        assert verdict.again is (outcome is Outcome.WRONG)


def test_what_is_right_does_not_come_again() -> None:
    made = session(*ids("choice")[:3])
    made.begin()
    while made.question:
        feed(made, right(made.question))
    assert (made.answered, made.right) == (3, 3)
    assert made.feed("a") == []


def test_what_is_wrong_comes_again_later_and_not_for_ever() -> None:
    first, *rest = ids("numeric")[: REPEAT_AFTER + 3]
    made = session(first, *rest)
    made.begin()
    order, texts = [], []
    while made.question:
        order.append(made.question.id)
        if made.question.id == first:
            texts.append(made.question.text["en"])
            feed(made, ["?"])
        else:
            feed(made, right(made.question))
    assert [n for n, id in enumerate(order) if id == first][:2] == [0, REPEAT_AFTER + 1]
    assert order.count(first) == 1 + MOST_REPEATS
    assert len(set(texts)) > 1, "with other numbers"


def test_not_understood_costs_nothing() -> None:
    made = session(ids("choice")[0], ids("choice")[1])
    made.begin()
    for word in ("", "  ", "z", "99"):
        (again,) = made.feed(word)
        assert isinstance(again, Retry)
    assert made.answered == 0


@pytest.mark.parametrize("typed", ["", "seven", "일곱", "3 or 4", "1/0", "nan", "9" * 80, "12 lightyears"])
@pytest.mark.parametrize("lang", LANGS)
def test_what_is_no_number_is_asked_again(typed: str, lang: Lang) -> None:
    made = session(next(id for id in ids("numeric") if numeric(id).unit == "px"), lang=lang)
    made.begin()
    (again,) = made.feed(typed)
    assert isinstance(again, Retry)
    assert any("가" <= c <= "힣" for c in again.why) is (lang == "ko")


def numeric(id: str) -> Numeric:
    question = BANK.ask(id, 0)
    assert isinstance(question, Numeric)
    return question


@pytest.mark.parametrize("form", ["{} px", "{}픽셀", " {} ", "＝{}", "{},0", "{:,}", "０{}"])
def test_forms_of_a_right_number(form: str) -> None:
    id = next(id for id in ids("numeric") if numeric(id).unit == "px" and not numeric(id).tolerance)
    made = session(id)
    made.begin()
    typed = form.format(int(numeric(id).answer))
    (verdict,) = made.feed(typed)
    assert isinstance(verdict, Verdict)
    assert verdict.marked.outcome is Outcome.RIGHT, typed


def test_an_essay_ends_with_an_empty_line_and_is_marked_by_its_author() -> None:
    id = ids("essay")[0]
    made = session(id)
    made.begin()
    essay = made.question
    assert isinstance(essay, Essay)
    assert made.expects is Expects.ANSWER
    (again,) = made.feed("")
    assert isinstance(again, Retry)
    assert made.feed("one line") == []
    assert made.expects is Expects.MORE
    assert made.feed("?") == [], "in an essay it is a line like any other"
    compare, tick = made.feed(" ")
    assert isinstance(compare, Compare)
    assert tick == Tick(essay, 0)
    (again,) = made.feed("perhaps")
    assert isinstance(again, Retry)
    words = ["네", *["n"] * (len(essay.rubric) - 1)]
    (verdict,) = [event for event in feed(made, words) if isinstance(event, Verdict)]
    assert verdict.marked.read_as == f"{essay.rubric[0].points}/{essay.points}"
    assert verdict.again is (verdict.marked.outcome is Outcome.WRONG)


def test_words_that_steer_are_nobodys_answer() -> None:
    for word in ("q", "Q", "ｑ", "ㅂ", " quit ", "그만"):
        assert says_quit(word)
    for word in ("?", "？", "모름", " ?? "):
        assert says_unknown(word)
    for question in BANK.fixed.values():
        forms = {bare_answer(form) for form in question.accepted} if isinstance(question, Short) else set()
        forms |= {bare_output(question.answer)} if isinstance(question, Trace) else set()
        assert not [form for form in forms if says_quit(form) or says_unknown(form)]


def test_new_questions_come_from_all_topics_in_turn_easy_ones_first() -> None:
    order = new_order(BANK)
    assert sorted(order) == sorted(BANK.ids)
    assert len({BANK.topic_of(id).id for id in order[:12]}) == 12
    levels = [BANK.difficulty_of(id) for id in order]
    assert levels == sorted(levels)
    assert {BANK.topic_of(id).id for id in new_order(BANK, ["data", "predict"])} == {"data", "predict"}


# ---- the schedule -------------------------------------------------------------------------------------------------


def test_a_right_answer_comes_again_later_each_time() -> None:
    made, day, gaps = None, TODAY, []
    for _ in range(5):
        made = review(made, 1.0, day)
        gaps.append((made.due - day).days)
        day = made.due
    assert gaps == sorted(set(gaps))
    assert gaps[0] >= 1
    assert (made.asked, made.score, made.first) == (5, 5.0, TODAY)


def test_a_wrong_answer_comes_again_tomorrow_even_if_it_was_known_well() -> None:
    known_well = review(
        review(review(None, 1.0, TODAY), 1.0, TODAY + timedelta(3)), 1.0, TODAY + timedelta(20)
    )
    assert (known_well.due - known_well.last).days > 20
    failed = review(known_well, 0.0, known_well.due)
    assert (failed.due - failed.last).days < 7
    assert not failed.right
    assert (review(None, 0.0, TODAY).due - TODAY).days == 1
    assert recall(failed, failed.last) == 0.0


def test_due_is_the_day_on_which_recall_falls_to_the_target() -> None:
    for score in (1.0, 0.6):
        made = review(None, score, TODAY)
        assert recall(made, made.due - timedelta(1)) > TARGET_RECALL - 0.05
        assert recall(made, made.due + timedelta(2)) < TARGET_RECALL


def test_half_an_essay_counts_less_than_a_whole_one() -> None:
    assert review(None, 0.6, TODAY).stability < review(None, 1.0, TODAY).stability
    assert review(None, 0.4, TODAY) != review(None, 0.6, TODAY)


def test_what_will_be_forgotten_on_the_day_of_the_exam_comes_first() -> None:
    """Two cards whose curves cross: today the old one is forgotten more, on the day of the exam the shaky one."""
    old, shaky = ids("choice")[:2]
    cards = {
        old: card(stability=60, last=TODAY - timedelta(80), due=TODAY - timedelta(20)),
        shaky: card(stability=0.8, last=TODAY - timedelta(1), due=TODAY),
    }
    exam = TODAY + timedelta(90)
    assert recall(cards[old], TODAY) < recall(cards[shaky], TODAY)
    assert recall(cards[old], exam) > recall(cards[shaky], exam)
    order = [old, shaky, *ids("trace")]
    made = WeekTheory(cards)
    assert agenda(order, made, TODAY, new=0).ids == (old, shaky)
    assert agenda(order, made, TODAY, new=0, exam=exam).ids == (shaky, old)


def test_the_order_of_a_session() -> None:
    a, b, c, d, e, f = new_order(BANK)[:6]
    later = card(due=TODAY + timedelta(9))
    made = WeekTheory(
        {b: card(), c: later, d: card(stability=1.0, last=TODAY - timedelta(9))}, {f: "ex", "gone.x": "ex"}
    )
    chosen = agenda([a, b, c, d, e, f], made, TODAY, new=1)
    assert (chosen.waiting, chosen.due, chosen.new, chosen.ahead) == ((f,), (d, b), (a,), ())


def test_when_nothing_is_due_the_least_sure_come_ahead_of_their_day() -> None:
    a, b, c = new_order(BANK)[:3]
    later = TODAY + timedelta(30)
    made = WeekTheory({
        a: card(stability=90, last=TODAY - timedelta(5), due=later),
        b: card(stability=40, last=TODAY - timedelta(5), due=later),
        c: card(stability=1, due=TODAY + timedelta(1)),
    })  # fmt: skip
    assert agenda([a, b, c], made, TODAY, new=None).ahead == (b, a), "and not what was answered today"
    assert agenda([a, b, c, "new"], made, TODAY, new=0).ids == ()


@pytest.mark.parametrize("days", [0, 1, 2, 3, 10, 21, 200])
def test_a_plan_begins_everything_before_the_exam(days: int) -> None:
    exam, order = TODAY + timedelta(days), new_order(BANK)
    made = study_plan(order, WeekTheory(), TODAY, exam)
    assert sum(day.new for day in made.days) == len(order)
    assert made.days[0].on == TODAY
    assert made.days[-1].on == max(TODAY, exam - timedelta(1))
    assert made.now == 0
    assert made.then > 0.85
    if days > 8:
        assert made.days[-1].new <= 5, "the last days are for what is known already"


def test_a_plan_that_is_kept_holds() -> None:
    """Day by day, with the agenda of each: after the last one, what was promised is there."""
    exam, order, made = TODAY + timedelta(12), new_order(BANK, ["predict", "data"]), WeekTheory()
    promised = study_plan(order, made, TODAY, exam)
    for day in promised.days:
        chosen = agenda(order, made, day.on, new=None, exam=exam)
        assert (len(chosen.new), len(chosen.due)) == (day.new, day.again)
        for id in (*chosen.due, *chosen.new):
            made.cards[id] = review(made.cards.get(id), 1.0, day.on)
        assert not agenda(order, made, day.on, new=None, exam=exam).new, (
            "a second session today has no new ones"
        )
    assert average_recall(order, made.cards, exam) == pytest.approx(promised.then)


def test_the_share_of_a_day() -> None:
    assert quota(100, TODAY, TODAY) == quota(100, TODAY, TODAY + timedelta(1)) == 100
    assert quota(90, TODAY, TODAY + timedelta(9)) == 18
    assert quota(3, TODAY, TODAY + timedelta(100)) == 5


# ---- what is remembered -------------------------------------------------------------------------------------------


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    return room(tmp_path / "lab")


def test_answers_are_kept_and_come_again_with_other_numbers(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Room(monkeypatch, lab)
    first, second = new_order(BANK, ["predict"])[:2]
    lines = [*right(BANK.ask(first, 0)), "?", "q"]
    assert practice_terminal.practise(here.desk(lines), topics=["predict"], new=2) == 0
    cards = known(lab).cards
    assert set(cards) == {first, second}
    assert (cards[first].right, cards[second].right) == (True, False)
    assert "2 answered, 1 of them right." in here.text()
    here.clear()
    tomorrow = TODAY + timedelta(1)
    assert practice_terminal.practise(here.desk(["q"], tomorrow), topics=["predict"], new=0) == 0
    assert BANK.ask(second, 1).text["en"].split()[0] in here.text()
    assert "1 to answer: 1 to repeat" in here.text()


def test_the_file_names_no_place_and_can_be_moved(
    lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Room(monkeypatch, lab)
    practice_terminal.practise(here.desk(["?", "?"]), new=2)
    text = (lab / ".grader" / "theory.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text
    other = room(tmp_path / "elsewhere")
    (other / ".grader").mkdir()
    shutil.copy(lab / ".grader" / "theory.json", other / ".grader")
    there = Room(monkeypatch, other)
    practice_terminal.practise(there.desk(["q"], TODAY + timedelta(1)), new=0)
    assert "2 to answer: 2 to repeat" in there.text()


BROKEN = [
    b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"weeks": 3}', b'{"version": "one"}',
    b'{"weeks": {"week12": {"cards": {"x": {}}}}}',
    json.dumps({"weeks": {"week12": {"cards": {"x": {
        "stability": -1, "difficulty": 5, "first": "2026-01-01", "last": "2026-01-01", "due": "2026-01-01"}}}}}).encode(),
    b'{"mock": {"week": "week12"}}', b"\x00" * 100,
]  # fmt: skip


@pytest.mark.parametrize("content", BROKEN)
@pytest.mark.parametrize("lang", LANGS)
def test_a_broken_file_is_put_aside_and_that_is_said(
    lab: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, lang: Lang
) -> None:
    (lab / ".grader").mkdir()
    (lab / ".grader" / "theory.json").write_bytes(content)
    here = Room(monkeypatch, lab, lang)
    assert practice_terminal.practise(here.desk(["?", "q"]), new=1) == 0
    assert here.text().count("theory.broken1.json") == 1
    assert (lab / ".grader" / "theory.broken1.json").read_bytes() == content
    assert len(known(lab).cards) == 1


def test_a_file_that_breaks_during_a_session_is_put_aside_and_that_is_said(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> Iterator[str]:
        yield "?"
        (lab / ".grader" / "theory.json").write_text("{", encoding="utf-8")
        yield "?"

    here = Room(monkeypatch, lab)
    assert practice_terminal.practise(here.desk(lines()), new=3) == 0
    assert "theory.broken1.json" in here.text()
    assert len(known(lab).cards) == 1, "what was answered after that is kept"


def test_a_file_of_a_newer_grader_is_left_alone(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (lab / ".grader").mkdir()
    path = lab / ".grader" / "theory.json"
    path.write_text('{"version": 2, "weeks": "something new"}')
    here = Room(monkeypatch, lab)
    with pytest.raises(UsageError) as caught:
        practice_terminal.practise(here.desk(["?"]), new=1)
    assert caught.value.key == "theory_newer"
    assert path.read_text() == '{"version": 2, "weeks": "something new"}'
    path.unlink()
    path.mkdir()
    with pytest.raises(UsageError) as caught:
        practice_terminal.practise(here.desk(["?"]), new=1)
    assert caught.value.key == "cannot_use"


def test_half_a_file_of_a_killed_process_is_in_nobodys_way(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Room(monkeypatch, lab)
    practice_terminal.practise(here.desk(["?"]), new=1)
    before = known(lab)
    (lab / ".grader" / ".theory.json.part").write_text('{"version": 1, "weeks": {"wee')
    assert known(lab) == before
    practice_terminal.practise(here.desk(["?"]), new=1)
    assert len(known(lab).cards) == 2


def test_two_terminals_do_not_lose_each_others_answers(lab: Path) -> None:
    store, other = Store(lab / ".grader"), Store(lab / ".grader")
    for one, id in ((store, "a"), (other, "b"), (store, "c")):

        def make(data: TheoryData, id: str = id) -> None:
            data.week("week12").cards[id] = card()

        one.change(make)
    assert set(known(lab).cards) == {"a", "b", "c"}


def test_a_question_that_is_no_longer_there_is_no_trouble(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(data: TheoryData) -> None:
        data.week("week12").cards["gone.question"] = card()
        data.week("week12").waiting["gone.other"] = "ex1.f"

    Store(lab / ".grader").change(make)
    here = Room(monkeypatch, lab)
    assert practice_terminal.practise(here.desk(["?", "q"]), new=1) == 0
    assert "gone.question" in known(lab).cards, "the next version may have it again"


@POSIX
@pytest.mark.parametrize("lang", LANGS)
def test_kill_9_in_the_middle_loses_no_answer(lab: Path, lang: Lang) -> None:
    word = {"ko": "문제 {}/", "en": "Question {} of"}[lang]
    with talk(lab, "exam", "--lang", lang, "--new", "6") as it:
        for number in (1, 2):
            it.wait(word.format(number))
            it.wait("> ")
            it.type("?\n")
        it.wait(word.format(3))
        it.type("half an ans")
        it.kill()
    before = known(lab)
    assert len(before.cards) == 2
    code, out, err = grader(lab, "exam", "--new", "1", typed="?\nq\n")
    assert (code, err) == (0, "")
    assert len(known(lab).cards) == 3
    assert "put aside" not in out


# ---- what a failed check queues -----------------------------------------------------------------------------------


def result(*failed: tuple[str, Status, Finding | None]) -> SubmissionResult:
    """A run in which the first check of each of these functions came out like this, and all others passed."""
    states = {name: (status, finding) for name, status, finding in failed}
    checks = []
    for spec in WEEK.checks:
        status, finding = states.pop(f"{spec.exercise}.{spec.function}", (Status.PASSED, None))
        checks.append(CheckResult(spec, status, 0.0, finding))
    assert not states
    return SubmissionResult("week12", "me", tuple(checks), "process", 0, 1.0, "2")


def wrong_value(mistake: str | None = None) -> Finding:
    return Finding("value", call="f(x)", mistake=mistake)


def test_a_failed_check_queues_questions_and_they_come_first(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(lab / ".grader")
    said = after_a_run(
        store, result(("ex2_classify.predict_labels", Status.FAILED, wrong_value("6"))), TODAY, "en"
    )
    assert said == "theory: 3 questions on argmax are waiting (grader exam)"
    waiting = list(known(lab).waiting)
    assert waiting == list(questions_to_queue(BANK, "ex2_classify.predict_labels", ["6"]))
    assert "6" in (BANK.fixed.get(waiting[0]) or BANK.templates[waiting[0]]).mistakes
    here = Room(monkeypatch, lab)
    practice_terminal.practise(here.desk([*right(BANK.ask(waiting[0], 0)), "?", "q"]), new=2)
    assert "3 from your failed checks" in here.text()
    assert "because ex2_classify.predict_labels did not pass" in here.text()
    assert list(known(lab).waiting) == waiting[1:], "until it was answered right"


def test_what_was_answered_right_is_not_queued_again_until_it_is_due() -> None:
    failed, known_ = result(("ex2_classify.top_k", Status.FAILED, wrong_value())), WeekTheory()
    queue(BANK, known_, failed, TODAY)
    first = next(iter(known_.waiting))
    known_.cards[first] = review(None, 1.0, TODAY)
    del known_.waiting[first]
    queue(BANK, known_, failed, TODAY)
    assert first not in known_.waiting
    queue(BANK, known_, failed, known_.cards[first].due)
    assert first in known_.waiting


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        (Status.NOT_STARTED, Finding("not_started")),
        (Status.FAULT, Finding("fault", call="f()")),
        (Status.ERROR, Finding("missing_function", call="f()")),
        (Status.ERROR, Finding("syntax")),
        (Status.ERROR, Finding("needs_other", call="f()")),
    ],
)
def test_what_says_nothing_about_understanding_queues_nothing(
    lab: Path, status: Status, finding: Finding
) -> None:
    assert (
        after_a_run(Store(lab / ".grader"), result(("ex2_classify.top_k", status, finding)), TODAY, "en")
        is None
    )
    assert not (lab / ".grader").exists()


@pytest.mark.parametrize("status", [Status.FAILED, Status.ERROR, Status.TIMEOUT, Status.CRASHED])
def test_a_call_that_went_wrong_queues(status: Status) -> None:
    made = WeekTheory()
    queue(BANK, made, result(("ex2_classify.forward", status, Finding("raised", call="f()"))), TODAY)
    assert set(made.waiting.values()) == {"ex2_classify.forward"}


def test_every_function_of_the_exercises_has_a_few_questions() -> None:
    names = {function for topic in BANK.topics.values() for function in topic.functions}
    names |= {f"{spec.exercise}.{spec.function}" for spec in WEEK.checks}
    for name in names:
        assert 1 <= len(questions_to_queue(BANK, name, [])) <= PER_FUNCTION, name


@pytest.mark.parametrize(
    ("functions", "ko", "en"),
    [
        (["top_k"], "argmax 문제 1개가 기다립니다", "1 question on argmax is waiting"),
        (["top_k", "top_k"], "argmax 문제 2개가 기다립니다", "2 questions on argmax are waiting"),
        (["top_k", "forward"], "주제 2개의 문제 2개가 기다립니다", "2 questions on 2 topics are waiting"),
    ],
)
def test_the_line(functions: list[str], ko: str, en: str) -> None:
    names = {"top_k": iter(ids("choice", ["predict"])), "forward": iter(ids("choice", ["forward"]))}
    made = WeekTheory(waiting={next(names[name]): name for name in functions})
    assert waiting_line(BANK, made, "ko") == f"이론: {ko} (grader exam)"
    assert waiting_line(BANK, made, "en") == f"theory: {en} (grader exam)"
    assert waiting_line(BANK, WeekTheory(waiting={"gone.x": "f"}), "en") is None


def test_a_file_that_cannot_be_used_does_not_spoil_a_run(lab: Path) -> None:
    (lab / ".grader").mkdir()
    (lab / ".grader" / "theory.json").write_text('{"version": 99}')
    said = after_a_run(
        Store(lab / ".grader"), result(("ex2_classify.forward", Status.FAILED, wrong_value())), TODAY, "ko"
    )
    assert said
    assert "theory.json" in said


def test_a_self_check_says_that_questions_are_waiting(tmp_path: Path) -> None:
    """The whole way, with a known mistake in a student's file."""
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    (tmp_path / "datasets").symlink_to(ROOT / "datasets", target_is_directory=True)
    no_dim = next(w for w in wrong_solutions(read_week("week12")) if w.name == "predict_labels__no_dim")
    write_wrong(no_dim, ROOT / "solutions" / "week12", tmp_path / "exercises" / "week12")
    code, out, err = grader(tmp_path, "week12", "ex2.predict_labels")
    assert (code, err) == (1, "")
    assert [line.strip() for line in out.splitlines() if "theory" in line] == [
        "theory: 3 questions on argmax are waiting (grader exam)"
    ]
    code, out, _ = grader(tmp_path, "exam", "--lang", "ko", typed="?\n")
    assert code == 0
    assert "ex2_classify.predict_labels" in out.split("문제 1/")[1].split("문제 2/")[0]


# ---- a session at the terminal ------------------------------------------------------------------------------------


def test_progress_and_plan(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Room(monkeypatch, lab)
    lines = right(BANK.ask(new_order(BANK, ["predict"])[0], 0))
    practice_terminal.practise(here.desk(lines), topics=["predict"], new=1, exam_date="2026-12-15")
    text = here.text()
    assert "Exam on 2026-12-15, 21 days from now" in text
    assert "11-24 1 new" in text
    assert "days after that: 14" in text
    assert "python -m grader exam --topic predict --date 2026-12-15" in text
    here.clear()
    practice_terminal.progress(here.desk(), exam_date="2026-12-15")
    assert "What you would know on 2026-12-15" in here.text()
    assert all(topic in here.text() for topic in BANK.topics)
    assert "predict .......... 1/19" in here.text()


def test_when_todays_share_is_done(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Room(monkeypatch, lab)
    order = new_order(BANK, ["pretrained"])
    exam = "2027-01-31"
    practice_terminal.practise(
        here.desk(line for id in order for line in right(BANK.ask(id, 0))),
        topics=["pretrained"],
        exam_date=exam,
    )
    assert 0 < len(known(lab).cards) < len(order)
    here.clear()
    assert practice_terminal.practise(here.desk(["?"]), topics=["pretrained"], exam_date=exam) == 0
    assert "All that was planned for today is done" in here.text()
    assert "Still new" in here.text()
    assert "Question" not in here.text()


def test_ctrl_c_and_the_end_of_the_input_are_polite(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for lines, code in ((["?", "\x03"], 130), (["?"], 0), (["?", "q"], 0)):
        here = Room(monkeypatch, lab)
        assert practice_terminal.practise(here.desk(lines), new=3) == code
        assert "1 answered, 0 of them right." in here.text()
        assert "Everything is kept" in here.text()


def test_the_end_of_the_input_ends_an_essay_first(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    id = ids("essay", ["alexnet"])[0]
    Store(lab / ".grader").change(
        lambda data: data.week("week12").waiting.update({id: "ex4_inspect.conv_out"})
    )
    here = Room(monkeypatch, lab)
    practice_terminal.practise(here.desk(["my answer"]), topics=["alexnet"], new=0)
    assert "model answer" in here.text()
    assert "criterion 1 of" in here.text()


def test_an_unfinished_essay_is_there_again(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the session ends, and also when it ends while its author marks it."""
    id = ids("essay", ["alexnet"])[0]
    Store(lab / ".grader").change(
        lambda data: data.week("week12").waiting.update({id: "ex4_inspect.conv_out"})
    )
    here = Room(monkeypatch, lab)
    practice_terminal.practise(here.desk(["one", "q"]), topics=["alexnet"], new=0)
    assert known(lab).drafts == {id: ["one"]}
    assert practice_terminal.practise(here.desk(["two", "\x03"]), topics=["alexnet"], new=0) == STOPPED
    here.clear()
    practice_terminal.practise(here.desk(["", "y"]), topics=["alexnet"], new=0)
    assert "Your essay so far" in here.text()
    assert "your answer one two" in here.text()
    assert "criterion 2 of" in here.text()
    essay = BANK.ask(id, 0)
    practice_terminal.practise(here.desk(["three", "", *right(essay)[3:]]), topics=["alexnet"], new=0)
    assert known(lab).drafts == {}
    assert known(lab).cards[id].right


REFUSED = {
    "exam --topic nosuch": "predict",
    "exam --date tomorrow": "2026-12-15",
    "exam --date 2020-01-01": "2020-01-01",
    "exam --date 2026-13-01": "2026-13-01",
    "exam --date 9999-12-31": "9999",
    "exam --new -1": "-1",
    "exam --new 1.5": "--new",
    "exam --new x": "--new",
    "exam --week week99": "week12",
    "exam --lang xx": "xx",
    "exam nosuch": "nosuch",
    "exam progress --topic x": "predict",
    "exam progress --date x": "2026-12-15",
    "exam mock --questions 0": "--questions",
    "exam mock --questions 999": "999",
    "exam mock --questions 30 --topic pretrained": "30",
    "exam mock --minutes 0": "--minutes",
    "exam mock --minutes 601": "600",
    "exam mock --seed -1": "-1",
    "exam mock --seed 1.5": "--seed",
    "exam mock --topic nosuch": "predict",
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return room(tmp_path_factory.mktemp("untouched") / "lab")


@pytest.mark.parametrize("words", REFUSED)
def test_wrong_use_is_one_sentence_and_exit_code_2(untouched: Path, words: str) -> None:
    code, out, err = grader(untouched, *words.split(), typed="?\n" * 3, COLUMNS="400")
    assert (code, out) == (2, ""), err
    assert len(err.splitlines()) == 1, err
    assert REFUSED[words] in err
    assert not (untouched / ".grader").exists()


@pytest.mark.parametrize("words", ["exam --topic nosuch", "exam --date x", "exam mock --questions 0"])
def test_wrong_use_in_korean(untouched: Path, words: str) -> None:
    code, _, err = grader(untouched, *words.split(), "--lang", "ko")
    assert code == 2
    assert any("가" <= c <= "힣" for c in err)


def test_outside_the_lab(tmp_path: Path) -> None:
    code, out, err = grader(tmp_path, "exam", typed="?\n")
    assert (code, out) == (2, "")
    assert "cd" in err


@pytest.mark.parametrize("words", ["exam --help", "exam mock --help", "exam progress --help"])
def test_help_in_both_languages(tmp_path: Path, words: str) -> None:
    for lang in LANGS:
        code, out, err = grader(tmp_path, *words.split(), "--lang", lang)
        assert (code, err) == (0, "")
        assert "--topic" in out
        assert any("가" <= c <= "힣" for c in out) is (lang == "ko")
        assert "Parameters" not in out


def test_the_exam_loads_nothing_heavy(lab: Path) -> None:
    code = """
import io, sys
sys.stdin = io.StringIO("?\\n?\\nq\\n")
from grader.cli import app as cli
cli.run(["exam", "--date", "2999-01-01"])
cli.run(["exam"])
sys.stdin = io.StringIO("?\\n?\\nq\\n")
cli.run(["exam", "mock"])
print()
print(*sorted({"torch", "torchvision", "numpy", "pytest", "PIL", "matplotlib", "pygments"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=lab, env=environment(), capture_output=True, text=True, check=True
    )
    assert "Question 3 of" in done.stdout
    assert done.stdout.splitlines()[-1] == ""


def test_bytes_that_are_no_text(lab: Path) -> None:
    code, out, err = grader(lab, "exam", "--new", "2", typed=b"\xff\xfe\x00\x1b[2J\n\x80\nq\n")
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    assert "0 answered" in out


@POSIX
@pytest.mark.parametrize("lang", LANGS)
def test_a_session_at_a_pseudo_terminal(lab: Path, lang: Lang) -> None:
    word = {"ko": "문제 {}/", "en": "Question {} of"}[lang]
    right_, wrong_ = {"ko": ("맞았습니다.", "틀렸습니다."), "en": ("Right.", "Not right.")}[lang]
    first, second, third = (BANK.ask(id, 0) for id in new_order(BANK)[:3])
    with talk(lab, "exam", "--lang", lang, terminal=True) as it:
        for number, question, answers, says in ((1, first, right, right_), (2, second, wrong, wrong_)):
            it.wait(word.format(number))
            it.wait("> ")
            for one in answers(question):
                it.type(f"{one}\n")
            shown = it.wait(says)
            assert "explan" not in shown
        it.wait(word.format(3))
        it.wait("> ")
        it.type("ㅁㄴㅇ\x7f\x7f\x7f\n")  # backspace takes a Korean letter away as a whole
        it.wait({"ko": "비어", "en": "empty"}[lang])
        assert it.interrupt() == 130
        assert "Traceback" not in it.seen
        assert f"exam --lang {lang}" in it.seen or "python -m grader exam" in it.seen
        assert "\x1b[" in it.raw, "colours"
    assert [card.right for card in known(lab).cards.values()] == [True, False]
    assert third.id not in known(lab).cards


@POSIX
def test_no_color_at_a_pseudo_terminal(lab: Path) -> None:
    with talk(lab, "exam", "--new", "1", terminal=True, NO_COLOR="1", COLUMNS="60") as it:
        it.wait("> ")
        it.type("?\n")
        it.wait("> ")
        it.type("\x04")
        assert it.end() == 0
        assert "\x1b[3" not in it.raw.replace("\x1b[3m", "")
        assert not too_wide(it.seen, 60)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [40, 80])
def test_every_question_fits_a_narrow_terminal(lang: Lang, width: int) -> None:
    console = Console(file=io.StringIO(), width=width, highlight=False, no_color=True)
    out = console.file
    assert isinstance(out, io.StringIO)
    for id in BANK.ids:
        question = BANK.ask(id, 1)
        made = Session(BANK, lang, [id], {}, because={id: "ex2_classify.predict_labels"})
        events = [*made.begin(), *(event for one in wrong(question) for event in made.feed(one))]
        for event in events:
            console.print(screen.build_event(event, BANK, lang, next_day="2026-11-26"))
        shown = "".join(out.getvalue().split())
        for part in texts(question, lang):
            assert "".join(part.split()) in shown, "nothing is cut off"
        assert not too_wide(out.getvalue(), width)
        assert "\x1b" not in out.getvalue()
        out.seek(0)
        out.truncate()


def texts(question: Question, lang: Lang) -> list[str]:
    """What is shown in one piece whatever the width: a label beside a text would come between its lines."""
    return [question.text[lang], question.code]


def test_inline_code_is_readable_without_colour() -> None:
    assert screen.highlighted("call `x.eval()` first").plain == "call `x.eval()` first"
    spans = screen.highlighted("call `x.eval()` first").spans
    assert [(span.start, span.end) for span in spans if span.style == "cyan"] == [(5, 15)]
    assert screen.clock(2399.9) == "39:59"
    assert screen.clock(-1) == "0:00"


def test_markup_in_an_answer_is_shown_as_it_is(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Room(monkeypatch, lab)
    id = ids("short")[0]
    Store(lab / ".grader").change(lambda data: data.week("week12").waiting.update({id: "ex"}))
    practice_terminal.practise(here.desk(["[red]x[/red]\x1b[2J", "q"]), new=0)
    assert "[red]x[/red]" in here.text()
    assert "\x1b" not in here.out.getvalue()


def test_a_card_round_trip(lab: Path) -> None:
    made = review(None, 1.0, date(2026, 2, 28))
    Store(lab / ".grader").change(lambda data: data.week("week12").cards.update({"a.b": made}))
    assert known(lab).cards["a.b"] == made
    assert isinstance(made, Card)
