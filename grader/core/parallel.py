"""Work in parallel processes of this machine: what a class's grading and an audit have in common."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
MOST_DEATHS = 3
"""A piece of work during which a process died this often is given up."""


def in_processes(
    pieces: Sequence[T],
    work: Callable[[T], R],
    *,
    begin: Callable[..., None],
    settings: tuple[Any, ...],
    lost: Callable[[T], R],
    jobs: int,
) -> Iterator[R]:
    """Do `work` on each piece in processes that `begin(*settings)` prepared; yield what comes out as it is done.

    lost: what comes out of a piece that kills its process. The death of a process costs only time.
    """
    waiting = list(reversed(pieces))
    deaths: Counter[int] = Counter()
    while waiting:
        running: dict[Future[R], T] = {}
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, mp_context=context, initializer=begin, initargs=settings) as pool:
            try:
                while waiting or running:
                    # a second piece waits for each process; after a death one is done at a time
                    while waiting and len(running) < (jobs if deaths else 2 * jobs):
                        piece = waiting.pop()
                        running[pool.submit(work, piece)] = piece
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield future.result()
                        del running[future]
            except BrokenProcessPool:
                jobs = 1  # from now on one at a time, so that only the one that kills its process is blamed
                for piece in reversed(running.values()):
                    deaths[id(piece)] += 1
                    if deaths[id(piece)] < MOST_DEATHS:
                        waiting.append(piece)
                    else:
                        yield lost(piece)
            except BaseException:  # Ctrl-C: what has not begun is not begun any more
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def end_with_parent() -> None:
    """End this process when the one that made it ends, even when that one is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
