import copy

import torch
from torch import nn
from torchvision import models


def freeze(model):
    return model.requires_grad_(requires_grad=False)


def new_like(old, num_classes):
    with torch.device(old.weight.device):
        if isinstance(old, nn.Linear):
            new = nn.Linear(old.in_features, num_classes)
        else:
            new = nn.Conv2d(old.in_channels, num_classes, kernel_size=1)
    return new.to(old.weight.dtype)


def replace_head(model, num_classes):
    name = "fc" if isinstance(model, models.ResNet) else None
    if name is None:
        kind = nn.Conv2d if isinstance(model, models.SqueezeNet) else nn.Linear
        name = [n for n, m in model.named_modules() if n.startswith("classifier.") and isinstance(m, kind)][-1]
    model.set_submodule(name, new_like(model.get_submodule(name), num_classes))
    return model


def feature_extractor(model, num_classes):
    model = replace_head(freeze(model), num_classes)
    return model


def trainable_names(model):
    return [name for name, p in model.named_parameters() if p.requires_grad]


@torch.inference_mode()
def extract_features(model, loader):
    body = copy.deepcopy(model)
    body.fc = nn.Identity()
    body.eval()
    features, labels = zip(*((body(x), y) for x, y in loader))
    return torch.cat(features), torch.cat(labels)
