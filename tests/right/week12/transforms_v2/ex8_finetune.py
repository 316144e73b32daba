from __future__ import annotations

import copy
import warnings
from collections import OrderedDict
from dataclasses import asdict, dataclass
from typing import NamedTuple

import torch
from torch import nn

print("ex8")


class Score(NamedTuple):
    loss: float
    accuracy: float


@dataclass
class Meter:
    loss: float = 0.0
    correct: int = 0
    count: int = 0

    def update(self, loss, logits, labels):
        n = labels.shape[0]
        self.loss += float(loss.detach()) * n
        self.correct += int(logits.detach().max(dim=1).indices.eq(labels).sum())
        self.count += n

    def score(self):
        return Score(self.loss / self.count, self.correct / self.count)


@dataclass
class Epoch:
    epoch: int
    lr: float
    train_loss: float
    train_acc: float
    val_loss: float
    val_acc: float


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model = model.to(device).train()
    meter = Meter()
    for batch in loader:
        images, labels = (t.to(device, non_blocking=True) for t in batch)
        with torch.enable_grad():
            logits = model(images)
            loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()  # ready for the next batch
        meter.update(loss, logits, labels)
    return meter.score()


def evaluate(model, loader, criterion, device="cpu"):
    model = copy.deepcopy(model).to(device).requires_grad_(False).eval()
    meter = Meter()
    with torch.inference_mode():
        for batch in loader:
            images, labels = (t.to(device) for t in batch)
            logits = model(images)
            meter.update(criterion(logits, labels), logits, labels)
    return meter.score()


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    epochs, best, best_model = [], None, copy.deepcopy(model)
    for epoch in range(num_epochs):
        lr = next(iter(optimizer.param_groups))["lr"]
        trained = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        validated = evaluate(model, loaders["val"], criterion, device)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            scheduler.step()
        epochs.append(Epoch(epoch, lr, *trained, *validated))
        if best is None or validated.accuracy > best:
            best, best_model = validated.accuracy, copy.deepcopy(model)
    return best_model, [OrderedDict(asdict(e)) for e in epochs]  # a copy, the model goes on as it is


def find_head(model):
    match model:
        case nn.Module(fc=head):
            return head
        case nn.Module(classifier=layers):
            return [m for m in layers if hasattr(m, "weight")][-1]


def param_groups(model, head_lr, backbone_lr):
    head = set(find_head(model).parameters())  # tensors hash by identity

    def trainable(of_head):
        return (p for p in model.parameters() if p.requires_grad and (p in head) == of_head)

    return [
        {"name": "head", "params": trainable(True), "lr": head_lr},
        {"name": "backbone", "params": trainable(False), "lr": backbone_lr},
    ]
