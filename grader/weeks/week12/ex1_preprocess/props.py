"""What ex1_preprocess does to a file on the student's side."""

from __future__ import annotations

import contextlib
from pathlib import Path


def wipe_file(path: str) -> None:
    """Overwrite the file with zeros and delete it: nothing can be read from it later."""
    Path(path).write_bytes(bytes(Path(path).stat().st_size))
    # Windows deletes no file that is still open
    with contextlib.suppress(OSError):
        Path(path).unlink()
