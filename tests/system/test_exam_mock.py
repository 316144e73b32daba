"""The mock exam: the paper of a seed, sitting it, the clock, being interrupted, and what it is worth."""

from __future__ import annotations

import contextlib
import io
import os
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pytest
from rich.console import Console
from support.exam_room import (
    BANK,
    TODAY,
    Room,
    environment,
    grader,
    ids,
    known,
    right,
    room,
    state,
    talk,
    too_wide,
    wrong,
)
from support.offenders import for_each

from grader.core.errors import UsageError
from grader.core.model import LANGS, Lang
from grader.exam import mock_terminal, prose, screen, terminal
from grader.exam.bank import Bank
from grader.exam.marking import Outcome
from grader.exam.mock import HandIn, Phase, Scored, Sitting, finish, topic_scores
from grader.exam.mock_terminal import MockOptions
from grader.exam.paper import ESSAYS, first_paper
from grader.exam.practice import Ask, Compare, Expects, Retry, Tick
from grader.exam.question import Choice, Essay
from grader.exam.record import Mock, Store, TheoryData

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pseudo-terminals")


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    return room(tmp_path / "lab")


def paper(bank: Bank, seed: int, count: int, topics: Sequence[str] = ()) -> list[str]:
    return [item.question.id for item in first_paper(bank, topics, count, seed).items]


def kinds(questions: Iterable[str]) -> Counter[str]:
    return Counter(BANK.ask(id, 0).kind for id in questions)


# ---- the paper ----------------------------------------------------------------------------------------------------


@for_each({f"seed {seed}": (seed,) for seed in range(20)})
def test_a_paper_is_decided_by_its_seed(seed: int) -> None:
    made = paper(BANK, seed, 20)
    assert made == paper(BANK, seed, 20)
    assert len(made) == len(set(made)) == 20
    assert made != paper(BANK, seed + 1, 20)
    topics = Counter(BANK.topic_of(id).id for id in made)
    assert len(topics) == len(BANK.topics)
    assert max(topics.values()) - min(topics.values()) <= 1
    assert kinds(made)["essay"] <= 20 // ESSAYS
    last = [BANK.ask(id, 0).kind for id in made]
    assert "essay" not in last[: 20 - last.count("essay")], "essays come at the end"


def test_papers_have_every_kind_of_question() -> None:
    assert set(kinds(id for seed in range(10) for id in paper(BANK, seed, 20))) == set(kinds(BANK.ids))


def test_short_and_long_papers() -> None:
    assert kinds(paper(BANK, 1, 1))["essay"] == 0
    others = len(BANK.ids) - len(ids("essay"))
    assert kinds(paper(BANK, 1, others))["essay"] <= others // ESSAYS
    assert sorted(paper(BANK, 1, len(BANK.ids))) == sorted(BANK.ids)
    assert {BANK.topic_of(id).id for id in paper(BANK, 1, 12, ["data", "predict"])} == {"data", "predict"}


