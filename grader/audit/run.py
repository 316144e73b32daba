"""Makes the trials that are not in the cache, in parallel processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.audit.cache import TrialCache
from grader.audit.trials import Trial, TrialKeys, TrialOutcome, TrialSettings, begin_trials, try_in_worker
from grader.core.model import Week
from grader.core.parallel import MOST_DEATHS, in_processes


@dataclass(frozen=True)
class Tried:
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
) -> Tried:
    """The outcomes of all trials. on_done: told how many more are there. Ctrl-C and a kill lose at most a second's work."""
    keys = TrialKeys(week)
    by_trial = {trial.id: keys.key(trial) for trial in trials}
    base = TrialCache(cache)
    try:
        known = base.find(by_trial.values())
        outcomes = {id: known[key] for id, key in by_trial.items() if key in known}
        kept = len(outcomes)
        on_done(kept)
        # trials of one exercise and seed one after another: a worker remembers which answers have passed
        missing = [trial for trial in trials if trial.id not in outcomes]
        missing.sort(key=lambda trial: (trial.exercise, trial.seed, trial.quick, trial.function))
        done = in_processes(
            missing,
            try_in_worker,
            begin=begin_trials,
            settings=(TrialSettings(week.name, datasets),),
            lost=lambda trial: (trial, TrialOutcome(fault=f"the worker process died {MOST_DEATHS} times")),
            jobs=max(1, min(jobs, len(missing))),
        )
        for trial, outcome in done:
            outcomes[trial.id] = outcome
            if not outcome.fault:
                base.add(by_trial[trial.id], outcome)
            on_done(1)
    finally:
        base.close()
    return Tried(outcomes, kept)
