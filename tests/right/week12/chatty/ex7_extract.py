import sys
import time

import torch
from torch import nn


class Progress:
    """What tqdm does, in short."""

    def __init__(self, loader, desc):
        self.loader, self.desc = loader, desc

    def __len__(self):
        return len(self.loader)

    def __iter__(self):
        start = time.time()
        n = len(self)
        for i, batch in enumerate(self.loader):
            yield batch
            speed = (i + 1) / max(time.time() - start, 1e-9)
            print(f"\r{self.desc}: {100 * (i + 1) // n:3d}%|{'█' * (10 * (i + 1) // n):<10}| {i + 1}/{n} [{speed:.2f}it/s]", end="", file=sys.stderr)
        print(file=sys.stderr)


def freeze(model):
    print(model)
    for name, p in model.named_parameters():
        print(f"{name}: {p.requires_grad} -> False  {p.data.mean():.4f}")
        p.requires_grad = False
    return model


def replace_head(model, num_classes):
    print("before:", model)
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, num_classes).to(old.weight.device, old.weight.dtype)
        new = model.fc
    else:
        for i, layer in enumerate(model.classifier):
            print(i, layer)
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                index = i
        old = model.classifier[index]
        if isinstance(old, nn.Linear):
            new = nn.Linear(old.in_features, num_classes)
        else:
            new = nn.Conv2d(old.in_channels, num_classes, kernel_size=1)
        model.classifier[index] = new.to(old.weight.device, old.weight.dtype)
    print(old, "->", new)
    print("after:", model)
    return model


def feature_extractor(model, num_classes):
    n = sum(p.numel() for p in model.parameters() if p.requires_grad)
    model = replace_head(freeze(model), num_classes)
    m = sum(p.numel() for p in model.parameters() if p.requires_grad)
    print(f"trainable: {n:,} -> {m:,} ({m / max(n, 1):.2%})")
    return model


def trainable_names(model):
    names = []
    for name, p in model.named_parameters():
        print("[x]" if p.requires_grad else "[ ]", name, tuple(p.shape))
        if p.requires_grad:
            names.append(name)
    return names


def extract_features(model, loader):
    print(model)
    print("loader:", loader, "batches:", len(loader), "images:", len(loader.dataset), "batch size:", loader.batch_size)
    print("fc:", model.fc, model.fc.weight.shape, model.fc.weight)
    features, labels = [], []

    def hook(module, inputs, output):
        print("fc gets", inputs[0].shape, "gives", output.shape, f"mean {inputs[0].mean():.4f}")
        features.append(inputs[0].detach())

    handle = model.fc.register_forward_hook(hook)
    print(handle)
    model.eval()
    with torch.no_grad():
        for images, targets in Progress(loader, "extract"):
            print("images", images.shape, "targets", targets, f"first {targets[0]}")
            logits = model(images)
            print(f"logits {logits.shape} {logits[0, 0]:.4f}")
            labels.append(targets)
    handle.remove()
    features, labels = torch.cat(features), torch.cat(labels)
    print(features, labels)
    return features, labels
