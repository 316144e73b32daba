from functools import partial

import torch
from torch import nn
from torch.nn.modules.module import register_module_forward_hook


def count_parameters(model, trainable_only=False):
    params = set(model.parameters())
    return sum(p.numel() for p in params if not trainable_only or p.requires_grad)


def linear_layers(model):
    return [n for n, m in model.named_modules() if isinstance(m, nn.Linear)]


def trace_shapes(model, batch):
    """One global hook instead of many."""
    leaves = {m: n for n, m in model.named_modules() if not m._modules}
    shapes = {}

    def note(module, args, output):
        if module in leaves:
            shapes[leaves[module]] = tuple(output.shape)

    modes = {m: m.training for m in model.modules()}
    handle = register_module_forward_hook(note)
    try:
        model.eval()
        with torch.inference_mode():
            model(batch)
    finally:
        handle.remove()
        for m, training in modes.items():
            m.training = training
    return shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    # the windows that unfold really makes
    x = torch.arange(size + 2 * padding)
    return x.unfold(0, dilation * (kernel - 1) + 1, stride).size(0)


def mib(model):
    return sum(p.untyped_storage().nbytes() for p in model.parameters()) / 1024 / 1024


def rank_models(models):
    ranked = [(name, count_parameters(m), mib(m)) for name, m in models.items()]
    return sorted(ranked, key=lambda entry: entry[1])
