"""Recursion over the modules, a copy of the model to look into, the kernel's places counted one by one."""

import copy
import math

import torch
from torch import nn


def all_parameters(module, found):
    """Every parameter once: {id: parameter}."""
    for parameter in module._parameters.values():
        if parameter is not None:
            found[id(parameter)] = parameter
    for child in module.children():
        all_parameters(child, found)
    return found


def count_parameters(model, trainable_only=False):
    total = 0
    for parameter in all_parameters(model, {}).values():
        if trainable_only and not parameter.requires_grad:
            continue
        total += math.prod(parameter.shape)
    return total


def linear_layers(model):
    names = []

    def visit(module, path):
        if isinstance(module, nn.Linear):
            names.append(".".join(path))
        for name, child in module.named_children():
            visit(child, [*path, name])

    visit(model, [])
    return names


def trace_shapes(model, batch):
    shapes = {}
    twin = copy.deepcopy(model)  # the model itself is not touched
    twin.eval()
    for name, leaf in list(twin.named_modules()):
        if name and next(leaf.children(), None) is None:
            forward = leaf.forward

            def watched(*args, name=name, forward=forward, **kwargs):
                output = forward(*args, **kwargs)
                shapes[name] = tuple(int(n) for n in output.shape)
                return output

            leaf.forward = watched
    with torch.set_grad_enabled(False):
        twin(batch)
    return shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    last = dilation * (kernel - 1)  # where the last point of the kernel lies
    places = 0
    left = -padding
    while left + last <= size - 1 + padding:
        places += 1
        left += stride
    return places


def rank_models(models):
    table = []
    for name in models:
        parameters = all_parameters(models[name], {}).values()
        count = sum(math.prod(p.shape) for p in parameters)
        bits = sum(math.prod(p.shape) * p.dtype.itemsize * 8 for p in parameters)
        place = 0
        while place < len(table) and table[place][1] <= count:
            place += 1
        table.insert(place, (name, count, bits / 8 / 1024 / 1024))
    return table
