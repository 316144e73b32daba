"""The other process, seen from the command: start it, hand on what it says, and end it when it says nothing any more."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import msgspec

from grader.full.task import (
    CODE,
    SCRATCH,
    StageEnd,
    StageEvent,
    StageStatus,
    StageStep,
    Task,
    decode_event,
    encode_event,
)

PARENT = str(Path(__file__).resolve().parent.parent.parent)
BOOT = "import sys; sys.path.insert(0, {parent!r}); from grader.full.work.boot import main; del sys.path[0]; main()"
"""The package is found wherever it lies, but its parent (which may hold `solutions/`) does not stay on the path."""
START = 120.0
"""Seconds that a process may take to import torch."""
LINE = 1 << 20
TAIL = 20
DRAIN = 5.0


def run_task(
    task: Task,
    sources: Mapping[str, bytes],
    on_event: Callable[[StageEvent], None],
    *,
    cache: Path,
    patience: float,
) -> StageEnd:
    """Do the task in a process of its own, which finds the student's files `sources` in its folder.

    `patience` is how many seconds may pass without a sign of life. Whatever `on_event` raises ends the process too.
    """
    with tempfile.TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True) as scratch:
        code = Path(scratch, CODE)
        code.mkdir()
        for name, data in sources.items():
            (code / name).write_bytes(data)
        process = subprocess.Popen(
            [sys.executable, "-c", BOOT.format(parent=PARENT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=scratch,
            env=_environment(cache), start_new_session=True,
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
                process.stdin.write(encode_event(task))
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
        return msgspec.structs.replace(end, printed=printed)


def _follow(
    lines: queue.Queue[bytes | None], on_event: Callable[[StageEvent], None], patience: float
) -> StageEnd | None:
    """Hand events on until the task ends; None when the process has ended without a word."""
    wait = max(START, patience)  # the first sign of life comes before torch is imported, the second after
    while True:
        try:
            line = lines.get(timeout=wait)
        except queue.Empty:
            return StageEnd(StageStatus.HUNG, params={"seconds": f"{wait:.0f}"})
        if line is None:
            return None
        try:
            event = decode_event(line)
            if isinstance(event, StageEnd):
                return event
            on_event(event)
        # the line is no event, or names a sentence that is not there
        except (LookupError, TypeError, ValueError, msgspec.MsgspecError):
            return StageEnd(StageStatus.DISTURBED)
        if not (isinstance(event, StageStep) and event.loading):
            wait = patience


def _read(pipe: IO[bytes], put: Callable[[bytes], None], end: Callable[[], None]) -> None:
    """Read for ever, so that the process never waits for a full pipe."""
    with contextlib.suppress(OSError, ValueError), pipe:
        while line := pipe.readline(LINE):
            put(line)
    end()


def _died(code: int | None) -> StageEnd:
    how = "?" if code is None else f"exit code {code}"
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            how = signal.Signals(-code).name
    return StageEnd(StageStatus.CRASHED, params={"how": how})


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it has started (on Windows its loaders end by themselves when it is gone)."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _environment(cache: Path) -> dict[str, str]:
    return {
        **os.environ,
        "TORCH_HOME": str(cache),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "ignore"),
        "MPLBACKEND": "Agg",
    }
