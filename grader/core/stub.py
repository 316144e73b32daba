"""The stub that a student starts from: what it raises, putting it back, keeping what was there."""

from __future__ import annotations

import ast
import time
from enum import StrEnum
from pathlib import Path

from grader.core.errors import UsageError


class FileAction(StrEnum):
    """What became of a file that is written for a student, who may have changed the one that is there."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    """The same file was there already."""
    LEFT = "left"
    """Another file is there; it was left alone."""
    FORCED = "forced"
    """Another file was there; it was backed up and overwritten."""


def stub_message(exercise: str, function: str) -> str:
    """What the stub's NotImplementedError says: `ex6_detect.filter_detections`."""
    return f"{exercise}.{function}"


def parameters(signature: str) -> list[str]:
    """`["logits", "labels", "k"]` of `top_k(logits, labels, k=5)`."""
    tree = ast.parse(f"def {signature}: pass").body[0]
    assert isinstance(tree, ast.FunctionDef)
    return [a.arg for a in tree.args.args]


def put_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def read_text(path: Path) -> str | None:
    """Text with `\\n` line ends (a checkout may have `\\r\\n`); None when there is no such file."""
    try:
        return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return None


def back_up(path: Path, backups: Path) -> Path:
    """Copy a file to `backups/<name>-<time>.py`, never over another one."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    target = backups / path.parent.name / f"{path.stem}-{stamp}{path.suffix}"
    serial = 1
    while target.exists():
        serial += 1
        target = target.with_name(f"{path.stem}-{stamp}-{serial}{path.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(path.read_bytes())
    return target


def restore(target: Path, stub: Path, backups: Path) -> tuple[Path | None, bool]:
    """Put the stub back. Returns where the student's file was kept (None when there was none) and whether it changed."""
    text = read_text(stub)
    if text is None:
        raise UsageError("no_stub", path=target.name)
    if read_text(target) == text:
        return None, False
    backup = back_up(target, backups) if target.exists() else None
    put_text(target, text)
    return backup, True
