"""A failed check queues questions on what it is about: they come first in the next session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from grader.core.errors import GraderFault, UsageError
from grader.core.messages import say
from grader.core.model import CheckResult, Lang, Status, SubmissionResult
from grader.exam.bank import Bank, load_bank
from grader.exam.record import Store, TheoryData, WeekTheory

PER_FUNCTION = 3
"""Questions that one failed function queues, at most: a dozen would be homework, not a hint."""
_NOT_ABOUT_THEORY = {
    "needs_other", "missing_function", "missing_file", "syntax", "encoding", "too_long", "signature",
}  # fmt: skip
_WRONG = (Status.FAILED, Status.ERROR, Status.TIMEOUT, Status.CRASHED)


def after_a_run(store: Store, result: SubmissionResult, today: date, lang: Lang) -> str | None:
    """Queue questions on the failed checks of a run. Returns one line that says what waits; None when nothing does."""
    try:
        failed = list(_failed(result))
        if not failed and not store.read().week(result.week).waiting:
            return None
        bank = load_bank(result.week)

        def make(data: TheoryData) -> None:
            queue(bank, data.week(result.week), result, today)

        data = store.change(make) if failed else store.read()
        return waiting_line(bank, data.week(result.week), lang)
    # the checks have run: their result counts, whatever is wrong with the theory
    except UsageError as error:
        return say("theory.trouble", lang, text=say(f"usage.{error.key}", lang, **error.params))
    except GraderFault as error:
        return say("theory.trouble", lang, text=error)


def _failed(result: SubmissionResult) -> Iterator[CheckResult]:
    """The calls that went wrong. A stub or an unreadable file does not show what its author understands."""
    for check in result.checks:
        finding = check.finding
        if check.status in _WRONG and finding and finding.call and finding.kind not in _NOT_ABOUT_THEORY:
            yield check


def queue(bank: Bank, known: WeekTheory, result: SubmissionResult, today: date) -> None:
    """Add the questions of every failed function, except those that are known and not due yet."""
    for name, mistakes in _by_function(result).items():
        for id in questions_to_queue(bank, name, mistakes):
            card = known.cards.get(id)
            if not (card and card.right and card.due > today):
                known.waiting.setdefault(id, name)


def _by_function(result: SubmissionResult) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for check in _failed(result):
        mistakes = found.setdefault(f"{check.spec.exercise}.{check.spec.function}", [])
        if check.finding and check.finding.mistake:
            mistakes.append(check.finding.mistake)
    return found


def questions_to_queue(bank: Bank, function: str, mistakes: list[str]) -> tuple[str, ...]:
    """The few that fit best: on the mistakes that were made, then on the function; on its topic if there are none."""
    on_mistakes = [id for mistake in mistakes for id in bank.queued_by("", mistake)]
    found = dict.fromkeys((*on_mistakes, *bank.queued_by(function)))
    if not found:
        found = dict.fromkeys(id for id in bank.ids if function in bank.topic_of(id).functions)
    return tuple(found)[:PER_FUNCTION]


def waiting_line(bank: Bank, known: WeekTheory, lang: Lang) -> str | None:
    """`theory: 2 questions on argmax are waiting (grader exam)`."""
    ids = [id for id in known.waiting if id in bank.ids]
    if not ids:
        return None
    topics = list(dict.fromkeys(_short(bank.topic_of(id).title[lang]) for id in ids))
    about = topics[0] if len(topics) == 1 else say("theory.topics", lang, count=len(topics))
    return say("theory.one" if len(ids) == 1 else "theory.many", lang, count=len(ids), about=about)


def _short(title: str) -> str:
    """`argmax` of `argmax, softmax, top-k, labels`."""
    return re.split("[,:]", title)[0]
