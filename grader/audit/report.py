"""What an audit found, as data: made by `grader audit`, shown on the terminal, written as JSON and as a page.

audit_json(audit)   the text of its file
read_audit(data)    the audit in a file; raises BrokenAudit

Every part is None where it was not asked for (`--only`), or where there was nothing to look at.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from grader.core.model import Text

AUDIT_SCHEMA: Literal[1] = 1
GoalName = Literal["killed", "unfair", "caught", "names_right", "names_given"]
"""In the order in which they are shown; the keys of `[audit]` in week.toml."""


class BrokenAudit(ValueError):
    """A file holds no audit of this schema; the text says what is wrong, and where."""


class AuditPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of an audit. The fields and their order are those of the file."""


class GoalFigure(AuditPart, frozen=True):
    """One figure, and what week.toml wants it to be."""

    name: GoalName
    figure: float | None
    """A share from 0 to 1; of `unfair`, the number of checks that right solutions lost. None: nothing to count."""
    count: int
    """What the share is of; of `unfair`, the checks of all right solutions."""
    goal: float | None
    """None where week.toml has no `[audit]`."""
    met: bool
    """True also where there is no goal or no figure."""


# ---- what gets through ----------------------------------------------------------------------------------------------


class Survivor(AuditPart, frozen=True):
    """A mutant of a solution that passes all checks of its function."""

    diff: str
    """The changed lines, `- ` and `+ ` before each; with the function it is the key of `equivalent.toml`."""
    operator: str
    """What was done to the solution: `dropped_keyword`, `compare`, ..."""
    line: int
    """In `solutions/WEEK/EXERCISE.py`."""
    reason: str
    """Why it is equivalent, as `equivalent.toml` says; empty where it is not marked."""


class FunctionMutants(AuditPart, frozen=True):
    """The mutants of one function."""

    exercise: str
    function: str
    checks: tuple[str, ...]
    """Ids of the checks that the mutants were run against."""
    mutants: int
    killed: int
    equivalent: int
    """Survivors that are marked as equivalent."""
    survivors: tuple[Survivor, ...]
    """All that were not killed, the marked ones with their reason. Those without one lie below the goal."""
    faults: int
    """Mutants on which the grader itself failed: neither killed nor survived."""

    @property
    def id(self) -> str:
        return f"{self.exercise}.{self.function}"

    @property
    def unmarked(self) -> tuple[Survivor, ...]:
        return tuple(one for one in self.survivors if not one.reason)


class StaleMark(AuditPart, frozen=True):
    """An entry of `equivalent.toml` that no longer says anything about a survivor."""

    function: str
    """`exercise.function`"""
    diff: str
    why: Literal["no_mutant", "killed"]
    """There is no such mutant, or the checks kill it: then it is not equivalent."""


class Mutants(AuditPart, frozen=True):
    functions: tuple[FunctionMutants, ...]
    stale: tuple[StaleMark, ...]


# ---- what is unfair, what depends on luck ---------------------------------------------------------------------------


class Unfair(AuditPart, frozen=True):
    """A check that a right solution lost."""

    style: str
    """The folder in `tests/right/WEEK`."""
    check: str
    lost: tuple[int, ...]
    """The seeds on which it was lost."""
    seeds: int
    message: Text
    """Why, on the first of these seeds, in every language."""
    call: str
    got: str
    expected: str


class Fairness(AuditPart, frozen=True):
    styles: tuple[str, ...]
    unfair: tuple[Unfair, ...]


class Lucky(AuditPart, frozen=True):
    """A wrong solution that is not caught by one of its checks on every seed."""

    wrong: str
    """`exercise.function__what`"""
    what: str
    """What is wrong with it, in a sentence."""
    checks: tuple[str, ...]
    """The checks that it must fail and that let it pass on some seeds."""
    caught: int
    """On how many seeds all of its checks failed."""
    seeds: int
    missed: tuple[int, ...]
    """The seeds on which one of them passed."""
    passed: tuple[int, ...]
    """Of these, the seeds on which it passed every check that was run: it got through altogether."""


class Luck(AuditPart, frozen=True):
    wrong: int
    """How many wrong solutions were tried."""
    lucky: tuple[Lucky, ...]


