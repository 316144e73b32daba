import copy
import sys
import time

import torch
from torch import nn


class tqdm:
    def __init__(self, iterable, desc="", leave=True):
        self.iterable, self.desc, self.postfix = iterable, desc, {}
        self.total = len(iterable)

    def __iter__(self):
        self.start = time.time()
        for self.n, item in enumerate(self.iterable, 1):
            yield item
            self.refresh()
        sys.stderr.write("\n")

    def set_postfix(self, **values):
        self.postfix = {k: format(v, ".4f") if isinstance(v, (float, torch.Tensor)) else str(v) for k, v in values.items()}

    def refresh(self):
        left = (time.time() - self.start) / self.n * (self.total - self.n)
        values = ", ".join(f"{k}={v}" for k, v in self.postfix.items())
        sys.stderr.write(f"\r{self.desc}: {self.n}/{self.total} [{'#' * (30 * self.n // self.total):<30}] ETA {left:.0f} s {values}")


def train_one_epoch(model, loader, criterion, optimizer, device="cpu"):
    print("=" * 60)
    print(model)
    print("criterion:", criterion, "| optimizer:", optimizer)
    print("device:", device, torch.device(device))
    print(f"{len(loader)} batches, {len(loader.dataset)} images, batch size {loader.batch_size}, data {loader.dataset}")
    model.to(device)
    model.train()
    running_loss, correct, n = 0.0, 0, 0
    pbar = tqdm(loader, desc="train")
    for i, (images, labels) in enumerate(pbar):
        images, labels = images.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = model(images)
        loss = criterion(outputs, labels)
        loss.backward()
        norms = [p.grad.norm() for p in model.parameters() if p.grad is not None]
        print(f"gradient norms: {', '.join(f'{g:.3f}' for g in norms[:4])}")
        optimizer.step()
        preds = outputs.argmax(dim=1)
        print(f"batch {i}: loss {loss:.4f} ({loss}), item {loss.item():.4f}, shape {images.shape}, on {images.device}")
        print("  labels", labels, "preds", preds, "right", (preds == labels).sum(), f"{(preds == labels).float().mean():.2%}")
        print("  outputs", outputs, f"max {outputs.max():.3f}")
        running_loss += loss.item() * labels.size(0)
        correct += (preds == labels).sum().item()
        n += labels.size(0)
        pbar.set_postfix(loss=loss, acc=correct / n, lr=optimizer.param_groups[0]["lr"])
    print(f"train loss {running_loss / n:.4f} acc {correct / n:.4f}")
    return running_loss / n, correct / n


def evaluate(model, loader, criterion, device="cpu"):
    print("evaluate", type(model).__name__, "with", criterion, "on", device, f"({len(loader)} batches)")
    model.to(device)
    model.eval()
    print("modes:", {type(m).__name__: m.training for m in model.modules()})
    running_loss, correct, n = 0.0, 0, 0
    with torch.no_grad():
        pbar = tqdm(loader, desc="val")
        for images, labels in pbar:
            images, labels = images.to(device), labels.to(device)
            outputs = model(images)
            loss = criterion(outputs, labels)
            right = torch.sum(outputs.argmax(1) == labels)
            print(f"loss {loss:.4f}, right {right}/{len(labels)} = {right / len(labels):.1%}, {right:d}")
            running_loss += loss.item() * labels.size(0)
            correct += right.item()
            n += labels.size(0)
            pbar.set_postfix(loss=loss, right=right)
    print("val loss {:.4f} acc {:.4f}".format(running_loss / n, correct / n))
    return running_loss / n, correct / n


def train_model(model, loaders, criterion, optimizer, scheduler, num_epochs, device="cpu"):
    print(model, criterion, optimizer, scheduler, sep="\n")
    print("loaders:", loaders, {k: len(v) for k, v in loaders.items()}, {k: len(v.dataset) for k, v in loaders.items()})
    print("optimizer:", repr(optimizer), optimizer.param_groups[0]["lr"], len(optimizer.param_groups), "group(s)")
    print("scheduler:", repr(scheduler), "last lr:", scheduler.get_last_lr())
    since = time.time()
    best_acc, best_epoch, best_weights, history = -1.0, None, None, []
    for epoch in range(num_epochs):
        print(f"Epoch {epoch + 1}/{num_epochs}, lr {scheduler.get_last_lr()[0]:.2e}")
        lr = optimizer.param_groups[0]["lr"]
        train_loss, train_acc = train_one_epoch(model, loaders["train"], criterion, optimizer, device)
        val_loss, val_acc = evaluate(model, loaders["val"], criterion, device)
        scheduler.step()
        print(f"lr {lr:.2e} -> {scheduler.get_last_lr()[0]:.2e} {optimizer.param_groups[0]['lr']:.2e}")
        history.append(
            {"epoch": epoch, "train_loss": train_loss, "train_acc": train_acc, "val_loss": val_loss, "val_acc": val_acc, "lr": lr}
        )
        if val_acc > best_acc:
            print(f"*** new best: {val_acc:.4f} (was {best_acc:.4f}) ***")
            best_acc, best_epoch = val_acc, epoch
            best_weights = copy.deepcopy(model.state_dict())
        for row in history:
            print(" ".join(f"{k}={v:.4f}" if isinstance(v, float) else f"{k}={v}" for k, v in row.items()))
    print(f"done in {time.time() - since:.1f} s, best epoch {best_epoch}, accuracy {best_acc:.4f}")
    print(model.load_state_dict(best_weights))
    return model, history


def param_groups(model, head_lr, backbone_lr):
    print(model)
    if hasattr(model, "fc"):
        head = model.fc
    else:
        head = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    print("head:", head)
    head_ids = {id(p) for p in head.parameters()}
    groups = [{"params": [], "lr": head_lr}, {"params": [], "lr": backbone_lr}]
    for name, p in model.named_parameters():
        print(f"{name:<40} {tuple(p.shape)} grad {p.requires_grad} head {id(p) in head_ids}")
        if p.requires_grad:
            groups[0 if id(p) in head_ids else 1]["params"].append(p)
    for group in groups:
        print(len(group["params"]), "tensors,", sum(p.numel() for p in group["params"]), f"numbers, lr {group['lr']:.1e}")
    return groups
