"""What every stage is given."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from grader.full.work import networks
from grader.full.work.channel import Channel
from grader.full.work.code import CannotGoOn, Code
from grader.full.work.device import Machine


@dataclass(frozen=True)
class Photo:
    """A photo of `datasets/photos`, and which ImageNet classes count as right for it."""

    path: Path
    classes: tuple[int, ...]


@dataclass(frozen=True)
class Stage:
    """The student's code, a device, the files, and a way to tell what came out."""

    code: Code
    machine: Machine
    channel: Channel
    datasets: Path
    cache: Path
    out: Path
    """Folder for pictures."""
    files: Sequence[dict[str, Any]]
    """Of the list, those that this exercise uses and that are there."""
    epochs: int

    def networks(self, kind: str) -> list[dict[str, Any]]:
        return [f for f in self.files if f["kind"] == kind]

    def load(self, file: dict[str, Any]) -> nn.Module:
        return networks.load_network(file["name"], self.cache / file["path"])

    def photos(self) -> list[Photo]:
        folder = self.datasets / "photos"
        data = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        return [Photo(folder / name, tuple(about["classes"])) for name, about in data.items()]

    def usable(self, holds: bool, expected: str) -> None:
        """Raises Trouble when what the last called function returned cannot be used further on."""
        if not holds:
            last = self.code.last
            raise CannotGoOn("unusable", function=last, expected=expected, short=last.split("_")[0])
