"""Files that are written whole or not at all, and where this package's own lie."""

from __future__ import annotations

import os
from pathlib import Path

from grader.core.errors import UsageError

PACKAGE = Path(__file__).resolve().parent.parent
"""The folder of this package, wherever it is installed."""


def write(path: Path, data: str | bytes) -> None:
    """Write whole or not at all: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    if isinstance(data, bytes):
        part.write_bytes(data)
    else:
        part.write_text(data, encoding="utf-8", newline="\n")
    os.replace(part, path)


def write_asked(path: Path, data: str | bytes) -> None:
    """`write` to a place that a person named. Raises UsageError when it cannot be written."""
    try:
        write(path, data)
    except OSError as error:
        raise UsageError("cannot_write", path=path, reason=error.strerror or type(error).__name__) from None


def put_aside(path: Path) -> Path:
    """Rename a file that cannot be read, so that it is neither overwritten nor in the way; returns its new place."""
    serial = 1
    while (aside := path.with_suffix(f".broken{serial}.json")).exists():
        serial += 1
    path.replace(aside)
    return aside
