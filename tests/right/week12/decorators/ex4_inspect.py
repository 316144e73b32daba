import functools
import operator

import torch
from torch import nn


def restores_modes(function):
    @functools.wraps(function)
    def wrapper(model, *args, **kwargs):
        modes = [m.training for m in model.modules()]
        try:
            return function(model, *args, **kwargs)
        finally:
            for module, mode in zip(model.modules(), modes):
                module.training = mode

    return wrapper


def removes_hooks(function):
    """Hands the function a list; whatever handle is in it is removed in the end."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        handles = []
        try:
            return function(*args, handles=handles, **kwargs)
        finally:
            for handle in handles:
                handle.remove()

    return wrapper


def count_parameters(model, trainable_only=False):
    wanted = operator.attrgetter("requires_grad") if trainable_only else lambda p: True
    return sum(map(torch.numel, filter(wanted, model.parameters())))


def linear_layers(model):
    return [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]


@removes_hooks
@restores_modes
@torch.no_grad()
def trace_shapes(model, batch, *, handles=None):
    shapes = {}
    for name, module in model.named_modules():
        if not any(True for _ in module.children()):

            @functools.partial(module.register_forward_hook, with_kwargs=True)
            def handle(module, args, kwargs, output, name=name):
                shapes[name] = tuple(output.shape)

            handles.append(handle)
    model.eval()
    model(batch)
    return shapes


@functools.lru_cache(maxsize=None)
def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    return 1 + (size + 2 * padding - (dilation * (kernel - 1) + 1)) // stride


def sorted_by(index):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return sorted(function(*args, **kwargs), key=operator.itemgetter(index))

        return wrapper

    return decorate


@sorted_by(1)
def rank_models(models):
    for name, model in models.items():
        size = sum(p.element_size() * p.nelement() for p in model.parameters())
        yield name, count_parameters(model), size / 2**20