@pytest.mark.parametrize("seed", [0, 7])
def test_the_printed_paper_of_a_seed_is_the_mock_exam_of_that_seed(
    lab: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The same questions in the same order, with the same numbers and the same letters."""
    words = ["--seed", str(seed), "--questions", "15"]
    code, _, _ = grader(lab, "exam", "export", "--format", "html", "--out", "paper.html", *words)
    assert code == 0
    printed = (lab / "paper.html").read_text(encoding="utf-8")
    assert grader(lab, "exam", "mock", *words, typed="q\n")[0] == 0
    mock = state(lab).mock
    assert mock is not None
    assert re.findall(r'<article [^>]*data-id="([^"]+)"', printed) == mock.ids
    articles = printed.split("<article ")[1:]
    for article, question in zip(articles, Sitting(BANK, mock, "en").questions, strict=True):
        assert prose.body(question, "en") in article
        if isinstance(question, Choice):
            places = [article.index(f"<span>{prose.inline(o.text['en'])}</span>") for o in question.options]
            assert places == sorted(places)


def test_the_numbers_are_decided_by_the_seed() -> None:
    def asked(seed: int) -> list[object]:
        return Sitting(BANK, Mock("week12", seed, 40, ids("numeric")[:5]), "en").questions

    assert asked(3) == asked(3)
    assert asked(3) != asked(4)


# ---- sitting it ---------------------------------------------------------------------------------------------------


ONE_OF_EACH = [
    ids(kind)[0] for kind in ("choice", "true_false", "numeric", "short", "trace", "diagnose", "essay")
]


def sitting(questions: list[str] = ONE_OF_EACH, lang: Lang = "en") -> Sitting:
    return Sitting(BANK, Mock("week12", 7, 40, list(questions)), lang)


def feed(made: Sitting, lines: Iterable[str]) -> list[object]:
    return [event for line in lines for event in made.feed(line)]


def essay_lines(lines: list[str]) -> tuple[list[str], list[str]]:
    """What is written, and the marks that are given in the end."""
    at = lines.index("")
    return lines[: at + 1], lines[at + 1 :]


def all_lines(made: Sitting) -> list[str]:
    """A whole exam: all right but the second, which is left open, and the fifth, which is wrong."""
    out, ticks = [], []
    for at, question in enumerate(made.questions):
        lines = ["?"] if at == 1 else wrong(question) if at == 4 else right(question)
        if isinstance(question, Essay):
            lines, some = essay_lines(lines)
            ticks += some
        out += lines
    return [*out, "", *ticks]


def test_a_whole_exam() -> None:
    made = sitting()
    (asked,) = made.begin()
    assert isinstance(asked, Ask)
    events = feed(made, all_lines(made))
    assert made.phase is Phase.DONE
    asked_ = [event for event in events if isinstance(event, Ask)]
    assert [event.number for event in asked_] == [2, 3, 4, 5, 6, 7, 7]
    (check,) = [event for event in events if isinstance(event, HandIn)]
    assert check.open == (2,)
    assert asked_[-1].typed == "first line\nsecond line"
    assert len([event for event in events if isinstance(event, Compare)]) == 1
    scored = made.scored()
    assert [one.marked.outcome is Outcome.RIGHT for one in scored] == [
        True,
        False,
        True,
        True,
        False,
        True,
        True,
    ]
    assert sum(one.marked.score for one in scored) == 5
    assert sum(won for won, _ in topic_scores(scored).values()) == 5
    assert sum(possible for _, possible in topic_scores(scored).values()) == 7


def test_nothing_tells_right_from_wrong_before_the_end() -> None:
    good, bad = sitting(), sitting()
    for at, question in enumerate(good.questions[:-1]):
        a, b = feed(good, right(question)), feed(bad, wrong(question))
        assert len(a) == len(b) == 1, "the next question, and nothing else"
        assert a == b, at


def test_every_interruption_ends_in_the_same_result() -> None:
    """After each line all is forgotten but the file."""
    whole = sitting()
    lines = all_lines(whole)
    feed(whole, lines)
    data = Mock("week12", 7, 40, list(ONE_OF_EACH))
    for line in lines:
        made = Sitting(BANK, msgspec.json.decode(msgspec.json.encode(data), type=Mock), "ko")
        assert made.begin()
        made.feed(line)
        data = made.data
    again = Sitting(BANK, data, "en")
    assert again.phase is Phase.DONE
    assert again.begin() == []
    assert again.scored() == whole.scored()


def test_going_back_keeps_or_changes_or_clears_an_answer() -> None:
    made = sitting()
    first, *_ = made.questions
    feed(made, [*right(first), "?", "？"])
    (asked,) = made.feed("＃1")
    assert isinstance(asked, Ask)
    assert (asked.number, [asked.typed]) == (1, right(first))
    made.feed("")
    assert made.data.answers[0] == right(first)[0]
    assert made.data.at == 1
    feed(made, ["#1", *wrong(first)])
    assert made.data.answers[0] == wrong(first)[0]
    feed(made, ["# 1", "?"])
    assert 0 not in made.data.answers
    for word in ("#0", "#8", "#9999"):
        (again,) = made.feed(word)
        assert isinstance(again, Retry)
    made.feed("#7")
    assert made.expects is Expects.ANSWER
    made.feed("a line")
    assert made.feed("#1") == [], "in an essay it is a line like any other"
    assert made.expects is Expects.MORE


def test_what_cannot_be_understood_is_asked_again() -> None:
    made = sitting()
    feed(made, ["?", "?"])
    for word in ("", "seven", "1/0", "12 lightyears"):
        (again,) = made.feed(word)
        assert isinstance(again, Retry)
    assert made.data.answers == {}


def test_handing_in() -> None:
    made = sitting(ONE_OF_EACH[:2])
    feed(made, ["?", "?"])
    assert (made.phase, made.expects) == (Phase.HAND_IN, Expects.HAND_IN)
    for word in ("n", "what", "아니오"):
        (again,) = made.feed(word)
        assert isinstance(again, Retry)
    made.feed("#2")
    assert made.phase is Phase.WRITE
    feed(made, ["O", "y"])
    assert made.phase is Phase.DONE


def test_when_the_time_is_up_half_an_essay_counts() -> None:
    made = sitting([ONE_OF_EACH[0], ONE_OF_EACH[-1]])
    feed(made, [*right(made.questions[0]), "half an"])
    ask, compare, tick = made.time_up()
    assert isinstance(ask, Ask)
    assert ask.typed == "half an"
    assert isinstance(compare, Compare)
    assert isinstance(tick, Tick)
    assert made.phase is Phase.TICK
    (again,) = made.feed("hm")
    assert isinstance(again, Retry)
    essay = made.questions[1]
    assert isinstance(essay, Essay)
    feed(made, ["y", *["n"] * (len(essay.rubric) - 1)])
    assert made.phase is Phase.DONE
    assert [one.marked.score for one in made.scored()] == [1.0, essay.rubric[0].points / essay.points]


def test_an_exam_without_any_answer() -> None:
    made = sitting()
    assert made.time_up() == []
    assert [one.marked.score for one in made.scored()] == [0.0] * 7
    data = TheoryData()
    finish(data, made.data, made.scored(), TODAY)
    assert data.week("week12").cards == {}
    assert (data.taken[0].score, data.taken[0].most) == (0.0, 7.0)


def test_the_result_goes_into_the_record_and_into_the_schedule() -> None:
    made = sitting()
    feed(made, all_lines(made))
    data = TheoryData(mock=made.data)
    data.week("week12").waiting = dict.fromkeys(ONE_OF_EACH[:2], "ex2_classify.forward")
    finish(data, made.data, made.scored(), TODAY)
    assert data.mock is None
    (taken,) = data.taken
    assert (taken.seed, taken.on, taken.score, taken.most) == (7, TODAY, 5.0, 7.0)
    week = data.week("week12")
    assert {id: card.right for id, card in week.cards.items()} == {
        id: at != 4 for at, id in enumerate(ONE_OF_EACH) if at != 1
    }
    assert list(week.waiting) == [ONE_OF_EACH[1]]


def test_questions_that_are_no_longer_there() -> None:
    first, last = ONE_OF_EACH[0], ONE_OF_EACH[-1]
    data = Mock(
        "week12",
        7,
        40,
        ["gone.a", first, "gone.b", last],
        {0: "x", 1: "a", 3: "text"},
        at=3,
        ticks={3: [True]},
    )
    made = Sitting(BANK, data, "en")
    assert (data.ids, data.answers, data.at, data.ticks) == (
        [first, last],
        {0: "a", 1: "text"},
        1,
        {1: [True]},
    )
    assert made.phase is Phase.WRITE
    assert Sitting(BANK, Mock("week12", 7, 40, ["gone.a"], at=9), "en").phase is Phase.HAND_IN


def test_an_answer_that_its_question_no_longer_understands_is_worth_nothing() -> None:
    data = Mock("week12", 7, 40, [ONE_OF_EACH[0]], {0: "z"}, at=1, over=True)
    (one,) = Sitting(BANK, data, "en").scored()
    assert (one.marked.outcome, one.marked.score) == (Outcome.WRONG, 0.0)


# ---- at a terminal ------------------------------------------------------------------------------------------------


def test_the_same_command_goes_on_and_another_one_must_be_sure(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Room(monkeypatch, lab)
    wanted = MockOptions(questions=5, minutes=10, seed=3)
    assert mock_terminal.mock(here.desk(["?", "q"]), wanted) == 0
    assert "Paused" in here.text()
    before = state(lab).mock
    for same in (
        MockOptions(),
        wanted,
        MockOptions(seed=3),
        MockOptions(minutes=10),
        MockOptions(questions=5),
    ):
        here.clear()
        assert mock_terminal.mock(here.desk(["q"]), same) == 0
        assert "The mock exam with seed 3 goes on" in here.text()
        assert "Question 2 of 5" in here.text()
    for other in (
        MockOptions(seed=4),
        MockOptions(questions=6),
        MockOptions(minutes=11),
        MockOptions(topics=("data",)),
    ):
        with pytest.raises(UsageError) as caught:
            mock_terminal.mock(here.desk([]), other)
        assert caught.value.key == "mock_open"
    after = state(lab).mock
    assert before
    assert after
    assert (after.ids, after.at, after.answers) == (before.ids, before.at, before.answers)
    here.clear()
    Store(lab / ".grader").change(lambda data: setattr(data.mock, "week", "week11"))
    with pytest.raises(UsageError) as caught:
        mock_terminal.mock(here.desk([]), MockOptions())
    assert caught.value.params["command"] == "python -m grader exam mock --week week11"
    assert mock_terminal.mock(here.desk(["q"]), MockOptions(seed=4, restart=True)) == 0
    assert "20 questions, 40 minutes, seed 4" in here.text()


def test_without_a_seed_one_is_drawn_and_said(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Room(monkeypatch, lab)
    mock_terminal.mock(here.desk(["q"]), MockOptions())
    made = state(lab).mock
    assert made
    assert f"seed {made.seed}" in here.text()
    assert made.ids == paper(BANK, made.seed, 20)


@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_exam_with_its_result(lab: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    here = Room(monkeypatch, lab, lang)
    made = Sitting(BANK, Mock("week12", 5, 40, paper(BANK, 5, 20)), lang)
    assert mock_terminal.mock(here.desk(all_lines(made)), MockOptions(seed=5)) == 0
    text = here.text()
    score = {"en": "18 of 20 points (90 %)", "ko": "20점 중 18점 (90 %)"}[lang]
    assert score in text
    lines = [one.strip() for one in here.out.getvalue().splitlines()]
    begins = next(n for n, one in enumerate(lines) if one.startswith("#1 "))
    words = {
        "en": ("Right.", "Not right.", "No answer."),
        "ko": ("맞았습니다.", "틀렸습니다.", "답이 없습니다."),
    }[lang]
    assert not set(words) & set(lines[:begins])
    result = "\n".join(lines[begins:])
    assert all(word in result for word in words)
    for one in made.questions:
        assert "".join(one.explanation[lang].split())[:20] in "".join(result.split())
    assert state(lab).mock is None
    assert state(lab).taken[0].score == 18
    assert len(known(lab).cards) == 19
    here.clear()
    again = MockOptions(seed=5)
    mock_terminal.mock(here.desk(["q"]), again)
    assert "Question 1 of 20" in here.text() or "문제 1/20" in here.text(), "a finished exam can be sat again"


def test_ctrl_c_pauses(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Room(monkeypatch, lab)
    assert mock_terminal.mock(here.desk(["?", "\x03"]), MockOptions(seed=1)) == 130
    assert "Paused" in here.text()
    assert "Go on with: python -m grader exam mock" in here.text()
    assert state(lab).mock


def test_the_clock_stands_still_while_nobody_sits_the_exam(
    lab: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Room(monkeypatch, lab)
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def slow(lines: list[str], seconds: float) -> Iterable[str]:
        for line in lines:
            now[0] += seconds
            yield line

    mock_terminal.mock(here.desk(slow(["?", "?", "q"], 60)), MockOptions(seed=1, minutes=10))
    made = state(lab).mock
    assert made
    assert made.used == 180
    now[0] += 100_000
    here.clear()
    mock_terminal.mock(here.desk(["q"]), MockOptions())
    assert "7:00 are left" in here.text()


def test_a_line_that_comes_too_late_does_not_count(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no alarm clock (Windows) the time is looked at when the line comes."""
    here = Room(monkeypatch, lab)
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(terminal, "_alarm", lambda seconds: contextlib.nullcontext())
    made = Sitting(BANK, Mock("week12", 2, 1, paper(BANK, 2, 3)), "en")

    def lines() -> Iterable[str]:
        yield right(made.questions[0])[0]
        now[0] += 61
        yield right(made.questions[1])[0]

    assert mock_terminal.mock(here.desk(lines()), MockOptions(seed=2, minutes=1, questions=3)) == 0
    assert "Time is up" in here.text()
    assert "1 of 3 points" in here.text()
    assert "time 1:00 of 1:00" in here.text()


@POSIX
@pytest.mark.parametrize("lang", LANGS)
def test_the_time_runs_out_while_a_line_is_waited_for(lab: Path, lang: Lang) -> None:
    made = Mock("week12", 2, 1, paper(BANK, 2, 3), used=58.5)
    Store(lab / ".grader").change(lambda data: setattr(data, "mock", made))
    word = {"ko": "시간이 끝났습니다", "en": "Time is up"}[lang]
    with talk(lab, "exam", "mock", "--lang", lang, terminal=True) as it:
        it.wait("> ")
        it.type("half")
        it.wait(word)
        assert it.end() == 0
        assert {"ko": "3점 중 0점", "en": "0 of 3 points"}[lang] in it.seen
    assert state(lab).mock is None


@POSIX
@pytest.mark.parametrize("lang", LANGS)
def test_kill_9_in_the_middle_loses_no_answer(lab: Path, lang: Lang) -> None:
    word = {"ko": "문제 {}/20", "en": "Question {} of 20"}[lang]
    questions = Sitting(BANK, Mock("week12", 5, 40, paper(BANK, 5, 20)), lang).questions
    done = 0
    for stop in (2, 3, 5):
        with talk(lab, "exam", "mock", "--seed", "5", "--lang", lang) as it:
            while done < stop:
                it.wait(word.format(done + 1))
                it.type(f"{right(questions[done])[0]}\n")
                done += 1
            it.wait(word.format(done + 1))
            it.kill()
        made = state(lab).mock
        assert made
        assert made.at == done
        assert made.answers == {at: right(questions[at])[0] for at in range(done)}
    code, out, err = grader(lab, "exam", "mock", "--lang", lang, typed="q\n")
    assert (code, err) == (0, "")
    assert word.format(6) in out


@POSIX
@pytest.mark.parametrize("lang", LANGS)
def test_an_exam_at_a_pseudo_terminal(lab: Path, lang: Lang) -> None:
    topic = "segmentation"
    made = Sitting(BANK, Mock("week12", 8, 40, paper(BANK, 8, 3, [topic])), lang)
    word = {"ko": "문제 {}/3", "en": "Question {} of 3"}[lang]
    words = ["exam", "mock", "--questions", "3", "--seed", "8", "--topic", topic, "--lang", lang]
    with talk(lab, *words, terminal=True) as it:
        it.wait(word.format(1))
        it.wait("> ")
        assert it.interrupt() == 130
        assert "Traceback" not in it.seen
    with talk(lab, *words, terminal=True) as it:
        for number, question in enumerate(made.questions, 1):
            it.wait(word.format(number))
            it.wait("> ")
            it.type(f"{right(question)[0]}\n")
        it.wait("Enter")
        it.wait("> ")
        it.type("\n")
        assert it.end() == 0
        assert {"ko": "3점 중 3점 (100 %)", "en": "3 of 3 points (100 %)"}[lang] in it.seen


@pytest.mark.parametrize("lang", LANGS)
def test_a_result_fits_a_narrow_terminal(lang: Lang) -> None:
    console = Console(file=io.StringIO(), width=60, highlight=False, no_color=True)
    made = Sitting(BANK, Mock("week12", 9, 40, list(BANK.ids)), lang)
    for at, question in enumerate(made.questions):
        if at % 3 and not isinstance(question, Essay):
            made.data.answers[at] = (right if at % 3 == 1 else wrong)(question)[0]
    for one in made.scored():
        assert isinstance(one, Scored)
        console.print(screen.build_scored(one, BANK, lang))
    console.print(screen.build_event(HandIn(tuple(range(1, 200))), BANK, lang))
    out = console.file
    assert isinstance(out, io.StringIO)
    assert not too_wide(out.getvalue(), 60)
    assert "\x1b" not in out.getvalue()


def test_a_paper_is_the_same_in_another_process(lab: Path, tmp_path: Path) -> None:
    """Also with another hash seed and another language, and whatever was practised before."""
    other = room(tmp_path / "other")
    grader(other, "exam", "--new", "3", typed="?\n" * 3)
    for place, lang, hash_seed in ((lab, "en", "1"), (other, "ko", "2")):
        grader(place, "exam", "mock", "--seed", "77", "--lang", lang, typed="q\n", PYTHONHASHSEED=hash_seed)
    first, second = state(lab).mock, state(other).mock
    assert first
    assert second
    assert first.ids == second.ids
    assert environment()["COLUMNS"] == "80"
