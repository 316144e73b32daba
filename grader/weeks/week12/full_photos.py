"""The photos of datasets/photos, as the stages of several exercises use them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from grader.full.work.stage import Stage


@dataclass(frozen=True)
class Photo:
    """A photo, and which ImageNet classes count as right for it."""

    path: Path
    classes: tuple[int, ...]


def photos(datasets: Path) -> list[Photo]:
    """All of them, in the order of their list."""
    folder = datasets / "photos"
    data = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return [Photo(folder / name, tuple(about["classes"])) for name, about in data.items()]


def photo_batch(stage: Stage) -> Tensor:
    """All photos through the student's `load_rgb`, `build_transform` and `to_batch`: [N, 3, 224, 224]."""
    code = stage.code
    transform = code.call("ex1", "build_transform")
    rows = []
    for photo in photos(stage.datasets):
        x = prepared(stage, transform, code.call("ex1", "load_rgb", photo.path))
        rows.append(code.call("ex1", "to_batch", x))
        stage.usable(isinstance(rows[-1], Tensor) and rows[-1].shape == (1, 3, 224, 224), "[1, 3, 224, 224]")
    return torch.cat(rows)


def prepared(stage: Stage, transform: Any, image: Image.Image) -> Tensor:
    """The photo through what the student's `build_transform` returned: [3, 224, 224]."""
    stage.code.last = "ex1_preprocess.build_transform"
    x: Tensor = transform(image)
    stage.usable(isinstance(x, Tensor) and x.shape == (3, 224, 224), "float32 [3, 224, 224]")
    return x
