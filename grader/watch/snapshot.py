"""An exercise's files as they were at one moment: what is checked is what was read, whatever the editor does meanwhile.

The fingerprint names everything that a result depends on, so that equal fingerprints have equal results.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader import __version__
from grader.core.errors import Raised
from grader.core.model import CheckResult, Finding, Status, Week
from grader.intake.submission import Submission, is_exercise

STEADY_SECONDS = 0.01
"""Two reads this far apart must be equal: an editor may write a file in pieces."""
GONE_SECONDS = 0.5
"""How long a file may be missing or empty in the middle of a save before that is what the student wants."""


@dataclass(frozen=True)
class Snapshot:
    """One exercise of a folder, read completely. Takes the place of the folder for the examiner."""

    name: str
    shown: str
    exercise: str
    content: Mapping[str, bytes]
    problem: Raised | None
    """Why the file cannot be read, if so."""
    fingerprint: str
    stamp: int
    """When the exercise's own file was written, in the file system's nanoseconds; 0 when it is not there."""

    @property
    def blank(self) -> bool:
        """Whether the file is missing or has nothing in it."""
        if self.problem:
            return self.problem.kind == "missing_file"
        return not self.content[f"{self.exercise}.py"].strip()

    def files(self, exercise: str) -> dict[str, bytes]:
        """The files as they were. Raises Raised as `Submission.files` did."""
        if self.problem:
            raise self.problem
        assert exercise == self.exercise
        return dict(self.content)


def take(folder: Path, shown: str, exercise: str, ground: str) -> Snapshot:
    """Read an exercise now. ground: what its results depend on besides the student's files."""
    content: dict[str, bytes] = {}
    problem: Raised | None = None
    try:
        content = Submission(folder.name, folder, shown).files(exercise)
    except Raised as error:
        problem = error.with_traceback(None)
    main = folder / f"{exercise}.py"
    try:
        stamp, own = main.stat().st_mtime_ns, content.get(main.name) or main.read_bytes()
    except OSError:
        stamp, own = 0, b""
    digest = hashlib.sha256(f"{ground} {problem!r}".encode())
    for name, data in ((main.name, own), *sorted(_used(main.name, content).items())):
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return Snapshot(folder.name, shown, exercise, content, problem, digest.hexdigest(), stamp)


def settled(read: Callable[[], Snapshot]) -> Snapshot:
    """Read until two reads are equal and the file is not empty, or stays empty."""
    end = time.monotonic() + GONE_SECONDS
    last = read()
    while True:
        time.sleep(STEADY_SECONDS)
        now = read()
        if now.fingerprint == last.fingerprint and (not now.blank or time.monotonic() > end):
            return now
        last = now


def untouched(week: Week, snapshot: Snapshot) -> list[CheckResult]:
    """The results of a file that is the stub as it was handed out, which need no run; of any other file, none."""
    name = f"{snapshot.exercise}.py"
    stub = week.stub(snapshot.exercise)
    own = snapshot.content.get(name)
    if own is None or not stub.is_file() or own.splitlines() != stub.read_bytes().splitlines():
        return []
    lines = {m[1].decode(): own[: m.start()].count(b"\n") + 1 for m in re.finditer(rb"(?m)^def (\w+)", own)}
    where = f"{snapshot.shown or snapshot.name}/{name}"
    return [
        CheckResult(
            c, Status.NOT_STARTED, 0.0, Finding("not_started", file=where, line=lines.get(c.function, 0))
        )
        for c in week.checks
        if c.exercise == snapshot.exercise
    ]


def _used(main: str, content: Mapping[str, bytes]) -> dict[str, bytes]:
    """The helper modules that the exercise names, directly or through others: wherever the word stands."""
    helpers = {name: data for name, data in content.items() if not is_exercise(name)}
    used: dict[str, bytes] = {}
    todo = [content.get(main, b"")]
    while todo:
        text = todo.pop()
        for name in helpers.keys() - used.keys():
            if re.search(rb"\b" + re.escape(Path(name).stem).encode() + rb"\b", text):
                used[name] = helpers[name]
                todo.append(helpers[name])
    return used


def ground(week: Week, exercise: str, seed: int) -> str:
    """What an exercise's results depend on besides the student's files: checks, seed, versions."""
    digest = hashlib.sha256()
    for path in (
        week.folder / "week.toml",
        week.folder / exercise / "exercise.toml",
        *week.check_files(exercise),
        *week.props(exercise),
    ):
        digest.update(path.read_bytes() if path.is_file() else b"-")
    versions = [__version__, sys.version, *(_version(n) for n in ("torch", "torchvision", "numpy", "pillow"))]
    return f"{exercise} {seed} {digest.hexdigest()} {versions}"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "-"
