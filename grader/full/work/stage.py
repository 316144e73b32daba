"""What every stage is given: `run(stage)` in `full.py` of an exercise's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from grader.full.files import File
from grader.full.work.channel import Channel
from grader.full.work.code import CannotGoOn, Code
from grader.full.work.device import Machine


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The student's code, a device, the files, and a way to tell what came out."""

    code: Code
    machine: Machine
    channel: Channel
    datasets: Path
    cache: Path
    out: Path
    """Folder for pictures."""
    files: Sequence[File]
    """The files of the list that this exercise uses and that are there."""
    epochs: int

    def of_kind(self, kind: str) -> list[File]:
        return [f for f in self.files if f.kind == kind]

    def named(self, name: str) -> File:
        """One of the files that the exercise's `full.toml` needs."""
        return next(f for f in self.files if f.name == name)

    def filled(self, model: nn.Module, file: File) -> nn.Module:
        """The empty network with the weights of `file`, in eval mode. Raises CannotGoOn when they do not fit.

        The file is read as weights only: nothing in it can run.
        """
        path = self.cache / file.path
        try:
            model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            raise CannotGoOn("weights_unfit", name=file.name, path=str(path), reason=reason) from error
        return model.eval()

    def usable(self, holds: bool, expected: str) -> None:
        """Raises CannotGoOn when what the last called function returned cannot be used further on."""
        if not holds:
            last = self.code.last
            raise CannotGoOn("unusable", function=last, expected=expected, short=last.split("_")[0])
