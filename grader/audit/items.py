"""What a class says about the checks: item analysis over the reports of `grader bulk`.

read_class(folder, week)     the reports of RESULTS, as far as they are of this week
class_part(week, found)      figures of each check, checks that always fall together, wrong values without a name

Left out are submissions that were not graded (unreadable, the grader's own fault), and of each function those who did not
begin it: the stub, no such function, a file that is missing or does not load. Their points say nothing about a check. They
stay in the rest of the score, where work that was not done is worth nothing. Advice is counted, but discriminates nothing.

No report tells who took a hint: `.grader/` is never read of a submission. So `hints` is not known.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.audit.report import ClassItem, ClassPart, UnnamedValue
from grader.core.errors import UsageError
from grader.core.model import CheckSpec, Status, Week
from grader.core.target import Target
from grader.results.report import BrokenReport, CheckReport, Report, decode

FEWEST = 10
"""Submissions that a discrimination and a pair are judged from: of fewer, a single one decides."""
FEWEST_FAILURES = 5
"""Common failures that make a pair of checks that always fall together. Fewer are often one mistake of a few students."""
FEWEST_VALUES = 2
"""A wrong value of one student alone is no candidate for a mistake."""

_DID_NOT_END = (Status.ERROR, Status.TIMEOUT, Status.CRASHED)
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
_FOLDER = re.compile(r"(?<![\w.])/(?:[\w.@+-]+/)+")
_DECIMAL = re.compile(r"\d+\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+")


@dataclass(frozen=True)
class FoundClass:
    """The reports of a class."""

    folder: Path
    reports: tuple[Report, ...]
    """In the order of their submissions' ids."""
    strange: tuple[str, ...] = ()
    """Files beside them that are no report of this week."""


def read_class(folder: Path, week: Week) -> FoundClass:
    """Read `RESULTS/reports/`. Raises UsageError where no report of this week lies there."""
    reports, strange = [], []
    for path in sorted((folder / "reports").glob("*.json")):
        try:
            report = decode(path.read_bytes())
        except (OSError, BrokenReport):
            strange.append(path.name)
            continue
        if report.week == week.name:
            reports.append(report)
        else:
            strange.append(path.name)
    if not reports:
        raise UsageError("no_reports", folder=folder, week=week.name)
    return FoundClass(folder, tuple(sorted(reports, key=lambda one: one.submission)), tuple(strange))


def class_part(week: Week, found: FoundClass, target: Target | None = None) -> ClassPart:
    """What a class says about the checks that `target` names; left out, of the whole week."""
    specs = [spec for spec in week.checks if target is None or target.matches(spec)]
    graded = [report for report in found.reports if report.graded]
    checks = [report.by_id for report in graded]
    columns = [_column(spec, graded, checks) for spec in specs]
    together = _together(columns)
    return ClassPart(
        folder=found.folder.resolve().name,
        submissions=len(found.reports),
        graded=len(graded),
        strange=found.strange,
        items=tuple(_item(column, together.get(column.spec.id, ())) for column in columns),
        unnamed=tuple(_unnamed(specs, graded)),
    )


# ---- checks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Column:
    """One check over the submissions that began its function, which are told by their places among those graded."""

    spec: CheckSpec
    passed: Mapping[int, bool]
    rest: Mapping[int, float]
    """Their points without this check."""
    began: int
    """A bit for each place; so has `failed`."""
    failed: int


def _column(
    spec: CheckSpec, graded: Sequence[Report], checks: Sequence[Mapping[str, CheckReport]]
) -> _Column:
    there = {place: one for place, some in enumerate(checks) if (one := some.get(spec.id))}
    passed = {place: _passed(one) for place, one in there.items() if began(one)}
    return _Column(
        spec,
        passed,
        {place: graded[place].score - there[place].points for place in passed},
        sum(1 << place for place in passed),
        sum(1 << place for place, good in passed.items() if not good),
    )


def began(check: CheckReport) -> bool:
    """Whether the function that a check is of was begun, and could be called."""
    if check.status in (Status.NOT_STARTED, Status.FAULT):
        return False
    if check.status in _DID_NOT_END and not check.call:
        return False  # the file does not load
    return not (check.status is Status.ERROR and check.got == f"AttributeError: {check.function}")


def _passed(check: CheckReport) -> bool:
    """Advice that was not followed passes, too, and says what it found."""
    tip = check.max_points == 0 and bool(check.got or check.expected)
    return check.status is Status.PASSED and not tip


def _item(column: _Column, together: Sequence[str]) -> ClassItem:
    n, passed = len(column.passed), sum(column.passed.values())
    return ClassItem(
        check=column.spec.id,
        n=n,
        pass_rate=passed / n if n else None,
        discrimination=None
        if column.spec.advice
        else point_biserial([(good, column.rest[place]) for place, good in column.passed.items()]),
        nobody_failed=n > 0 and passed == n,
        always_falls_with=tuple(together),
        hints=None,
    )


