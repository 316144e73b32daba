from copy import deepcopy
from functools import partial, reduce
from itertools import accumulate
from operator import add, itemgetter

import numpy as np
import torch
from torch import nn
from torch.func import functional_call


def hits(logits, labels):
    return int(np.count_nonzero(logits.detach().cpu().numpy().argmax(1) == labels.numpy()))


def averages(rows):
    loss, right, n = map(sum, zip(*rows))
    return loss / n, right / n


def step(model, criterion, optimizer, device, batch):
    images, labels = batch
    logits = model(images.to(device))
    loss = criterion(logits, labels.to(device))
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item() * len(labels), hits(logits, labels), len(labels)


def look(model, criterion, device, batch):
    images, labels = batch
    logits = model(images.to(device))
    return criterion(logits, labels.to(device)).item() * len(labels), hits(logits, labels), len(labels)


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    optimizer.zero_grad()
    return averages(map(partial(step, model.to(device).train(), criterion, optimizer, device), loader))


def evaluate(model, loader, criterion, device="cpu"):
    with torch.no_grad():
        return averages(list(map(partial(look, model.to(device).eval(), criterion, device), loader)))


def epoch(model, loaders, criterion, optimizer, scheduler, device, number):
    lr = optimizer.param_groups[0]["lr"]
    train = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
    val = evaluate(model, loaders["val"], criterion, device)
    scheduler.step()
    row = {"epoch": number, "train_loss": train[0], "train_acc": train[1], "val_loss": val[0], "val_acc": val[1]}
    return row | {"lr": lr}, deepcopy(model.state_dict())


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    one = partial(epoch, model, loaders, criterion, optimizer, scheduler, device)
    record, weights = zip(*map(one, range(num_epochs)))
    best = int(np.argmax([row["val_acc"] for row in record]))  # the first of equals
    model.load_state_dict(weights[best])
    return model, list(record)


def param_groups(model, head_lr, backbone_lr):
    head = model.fc if hasattr(model, "fc") else [m for m in model.classifier if list(m.parameters())][-1]
    own = frozenset(map(id, head.parameters()))

    def group(inside):
        return (p for p in model.parameters() if p.requires_grad and (id(p) in own) is inside)

    return [dict(params=group(True), lr=head_lr), dict(params=group(False), lr=backbone_lr)]
