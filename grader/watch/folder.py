"""Watch a folder: the file system reports when something in it changes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

STEP_MS, DEBOUNCE_MS = 10, 100
"""A change is reported once nothing has happened for STEP_MS, and after DEBOUNCE_MS at the latest."""


class Looked:
    """It is time to look: something in the folder may have changed."""


def watch_folder(folder: Path, stop: threading.Event, post: Callable[[Looked], None]) -> None:
    """Call `post` after every change until `stop` is set, or until the file system cannot report (any more)."""
    import watchfiles

    with contextlib.suppress(OSError, RuntimeError):
        changes = watchfiles.watch(
            folder, watch_filter=None, recursive=False, step=STEP_MS, debounce=DEBOUNCE_MS, stop_event=stop,
            rust_timeout=1000, raise_interrupt=False,
        )  # fmt: skip
        for _ in changes:
            post(Looked())
