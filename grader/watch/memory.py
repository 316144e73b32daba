"""What stays from one session to the next: the results of files that have not changed, and where the student was."""

from __future__ import annotations

from collections.abc import Sequence

from grader.core.model import CheckResult, CheckSpec, SubmissionResult, Week
from grader.core.workspace import Chosen, Workspace
from grader.results import progress
from grader.watch.board import Spot
from grader.watch.snapshot import Snapshot


class Memory:
    """The progress file. Only the student's own work is remembered."""

    def __init__(self, workspace: Workspace, week: Week, chosen: Chosen) -> None:
        self._folder = workspace.private
        self._week = week
        self._chosen = chosen
        self._old = self._load()
        self._spot = self._old.week(week.name).spot
        self.set_aside = self._old.set_aside

    def _load(self) -> progress.Progress:
        return progress.load_progress(self._folder)

    def results(self, specs: Sequence[CheckSpec], snapshot: Snapshot) -> list[CheckResult]:
        """What an earlier session found about these checks of an exercise; empty when they have to be run."""
        known = self._old.week(self._week.name).known.get(snapshot.exercise)
        old = [(c, self._old.status(c, self._week.name)) for c in specs]
        if not self._chosen.own or known != snapshot.fingerprint or not all(status for _, status in old):
            return []
        return [CheckResult(c, status) for c, status in old if status]

    def spot(self, functions: Sequence[Spot]) -> Spot:
        """The one of these functions where the student stopped, else the first."""
        stopped = [f for f in functions if self._chosen.own and ".".join(f) == self._spot]
        return next(iter(stopped), functions[0])

    def stay(self, spot: Spot) -> None:
        """Store where the student is."""
        name = ".".join(spot)
        if self._chosen.own and name != self._spot:
            now = self._load()
            now.week(self._week.name).spot = self._spot = name
            now.save()

    def record(self, result: SubmissionResult, snapshot: Snapshot) -> None:
        """Store the results of an exercise, and of which files they are."""
        if self._chosen.own:
            exercise = snapshot.exercise
            whole = len(result.checks) == sum(c.exercise == exercise for c in self._week.checks)
            known = {exercise: snapshot.fingerprint} if whole else {}
            self._load().record(result, self._chosen.path, known)
