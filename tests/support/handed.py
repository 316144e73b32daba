"""Submissions as students hand them in: folders, archives, notebooks."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any


def put(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(
    path: Path, files: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]], **how: Any
) -> Path:
    pairs = files.items() if isinstance(files, dict) else files
    with zipfile.ZipFile(path, "w", **{"compression": zipfile.ZIP_DEFLATED, **how}) as archive:
        for name, data in pairs:
            archive.writestr(name, data)
    return path


def member(name: str, **fields: Any) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    for key, value in fields.items():
        setattr(info, key, value)
    return info


def tarred(
    path: Path, members: list[tuple[tarfile.TarInfo | str, bytes]], mode: str = "w:gz", form: int = 2
) -> Path:
    with tarfile.open(path, mode, format=form) as archive:
        for info, data in members:
            one = member(info) if isinstance(info, str) else info
            one.size = len(data) or one.size
            archive.addfile(one, io.BytesIO(data))
    return path


def notebook(*cells: str, **more: Any) -> bytes:
    made = [
        {"cell_type": "code", "source": c.splitlines(keepends=True), "outputs": [], "metadata": {}}
        for c in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made, **more}).encode()