def point_biserial(items: Sequence[tuple[bool, float]]) -> float | None:
    """How passing an item goes with the rest of the score: (M1 - M0) / s * sqrt(p * q), which is Pearson's r.

    M1 and M0 are the mean rest of those who passed and of those who did not, s its standard deviation (of the whole, not of
    a sample), p and q their shares. With the item itself in the score, each item would go with a part of itself: Guilford,
    "The Correlation of an Item with a Composite of the Remaining Items in a Test", Educational and Psychological
    Measurement 13 (1953) 87-93. None where nobody or everybody passed, where all have the same rest, or where they are fewer
    than FEWEST.
    """
    rests = [rest for _, rest in items]
    high, low = ([rest for good, rest in items if good is wanted] for wanted in (True, False))
    if len(items) < FEWEST or not high or not low:
        return None
    mean = math.fsum(rests) / len(rests)
    spread = math.sqrt(math.fsum((rest - mean) ** 2 for rest in rests) / len(rests))
    if spread < 1e-9:
        return None
    apart = math.fsum(high) / len(high) - math.fsum(low) / len(low)
    return max(-1.0, min(1.0, apart / spread * math.sqrt(len(high) * len(low)) / len(rests)))


def _together(columns: Sequence[_Column]) -> dict[str, list[str]]:
    """Check to the others of its set: any two of a set were failed by the same of those who began both (phi = 1)."""
    sets: list[list[_Column]] = []
    for column in columns:
        if column.failed.bit_count() < FEWEST_FAILURES:
            continue
        home = next((some for some in sets if all(_alike(column, one) for one in some)), None)
        if home is None:
            sets.append([column])
        else:
            home.append(column)
    return {
        one.spec.id: [other.spec.id for other in some if other is not one]
        for some in sets
        if len(some) > 1
        for one in some
    }


def _alike(one: _Column, other: _Column) -> bool:
    both = one.began & other.began
    fell = one.failed & both
    enough = both.bit_count() >= FEWEST and fell.bit_count() >= FEWEST_FAILURES
    return enough and fell == other.failed & both and fell != both


# ---- wrong values ---------------------------------------------------------------------------------------------------


def _unnamed(specs: Sequence[CheckSpec], graded: Sequence[Report]) -> list[UnnamedValue]:
    """Wrong values and errors that came several times without a name, those first that are nowhere named.

    A mistake that makes several checks of a function fail for the same students is one candidate: the first of these checks.
    """
    order = {spec.id: place for place, spec in enumerate(specs)}
    groups: dict[tuple[object, ...], list[tuple[str, CheckReport]]] = defaultdict(list)
    named: set[tuple[str, str, str]] = set()
    for report in graded:
        for one in report.checks:
            if one.mistake:
                named.add((report.submission, one.exercise, one.function))
            elif one.id in order and one.got and began(one) and not _passed(one):
                texts = (alike(one.call), alike(one.got), alike(one.expected))
                groups[report.seed, one.id, one.status, *texts].append((report.submission, one))
    candidates: dict[tuple[str, str, frozenset[str]], list[list[tuple[str, CheckReport]]]] = defaultdict(list)
    for group in groups.values():
        first = group[0][1]
        if len(group) >= FEWEST_VALUES:
            who = frozenset(submission for submission, _ in group)
            candidates[first.exercise, first.function, who].append(group)
    values = []
    for (exercise, function, who), some in candidates.items():
        some.sort(key=lambda group: order[group[0][1].id])
        elsewhere = sum(1 for submission in who if (submission, exercise, function) in named)
        values.append(_value(some, elsewhere))
    return sorted(values, key=lambda v: (v.named_elsewhere - v.count, -v.count, order[v.check], v.got))


def _value(groups: Sequence[list[tuple[str, CheckReport]]], elsewhere: int) -> UnnamedValue:
    group = groups[0]
    got = _commonest(one.got for _, one in group)
    shown = next(one for _, one in group if one.got == got)
    return UnnamedValue(
        check=shown.id,
        call=shown.call,
        got=got,
        expected=shown.expected,
        message=shown.message,
        raised=shown.status is not Status.FAILED,
        count=len(group),
        submissions=tuple(submission for submission, _ in group),
        named_elsewhere=elsewhere,
        also=tuple(dict.fromkeys(one[0][1].id for one in groups[1:])),
    )


def alike(text: str) -> str:
    """A text without what differs between equal values: addresses, folders, and digits after the third of a decimal.

    All of a class get the same inputs, so that equal values have equal texts but for the order of a sum.
    """
    text = _FOLDER.sub("/", _ADDRESS.sub("0x", text))
    return _DECIMAL.sub(lambda match: f"{float(match[0]):.3g}", text)


def _commonest(texts: Iterable[str]) -> str:
    return Counter(texts).most_common(1)[0][0]
