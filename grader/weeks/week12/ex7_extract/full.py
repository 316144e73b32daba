"""ex7: ResNet18's features of every photo of ants and bees, and how far a linear classifier on them gets."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torchvision.datasets import ImageFolder

from grader.full.task import StagePlan
from grader.full.work.stage import Stage
from grader.weeks.week12.full_insects import (
    BATCH,
    TRAIN_PHOTOS,
    VAL_PHOTOS,
    VALIDATE,
    CountedBatches,
    insects,
    one_photo,
    resnet18,
)


def work(plan: StagePlan) -> float:
    """A pass of every photo."""
    return (TRAIN_PHOTOS + VAL_PHOTOS) * one_photo(plan)


def run(stage: Stage) -> None:
    code, machine = stage.code, stage.machine
    code.need("ex7", "freeze", "feature_extractor", "trainable_names", "extract_features")
    model = code.call("ex7", "freeze", resnet18(stage).to(machine.device))
    sets = {part: ImageFolder(insects(stage) / part, VALIDATE) for part in ("train", "val")}
    total = sum(-(-len(s) // BATCH) for s in sets.values())
    count = CountedBatches(stage, total, "extract_features")
    features = {}
    _, took = machine.seconds(
        lambda: features.update({part: _features(stage, model, s, count) for part, s in sets.items()})
    )
    stage.channel.step(1, 1, "")
    accuracy = _linear(features["train"], features["val"], len(sets["train"].classes))
    both = sum(len(s) for s in sets.values())
    width = features["train"][0].shape[1]
    stage.channel.tell("features", count=both, width=width, rate=f"{both / took:.0f}", acc=f"{accuracy:.3f}")
    names = code.call("ex7", "trainable_names", code.call("ex7", "feature_extractor", resnet18(stage), 2))
    stage.channel.tell("trainable", names=", ".join(names))


def _features(
    stage: Stage, model: nn.Module, dataset: ImageFolder, count: Callable[[], None]
) -> tuple[Tensor, Tensor]:
    loader = stage.machine.loader(dataset, BATCH, shuffle=False, on_batch=count)
    x, y = stage.machine.boosted(lambda: stage.code.call("ex7", "extract_features", model, loader))
    stage.usable(
        x.ndim == 2 and len(x) == len(y) == len(dataset), f"[{len(dataset)}, D] and [{len(dataset)}]"
    )
    return x.detach().float().cpu(), y.cpu()


def _linear(train: tuple[Tensor, Tensor], val: tuple[Tensor, Tensor], classes: int) -> float:
    """Validation accuracy of logistic regression on standardised features."""
    mean, std = train[0].mean(0), train[0].std(0) + 1e-6
    x, layer = (train[0] - mean) / std, nn.Linear(train[0].shape[1], classes)
    nn.init.zeros_(layer.weight)
    optimizer = torch.optim.LBFGS(layer.parameters(), max_iter=100)

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(layer(x), train[1]) + 0.01 * layer.weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        right = layer((val[0] - mean) / std).argmax(1) == val[1]
    return float(right.double().mean())
