import torch
from torch import nn


def freeze(model):
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            parameter.requires_grad = False
            parameter.grad = None
    return model


def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, num_classes, dtype=old.weight.dtype, device=old.weight.device)
        return model
    where = -1
    for i in range(len(model.classifier)):
        if isinstance(model.classifier[i], (nn.Linear, nn.Conv2d)):
            where = i
    old = model.classifier[where]
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, old.kernel_size)
    model.classifier[where] = new.to(old.weight.device, old.weight.dtype)
    return model


def feature_extractor(model, num_classes):
    replace_head(freeze(model), num_classes)
    return model


def trainable_names(model):
    names = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            names.append(name)
    return names


class Remember(nn.Module):
    """Stands in for the last layer and keeps what it gets."""

    def __init__(self):
        super().__init__()
        self.rows = []

    def forward(self, x):
        for row in x:
            self.rows.append(row)
        return x


def extract_features(model, loader):
    last = model.fc
    remember = Remember()
    model.eval()
    labels = []
    model.fc = remember
    try:
        with torch.no_grad():
            for images, answers in loader:
                model(images)
                for answer in answers:
                    labels.append(int(answer))
    finally:
        model.fc = last
    return torch.stack(remember.rows), torch.tensor(labels)
