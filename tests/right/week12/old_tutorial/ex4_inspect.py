from __future__ import print_function, division

import torch
import torch.nn as nn


def count_parameters(model, trainable_only=False):
    if trainable_only:
        return sum(p.numel() for p in model.parameters() if p.requires_grad)
    return sum(p.numel() for p in model.parameters())


def linear_layers(model):
    found = []
    for name, m in model.named_modules():
        if isinstance(m, nn.Linear):
            found.append(name)
    return found


def trace_shapes(model, batch):
    """like torchsummary"""
    names = {}
    for name, m in model.named_modules():
        names[m] = name

    summary = {}
    hooks = []

    def register_hook(module):
        def hook(module, input, output):
            summary[names[module]] = tuple(output.size())

        if len(list(module.children())) == 0:
            hooks.append(module.register_forward_hook(hook))

    modes = [(m, m.training) for m in model.modules()]

    # register hook
    model.apply(register_hook)

    # make a forward pass
    model.eval()
    with torch.no_grad():
        model(batch)

    # remove these hooks
    for h in hooks:
        h.remove()
    for m, training in modes:
        m.training = training

    return summary


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def rank_models(models):
    rows = []
    for name in models:
        total_params = count_parameters(models[name])
        total_params_size = 0
        for p in models[name].parameters():
            total_params_size += p.nelement() * p.element_size() / (1024 ** 2.)
        rows.append((name, total_params, total_params_size))
    rows.sort(key=lambda row: row[1])
    return rows
