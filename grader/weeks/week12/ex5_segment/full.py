"""ex5: FCN-ResNet101 on six photos: what is where, in colours, cut out, and whether a mirrored photo says the same."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import Tensor
from torchvision.transforms.functional import hflip, resize

from grader.full.task import StagePlan
from grader.full.work.pictures import sheet
from grader.full.work.stage import Stage
from grader.weeks.week12.full_networks import SEGMENTER, categories, load_network
from grader.weeks.week12.full_photos import photos

PHOTOS = ("cat.jpg", "dog.jpg", "zebra.jpg", "rooster.jpg", "flamingo.jpg", "astronaut.jpg")
LEAST = 0.005
"""A class with a smaller part of the pixels than this is not worth a word."""


def work(plan: StagePlan) -> float:
    """Two passes of every photo, of which one is mirrored."""
    return 2 * len(PHOTOS) * sum(f.multiply_adds for f in plan.files if f.kind == "segmenter")


def run(stage: Stage) -> None:
    code, machine = stage.code, stage.machine
    code.need("ex5", "segment", "color_palette", "colorize", "cut_out", "mean_iou")
    names = categories(SEGMENTER)
    prepare = SEGMENTER.transforms()
    palette = code.call("ex5", "color_palette", len(names))
    (file,) = stage.of_kind("segmenter")
    model = load_network(stage, file).to(machine.device)
    rows, cells = [], []
    paths = [photo.path for photo in photos(stage.datasets) if photo.path.name in PHOTOS]
    for at, path in enumerate(paths):
        stage.channel.step(at, len(paths), path.name)
        image = Image.open(path).convert("RGB")
        batch = prepare(image).unsqueeze(0).to(machine.device)
        mask, took = machine.seconds(partial(_mask, stage, model, batch))
        mirrored = hflip(_mask(stage, model, hflip(batch)))
        same = code.call("ex5", "mean_iou", mirrored, mask, len(names))
        found = _found(mask, names)
        rows.append([path.name, found or "-", f"{same:.2f}", f"{1000 * took:.0f}"])
        cells.append(_cells(stage, path, image, mask, palette, names))
    stage.channel.step(1, 1, "")
    stage.channel.table(["photo", "found", "mirrored", "ms"], rows)
    stage.channel.picture(sheet(stage.out / "ex5_segmented.png", cells))


def _mask(stage: Stage, model: Any, batch: Tensor) -> Tensor:
    masks: Tensor = stage.machine.boosted(lambda: stage.code.call("ex5", "segment", model, batch))
    wanted = (1, *batch.shape[2:])
    stage.usable(isinstance(masks, Tensor) and masks.shape == wanted, f"int64 {list(wanted)}")
    return masks[0].long().cpu()


def _found(mask: Tensor, names: list[str]) -> str:
    """`cat 41 %, sofa 3 %`: the classes beside the background, largest first."""
    parts = torch.bincount(mask.flatten(), minlength=len(names)).double() / mask.numel()
    order = [i for i in parts.argsort(descending=True).tolist() if i and parts[i] >= LEAST]
    return ", ".join(f"{names[i]} {100 * parts[i]:.0f} %" for i in order[:4])


def _cells(
    stage: Stage, path: Path, image: Image.Image, mask: Tensor, palette: Any, names: list[str]
) -> list[tuple[str, Image.Image]]:
    code = stage.code
    coloured = code.call("ex5", "colorize", mask, palette, image.size)
    parts = torch.bincount(mask.flatten(), minlength=len(names))
    parts[0] = 0  # the background
    best = int(parts.argmax()) if parts.any() else 0
    small = resize(image, list(mask.shape))
    return [
        (path.name, image),
        ("classes", coloured),
        (f"cut out: {names[best].strip('_')}", code.call("ex5", "cut_out", small, mask, best)),
    ]
