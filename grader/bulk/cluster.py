"""`grader bulk --cluster ADDRESS`: the same work on a Dask cluster, with the same marks.

A submission travels as plain data with its files as bytes, read here by intake; a report comes back as text. Every process
of the cluster starts one jail and grades one submission at a time in it, however many threads Dask gives it. The grader,
the week and the data must be installed there, too; a process with other checks or libraries grades nothing.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from grader.bulk.worker import Delivery, RunSettings, Worker, fault, report_key
from grader.checking.depends import Ground, ground
from grader.core.errors import JailBroken, UsageError
from grader.core.files import PACKAGE
from grader.core.model import Week
from grader.intake.read import Handed, read_entry
from grader.intake.submission import Entry

if TYPE_CHECKING:
    from distributed import Client, Future

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?[^\s/]+:\d+/?")
CONNECT_SECONDS = 10
IN_FLIGHT = 2
"""Submissions that each process has at a time: one is graded, one waits."""


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to a cluster, and close its jails at the end. Raises UsageError when distributed or the cluster is missing."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("no_distributed") from None
    if not _ADDRESS.fullmatch(address):
        raise UsageError("no_cluster", address=address, reason="not an address")
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    # nobody answers; the address is none; its transport is not installed
    except (OSError, ValueError, ImportError) as error:
        raise UsageError("no_cluster", address=address, reason=_in_one_line(error)) from None
    with client:
        cluster = Cluster(client)
        if not cluster.processes:
            raise UsageError("no_cluster", address=address, reason="0 workers")
        try:
            yield cluster
        finally:
            client.run(_close_here, on_error="ignore")


class Cluster:
    """The processes that a scheduler knows."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def processes(self) -> int:
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def grade(
        self, entries: Sequence[Entry], task: RunSettings, week: Week, keys: Mapping[str, str]
    ) -> Iterator[Delivery]:
        """Grade each entry unless `keys` says that its stored report is still valid; yield the deliveries as they are done.

        When a process dies, its submission is tried again.
        """
        from distributed import as_completed

        here = ground(week)
        handed = (read_entry(entry, week) for entry in entries)
        sent: dict[str, Entry] = {}
        pool: Any = as_completed([], loop=self._client.loop)
        unchanged: list[Delivery] = []

        def send(count: int) -> None:
            changed = (one for one in handed if not same(one))
            for one in islice(changed, count):
                future = self._client.submit(_grade_here, task, here, one, pure=False)
                sent[future.key] = Entry(one.name, "files", ())
                pool.add(future)

        def same(one: Handed) -> bool:
            known = report_key(task, here, one) == keys.get(one.name)
            if known:
                unchanged.append(Delivery(one.name, None))
            return known

        send(IN_FLIGHT * self.processes)
        for future in pool:
            yield _delivery(task, sent.pop(future.key), future)
            send(1)
        yield from unchanged


def _delivery(task: RunSettings, entry: Entry, future: Future[Delivery]) -> Delivery:
    try:
        done: Delivery = future.result()
        return done
    except JailBroken:
        raise
    except Exception as error:  # each process that had it died, or has another grader
        return fault(task, entry, f"{type(error).__name__}: {_in_one_line(error)}")


def _in_one_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]


# ---- in a process of the cluster --------------------------------------------------------------------------------------

_turn = threading.Lock()
_state: dict[str, Any] = {}
"""The task and the worker of this process, while a run lasts."""


def _grade_here(task: RunSettings, wanted: Ground, handed: Handed) -> Delivery:
    with _turn:
        worker = _worker_here(task, wanted)
        try:
            return worker.grade_handed(handed, "")
        except BaseException:
            _end()  # the next submission gets a fresh student's side
            raise


def _worker_here(task: RunSettings, wanted: Ground) -> Worker:
    if _state.get("task") != task:
        _end()
        root = PACKAGE.parent
        datasets = task.datasets if task.datasets.is_dir() else root / "datasets"
        here = replace(task, datasets=datasets, hidden=(*task.hidden, root))
        worker = Worker(here)
        _state.update(task=task, worker=worker)
    found: Worker = _state["worker"]
    if differences := wanted.differences(found.ground):
        raise RuntimeError(
            f"this machine of the cluster has {'; '.join(differences)}: install the same versions there"
        )
    return found


def _close_here() -> None:
    with _turn:
        _end()


def _end() -> None:
    worker = _state.pop("worker", None)
    _state.clear()
    if worker:
        worker.close()
