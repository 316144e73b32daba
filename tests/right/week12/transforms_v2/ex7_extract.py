from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import nn


class Extracted(NamedTuple):
    features: torch.Tensor
    labels: torch.Tensor


@dataclass
class Head:
    parent: nn.Module
    name: str

    @property
    def layer(self):
        return self.parent.get_submodule(self.name)

    @classmethod
    def find(cls, model):
        if hasattr(model, "fc"):
            return cls(model, "fc")
        for name, layer in list(model.classifier.named_children())[::-1]:
            if hasattr(layer, "weight"):
                return cls(model.classifier, name)
        raise ValueError("no head")


def freeze(model):
    return model.requires_grad_(False)


def replace_head(model, num_classes):
    head = Head.find(model)
    old = head.layer
    where = {"device": old.weight.device, "dtype": old.weight.dtype}
    match old:
        case nn.Linear():
            new = nn.Linear(old.in_features, num_classes, **where)
        case nn.Conv2d():
            new = nn.Conv2d(old.in_channels, num_classes, kernel_size=1, **where)
    head.parent.set_submodule(head.name, new)
    print("new head:", new)
    return model


def feature_extractor(model, num_classes):
    replace_head(model, num_classes)
    layer = Head.find(model).layer
    keep = {id(p) for p in layer.parameters()}
    for p in model.parameters():
        p.requires_grad = id(p) in keep
    return model


def trainable_names(model):
    return [*dict(filter(lambda item: item[1].requires_grad, model.named_parameters()))]


def extract_features(model, loader):
    warnings.warn("this may take a while", UserWarning, stacklevel=2)
    modes = [(module, module.training) for module in model.modules()]
    head, model.fc = model.fc, nn.Identity()
    try:
        model.train(False)
        with torch.inference_mode():
            pairs = [(model(images).flatten(1), targets) for images, targets in loader]
    finally:
        model.fc = head
        for module, mode in modes:
            module.training = mode
    features, labels = zip(*pairs, strict=True)
    return Extracted(torch.vstack(features), torch.hstack(labels))
