import helpers
import torch
from helpers import Average, head_name, inference


def batches(loader, device):
    for images, labels in loader:
        yield images.to(device), labels.to(device)


def accuracy(logits, labels):
    return (logits.argmax(dim=1) == labels).double().mean()


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model.to(device).train()
    loss_mean, acc_mean = Average(), Average()
    for images, labels in batches(loader, device):
        logits = model(images)
        loss = criterion(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss_mean.add(loss, len(labels))
        acc_mean.add(accuracy(logits, labels), len(labels))
    return float(loss_mean), float(acc_mean)


def evaluate(model, loader, criterion, device="cpu"):
    loss_mean, right, n = Average(), 0, 0
    with inference(model, device):
        for images, labels in batches(loader, device):
            logits = model(images)
            loss_mean.add(criterion(logits, labels), len(labels))
            right += int((logits.argmax(dim=1) == labels).sum())
            n += len(labels)
    return float(loss_mean), right / n


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    record, best = [], None
    for epoch in range(num_epochs):
        row = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        row["train_loss"], row["train_acc"] = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        scheduler.step()
        row["val_loss"], row["val_acc"] = evaluate(model, loaders["val"], criterion, device)
        record.append(row)
        if best is None or row["val_acc"] > record[best]["val_acc"]:
            best = epoch
            weights = {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(weights)
    return model, record


def param_groups(model, head_lr, backbone_lr):
    head = list(model.get_submodule(head_name(model)).parameters())
    rest = [p for p in helpers.parameters(model, True) if all(p is not q for q in head)]
    return [
        {"params": [p for p in head if p.requires_grad], "lr": head_lr},
        {"params": rest, "lr": backbone_lr},
    ]
