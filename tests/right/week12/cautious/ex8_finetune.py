import copy
import math
from numbers import Real

import torch
from torch import nn
from torch.utils.data import DataLoader


def _check(model, loader, criterion, device):
    assert isinstance(model, nn.Module), type(model)
    assert isinstance(loader, DataLoader), type(loader)
    assert len(loader) > 0 and len(loader.dataset) > 0, "an empty loader"
    assert callable(criterion)
    assert isinstance(device, (str, torch.device)), type(device)
    return torch.device(device)


def _check_batch(images, labels):
    assert isinstance(images, torch.Tensor) and isinstance(labels, torch.Tensor)
    assert images.shape[0] == labels.shape[0] > 0
    assert labels.ndim == 1 and labels.dtype == torch.int64, (labels.shape, labels.dtype)


def _check_loss(loss, logits, labels):
    assert loss.ndim == 0, f"the loss is no single number: {loss.shape}"
    assert math.isfinite(loss.item()), "the loss is nan or inf"
    assert logits.ndim == 2 and logits.shape[0] == labels.shape[0]
    assert 0 <= labels.min().item() and labels.max().item() < logits.shape[1]


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    device = _check(model, loader, criterion, device)
    assert isinstance(optimizer, torch.optim.Optimizer), type(optimizer)
    model.to(device)
    model.train()
    assert model.training
    loss_sum, right, seen = 0.0, 0, 0
    for images, labels in loader:
        _check_batch(images, labels)
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        assert all(p.grad is None or not p.grad.any() for g in optimizer.param_groups for p in g["params"])
        logits = model(images)
        loss = criterion(logits, labels)
        _check_loss(loss, logits, labels)
        assert loss.requires_grad
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * labels.shape[0]
        right += int((logits.argmax(dim=1) == labels).sum().item())
        seen += labels.shape[0]
    assert seen == len(loader.dataset), (seen, len(loader.dataset))
    assert 0 <= right <= seen
    return loss_sum / seen, right / seen


def evaluate(model, loader, criterion, device="cpu"):
    device = _check(model, loader, criterion, device)
    model.to(device)
    before = {k: v.clone() for k, v in model.state_dict().items()}
    modes = [m.training for m in model.modules()]
    model.eval()
    loss_sum, right, seen = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            _check_batch(images, labels)
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            assert not logits.requires_grad
            loss = criterion(logits, labels)
            _check_loss(loss, logits, labels)
            loss_sum += loss.item() * labels.shape[0]
            right += int((logits.argmax(dim=1) == labels).sum().item())
            seen += labels.shape[0]
    for module, mode in zip(model.modules(), modes, strict=True):
        module.training = mode
    assert all(torch.equal(v, before[k]) for k, v in model.state_dict().items()), "evaluate changed the model"
    assert seen == len(loader.dataset)
    return loss_sum / seen, right / seen


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    assert set(loaders) >= {"train", "val"}, loaders
    assert isinstance(num_epochs, int) and num_epochs > 0
    assert callable(scheduler.step)
    best_acc, best_weights, record = None, None, []
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        assert math.isclose(lr, scheduler.get_last_lr()[0]), (lr, scheduler.get_last_lr())
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        scheduler.step()
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        row = {
            "epoch": epoch,
            "train_loss": train_loss,
            "train_acc": train_acc,
            "val_loss": val_loss,
            "val_acc": val_acc,
            "lr": float(lr),
        }
        assert all(isinstance(v, Real) for v in row.values()), row
        record.append(row)
        if best_acc is None or val_acc > best_acc:
            best_acc, best_weights = val_acc, copy.deepcopy(model.state_dict())
    assert best_weights is not None
    missing = model.load_state_dict(best_weights, strict=True)
    assert not missing.missing_keys and not missing.unexpected_keys
    assert len(record) == num_epochs
    return model, record


def param_groups(model, head_lr, backbone_lr):
    assert isinstance(model, nn.Module)
    assert head_lr >= 0 and backbone_lr >= 0
    if hasattr(model, "fc"):
        head_layer = model.fc
    else:
        assert hasattr(model, "classifier")
        head_layer = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    head_ids = {id(p) for p in head_layer.parameters()}
    head = [p for p in model.parameters() if id(p) in head_ids and p.requires_grad]
    backbone = [p for p in model.parameters() if id(p) not in head_ids and p.requires_grad]
    assert not {id(p) for p in head} & {id(p) for p in backbone}
    assert len(head) + len(backbone) == sum(p.requires_grad for p in model.parameters())
    return [{"params": head, "lr": head_lr}, {"params": backbone, "lr": backbone_lr}]
