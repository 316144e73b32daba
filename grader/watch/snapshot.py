"""An exercise's files as they were at one moment: what is checked is what was read, whatever the editor does meanwhile.

The fingerprint names everything that a result depends on, so that equal fingerprints have equal results.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.core.errors import Raised
from grader.core.model import CheckResult, Finding, Status, Week
from grader.intake.places import Place
from grader.intake.read import Handed
from grader.intake.submission import HandedIn, is_exercise

STEADY_SECONDS = 0.01
"""Two reads this far apart must be equal: an editor may write a file in pieces."""
GONE_SECONDS = 0.5
"""How long a save may leave a file missing or empty. After that it counts as what the student wants."""


@dataclass(frozen=True)
class Snapshot:
    """One watched exercise, read completely. The examiner gets it in place of the submission."""

    handed: HandedIn
    """Used only to say where a line is: its files may have changed since."""
    exercise: str
    content: Mapping[str, bytes]
    problem: Raised | None
    """Why the file cannot be read, if so."""
    fingerprint: str
    stamp: int
    """When the exercise's own file was written, in the file system's nanoseconds; 0 when it is not there."""

    @property
    def name(self) -> str:
        return self.handed.name

    @property
    def file(self) -> str:
        """What the student calls the exercise's file: `ex3_data.py`, `lab.ipynb`."""
        return Path(self.place(self.exercise, "", 0).file).name

    @property
    def blank(self) -> bool:
        """Whether the file is missing, has nothing in it, or is only the beginning of a notebook."""
        if self.problem:
            return self.problem.kind in ("missing_file", "notebook")
        return not self.content[f"{self.exercise}.py"].strip()

    def files(self, exercise: str) -> dict[str, bytes]:
        """The files as they were. Raises Raised as the submission's own `files` did."""
        if self.problem:
            raise self.problem
        assert exercise == self.exercise
        return dict(self.content)

    def place(self, exercise: str, file: str, line: int) -> Place:
        return self.handed.place(exercise, file, line)


def take(handed: HandedIn, folder: Path, exercise: str, ground: str) -> Snapshot:
    """Keep an exercise of what was read in `folder`. ground: what its results depend on besides the student's files."""
    content: dict[str, bytes] = {}
    problem: Raised | None = None
    try:
        content = handed.files(exercise)
    except Raised as error:
        problem = error.with_traceback(None)
    main, on_disk = f"{exercise}.py", _on_disk(handed, folder, exercise)
    try:
        stamp, own = on_disk.stat().st_mtime_ns, content.get(main) or on_disk.read_bytes()
    except OSError:
        stamp, own = 0, content.get(main, b"")
    place = handed.place(exercise, "", 0).file
    digest = hashlib.sha256(f"{ground} {problem!r} {place}".encode("utf-8", "surrogateescape"))
    for name, data in ((main, own), *sorted(_used(main, content).items())):
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return Snapshot(handed, exercise, content, problem, digest.hexdigest(), stamp)


def _on_disk(handed: HandedIn, folder: Path, exercise: str) -> Path:
    """The file that the exercise was read from."""
    work = handed.works.get(exercise) if isinstance(handed, Handed) else None
    return folder / (work.source.path if work else f"{exercise}.py")


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
    """The results of an unchanged stub, which need no run; an empty list for any other file."""
    name = f"{snapshot.exercise}.py"
    stub = week.stub(snapshot.exercise)
    own = snapshot.content.get(name)
    if own is None or not stub.is_file() or own.splitlines() != stub.read_bytes().splitlines():
        return []
    lines = {m[1].decode(): own[: m.start()].count(b"\n") + 1 for m in re.finditer(rb"(?m)^def (\w+)", own)}
    results = []
    for spec in week.checks:
        if spec.exercise == snapshot.exercise:
            place = snapshot.place(spec.exercise, "", lines.get(spec.function, 0))
            finding = Finding("not_started", file=place.file, line=place.line)
            results.append(CheckResult(spec, Status.NOT_STARTED, 0.0, finding))
    return results


def _used(main: str, content: Mapping[str, bytes]) -> dict[str, bytes]:
    """The helper modules that the exercise names, directly or through others, anywhere in their text."""
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
