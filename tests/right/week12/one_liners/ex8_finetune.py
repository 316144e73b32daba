import torch
from copy import deepcopy
from torch import nn
def run(model, loader, criterion, step, device):
    total = [(step(l := criterion(z := model(x.to(device)), y.to(device))), l.item() * len(y), (z.argmax(1).cpu() == y).sum().item(), len(y)) for x, y in loader]
    _, loss, right, n = map(sum, zip(*total)); return loss / n, right / n
train_one_epoch = lambda model, loader, criterion, optimizer, device="cpu": run(model.to(device).train(), loader, criterion, lambda l: [optimizer.zero_grad(), l.backward(), optimizer.step()] and 0, device)
evaluate = torch.no_grad()(lambda model, loader, criterion, device="cpu": run(model.to(device).eval(), loader, criterion, lambda l: 0, device))
def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    log, keys = [], ("epoch", "lr", "train_loss", "train_acc", "val_loss", "val_acc")
    runs = [(log.append(dict(zip(keys, (e, optimizer.param_groups[0]["lr"], *train_one_epoch(model, loaders["train"], criterion, optimizer, device), *evaluate(model, loaders["val"], criterion, device))))), scheduler.step(), deepcopy(model))[-1] for e in range(num_epochs)]
    return runs[max(range(num_epochs), key=lambda e: log[e]["val_acc"])], log
def param_groups(model, head_lr, backbone_lr):
    head = {*(model.fc if hasattr(model, "fc") else [m for m in model.classifier if hasattr(m, "weight")][-1]).parameters()}
    return [{"params": [p for p in model.parameters() if p.requires_grad and (p in head) == h], "lr": lr} for h, lr in ((True, head_lr), (False, backbone_lr))]
