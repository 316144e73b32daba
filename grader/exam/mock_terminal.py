"""`grader exam mock`: sitting a mock exam at a terminal, with the clock running."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.core.command import as_run
from grader.core.errors import STOPPED, UsageError
from grader.core.text import points
from grader.exam import screen
from grader.exam.bank import check_topics
from grader.exam.mock import Phase, Scored, Sitting, finish, topic_scores
from grader.exam.paper import choose, first_paper
from grader.exam.practice import says_quit
from grader.exam.practice_terminal import Desk
from grader.exam.record import Mock, TheoryData
from grader.exam.terminal import TimeUp

QUESTIONS = 20
MINUTES = 40
MOST_MINUTES = 600


@dataclass(frozen=True)
class MockOptions:
    """What was asked for on the command line; None where nothing was said."""

    questions: int | None = None
    minutes: int | None = None
    seed: int | None = None
    topics: Sequence[str] = ()
    restart: bool = False


def mock(desk: Desk, options: MockOptions) -> int:
    """Begin a mock exam, or go on with the one that was interrupted."""
    _check(desk, options)
    unfinished = desk.read().mock
    if unfinished and not options.restart:
        _require_same(desk, unfinished, options)
        sitting = Sitting(desk.bank, unfinished, desk.lang)
        desk.say("mock.resumed", "bold", seed=unfinished.seed, left=screen.clock(sitting.left))
    else:
        sitting = Sitting(desk.bank, _begin(desk, options), desk.lang)
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


def _check(desk: Desk, options: MockOptions) -> None:
    check_topics(desk.bank, options.topics)
    there = len(choose(desk.bank, options.topics, None, 0))
    if options.questions is not None and not 1 <= options.questions <= there:
        raise UsageError("questions_range", questions=options.questions, count=there)
    if options.minutes is not None and not 1 <= options.minutes <= MOST_MINUTES:
        raise UsageError("minutes_range", minutes=options.minutes, most=MOST_MINUTES)
    if options.seed is not None and options.seed < 0:
        raise UsageError("seed_range", seed=options.seed)


def _begin(desk: Desk, options: MockOptions) -> Mock:
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    count = options.questions or min(QUESTIONS, len(choose(desk.bank, options.topics, None, 0)))
    return Mock(desk.bank.week, seed, options.minutes or MINUTES, _ids(desk, options, count, seed))


def _ids(desk: Desk, options: MockOptions, count: int, seed: int) -> list[str]:
    return [item.question.id for item in first_paper(desk.bank, options.topics, count, seed).items]


def _require_same(desk: Desk, unfinished: Mock, options: MockOptions) -> None:
    """The same words go on with the open exam; other words need --restart, which drops it."""
    if unfinished.week != desk.bank.week:
        raise _other_is_open(unfinished, as_run(f"python -m grader exam mock --week {unfinished.week}"))
    if options == MockOptions():
        return
    seed = unfinished.seed if options.seed is None else options.seed
    ids = _ids(desk, options, options.questions or len(unfinished.ids), seed)
    if ids != unfinished.ids or options.minutes not in (None, unfinished.minutes):
        raise _other_is_open(unfinished, as_run("python -m grader exam mock"))


def _other_is_open(unfinished: Mock, command: str) -> UsageError:
    count = len(unfinished.ids)
    return UsageError(
        "mock_open", seed=unfinished.seed, number=min(unfinished.at + 1, count), count=count, command=command
    )


def _save(desk: Desk, sitting: Sitting) -> None:
    def make(data: TheoryData) -> None:
        data.mock = sitting.data

    desk.store.change(make)


def _drive(desk: Desk, sitting: Sitting) -> bool:
    """Sit the exam; returns whether it came to its end. Every line is saved before the next question is shown."""
    events = sitting.begin()
    while True:
        for event in events:
            desk.terminal.show(screen.build_event(event, desk.bank, desk.lang))
        if sitting.phase is Phase.DONE:
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
    """One line; the clock runs while it is waited for. Raises TimeUp for a line that comes too late."""
    running = sitting.phase in (Phase.WRITE, Phase.HAND_IN)
    question = sitting.questions[sitting.data.at] if sitting.phase is Phase.WRITE else None
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
    """The clock runs inside; its time is saved however this ends."""
    begun, before = time.monotonic(), sitting.data.used
    try:
        yield
    finally:
        sitting.data.used = before + time.monotonic() - begun
        _save(desk, sitting)


def _result(desk: Desk, sitting: Sitting) -> None:
    """Record the result, then show every question, the score and the topics."""
    scored = sitting.scored()
    desk.store.change(lambda data: finish(data, sitting.data, scored, desk.today))
    desk.read()  # tells of a file that was put aside meanwhile
    desk.terminal.end_line()
    for one in scored:
        desk.terminal.show(screen.build_scored(one, desk.bank, desk.lang))
    _summary(desk, sitting.data, scored)


def _summary(desk: Desk, data: Mock, scored: Sequence[Scored]) -> None:
    """The score and the topics, printed last: they stay on the screen."""
    topics = topic_scores(scored)
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
    desk.terminal.show(screen.build_shares(rows))
    desk.say("mock.practise", "dim")
