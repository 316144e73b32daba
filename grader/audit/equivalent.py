"""`tests/content/WEEK/equivalent.toml`: mutants that are no mistake, each with a reason.

    [[equivalent]]
    function = "ex6_detect.nms"
    reason = "The best box overlaps itself completely, so it goes without being left out."
    diffs = ['''
    - best, rest = (left[0], left[1:])
    + best, rest = (left[0], left)
    ''']

A diff is what `grader audit` shows; it does not depend on where in its file the function stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from grader.audit.mutants import Mutant
from grader.audit.report import StaleMark
from grader.audit.wrong import TESTS
from grader.core.content import Content, Line, read_toml
from grader.core.model import Week


class EquivalentTable(Content, frozen=True):
    """`[[equivalent]]`: mutants of one function that are equivalent for the same reason."""

    function: Annotated[str, msgspec.Meta(pattern=r"^\w+\.\w+\Z", description="exercise.function")]
    reason: Line
    diffs: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1)]


class EquivalentFile(Content, frozen=True):
    """`equivalent.toml`"""

    equivalent: tuple[EquivalentTable, ...] = ()


@dataclass(frozen=True)
class Equivalents:
    """The marks of a week."""

    reasons: Mapping[tuple[str, str], str]
    """Function (`exercise.function`) and diff to the reason."""

    def reason(self, mutant: Mutant) -> str:
        """Why a mutant is equivalent; empty when it is not marked."""
        return self.reasons.get((mutant.id, mutant.diff), "")

    def stale(self, every: Iterable[Mutant], killed: Iterable[Mutant]) -> list[StaleMark]:
        """Marks that say nothing about a survivor. every: all mutants there are of some functions."""
        every = list(every)
        there, dead = ({(one.id, one.diff) for one in some} for some in (every, killed))
        functions = {one.id for one in every}
        return [
            StaleMark(function=function, diff=diff, why="killed" if (function, diff) in dead else "no_mutant")
            for function, diff in self.reasons
            if function in functions and ((function, diff) in dead or (function, diff) not in there)
        ]


def read_equivalents(week: Week, tests: Path = TESTS) -> Equivalents:
    """The marks of a week; none where it has no such file. Raises GraderFault with file and key where it is broken."""
    path = tests / "content" / week.name / "equivalent.toml"
    tables = read_toml(path, EquivalentFile).equivalent if path.is_file() else ()
    return Equivalents({(one.function, tidy_diff(diff)): one.reason for one in tables for diff in one.diffs})


def tidy_diff(diff: str) -> str:
    """A diff as it was shown, however it is indented in the file."""
    lines = [line.strip() for line in diff.strip("\n").splitlines() if line.strip()]
    return "\n".join(line if line[0] in "+-" else f"  {line}" for line in lines)
