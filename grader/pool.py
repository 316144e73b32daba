"""The worker processes of this machine, that grade a class in parallel."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from grader.entries import Entry
from grader.worker import Graded, Task, fault, run, start

TRIES = 3
"""How often a submission may be running when a worker process dies before it counts as the grader's fault."""


def in_parallel(
    entries: Sequence[Entry], task: Task, keys: Mapping[str, str], *, jobs: int
) -> Iterator[Graded]:
    """Grade the entries in worker processes, as they come. A worker that dies costs nothing but time."""
    waiting = list(reversed(entries))
    deaths: dict[str, int] = {}
    while waiting:
        running: dict[Future[Graded], Entry] = {}
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=start, initargs=(task,)) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < (
                        jobs if deaths else 2 * jobs
                    ):  # the second waits, already chosen
                        entry = waiting.pop()
                        running[pool.submit(run, entry, keys.get(entry.id, ""))] = entry
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        entry = running[future]
                        yield future.result()
                        del running[future]
            except BrokenProcessPool:
                jobs = 1  # from now on one at a time, so that only the one that kills its worker is blamed
                for entry in reversed(running.values()):
                    deaths[entry.id] = deaths.get(entry.id, 0) + 1
                    if deaths[entry.id] < TRIES:
                        waiting.append(entry)
                    else:
                        yield fault(task, entry, f"the worker process died {TRIES} times")
