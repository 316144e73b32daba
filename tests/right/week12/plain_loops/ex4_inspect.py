import torch
from torch import nn


def count_parameters(model, trainable_only=False):
    seen = []
    total = 0
    for module in model.modules():
        for p in module.parameters(recurse=False):
            known = False
            for other in seen:
                if other is p:
                    known = True
            if known:
                continue
            seen.append(p)
            if trainable_only and not p.requires_grad:
                continue
            n = 1
            for side in p.shape:
                n *= side
            total += n
    return total


def walk(module, name, out):
    for child_name, child in module.named_children():
        full = name + "." + child_name if name else child_name
        out.append((full, child))
        walk(child, full, out)
    return out


def linear_layers(model):
    names = []
    if isinstance(model, nn.Linear):
        names.append("")
    for name, module in walk(model, "", []):
        if isinstance(module, nn.Linear):
            names.append(name)
    return names


class Note:
    def __init__(self, name, shapes):
        self.name = name
        self.shapes = shapes

    def __call__(self, module, inputs, output):
        shape = []
        for side in output.shape:
            shape.append(int(side))
        self.shapes[self.name] = tuple(shape)


def trace_shapes(model, batch):
    shapes = {}
    hooks = []
    modes = []
    everything = [("", model)] + walk(model, "", [])
    for name, module in everything:
        modes.append(module.training)
        if len(list(module.children())) == 0:
            hooks.append(module.register_forward_hook(Note(name, shapes)))
    for _, module in everything:
        module.training = False
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for (_, module), mode in zip(everything, modes):
        module.training = mode
    return shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    covered = dilation * (kernel - 1) + 1
    places = 0
    left = -padding
    while left + covered <= size + padding:
        places += 1
        left += stride
    return places


def rank_models(models):
    left = []
    for name in models:
        number = count_parameters(models[name])
        size = 0
        for p in models[name].parameters():
            size += p.numel() * p.element_size()
        left.append((name, number, size / 1048576))
    ranked = []
    while left:
        smallest = left[0]
        for row in left:
            if row[1] < smallest[1]:
                smallest = row
        left.remove(smallest)
        ranked.append(smallest)
    return ranked
