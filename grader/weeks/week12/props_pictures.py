"""Objects for the pictures of `grader show week12`: real networks and real data, built on the student's side.

The examiner computes the expected with the same builders. No exercise's answer is in here.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision import datasets, models, transforms

from grader.weeks.week12.props import squeezenet

DATASETS = Path()
SCRATCH = Path()

NORMALIZE = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])


@functools.cache
def _beside_the_data(name: str) -> ModuleType:
    """A module of `datasets/`, which is a folder of files and no package."""
    spec = importlib.util.spec_from_file_location(name, DATASETS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ---- ex3 ----


def accept_cifar() -> None:
    """From now on torchvision's CIFAR10 takes the 20 pictures of `datasets/` for the original's files."""
    _beside_the_data("cifar_small").use(DATASETS)


def some_items(dataset: Any, count: int) -> tuple[int, list[Any]]:
    """How many items there are, and the first ones."""
    return len(dataset), [dataset[i] for i in range(min(len(dataset), count))]


def numbered(count: int) -> list[tuple[Tensor, int]]:
    """A data set whose labels are the numbers of its items."""
    return [(torch.zeros(1), i) for i in range(count)]


def orders(loader: Any, epochs: int) -> list[list[int]]:
    """Which items came in each epoch, in which order."""
    return [[int(i) for _, labels in loader for i in labels][:1000] for _ in range(epochs)]


def listed(images: list[Tensor]) -> list[tuple[Tensor, int]]:
    """A data set of these images."""
    return [(image, 0) for image in images]


# ---- ex4 ----


def architectures(names: list[str]) -> dict[str, nn.Module]:
    """Networks of torchvision whose weights are not set: only their number is asked for."""
    made = {}
    for name in names:
        with torch.device("meta"):
            model = getattr(models, name)()
        made[name] = model.to_empty(device="cpu")
    return made


def model_of(networks: dict[str, nn.Module], name: str) -> nn.Module:
    return networks[name]


# ---- ex5, ex6 ----


def scene_segmenter() -> nn.Module:
    """The segmentation network of `datasets/`, in train mode as a new module is."""
    model: nn.Module = _beside_the_data("scene_models").load_scene_segmenter(DATASETS / "weights")
    return model.train()


def scene_detector(least: float = 0.05, overlap: float = 0.5) -> nn.Module:
    """The detector of `datasets/`; least: the lowest score that it tells, overlap: the IoU above which it drops a box."""
    model: nn.Module = _beside_the_data("scene_models").load_scene_detector(DATASETS / "weights")
    heads: Any = model.roi_heads
    heads.score_thresh, heads.nms_thresh = least, overlap
    heads.detections_per_img = 100
    return model


# ---- ex7 ----


class Featured(nn.Module):
    """SqueezeNet's averaged features below a last layer that is called `fc`, as in a ResNet."""

    def __init__(self, *, trained: bool) -> None:
        super().__init__()
        torch.manual_seed(0)
        network: Any = squeezenet() if trained else models.squeezenet1_1()
        self.features = network.features
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(512, 2)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.fc(self.pool(self.features(x)).flatten(1))
        return logits


def featured(trained: bool = True) -> nn.Module:
    return Featured(trained=trained)


def asks(model: nn.Module) -> dict[str, tuple[bool, list[int]]]:
    """For each parameter whether it asks for a gradient, and its shape."""
    return {name: (p.requires_grad, list(p.shape)) for name, p in model.named_parameters()}


def frozen_but(names: list[str]) -> nn.Module:
    """SqueezeNet in which only these parameters ask for a gradient."""
    model = squeezenet()
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name in names
    return model


@functools.cache
def animals(side: str, pixels: int) -> tuple[Tensor, Tensor]:
    """Birds (0) and mammals (1) of `train` or `val`: normalised images [N, 3, pixels, pixels] and labels [N]."""
    change = transforms.Compose([transforms.Resize(pixels), transforms.ToTensor(), NORMALIZE])
    data = datasets.ImageFolder(str(DATASETS / "birds_mammals" / side), change)
    return torch.stack([image for image, _ in data]), torch.tensor(data.targets)


