"""Closures for the optimizer, sums kept on the device, snapshots as bytes, rows of a subclass of dict."""

import contextlib
import io
from collections import defaultdict
from itertools import chain

import torch


class Row(defaultdict):
    """A row that may be printed."""

    def __str__(self):
        return ", ".join(f"{k}={v}" for k, v in self.items())


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device=torch.device(device))
    model.train(mode=True)
    total = torch.zeros((), device=device)
    right = torch.zeros((), dtype=torch.long, device=device)
    count = 0
    for images, labels in iter(loader):
        images = images.to(device)
        labels = labels.to(device)
        seen = {}

        def closure(images=images, labels=labels, seen=seen):
            optimizer.zero_grad(set_to_none=False)
            seen["logits"] = model(images)
            seen["loss"] = criterion(seen["logits"], labels)
            seen["loss"].backward()
            return seen["loss"]

        optimizer.step(closure)
        with torch.no_grad():
            total += seen["loss"] * images.shape[0]
            right += torch.eq(seen["logits"].softmax(-1).argmax(-1), labels).sum()
        count += images.shape[0]
    return (total / count).item(), right.item() / count


def evaluate(model, loader, criterion, device="cpu"):
    modes = [(module, module.training) for module in model.modules()]
    previous = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        model.to(device).eval()
        batches = [(x.to(device), y.to(device)) for x, y in loader]
        logits = [model(x) for x, _ in batches]
        losses = [criterion(z, y).double() * y.numel() for z, (_, y) in zip(logits, batches, strict=True)]
        hits = [z.topk(1).indices.flatten() == y for z, (_, y) in zip(logits, batches, strict=True)]
        n = len(loader.dataset)
        return (torch.stack(losses).sum() / n).item(), torch.cat(hits).double().mean().item()
    finally:
        torch.set_grad_enabled(previous)
        for module, mode in modes:
            module.training = mode


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    record, best = [], None
    for number in range(num_epochs):
        row = Row(None, lr=next(group["lr"] for group in optimizer.param_groups))
        for name, loader in loaders.items():
            if name == "train":
                result = train_one_epoch(model, loader, criterion, optimizer, device=device)
                with contextlib.suppress(StopIteration):
                    scheduler.step()
            else:
                result = evaluate(model, loader, criterion, device=device)
            row[f"{name}_loss"], row[f"{name}_acc"] = result
        row["epoch"] = number
        row["note"] = str(row)
        record += [row]
        if best is None or best[0] < row["val_acc"]:
            file = io.BytesIO()
            torch.save(model.state_dict(), file)
            best = row["val_acc"], file
    best[1].seek(0)
    model.load_state_dict(torch.load(best[1], weights_only=True))
    model.eval()
    return model, record


def param_groups(model, head_lr, backbone_lr):
    layers = [model.fc] if hasattr(model, "fc") else list(model.classifier)
    head = next(layer for layer in reversed(layers) if len(list(layer.parameters())))
    backbone = [
        p
        for p in model.parameters()
        if p.requires_grad and not any(p is q for q in chain(head.parameters(recurse=False)))
    ]
    return [
        {"params": filter(lambda p: p.requires_grad, head.parameters()), "lr": head_lr, "momentum": 0.0},
        {"params": iter(backbone), "lr": backbone_lr, "momentum": 0.0},
    ]
