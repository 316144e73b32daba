import copy
import math
from contextlib import nullcontext

import torch
from torch import nn


class AverageMeter:
    """Computes and stores the average and current value (pytorch/examples imagenet)"""

    def __init__(self, name, fmt=":f"):
        self.name, self.fmt = name, fmt
        self.reset()

    def reset(self):
        self.val = self.avg = self.sum = self.count = 0

    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count

    def __str__(self):
        fmtstr = "{name} {val" + self.fmt + "} ({avg" + self.fmt + "})"
        return fmtstr.format(**self.__dict__)


class Checkpoint:
    def __init__(self):
        self.score, self.state = -math.inf, None

    def offer(self, score, model):
        if score > self.score:
            self.score, self.state = score, {k: v.detach().clone() for k, v in model.state_dict().items()}

    def restore(self, model):
        model.load_state_dict(self.state)


class Trainer:
    def __init__(self, model, criterion, optimizer=None, device="cpu"):
        self.device = torch.device(device)
        self.model, self.criterion, self.optimizer = model.to(self.device), criterion, optimizer

    def epoch(self, loader, training):
        losses, top1 = AverageMeter("Loss", ":.4e"), AverageMeter("Acc@1", ":6.2f")
        self.model.train(training)
        with nullcontext() if training else torch.no_grad():
            for images, target in loader:
                images = images.to(self.device, non_blocking=True)
                target = target.to(self.device, non_blocking=True)
                output = self.model(images)
                loss = self.criterion(output, target)
                losses.update(loss.item(), images.size(0))
                top1.update(self.accuracy(output, target), images.size(0))
                if training:
                    self.optimizer.zero_grad()
                    loss.backward()
                    self.optimizer.step()
        print(losses, top1, sep="\t")
        return losses.avg, top1.avg

    @staticmethod
    def accuracy(output, target):
        with torch.no_grad():
            _, pred = output.topk(1, 1, True, True)
            correct = pred.t().eq(target.view(1, -1).expand_as(pred.t()))
            return correct.reshape(-1).float().sum(0).item() / target.size(0)

    def fit(self, loaders, scheduler, num_epochs):
        checkpoint, record = Checkpoint(), []
        for epoch in range(num_epochs):
            row = {"epoch": epoch, "lr": self.optimizer.param_groups[0]["lr"]}
            row["train_loss"], row["train_acc"] = self.epoch(loaders["train"], True)
            row["val_loss"], row["val_acc"] = self.epoch(loaders["val"], False)
            scheduler.step()
            checkpoint.offer(row["val_acc"], self.model)
            record.append(row)
        checkpoint.restore(self.model)
        return self.model, record


class Groups:
    def __init__(self, model):
        self.head = list(self.find(model).parameters())
        ids = {id(p) for p in self.head}
        self.rest = [p for p in model.parameters() if id(p) not in ids]

    @staticmethod
    def find(model):
        if hasattr(model, "fc"):
            return model.fc
        *_, last = (m for m in model.classifier.modules() if isinstance(m, (nn.Linear, nn.Conv2d)))
        return last

    def __call__(self, *lrs):
        return [
            {"params": [p for p in part if p.requires_grad], "lr": lr}
            for part, lr in zip((self.head, self.rest), lrs, strict=True)
        ]


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    return Trainer(model, criterion, optimizer, device).epoch(loader, True)


def evaluate(model, loader, criterion, device="cpu"):
    return Trainer(model, criterion, device=device).epoch(loader, False)


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    return Trainer(copy.copy(model), criterion, optimizer, device).fit(loaders, scheduler, num_epochs)


def param_groups(model, head_lr, backbone_lr):
    return Groups(model)(head_lr, backbone_lr)
