from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset
from torchvision import datasets, transforms
from torchvision.utils import make_grid

T_co = TypeVar("T_co", covariant=True)


class Sized(Protocol[T_co]):
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> T_co: ...


class Source(Enum):
    MNIST = auto()
    CIFAR10 = auto()


def open_source(source: Source, root: str | Path, train: bool) -> Dataset[tuple[Tensor, int]]:
    kind: Callable[..., Dataset[Any]]
    match source:
        case Source.MNIST:
            kind = datasets.MNIST
        case Source.CIFAR10:
            kind = datasets.CIFAR10
    return kind(root=Path(root), train=train, transform=transforms.ToTensor(), download=False)


def load_mnist(root: str | Path, train: bool) -> Dataset[tuple[Tensor, int]]:
    return open_source(Source.MNIST, root, train)


def load_cifar10(root: str | Path, train: bool) -> Dataset[tuple[Tensor, int]]:
    return open_source(Source.CIFAR10, root, train)


@dataclass(frozen=True)
class LoaderOptions:
    batch_size: int
    shuffle: bool
    num_workers: int = 0
    drop_last: bool = False


def make_loader(
    dataset: Dataset[tuple[Tensor, int]], batch_size: int, train: bool, num_workers: int = 0
) -> DataLoader[tuple[Tensor, int]]:
    options = LoaderOptions(batch_size, shuffle=train, num_workers=num_workers)
    return DataLoader(dataset, **vars(options))


@dataclass
class Moments:
    n: int = 0
    sums: list[float] = field(default_factory=list)
    squares: list[float] = field(default_factory=list)

    def add(self, image: Tensor) -> None:
        planes = image.to(torch.float64).flatten(start_dim=1)  # [C, H * W]
        if not self.sums:
            self.sums, self.squares = [0.0] * len(planes), [0.0] * len(planes)
        self.n += planes.shape[1]
        for c, plane in enumerate(planes):
            self.sums[c] += float(plane.sum())
            self.squares[c] += float(plane @ plane)

    @property
    def mean(self) -> list[float]:
        return [s / self.n for s in self.sums]

    @property
    def std(self) -> list[float]:
        return [math.sqrt(max(q / self.n - m**2, 0.0)) for q, m in zip(self.squares, self.mean, strict=True)]


def channel_stats(dataset: Sized[tuple[Tensor, int]]) -> tuple[list[float], list[float]]:
    moments = Moments()
    for i in range(len(dataset)):
        moments.add(dataset[i][0])
    return moments.mean, moments.std


def image_grid(images: Tensor | list[Tensor], nrow: int = 8) -> Tensor:
    match images:
        case Tensor():
            batch = images
        case [*several]:
            batch = torch.stack(several)
    return make_grid(batch, nrow=nrow, padding=2)