def animal_loader(side: str, pixels: int) -> DataLoader[Any]:
    """The same as a loader, in order."""
    return DataLoader(TensorDataset(*animals(side, pixels)), batch_size=16)


# ---- ex8: a small head on features that do not change ----


def head(state: dict[str, Tensor]) -> nn.Module:
    """Two layers on top of 512 features, with these weights."""
    model = nn.Sequential(nn.Linear(512, 64), nn.ReLU(), nn.Linear(64, 2))
    model.load_state_dict(state)
    return model


def feature_loader(features: Tensor, labels: Tensor, batch_size: int) -> DataLoader[Any]:
    """Batches of features, in the order given."""
    return DataLoader(TensorDataset(features, labels), batch_size=batch_size)


def sgd(model: nn.Module, lr: float) -> torch.optim.Optimizer:
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)


def steps(optimizer: Any, every: int) -> Any:
    """A scheduler that halves the learning rate every so many epochs."""
    return torch.optim.lr_scheduler.StepLR(optimizer, every, 0.5)


def criterion() -> nn.Module:
    return nn.CrossEntropyLoss()


def answers(model: nn.Module, features: Tensor) -> Tensor:
    """The class of each row, [N], in eval mode."""
    model.eval()
    with torch.no_grad():
        classes: Tensor = model(features).argmax(1)
    return classes


# ---- ex8: the four quadrants ----


@functools.cache
def digits(train: bool, pixels: int) -> tuple[Tensor, Tensor]:
    """MNIST as normalised colour images [N, 3, pixels, pixels], and labels [N]."""
    change = transforms.Compose(
        [transforms.Grayscale(3), transforms.Resize(pixels), transforms.ToTensor(), NORMALIZE]
    )
    data = datasets.MNIST(str(DATASETS), train=train, download=False, transform=change)
    return torch.stack([image for image, _ in data]), data.targets.clone()


def some_of_each(images: Tensor, labels: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """`count` items of each class, spread over all of them."""
    rows = []
    for value in labels.unique():
        own = (labels == value).nonzero().flatten()
        rows.append(own[torch.linspace(0, len(own) - 1, count).long()])
    chosen = torch.cat(rows)
    return images[chosen], labels[chosen]


def quadrant_loaders(kind: str, each: int, pixels: int, batch_size: int) -> dict[str, DataLoader[Any]]:
    """`train` (shuffled, `each` items of each class; 0 means all) and `val` of "animals" or "digits"."""
    train, val = (
        (animals("train", pixels), animals("val", pixels))
        if kind == "animals"
        else (digits(True, pixels), digits(False, pixels))
    )
    train = some_of_each(*train, each) if each else train
    return {
        "train": DataLoader(TensorDataset(*train), batch_size=batch_size, shuffle=True),
        "val": DataLoader(TensorDataset(*val), batch_size=50),
    }


def quadrant_model(way: str, classes: int, seed: int) -> nn.Module:
    """SqueezeNet that the student's exercise 7 has changed: "frozen", "tuned", or "scratch" (from random weights)."""
    import ex7_extract  # type: ignore[import-not-found]  # the student's file, beside ex8's in the student's process

    torch.manual_seed(seed)
    model = models.squeezenet1_1() if way == "scratch" else squeezenet()
    change = ex7_extract.feature_extractor if way == "frozen" else ex7_extract.replace_head
    changed: nn.Module = change(model, classes)
    return changed


def adam(groups: Any) -> torch.optim.Optimizer:
    """Of the groups that have something in them."""
    made = [{**group, "params": list(group["params"])} for group in groups]
    return torch.optim.Adam([group for group in made if group["params"]])


def cosine(optimizer: Any, epochs: int) -> Any:
    return torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)


def use_threads() -> None:
    """A long training may use more than one core, but leaves some to others."""
    torch.set_num_threads(max(1, min(4, (os.cpu_count() or 1) // 2)))


def head_only() -> nn.Module:
    """The smallest network with a layer `fc`."""
    model = nn.Sequential()
    model.add_module("body", nn.Linear(3, 3))
    model.add_module("fc", nn.Linear(3, 2))
    return model
