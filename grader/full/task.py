"""What the command and the other process say to each other: plain data, one JSON object a line, read strictly.

command -> process   one Probe or StageTask
process -> command   any number of StageStep, StageSentence, StageRemark, StageTable, StagePicture, then one StageEnd
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from grader.full.files import File

SCRATCH = "transfer-lab-"
"""How the name of the process's working folder begins."""
CODE = "code"
"""The folder in it that holds the student's files."""


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """Base of all messages: one line each."""


class StagePlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is known of a stage before it runs."""

    module: str
    """What `import` calls it: `grader.weeks.week12.ex6_detect.full`."""
    path: Path
    """The stage's `full.py`."""
    datasets: Path
    files: tuple[File, ...]
    """The files of the list that this exercise uses and that are not left out."""
    epochs: int


class Probe(Message, frozen=True, kw_only=True):
    """Look at the machine, and estimate how long these stages will take on it."""

    device: str
    """The device wanted; empty: the best that there is."""
    plans: tuple[StagePlan, ...]


class StageTask(Message, frozen=True, kw_only=True):
    """Run the stage of one exercise."""

    plan: StagePlan
    exercises: Mapping[str, str]
    """The exercises of the week, short name to name: `ex6` to `ex6_detect`."""
    device: str
    cache: Path
    out: Path
    """Folder for pictures."""


Task = Probe | StageTask


class StageStep(Message, frozen=True):
    """How far the stage is, and that it is alive."""

    done: int
    total: int
    what: str
    loading: bool = False
    """Torch is still being imported: that takes its own time."""


class StageSentence(Message, frozen=True):
    """A sentence of the week's `full.toml`."""

    key: str
    params: dict[str, str]


class StageRemark(Message, frozen=True):
    """A sentence of the grader's own, under `full` in the locale files."""

    key: str
    params: dict[str, str]


class StageTable(Message, frozen=True):
    """Rows under columns. A column is a key of the week's `full.toml`, or `=` and the text itself."""

    columns: list[str]
    cells: list[list[str]]


class StagePicture(Message, frozen=True):
    """A picture was written."""

    path: str


class StageStatus(StrEnum):
    """What became of a stage."""

    DONE = "done"
    STOPPED = "stopped"
    """It could not go on; the key says why."""
    CRASHED = "crashed"
    HUNG = "hung"
    DISTURBED = "disturbed"
    """The student's code wrote into the connection."""
    FAULT = "fault"
    """The grader or the week is at fault."""


class CodeLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the student's code, as the process numbers it."""

    file: str
    number: int
    """From 1; 0 where only the file is known."""


class Probed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What there is to compute with."""

    device: str
    title: str
    rate: float = 0.0
    """10^9 multiply-adds a second; 0 where that does not matter."""
    seconds: float = 0.0
    """How long the stages will take, where there is a rate."""


class StageEnd(Message, frozen=True):
    """How a task ended."""

    status: StageStatus
    key: str = ""
    """The sentence under `full` in the locale files."""
    params: dict[str, str] = {}
    line: CodeLine | None = None
    """Where the student's code raised."""
    probed: Probed | None = None
    printed: str = ""
    """The last lines that the process wrote: prints and tracebacks. Filled in on the command's side."""


StageEvent = StageStep | StageSentence | StageRemark | StageTable | StagePicture


def encode_event(message: Message) -> bytes:
    """The message as one line."""
    return msgspec.json.encode(message, enc_hook=str) + b"\n"


def decode_task(line: bytes) -> Task:
    """Read a task from its line. Raises msgspec.MsgspecError."""
    task: Task = msgspec.json.decode(line, type=Task, dec_hook=_hook)
    return task


def decode_event(line: bytes) -> StageEvent | StageEnd:
    """Read an event from its line. Raises msgspec.MsgspecError, or ValueError for what is not UTF-8."""
    event: StageEvent | StageEnd = msgspec.json.decode(line, type=StageEvent | StageEnd)
    return event


def _hook(kind: type, value: Any) -> Any:
    return kind(value) if kind is Path else value
