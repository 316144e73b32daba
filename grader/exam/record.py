"""What is remembered of the theory, in `.grader/theory.json`: the schedule, the waiting questions, the mock exam.

The file holds no path, so it can be copied into the `.grader/` of another machine. Every change reads, changes and writes
the whole file: neither `kill -9` nor a second terminal loses an earlier answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec

from grader.core.errors import UsageError
from grader.core.files import put_aside, write

VERSION = 1


class Card(msgspec.Struct):
    """One question that was answered at least once: FSRS's memory of it in whole days, and its results."""

    stability: Annotated[float, msgspec.Meta(gt=0)]
    """Days until recall falls to 90 %."""
    difficulty: Annotated[float, msgspec.Meta(ge=1, le=10)]
    first: date
    last: date
    due: date
    asked: Annotated[int, msgspec.Meta(ge=1)] = 1
    score: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    """The sum of all scores, each from 0 to 1."""
    right: bool = False
    """Whether the last answer was right."""


class WeekTheory(msgspec.Struct):
    """What is remembered of one week's questions."""

    cards: dict[str, Card] = {}
    waiting: dict[str, str] = {}
    """Question to the function whose failed check queued it, oldest first."""
    drafts: dict[str, list[str]] = {}
    """Essay to the lines of it that were written when the session ended."""


class Mock(msgspec.Struct):
    """An unfinished mock exam. Its questions are made again from seed and ids; only the answers are kept."""

    week: str
    seed: int
    minutes: Annotated[int, msgspec.Meta(ge=1)]
    ids: list[str]
    answers: dict[int, str] = {}
    """Place on the paper, from 0, to what was typed."""
    draft: list[str] = []
    """The lines of an essay so far."""
    at: Annotated[int, msgspec.Meta(ge=0)] = 0
    used: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    """Seconds used. The clock stands still while nobody sits the exam."""
    over: bool = False
    """Handed in, or out of time. The student's own marking of essays may be left."""
    ticks: dict[int, list[bool]] = {}
    """Place of an essay on the paper to its criteria: which are met."""


class Taken(msgspec.Struct):
    """A mock exam that was finished."""

    week: str
    seed: int
    on: date
    score: float
    most: float
    seconds: float
    topics: dict[str, tuple[float, float]]
    """Topic to points won and points possible."""


class TheoryData(msgspec.Struct):
    """The whole file."""

    version: int = VERSION
    weeks: dict[str, WeekTheory] = {}
    mock: Mock | None = None
    taken: list[Taken] = []

    def week(self, name: str) -> WeekTheory:
        """What is remembered of a week; empty at first."""
        return self.weeks.setdefault(name, WeekTheory())


class _Versioned(msgspec.Struct):
    version: int = VERSION


class Store:
    """`theory.json` on disk. An unreadable one is put aside, never overwritten; that of a newer grader is left alone."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "theory.json"
        self.set_aside: Path | None = None

    def read(self) -> TheoryData:
        """Everything that is known; empty when there is no file. Raises UsageError where the file cannot be used."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return TheoryData()
        except OSError as error:
            raise self._refused(error) from None
        try:
            if msgspec.json.decode(content, type=_Versioned).version > VERSION:
                raise UsageError("theory_newer", path=self.path)
            return msgspec.json.decode(content, type=TheoryData)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            try:
                self.set_aside = put_aside(self.path)
            except OSError as error:
                raise self._refused(error) from None
            return TheoryData()

    def change(self, make: Callable[[TheoryData], None]) -> TheoryData:
        """Read, change, write whole. Returns what was written."""
        data = self.read()
        make(data)
        try:
            write(self.path, msgspec.json.format(msgspec.json.encode(data)).decode())
        except OSError as error:
            raise self._refused(error) from None
        return data

    def _refused(self, error: OSError) -> UsageError:
        return UsageError("cannot_use", path=self.path, reason=error.strerror or type(error).__name__)
