import torch
from torch import nn


def count_right(logits, labels):
    right = 0
    for row, label in zip(logits.tolist(), labels.tolist()):
        if row.index(max(row)) == label:
            right += 1
    return right


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device)
    model.train()
    loss_sum, right, n = 0.0, 0, 0
    for images, labels in loader:
        images = images.to(device)
        labels = labels.to(device)
        optimizer.zero_grad()
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        right += count_right(logits, labels)
        n += len(labels)
    return loss_sum / n, right / n


def evaluate(model, loader, criterion, device="cpu"):
    model.to(device)
    model.eval()
    loss_sum, right, n = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            images = images.to(device)
            labels = labels.to(device)
            logits = model(images)
            loss_sum += criterion(logits, labels).item() * len(labels)
            right += count_right(logits, labels)
            n += len(labels)
    return loss_sum / n, right / n


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    record = []
    best = -1
    kept = {}
    for epoch in range(num_epochs):
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        scheduler.step()
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        row = {}
        row["epoch"] = epoch
        row["train_loss"] = train_loss
        row["train_acc"] = train_acc
        row["val_loss"] = val_loss
        row["val_acc"] = val_acc
        row["lr"] = lr
        record.append(row)
        if val_acc > best:
            best = val_acc
            for key, value in model.state_dict().items():
                kept[key] = value.clone()
    with torch.no_grad():
        for key, value in model.state_dict().items():
            value.copy_(kept[key])
    return model, record


def param_groups(model, head_lr, backbone_lr):
    if hasattr(model, "fc"):
        head = model.fc
    else:
        for layer in model.classifier:
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                head = layer  # the last one stays
    first, second = [], []
    for p in head.parameters():
        if p.requires_grad:
            first.append(p)
    for p in model.parameters():
        mine = p.requires_grad
        for q in first:
            if q is p:
                mine = False
        if mine:
            second.append(p)
    return [{"params": first, "lr": head_lr}, {"params": second, "lr": backbone_lr}]
