"""A check's questions up to one call, as data: what `replay` needs to do it again in the student's terminal."""

from __future__ import annotations

from typing import Any

import msgspec


class Asked(msgspec.Struct, frozen=True):
    """A question of a check."""

    op: str
    name: str
    args: Any
    kwargs: Any
    keep: bool
    buffers: list[bytes]


class Recorded(msgspec.Struct, frozen=True):
    """A check's questions up to the call that is tried, and what a candidate needs before them."""

    main: str
    path: str
    """The student's own file, which tracebacks and the debugger name."""
    files: dict[str, bytes]
    props: dict[str, str]
    datasets: str
    seed: int
    begin: int
    asked: list[Asked]
    scratches: list[str]
    """The scratch folders of the check's candidates, whose place another one takes."""
    out: str
    """The folder for the inputs."""
    words: dict[str, str]
    """Sentences in the student's language, by their keys."""
