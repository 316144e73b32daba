"""What a class did at each check: how many passed, what became of the others, which known mistakes they made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.core.model import CheckSpec, Status, Week
from grader.results.report import CheckReport, Report


@dataclass(frozen=True)
class CheckTally:
    """One check over all submissions that were graded."""

    spec: CheckSpec
    number: int
    """Its number among the checks of its exercise, from 1."""
    counts: Mapping[Status, int]
    """How many submissions have each status."""
    mistakes: tuple[tuple[str, int], ...]
    """Numbers of known mistakes and how many made them, the commonest first."""

    @property
    def passed(self) -> int:
        return self.counts.get(Status.PASSED, 0)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def percent(self) -> int:
        """Per cent of those graded who passed; rounded down, so that 100 means everybody."""
        return 100 * self.passed // self.total if self.total else 0


def tally(week: Week, reports: Iterable[Report]) -> tuple[CheckTally, ...]:
    """A tally of each check, in the order of the week. Submissions that could not be read or graded are not counted."""
    counts: dict[str, Counter[Status]] = {spec.id: Counter() for spec in week.checks}
    mistakes: dict[str, Counter[str]] = {spec.id: Counter() for spec in week.checks}
    for check in _checks(reports):
        if check.id in counts:
            counts[check.id][check.status] += 1
            if check.mistake:
                mistakes[check.id][check.mistake] += 1
    out = []
    numbers: Counter[str] = Counter()
    for spec in week.checks:
        numbers[spec.exercise] += 1
        number = numbers[spec.exercise]
        out.append(CheckTally(spec, number, dict(counts[spec.id]), _ranked(mistakes[spec.id], week)))
    return tuple(out)


def common_mistakes(week: Week, reports: Iterable[Report]) -> tuple[tuple[str, int], ...]:
    """Numbers of known mistakes and how many students made them anywhere, the commonest first."""
    made: Counter[str] = Counter()
    for report in reports:
        made.update({check.mistake for check in _checks([report]) if check.mistake})
    return _ranked(made, week)


def _checks(reports: Iterable[Report]) -> Iterable[CheckReport]:
    return (check for report in reports if report.graded for check in report.checks)


def _ranked(counts: Counter[str], week: Week) -> tuple[tuple[str, int], ...]:
    order = {id: place for place, id in enumerate(week.mistakes)}
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], order.get(one[0], len(order)), one[0])))
