"""What a mark depends on besides the work that was handed in: the one place that says so.

A Ground decides three things: the key of a bulk report, the fingerprint of a watched file, and whether a process of a
cluster has the same checks. When it changes, work is graded again. Pictures, stubs and theory questions do not change it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader import __version__
from grader.core.model import Week, deciding_modules

LIBRARIES = ("torch", "torchvision", "numpy", "pillow")
_IMPORTED = re.compile(r"\bgrader\.weeks((?:\.\w+)+)")


@dataclass(frozen=True)
class Ground:
    """What marks rest on. Plain data: it travels to a cluster and is compared there."""

    checks: str
    """SHA-256 of the files that decide."""
    versions: tuple[tuple[str, str], ...]
    """The versions of Python, the grader and the libraries, by name."""

    def key(self, *, seed: int, isolation: str, handed: str = "") -> str:
        """SHA-256 of all that a result depends on. handed: the digest of what was handed in."""
        parts = (self.checks, self.versions, seed, isolation, handed)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def differences(self, other: Ground) -> list[str]:
        """What is different in `other`, in words."""
        found = ["other checks"] if other.checks != self.checks else []
        theirs = dict(other.versions)
        for name, version in self.versions:
            if theirs.get(name) != version:
                found.append(f"{name} {theirs.get(name)}, not {version}")
        return found


def ground(week: Week, exercise: str = "") -> Ground:
    """What the marks of an exercise, or of the whole week, rest on now."""
    names = [exercise] if exercise else [one.name for one in week.exercises]
    root = week.folder.parent
    digest = hashlib.sha256()
    for path in sorted(_all({path for name in names for path in week.deciding(name)}, root)):
        data = path.read_bytes() if path.is_file() else b"-"
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode() + data)
    return Ground(digest.hexdigest(), _versions())


def _all(paths: Iterable[Path], root: Path) -> set[Path]:
    """These files and the modules of any week that they name, directly or through others."""
    found: set[Path] = set()
    todo = list(paths)
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        if path.suffix == ".py" and path.is_file():
            for name in set(_IMPORTED.findall(path.read_text(encoding="utf-8", errors="replace"))):
                todo += _modules(root.joinpath(*name.split(".")))
    return found


def _modules(path: Path) -> tuple[Path, ...]:
    """The files that a dotted name may mean: a module, the module that defines the name, or all modules of a folder."""
    if path.is_dir():
        return deciding_modules(path)
    return tuple(p for p in (path.with_suffix(".py"), path.parent.with_suffix(".py")) if p.is_file())


def _versions() -> tuple[tuple[str, str], ...]:
    own = (("python", platform.python_version()), ("grader", __version__))
    return (*own, *((name, _version(name)) for name in LIBRARIES))


def _version(package: str) -> str:
    """The version without the name of its build (`+cpu`): machines that share the work may have different builds."""
    try:
        return importlib.metadata.version(package).partition("+")[0]
    except importlib.metadata.PackageNotFoundError:
        return "-"
