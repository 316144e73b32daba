"""What an audit tries: mutants of the solutions, right solutions in other styles, wrong solutions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.audit.mutants import Mutant, NoPython, mutants
from grader.audit.trials import Trial
from grader.audit.wrong import TESTS, WrongSolution, wrong_solutions
from grader.core.errors import Raised, UsageError
from grader.core.model import Week
from grader.core.target import Target
from grader.core.workspace import Workspace
from grader.intake.submission import Submission

MUTANT_SEED = 0
"""The seed on which mutants are tried."""


@dataclass(frozen=True)
class MutantTrial:
    mutant: Mutant
    trial: Trial


@dataclass(frozen=True)
class RightTrial:
    style: str
    trial: Trial


@dataclass(frozen=True)
class WrongTrial:
    wrong: WrongSolution
    trial: Trial


@dataclass(frozen=True)
class Gathered:
    """All that an audit tries; an empty list where a part was not asked for."""

    mutants: list[MutantTrial] = field(default_factory=list)
    right: list[RightTrial] = field(default_factory=list)
    wrong: list[WrongTrial] = field(default_factory=list)

    @property
    def trials(self) -> list[Trial]:
        some = ([one.trial for one in part] for part in (self.mutants, self.right, self.wrong))
        return [trial for part in some for trial in part]

    def sampled(self, count: int) -> Gathered:
        """A part of `count` trials, the same on every machine and every day: the trials with the smallest digests."""
        order = sorted(self.trials, key=lambda trial: hashlib.sha256(trial.id.encode()).digest())
        ids = {trial.id for trial in order[:count]}
        return Gathered(
            [one for one in self.mutants if one.trial.id in ids],
            [one for one in self.right if one.trial.id in ids],
            [one for one in self.wrong if one.trial.id in ids],
        )


def gather(
    week: Week,
    workspace: Workspace,
    target: Target,
    *,
    seeds: int,
    parts: Sequence[str],
    tests: Path = TESTS,
) -> Gathered:
    """All trials of the part of a week that `target` names. parts: as `--only` names them."""
    return Gathered(
        list(_mutants(week, workspace, target)) if "mutants" in parts else [],
        list(_right(week, target, range(seeds), tests)) if "unfair" in parts else [],
        list(_wrong(week, workspace, target, range(seeds), tests))
        if "luck" in parts or "names" in parts
        else [],
    )


def _mutants(week: Week, workspace: Workspace, target: Target) -> Iterator[MutantTrial]:
    for exercise in week.exercises:
        path = workspace.solutions(week.name) / exercise.filename
        if not path.is_file():
            raise UsageError("no_solutions", path=path)
        source = path.read_text(encoding="utf-8")
        for function in exercise.functions:
            if not any(target.matches(check) for check in function.checks):
                continue
            for one in _mutants_of(path, source, function.name):
                digest = hashlib.sha256(one.diff.encode()).hexdigest()[:16]
                files = {exercise.filename: one.text.encode()}
                yield MutantTrial(
                    one,
                    Trial(
                        f"mutant {one.id} {digest}",
                        exercise.name,
                        function.name,
                        MUTANT_SEED,
                        files,
                        quick=True,
                    ),
                )


def _mutants_of(path: Path, source: str, function: str) -> list[Mutant]:
    try:
        return mutants(path.stem, source, function)
    except NoPython as error:
        raise UsageError("solution_syntax", path=path, line=error.line, text=error) from None


def _right(week: Week, target: Target, seeds: range, tests: Path) -> Iterator[RightTrial]:
    for folder in sorted((tests / "right" / week.name).glob("*/")):
        submission = Submission(folder.name, folder)
        for exercise in week.exercises:
            if target.exercise not in ("", exercise.name) or not submission.path(exercise.name).is_file():
                continue
            try:
                files = submission.files(exercise.name)
            except Raised:
                files = {exercise.filename: submission.path(exercise.name).read_bytes()}
            for seed in seeds:
                yield RightTrial(
                    folder.name,
                    Trial(
                        f"right {folder.name} {exercise.name} {seed}",
                        exercise.name,
                        target.function,
                        seed,
                        files,
                    ),
                )


def _wrong(
    week: Week, workspace: Workspace, target: Target, seeds: range, tests: Path
) -> Iterator[WrongTrial]:
    for one in wrong_solutions(week, tests):
        if target.exercise not in ("", one.exercise) or target.function not in ("", one.function):
            continue
        path = workspace.solutions(week.name) / f"{one.exercise}.py"
        files = {path.name: one.added_to(path.read_text(encoding="utf-8")).encode()}
        for seed in seeds:
            yield WrongTrial(one, Trial(f"wrong {one.id} {seed}", one.exercise, one.alone, seed, files))
