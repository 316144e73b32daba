import copy

import torch
from torch import nn
from torchvision import models
from torchvision.transforms import v2

identity = v2.Identity()  # no augmentation: the loaders have it


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    model = model.to(device)
    model.train()
    loss_sum = torch.zeros((), device=device)
    correct = torch.zeros((), dtype=torch.long, device=device)
    for images, labels in loader:
        images, labels = identity(images.to(device), labels.to(device))
        optimizer.zero_grad(set_to_none=True)
        logits = model(images)
        loss = criterion(logits, labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.detach() * images.shape[0]
        correct += (logits.argmax(dim=1) == labels).sum()
    n = len(loader.dataset)
    return (loss_sum / n).item(), (correct / n).item()


def evaluate(model, loader, criterion, device="cpu"):
    model = model.to(device)
    training = model.training
    model.eval()
    loss_sum, correct = torch.zeros(1).to(device), torch.zeros(1).to(device)
    with torch.inference_mode():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            loss_sum += criterion(logits, labels) * images.shape[0]
            correct += logits.argmax(dim=1).eq(labels).sum()
    model.train(training)
    n = len(loader.dataset)
    return loss_sum.item() / n, correct.item() / n


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    best_acc, best_weights, record = float("-inf"), None, []
    for epoch in range(num_epochs):
        lr = scheduler.get_last_lr()[0]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        record.append(
            dict(epoch=epoch, train_loss=train_loss, train_acc=train_acc, val_loss=val_loss, val_acc=val_acc, lr=lr)
        )
        if val_acc > best_acc:
            best_acc, best_weights = val_acc, copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    return model, record


def param_groups(model, head_lr, backbone_lr):
    if isinstance(model, models.ResNet):
        head = model.fc
    else:
        kind = nn.Conv2d if isinstance(model, models.SqueezeNet) else nn.Linear
        head = [m for m in model.classifier if isinstance(m, kind)].pop()
    in_head = set(head.parameters())
    groups = {True: [], False: []}
    for p in model.parameters():
        if p.requires_grad:
            groups[p in in_head].append(p)
    return [{"params": groups[True], "lr": head_lr}, {"params": groups[False], "lr": backbone_lr}]
