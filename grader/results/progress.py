"""What is remembered between runs, in `.grader/progress.json`: the last results and the hints taken. Safe to delete."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.core.files import put_aside, write
from grader.core.model import CheckSpec, Exercise, Status, SubmissionResult, Week
from grader.results.leading import leading


class WeekProgress(msgspec.Struct):
    """The last known result of each check, and the file that it was made from."""

    checks: dict[str, str] = {}
    files: dict[str, str] = {}
    """Exercise to SHA-256 of its file when it was checked."""
    known: dict[str, str] = {}
    """Exercise to the fingerprint (`snapshot`) that all of its results belong to, where that is known."""
    leading: dict[str, str] = {}
    """`exercise.function` to its check whose failure was shown."""
    spot: str = ""
    """`exercise.function` at which the student stopped watching."""


class ProgressData(msgspec.Struct):
    version: int = 1
    weeks: dict[str, WeekProgress] = {}
    hints: dict[str, int] = {}
    """Check to the number of hints taken; `exercise.function` to 1 once its hint on how to begin was shown."""


@dataclass
class Progress:
    """The file and its content. A file that cannot be read is put aside, never overwritten."""

    path: Path
    data: ProgressData
    set_aside: Path | None = None

    def save(self) -> None:
        write(self.path, msgspec.json.format(msgspec.json.encode(self.data)).decode())

    def week(self, name: str) -> WeekProgress:
        return self.data.weeks.setdefault(name, WeekProgress())

    def record(
        self, result: SubmissionResult, folder: Path, fingerprints: Mapping[str, str] | None = None
    ) -> None:
        """Remember results. fingerprints: of the exercises of which every check has run."""
        week = self.week(result.week)
        ran = {check.spec.id for check in result.checks}
        for check in result.checks:
            week.checks[check.spec.id] = str(check.status)
        for name in dict.fromkeys(c.spec.function_id for c in result.checks):
            first = leading(c for c in result.checks if c.spec.function_id == name)
            week.leading.pop(name, None)
            week.leading |= {name: first.spec.id} if first else {}
        for exercise in {c.spec.exercise for c in result.checks}:
            now = file_hash(folder / f"{exercise}.py")
            known = {id for id in week.checks if id.startswith(f"{exercise}.")}
            if week.files.get(exercise, now) == now or known <= ran:
                week.files[exercise] = now  # otherwise some results are still those of an older file
            week.known.pop(exercise, None)
        week.known |= fingerprints or {}
        self.save()

    def status(self, spec: CheckSpec, week: str) -> Status | None:
        """What the check's last result was; None when it was never run."""
        word = self.week(week).checks.get(spec.id)
        return Status(word) if word in set(Status) else None

    def leads(self, spec: CheckSpec, week: str) -> bool:
        """Whether it was the failure that was shown of its function."""
        return self.week(week).leading.get(spec.function_id) == spec.id

    def changed(self, exercise: Exercise, week: str, folder: Path) -> bool:
        """Whether the student's file has changed since it was last checked."""
        known = self.week(week).files.get(exercise.name)
        return known is not None and known != file_hash(folder / exercise.filename)

    def begins(self, spec: CheckSpec) -> bool:
        """Whether this is the first hint of a function; from now on it is not."""
        name = spec.function_id
        if name in self.data.hints:
            return False
        self.data.hints[name] = 1
        self.save()
        return True

    def take_hint(self, spec: CheckSpec, limit: int) -> int:
        """Count one more hint of this check; returns its number from 1, which stays at `limit`."""
        number = min(max(self.data.hints.get(spec.id, 0), 0) + 1, limit)
        self.data.hints[spec.id] = number
        self.save()
        return number


def load_progress(folder: Path) -> Progress:
    """Read the progress in `folder` (`.grader/`); empty when there is none."""
    path = folder / "progress.json"
    try:
        return Progress(path, msgspec.json.decode(path.read_bytes(), type=ProgressData))
    except FileNotFoundError:
        return Progress(path, ProgressData())
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Progress(path, ProgressData(), put_aside(path))


def next_function(progress: Progress, week: Week) -> tuple[str, str] | None:
    """Exercise and name of the first function that has a check not passed; None when all passed."""
    for exercise in week.exercises:
        for function in exercise.functions:
            if any(progress.status(c, week.name) is not Status.PASSED for c in function.checks):
                return exercise.name, function.name
    return None


def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
