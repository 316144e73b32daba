from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch.utils.data import BatchSampler, DataLoader, Dataset, RandomSampler, SequentialSampler, Subset
from torchvision import datasets, tv_tensors
from torchvision.transforms import v2
from torchvision.utils import make_grid

print("ex3 wird geladen / 불러오는 중")

TO_FLOAT = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])  # tv_tensors.Image


class Statistics(NamedTuple):
    mean: list[float]
    std: list[float]


@dataclass
class Running:
    """Count, mean and sum of squared differences, merged image by image (Chan et al.)."""

    n: int = 0
    mean: float = 0.0
    m2: float = 0.0

    def add(self, values: torch.Tensor) -> None:
        n, mean = values.numel(), values.mean().item()
        m2 = ((values - mean) ** 2).sum().item()
        delta, total = mean - self.mean, self.n + n
        self.m2 += m2 + delta**2 * self.n * n / total
        self.mean += delta * n / total
        self.n = total

    @property
    def std(self) -> float:
        return math.sqrt(self.m2 / self.n)


def load_mnist(root, train):
    data = datasets.MNIST(root, train=train, transform=TO_FLOAT)
    return Subset(data, range(len(data)))


def load_cifar10(root, train):
    warnings.warn("CIFAR-10 is read into memory", UserWarning, stacklevel=2)
    kwargs = {"root": root, "train": train, "transform": TO_FLOAT}
    return datasets.wrap_dataset_for_transforms_v2(datasets.CIFAR10(**kwargs))


class Loader(DataLoader):
    """A DataLoader that says how long an epoch is."""

    def __iter__(self):
        print(len(self), "batches")
        return super().__iter__()


def make_loader(dataset: Dataset, batch_size: int, train: bool, num_workers: int = 0) -> Loader:
    order = RandomSampler(dataset) if train else SequentialSampler(dataset)
    batches = BatchSampler(order, batch_size, drop_last=False)
    return Loader(dataset, batch_sampler=batches, num_workers=num_workers, pin_memory=False)


def channel_stats(dataset):
    channels: list[Running] = []
    for i in range(len(dataset)):
        image = dataset[i][0].to(torch.float64)
        channels = channels or [Running() for _ in image]
        for running, values in zip(channels, image, strict=True):
            running.add(values)
    return Statistics([c.mean for c in channels], [c.std for c in channels])


def image_grid(images, nrow=8):
    if isinstance(images, torch.Tensor):
        images = list(images.unbind())
    return tv_tensors.Image(make_grid(images, nrow=nrow, padding=2, pad_value=0.0))
