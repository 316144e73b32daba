"""The worker processes of this machine, which grade a class in parallel."""

from __future__ import annotations

import multiprocessing
import os
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection

from grader.bulk.worker import Delivery, RunSettings, Worker, fault
from grader.core.errors import JailBroken
from grader.intake.submission import Entry

MOST_DEATHS = 3
"""A submission that was running when a worker process died is reported as the grader's fault after this many deaths."""


def in_parallel(
    entries: Sequence[Entry], task: RunSettings, keys: Mapping[str, str], *, jobs: int
) -> Iterator[Delivery]:
    """Grade the entries in worker processes; yield deliveries as they are done. A worker that dies costs only time."""
    waiting = list(reversed(entries))
    deaths: dict[str, int] = {}
    while waiting:
        running: dict[Future[Delivery], Entry] = {}
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(
            jobs, mp_context=context, initializer=begin_worker, initargs=(task,)
        ) as pool:
            try:
                while waiting or running:
                    # a second entry waits for each worker; after a death one entry is graded at a time
                    while waiting and len(running) < (jobs if deaths else 2 * jobs):
                        entry = waiting.pop()
                        running[pool.submit(grade_in_worker, entry, keys.get(entry.id, ""))] = entry
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        entry = running[future]
                        yield future.result()
                        del running[future]
            except BrokenProcessPool:
                jobs = 1  # from now on one at a time, so that only the one that kills its worker is blamed
                for entry in reversed(running.values()):
                    deaths[entry.id] = deaths.get(entry.id, 0) + 1
                    if deaths[entry.id] < MOST_DEATHS:
                        waiting.append(entry)
                    else:
                        yield fault(task, entry, f"the worker process died {MOST_DEATHS} times")


_task: RunSettings | None = None
_worker: Worker | None = None


def begin_worker(task: RunSettings) -> None:
    """Prepare a process of a pool. It ends when the process that made the pool ends, even when that one is killed."""
    global _task
    _task = task
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def grade_in_worker(entry: Entry, known: str) -> Delivery:
    """Grade one entry in a process that `begin_worker` prepared. Raises JailBroken; every other failure is a report."""
    global _worker
    assert _task is not None
    try:
        _worker = _worker or Worker(_task)
        return _worker.grade(entry, known)
    except JailBroken:
        raise
    except Exception as error:
        traceback.print_exc()
        if _worker:
            _worker.close()  # the next submission gets a fresh student's side
            _worker = None
        return fault(_task, entry, f"{type(error).__name__}: {error}"[:300])
