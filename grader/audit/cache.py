"""The outcomes of trials that have been made, in `.grader/audit/trials.sqlite`: whatever ends an audit, the next goes on.

The file can be deleted at any time: trials are then made again. One that cannot be read is put aside.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from grader.audit.trials import TrialOutcome

WRITE_SECONDS = 1.0
"""How often what came out is written: a kill costs the trials of so long a time."""
KEEP_DAYS = 30
"""Outcomes that no audit has used for so long are forgotten."""


class TrialCache:
    """Keys of trials to their outcomes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError:
            path.unlink()
            self._base = _opened(path)
        self._written = time.monotonic()

    def find(self, keys: Iterable[str]) -> dict[str, TrialOutcome]:
        """The outcomes that are there. What cannot be read is not there."""
        today = int(time.time() // 86400)
        found = {}
        for some in _portions(list(keys), 500):
            marks = ",".join("?" * len(some))
            rows = self._base.execute(f"select key, outcome from trial where key in ({marks})", some)
            for key, data in rows.fetchall():
                with contextlib.suppress(msgspec.DecodeError):
                    found[key] = msgspec.json.decode(data, type=TrialOutcome)
            self._base.execute(f"update trial set used = ? where key in ({marks})", [today, *some])
        self._base.execute("delete from trial where used < ?", [today - KEEP_DAYS])
        self._base.commit()
        return found

    def add(self, key: str, outcome: TrialOutcome) -> None:
        row = (key, msgspec.json.encode(outcome), int(time.time() // 86400))
        self._base.execute("insert or replace into trial values (?, ?, ?)", row)

    @property
    def due(self) -> bool:
        """Whether it is time to write what was added."""
        return time.monotonic() - self._written > WRITE_SECONDS

    def write(self, *, good: bool = True) -> None:
        """Write what was added since the last time; forget it when it is not good."""
        if good:
            self._base.commit()
        else:
            self._base.rollback()
        self._written = time.monotonic()

    def close(self) -> None:
        self._base.close()


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=60)
    base.execute("create table if not exists trial (key text primary key, outcome blob, used integer)")
    base.commit()
    return base


def _portions(keys: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
