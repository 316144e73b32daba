"""Makes the trials that are not in the cache, in parallel processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.audit.cache import TrialCache
from grader.audit.trials import Trial, TrialKeys, TrialOutcome, TrialSettings, begin_trials, try_in_worker
from grader.core.errors import UsageError
from grader.core.model import Week
from grader.core.parallel import MOST_DEATHS, in_processes


@dataclass(frozen=True)
class TriedTrials:
    """What came out of the trials."""

    outcomes: dict[str, TrialOutcome]
    """By the ids of the trials."""
    kept: int
    """How many were in the cache."""


def try_all(
    week: Week,
    trials: Sequence[Trial],
    *,
    datasets: Path,
    cache: Path,
    jobs: int,
    on_done: Callable[[int], None] = lambda count: None,
) -> TriedTrials:
    """The outcomes of all trials. on_done: told how many more are there. Ctrl-C and a kill lose at most a second's work.

    Raises UsageError when checks are edited meanwhile: what came out is then of neither the old ones nor the new ones.
    """
    keys = TrialKeys(week)
    by_trial = {trial.id: keys.key(trial) for trial in trials}
    base = TrialCache(cache)
    fresh: set[str] = set()

    def write() -> None:
        """Keep what came out of the exercises in `fresh`, unless their checks have changed since."""
        changed = keys.changed(sorted(fresh))
        base.write(good=not changed)
        fresh.clear()
        if changed:
            raise UsageError("audit_changed", names=", ".join(changed))

    try:
        known = base.find(by_trial.values())
        outcomes = {id: known[key] for id, key in by_trial.items() if key in known}
        kept = len(outcomes)
        on_done(kept)
        try:
            for trial, outcome in _made([t for t in trials if t.id not in outcomes], week, datasets, jobs):
                outcomes[trial.id] = outcome
                if not outcome.fault:
                    base.add(by_trial[trial.id], outcome)
                    fresh.add(trial.exercise)
                on_done(1)
                if base.due:
                    write()
        finally:
            write()
    finally:
        base.close()
    return TriedTrials(outcomes, kept)


def _made(trials: list[Trial], week: Week, datasets: Path, jobs: int) -> Iterator[tuple[Trial, TrialOutcome]]:
    # trials of one exercise and seed one after another: a worker remembers which answers have passed
    trials.sort(key=lambda trial: (trial.exercise, trial.seed, trial.quick, trial.function))
    return in_processes(
        trials,
        try_in_worker,
        begin=begin_trials,
        settings=(TrialSettings(week.name, datasets),),
        lost=lambda trial: (trial, TrialOutcome(fault=f"the worker process died {MOST_DEATHS} times")),
        jobs=max(1, min(jobs, len(trials))),
    )
