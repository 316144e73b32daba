"""What is remembered of the theory, in `.grader/theory.json`: the schedule, the waiting questions, the mock exam.

No path is in it: copied into the `.grader/` of another machine it goes on there. Every change is read, made and written as
a whole, so that neither `kill -9` nor a second terminal loses an answer that was given before.
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
    """One question that was answered at least once: FSRS's memory of it in whole days, and what came of it."""

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
    """The last answer."""


class WeekTheory(msgspec.Struct):
    cards: dict[str, Card] = {}
    waiting: dict[str, str] = {}
    """Question to the function whose failed check queued it, oldest first."""
    drafts: dict[str, list[str]] = {}
    """Essay to the lines of it that were written when the session ended."""


class Mock(msgspec.Struct):
    """An unfinished mock exam. The seed and the ids make its questions again, so only answers are kept."""

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
    """Seconds on the clock, which stands still while nobody sits the exam."""
    over: bool = False
    """Handed in; only the student's own marking of essays may be left."""
    ticks: dict[int, list[bool]] = {}
    """Place of an essay to the criteria that are met."""


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
    version: int = VERSION
    weeks: dict[str, WeekTheory] = {}
    mock: Mock | None = None
    taken: list[Taken] = []

    def week(self, name: str) -> WeekTheory:
        return self.weeks.setdefault(name, WeekTheory())


class _Versioned(msgspec.Struct):
    version: int = VERSION


class Store:
    """The file. One that cannot be read is put aside, never overwritten; one of a newer grader is left alone."""

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
