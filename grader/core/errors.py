"""What can go wrong, and whose fault it is.

    GraderError
    ├── UsageError        wrong command, target or workspace: one sentence and what to do next (exit code 2)
    │   ├── JailBroken    there is no jail here, or it does not hold
    │   └── NotReady      a full run lacks a file, the network, disk space or a device
    └── GraderFault       the grader's own fault, never blamed on the student (exit code 3)
    StudentError          what the student's side did; becomes the result of the check that was running
    ├── Raised            the student's code raised, or the file or function is missing or unreadable
    └── Died              the student's process ended: timeout, crash, exit, memory, broken protocol
    Mismatch              a value came back and it is not the right one

Each of the last three carries a `model.Finding`-shaped payload instead of words: words are the renderer's job.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

STOPPED = 130
"""Exit code of a command that was ended with Ctrl-C."""


class GraderError(Exception):
    """Base of what the grader says about itself or about the command it was given."""

    exit_code = 3


class UsageError(GraderError):
    """Wrong use or workspace. `key` names the sentence in `locale/*.toml`, `params` fills it in."""

    exit_code = 2
    table = "usage"
    """The part of `locale/*.toml` that has the sentence."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep key and params when the error crosses from a worker process to the command."""
        return functools.partial(type(self), self.key, **self.params), ()


class JailBroken(UsageError):
    """There is no jail on this machine, or it does not hold. The sentence says what is missing and what to do."""

    table = "jail"


class NotReady(UsageError):
    """A file, the network, the disk or a device is missing. `key` names the sentence under `full` in `locale/*.toml`."""

    table = "full"


class GraderFault(GraderError):
    """Something in the grader or in a check is wrong."""


@dataclass(frozen=True)
class Frame:
    """One line of a traceback that lies in the student's own file."""

    file: str
    line: int
    function: str = ""
    source: str = ""


class StudentError(Exception):
    """Base of what the student's side did instead of returning a value."""

    at_load = False
    """Whether it happened when the file was loaded, before anything in it was called."""


RaisedKind = Literal[
    "raised",
    "raised_in_use",
    "missing_file",
    "missing_function",
    "signature",
    "syntax",
    "encoding",
    "notebook",
    "too_long",
    "unsendable",
    "prepare",
]
DiedKind = Literal["timeout", "load_timeout", "budget", "exit", "signal", "memory", "protocol", "sys_exit"]


@dataclass
class Raised(StudentError):
    """The student's code raised an exception, or could not be loaded, or lacks the function."""

    kind: RaisedKind
    type: str = ""
    """Name of the exception's class, in English as Python prints it."""
    text: str = ""
    """`str(exception)`, capped."""
    frames: list[Frame] = field(default_factory=list)
    """The student's own lines, outermost first."""
    caret: str = ""
    """For a syntax error: the line and a caret below it."""

    def __str__(self) -> str:
        return f"{self.type}: {self.text}" if self.text else self.type


@dataclass
class Died(StudentError):
    """The student's process ended, or was ended, while a check was waiting for it."""

    kind: DiedKind
    detail: str = ""
    """The limit in seconds, the exit code, the signal's name, or what was wrong with the frame."""
    frames: list[Frame] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.kind} {self.detail}".strip()


class Mismatch(AssertionError):
    """A value came back and is not the right one.

    `kind` names the sentence in `locale/*.toml` under `mismatch`, `params` fills it in; `got` and `expected` are
    in Python's own notation and the same in every language.
    """

    def __init__(
        self,
        kind: str,
        *,
        got: str,
        expected: str,
        mistake: str | None = None,
        params: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{kind}: got {got}, expected {expected}")
        self.kind = kind
        self.got = got
        self.expected = expected
        self.mistake = mistake
        self.params = dict(params or {})
        self.cause = ""
        """A general cause, where `mistake` is None."""
        self.pair: tuple[object, object] | None = None
        """What came and what was wanted, at the innermost place where they differ; None where nothing was compared."""
