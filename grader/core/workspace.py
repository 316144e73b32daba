"""The workspace: the folder in which a student or an instructor works."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.core.errors import UsageError


@dataclass(frozen=True)
class Chosen:
    """What a command works on: a folder, or a single notebook."""

    path: Path
    shown: str
    """As the student knows it: `exercises/week12`."""
    own: bool = False
    """Whether it is the student's own work, whose progress is remembered."""

    @property
    def folder(self) -> Path:
        """The folder in which the files lie."""
        return self.path if self.path.is_dir() else self.path.parent


@dataclass(frozen=True)
class Workspace:
    """A folder with exercises/, where the student works."""

    root: Path

    @property
    def datasets(self) -> Path:
        return self.root / "datasets"

    @property
    def private(self) -> Path:
        """`.grader/`: progress, hints taken, backups. Never handed in, safe to delete."""
        return self.root / ".grader"

    @property
    def backups(self) -> Path:
        return self.private / "backup"

    def exercises(self, week: str) -> Path:
        return self.root / "exercises" / week

    def solutions(self, week: str) -> Path:
        return self.root / "solutions" / week

    def short(self, path: Path) -> str:
        """The path as messages show it: relative to the workspace when it lies in it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def chosen(self, week: str, *, solutions: bool = False, submission: Path | None = None) -> Chosen:
        """The folder that a command works on: the student's own unless something else is asked for.

        Raises UsageError when it is not there, or when two are asked for.
        """
        if submission is not None and solutions:
            raise UsageError("one_folder")
        if submission is not None:
            if not submission.is_dir() and submission.suffix != ".ipynb":
                raise UsageError("no_submission", path=submission)
            return Chosen(submission.resolve(), submission.as_posix())
        folder = self.solutions(week) if solutions else self.exercises(week)
        if not folder.is_dir():
            raise UsageError("no_solutions" if solutions else "no_exercises", path=folder)
        return Chosen(folder, self.short(folder), own=not solutions)


def find_workspace(start: Path) -> Workspace:
    """Walk up from `start` to a folder that has exercises/ and datasets/. Raises UsageError when there is none."""
    for folder in (start, *start.parents):
        if (folder / "exercises").is_dir() and (folder / "datasets").is_dir():
            return Workspace(folder)
    raise UsageError("no_workspace", path=start)
