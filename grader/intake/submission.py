"""A submission: a folder with the student's files. Read as bytes; nothing in it is ever imported or run on this side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from grader.core.errors import Frame, Raised
from grader.intake.places import Place

FILE_CAP = 1 << 20
HELPER_COUNT = 50


class HandedIn(Protocol):
    """What the examiner needs of a submission, wherever its files come from."""

    @property
    def name(self) -> str:
        """What reports call it by."""

    def files(self, exercise: str) -> dict[str, bytes]:
        """The exercise's file and the helper modules beside it, name to bytes. Raises Raised when it cannot be read."""

    def place(self, exercise: str, file: str, line: int) -> Place:
        """Where a line really is. file: a name in `files`, or empty for the exercise's own. Never raises."""


@dataclass(frozen=True)
class Submission:
    """A student's folder, and the name that reports call it by."""

    name: str
    folder: Path
    shown: str = ""
    """The folder as the student knows it: `exercises/week12`."""

    def path(self, exercise: str) -> Path:
        return self.folder / f"{exercise}.py"

    def files(self, exercise: str) -> dict[str, bytes]:
        """The exercise's file and the helper modules beside it (no other exercise), name to bytes.

        Raises Raised when the file is missing, too large or not UTF-8.
        """
        main = self.path(exercise)
        helpers = sorted(p for p in self.folder.glob("*.py") if not is_exercise(p.name))[:HELPER_COUNT]
        files = {p.name: data for p in helpers if (data := _read(p)) is not None and len(data) <= FILE_CAP}
        data = _read(main)
        if data is None:
            raise Raised("missing_file", "FileNotFoundError", main.name)
        check_source(main.name, data)
        return files | {main.name: data}

    def place(self, exercise: str, file: str, line: int) -> Place:
        """Where a line really is: these files are graded as they lie there."""
        return Place(f"{self.shown or self.name}/{file or self.path(exercise).name}", line)


def check_source(name: str, data: bytes) -> None:
    """Raises Raised when an exercise's file is too long or not UTF-8."""
    if len(data) > FILE_CAP:
        raise Raised("too_long", "", str(FILE_CAP >> 10))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = f"0x{data[error.start]:02x}"
        raise Raised("encoding", "UnicodeDecodeError", byte, [Frame(name, line)]) from None


def is_exercise(name: str) -> bool:
    """Whether a file name is an exercise's, such as `ex3_data.py`."""
    return name.startswith("ex") and name[2:3].isdigit()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


Kind = Literal["folder", "archive", "files"]


@dataclass(frozen=True)
class Entry:
    """A submission that was found: plain data, for any process to read it."""

    id: str
    """As in reports: the folder's or archive's name without its suffix, with what cannot be shown escaped. Unique."""
    kind: Kind
    paths: tuple[Path, ...]
