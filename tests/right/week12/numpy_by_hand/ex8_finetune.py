"""Sums with NumPy, modes set by attribute, snapshots of every epoch as arrays, evaluation on lent weights."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call


def batches(loader, device):
    for images, labels in loader:
        yield images.to(device), labels.to(device)


def set_mode(model, training):
    for module in model.modules():
        module.training = training


def hits(logits, labels):
    return np.count_nonzero(logits.detach().cpu().numpy().argmax(axis=1) == labels.cpu().numpy())


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device)
    set_mode(model, True)
    losses, sizes, right = [], [], []
    for images, labels in batches(loader, device):
        logits = model(images)  # [B, C]
        # cross-entropy of log-softmax is the same as of the logits
        loss = criterion(F.log_softmax(logits, dim=1), labels)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        sizes.append(labels.numel())
        right.append(hits(logits, labels))
    # np.float64 is a float
    return np.average(losses, weights=sizes), np.sum(right) / np.sum(sizes)


def evaluate(model, loader, criterion, device="cpu"):
    # weights without gradient are lent to the model: gradients stay enabled, but nothing requires one
    tensors = {name: p.detach().to(device) for name, p in model.named_parameters()}
    tensors |= {name: b.to(device) for name, b in model.named_buffers()}
    modes = {module: module.training for module in model.modules()}
    set_mode(model, False)
    logits, labels = [], []
    for images, targets in batches(loader, device):
        logits.append(functional_call(model, tensors, (images,)))
        labels.append(targets)
    for module, mode in modes.items():
        module.training = mode
    logits, labels = torch.cat(logits), torch.cat(labels)  # [N, C], [N]
    return float(criterion(logits, labels)), hits(logits, labels) / len(labels)


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    history, snapshots = [], []
    for epoch in range(num_epochs):
        row = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        row["train_loss"], row["train_acc"] = train_one_epoch(
            model, loaders["train"], criterion, optimizer, device
        )
        scheduler.step()  # before validation
        snapshots.append({name: np.array(value.cpu()) for name, value in model.state_dict().items()})
        row["val_loss"], row["val_acc"] = evaluate(model, loaders["val"], criterion, device)
        history.append(row)
    if history:
        best = int(np.argmax([row["val_acc"] for row in history]))  # the first of equal ones
        model.load_state_dict({name: torch.from_numpy(array) for name, array in snapshots[best].items()})
    return model, history


def param_groups(model, head_lr, backbone_lr):
    names = [n for n, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d))]
    head = [n for n in names if n == "fc" or n.startswith("classifier.")][-1]
    first, second = (), ()
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.rpartition(".")[0] == head:
            first += (parameter,)
        else:
            second += (parameter,)
    return [{"params": first, "lr": head_lr}, {"params": second, "lr": backbone_lr}]
