"""`grader exam` and `grader exam progress`: practising at a terminal, and how much of the bank is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from grader.core.command import as_run
from grader.core.errors import STOPPED, UsageError
from grader.core.messages import say
from grader.core.model import Lang
from grader.core.text import points
from grader.core.workspace import find_workspace
from grader.exam import screen
from grader.exam.bank import Bank, check_topics, find_bank
from grader.exam.marking import Outcome
from grader.exam.practice import Session, Verdict, new_order, says_quit
from grader.exam.record import Store, TheoryData
from grader.exam.schedule import Agenda, StudyPlan, agenda, average_recall, review, study_plan
from grader.exam.terminal import Terminal
from grader.results.render import put_aside_line

PLAN_DAYS = 7


@dataclass(frozen=True)
class Desk:
    """What every command of the exam needs."""

    terminal: Terminal
    store: Store
    bank: Bank
    lang: Lang
    today: date

    def say(self, key: str, style: str = "", /, **params: object) -> None:
        """Show one sentence of `locale/*.toml`, filled in."""
        self.terminal.tell(say(key, self.lang, **params), style)

    def read(self) -> TheoryData:
        """What is known. A file that could not be read is put aside, and the screen says so once."""
        data = self.store.read()
        if self.store.set_aside:
            self.terminal.show(put_aside_line(self.store.set_aside, self.lang))
            self.store.set_aside = None
        return data


def open_desk(console: Console, lang: Lang, week: str | None = None, today: date | None = None) -> Desk:
    """Find the lab and the bank. Raises UsageError outside a lab, and for a week without theory."""
    store = Store(find_workspace(Path.cwd()).private)
    return Desk(Terminal(console), store, find_bank(week), lang, today or date.today())


def exam_day(word: str | None, today: date) -> date | None:
    """The day that `2026-12-15` names. Raises UsageError for no date, a day before today, and one years ahead."""
    if word is None:
        return None
    try:
        day = date.fromisoformat(unicodedata.normalize("NFKC", word).strip())
    except ValueError:
        raise UsageError("not_date", word=word) from None
    if day < today:
        raise UsageError("past_date", day=day, today=today)
    if (day - today).days > 3 * 366:
        raise UsageError("far_date", day=day)
    return day


def practise(
    desk: Desk, *, topics: Sequence[str] = (), new: int | None = None, exam_date: str | None = None
) -> int:
    """Ask, mark, explain and schedule until all is done or the student stops. `exam_date` is as typed."""
    check_topics(desk.bank, topics)
    exam = exam_day(exam_date, desk.today)
    if new is not None and new < 0:
        raise UsageError("new_range", new=new)
    ids = new_order(desk.bank, topics)
    known = desk.read().week(desk.bank.week)
    chosen = agenda(ids, known, desk.today, new=new, exam=exam)
    if exam:
        _show_plan(desk, study_plan(ids, known, desk.today, exam, new=new))
    if not chosen.ids:
        _nothing(desk, ids, [known.cards[id].due for id in ids if id in known.cards], exam)
        return 0
    _welcome(desk, chosen)
    times = {id: card.asked for id, card in known.cards.items()}
    session = Session(desk.bank, desk.lang, chosen.ids, times, because=known.waiting, drafts=known.drafts)
    code = 0
    try:
        _drive(desk, session)
    except KeyboardInterrupt:
        code = STOPPED
        desk.terminal.end_line()
    _goodbye(desk, session, topics, exam)
    return code


def _drive(desk: Desk, session: Session) -> None:
    """Ask and show until the session is over. Every answer is saved before its verdict is shown."""
    events = session.begin()
    while True:
        for event in events:
            next_day = ""
            if isinstance(event, Verdict):
                next_day = _record(desk, event)
            desk.terminal.show(screen.build_event(event, desk.bank, desk.lang, next_day=next_day))
        if session.question is None:
            return
        try:
            line = desk.terminal.read(screen.prompt(session.expects, session.question, desk.lang))
        except EOFError:
            desk.terminal.end_line()
            if not session.lines or session.ticks is not None:
                return
            line = ""  # Ctrl-D ends an essay, as it ends any text
        if says_quit(line):
            return
        events = session.feed(line)
        if session.lines and session.ticks is None:
            _keep_draft(desk, session)


def _keep_draft(desk: Desk, session: Session) -> None:
    """Save every line of an essay at once: an essay takes minutes to write."""
    question = session.question
    assert question is not None

    def make(data: TheoryData) -> None:
        data.week(desk.bank.week).drafts[question.id] = session.lines

    desk.store.change(make)


def _record(desk: Desk, verdict: Verdict) -> str:
    """Remember one answer; returns the day on which the question comes again."""
    id = verdict.question.id
    right = verdict.marked.outcome is Outcome.RIGHT

    def make(data: TheoryData) -> None:
        week = data.week(desk.bank.week)
        week.cards[id] = review(week.cards.get(id), verdict.marked.score, desk.today)
        week.drafts.pop(id, None)
        if right:
            week.waiting.pop(id, None)

    return desk.store.change(make).week(desk.bank.week).cards[id].due.isoformat()


def _welcome(desk: Desk, chosen: Agenda) -> None:
    """What the session will ask, and the keys."""
    if chosen.ahead:
        desk.say("exam.ahead", count=len(chosen.ahead))
    else:
        words = {"waiting": len(chosen.waiting), "due": len(chosen.due), "new": len(chosen.new)}
        parts = [say(f"exam.{key}", desk.lang, count=count) for key, count in words.items() if count]
        desk.say("exam.welcome", "bold", count=len(chosen.ids), parts=", ".join(parts))
    desk.say("exam.keys", "dim")


def _goodbye(desk: Desk, session: Session, topics: Sequence[str], exam: date | None) -> None:
    """How it went, and the command that goes on with it."""
    desk.terminal.end_line()
    desk.say("exam.done", "bold", count=session.answered, right=session.right)
    if session.answered:
        _show_progress(desk, topics, exam)
    words = [as_run("python -m grader exam"), *(f"--topic {topic}" for topic in topics)]
    desk.say("exam.kept", "dim", command=" ".join([*words, *([f"--date {exam}"] if exam else [])]))


def _nothing(desk: Desk, ids: Sequence[str], due: Sequence[date], exam: date | None) -> None:
    """Say that today's questions are done, and when the next ones are due."""
    desk.say("exam.nothing", "green")
    later = sorted(day for day in due if day > desk.today)
    if later:
        desk.say("exam.next_due", count=later.count(later[0]), day=later[0])
    if len(due) < len(ids):
        desk.say("exam.more_new", count=len(ids) - len(due))


