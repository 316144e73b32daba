"""What all checks of a run have in common. Made before torch is imported, and handed down whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.core.model import Week
from grader.sandbox.launcher import Launcher

if TYPE_CHECKING:
    from grader.checking.memo import Memo
    from grader.sandbox.client import Query


@dataclass(frozen=True)
class Setting:
    """A week's checks, who starts the student's side, the real data, and the seed that inputs are drawn from."""

    week: Week
    launcher: Launcher
    datasets: Path
    seed: int = 0
    memo: Memo | None = None
    """The checks of the same week and seed that have passed before; None to remember nothing."""
    on_ask: Callable[[str, Query], None] = lambda check, asked: None
    """Told of every question to the student's side, with the id of its check, before it is asked."""
    call_seconds: float | None = None
    """How long a call may take; None for as long as a student's may."""
