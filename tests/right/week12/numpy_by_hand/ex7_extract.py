"""Own initialisation of the new layer, features from a copy of the model."""

import copy
import math

import numpy as np
import torch
from torch import nn


def freeze(model):
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            parameter.requires_grad_(False)
    return model


def head_name(model):
    """The dotted name of the last layer, for example "fc" or "classifier.6"."""
    names = [n for n, m in model.named_modules() if isinstance(m, (nn.Linear, nn.Conv2d))]
    inside = [n for n in names if n == "fc" or n.startswith("classifier.")]
    return inside[-1]


def new_parameter(shape, fan_in, like):
    bound = 1 / math.sqrt(fan_in)
    values = np.random.uniform(-bound, bound, size=tuple(shape))
    return nn.Parameter(torch.tensor(values, dtype=like.dtype, device=like.device))


def replace_head(model, num_classes):
    # the old layer object is used again, with new parameters of the right size
    layer = model.get_submodule(head_name(model))
    weight = layer.weight
    fan_in = weight[0].numel()
    layer.weight = new_parameter((num_classes, *weight.shape[1:]), fan_in, weight)
    layer.bias = new_parameter((num_classes,), fan_in, weight)
    if isinstance(layer, nn.Linear):
        layer.out_features = num_classes
    else:
        layer.out_channels = num_classes
    return model


def feature_extractor(model, num_classes):
    return replace_head(freeze(model), num_classes)


def trainable_names(model):
    names = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        names.append(name)
    return names


def extract_features(model, loader):
    body = copy.deepcopy(model)
    body.fc = nn.Identity()
    body.eval()
    features, labels = [], []
    for images, targets in loader:
        with torch.no_grad():
            features.extend(body(images).numpy())  # B arrays of [D]
        labels.extend(targets.tolist())
    return torch.from_numpy(np.stack(features)), torch.tensor(labels)
