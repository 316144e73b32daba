"""ex7 and ex8: ResNet18 on ants and bees, as a feature extractor and fine-tuned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torchvision import transforms
from torchvision.datasets import ImageFolder

from grader.full.work.pictures import curves
from grader.full.work.stage import Stage

BATCH = 16
SEED = 0
HEAD_RATE, BACKBONE_RATE = 0.01, 0.001
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
History = list[dict[str, Any]]


def extract(stage: Stage) -> None:
    """ex7: features of every photo, and how far a linear classifier on them gets."""
    code, machine = stage.code, stage.machine
    code.need("ex7", "freeze", "feature_extractor", "trainable_names", "extract_features")
    folder = stage.cache / "data" / "hymenoptera_data"
    model = code.call("ex7", "freeze", _network(stage).to(machine.device))
    sets = {part: ImageFolder(folder / part, VALIDATE) for part in ("train", "val")}
    total = sum(-(-len(s) // BATCH) for s in sets.values())
    count = _Count(stage, total, "extract_features")
    features = {}
    (_, seconds) = machine.seconds(
        lambda: features.update({part: _features(stage, model, s, count) for part, s in sets.items()})
    )
    stage.channel.step(1, 1, "")
    accuracy = _linear(features["train"], features["val"], len(sets["train"].classes))
    both = sum(len(s) for s in sets.values())
    width = features["train"][0].shape[1]
    stage.channel.tell(
        "features", count=both, width=width, rate=f"{both / seconds:.0f}", acc=f"{accuracy:.3f}"
    )
    names = code.call("ex7", "trainable_names", code.call("ex7", "feature_extractor", _network(stage), 2))
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
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    with torch.no_grad():
        right = layer((val[0] - mean) / std).argmax(1) == val[1]
    return float(right.double().mean())


def finetune(stage: Stage) -> None:
    """ex8: two trainings with the student's loop: only the head, and the whole network."""
    code = stage.code
    code.need("ex7", "feature_extractor", "replace_head")
    code.need("ex8", "train_model", "param_groups")
    folder = stage.cache / "data" / "hymenoptera_data"
    sets = {"train": ImageFolder(folder / "train", TRAIN), "val": ImageFolder(folder / "val", VALIDATE)}
    runs: dict[str, History] = {}
    for name, change, key in (
        ("feature extractor", "feature_extractor", "trained_head"),
        ("fine-tuned", "replace_head", "trained_all"),
    ):
        total = stage.epochs * sum(-(-len(s) // BATCH) for s in sets.values())

        train = partial(_train, stage, change, sets, _Count(stage, total, name))
        history, seconds = stage.machine.seconds(partial(stage.machine.boosted, train, training=True))
        runs[name] = history
        best = max(row["val_acc"] for row in history)
        stage.channel.tell(key, acc=f"{best:.3f}", seconds=f"{seconds:.1f}")
        stage.channel.table(
            ["epoch", "train_loss", "train_acc", "val_loss", "val_acc", "curve"], _curve(history)
        )
    stage.channel.step(1, 1, "")
    path = curves(stage.out / "ex8_learning_curves.png", runs)
    if path:
        stage.channel.picture(path)
    else:
        stage.channel.tell("no_matplotlib")


def _train(stage: Stage, change: str, sets: dict[str, ImageFolder], count: Callable[[], None]) -> History:
    code, machine = stage.code, stage.machine
    torch.manual_seed(SEED)
    loaders = {p: machine.loader(s, BATCH, shuffle=p == "train", on_batch=count) for p, s in sets.items()}
    model = code.call("ex7", change, _network(stage), len(sets["train"].classes)).to(machine.device)
    groups = code.call("ex8", "param_groups", model, HEAD_RATE, BACKBONE_RATE)
    optimizer = torch.optim.SGD(groups, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=7, gamma=0.1)
    _, history = code.call(
        "ex8",
        "train_model",
        model,
        loaders,
        nn.CrossEntropyLoss(),
        optimizer,
        scheduler,
        stage.epochs,
        machine.name,
    )
    keys = {"epoch", "train_loss", "train_acc", "val_loss", "val_acc"}
    good = len(history) == stage.epochs and all(keys <= set(row) for row in history)
    stage.usable(good, f"{stage.epochs} x {{{', '.join(sorted(keys))}}}")
    return list(history)


def _network(stage: Stage) -> nn.Module:
    return stage.load(next(f for f in stage.files if f["name"] == "resnet18"))


def _curve(history: History) -> list[list[str]]:
    """A row for each epoch, with validation accuracy as a bar of twenty."""
    return [
        [
            str(row["epoch"]), f"{row['train_loss']:.3f}", f"{row['train_acc']:.3f}", f"{row['val_loss']:.3f}",
            f"{row['val_acc']:.3f}", "#" * round(20 * row["val_acc"]),
        ]
        for row in history
    ]  # fmt: skip


class _Count:
    """Progress over all batches of a stage."""

    def __init__(self, stage: Stage, total: int, what: str) -> None:
        self._stage, self._total, self._what, self._seen = stage, total, what, 0

    def __call__(self) -> None:
        self._seen += 1
        self._stage.channel.step(min(self._seen, self._total), self._total, self._what)
