"""The photos of ants and bees, and ResNet18, which ex7 and ex8 train on them."""

from __future__ import annotations

from pathlib import Path

from torch import nn
from torchvision import transforms

from grader.full.task import StagePlan
from grader.full.work.stage import Stage
from grader.weeks.week12.full_networks import load_network

BATCH = 16
TRAIN_PHOTOS, VAL_PHOTOS = 244, 153
"""How many there are."""
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
VALIDATE = transforms.Compose(
    [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ]
)
TRAIN = transforms.Compose(
    [
        transforms.RandomResizedCrop(224), transforms.RandomHorizontalFlip(), transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ]
)  # fmt: skip


def insects(stage: Stage) -> Path:
    """The folder with `train` and `val`."""
    return stage.cache / "data" / "hymenoptera_data"


def resnet18(stage: Stage) -> nn.Module:
    return load_network(stage, stage.named("resnet18"))


def one_photo(plan: StagePlan) -> float:
    """10^9 multiply-adds of a photo through the network."""
    return next(f.multiply_adds for f in plan.files if f.name == "resnet18")


class CountedBatches:
    """Progress over all batches of a stage."""

    def __init__(self, stage: Stage, total: int, what: str) -> None:
        self._stage, self._total, self._what, self._seen = stage, total, what, 0

    def __call__(self) -> None:
        self._seen += 1
        self._stage.channel.step(min(self._seen, self._total), self._total, self._what)
