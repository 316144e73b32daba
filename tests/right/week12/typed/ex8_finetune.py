from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.data import DataLoader

Criterion = Callable[[Tensor, Tensor], Tensor]


class Phase(StrEnum):
    TRAIN = "train"
    VAL = "val"


class Scheduler(Protocol):
    def step(self) -> None: ...
    def get_last_lr(self) -> list[float]: ...


class Result(NamedTuple):
    loss: float
    acc: float


@dataclass(slots=True)
class Running:
    loss: float = 0.0
    right: int = 0
    seen: int = 0

    def __iadd__(self, batch: tuple[Tensor, Tensor, Tensor]) -> Running:
        loss, logits, labels = batch
        self.loss += loss.item() * labels.numel()
        self.right += int(logits.argmax(dim=1).eq(labels).sum().item())
        self.seen += labels.numel()
        return self

    def result(self) -> Result:
        return Result(self.loss / self.seen, self.right / self.seen)


@dataclass(kw_only=True)
class Row:
    epoch: int
    train_loss: float
    train_acc: float
    val_loss: float
    val_acc: float
    lr: float


@dataclass
class Best:
    acc: float = -1.0
    weights: Mapping[str, Tensor] = field(default_factory=dict)

    def update(self, acc: float, model: nn.Module) -> None:
        if acc > self.acc:
            self.acc, self.weights = acc, copy.deepcopy(model.state_dict())


def on(loader: DataLoader[Any], device: torch.device) -> Iterator[tuple[Tensor, Tensor]]:
    for images, labels in loader:
        yield images.to(device), labels.to(device)


def run(
    phase: Phase,
    model: nn.Module,
    loader: DataLoader[Any],
    criterion: Criterion,
    optimizer: Optimizer | None,
    device: str | torch.device,
) -> Result:
    place = torch.device(device)
    model.to(place)
    match phase:
        case Phase.TRAIN:
            model.train()
        case Phase.VAL:
            model.eval()
    running = Running()
    with torch.set_grad_enabled(phase is Phase.TRAIN):
        for images, labels in on(loader, place):
            logits = model(images)
            loss = criterion(logits, labels)
            match optimizer:
                case None:
                    pass
                case _:
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
            running += loss, logits, labels
    return running.result()


def train_one_epoch(
    model: nn.Module,
    loader: DataLoader[Any],
    criterion: Criterion,
    optimizer: Optimizer,
    device: str | torch.device = "cpu",
) -> tuple[float, float]:
    return run(Phase.TRAIN, model, loader, criterion, optimizer, device)


def evaluate(
    model: nn.Module, loader: DataLoader[Any], criterion: Criterion, device: str | torch.device = "cpu"
) -> tuple[float, float]:
    return run(Phase.VAL, model, loader, criterion, None, device)


def train_model(
    model: nn.Module,
    loaders: Mapping[str, DataLoader[Any]],
    criterion: Criterion,
    optimizer: Optimizer,
    scheduler: Scheduler,
    num_epochs: int,
    device: str | torch.device = "cpu",
) -> tuple[nn.Module, list[dict[str, Any]]]:
    rows: list[Row] = []
    best = Best()
    for epoch in range(num_epochs):
        (lr, *_) = scheduler.get_last_lr()
        train = run(Phase.TRAIN, model, loaders[Phase.TRAIN], criterion, optimizer, device)
        val = run(Phase.VAL, model, loaders[Phase.VAL], criterion, None, device)
        scheduler.step()
        rows.append(
            Row(
                epoch=epoch, train_loss=train.loss, train_acc=train.acc, val_loss=val.loss, val_acc=val.acc, lr=lr
            )
        )
        best.update(val.acc, model)
    model.load_state_dict(best.weights)
    return model, [asdict(row) for row in rows]


def head_of(model: nn.Module) -> nn.Module:
    match model:
        case nn.Module(fc=nn.Linear() as layer):
            return layer
        case nn.Module(classifier=nn.Sequential() as layers):
            return [layer for layer in layers if isinstance(layer, nn.Linear | nn.Conv2d)][-1]
    raise TypeError(type(model).__name__)


def param_groups(model: nn.Module, head_lr: float, backbone_lr: float) -> list[dict[str, Any]]:
    in_head: set[int] = {id(p) for p in head_of(model).parameters()}
    trainable: list[nn.Parameter] = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in trainable if id(p) in in_head], "lr": head_lr},
        {"params": [p for p in trainable if id(p) not in in_head], "lr": backbone_lr},
    ]
