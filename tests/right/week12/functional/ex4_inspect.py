import math
from functools import reduce
from itertools import accumulate, count, takewhile
from operator import itemgetter, mul

import torch
from torch import nn


def size(p):
    return reduce(mul, p.shape, 1)


def count_parameters(model, trainable_only=False):
    return sum(map(size, filter(lambda p: p.requires_grad or not trainable_only, model.parameters())))


def named(module, prefix=""):
    """All modules below, depth first."""
    for name, child in module.named_children():
        yield prefix + name, child
        yield from named(child, f"{prefix}{name}.")


def linear_layers(model):
    return [name for name, module in named(model) if isinstance(module, nn.Linear)]


def trace_shapes(model, batch):
    events = []
    leaves = [(n, m) for n, m in named(model) if not any(m.children())]
    handles = [
        m.register_forward_hook(lambda _m, _i, out, n=n: events.append((n, tuple(out.shape)))) for n, m in leaves
    ]
    modes = [(m, m.training) for m in model.modules()]
    try:
        with torch.no_grad():
            model.eval()(batch)
    finally:
        [h.remove() for h in handles]
        [setattr(m, "training", mode) for m, mode in modes]
    return dict(events)


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    reach = dilation * (kernel - 1)
    starts = takewhile(lambda left: left + reach < size + padding, count(-padding, stride))
    return sum(1 for _ in starts)


def rank_models(models):
    def row(item):
        name, model = item
        return name, count_parameters(model), math.fsum(size(p) * p.element_size() for p in model.parameters()) / 2**20

    return sorted(map(row, models.items()), key=itemgetter(1))
