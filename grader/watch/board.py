"""What is known while watching: the results so far, where the student is, what is open. No files, no printing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grader.core.model import CheckResult, CheckSpec, Status, SubmissionResult

Spot = tuple[str, str]
"""A function: exercise and name."""


@dataclass
class Board:
    """The watched checks, in the week's order, and what became of them."""

    specs: Sequence[CheckSpec]
    results: dict[str, CheckResult] = field(default_factory=dict)
    spot: Spot = ("", "")
    """The function where the student is."""
    path: Sequence[Spot] = ()
    """Functions of which the first that does not pass is shown, as results arrive; empty: the student stays."""
    home: Spot = ("", "")
    """Where the student is when all of these pass."""

    def __post_init__(self) -> None:
        self.functions: list[Spot] = list(dict.fromkeys((c.exercise, c.function) for c in self.specs))
        self.exercises = list(dict.fromkeys(c.exercise for c in self.specs))
        if self.spot not in self.functions:
            self.spot = self.functions[0]

    def of_exercise(self, exercise: str) -> list[CheckSpec]:
        return [c for c in self.specs if c.exercise == exercise]

    def of(self, place: Spot) -> list[CheckSpec]:
        return [c for c in self.specs if (c.exercise, c.function) == place]

    def passed(self, specs: Iterable[CheckSpec]) -> bool:
        """Whether all of these are known to have passed."""
        return all(c.id in self.results and self.results[c.id].status is Status.PASSED for c in specs)

    def result(self, week: str, specs: Iterable[CheckSpec]) -> SubmissionResult:
        """The known results of these checks, in the form that a run of them would give."""
        known = tuple(self.results[c.id] for c in specs if c.id in self.results)
        return SubmissionResult(
            week=week, submission="", checks=known, isolation="", seed=0, seconds=0.0, torch=""
        )

    def decided(self) -> bool:
        """Whether the verdict on the current function is known: a pass takes all of its checks, a failure only one."""
        specs = self.of(self.spot)
        return self.passed(specs) or any(c.id in self.results and self.results[c.id].finding for c in specs)

    def open(self, exercise: str = "") -> Spot | None:
        """The first function, of all or of one exercise, that has not passed; None when all have."""
        among = (f for f in self.functions if exercise in ("", f[0]))
        return next((f for f in among if not self.passed(self.of(f))), None)

    def after(self, spot: Spot) -> list[Spot]:
        """All other functions: first those of this exercise, then all. After the last function comes the first."""
        here = self.functions.index(spot)
        return sorted(self.functions[here + 1 :] + self.functions[:here], key=lambda f: f[0] != spot[0])

    def next(self) -> Spot | None:
        """The next function that has not passed, in this exercise, else in all."""
        return next((f for f in self.after(self.spot) if not self.passed(self.of(f))), None)

    def seek(self, path: Sequence[Spot], home: Spot) -> Spot:
        """Go along these functions to the first that does not pass, as far as is known; returns where that leads now."""
        self.path, self.home = path, home
        return self.led()

    def led(self) -> Spot:
        """Where the path leads with what is known now: a function whose results are not known may not pass."""
        home = self.home if self.path else self.spot
        place = next((f for f in self.path if not self.passed(self.of(f))), home)
        if place == self.spot and self.decided() and not self.passed(self.of(place)):
            self.path = ()  # there: what becomes of the others later does not matter
        return place

    def forget(self, exercise: str) -> None:
        for spec in self.of_exercise(exercise):
            self.results.pop(spec.id, None)

    def learn(self, results: Iterable[CheckResult]) -> None:
        self.results |= {r.spec.id: r for r in results}
