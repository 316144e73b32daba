"""The worker processes of this machine, which grade a class in parallel."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence

from grader.bulk.worker import Delivery, RunSettings, Worker, fault
from grader.core.errors import JailBroken
from grader.core.parallel import MOST_DEATHS, end_with_parent, in_processes
from grader.intake.submission import Entry


def in_parallel(
    entries: Sequence[Entry], task: RunSettings, keys: Mapping[str, str], *, jobs: int
) -> Iterator[Delivery]:
    """Grade the entries in worker processes; yield deliveries as they are done. A worker that dies costs only time."""
    return in_processes(
        [(entry, keys.get(entry.id, "")) for entry in entries],
        _grade,
        begin=begin_worker,
        settings=(task,),
        lost=lambda piece: fault(task, piece[0], f"the worker process died {MOST_DEATHS} times"),
        jobs=jobs,
    )


def _grade(piece: tuple[Entry, str]) -> Delivery:
    return grade_in_worker(*piece)


_task: RunSettings | None = None
_worker: Worker | None = None


def begin_worker(task: RunSettings) -> None:
    """Prepare a process of a pool. It ends when the process that made the pool ends, even when that one is killed."""
    global _task
    _task = task
    end_with_parent()


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
