"""The other process, seen from the command: start it, hand on what it says, and end it when it says nothing any more."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import msgspec

PARENT = str(Path(__file__).resolve().parent.parent.parent)
BOOT = "import sys; sys.path.insert(0, {parent!r}); from grader.full.work.boot import main; del sys.path[0]; main()"
"""The package is found wherever it lies, but its parent (which may hold `solutions/`) does not stay on the path."""
START = 120.0
"""Seconds that a process may take to import torch."""
LINE = 1 << 20
TAIL = 20
DRAIN = 5.0


@dataclass(frozen=True)
class StageTask:
    """What the other process is to do. Plain data."""

    stage: str
    """`ex1` to `ex8`, or `probe`."""
    folder: Path
    datasets: Path
    cache: Path
    out: Path
    device: str
    files: list[dict[str, Any]]
    epochs: int


@dataclass(frozen=True)
class StageEnd:
    """How a stage ended."""

    status: str
    """`done`; `stopped` with a key and its parameters; `crashed`, `hung`, `disturbed`; `fault` (ours)."""
    key: str = ""
    params: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    printed: str = ""
    """The last lines that the process wrote: prints and tracebacks."""


def work(task: StageTask, on_event: Callable[[dict[str, Any]], None], *, patience: float) -> StageEnd:
    """Do the task in a process of its own. `patience` is how many seconds may pass without a sign of life."""
    with tempfile.TemporaryDirectory(prefix="transfer-lab-", ignore_cleanup_errors=True) as scratch:
        process = subprocess.Popen(
            [sys.executable, "-c", BOOT.format(parent=PARENT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=scratch,
            env=_environment(task), start_new_session=True,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        tail: deque[bytes] = deque(maxlen=TAIL)
        lines: queue.Queue[bytes | None] = queue.Queue()
        readers = [
            threading.Thread(
                target=_read, args=(process.stdout, lines.put, lambda: lines.put(None)), daemon=True
            ),
            threading.Thread(target=_read, args=(process.stderr, tail.append, lambda: None), daemon=True),
        ]
        for reader in readers:
            reader.start()
        try:
            with contextlib.suppress(OSError):
                process.stdin.write(msgspec.json.encode(msgspec.to_builtins(task, enc_hook=str)) + b"\n")
                process.stdin.flush()  # it stays open: its end tells the process that this one is gone
            end = _follow(lines, on_event, patience)
            if end is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(DRAIN)
                end = _died(process.poll())
        finally:
            _kill(process)
            with contextlib.suppress(OSError):
                process.stdin.close()
        for reader in readers:
            reader.join(DRAIN)
        printed = b"".join(tail).decode("utf-8", "replace").strip()
        return dataclasses.replace(end, printed=printed)


def _follow(
    lines: queue.Queue[bytes | None], on_event: Callable[[dict[str, Any]], None], patience: float
) -> StageEnd | None:
    """Hand events on until the stage ends; None when the process has ended without a word."""
    wait = max(START, patience)  # the first sign of life comes before torch is imported, the second after
    while True:
        try:
            line = lines.get(timeout=wait)
        except queue.Empty:
            return StageEnd("hung", params={"seconds": f"{wait:.0f}"})
        if line is None:
            return None
        try:
            event: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
            kind = event.pop("kind")
            if kind == "end":
                status, key = event.pop("status"), event.pop("key", "")
                return StageEnd(status, key, event.pop("params", {}), event)
            on_event({"kind": kind, **event})
        except (KeyError, TypeError, ValueError, msgspec.MsgspecError):
            return StageEnd("disturbed")
        if event.get("what") != "torch":
            wait = patience


def _read(pipe: IO[bytes], put: Callable[[bytes], None], end: Callable[[], None]) -> None:
    """Read for ever, so that the process never waits for a full pipe."""
    with contextlib.suppress(OSError, ValueError), pipe:
        while line := pipe.readline(LINE):
            put(line)
    end()


def _died(code: int | None) -> StageEnd:
    if code is None:
        return StageEnd("crashed", params={"how": "?"})
    if code < 0:
        with contextlib.suppress(ValueError):
            return StageEnd("crashed", params={"how": signal.Signals(-code).name})
    return StageEnd("crashed", params={"how": f"exit code {code}"})


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it has started (on Windows its loaders end by themselves when it is gone)."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _environment(task: StageTask) -> dict[str, str]:
    return {
        **os.environ,
        "TORCH_HOME": str(task.cache),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "ignore"),
        "MPLBACKEND": "Agg",
    }
