"""The way back to the command: lines of JSON on what was the standard output; prints go to the standard error."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from grader.full.task import (
    Message,
    StagePicture,
    StageRemark,
    StageSentence,
    StageStep,
    StageTable,
    encode_event,
)

EVERY = 0.1
"""Seconds between two notes of progress: more would only cost time."""


class Channel:
    """Takes the standard output for itself, so that nothing that the student's code prints gets among its lines."""

    def __init__(self) -> None:
        self._fd = os.dup(1)
        os.dup2(2, 1)
        self._last = 0.0

    def send(self, message: Message) -> None:
        line = encode_event(message)
        while line:
            line = line[os.write(self._fd, line) :]

    def tell(self, key: str, **params: str | int | float) -> None:
        """A sentence of the week's `full.toml`."""
        self.send(StageSentence(key, {name: str(value) for name, value in params.items()}))

    def remark(self, key: str, **params: str) -> None:
        """A sentence of the grader's own, under `full` in the locale files."""
        self.send(StageRemark(key, params))

    def table(self, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        """Rows under columns. A column is a key of the week's `full.toml`, or `=` and the text itself."""
        self.send(StageTable(list(columns), [list(row) for row in cells]))

    def picture(self, path: Path) -> None:
        self.send(StagePicture(str(path)))

    def step(self, done: int, total: int, what: str) -> None:
        """How far the stage is; also the sign of life that the command waits for."""
        now = time.monotonic()
        if done >= total or now - self._last > EVERY:
            self._last = now
            self.send(StageStep(done, total, what))
