import copy
import math

import torch
import torch.nn as nn
from torchvision import models

activation = {}


def get_activation(name):
    def hook(model, input, output):
        activation[name] = output.detach().size()

    return hook


def trace_shapes(model, batch):
    global activation
    activation = {}
    was_training = {name: m.training for name, m in model.named_modules()}
    handles = []
    for name, m in model.named_modules():
        if len([*m.children()]) == 0:
            handles.append(m.register_forward_hook(get_activation(name)))
    model.eval()
    x = batch.clone()
    with torch.no_grad():
        output = model(x)
    print("output:", output.size())
    for h in handles:
        h.remove()
    for name, m in model.named_modules():
        m.training = was_training[name]
    return copy.copy(activation)


def count_parameters(model, trainable_only=False):
    pp = 0
    for p in list(model.parameters()):
        if not p.requires_grad and trainable_only:
            continue
        nn_ = 1
        for s in list(p.size()):
            nn_ = nn_ * s
        pp += nn_
    return pp


def linear_layers(model):
    layers = []

    def walk(module, prefix):
        for name, child in module.named_children():
            full = prefix + "." + name if prefix else name
            if isinstance(child, nn.Linear):
                layers.append(full)
            else:
                walk(child, full)

    walk(model, "")
    return layers


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    # Hout from the documentation of Conv2d
    return math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)


def rank_models(models):
    result = []
    for name, net in models.items():
        num_params = 0
        param_size = 0
        for param in net.parameters():
            num_params += param.nelement()
            param_size += param.nelement() * param.element_size()
        size_all_mb = param_size / 1024**2
        print(f"{name}: {num_params:,} parameters, {size_all_mb:.3f}MB")
        result.append((name, num_params, size_all_mb))
    result.sort(key=lambda r: r[1])
    return result


if __name__ == "__main__":
    print(rank_models({"alexnet": models.alexnet(), "resnet18": models.resnet18()}))