def progress(desk: Desk, *, topics: Sequence[str] = (), exam_date: str | None = None) -> int:
    """`grader exam progress`: how much of each topic is known, and the plan up to the exam where its date is given."""
    check_topics(desk.bank, topics)
    exam = exam_day(exam_date, desk.today)
    ids = new_order(desk.bank, topics)
    known = desk.read()
    if exam:
        _show_plan(desk, study_plan(ids, known.week(desk.bank.week), desk.today, exam))
    _show_progress(desk, topics, exam)
    for taken in known.taken[-5:]:
        score = f"{points(taken.score)}/{points(taken.most)}"
        desk.say("mock.taken", day=taken.on, score=score, seed=taken.seed)
    return 0


def _show_progress(desk: Desk, topics: Sequence[str], exam: date | None) -> None:
    """Each topic: how many questions were seen, and the share that is known today, or on the day of the exam."""
    cards, day = desk.read().week(desk.bank.week).cards, exam or desk.today
    rows = []
    for topic in topics or desk.bank.topics:
        ids = [id for id in desk.bank.ids if desk.bank.topic_of(id).id == topic]
        seen, share = sum(id in cards for id in ids), average_recall(ids, cards, day)
        rows.append((topic, share, f"{seen}/{len(ids)}", f"{100 * share:.0f} %"))
    desk.say("exam.progress_at" if exam else "exam.progress", day=day)
    desk.terminal.show(screen.build_shares(rows))


def _show_plan(desk: Desk, made: StudyPlan) -> None:
    """The days of the next week one by one, the rest in one line."""
    now, then = f"{100 * made.now:.0f}", f"{100 * made.then:.0f}"
    desk.say("plan.head", "bold", day=made.exam, days=(made.exam - desk.today).days, now=now, then=then)
    for day in made.days[:PLAN_DAYS]:
        desk.say("plan.day", day=f"{day.on:%m-%d}", new=f"{day.new:3}", again=f"{day.again:3}")
    rest = made.days[PLAN_DAYS:]
    if rest:
        each = round(sum(day.new + day.again for day in rest) / len(rest))
        desk.say("plan.rest", count=len(rest), each=each)
