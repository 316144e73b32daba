"""A manifest: a CSV or JSON file of the instructor's that says which files are whose."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from grader.core.errors import UsageError

COLUMNS = ("submission", "path")
SIZE_CAP = 16 << 20


def read_manifest(path: Path) -> dict[str, tuple[Path, ...]]:
    """Each id's paths, which are relative to the manifest. Rows of the same id belong together. Raises UsageError."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_CAP + 1)
    except OSError as error:
        raise UsageError("cannot_read", path=path, reason=error.strerror or type(error).__name__) from None
    if len(data) > SIZE_CAP:
        raise UsageError("manifest_size", path=path, size=SIZE_CAP >> 20)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("manifest_encoding", path=path) from None
    out: dict[str, tuple[Path, ...]] = {}
    for at, id, where in _csv(path, text) if path.suffix.lower() == ".csv" else _json(path, text):
        if not id.strip() or not where.strip() or "\0" in where:
            raise UsageError("manifest_row", path=path, at=at)
        name = id.strip()
        out[name] = (*out.get(name, ()), path.parent / where.strip())
    return out


Row = tuple[str, str, str]
"""Where the row stands, an id and a path."""


def _csv(path: Path, text: str) -> Iterator[Row]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [word.strip().lower() for word in next(rows, [])]
        if not set(COLUMNS) <= set(header):
            raise UsageError("manifest_header", path=path)
        places = [header.index(column) for column in COLUMNS]
        for row in rows:
            if any(word.strip() for word in row):
                id, where = (row[place] if place < len(row) else "" for place in places)
                yield str(rows.line_num), id, where
    except csv.Error:
        raise UsageError("manifest_row", path=path, at=str(rows.line_num)) from None


def _json(path: Path, text: str) -> Iterator[Row]:
    try:
        data = json.loads(text, object_pairs_hook=list)  # an id may stand there twice
    except (ValueError, RecursionError):
        raise UsageError("manifest_json", path=path) from None
    if not isinstance(data, list):
        raise UsageError("manifest_json", path=path)
    for number, item in enumerate(data, 1):
        if isinstance(item, tuple):
            id, where = item
        else:
            fields = dict(item) if isinstance(item, list) and all(isinstance(i, tuple) for i in item) else {}
            id, where = (fields.get(column) for column in COLUMNS)
        if not isinstance(id, str) or not isinstance(where, str):
            raise UsageError("manifest_row", path=path, at=str(number))
        yield str(number), id, where
