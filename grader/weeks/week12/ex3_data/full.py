"""ex3: MNIST and CIFAR-10, whole: statistics over every pixel, and loaders over every item."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor
from torchvision.datasets import CIFAR10
from torchvision.transforms.functional import to_pil_image

from grader.full.files import File
from grader.full.task import StagePlan
from grader.full.work.device import Watched
from grader.full.work.stage import Stage

BATCH = 256
SHOWN = 64


def seconds(plan: StagePlan) -> float:
    """No network runs here, so the estimate is fixed."""
    return 60.0


def run(stage: Stage) -> None:
    code = stage.code
    code.need("ex3", "channel_stats", "make_loader", "image_grid")
    kinds = {file.kind for file in stage.files}
    if "cifar10" in kinds:
        _accept(stage.of_kind("cifar10")[0])
    rows = []
    for kind, name in (("mnist", "load_mnist"), ("cifar10", "load_cifar10")):
        if kind in kinds:
            rows += [_one(stage, kind, name, train) for train in (True, False)]
    stage.channel.table(["data", "items", "mean", "std", "batches", "rate"], rows)


def _one(stage: Stage, kind: str, name: str, train: bool) -> list[str]:
    code, machine = stage.code, stage.machine
    dataset = code.call("ex3", name, stage.cache / "data", train)
    title = f"{kind} {'train' if train else 'test'}"
    total, seen = 2 * len(dataset), 0

    def on_item() -> None:
        nonlocal seen
        seen += 1
        stage.channel.step(min(seen, total), total, title)

    watched = Watched(dataset, on_item)
    mean, std = code.call("ex3", "channel_stats", watched)
    loader = machine.pinned(code.call("ex3", "make_loader", watched, BATCH, train))
    stage.usable(hasattr(loader, "__iter__") and hasattr(loader, "__len__"), "DataLoader")

    def read() -> tuple[int, int, Tensor]:
        items = batches = 0
        first = torch.empty(0)
        for images, _ in loader:
            first = images[:SHOWN] if not batches else first
            images.to(machine.device, non_blocking=True)
            items, batches = items + len(images), batches + 1
        return items, batches, first

    (items, batches, first), took = machine.seconds(read)
    code.last = "ex3_data.make_loader"
    stage.usable(items == len(dataset), f"{len(dataset)} items")
    grid = code.call("ex3", "image_grid", first)
    path: Path = stage.out / f"ex3_{kind}_{'train' if train else 'test'}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    to_pil_image(grid).save(path)
    stage.channel.picture(path)
    return [title, str(items), _numbers(mean), _numbers(std), str(batches), f"{items / took:.0f}"]


def _numbers(values: list[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def _accept(file: File) -> None:
    """Tell torchvision the MD5s in the list, with which it compares every CIFAR-10 file (the original's are its own)."""
    sums = {made.path.rpartition("/")[2]: made.md5 for made in file.makes}
    CIFAR10.train_list = [[n, m] for n, m in sums.items() if n.startswith("data_batch")]
    CIFAR10.test_list = [[n, m] for n, m in sums.items() if n.startswith("test_batch")]
    CIFAR10.meta = {**CIFAR10.meta, "md5": sums["batches.meta"]}
