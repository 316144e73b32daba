"""`grader exam mock`: sitting a mock exam at a terminal, with the clock running."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.core.errors import UsageError
from grader.core.text import points
from grader.exam import screen
from grader.exam.mock import Scored, Sitting, by_topic, finish
from grader.exam.paper import choose, first_paper
from grader.exam.practice import says_quit
from grader.exam.practice_terminal import STOPPED, Desk, check_topics
from grader.exam.record import Mock, TheoryData
from grader.exam.terminal import TimeUp

QUESTIONS = 20
MINUTES = 40
LONGEST = 600
"""Minutes."""


@dataclass(frozen=True)
class Wanted:
    """The words of the command line; None where nothing was said."""

    questions: int | None = None
    minutes: int | None = None
    seed: int | None = None
    topics: Sequence[str] = ()
    restart: bool = False


def mock(desk: Desk, wanted: Wanted) -> int:
    """Begin a mock exam, or go on with the one that was interrupted."""
    _check(desk, wanted)
    open_ = desk.read().mock
    if open_ and not wanted.restart:
        _require_same(desk, open_, wanted)
        sitting = Sitting(desk.bank, open_, desk.lang)
        desk.say("mock.resumed", "bold", seed=open_.seed, left=screen.clock(sitting.left))
    else:
        sitting = Sitting(desk.bank, _begin(desk, wanted), desk.lang)
        data = sitting.data
        desk.say("mock.begun", "bold", count=len(data.ids), minutes=data.minutes, seed=data.seed)
        _save(desk, sitting)
    desk.say("mock.keys", "dim")
    try:
        done = _drive(desk, sitting)
    except KeyboardInterrupt:
        desk.terminal.end_line()
        desk.say("mock.paused", left=screen.clock(sitting.left))
        return STOPPED
    if not done:
        desk.say("mock.paused", left=screen.clock(sitting.left))
        return 0
    _result(desk, sitting)
    return 0


def _check(desk: Desk, wanted: Wanted) -> None:
    check_topics(desk.bank, wanted.topics)
    there = len(choose(desk.bank, wanted.topics, None, 0))
    if wanted.questions is not None and not 1 <= wanted.questions <= there:
        raise UsageError("questions_range", questions=wanted.questions, count=there)
    if wanted.minutes is not None and not 1 <= wanted.minutes <= LONGEST:
        raise UsageError("minutes_range", minutes=wanted.minutes, most=LONGEST)
    if wanted.seed is not None and wanted.seed < 0:
        raise UsageError("seed_range", seed=wanted.seed)


def _begin(desk: Desk, wanted: Wanted) -> Mock:
    seed = secrets.randbelow(1_000_000) if wanted.seed is None else wanted.seed
    count = wanted.questions or min(QUESTIONS, len(choose(desk.bank, wanted.topics, None, 0)))
    return Mock(desk.bank.week, seed, wanted.minutes or MINUTES, _ids(desk, wanted, count, seed))


def _ids(desk: Desk, wanted: Wanted, count: int, seed: int) -> list[str]:
    return [item.question.id for item in first_paper(desk.bank, wanted.topics, count, seed).items]


def _require_same(desk: Desk, open_: Mock, wanted: Wanted) -> None:
    """The same command line goes on with the same exam; another one must say that the old one may go."""
    if open_.week != desk.bank.week:
        raise _other_is_open(open_, f"python -m grader exam mock --week {open_.week}")
    if wanted == Wanted():
        return
    seed = open_.seed if wanted.seed is None else wanted.seed
    ids = _ids(desk, wanted, wanted.questions or len(open_.ids), seed)
    if ids != open_.ids or wanted.minutes not in (None, open_.minutes):
        raise _other_is_open(open_, "python -m grader exam mock")


def _other_is_open(open_: Mock, command: str) -> UsageError:
    count = len(open_.ids)
    return UsageError(
        "mock_open", seed=open_.seed, number=min(open_.at + 1, count), count=count, command=command
    )


def _save(desk: Desk, sitting: Sitting) -> None:
    def make(data: TheoryData) -> None:
        data.mock = sitting.data

    desk.store.change(make)


def _drive(desk: Desk, sitting: Sitting) -> bool:
    """Whether the exam came to its end. Every line is in the file before the next question is on the screen."""
    events = sitting.begin()
    while True:
        for event in events:
            desk.terminal.show(screen.event(event, desk.bank, desk.lang))
        if sitting.stage == "done":
            return True
        try:
            line = _timed_line(desk, sitting)
        except TimeUp:
            desk.terminal.end_line()
            desk.say("mock.time_up", "bold yellow")
            events = sitting.time_up()
        except EOFError:
            desk.terminal.end_line()
            if not sitting.data.draft:
                return False
            events = sitting.feed("")  # Ctrl-D ends an essay, as it ends any text
        else:
            if says_quit(line):
                return False
            events = sitting.feed(line)
        _save(desk, sitting)


def _timed_line(desk: Desk, sitting: Sitting) -> str:
    """One line, and the time that it took; a line that comes too late does not count."""
    running = sitting.stage in ("write", "check")
    question = sitting.questions[sitting.data.at] if sitting.stage == "write" else None
    prompt = screen.prompt(sitting.expects, question, desk.lang)
    if not running:
        return desk.terminal.read(prompt)
    with _running(desk, sitting):
        line = desk.terminal.read(f" {screen.clock(sitting.left)}{prompt}", seconds=sitting.left)
    if sitting.left <= 0:
        raise TimeUp
    return line


@contextlib.contextmanager
def _running(desk: Desk, sitting: Sitting) -> Iterator[None]:
    """The clock runs in here, and what it says is kept, however this ends."""
    begun, before = time.monotonic(), sitting.data.used
    try:
        yield
    finally:
        sitting.data.used = before + time.monotonic() - begun
        _save(desk, sitting)


def _result(desk: Desk, sitting: Sitting) -> None:
    """Record first, then show: score, topics, every question."""
    scored = sitting.scored()
    desk.store.change(lambda data: finish(data, sitting.data, scored, desk.today))
    desk.read()
    desk.terminal.end_line()
    for one in scored:
        desk.terminal.show(screen.scored(one, desk.bank, desk.lang))
    _summary(desk, sitting.data, scored)


def _summary(desk: Desk, data: Mock, scored: Sequence[Scored]) -> None:
    """Last, so that it stands on the screen when all is printed."""
    topics = by_topic(scored)
    won = sum(score for score, _ in topics.values())
    share = f"{100 * won / len(scored):.0f}" if scored else "0"
    used, of = screen.clock(min(data.used, data.minutes * 60)), screen.clock(data.minutes * 60)
    desk.terminal.end_line()
    score, full = points(won), points(len(scored))
    desk.say("mock.score", "bold", score=score, most=full, share=share, used=used, of=of, seed=data.seed)
    rows = [
        (topic, got / possible, f"{points(got)}/{points(possible)}", f"{100 * got / possible:.0f} %")
        for topic, (got, possible) in sorted(topics.items())
    ]
    desk.terminal.show(screen.shares(rows))
    desk.say("mock.practise", "dim")
