import copy
import functools
import time

import torch
from torch import nn


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.time()
        result = function(*args, **kwargs)
        print(f"[{function.__name__}] {time.time() - start:.2f} s -> {result[1]}")
        return result

    return wrapper


def on_device(function):
    """Model and batches go to the device before the function sees them."""

    @functools.wraps(function)
    def wrapper(model, loader, criterion, *args, device="cpu"):
        *args, device = args if len(args) > function.extra else (*args, device)
        batches = (tuple(t.to(device) for t in batch) for batch in loader)
        return function(model.to(device), batches, criterion, *args)

    return wrapper


def extra(n):
    def mark(function):
        function.extra = n
        return function

    return mark


def averaged(function):
    """The function yields (summed loss, right, images) of every batch."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        loss, right, n = map(sum, zip(*function(*args, **kwargs)))
        return loss / n, right / n

    return wrapper


@timed
@on_device
@extra(1)
@averaged
def train_one_epoch(model, batches, criterion, optimizer):
    model.train()
    for images, labels in batches:
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        yield loss.item() * len(images), (logits.argmax(-1) == labels).sum().item(), len(images)


@timed
@torch.inference_mode()
@on_device
@extra(0)
@averaged
def evaluate(model, batches, criterion):
    model.eval()
    for images, labels in batches:
        logits = model(images)
        right = logits.max(-1).indices == labels
        yield criterion(logits, labels).item() * len(images), right.sum().item(), len(images)


@timed
def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    history, best = [], {}
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        scheduler.step()
        val = evaluate(model, loaders["val"], criterion, device=device)
        history.append(
            dict(zip(("train_loss", "train_acc", "val_loss", "val_acc"), train + val), epoch=epoch, lr=lr)
        )
        if not best or val[1] > best["accuracy"]:
            best = {"accuracy": val[1], "weights": copy.deepcopy(model.state_dict())}
    model.load_state_dict(best["weights"])
    return model, history


def two_groups(function):
    @functools.wraps(function)
    def wrapper(model, head_lr, backbone_lr):
        head = dict.fromkeys(p for p in function(model).parameters() if p.requires_grad)
        rest = dict.fromkeys(p for p in model.parameters() if p.requires_grad and p not in head)
        return [{"params": tuple(head), "lr": head_lr}, {"params": tuple(rest), "lr": backbone_lr}]

    return wrapper


@two_groups
def param_groups(model):
    if isinstance(getattr(model, "fc", None), nn.Linear):
        return model.fc
    return [m for m in model.classifier.children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