# ---- what is misnamed -----------------------------------------------------------------------------------------------


class FalseName(AuditPart, frozen=True):
    """A name that a wrong solution was given and that is none of its own."""

    wrong: str
    what: str
    check: str
    name: str
    allowed: tuple[str, ...]
    seeds: tuple[int, ...]
    """The seeds on which it was given."""
    call: str
    got: str
    expected: str


class OneFingerprint(AuditPart, frozen=True):
    """Two wrong solutions of different mistakes whose answers are the same in a check: its name cannot tell them apart."""

    check: str
    named: str
    """What the check calls both."""
    wrong: tuple[str, str]
    mistakes: tuple[str, str]
    got: str
    seeds: int
    """On how many seeds the answers were the same."""


class Names(AuditPart, frozen=True):
    """Counts are of wrong solutions on each seed: a wrong solution counts once for every seed on which it fails."""

    failing: int
    given: int
    """Of the failing: those of which a check in `caught`, or the first failed check, names a mistake."""
    right: int
    """Of the given: those of which every name that any check gave is allowed."""
    false: tuple[FalseName, ...]
    never: tuple[str, ...]
    """Known mistakes that no wrong solution was named as on any seed."""
    same: tuple[OneFingerprint, ...]


# ---- from a class ---------------------------------------------------------------------------------------------------


class ClassItem(AuditPart, frozen=True):
    """One check over a class."""

    check: str
    n: int
    """Submissions that started the function; the figures are over these."""
    pass_rate: float | None
    """Of advice: the share of those who followed it."""
    discrimination: float | None
    """Point-biserial correlation of passing it with the rest of the score; None where all or none passed, or few began."""
    nobody_failed: bool
    always_falls_with: tuple[str, ...]
    """The others of its set: checks that the same submissions failed, several of them."""
    hints: float | None
    """Share of those who failed it at least once that took a hint; None where it is not known."""


class UnnamedValue(AuditPart, frozen=True):
    """A wrong value that came several times without a name: a candidate for a new mistake."""

    check: str
    call: str
    got: str
    """The value, or what was raised."""
    expected: str
    message: Text
    """What the students were told."""
    raised: bool
    """Whether `got` is an error's text."""
    count: int
    submissions: tuple[str, ...]
    named_elsewhere: int
    """Of these, the submissions that another check of the function gave a name."""
    also: tuple[str, ...]
    """More checks of the function in which exactly these submissions gave one value without a name."""


class ClassPart(AuditPart, frozen=True):
    folder: str
    submissions: int
    graded: int
    """Of these; the others were unreadable, or the grader failed on them."""
    strange: tuple[str, ...]
    """Files among the reports that are none of this week."""
    items: tuple[ClassItem, ...]
    unnamed: tuple[UnnamedValue, ...]


# ---- the whole ------------------------------------------------------------------------------------------------------


class AuditFault(AuditPart, frozen=True):
    """A trial on which the grader itself failed."""

    trial: str
    text: str


class Audit(AuditPart, frozen=True):
    schema: Literal[1]
    week: str
    target: str
    """The exercise or function that was asked for; empty for the whole week."""
    seeds: int
    """Seeds 0 to seeds - 1."""
    trials: int
    """How many were made or taken from the cache."""
    all_trials: int
    """How many there are: more than `trials` with `--sample`."""
    kept: int
    """How many were taken from the cache."""
    seconds: float
    grader: str
    torch: str
    goals: tuple[GoalFigure, ...]
    mutants: Mutants | None
    fairness: Fairness | None
    luck: Luck | None
    names: Names | None
    class_part: ClassPart | None
    faults: tuple[AuditFault, ...]

    @property
    def met(self) -> bool:
        """Whether all goals are met, and the grader failed nowhere."""
        return all(goal.met for goal in self.goals) and not self.faults


def audit_json(audit: Audit) -> str:
    return msgspec.json.format(msgspec.json.encode(audit), indent=1).decode() + "\n"


def read_audit(data: bytes) -> Audit:
    """Read what `audit_json` wrote. Raises BrokenAudit."""
    try:
        return msgspec.json.decode(data, type=Audit)
    except msgspec.DecodeError as error:
        raise BrokenAudit(str(error)) from None
