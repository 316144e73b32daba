"""Decides which exercise is checked when: one at a time, and always with the newest files."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.checking.depends import ground
from grader.checking.setting import Setting
from grader.core.model import CheckResult, SubmissionResult
from grader.core.target import Target
from grader.core.workspace import Chosen
from grader.intake.read import Rereading
from grader.sandbox.spawn import SpawnLauncher
from grader.watch.board import Board, Spot
from grader.watch.edited import Edit, FileParts, edits, read_parts
from grader.watch.recheck import Recheck
from grader.watch.snapshot import Snapshot, settled, take, untouched


@dataclass(frozen=True)
class Checked:
    """One check has its result."""

    run: Recheck
    result: CheckResult


@dataclass(frozen=True)
class Ended:
    """A run has its end: its result, or what stopped it."""

    run: Recheck
    outcome: SubmissionResult | BaseException


@dataclass(frozen=True)
class Saves:
    """What was saved since the last look."""

    changed: list[str]
    """Exercises whose content has changed."""
    same: list[str]
    """Exercises that were saved without a change."""
    edited: list[Spot]
    """Functions that the student has edited. A notebook may hold others, too; these are not meant."""
    at: list[str]
    """Exercises that the student works on; empty where only comments changed, outside the functions."""


class Rounds:
    """Knows the files as last read, and keeps only results of these files on the board."""

    def __init__(
        self,
        setting: Setting,
        board: Board,
        target: Target,
        chosen: Chosen,
        *,
        post: Callable[[Checked | Ended], None],
    ) -> None:
        self.seen: dict[str, Snapshot] = {}
        self._setting = setting
        self._board = board
        self._target = target
        self._chosen = chosen
        self._reading = Rereading(chosen.path, chosen.shown, setting.week)
        self.handed = self._reading.read()
        """What was read at the last look."""
        self._post = post
        where = setting.launcher.isolation
        self._ground = {
            e: f"{e} {ground(setting.week, e).key(seed=setting.seed, isolation=where)}"
            for e in board.exercises
        }
        self._due: list[str] = []
        self._run: Recheck | None = None
        self._past: list[Recheck] = []
        """Runs that were called off and may not have ended yet."""
        self.seen = {e: self._taken(e) for e in board.exercises}
        self._parts: dict[str, FileParts] = {}
        """Each exercise as it was when Python could last read it; filled at its first change."""

    def _take(self, exercise: str) -> Snapshot:
        """Read what is watched, for this exercise."""
        self.handed = self._reading.read()
        return self._taken(exercise)

    def _taken(self, exercise: str) -> Snapshot:
        return take(self.handed, self._chosen.folder, exercise, self._ground[exercise])

    def look(self) -> Saves:
        """Read all exercises again."""
        changed, same, touched = [], [], []
        found: dict[Spot, Edit] = {}
        self.handed = self._reading.read()
        for exercise, old in self.seen.items():
            now = self._taken(exercise)
            if (now.fingerprint, now.stamp) == (old.fingerprint, old.stamp):
                continue
            now = self.seen[exercise] = settled(functools.partial(self._take, exercise))
            if now.fingerprint != old.fingerprint:
                changed.append(exercise)
                edited = self._edited(old, now)
                if edited is None:
                    touched.append(exercise)
                else:
                    found |= edited
            elif now.stamp != old.stamp:
                same.append(exercise)
        watched = {spot: found[spot] for spot in self._board.functions if spot in found}
        spots = [spot for spot, edit in watched.items() if edit is min(watched.values())]
        at = list(dict.fromkeys(exercise for exercise, _ in spots))
        return Saves(changed, same, spots, at or touched or ([] if changed else same))

    def _edited(self, old: Snapshot, now: Snapshot) -> dict[Spot, Edit] | None:
        """The exercise's functions that were edited; None where something else was, or where it cannot be told."""
        exercise, main = now.exercise, f"{now.exercise}.py"
        before = self._parts.get(exercise) or (None if old.blank else read_parts(main, old.content))
        after = None if now.blank else read_parts(main, now.content)
        if last := after or before:
            self._parts[exercise] = last
        if not before or not after:
            return None
        names = [function.name for function in self._setting.week.exercise(exercise).functions]
        found = {(exercise, name): edit for name, edit in edits(before, after, names).items()}
        return found if found or before.rest == after.rest else None

    def want(self, exercise: str) -> None:
        """Have an exercise checked, unless it is still the stub: then its results are known."""
        self._board.forget(exercise)
        results = untouched(self._setting.week, self.seen[exercise])
        self._board.learn(r for r in results if self._target.matches(r.spec))
        self._due = [e for e in self._due if e != exercise]
        if not results:
            self._due.append(exercise)

    def start_over(self, exercises: Iterable[str]) -> None:
        """Have these checked instead of what is being checked, which is called off and comes later."""
        running = {self._run.snapshot.exercise} if self._run else set()
        if self._run:
            self._run.call_off()
        for exercise in [*exercises, *(running - set(exercises))]:
            self.want(exercise)

    def pause(self) -> None:
        """Call off what is being checked, and wait until it has ended. Its end, which is still reported, starts it again."""
        if run := self._run:
            self.start_over([])
            run.join()

    def is_checking(self, exercise: str) -> bool:
        """Whether an exercise is being checked or about to be."""
        run = self._run
        return exercise in self._due or bool(run and not run.called_off and run.snapshot.exercise == exercise)

    def go_on(self) -> None:
        """Start what is due, the current function first; does nothing while a run has not ended."""
        if self._run or not self._due:
            return
        exercise, function = self._board.spot
        if exercise not in self._due:
            exercise, function = self._due[0], ""
        self._due.remove(exercise)
        self._run = Recheck(
            self._setting,
            self.seen[exercise],
            target=Target(exercise, self._target.function, self._target.check),
            first=Target(exercise, function),
            on_result=lambda run, result: self._post(Checked(run, result)),
            on_end=lambda run, outcome: self._post(Ended(run, outcome)),
        )

    def ended(self, run: Recheck) -> bool:
        """Take note that a run has ended; returns whether its results still count."""
        self._run = None
        self._past = [old for old in (*self._past, run) if old.alive]
        return not run.called_off

    def is_stale(self, run: Recheck) -> bool:
        """Whether the files have changed since the run read them."""
        return self._take(run.snapshot.exercise).fingerprint != run.snapshot.fingerprint

    def prepare(self) -> None:
        """Where a process cannot be forked, start the one for the next save now."""
        if isinstance(self._setting.launcher, SpawnLauncher):
            self._setting.launcher.fill()

    def close(self) -> None:
        """End what is running, and wait for it."""
        if self._run:
            self._run.call_off()
            self._past.append(self._run)
        for run in self._past:
            run.join()
