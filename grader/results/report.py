"""The report of one submission, as `--json` and `grader bulk` write it and read it back (DESIGN section 5).

report_of(result, week)   what came out, in words of every language
encode(report)            the text of its file
decode(data)              the report in a file, or BrokenReport
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal, NoReturn

import msgspec

from grader import __version__
from grader.core.messages import everywhere, message
from grader.core.model import LANGS, CheckResult, Status, SubmissionResult, SubmissionStatus, Text, Week

SCHEMA: Literal[1] = 1


class BrokenReport(ValueError):
    """A file holds no report of this schema; the text says what is wrong, and where."""


class CheckReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What became of one check. The fields and their order are those of the file."""

    id: str
    exercise: str
    function: str
    status: Status
    points: float
    max_points: float
    seconds: float
    message: Text
    call: str
    got: str
    expected: str
    mistake: str | None
    """The number of the known mistake; None where it is not one."""
    file: str
    line: int
    reported: bool

    def __post_init__(self) -> None:
        missing = [lang for lang in LANGS if lang not in self.message]
        if missing:
            raise ValueError(f"no message in {', '.join(missing)}")

    @property
    def name(self) -> str:
        """The last part of its id: `none_above_threshold`."""
        return self.id.rpartition(".")[2]


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What became of one submission. The fields and their order are those of the file."""

    schema: Literal[1]
    week: str
    submission: str
    status: SubmissionStatus
    score: float
    max_score: float
    isolation: str
    seed: int
    seconds: float
    grader: str
    torch: str
    checks: tuple[CheckReport, ...]
    notes: tuple[str, ...]
    key: str = ""
    """In a class: the digest of what the report depends on. While it stays the same, nothing needs to be graded again."""

    @property
    def graded(self) -> bool:
        """Whether its checks were run; else its notes say why not."""
        return self.status is SubmissionStatus.GRADED

    @property
    def by_id(self) -> Mapping[str, CheckReport]:
        return {check.id: check for check in self.checks}

    @property
    def by_exercise(self) -> Mapping[str, tuple[CheckReport, ...]]:
        """The checks of each exercise that has any, in their order."""
        names = dict.fromkeys(check.exercise for check in self.checks)
        return {name: tuple(check for check in self.checks if check.exercise == name) for name in names}


def report_of(result: SubmissionResult, week: Week, *, key: str = "") -> Report:
    """The report of a result."""
    return Report(
        schema=SCHEMA,
        week=result.week,
        submission=result.submission,
        status=result.status,
        score=result.score,
        max_score=result.max_score,
        isolation=result.isolation,
        seed=result.seed,
        seconds=result.seconds,
        grader=__version__,
        torch=result.torch,
        checks=tuple(_check_report(check, week) for check in result.checks),
        notes=result.notes,
        key=key,
    )


def _check_report(result: CheckResult, week: Week) -> CheckReport:
    spec, finding = result.spec, result.finding
    return CheckReport(
        id=spec.id,
        exercise=spec.exercise,
        function=spec.function,
        status=result.status,
        points=result.points,
        max_points=spec.points,
        seconds=result.seconds,
        message=_message(result, week),
        call=finding.call if finding else "",
        got=finding.got if finding else "",
        expected=finding.expected if finding else "",
        mistake=finding.mistake if finding else None,
        file=finding.file if finding else "",
        line=finding.line if finding else 0,
        reported=spec.reported,
    )


def _message(result: CheckResult, week: Week) -> Text:
    if result.finding:
        return message(result.finding, week.mistakes)
    return everywhere("finding.passed" if result.status is Status.PASSED else f"count.{result.status}")


def encode(report: Report) -> str:
    """The report as JSON. Half a surrogate pair, which UTF-8 cannot carry, is written as JSON's own escape."""
    text = json.dumps(msgspec.to_builtins(report), ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()  # \udcff is JSON's escape, too


def decode(data: bytes) -> Report:
    """The report in a file. Raises BrokenReport for whatever `encode` of this version did not write."""
    try:
        # msgspec's own reader of JSON refuses the escape of half a surrogate pair
        return msgspec.convert(json.loads(data.decode("utf-8"), parse_constant=_no_number), Report)
    except (ValueError, RecursionError) as error:  # those of json, of msgspec and of Unicode are ValueErrors
        raise BrokenReport(str(error)) from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")
