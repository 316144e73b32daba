"""Which of a function's failures is shown first: the one that helps the student most."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from grader.core.model import CheckResult, Status

_SHAPE = re.compile(r"\[(\d+(?:, \d+)*)\]")
"""A shape as calls show it: `[3, 5]`."""


def leading(checks: Iterable[CheckResult]) -> CheckResult | None:
    """The failure that is shown of a function; None when every check passed.

    In this order: the grader's own fault; what concerns the whole file; a cause that is known; the smallest inputs. The
    order of the checks decides between equals. A stub counts only where nothing else failed.
    """
    open_ = [check for check in checks if check.status is not Status.PASSED]
    return min(open_, key=_rank, default=None)


def _rank(check: CheckResult) -> tuple[bool, bool, bool, bool, int]:
    finding = check.finding
    whole_file = finding is not None and not finding.call
    known = finding is not None and bool(finding.mistake or finding.helper)
    return (
        check.status is not Status.FAULT,
        check.status is Status.NOT_STARTED,
        not whole_file,
        not known,
        _elements(finding.call) if finding else 0,
    )


def _elements(call: str) -> int:
    """How many numbers the tensors of a call hold."""
    return sum(math.prod(map(int, shape.split(", "))) for shape in _SHAPE.findall(call))
